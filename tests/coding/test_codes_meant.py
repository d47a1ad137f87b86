"""Codes that may be others than they look: what is asked, and what is told."""

import pytest
from openpyxl import Workbook

from aft_themes.codebook.codes import joined_spellings
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.coder_files import read_coder_files
from aft_themes.corpus.interviews import load_interviews
from aft_themes.errors import InputError
from aft_themes.new_study import start_study

_BOOK = "number,code,definition\n1,Water,w\n1.1,Noise,n\n1.2,Rain,r\n1.10,Night,d\n"
_TALK = "I: How was it?\nP: Loud at night.\nI: And then?\nP: It rained.\n"


def _notes(tmp_path, rows, book=_BOOK):
    (tmp_path / "book.csv").write_text(book)
    (tmp_path / "interviews.csv").write_text("interview,file\nP1,P1.txt\n")
    (tmp_path / "ada.csv").write_text(rows)
    interviews = load_interviews(tmp_path / "interviews.csv")
    book = load_codebook(tmp_path / "book.csv")
    return {
        note.kind: note for note in read_coder_files([tmp_path / "ada.csv"], book, interviews).notes
    }


@pytest.mark.parametrize(
    ("codes", "asked"),
    [("1.1 1.2", True), ("1.1 1.10", False), ("1.2 1.10", False), ("1 1.2", False)],
)
def test_a_number_that_lost_its_zero_is_asked_about(tmp_path, codes, asked):
    rows = "".join(f"P1,Loud at night {at},{code}\n" for at, code in enumerate(codes.split()))
    notes = _notes(tmp_path, f"interview,quote,code\n{rows}")
    assert ("perhaps_other_code" in notes) is asked
    if asked:
        assert notes["perhaps_other_code"].subject == "ada.csv"
        assert "1.1 of 1.10" in notes["perhaps_other_code"].problem


def test_numbers_of_codes_are_kept_when_a_study_is_begun(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    (source / "P1.txt").write_text(_TALK)
    (source / "codebook.csv").write_text(_BOOK)
    (source / "ada.csv").write_text("interview,quote,code\nP1,Loud at night,1.10\n")
    found = start_study("rivers", source, tmp_path)
    book = load_codebook(found.folder / "codebook.yaml")
    assert [book[code].name for code in book.find("1.10")] == ["Night"]
    assert [code.name for code in book.codes] == ["Water", "Noise", "Rain", "Night"]


def test_names_that_differ_in_capitals_only_are_told(tmp_path):
    (tmp_path / "book.csv").write_text("code,definition\nShame,a\nPride,b\nshame,c\nPride,d\n")
    book = load_codebook(tmp_path / "book.csv")
    assert [code.name for code in book.codes] == ["Shame", "Pride"]
    (told,) = joined_spellings(book)
    assert told.startswith("'Shame', 'shame' are one code")


def test_rounds_of_coding_beside_the_codes_that_count_are_told(tmp_path):
    header = "interview,quote,code,Open code,Axial code\n"
    book = "code,definition\nNoise,n\nDark,d\n"
    notes = _notes(tmp_path, f"{header}P1,Loud at night,Noise,Dark,Dark\n", book)
    assert "Open code, Axial code" in notes["rounds_not_read"].problem


def test_one_round_of_coding_alone_is_not_told(tmp_path):
    book = "code,definition\nNoise,n\nDark,d\n"
    rows = "interview,quote,Open code,Axial code\nP1,Loud at night,Noise,Dark\n"
    assert "rounds_not_read" not in _notes(tmp_path, rows, book)


@pytest.mark.parametrize("marks", ["1 0 1", "x - x", "2 0 11", "yes no yes"])
def test_a_matrix_of_codes_is_named_with_what_can_be_done(tmp_path, marks):
    one, two, three = marks.split()
    matrix = f"participant,Noise,Rain\nP1,{one},{two}\nP2,{two},{three}\n"
    source = tmp_path / "brought"
    source.mkdir()
    (source / "P1.txt").write_text(_TALK)
    (source / "who has what.csv").write_text(matrix)
    (line,) = start_study("rivers", source, tmp_path).left_out
    assert "nothing says where a code is given" in line
    assert "code_by_participant.csv" in line
    with pytest.raises(InputError, match="nothing says where"):
        _notes(tmp_path, matrix)


def test_a_workbook_that_holds_words_is_no_matrix(tmp_path):
    book = Workbook()
    for row in (("interview", "Noise", "Rain"), ("P1", 1, "loud at night"), ("P2", 0, "it rained")):
        book.active.append(row)
    source = tmp_path / "brought"
    source.mkdir()
    (source / "P1.txt").write_text(_TALK)
    book.save(source / "quotes.xlsx")
    lines = start_study("rivers", source, tmp_path).left_out
    assert not [line for line in lines if "nothing says where" in line]
