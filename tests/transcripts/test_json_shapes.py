"""JSON in the shapes that programs and scripts choose.

What is drawn must be read rightly, or be refused, or be doubtful: never wrong without a word.
"""

import json

import pytest

from aft_themes.transcripts import read_transcript
from aft_themes.transcripts.findings import Kind, TranscriptError
from tests.transcripts.json_shapes_drawn import drawn
from tests.transcripts.known_talk import doubts_of, outcomes, said

PAIR = [("Mia", "Where do you go then?"), ("Ole", "To the shed, mostly.")]
TALK = [(who, f"{text} {n}") for n in (1, 2, 3) for who, text in PAIR]


def _outcomes(tmp_path, seeds):
    return outcomes((tmp_path / "a.json", drawn(seed)[0].encode()) for seed in seeds)


def test_drawn_shapes_are_read_rightly_or_with_a_doubt(tmp_path):
    found = _outcomes(tmp_path, range(200))
    assert not found["wrong without a word"]
    assert found["right"] >= 0.65 * found.total()


@pytest.mark.nightly
def test_many_drawn_shapes_are_read_rightly_or_with_a_doubt(tmp_path):
    found = _outcomes(tmp_path, range(3000, 6000))
    assert found["wrong without a word"] <= 0.002 * found.total()


def _read(tmp_path, content):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return read_transcript(path)


def _objects(talk=TALK, keys=("speaker", "text")):
    return [dict(zip(keys, turn, strict=True)) for turn in talk]


WHO, SAID = [who for who, _ in TALK], [text for _, text in TALK]
SHAPES = {
    "parallel": {"speakers": WHO, "texts": SAID},
    "parallel beside more": {"title": "A talk", "speakers": WHO, "texts": SAID, "tags": ["a"]},
    "parallel below": {"data": {"speaker": WHO, "text": SAID, "starts": [1, 2, 3, 4, 5, 6]}},
    "numbered": {f"turn_{n}": one for n, one in enumerate(_objects(), 1)} | {"title": "A talk"},
    "under times": {f"00:0{n}": f"{who}: {text}" for n, (who, text) in enumerate(TALK)},
    "under seconds": {f"{n}.5": [who, text] for n, (who, text) in enumerate(TALK)},
    "rows below names": {"rows": [["speaker", "text"], *map(list, TALK)]},
    "parts": {"opening": _objects(TALK[:2]), "main": _objects(TALK[2:])},
    "one text": {"transcript": "\n".join(f"{who}: {text}" for who, text in TALK)},
    "texts": {"lines": [{"id": n, "line": f"{who}: {text}"} for n, (who, text) in enumerate(TALK)]},
    "content below": [{"speaker": who, "content": {"text": text}} for who, text in TALK],
    "keys of another language": _objects(keys=("Sprecherin", "Wortlaut")),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_is_read(tmp_path, shape):
    read = _read(tmp_path, SHAPES[shape])
    assert said(read) == TALK
    assert not doubts_of(read)


def test_lists_of_two_speakers_are_put_into_the_order_of_their_times(tmp_path):
    lists = {
        name: [{"start": n, "text": text} for n, (who, text) in enumerate(TALK) if who == name]
        for name in ("Ole", "Mia")
    }
    assert said(_read(tmp_path, lists)) == TALK
    untimed = {name: [text for who, text in TALK if who == name] for name in ("Ole", "Mia")}
    with pytest.raises(TranscriptError):
        _read(tmp_path, untimed)


def test_lists_that_repeat_one_another_name_nobody(tmp_path):
    pieces = [{"start": n, "text": text} for n, text in enumerate(SAID)]
    with pytest.raises(TranscriptError):
        _read(
            tmp_path,
            {"part_a": pieces, "part_b": [{**one, "start": one["start"] + 0.5} for one in pieces]},
        )
    with pytest.raises(TranscriptError):
        _read(tmp_path, {"segments": pieces[:3], "words": pieces[3:]})


def test_keys_that_nobody_knows_are_guessed_with_a_doubt(tmp_path):
    read = _read(tmp_path, {"data": _objects(keys=("spk_nm", "txt"))})
    assert said(read) == TALK
    assert doubts_of(read) == {Kind.COLUMNS_GUESSED}


def test_words_in_another_list_are_missed(tmp_path):
    more = [{"author": who, "body": "Beans grow here"} for who, _ in TALK]
    read = _read(tmp_path, {"utterances": _objects(), "earlier": {"messages": more}})
    assert Kind.WORDS_MISSING in doubts_of(read)


def test_lists_of_the_same_words_are_read_once(tmp_path):
    words = [{"speaker": who, "text": word} for who, text in TALK for word in text.split()]
    read = _read(tmp_path, {"utterances": _objects(), "words": words})
    assert said(read) == TALK
    assert not doubts_of(read)


def test_speech_without_speakers_is_refused(tmp_path):
    texts = ["We dug there.", "No: it was cold.", "Then we left.", "It rained."] * 5
    segments = [{"start": n, "end": n + 1, "text": text} for n, text in enumerate(texts)]
    with pytest.raises(TranscriptError) as refused:
        _read(tmp_path, {"text": " ".join(texts), "segments": segments})
    assert refused.value.kind == Kind.NO_SPEAKERS
