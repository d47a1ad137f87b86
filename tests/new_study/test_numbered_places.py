"""Codings that name an interview and its lines or turns in one cell; all words are invented."""

import pytest
from docx import Document

from aft_themes.new_study import start_study
from tests.new_study.tables import read_rows

_TALK = ["F: How was it?", "A: Loud at night.", "F: Who helped you?", "A: The two brothers did."]


def _document(path, rows):
    document = Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(path)


def _start(tmp_path, rows, *, word, talk="txt"):
    source = tmp_path / "brought"
    source.mkdir()
    if talk == "docx":
        document = Document()
        for line in _TALK:
            document.add_paragraph(line)
        document.save(source / "P03.docx")
    else:
        (source / "P03.txt").write_text("\n".join(_TALK) + "\n", encoding="utf-8")
    if word:
        _document(source / "codes.docx", rows)
    else:
        lines = "\n".join("\t".join(row) for row in rows)
        (source / "codes.tsv").write_text(lines + "\n", encoding="utf-8")
    return start_study("rivers", source, tmp_path)


@pytest.mark.parametrize("word", [True, False])
@pytest.mark.parametrize("form", ["P3, lines {}", "P03 line {}", "P3 (l. {})", "P03: Zeilen {}"])
def test_a_place_in_one_cell_gives_the_words_of_its_lines(tmp_path, word, form):
    rows = [("Code", "Where"), ("Nights", form.format("2")), ("Help", form.format("3-4"))]
    found = _start(tmp_path, rows, word=word)
    codings = read_rows(found.folder / "codings/codes.csv")
    assert [row["quote"] for row in codings] == [_TALK[1], "\n".join(_TALK[2:])]
    assert [row["code"] for row in codings] == ["Nights", "Help"]


def test_a_place_by_turns_is_found_in_word_transcripts_too(tmp_path):
    rows = [("Code", "Where"), ("Nights", "P03, turn 2"), ("Help", "P03, turns 3-4")]
    found = _start(tmp_path, rows, word=True, talk="docx")
    codings = read_rows(found.folder / "codings/codes.csv")
    assert [row["quote"] for row in codings] == [
        "Loud at night.",
        "Who helped you?\nThe two brothers did.",
    ]


def test_lines_of_a_word_transcript_are_refused_with_the_reason(tmp_path):
    rows = [("Code", "Where"), ("Nights", "P3, lines 2-3"), ("Help", "P3, lines 4-5")]
    found = _start(tmp_path, rows, word=True, talk="docx")
    assert found.coder_files == []
    assert [line for line in found.left_out if "depends on the page" in line]


def test_other_cells_are_no_places(tmp_path):
    rows = [("Code", "Where"), ("Nights", "P3, lines 2-3"), ("Help", "in the garden")]
    assert _start(tmp_path, rows, word=False).coder_files == []
