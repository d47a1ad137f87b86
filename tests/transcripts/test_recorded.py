"""Files in every form, as recorded: any other word, speaker, time, place, finding or refusal shows.

The record says what the readers do, not what is right. After a change of a rule write it anew with
``python -m tests.transcripts.test_recorded``, and read the difference as you would read code.
"""

import json
from pathlib import Path

import pytest

from aft_themes.errors import InputError
from aft_themes.transcripts.reader import read_source
from aft_themes.transcripts.roles import assign_roles
from aft_themes.transcripts.source import Source
from tests.fuzz.fuzz_readers import EXTENSIONS
from tests.transcripts.making import docx, docx_table, odt, pdf, placed_pdf
from tests.transcripts.test_kinds_of_labels import FORMS, PAIRS, talk_of, written
from tests.transcripts.test_programs import (
    ELAN_COLUMNS,
    FATHOM,
    MEET,
    NOTES_ABOVE,
    PANOPTO,
    TRANSANA,
    WEBEX,
)
from tests.transcripts.test_services import SERVICES
from tests.transcripts.test_tiers import _long, _short
from tests.transcripts.test_xml_speech import EXB, TEI, TRS

RECORD = Path("tests/data/transcripts/recorded.jsonl")
FUZZ = Path("tests/data/fuzz")
ABOVE = "Interview 7\nDate: 3 May 2021\n\nPresent: two people\n\n"
BELOW = "\n[End of recording]\nTranscribed by a service on 4 May 2021"
BETWEEN = (
    "I: How was it?\n(laughs)\nP: Hard. 00:01:02 Then I said: no, not yet.\n\n[00:01:30]\n"
    "I: [inaudible 00:01:31] and then?\nNote: the line was bad.\nP: So. It was -\nI: Yes.\n"
    "P: - hard, as I said. https://example.org\nI+P: Oh!\nI: Page 2 of 3\nP: Nothing.\n"
)
TABLES = {
    "named": 'Start,End,Speaker,Text\n0:01,0:04,I,Why?\n0:04,,P,"So, it was."\n,,P,And so.\n',
    "named in German": "Zeit;Sprecher;Text\n00:00:01;I;Wie war es?\n00:00:04;P;Gut, gut.\n",
    "guessed": "0:01,I,Why did you?\n0:04,P,So it was.\n0:09,I,And then?\n0:11,P,It ended so.\n",
    "no times": "I,Why did you?\nP,So it was.\nI,And then?\nP,It ended so.\n",
    "no speakers": "0:01,Why did you?\n0:04,So it was.\n0:09,And then?\n",
    "questions": "Question,Answer\nWhy did you?,So it was.\nAnd then?,It ended so.\n",
    "ragged": 'speaker,text\nI,Why?,Who?\nP\nP,So.\n"I","And\nthen?"\nP,Never.\n',
}


def inputs():
    """Give each file's name and bytes."""
    for path in sorted(FUZZ.iterdir()):
        data = path.read_bytes()
        if data and b"%PDF-" not in data[:1024]:
            yield f"{path.name}.{EXTENSIONS[data[0] % len(EXTENSIONS)]}", data[1:]
    for at, (name, form) in enumerate(FORMS.items()):
        talk = talk_of(*PAIRS[at % len(PAIRS)])
        yield f"{name}.txt", written(form, talk)
        yield f"{name}, among other lines.txt", ABOVE + written(form, talk[:-1], "\n\n") + BELOW
    for name, content in SERVICES.items():
        yield f"{name}.json", json.dumps(content)
    yield from {
        "webex.vtt": WEBEX,
        "webex.txt": WEBEX,
        "captions without a head.vtt": WEBEX.removeprefix("WEBVTT\n\n"),
        "captions without a head.txt": PANOPTO,
        "elan.txt": ELAN_COLUMNS,
        "transana.txt": TRANSANA,
        "fathom.txt": FATHOM,
        "meet.txt": MEET,
        "panopto.srt": PANOPTO,
        "podcast.md": NOTES_ABOVE,
        "long.TextGrid": _long(),
        "short.TextGrid": _short(),
        "two.trs": TRS.encode("latin-1"),
        "two.exb": EXB,
        "two.xml": TEI,
        "between.txt": BETWEEN,
        "between.rtf": r"{\rtf1\ansi " + BETWEEN.replace("\n", "\\par\n") + "}",
        "between.html": "".join(f"<p>{line}</p>" for line in BETWEEN.splitlines()),
        "between.docx": docx(*BETWEEN.splitlines()),
        "between.odt": odt("".join(f"<text:p>{line}</text:p>" for line in BETWEEN.splitlines())),
        "between.pdf": pdf(BETWEEN.splitlines()[:6], BETWEEN.splitlines()[6:]),
        "columns.pdf": placed_pdf(
            [
                (60 + 120 * (at % 2), 760 - 20 * (at // 2), cell)
                for at, cell in enumerate(["I:", "Why?", "P:", "So it was,", "", "I think."])
            ]
        ),
        "table.docx": docx_table([line.split(",") for line in TABLES["guessed"].splitlines()]),
    }.items()
    for name, content in TABLES.items():
        yield f"{name}.csv", content
        yield f"{name}.tsv", content.replace(",", "\t").replace(";", "\t")


def reading_of(name, content):
    """Give all that is read of a file, or why it is refused."""
    data = content.encode() if isinstance(content, str) else content
    try:
        found = read_source(Source(Path(name), data))
    except InputError as error:
        return [name, str(error)]
    roles = assign_roles(found.turns)
    return [
        name,
        found.format,
        found.encoding,
        [[finding.kind, finding.message] for finding in found.findings],
        repr(roles),
        [[turn.speaker, turn.start_s, turn.end_s, turn.text, turn.locator] for turn in found.turns],
    ]


def recorded():
    lines = RECORD.read_text(encoding="utf-8").splitlines()
    return {found[0]: found for found in map(json.loads, lines)}


FILES = dict(inputs())


def test_every_file_is_recorded():
    assert sorted(recorded()) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_recorded(name):
    assert reading_of(name, FILES[name]) == recorded()[name]


if __name__ == "__main__":
    found = [json.dumps(reading_of(name, FILES[name])) for name in FILES]
    RECORD.write_text("\n".join(found) + "\n", encoding="utf-8")
