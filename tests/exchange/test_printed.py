"""MAXQDA's prints: tables without lines, known by their header and by where words stand."""

import pytest

from aft_themes.errors import InputError
from aft_themes.exchange.dropped_files import is_project
from aft_themes.exchange.recognising import read_project
from tests.transcripts import making

SEGMENTS = (
    (20, 700, "Coded Segments"),
    (20, 670, "Document name"), (120, 670, "Code"), (300, 670, "Segment"),
    (20, 650, "P1"), (120, 650, "Tasks > Tape"), (300, 650, "I was afraid of"),
    (300, 638, "the tape."),
    (20, 616, "P2"), (120, 616, "Tasks > A very long"), (300, 616, "Ana: Was it hard?"),
    (120, 604, "name of a code"),
    (300, 592, "Bo: It was."),
)  # fmt: skip
CODES = (
    (20, 700, "Code System"),
    (20, 670, "Code System"), (300, 670, "Memo"), (500, 670, "Frequency"),
    (20, 650, "Code System"), (500, 650, "3"),
    (32, 630, "Tasks"), (300, 630, "What was done."), (500, 630, "0"),
    (44, 610, "Tape"), (500, 610, "2"),
    (32, 590, "Impact"), (300, 590, "What changed."), (500, 590, "1"),
)  # fmt: skip


def write(path, *pages):
    path.write_bytes(making.placed_pdf(*pages))
    return path


def test_coded_segments_are_read_row_by_row_over_pages(tmp_path):
    more = (
        (300, 700, "It goes on here."),
        (20, 670, "P3"),
        (120, 670, "Impact"),
        (300, 670, "I ask."),
    )
    project = read_project(write(tmp_path / "print.pdf", SEGMENTS, more))
    found = [(one.source, one.code, one.quote) for one in project.codings]
    assert found == [
        ("P1", "Tasks > Tape", "I was afraid of the tape."),
        ("P2", "Tasks > A very long name of a code",
         "Ana: Was it hard?\nBo: It was. It goes on here."),
        ("P3", "Impact", "I ask."),
    ]  # fmt: skip


def test_a_row_without_a_code_is_listed_by_its_number(tmp_path):
    rows = (
        *SEGMENTS[:8],
        *((20, 620, "P2"), (300, 620, "Nobody coded this.")),
        *((20, 590, "P3"), (120, 590, "Tasks"), (300, 590, "Somebody coded this.")),
    )
    project = read_project(write(tmp_path / "print.pdf", rows))
    assert [one.row for one in project.codings] == ["row 1", "row 3"]
    assert [loss.item for loss in project.losses] == ["row 2"]


def test_the_code_system_is_a_tree_by_its_indents(tmp_path):
    project = read_project(write(tmp_path / "codes.pdf", CODES))
    assert [(code.path, code.description) for code in project.codes] == [
        (("Tasks",), "What was done."), (("Tasks", "Tape"), ""), (("Impact",), "What changed.")
    ]  # fmt: skip


def test_another_pdf_is_no_print(tmp_path):
    path = write(tmp_path / "talk.pdf", ((20, 700, "Ana: Was it hard?"), (20, 680, "Bo: It was.")))
    assert not is_project(path)
    with pytest.raises(InputError, match="not a print of MAXQDA"):
        read_project(path)
    path.write_bytes(b"%PDF-1.4 and nothing else")
    with pytest.raises(InputError, match="damaged"):
        read_project(path)
