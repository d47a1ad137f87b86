"""Coders' files are read in the forms in which people and programs write them."""

import pandas as pd
import pytest
from openpyxl import Workbook

from aft_themes.codebook.codes import Code, Codebook
from aft_themes.coding.coder_assignments import assign_coders
from aft_themes.coding.coder_files import read_coder_files
from aft_themes.coding.files import sort_files
from aft_themes.coding.reading import load_codings
from aft_themes.corpus.interviews import split_coders
from aft_themes.errors import InputError

BOOK = Codebook(
    "Test",
    "1.0",
    (
        Code("tasks", "AFT tasks"),
        Code("tasks.tape", "Tape, video", was="tasks.video"),
        Code("tasks.play", "PDP/ICE"),
        Code("repair", "Repair"),
        Code("repair.other", "Other"),
        Code("tasks.other", "Other"),
    ),
)
HEADER = "interview,turn,quote,code,valence,coder\n"
ROW = "P01,2,some words,tasks,none,A\n"


def write(tmp_path, text, name="coder_A.csv", encoding="utf-8-sig"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def write_workbook(path, *sheets):
    book = Workbook()
    book.remove(book.active)
    for number, table in enumerate(sheets):
        sheet = book.create_sheet(f"S{number}")
        for row in table:
            sheet.append(row)
    book.save(path)
    return path


def codes(path):
    return load_codings([path], BOOK).rows["code"].tolist()


@pytest.mark.parametrize(
    ("name", "encoding", "text"),
    [
        ("a.CSV", "utf-8-sig", HEADER + ROW),
        ("a.csv", "utf-16", HEADER + ROW),
        ("a.csv", "utf-16-le", HEADER + ROW),
        ("a.csv", "utf-16-be", HEADER + ROW),
        ("a.csv", "utf-8", "sep=;\r\n" + (HEADER + ROW).replace(",", ";")),
        ("a.csv", "utf-8", '"sep=,"\n' + HEADER + ROW),
        ("a.TSV", "utf-8", (HEADER + ROW).replace(",", "\t")),
        ("a.txt", "utf-8", (HEADER + ROW).replace(",", "\t")),
        ("a.csv", "cp1252", HEADER + ROW.replace("some", "caf\u00e9")),
        ("a.csv", "utf-8", "Document name;Code;Segment;Modified by\nP01;tasks;some words;A\n"),
        ("a.csv", "utf-8", "Dokumentname;Code;Segment;Kodierer\nP01;tasks;some words;A\n"),
        ("a.csv", "utf-8", "FILE,Quotation Content,Codes,User\nP01,some words,tasks,A\n"),
        ("a.csv", "utf-8", "entrevista,cita,c\u00f3digo,codificador\nP01,some words,tasks,A\n"),
    ],
)
def test_tables_are_read_whatever_their_form(tmp_path, name, encoding, text):
    (row,) = load_codings([write(tmp_path, text, name, encoding)], BOOK).rows.to_dict("records")
    assert row["interview"] == "P01"
    assert row["quote"].endswith(" words")
    assert (row["code"], row["coder"], row["valence"]) == ("tasks", "A", "none")


def test_row_numbers_are_those_of_a_spreadsheet(tmp_path):
    path = write(tmp_path, "sep=,\n" + HEADER + "\n" + ROW)
    assert load_codings([path], BOOK).rows["file_row"].tolist() == [3]


def test_every_sheet_with_codings_is_read(tmp_path):
    table = [["interview", "turn", "quote", "code"], ["P01", 2.0, "words", "tasks"]]
    path = write_workbook(tmp_path / "b.XLSX", [["notes"], ["x"]], table, table)
    rows = load_codings([path], BOOK).rows
    assert rows["file"].tolist() == ["b.XLSX [sheet 2]", "b.XLSX [sheet 3]"]
    named = tmp_path / "c.csv"
    named.write_bytes(path.read_bytes())  # a workbook under another name
    assert len(load_codings([named], BOOK).rows) == 2


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("tasks.tape", "tasks.tape"),
        ("tasks.video", "tasks.tape"),
        ("tape, VIDEO", "tasks.tape"),
        ("AFT tasks > Tape, video", "tasks.tape"),
        ("Codes\\\\AFT tasks\\Tape, video", "tasks.tape"),
        ("AFT tasks::Other", "tasks.other"),
        ("repair/other", "repair.other"),
        ("PDP/ICE", "tasks.play"),
    ],
)
def test_codes_are_given_by_id_name_or_path(tmp_path, written, code):
    assert codes(write(tmp_path, f'interview,quote,code\nP01,x,"{written}"\n')) == [code]


@pytest.mark.parametrize("cell", ["tasks; repair", "tasks|Repair", "tasks, repair"])
def test_a_cell_may_hold_several_codes(tmp_path, cell):
    path = write(tmp_path, f'interview,quote,code\nP01,x,"{cell}"\n')
    assert codes(path) == ["tasks", "repair"]


@pytest.mark.parametrize(
    "text",
    [
        "interview,quote,Repair,AFT tasks,notes\nP01,x,1,0,n\nP01,y,x,TRUE,\n",
        "interview,quote,Code: Repair Applied,Code: AFT tasks Applied,Codes Applied Combined\n"
        "P01,x,True,False,AFT tasks\nP01,y,True,True,\n",
    ],
)
def test_each_code_may_have_a_column(tmp_path, text):
    assert codes(write(tmp_path, text)) == ["repair", "repair", "tasks"]


def test_all_unknown_codes_of_all_files_are_told_at_once(tmp_path):
    wrong = [f"wrong{n}" for n in range(9)]
    first = HEADER + "".join(f"P01,2,secret words,{code},none,A\n" for code in wrong)
    second = HEADER + "P01,2,x,tasks.tap,good,A\n" * 7 + "P01,3,x,Other,none,A\n"
    paths = [write(tmp_path, first, "a.csv"), write(tmp_path, second, "b.csv")]
    paths.append(write(tmp_path, "a,b\n1,2\n", "c.csv"))
    with pytest.raises(InputError) as caught:
        load_codings(paths, BOOK)
    message = str(caught.value)
    assert all(code in message for code in wrong)
    assert "unknown code 'tasks.tap', 7 times: b.csv row 2" in message
    assert "and 2 more" in message
    assert "perhaps tasks.tape" in message
    assert "'Other' is the name of 2 codes" in message
    assert "unknown valence 'good'" in message
    assert "c.csv, row 1: no columns of codings are found" in message
    assert "secret" not in message


def test_valences_are_read_in_other_words(tmp_path):
    path = write(
        tmp_path,
        "interview,quote,code,valence\nP01,a,tasks,Positive\nP01,b,tasks,-\nP01,c,tasks,\n",
    )
    assert load_codings([path], BOOK).rows["valence"].tolist() == ["benefit", "challenge", "none"]


def test_rows_without_a_code_are_counted_not_lost(tmp_path):
    path = write(tmp_path, "interview,quote,code\nP01,x,\nP01,y,tasks\n")
    found = load_codings([path], BOOK)
    assert (len(found.rows), found.uncoded) == (1, {"coder_A.csv": [2]})


def test_files_are_told_apart_by_what_they_hold(tmp_path):
    review = [
        ["No.", "Interview", "Turn", "Segment", "Code", "Decision"],
        [1, "P01", 2, "x", "y", ""],
    ]
    files = [
        write(tmp_path, HEADER + ROW, "coder_B.CSV"),
        write_workbook(tmp_path / "anna.xlsx", review),
        write_workbook(tmp_path / "coder_C.xlsx", [["interview", "quote", "code"]]),
        write(tmp_path, "remember to call\n", "notes.txt"),
        write(tmp_path, "%PDF-1.7", "memo.pdf"),
        write(tmp_path, "x", "project.qdpx"),
        write(tmp_path, "no,columns\n", "odd.csv"),
    ]
    kinds = {file.path.name: file.kind for file in sort_files(files)}
    assert kinds == {
        "coder_B.CSV": "codings",
        "anna.xlsx": "review",
        "coder_C.xlsx": "codings",
        "notes.txt": "other",
        "memo.pdf": "other",
        "project.qdpx": "other",
        "odd.csv": "codings",
    }


def test_a_workbook_of_another_program_is_named_not_passed_over(tmp_path):
    with pytest.raises(InputError, match=r"old\.numbers: .*save it as \.xlsx"):
        load_codings([write(tmp_path, "x", "old.numbers")], BOOK)


def interviews(*rows):
    return pd.DataFrame(
        [(name, f"{name}.docx", split_coders(coders)) for name, coders in rows],
        columns=["interview", "file", "coders"],
    )


def read_and_assign(tmp_path, listed, **files):
    paths = [write(tmp_path, HEADER + text, f"{name}.csv") for name, text in files.items()]
    found = read_coder_files(paths, BOOK, listed)
    who, notes = assign_coders(found.interviews, ["P01", "P02"], found.coded, found.coders)
    return found, who, [*found.notes, *notes]


def test_a_listed_coder_without_a_file_did_not_code_nothing(tmp_path):
    listed = interviews(("P01", "A;B"), ("P02", "A;C"))
    _, who, notes = read_and_assign(tmp_path, listed, a=ROW, C="")
    assert who.to_numpy().tolist() == [
        ["P01", "A", 1, True, False],
        ["P02", "A", 1, True, False],
        ["P02", "C", 2, True, False],  # has a file, and found nothing
    ]
    assert [(note.kind, note.subject) for note in notes] == [
        ("coder_without_file", "B"),
        ("coder_without_codings", "C"),
    ]
    assert "read 1 interview and found no code there" in notes[-1].problem


@pytest.mark.parametrize(
    ("cell", "coders"),
    [
        ("A;B", ["A", "B"]),
        ("A, B", ["A", "B"]),
        ("A/B", ["A", "B"]),
        ("A and B", ["A", "B"]),
        ("A & B", ["A", "B"]),
        ("Holm, Vera; Brand, Ida", ["Holm, Vera", "Brand, Ida"]),
        ("Andrea", ["Andrea"]),
        ("", []),
    ],
)
def test_coders_are_listed_in_the_usual_ways(cell, coders):
    assert split_coders(cell) == coders


def test_ids_that_differ_in_case_spaces_or_the_files_name_are_one_coder(tmp_path):
    listed = interviews(("P01", "Vera Holm, b"), ("P02", "VERA HOLM"))
    rows = (
        "P01,2,x,tasks,none,vera  holm\np01,2,x,repair,none,\nP02.docx,2,y,tasks,none,Vera_Holm\n"
    )
    found, who, notes = read_and_assign(tmp_path, listed, coder_B=rows)
    assert found.coded["coder"].tolist() == ["Vera Holm", "b", "Vera Holm"]
    assert found.coded["interview"].tolist() == ["P01", "P01", "P02"]
    assert who[["interview", "coder"]].to_numpy().tolist() == [
        ["P01", "Vera Holm"],
        ["P01", "b"],
        ["P02", "Vera Holm"],
    ]
    assert {note.kind for note in notes} == {"coder_spelt_otherwise"}


def test_coders_whom_nobody_listed_are_named_and_inferred_where_nobody_else_coded(tmp_path):
    listed = interviews(("P01", "A"), ("P02", "X"))
    rows = ROW + "P01,2,x,tasks,none,B\nP02,2,x,tasks,none,B\n"
    _, who, notes = read_and_assign(tmp_path, listed, a=rows)
    assert who.to_numpy().tolist() == [["P01", "A", 1, True, False], ["P02", "B", 1, False, False]]
    assert [note.kind for note in notes] == ["coder_without_file", "coder_not_listed"]
    assert "P01, P02" in notes[1].problem


def test_without_a_list_every_coder_of_an_interview_coded_it(tmp_path):
    rows = ROW + "P02,2,x,tasks,none,C\nP02,2,x,tasks,none,B\n"
    _, who, notes = read_and_assign(tmp_path, interviews(("P01", ""), ("P02", "")), a=rows)
    assert who.to_numpy().tolist() == [
        ["P01", "A", 1, False, False],
        ["P02", "B", 1, False, False],
        ["P02", "C", 2, False, False],
    ]
    assert notes == []


def test_a_merged_cell_counts_for_the_rows_below_it(tmp_path):
    table = (
        "interview,turn,quote,code,coder\n"
        "P01,2,It was hard.,tasks,A\n,,,repair,\n,4,She stopped me.,repair,\nP02,,,tasks,A\n"
    )
    (tmp_path / "merged.csv").write_text(table, encoding="utf-8")
    rows = load_codings([tmp_path / "merged.csv"], BOOK).rows
    columns = ["interview", "turn", "quote", "code", "coder"]
    assert rows[columns].to_numpy().tolist() == [
        ["P01", "2", "It was hard.", "tasks", "A"],
        ["P01", "2", "It was hard.", "repair", "A"],
        ["P01", "4", "She stopped me.", "repair", "A"],
        ["P02", "", "", "tasks", "A"],
    ]


def test_qualcoders_report_is_understood_and_memos_are_kept(tmp_path):
    table = (
        "File,Coder,Coded,Id,Codename,Coded_Memo,Category\nP01,Ada,P1: Hard.,ctid:1,tasks,look,a\n"
    )
    (tmp_path / "report.csv").write_text(table, encoding="utf-8")
    (row,) = load_codings([tmp_path / "report.csv"], BOOK).rows.to_dict("records")
    assert (row["interview"], row["coder"], row["quote"], row["memo"]) == (
        "P01", "Ada", "P1: Hard.", "look"
    )  # fmt: skip


def test_counts_of_codes_are_named_as_such(tmp_path):
    (tmp_path / "matrix.csv").write_text(",tasks,repair\nP01,3,0\nP02,1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds numbers or marks for each row, and no words"):
        load_codings([tmp_path / "matrix.csv"], BOOK)
