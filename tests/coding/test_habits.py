"""Coders' tables as people keep them: copies, versions, hidden sheets, lines struck through."""

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from aft_themes.codebook.codes import Code, Codebook
from aft_themes.codebook.place import find_codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.coder_assignments import ASKED
from aft_themes.coding.coder_files import read_coder_files
from aft_themes.coding.files import sort_files
from aft_themes.coding.reading import load_codings
from aft_themes.corpus.interviews import load_interviews
from aft_themes.errors import InputError
from tests import workbooks
from tests.conftest import SAMPLE
from tests.exchange.making import xls

BOOK = Codebook(
    "Test",
    "1.0",
    (
        Code("tasks", "Tasks"),
        Code("tasks.tape", "Tape"),
        Code("pace", "Pace"),
        Code("warmth", "Warmth", was="kindness; humour"),
    ),
)
HEADER = ["interview", "turn", "quote", "code"]
WORDS = [f"we looked at the map number {number}" for number in range(12)]
ROWS = [["P01", 2, words, "tape"] for words in WORDS]
LISTED = pd.DataFrame(
    {
        "interview": ["P01", "P02"],
        "file": ["P01.txt", "P02.txt"],
        "coders": [["Ann", "Bo"], ["Ann"]],
    }
)


def table(path, rows, header=HEADER, sep=","):
    lines = [sep.join(str(cell) for cell in row) for row in [header, *rows]]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def workbook(path, *sheets, names=()):
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else f"S{number}")
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


def read(*paths):
    return read_coder_files(paths, BOOK, LISTED)


def asked(*paths):
    return [note for note in read(*paths).notes if note.kind in ASKED]


def codes(path):
    return load_codings([path], BOOK).rows["code"].tolist()


def test_an_older_version_of_a_coders_table_is_asked_about(tmp_path):
    header = [*HEADER, "coder"]
    new = [[*row, "Ann"] for row in ROWS[2:]]
    old = [[*row, "Ann"] for row in [*[[*ROWS[0][:3], "pace"]], *ROWS[1:]]]
    paths = [table(tmp_path / "a v1.csv", old, header), table(tmp_path / "a v2.csv", new, header)]
    (note,) = asked(*paths)
    assert (note.kind, note.subject) == ("versions", "a v1.csv")
    assert "a v2.csv hold 10 codings of Ann" in note.problem


def test_the_same_table_twice_counts_once_and_a_file_for_each_code_is_no_version(tmp_path):
    header = [*HEADER, "coder"]
    rows = [[*row, "Ann"] for row in ROWS]
    other = [[*row[:3], "pace", "Ann"] for row in ROWS]
    same = [table(tmp_path / "a.csv", rows, header), table(tmp_path / "a (1).csv", rows, header)]
    assert asked(*same) == []
    assert asked(same[0], table(tmp_path / "pace.csv", other, header)) == []


@pytest.mark.parametrize(
    ("name", "number", "are_asked"),
    [("Ann (2).csv", 7, True), ("Copy of Ann.csv", 12, True), ("Bo.csv", 7, False)],
)
def test_a_copy_is_no_second_coder(tmp_path, name, number, are_asked):
    changed = [*ROWS[:number], *([*row[:3], "pace"] for row in ROWS[number:])]
    notes = asked(table(tmp_path / "Ann.csv", ROWS), table(tmp_path / name, changed))
    assert ("versions" in [note.kind for note in notes]) == are_asked


def test_a_second_coder_who_gives_fewer_codes_is_no_copy(tmp_path):
    ann = table(tmp_path / "Ann.csv", ROWS)
    assert asked(ann, table(tmp_path / "Bo.csv", ROWS[:-2])) == []
    (note,) = asked(ann, table(tmp_path / "Bo.csv", ROWS[:-1]))
    assert note.kind == "versions"


def test_what_is_called_old_is_asked_about(tmp_path):
    old = [[*HEADER], ["P02", 2, "another map", "pace"]]
    workbook(tmp_path / "Ann.xlsx", [HEADER, *ROWS], old, names=("codings", "old"))
    (note,) = asked(tmp_path / "Ann.xlsx")
    assert (note.kind, note.subject) == ("left_over", "Ann.xlsx [sheet 2]")


def test_hidden_sheets_and_rows_struck_through_stop_with_their_place(tmp_path):
    path = tmp_path / "Ann.xlsx"
    book = workbook(path, [HEADER, *ROWS], [HEADER, ROWS[0]])
    for cell in book["S0"][4]:
        cell.font = Font(strike=True)
    book["S1"].sheet_state = "hidden"
    book["S0"].row_dimensions[6].hidden = True  # a filter hides rows that count
    book.save(path)
    with pytest.raises(InputError) as caught:
        load_codings([path], BOOK)
    assert "Ann.xlsx [sheet 1]: has rows that are struck through: 4." in str(caught.value)
    assert "Ann.xlsx [sheet 2]: is hidden" in str(caught.value)
    for cell in book["S0"][4]:
        cell.font = Font()
    del book["S1"]
    book.save(path)
    assert len(codes(path)) == len(ROWS)


def test_two_tables_beside_one_another_are_refused_and_below_one_another_read(tmp_path):
    beside = [[*HEADER, "", *HEADER], [*ROWS[0], "", *ROWS[1]]]
    workbook(tmp_path / "beside.xlsx", beside)
    with pytest.raises(InputError, match="interview and quote stand twice"):
        codes(tmp_path / "beside.xlsx")
    turned = [["code", "quote", "interview", "turn"], ["pace", "a map", "P02", 3]]
    workbook(tmp_path / "below.xlsx", [HEADER, ROWS[0], [], HEADER, ROWS[1], [], *turned])
    found = load_codings([tmp_path / "below.xlsx"], BOOK).rows
    assert found[["interview", "code", "file_row"]].to_numpy().tolist() == [
        ["P01", "tasks.tape", 2],
        ["P01", "tasks.tape", 5],
        ["P02", "pace", 8],
    ]


def test_a_remark_beside_the_table_of_a_workbook_is_asked_about(tmp_path):
    workbook(tmp_path / "Ann.xlsx", [HEADER, [*ROWS[0], 1, "ask Bo"]])
    (note,) = asked(tmp_path / "Ann.xlsx")
    assert note.kind == "columns_not_read"
    assert note.problem.endswith("mean nothing to the program: column 6, which has no name.")
    assert codes(tmp_path / "Ann.xlsx") == ["tasks.tape"]


def test_a_remark_beside_a_text_table_is_asked_about_if_its_header_has_the_column(tmp_path):
    table(tmp_path / "Ann.csv", [[*ROWS[0], "ask Bo"]], [*HEADER, ""])
    (note,) = asked(tmp_path / "Ann.csv")
    assert note.kind == "columns_not_read"
    table(tmp_path / "Bo.csv", [[*ROWS[0], "ask Bo"]])
    with pytest.raises(InputError, match="has 5 cells but the header has 4") as caught:
        codes(tmp_path / "Bo.csv")
    assert "ask Bo" not in str(caught.value)


@pytest.mark.parametrize("row", [["Total", "", "", 12], ["", "", "Summe", 3]])
def test_a_row_of_totals_gives_no_code(tmp_path, row):
    numbered = Codebook("Test", "1", (Code("tasks", "Tasks", label="3"),))
    rows = [["P01", 2, "we looked at the map", "Tasks"], row]
    paths = [table(tmp_path / "Ann.csv", rows)]
    found = read_coder_files(paths, numbered, LISTED)
    assert found.coded["code"].tolist() == ["tasks"]
    assert [(note.kind, "row 3" in note.problem) for note in found.notes if note.kind in ASKED] == [
        ("rows_not_read", True)
    ]


def test_coders_may_be_named_on_the_first_row_of_what_each_gave(tmp_path):
    header = ["coder", *HEADER]
    cells = ["Ann", "", "", "Bo", ""]
    rows = [[who, *row] for who, row in zip(cells, ROWS, strict=False)]
    assert read(table(tmp_path / "all.csv", rows, header)).coded["coder"].tolist() == [
        *["Ann"] * 3,
        *["Bo"] * 2,
    ]


def test_a_legend_of_codes_below_an_empty_row_gives_no_code_to_the_last_quote(tmp_path):
    header = ["code", "quote", "turn", "speaker", "interview"]
    rows = [["Tape", ROWS[0][2], "2", "P", "P01"], [""] * 5, ["Pace", "", "", "Pace", ""]]
    found = read(table(tmp_path / "Ann.csv", rows, header)).coded
    assert found.loc[found["quote"] != "", "code"].tolist() == ["tasks.tape"]


def test_two_files_of_one_name_stop_a_run(tmp_path):
    (tmp_path / "made").mkdir()
    paths = [table(tmp_path / "a.csv", ROWS), table(tmp_path / "made" / "a.csv", ROWS)]
    with pytest.raises(InputError, match=r"a\.csv: is the name of two files\. Fix: rename"):
        load_codings(paths, BOOK)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (["Quote (verbatim)", "Code", "Comment"], ["a b c", "Tape", "Pace?"]),
        (["Interview", "Quote (verbatim)", "Code 1", "Coder", "Comment"], None),
        (["Text segment", "Code 1", "Code 2"], ["a b c", "Tape", ""]),
        (["Quote", "Tape", "Pace"], ["a b c", "x", ""]),
        (["Interview", "Quote", "Tape", "Coder", "Comment"], ["P01", "a b c", "x", "Ann", "Pace?"]),
    ],
)
def test_columns_of_codes_and_quotes_are_known_by_longer_names(tmp_path, header, cells):
    cells = cells or ["P01", "a b c", "Tape", "Ann", "Pace?"]
    found = load_codings([table(tmp_path / "P01.csv", [cells], header)], BOOK).rows
    assert found[["quote", "code"]].to_numpy().tolist() == [["a b c", "tasks.tape"]]


def test_a_text_file_without_a_column_for_the_interview_is_read(tmp_path):
    path = table(tmp_path / "P01.txt", [["a b c", "Tape"]], ["quote", "code"], "\t")
    assert [file.kind for file in sort_files([path])] == ["codings"]


def test_a_header_that_stands_again_between_rows_is_no_row(tmp_path):
    header = ["quote", "Code 1", "Code 2"]
    rows = [["a b c", "Tape", ""], header, ["d e f", "Pace", ""]]
    assert codes(table(tmp_path / "P01.csv", rows, header)) == ["tasks.tape", "pace"]


@pytest.mark.parametrize(
    ("header", "cells", "wanted"),
    [
        (["code", "Subcode"], ["Tasks", "Tape"], ["tasks.tape"]),
        (["code", "Subcode"], ["Pace", ""], ["pace"]),
        (["Category", "Subcategory"], ["Tasks", "Tape"], ["tasks.tape"]),
        (["code", "Second code"], ["Tape", "Pace"], ["tasks.tape", "pace"]),
        (["code", "code"], ["Tape", "Pace"], ["tasks.tape", "pace"]),
        (["Primary code", "Secondary code"], ["Tape", "Pace"], ["tasks.tape", "pace"]),
        (["code"], ["Tape and Pace"], ["tasks.tape", "pace"]),
        (["code"], ["'Tape"], ["tasks.tape"]),
        (["code"], ['"=""Tape"""'], ["tasks.tape"]),
        (["code"], ["Ta\u00adpe\u200b"], ["tasks.tape"]),
        (["code"], ["n/a"], []),
        (["code"], ["humour"], ["warmth"]),
        (["code"], ["kindness"], ["warmth"]),
    ],
)
def test_cells_and_columns_of_codes(tmp_path, header, cells, wanted):
    path = table(tmp_path / "a.csv", [["P01", WORDS[0], *cells]], ["interview", "quote", *header])
    assert codes(path) == wanted


def test_columns_that_are_not_read_are_named(tmp_path):
    header = [*HEADER, "Status", "date", "theme", "empty"]
    rows = [[*row, "deleted", "2 May", "Tasks", ""] for row in ROWS]
    (note,) = asked(table(tmp_path / "Ann.csv", rows, header))
    assert (note.kind, note.subject) == ("columns_not_read", "Ann.csv")
    assert note.problem.endswith("program: Status.")


@pytest.mark.parametrize("name", ["Initials", "Coder (initials)", "coded by", "Name of coder"])
def test_columns_of_coders(tmp_path, name):
    rows = [[*ROWS[0], "Ann"], [*ROWS[1], "Bo"], [*ROWS[2], '"Bo, Ann"'], [*ROWS[3], ""]]
    found = read(table(tmp_path / "all.csv", rows, [*HEADER, name]))
    assert sorted(found.coded["coder"]) == ["Ann", "Ann", "Bo", "Bo", "all"]
    assert "rows_without_coder" in [note.kind for note in found.notes]


def test_rows_without_a_coder_are_the_only_ones_or_the_sheets(tmp_path):
    rows = [[*ROWS[0], "Ann"], [*ROWS[1], ""]]
    found = read(table(tmp_path / "spring.csv", rows, [*HEADER, "coder"]))
    assert found.coded["coder"].tolist() == ["Ann", "Ann"]
    workbook(tmp_path / "all.xlsx", [HEADER, *ROWS], [HEADER, *ROWS], names=("Bo", "Ann"))
    found = read(tmp_path / "all.xlsx")
    assert set(zip(found.coded["file"], found.coded["coder"], strict=True)) == {
        ("all.xlsx [sheet 1]", "Bo"),
        ("all.xlsx [sheet 2]", "Ann"),
    }


@pytest.mark.parametrize("text", ["P01, turn 2", "P01:2", "P01 line 20", "p01; 3-4", "(P01) "])
def test_a_place_behind_an_interview(tmp_path, text):
    path = table(tmp_path / "Ann.csv", [[f'"{text}"', *ROWS[0][1:]]])
    assert read(path).coded["interview"].tolist() == ["P01"]


def test_nothing_is_asked_about_the_sample():
    book = load_codebook(SAMPLE / "codebook.yaml")
    interviews = load_interviews(SAMPLE / "interviews.csv")
    notes = read_coder_files(sorted((SAMPLE / "codings").iterdir()), book, interviews).notes
    assert [note for note in notes if note.kind in ASKED] == []


def test_files_of_programs_are_passed_over_and_an_empty_one_is_called_so(tmp_path):
    (tmp_path / "Thumbs.db").write_bytes(b"\x00\x01")
    (tmp_path / "~$Ann.xlsx").write_bytes(b"\x00")
    (tmp_path / "Bo.csv").write_bytes(b"")
    (note,) = read(*tmp_path.iterdir()).notes
    assert (note.kind, note.subject, note.problem) == ("file_not_read", "Bo.csv", "is empty.")


@pytest.mark.parametrize("write", [workbooks.ods, xls])
def test_workbooks_of_libreoffice_and_old_excel_hold_codings(tmp_path, write):
    rows = [["interview", "quote", "code"], ["P01", "It was a lot", "Tape"]]
    path = write(tmp_path / f"coder_A.{write.__name__}", rows)
    assert [file.kind for file in sort_files([path])] == ["codings"]
    assert load_codings([path], BOOK).rows["quote"].tolist() == ["It was a lot"]


def test_a_hidden_sheet_and_struck_rows_of_libreoffice_stop(tmp_path):
    header = workbooks.row(
        [workbooks.cell("interview"), workbooks.cell("quote"), workbooks.cell("code")]
    )
    said = workbooks.row([workbooks.cell(text, "struck") for text in ("P01", "It was", "Fear")])
    path = tmp_path / "coder_A.ods"
    path.write_bytes(workbooks.ods_of(header + said, style="hidden"))
    with pytest.raises(InputError, match=r"is hidden(.|\n)*struck through: 2"):
        load_codings([path], BOOK)


@pytest.mark.parametrize("write", [workbooks.ods, xls])
def test_a_codebook_of_libreoffice_or_old_excel(tmp_path, write):
    name = f"codebook.{write.__name__}"
    write(tmp_path / name, [["code", "definition"], ["Fear", "being afraid"], ["Hope", "hoping"]])
    assert find_codebook(tmp_path).name == name
    assert [code.name for code in load_codebook(find_codebook(tmp_path)).codes] == ["Fear", "Hope"]


def test_indents_of_libreoffice_make_levels(tmp_path):
    rows = [
        [workbooks.cell("code"), workbooks.cell("definition")],
        [workbooks.cell("Feelings"), workbooks.cell("all")],
    ]
    rows += [[workbooks.cell("Fear", "moved"), workbooks.cell("being afraid")]]
    path = tmp_path / "codebook.ods"
    path.write_bytes(workbooks.ods_of("".join(map(workbooks.row, rows))))
    assert [code.id for code in load_codebook(path).codes] == ["feelings", "feelings.fear"]
