"""Tables as CSV and XLSX, for R, SPSS and Excel; no cell can act as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from math import ceil
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import xlsxwriter

from aft_themes.io.spreadsheets import ONLY_TEXT, fitting, inert
from aft_themes.tables.model import Column, Link, Table, Value, cell_text, is_number

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WIDEST = 60
_LINE = 15  # points that a line takes at 11 points
_TALLEST = 409  # points, of Excel
_SPARE = 2  # letters that a column is wider than its longest text
_WASTED = 1.1  # what a line ends with: half a word of some sixty letters, and a margin
_LONG_HEAD = 14  # letters: longer than the words that head tables, such as "Participants"
_UPRIGHT = 3  # letters that a heading needs which stands upright
_ACROSS = 0.45  # lines that a letter of such a heading takes: bold letters are up to 7 points wide
_ABOUT = 100  # letters in a line of the notes
_WIDEST_DATA = 40  # of texts that do not wrap
_DECIMALS = 6  # of shares: more say nothing about so few people


def _plain(value: Value, column: Column) -> str:
    """Return a printed cell: numbers stay numbers, cells that cannot be filled are empty."""
    if value is None or (isinstance(value, float) and not is_number(value)):
        return ""
    text = cell_text(value, column)
    return text if is_number(value) else inert(text)


def to_csv(table: Table) -> bytes:
    """Write what programs read of a table as CSV: plain numbers under fixed column names.

    UTF-8 with a byte-order mark, which Excel needs.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    marks = [inert("; ".join(table.marks))] if table.marks else []
    writer.writerow([*_names(table), *(["data"] if marks else [])])
    for cells in _tidy_cells(table):
        writer.writerow([*("" if cell is None else cell for cell in cells), *marks])
    return out.getvalue().encode("utf-8-sig")


def _names(table: Table) -> list[str]:
    return [inert(str(name)) for name in table.tidy.columns]


def _tidy_cells(table: Table) -> Iterator[list[str | int | float | None]]:
    for row in table.tidy.itertuples(index=False):
        yield [_tidy_cell(cell) for cell in row]


def _tidy_cell(cell: Any) -> str | int | float | None:  # noqa: ANN401  # of any column
    """Give a cell for programs: texts cannot act as formulas, what is missing is None."""
    if isinstance(cell, str):
        return inert(cell)
    if isinstance(cell, list | tuple | np.ndarray):
        return inert("; ".join(map(str, cell)))
    if cell is None or pd.isna(cell):
        return None
    return round(float(cell), _DECIMALS) if isinstance(cell, float | np.floating) else int(cell)


def to_xlsx(table: Table) -> bytes:
    """Write a table as an Excel workbook: as printed, as programs read it, and its notes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, ONLY_TEXT | {"nan_inf_to_errors": False}) as book:
        book.set_properties(
            {"title": table.title, "created": _EPOCH, "comments": " ".join(table.banners)}
        )
        _printed_sheet(book, table)
        _data_sheet(book, table)
        _about_sheet(book, table)
    return out.getvalue()


class _Forms(NamedTuple):
    """How the cells of a column look."""

    head: xlsxwriter.format.Format
    text: xlsxwriter.format.Format
    whole: xlsxwriter.format.Format
    broken: xlsxwriter.format.Format


def _forms(book: xlsxwriter.Workbook, column: Column) -> _Forms:
    align = {"align": "center" if column.numeric else "left"}
    top = align | {"valign": "top"}
    thousands = "#,##0" if column.numeric else "0"
    zeros = "0" * column.decimals
    pattern = f"{'' if column.bounded else thousands}.{zeros}" if zeros else thousands
    head = align | {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
    made = (head, top | {"text_wrap": True}, top | {"num_format": thousands})
    return _Forms(*map(book.add_format, (*made, top | {"num_format": pattern})))


def _printed_sheet(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = book.add_worksheet("Table")
    tall = [1] * (1 + len(table.rows))  # lines of words in each row
    upright = book.add_format({"bold": True, "rotation": 90, "align": "center", "bottom": 1})
    for position, column in enumerate(table.columns):
        width, forms = _width(table, position), _forms(book, column)
        sheet.set_column(position, position, width)
        if _is_upright(table, position):
            sheet.write_string(0, position, inert(column.name), upright)
            tall[0] = max(tall[0], ceil(len(column.name) * _ACROSS))
        else:
            sheet.write_string(0, position, inert(column.name), forms.head)
            tall[0] = max(tall[0], _lines(column.name, width))
        for line, row in enumerate(table.rows, start=1):
            value = row.cells[position]
            if isinstance(value, float) and is_number(value):
                sheet.write_number(line, position, round(value, column.decimals), forms.broken)
            elif isinstance(value, int):
                sheet.write_number(line, position, value, forms.whole)
            else:
                said = _write_text(sheet, (line, position), value, column, forms.text)
                tall[line] = max(tall[line], _lines(said, width))
    for line, lines in enumerate(tall):
        _make_tall(sheet, line, lines)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    if table.landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if table.banners:
        sheet.set_footer("&C" + " ".join(table.banners).replace("&", "&&")[:250])


def _make_tall(sheet: xlsxwriter.worksheet.Worksheet, line: int, lines: int) -> None:
    """Give a row the height of its words: LibreOffice does not by itself."""
    if lines > 1:
        sheet.set_row(line, min(_TALLEST, _LINE * lines))


def _lines(text: str, width: float) -> int:
    parts = text.split("\n")
    return sum(
        ceil(_WASTED * len(part) / width) if len(part) > width - _SPARE else 1 for part in parts
    )


def _data_sheet(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = book.add_worksheet("Data")
    bold = book.add_format({"bold": True, "bottom": 1})
    widths = [len(name) for name in _names(table)]
    for position, name in enumerate(_names(table)):
        sheet.write_string(0, position, name, bold)
    for line, cells in enumerate(_tidy_cells(table), start=1):
        for position, cell in enumerate(cells):
            widths[position] = max(widths[position], len(str("" if cell is None else cell)))
            if isinstance(cell, str):
                sheet.write_string(line, position, fitting(cell))
            elif cell is not None:
                sheet.write_number(line, position, cell)
    for position, width in enumerate(widths):
        sheet.set_column(position, position, min(_WIDEST_DATA, width + _SPARE))
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_text(
    sheet: xlsxwriter.worksheet.Worksheet,
    place: tuple[int, int],
    value: Value,
    column: Column,
    form: xlsxwriter.format.Format,
) -> str:
    """Write words, and return what was written."""
    said = fitting(_plain(value, column))
    if isinstance(value, Link) and said:
        sheet.write_url(*place, f"external:{value.href}", form, said)
    elif said:
        sheet.write_string(*place, said, form)
    else:
        sheet.write_blank(*place, None, form)
    return said


def _width(table: Table, position: int) -> float:
    cells, head = _longest(table, position)
    head = _UPRIGHT if _is_upright(table, position) else head
    return min(_WIDEST, max(head, cells) + _SPARE)


def _longest(table: Table, position: int) -> tuple[int, int]:
    """Count the letters of a column's longest cell, and of its heading's longest word."""
    column = table.columns[position]
    cells = max((len(_plain(row.cells[position], column)) for row in table.rows), default=0)
    return cells, max((len(word) for word in column.name.split()), default=1)


def _is_upright(table: Table, position: int) -> bool:
    """Whether a long id heads a column of numbers: it would make the sheet very wide."""
    cells, head = _longest(table, position)
    return table.columns[position].numeric and head > _LONG_HEAD and 2 * cells < head


def _about_sheet(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = book.add_worksheet("About")
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, _ABOUT)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, f"Table {table.number}", bold)
    sheet.write_string(1, 0, inert(table.title), book.add_format({"italic": True}))
    for line, note in enumerate((*table.notes, *table.banners), start=2):
        sheet.write_string(line, 0, inert(note), wrap)
        _make_tall(sheet, line, _lines(note, _ABOUT))
