import datetime
import struct

import openpyxl
import pytest

from aft_themes.errors import InputError
from aft_themes.io import older_workbooks
from aft_themes.io.older_workbooks import CellSheet, older_kind, read_older
from aft_themes.io.spreadsheets import (
    holds_sheets,
    indents,
    is_workbook,
    read_sheets,
    write_workbook,
)
from tests.exchange.making import xls
from tests.workbooks import cell, ods_of, row, without

HEADER = row([cell("interview"), cell("quote"), cell("code")])
EMPTY = "<table:table-cell{more}/>"


def written(tmp_path, rows, **more):
    path = tmp_path / "codings.ods"
    path.write_bytes(ods_of(rows, **more))
    return path


def sheet(path):
    return read_older(path, path.read_bytes())[0]


def test_texts_keep_their_spaces_tabs_and_lines(tmp_path):
    said = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>a comment'
        "</text:p></office:annotation><text:p>It<text:s text:c='3'/>was<text:tab/>a "
        "<text:span>lot</text:span></text:p><text:p>of<text:line-break/>work</text:p>"
        "</table:table-cell>"
    )
    path = written(tmp_path, HEADER + row([cell("P01"), said, cell("Fear")]))
    assert read_sheets(path) == {
        "Sheet1": [
            (1, ["interview", "quote", "code"]),
            (2, ["P01", "It   was\ta lot\nof\nwork", "Fear"]),
        ]
    }


def test_values_of_every_kind(tmp_path):
    def value(kind, held, name="value"):
        return f'<table:table-cell office:value-type="{kind}" office:{name}="{held}"/>'

    cells = [
        value("float", "2"),
        value("float", "2.5"),
        value("percentage", "0.5"),
        value("date", "2024-03-01", "date-value"),
        value("time", "PT00H01M02.5S", "time-value"),
        value("time", "PT30H00M00S", "time-value"),
        value("boolean", "true", "boolean-value"),
    ]
    assert sheet(written(tmp_path, row(cells))).rows == [
        [
            2,
            2.5,
            0.5,
            datetime.datetime(2024, 3, 1),
            datetime.time(0, 1, 2, 500_000),
            datetime.timedelta(hours=30),
            True,
        ]
    ]


def test_repeated_cells_and_rows_are_counted_and_the_empty_end_is_not(tmp_path):
    again = ' table:number-columns-repeated="2"'
    rows = (
        row([cell("a", more=again), EMPTY.format(more=again), cell("b")])
        + row([EMPTY.format(more="")], ' table:number-rows-repeated="3"')
        + row([cell("c")], ' table:number-rows-repeated="2"')
        + row(
            [EMPTY.format(more=' table:number-columns-repeated="16384"')],
            ' table:number-rows-repeated="1048570"',
        )
    )
    read = sheet(written(tmp_path, rows))
    assert read.rows == [["a", "a", None, None, "b"], [], [], [], ["c"], ["c"]]


@pytest.mark.parametrize("what", ["columns", "rows"])
def test_a_workbook_of_too_many_cells_is_refused_before_it_is_made(tmp_path, what, monkeypatch):
    monkeypatch.setattr(older_workbooks, "MAX_CELLS", 1000)
    many = f' table:number-{what}-repeated="999999999"'
    rows = row([cell("x", more=many)]) if what == "columns" else row([cell("x")], many)
    with pytest.raises(InputError, match="more than"):
        sheet(written(tmp_path, rows))


def test_a_mark_for_spaces_cannot_fill_the_memory(tmp_path):
    rows = row([cell("a_b")]).replace("_", '<text:s text:c="999999999"/>')
    assert sheet(written(tmp_path, rows)).rows == [["a" + " " * 100 + "b"]]


def test_hidden_sheets_struck_rows_and_indents_are_told(tmp_path):
    rows = HEADER + row([cell("P01", "struck"), cell("a", "struck")])
    rows += row([cell("P02", "struck"), cell("b")]) + row([cell("P03", "moved")])
    path = written(tmp_path, rows, style="hidden")
    read = sheet(path)
    assert (read.hidden, read.struck) == (True, {2})
    assert indents(path)[4] == 2
    assert indents(path)[2] == 0


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (ods_of(HEADER, manifest="<encryption-data/>"), "has a password"),
        (without(ods_of(HEADER), "META-INF/manifest.xml"), "it has no META-INF/manifest.xml"),
        (without(ods_of(HEADER), "content.xml"), "it has no content.xml"),
        (ods_of("<broken"), "damaged or cut off"),
        (ods_of("<!DOCTYPE a>" + HEADER), "damaged or cut off"),
        (ods_of(HEADER)[:200], "damaged or cut off"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le") + b"x" * 600, "damaged or cut off"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "has a password, or is not a workbook"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, data, problem):
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    with pytest.raises(InputError, match=problem):
        read_older(path, data)
    with pytest.raises(InputError, match="xlsx"):
        read_sheets(path)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<html><table></table></html>", "a web page"),
        ("\ufeff\r\n<!DOCTYPE html>", "a web page"),
        ("<?xml version='1.0'?><Workbook/>", "an XML file"),
    ],
)
def test_what_only_bears_the_name_of_a_workbook_is_refused(tmp_path, text, kind):
    path = tmp_path / "export.xls"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"is {kind}"):
        read_sheets(path)


def test_a_csv_with_the_ending_of_old_excel_is_read(tmp_path):
    path = tmp_path / "export.xls"
    path.write_text("interview\tquote\nP01\tyes\n", encoding="utf-8")
    assert read_sheets(path) == {"": [(1, ["interview", "quote"]), (2, ["P01", "yes"])]}


def test_old_excel_is_read_as_text(tmp_path):
    path = xls(tmp_path / "a.xls", [["interview", "quote", "turn"], ["P01", "It was", 2]])
    assert older_kind(path.read_bytes()) == "xls"
    assert holds_sheets(path)
    assert not is_workbook(path)
    assert next(iter(read_sheets(path).values())) == [
        (1, ["interview", "quote", "turn"]),
        (2, ["P01", "It was", "2"]),
    ]


def test_a_word_file_that_holds_a_workbook_is_none():
    parts = ("Workbook", "WordDocument")
    data = b"\xd0\xcf\x11\xe0" + struct.pack("<I", 0) + "".join(parts).encode("utf-16-le")
    assert older_kind(data) == ""


def test_the_copy_for_excel_keeps_words_marks_and_bytes(tmp_path):
    rows = HEADER + row([cell("P01", "struck"), cell("=1+1", "struck"), cell("Fear", "struck")])
    path = written(tmp_path, rows + row([cell("P02"), cell("it"), cell("Hope")]))
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook(read_older(path, path.read_bytes()), tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert read_sheets(tmp_path / "one.xlsx") == read_sheets(path)
    copy = openpyxl.load_workbook(tmp_path / "one.xlsx").active
    assert [bool(copy.cell(at, 1).font.strike) for at in (1, 2, 3)] == [False, True, False]


def test_names_of_sheets_and_long_texts_fit_into_excel(tmp_path):
    names = ["A" * 40, "a" * 35, "P/1", "'P2'", ""]
    sheets = [CellSheet(name, [["x" * 40_000, float("nan"), True]]) for name in names]
    write_workbook(sheets, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["A" * 31, "a" * 27 + "_2", "P_1", "_P2_", "Sheet"]
    first, second, third = (cell.value for cell in next(book.worksheets[0].iter_rows()))
    assert len(first) == 32_767
    assert first.endswith("[cut: longer than a cell can be]")
    assert (second, third) == ("nan", True)
