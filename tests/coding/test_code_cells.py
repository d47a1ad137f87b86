"""Cells of coders' tables: several codes, marks, themes without a code, question marks."""

import pandas as pd
import pytest
from openpyxl import Workbook

from aft_themes.codebook.codes import Code, Codebook
from aft_themes.coding.code_cells import codes_in_cell
from aft_themes.coding.coder_assignments import ASKED
from aft_themes.coding.coder_files import read_coder_files
from aft_themes.coding.reading import load_codings
from aft_themes.errors import InputError

BOOK = Codebook(
    "Test",
    "1",
    (
        Code("support", "Support"),
        Code("support.other", "Other"),
        Code("support.own_history", "Own history and patterns"),
        Code("pressure", "Pressure"),
        Code("pressure.other", "Other"),
        Code("pressure.time", "Time, and too little of it"),
        Code("pressure.why", "Why me?"),
    ),
)
LISTED = pd.DataFrame({"interview": ["P01"], "file": ["P01.txt"], "coders": [["Ann"]]})


def workbook(tmp_path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "Ann.xlsx")
    return tmp_path / "Ann.xlsx"


def codes(path):
    return load_codings([path], BOOK).rows["code"].tolist()


@pytest.mark.parametrize(
    "sign",
    ["; ", ", ", "\n", " / ", "/", " // ", " & ", " + ", "+", " and ", "|", "\t", "  ", " >> ",
     " - ", "\n\u2022 ", "\n- "],
)  # fmt: skip
def test_codes_of_a_cell_are_parted_by_any_sign_where_all_parts_are_codes(sign):
    cell = sign.join(["Pressure", "Own history and patterns", "Time, and too little of it"])
    found = [BOOK.find(code) for code in codes_in_cell(cell, BOOK)]
    assert found == [("pressure",), ("support.own_history",), ("pressure.time",)]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("Pressure (+)", [("pressure", "benefit")]),
        ("Pressure -", [("pressure", "challenge")]),
        ("pressure [negative]", [("pressure", "challenge")]),
        ("Pressure (+/-)", [("pressure", "mixed")]),
        ("Pressure (+), Why me? -", [("pressure", "benefit"), ("pressure.why", "challenge")]),
        ("Pressure +; Why me? +", [("pressure", "benefit"), ("pressure.why", "benefit")]),
        ("Pressure + Why me?", [("pressure", "none"), ("pressure.why", "none")]),
        ("- Pressure\n- Why me?", [("pressure", "none"), ("pressure.why", "none")]),
    ],
)
def test_a_sign_behind_a_code_is_its_valence(tmp_path, cell, wanted):
    header = ["interview", "quote", "code"]
    found = load_codings([workbook(tmp_path, header, ["P01", "a b c", cell])], BOOK).rows
    assert list(zip(found["code"], found["valence"], strict=True)) == wanted


@pytest.mark.parametrize("cell", ["Pressure (Ann)", "Pressure (2)", "Joy (+)"])
def test_what_else_stands_behind_a_code_makes_it_unknown(tmp_path, cell):
    path = workbook(tmp_path, ["interview", "quote", "code"], ["P01", "a b c", cell])
    with pytest.raises(InputError, match="unknown code"):
        load_codings([path], BOOK)


def test_a_sign_that_belongs_to_a_codes_name_is_no_valence(tmp_path):
    book = Codebook("Test", "1", (Code("a", "Mood +"), Code("b", "Mood -")))
    header, cells = ["quote", "code"], (["a b c", "Mood -"], ["d e f", "Mood +"])
    found = load_codings([workbook(tmp_path, header, *cells)], book).rows
    assert list(zip(found["code"], found["valence"], strict=True)) == [("b", "none"), ("a", "none")]
    one = Codebook("Test", "1", (Code("mood", "Mood +"),))
    assert one.find("Mood -") == ()


def test_the_column_of_valences_says_more_than_a_sign(tmp_path):
    header = ["interview", "quote", "code", "valence"]
    path = workbook(tmp_path, header, ["P01", "a b c", "Pressure (+)", "mixed"])
    assert load_codings([path], BOOK).rows["valence"].tolist() == ["mixed"]


@pytest.mark.parametrize("sign", ["; ", ";", ", ", "\n", " / ", " & "])
def test_numbers_of_codes_in_a_cell_are_codes_of_their_own(sign):
    book = Codebook("Test", "1", (Code("a", "Fear", label="1.1"), Code("b", "Hope", label="1.2")))
    found = [book.find(code) for code in codes_in_cell(f"1.2{sign}1.1", book)]
    assert found == [("b",), ("a",)]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("1.1 Fear", ("a",)),
        ("1.1. Fear", ("a",)),
        ("1.2 Fear", ("a", "b")),  # whether the number or the name is meant, nobody knows
        ("2. Fear", ("a",)),  # a point of a list
        ("9 Fear", ("a",)),
        ("1.2 Joy", ()),
    ],
)
def test_a_number_that_is_another_codes_makes_a_name_doubtful(cell, wanted):
    codes = (Code("a", "Fear", label="1.1"), Code("b", "Hope", label="1.2"), Code("c", "Awe"))
    assert Codebook("Test", "1", codes).find(cell) == wanted


@pytest.mark.parametrize(
    "cell",
    ["1) Support 2) Pressure", "1. Support\n2. Pressure", "\u2022 SUPPORT.\n\u2022 Pressure"],
)
def test_points_and_numbers_of_a_list_in_a_cell_are_no_part_of_a_code(cell):
    found = [BOOK.find(code) for code in codes_in_cell(cell, BOOK)]
    assert found == [("support",), ("pressure",)]


@pytest.mark.parametrize("cell", ["Support/Luck", "Luck - Support", "Support  Luck"])
def test_a_part_that_is_no_code_is_named(tmp_path, cell):
    path = workbook(tmp_path, ["interview", "quote", "code"], ["P01", "it was", cell])
    with pytest.raises(InputError, match="unknown code"):
        load_codings([path], BOOK)


def test_a_cell_with_many_signs_takes_no_long_time():
    assert list(codes_in_cell("a, " * 5000, BOOK))


@pytest.mark.parametrize(
    ("given", "not_given"),
    [
        ("x", ""), ("(x)", ""), ("xx", "-"), ("y", "n"), ("J", "N"), ("+", "-"),
        ("present", "absent"), ("vorhanden", "nicht vorhanden"), ("\u2714\ufe0f", "\u2716"),
        ("\u25cf", "\u25cb"),
        ("\u2611", "\u2610"), (True, False), (2, 0), ("[x]", "[ ]"),
    ],
)  # fmt: skip
def test_marks_in_the_column_of_a_code(tmp_path, given, not_given):
    header = ["interview", "quote", "Support", "Pressure"]
    path = workbook(tmp_path, header, ["P01", "a", given, not_given], ["P01", "b", "", given])
    assert codes(path) == ["support", "pressure"]


@pytest.mark.parametrize("cell", ["maybe", "x?", "80%", 0.8, "Ann", "yes (strong)", "?"])
def test_a_cell_that_may_or_may_not_give_the_code_stops(tmp_path, cell):
    header = ["interview", "quote", "Support", "Pressure"]
    path = workbook(tmp_path, header, ["P01", "a", "x", ""], ["P01", "b", "", cell])
    with pytest.raises(InputError, match=r"1 cell in the column of 'Pressure'.* in row 3"):
        load_codings([path], BOOK)


def test_a_theme_without_a_code_is_the_code_and_tells_codes_of_one_name_apart(tmp_path):
    header = ["interview", "quote", "Theme", "Code"]
    rows = [
        ["P01", "a", "Support", ""],
        ["P01", "b", "Pressure", "Other"],
        ["P01", "c", "", "none"],
    ]
    assert codes(workbook(tmp_path, header, *rows)) == ["support", "pressure.other"]


def test_columns_of_levels_hold_a_path_of_which_the_last_is_the_code(tmp_path):
    header = ["interview", "quote", "Level 1", "Level 2"]
    rows = [["P01", "a", "Pressure", "Other"], ["P01", "b", "Pressure", ""]]
    assert codes(workbook(tmp_path, header, *rows)) == ["pressure.other", "pressure"]


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("Code", "Revised code"), ("Initial code", "Final code"), ("Code v1", "Code v2"),
        ("Code", "Code after discussion"), ("Codes", "Agreed codes"),
    ],
)  # fmt: skip
def test_codes_before_and_after_a_decision_stop(tmp_path, first, later):
    rows = [["P01", "a", "Support", ""], ["P01", "b", "Support", "Pressure"]]
    path = workbook(tmp_path, ["interview", "quote", first, later], *rows)
    with pytest.raises(InputError, match=f"before and after a decision, in {first} and {later}"):
        load_codings([path], BOOK)


def test_rounds_of_coding_and_second_codes_are_no_decision(tmp_path):
    header = ["interview", "quote", "Initial code", "Focused code"]
    assert codes(workbook(tmp_path, header, ["P01", "a", "Support", "Pressure"])) == ["support"]
    header = ["interview", "quote", "Code 1", "Code 2"]
    path = workbook(tmp_path, header, ["P01", "a", "Support", "Pressure"])
    assert codes(path) == ["support", "pressure"]


def test_a_question_mark_behind_a_code_is_told(tmp_path):
    rows = [["P01", "a", "Support?"], ["P01", "b", "Why me?"], ["P01", "c", "Support"]]
    path = workbook(tmp_path, ["interview", "quote", "code"], *rows)
    (note,) = [one for one in read_coder_files([path], BOOK, LISTED).notes if one.kind in ASKED]
    assert (note.kind, note.problem[:6]) == ("codes_unsure", "has 1 ")


def test_a_cell_of_many_spaces_is_parted_in_a_time_that_grows_with_them():
    cell = f"Support{' ' * 300_000}Pressure"  # pair by pair they would take minutes
    assert list(codes_in_cell(cell, BOOK)) == ["Support", "Pressure"]
