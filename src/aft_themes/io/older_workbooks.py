"""Workbooks of LibreOffice (.ods) and of Excel before 2007 (.xls): read within bounds."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from aft_themes.errors import InputError
from aft_themes.io.bounds import MAX_BYTES
from aft_themes.io.foreign_errors import why_unread

ENDINGS = (".ods", ".xls")
Cell = str | int | float | bool | datetime.datetime | datetime.time | datetime.timedelta | None
MAX_CELLS = 5_000_000
"""Cells of a workbook: 250,000 codings with 20 columns."""
CELLS_FIX = "copy the filled cells into a new workbook, or split it."
"""What to do with a workbook of too many cells."""
# its type stands first in the archive, in bytes 38 and following
_ODS = b"opendocument.spreadsheet"
_OLE = b"\xd0\xcf\x11\xe0"
# without a container around it, as some programs write, by age of the format
_BARE = tuple(
    bytes(one) for one in ((9, 0, 4, 0), (9, 2, 6, 0), (9, 4, 6, 0), (9, 8, 8, 0), (9, 8, 16, 0))
)
_WORKBOOK, _BOOK, _WORD = (
    name.encode("utf-16-le") for name in ("Workbook", "Book", "WordDocument")
)
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _TEXT, _STYLE = (_ODF % one for one in ("table", "office", "text", "style"))
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_LASTS = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:[.,]\d{1,9})?)S)?")
_MARGIN = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}margin-left"
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,9})?)(cm|mm|in|pt)")
_POINTS = {"cm": 72 / 2.54, "mm": 7.2 / 2.54, "in": 72.0, "pt": 1.0}
_MOST_SPACES = 100  # of one mark: more tell nothing, and marks of 1,000 would fill the memory
_WITH_STYLES = 50  # Excel 5; what earlier ones say of fonts is not kept by the library
_DAY = datetime.timedelta(days=1)
_MANIFEST, _CONTENT = "META-INF/manifest.xml", "content.xml"
_AGAIN = "save it as .xlsx."
_CLOSED = "take the password off, or save it as .xlsx without one."


@dataclass(frozen=True)
class CellSheet:
    """A sheet: its rows from the first to the last that is filled, and what a person marked.

    Parameters
    ----------
    name : str
        The sheet's name.
    rows : list of list
        Cells as the program keeps them: texts, numbers, dates.
    hidden : bool
        Whether the sheet is hidden.
    struck : frozenset of int
        Numbers of the rows, from 1, that are crossed out.
    indents : dict of int to int
        How far the first filled cell of a row is moved to the right, by the row's number.
    """

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    struck: frozenset[int] = frozenset()
    indents: Mapping[int, int] = field(default_factory=dict)


def older_kind(data: bytes) -> str:
    """Tell a workbook of these kinds by its bytes: ``ods``, ``xls``, or nothing."""
    if data.startswith(b"PK\x03\x04"):
        return "ods" if _ODS in data[30:100] else ""
    if data.startswith(_BARE):
        return "xls"
    sheets = _WORKBOOK in data or _BOOK in data
    return "xls" if data.startswith(_OLE) and sheets and _WORD not in data else ""


def read_older(path: Path, data: bytes) -> list[CellSheet]:
    """Read all sheets of such a workbook.

    Raises
    ------
    InputError
        If it has a password, is damaged, or has more cells than any study.
    """
    reader = _ods if older_kind(data) == "ods" else _xls
    try:
        return list(reader(path, data))
    except InputError:
        raise
    except Exception as error:  # xlrd and parsers of XML raise errors of many kinds
        raise InputError(path, *why_unread(error, _AGAIN)) from error


def refuse_cells(path: Path, cells: int, most: int = MAX_CELLS) -> None:
    """Refuse a workbook with more cells than any study has."""
    if cells > most:
        raise InputError(path, f"has more than {most:,} cells.", CELLS_FIX)


# OpenDocument --------------------------------------------------------------------------------


def _ods(path: Path, data: bytes) -> Iterator[CellSheet]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in (_MANIFEST, _CONTENT):
            if part not in archive.namelist():
                raise InputError(path, f"is not a whole workbook: it has no {part}.", _AGAIN)
        if b"encryption-data" in _member(path, archive, _MANIFEST):
            raise InputError(path, "has a password.", _CLOSED)
        root = fromstring(_member(path, archive, _CONTENT), forbid_dtd=True)
    styles = {str(one.get(f"{_STYLE}name")): one for one in root.iter(f"{_STYLE}style")}
    cells = 0
    for table in root.iter(f"{_TABLE}table"):
        rows: list[list[Cell]] = []
        struck: set[int] = set()
        indents: dict[int, int] = {}
        empty = 0
        for row in table.iter(f"{_TABLE}table-row"):
            values, crossed, indent = _row(path, row, styles)
            again = _repeated(row, "rows")
            if not values:
                empty += again  # the last of a sheet's rows stands for a million
                continue
            cells += empty + again * len(values)
            refuse_cells(path, cells)
            rows += [[] for _ in range(empty)]
            numbers = range(len(rows) + 1, len(rows) + again + 1)
            struck |= {*numbers} if crossed else set()
            indents |= dict.fromkeys(numbers, indent)
            rows += [list(values) for _ in range(again)]
            empty = 0
        hidden = _has(styles.get(table.get(f"{_TABLE}style-name", "")), f"{_TABLE}display", "false")
        yield CellSheet(table.get(f"{_TABLE}name", ""), rows, hidden, frozenset(struck), indents)


def _member(path: Path, archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        data = part.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(path, f"unpacks to more than {MAX_BYTES >> 20} MB.", "split it.")
    return data


def _repeated(element: Element, what: str) -> int:
    number = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(int(number), 1) if number.isdecimal() else 1


def _row(path: Path, row: Element, styles: Mapping[str, Element]) -> tuple[list[Cell], bool, int]:
    """Return a row's cells to the last that is filled, whether all are struck, and its indent."""
    values: list[Cell] = []
    crossed: list[bool] = []
    indent = 0
    empty = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        value, again = _value(cell), _repeated(cell, "columns")
        if value in (None, ""):
            empty += again
            continue
        refuse_cells(path, len(values) + empty + again)
        values += [None] * empty + [value] * again
        empty = 0
        style = styles.get(cell.get(f"{_TABLE}style-name", ""))
        indent = indent if crossed else _indent(style)
        line = f"{_STYLE}text-line-through"
        crossed.append(
            _has(style, f"{line}-style", "solid") or _has(style, f"{line}-type", "single")
        )
    return values, bool(crossed) and all(crossed), indent


def _indent(style: Element | None) -> int:
    """Count the steps of LibreOffice's indents, each of 10 points."""
    margins = (one.get(_MARGIN, "") for one in (style if style is not None else ()))
    found = next(filter(None, map(_LENGTH.fullmatch, margins)), None)
    return round(float(found[1]) * _POINTS[found[2]] / 10) if found else 0


def _has(style: Element | None, name: str, value: str) -> bool:
    return style is not None and any(one.get(name) == value for one in style)


def _value(cell: Element) -> Cell:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "currency", "percentage"):
        return _number(float(cell.get(f"{_OFFICE}value", "nan")))
    if kind == "date":
        return datetime.datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", ""))
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "time" and (lasts := _LASTS.fullmatch(cell.get(f"{_OFFICE}time-value", ""))):
        hours, minutes, seconds = (
            float((part or "0").replace(",", ".")) for part in lasts.groups()
        )
        return _time(datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds))
    paragraphs = (one for one in cell if one.tag == f"{_TEXT}p")  # a comment lies deeper
    return "\n".join("".join(_said(one)) for one in paragraphs)


def _said(element: Element) -> Iterator[str]:
    """Give the text of a paragraph, with the spaces and line breaks that are marks of their own."""
    yield element.text or ""
    for part in element:
        if part.tag == f"{_TEXT}s":
            spaces = part.get(f"{_TEXT}c", "1")
            yield " " * min(int(spaces) if spaces.isdecimal() else 1, _MOST_SPACES)
        elif part.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield "\t" if part.tag.endswith("tab") else "\n"
        elif part.tag != f"{_OFFICE}annotation":
            yield from _said(part)
        yield part.tail or ""


def _number(value: float) -> Cell:
    return int(value) if value.is_integer() else value


def _time(lasts: datetime.timedelta) -> Cell:
    return (datetime.datetime.min + lasts).time() if lasts < _DAY else lasts


# Excel before 2007 ---------------------------------------------------------------------------


def _xls(path: Path, data: bytes) -> Iterator[CellSheet]:
    import xlrd

    if older_kind(data) != "xls":
        raise InputError(path, "has a password, or is not a workbook.", _CLOSED)
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise InputError(path, "has a password.", _CLOSED) from None
        raise
    cells = 0
    for sheet in book.sheets():
        rows = [sheet.row(at) for at in range(sheet.nrows)]
        cells += sum(map(len, rows))
        refuse_cells(path, cells)
        styled = rows if book.biff_version >= _WITH_STYLES else []
        struck = {at for at, row in enumerate(styled, 1) if _is_struck(book, row)}
        values = [_without_end([_of_xls(cell, book.datemode) for cell in row]) for row in rows]
        while values and not values[-1]:
            values.pop()
        indents = {at: _indent_of(book, row) for at, row in enumerate(styled, 1)}
        yield CellSheet(sheet.name, values, bool(sheet.visibility), frozenset(struck), indents)


def _without_end(cells: list[Cell]) -> list[Cell]:
    while cells and cells[-1] in (None, ""):
        cells.pop()
    return cells


def _is_struck(book: Any, row: list[Any]) -> bool:  # noqa: ANN401  # xlrd has no types
    filled = [cell for cell in row if cell.value not in (None, "")]
    fonts = (book.font_list[book.xf_list[cell.xf_index].font_index] for cell in filled)
    return bool(filled) and all(font.struck_out for font in fonts)


def _indent_of(book: Any, row: list[Any]) -> int:  # noqa: ANN401  # xlrd has no types
    first = next((cell for cell in row if cell.value not in (None, "")), None)
    return int(book.xf_list[first.xf_index].alignment.indent_level) if first is not None else 0


def _of_xls(cell: Any, datemode: int) -> Cell:  # noqa: ANN401  # xlrd has no types
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        if cell.value < 1:
            return _time(datetime.timedelta(seconds=round(cell.value * 86_400)))
        return cast(datetime.datetime, xlrd.xldate_as_datetime(cell.value, datemode))
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return _number(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    # as Excel shows an error, such as #REF!
    return (
        xlrd.error_text_from_code.get(cell.value, "#N/A")
        if cell.ctype == xlrd.XL_CELL_ERROR
        else str(cell.value)
    )
