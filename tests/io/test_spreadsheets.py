import io
import re
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from aft_themes.codebook.rows import _merged_rows
from aft_themes.documents.marked_rows import marked_sheets
from aft_themes.errors import InputError
from aft_themes.exchange.table_files import read_sheet
from aft_themes.io import spreadsheets
from aft_themes.io.bounds import MAX_BYTES
from aft_themes.io.spreadsheets import (
    ROW,
    indents,
    inert,
    read_rows,
    read_sheets,
    read_table,
    write_csv,
)

NAMES = ["interview", "quote"]


def written(tmp_path: Path, data: bytes, name: str = "coder_A.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_spreadsheets_take_no_text_for_a_formula(tmp_path: Path):
    data = pd.DataFrame(
        {"label": ["=1+1", "+x", "-y", "@z", "\tq", "plain"], "value": [-0.5, -1, 0, 1, 2, np.nan]}
    )
    write_csv(data, tmp_path / "data.csv", float_format="%.6g")
    lines = (tmp_path / "data.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["label,value", "'=1+1,-0.5", "'+x,-1", "'-y,0", "'@z,1", "'\tq,2", "plain,"]
    assert inert("  =1+1") == "'  =1+1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_are_read_whatever_their_encoding_and_separator(tmp_path, encoding, separator):
    quote = "\u201cI was \u2013 caf\u00e9, na\u00efve \u2013 fine\u201d; she said d\u00e9j\u00e0 vu"
    text = f'Interview {separator}QUOTE\r\nP01{separator}"{quote}"\r\n'
    read = read_table(written(tmp_path, text.encode(encoding)), NAMES)
    assert read.to_dict("records") == [{"interview": "P01", "quote": quote, ROW: 2}]


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path):
    text = 'interview,quote,,note\nP01,"two\nlines",x, a \n,,,\nP02,short\nP03,more,,,,\n'
    columns, rows = read_rows(written(tmp_path, text.encode()), NAMES, ["turn", "note"])
    assert columns == ["interview", "quote", "note", ROW, "turn"]
    assert rows == [
        ["P01", "two\nlines", "a", 2, ""],
        ["P02", "short", "", 4, ""],
        ["P03", "more", "", 5, ""],
    ]


def test_workbooks_are_read_as_text(tmp_path):
    book = openpyxl.Workbook()
    for row in (["interview", "quote", "turn"], ["P01", "fine", 4], [], ["P02", None, None]):
        book.active.append(row)
    book.save(tmp_path / "coder_A.XLSX")
    _, rows = read_rows(tmp_path / "coder_A.XLSX", NAMES)
    assert rows == [["P01", "fine", "4", 2], ["P02", "", "", 4]]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", r"is empty.*interview, quote"),
        (b" \n,,\n", r"is empty"),
        (b"interview,code\nP01,x\n", r"row 1.*columns quote are missing"),
        (b"interview,quote,Quote\nP01,x,y\n", r"row 1.*columns quote occur twice"),
        (b"interview,quote\nP01,so, I said\n", r"row 2.*3 cells but the header has 2"),
        (b"interview,quote\x00\nP01,x\n", r"not a text file"),
    ],
)
def test_errors_name_the_file_the_row_and_the_fix(tmp_path, data, message):
    with pytest.raises(InputError, match=r"(?s)coder_A\.csv.*" + message) as caught:
        read_table(written(tmp_path, data), NAMES)
    assert "Fix: " in str(caught.value)
    assert "I said" not in str(caught.value)


def test_what_is_no_table_is_refused(tmp_path):
    with pytest.raises(InputError, match="missing"):
        read_rows(tmp_path / "none.csv", NAMES)
    with pytest.raises(InputError, match="damaged or cut off"):
        read_rows(written(tmp_path, b"no zip", "a.xlsx"), NAMES)
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="larger than 64 MB"):
        read_rows(huge, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "interview|quote\nP01|so, we met; and spoke\n",
        "interview,quote\rP01,so\r",
        '"interview,quote"\n"P01,""so"""\n',
        'interview,quote\n="P01",so\n',
        "Our study\n;;\ninterview;quote;\nP01;so;\n",
        "inter\u200bview\u00a0,quote\n\ufeffP01\u00a0,so\n",
    ],
)
def test_tables_as_programs_and_people_save_them(tmp_path, text):
    read = read_table(written(tmp_path, text.encode()), NAMES)
    assert read["interview"].tolist() == ["P01"]
    assert read["quote"].iloc[0].startswith("so")


def test_accents_are_written_in_one_way(tmp_path):
    text = "interview,quote\nP01,Jo\u0308rg\n"
    assert read_table(written(tmp_path, text.encode()), NAMES)["quote"].tolist() == ["J\u00f6rg"]


def test_results_of_formulas_must_be_saved(tmp_path):
    book = openpyxl.Workbook()
    for row in (["interview", "quote"], ["P01", '="a"&"b"']):
        book.active.append(row)
    path = tmp_path / "coder_A.xlsx"
    book.save(path)
    with pytest.raises(InputError, match=r"formulas.*such as B2.*save it again"):
        read_table(path, NAMES)


def test_a_workbook_with_a_password_and_a_csv_called_workbook(tmp_path):
    closed = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(InputError, match="password"):
        read_table(written(tmp_path, closed, "a.xlsx"), NAMES)
    text = b"interview;quote\nP01;so\n"
    assert len(read_table(written(tmp_path, text, "b.xlsx"), NAMES)) == 1


def _changed_sheet(path: Path, change) -> Path:
    """Write a small workbook, and change the XML of its sheet."""
    saved, book = io.BytesIO(), openpyxl.Workbook()
    book.active.append(["interview", "quote"])
    book.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name.endswith("sheet1.xml") else data)
    return path


@pytest.mark.parametrize(
    "read",
    [
        read_sheets,
        read_sheet,
        lambda path: list(marked_sheets(path)),
        _merged_rows,
    ],
)
def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path, monkeypatch, read):
    blanks = b" " * 2**21
    path = _changed_sheet(tmp_path / "a.xlsx", lambda data: data.replace(b"</sheetData>", blanks))
    assert path.stat().st_size < 2**15
    monkeypatch.setattr(spreadsheets, "MAX_UNPACKED", 2**20)
    with pytest.raises(InputError, match="unpacks to more than 1 MB"):
        read(path)


@pytest.mark.parametrize("claimed", [b"A1", b"A1:B1", b"A1:XFD1048576"])
def test_what_a_sheet_says_of_its_own_size_is_not_believed(tmp_path, claimed):
    last = b'<row r="9"><c r="C9"><v>1</v></c></row></sheetData>'

    def claims(data: bytes) -> bytes:
        data = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="%s"' % claimed, data)
        return data.replace(b"</sheetData>", last)

    path = _changed_sheet(tmp_path / "a.xlsx", claims)
    assert read_sheets(path) == {"Sheet": [(1, ["interview", "quote", ""]), (9, ["", "", "1"])]}
    assert read_sheets(path, most_rows=2) == {"Sheet": [(1, ["interview", "quote"])]}
    assert read_sheet(path).header == ["interview", "quote", ""]
    assert indents(path) == {1: 0, 9: 0}


def test_a_row_number_that_excel_does_not_have_is_refused(tmp_path):
    last = b'<row r="999999999999"><c r="A999999999999"><v>1</v></c></row></sheetData>'
    path = _changed_sheet(tmp_path / "a.xlsx", lambda data: data.replace(b"</sheetData>", last))
    with pytest.raises(InputError, match="rows behind 1,048,576"):
        read_sheets(path)
