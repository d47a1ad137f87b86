"""Whatever is written in a format is read back; whatever is fed in, only InputError comes out."""

import csv
import io
import itertools
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aft_themes.transcripts.reader import read_source
from aft_themes.transcripts.source import Source
from tests.fuzz.fuzz_readers import check

NAMES = ["Ann Lee", "Bo Ray", "I", "P12", "Hurst, Peter (Guest)", "SPEAKER_00", "Zo\u00eb", "Олег"]
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=9)
# words that no format and no transcriber would take for markup, a label, a time or an artefact
PLAIN = WORDS.filter(
    lambda word: word[0].isalnum() and not set(word) & set(":\uff1a[]()#<>&{}\\*|")
)
SPEECH = st.lists(PLAIN, min_size=1, max_size=8).map(" ".join).map("x {}".format)


@st.composite
def talks(draw):
    """Draw a talk of two people, each of whom speaks at least twice, in any order after that."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True))
    texts = draw(st.lists(SPEECH, min_size=4, max_size=12))
    order = [*names, *names, *draw(st.lists(st.sampled_from(names), min_size=8, max_size=8))]
    return list(zip(order, texts, strict=False))


COMMON = settings(deadline=None, max_examples=20)


def _captions(talk, cue, mark):
    lines = []
    for at, (name, text) in enumerate(talk):
        times = f"00:{at:02d}:00.000 --> 00:{at:02d}:01.000"
        lines += [str(at + 1), times.replace(".", mark), cue.format(name, text), ""]
    return "\n".join(lines)


def _csv(talk):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("speaker", "text"), *talk])
    return out.getvalue()


WRITERS = {
    "vtt": lambda talk: "WEBVTT\n\n" + _captions(talk, "<v {}>{}</v>", "."),
    "srt": lambda talk: _captions(talk, "{}: {}", ","),
    "txt": lambda talk: "\n\n".join(f"{name}: {text}" for name, text in talk),
    "timed.txt": lambda talk: "\n".join(f"{name}  0:05\n{text}" for name, text in talk),
    "csv": _csv,
    "json": lambda talk: json.dumps([{"speaker": name, "text": text} for name, text in talk]),
    "html": lambda talk: "<html>" + "".join(f"<p>{name}: {text}</p>" for name, text in talk),
}


@pytest.mark.parametrize("kind", WRITERS)
@given(talk=talks())
@COMMON
def test_what_is_written_is_read_back(kind, talk):
    data = WRITERS[kind](talk).encode()
    transcript = read_source(Source(Path(f"a.{kind}"), data))
    assert [(turn.speaker, turn.text.split()) for turn in transcript.turns] == _joined(talk)


def _joined(talk):
    return [
        (name, [word for _, text in group for word in text.split()])
        for name, group in itertools.groupby(talk, key=lambda turn: turn[0])
    ]


PIECES = {
    "vtt": "WEBVTT|\n\n|NOTE |STYLE|00:01.000 --> 00:02.000|0:0:-6.-820 --> 9|-->|<v |<v Ann>|</v>|"
    ">|<|&amp;|&#x;|Ann: |1|\r|\ufeff|<00:00:01>|word |...",
    "srt": "1\n|00:00:01,000 --> 00:00:02,000\n|\n\n|Ann: |Bo: |{\\an8}|<i>|</i>|-->|word |\r\n|9",
    "txt": "Ann: |Bo: |\n|[00:01] |(0:05)|#00:00:12-7#|Ann  0:05\n|word |: |I:|P:|**|[laughs]|\t|"
    "\x0b|\u2028|\0|Date: |\u202e|\U0001f600|10:30",
    "json": '{|}|[|]|"speaker"|:|"text"|,|"a"|1|-1e999|null|"start"|"segments"|NaN|"\\ud800"| ',
    "csv": 'speaker,text\n|start;speaker;text\n|,|;|"|""|\n|\r|Ann|word |0:01|=1+1|\t|\0|'
    "speaker\ttext\n",
    "html": "<html>|<p>|</p>|<table>|<tr>|<td>|Ann: |Bo: |<script>|</script>|&#0;|&lt;|<!--|-->|"
    "word |<br>|speaker|text|<b>|</b>|<",
    "rtf": "{\\rtf1 |{|}|\\par |\\'92|\\u8217?|\\u-1?|\\bin9 |\\cell|\\row|Ann: |Bo: |word |\\|\\*|"
    "#00:00:01-1#",
}


@pytest.mark.parametrize("kind", PIECES)
@given(data=st.data())
@COMMON
def test_any_sequence_of_pieces_gives_turns_or_an_input_error(kind, data):
    pieces = st.sampled_from(PIECES[kind].split("|"))
    text = "".join(data.draw(st.lists(pieces, max_size=60)))
    head = {"vtt": "WEBVTT\n\n", "rtf": "{\\rtf1 ", "html": "<html>"}.get(kind, "")
    check((head + text).encode("utf-8", errors="surrogatepass"), kind)


@given(data=st.binary(max_size=400), kind=st.sampled_from([*PIECES, "docx", "odt", "xlsx", ""]))
@example(data=b"PK\x03\x04", kind="docx")
@example(data=b"\xff\xfe", kind="txt")
@settings(deadline=None, max_examples=150)
def test_any_bytes_give_turns_or_an_input_error(data, kind):
    check(data, kind)
