"""Small tables that researchers fill in or open: CSV as Excel, R or NVivo save it, or workbooks."""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from aft_themes.errors import InputError
from aft_themes.io.bounds import MAX_UNPACKED, refuse_larger, unpacked_size
from aft_themes.io.csv_text import SEPARATORS, csv_rows, seen_text
from aft_themes.io.encodings import decode_table
from aft_themes.io.files import write_text
from aft_themes.io.foreign_errors import why_unread
from aft_themes.io.older_workbooks import (
    CELLS_FIX,
    ENDINGS,
    CellSheet,
    older_kind,
    read_older,
    refuse_cells,
)

if TYPE_CHECKING:
    import pandas as pd

WORKBOOKS = (".xlsx", ".xlsm", *ENDINGS)
TABLES = (".csv", ".tsv", ".tab", *WORKBOOKS)
"""Endings of tables that are read."""
_MAX_CELLS = 20_000_000  # a million codings with 20 columns; empty ones count, too
LAST_ROW = 1_048_576
"""Number of the last row that a sheet of Excel can have."""
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
ONLY_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Options of xlsxwriter: what people said never becomes a formula, a link or a number."""
_ESCAPED = re.compile(r"_x([0-9A-F]{4})_")  # so Excel writes a carriage return inside a cell
_OLD_OR_CLOSED = b"\xd0\xcf\x11\xe0"  # Excel before 2007, or any Office file with a password
_NO_WORKBOOKS = (  # other files that a program calls .xls, by what they begin with
    (b"<?xml", "an XML file"),
    (b"<html", "a web page"),
    (b"<!doctype", "a web page"),
    (b"<table", "a web page"),
    (b"<meta", "a web page"),
    (b"mime-version", "a web page"),
)
_TITLES = 20  # rows above the header: a title, who made the table and when
# a formula without a result; an empty text as result has t="str"
_NOT_COMPUTED = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"(?![^>]* t="str")[^>]*>\s*'
    rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
_CELL_LIMIT = 32_767  # of Excel
_TRUNCATED = " [cut: longer than a cell can be]"
_NONE: Mapping[str, str] = MappingProxyType({})
ROW = "file_row"  # the row as a spreadsheet counts it, header included


def read_table(
    path: Path,
    required: Iterable[str],
    optional: Iterable[str] = (),
    headings: Mapping[str, str] = _NONE,
) -> pd.DataFrame:
    """Read a CSV, TSV or XLSX table as text, whatever its encoding and separator."""
    import pandas as pd

    columns, rows = read_rows(path, required, optional, headings)
    return pd.DataFrame(rows, columns=columns)


def read_rows(
    path: Path,
    required: Iterable[str],
    optional: Iterable[str] = (),
    headings: Mapping[str, str] = _NONE,
) -> tuple[list[str], list[list[str | int]]]:
    """Read a table as :func:`read_table` does, without the time that pandas takes to load.

    ``headings`` gives the columns that other headings mean, written with ``_`` between words.
    """
    rows = next(iter(read_sheets(path).values()), [])
    if not rows:
        raise InputError(path, "the table is empty.", f"give it the columns {_names(required)}.")
    rows = _below_titles(rows, required, headings)
    header = _plain_header(rows[0][1], headings)
    missing = [name for name in required if name not in header]
    if missing:
        raise InputError(
            path, f"columns {_names(missing)} are missing.", "add them to the header.", "row 1"
        )
    every = [*header, ROW]
    repeated = sorted({name for name in every if name and every.count(name) > 1})
    if repeated:
        raise InputError(
            path, f"columns {_names(repeated)} occur twice.", "keep one of each.", "row 1"
        )
    added = [name for name in optional if name not in header]
    named = [place for place, name in enumerate(header) if name]
    columns = [*(header[place] for place in named), ROW, *added]
    cells = [(number, _fit(path, len(header), number, row)) for number, row in rows[1:]]
    blank = [""] * len(added)
    return columns, [[*(row[place] for place in named), number, *blank] for number, row in cells]


def plain_heading(name: str) -> str:
    """Write a heading in small letters, with ``_`` between its words."""
    return low_lines(name.casefold())


def low_lines(text: str) -> str:
    """Write ``_`` for all that is neither letter nor digit."""
    return re.sub(r"[\W_]+", "_", text).strip("_")


def _plain_header(cells: Sequence[str], headings: Mapping[str, str]) -> list[str]:
    names = [name.strip().lower() for name in cells]
    if not headings:
        return names
    plain = [plain_heading(name) for name in names]
    return [
        headings.get(key, key if key in headings.values() else name)
        for key, name in zip(plain, names, strict=True)
    ]


def _below_titles(
    rows: list[tuple[int, list[str]]], required: Iterable[str], headings: Mapping[str, str]
) -> list[tuple[int, list[str]]]:
    """Leave out titles above the header, which is the first row with all needed columns."""
    needed = set(required)
    named = (
        at
        for at, (_, cells) in enumerate(rows[: _TITLES + 1])
        if needed <= {*_plain_header(cells, headings)}
    )
    return rows[next(named, 0) :]


def read_sheets(path: Path, most_rows: int | None = None) -> dict[str, list[tuple[int, list[str]]]]:
    """Read all cells of a CSV, TSV or XLSX file as text."""
    if not path.is_file():
        raise InputError(path, "the file is missing.", "check its name and folder.")
    refuse_larger(path, "the table", "split it.")
    refuse_closed(path)
    if is_older_workbook(path):
        return _older_rows(path, most_rows)
    if is_workbook(path):
        return _xlsx_rows(path, most_rows)
    return {"": csv_rows(path, decode_table(path, path.read_bytes()))[:most_rows]}


def is_older_workbook(path: Path) -> bool:
    """Tell whether a file is a workbook of LibreOffice or of Excel before 2007."""
    begin = _begin(path)
    # where an old workbook says what it is may lie anywhere in it
    return bool(older_kind(path.read_bytes() if begin.startswith(_OLD_OR_CLOSED) else begin))


def is_zipped(path: Path) -> bool:
    """Tell whether a file is an archive, as workbooks of Excel's newer kind and of LibreOffice."""
    return _begin(path).startswith(b"PK\x03\x04")


def holds_sheets(path: Path) -> bool:
    """Tell whether a file is a workbook of any kind that is read."""
    return is_older_workbook(path) or is_workbook(path)


def is_workbook(path: Path) -> bool:
    """Tell whether a file is a workbook of Excel's newer kind, whatever its extension."""
    begin = _begin(path)
    if older_kind(begin):
        return False
    if begin.startswith(b"PK\x03\x04") or path.suffix.lower() not in (".xlsx", ".xlsm"):
        return begin.startswith(b"PK\x03\x04")
    # some programs call a CSV so; what has no columns is a damaged workbook
    first = begin.splitlines()[0] if begin.splitlines() else b""
    return b"\x00" in begin or not any(sign.encode() in first for sign in SEPARATORS)


def refuse_closed(path: Path) -> None:
    """Refuse a workbook with a password, and what is called a workbook and is none."""
    begin = _begin(path)
    if begin.startswith(_OLD_OR_CLOSED) and not is_older_workbook(path):
        raise InputError(
            path,
            "has a password, or is not a workbook.",
            "open it in Excel and save it as .xlsx without a password.",
        )
    start = begin.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if path.suffix.lower() in WORKBOOKS:
        kind = next((what for sign, what in _NO_WORKBOOKS if start.startswith(sign)), "")
        if kind:
            raise InputError(
                path, f"is {kind}, not a workbook.", "open it in Excel and save it as .xlsx."
            )
    refuse_unpacked(path)


def refuse_unpacked(path: Path) -> None:
    """Refuse a workbook that unpacks to far more than any table holds."""
    try:
        with zipfile.ZipFile(path) as book:
            unpacked = unpacked_size(book)
    except (zipfile.BadZipFile, OSError):
        return  # no archive, or told where its cells are read
    if unpacked > MAX_UNPACKED:
        raise InputError(
            path,
            f"unpacks to more than {MAX_UNPACKED >> 20} MB, as no table does.",
            "copy the cells into a new workbook, without pictures.",
        )


def _begin(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4096)


def _names(columns: Iterable[str]) -> str:
    return ", ".join(columns)


def _fit(path: Path, width: int, number: int, cells: list[str]) -> list[str]:
    if any(cells[width:]):
        raise InputError(
            path,
            f"has {len(cells)} cells but the header has {width}.",
            "put quotes around cells that hold the separator.",
            f"row {number}",
        )
    return [cell.strip() for cell in cells[:width]] + [""] * (width - len(cells))


def open_sheets(path: Path) -> list[Any]:
    """Open the sheets of a workbook of Excel's newer kind, to be read row by row.

    What a sheet says of its own size is not believed: where a program wrote it wrong, rows or
    columns would be lost, or a million empty ones read.
    """
    from openpyxl import load_workbook

    refuse_unpacked(path)
    book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
    return list(book.worksheets)


def rows_of(
    path: Path,
    sheet: Any,  # noqa: ANN401  # openpyxl has no types
    most: int = LAST_ROW,
    *,
    formatted: bool = False,
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Give the rows of a sheet their numbers; each is as wide as it is filled.

    ``formatted`` gives cells with their format in place of values.
    """
    for number, cells in enumerate(sheet.iter_rows(values_only=not formatted), start=1):
        if number > LAST_ROW:  # or a single wrong number would take for ever
            raise InputError(path, f"has rows behind {LAST_ROW:,}, Excel's last.", CELLS_FIX)
        if number > most:
            return
        yield number, cells


def _xlsx_rows(path: Path, most_rows: int | None = None) -> dict[str, list[tuple[int, list[str]]]]:
    _refuse_not_computed(path)
    try:
        return {
            sheet.title: _rectangle(path, rows_of(path, sheet, most_rows or LAST_ROW))
            for sheet in open_sheets(path)
        }
    except InputError:
        raise
    except Exception as error:  # openpyxl passes on any error of its zip and XML libraries
        raise InputError(path, *why_unread(error, "save it again as .xlsx.")) from error


def _rectangle(
    path: Path, rows: Iterable[tuple[int, tuple[Any, ...]]]
) -> list[tuple[int, list[str]]]:
    """Turn a sheet's cells into text, without empty rows and with as many cells in each."""
    texts = [
        (number, ["" if value is None else _cell_text(value) for value in cells])
        for number, cells in rows
    ]
    filled = [(number, cells) for number, cells in texts if any(cell.strip() for cell in cells)]
    width = max((len(cells) for _, cells in filled), default=0)
    refuse_cells(path, width * len(filled), _MAX_CELLS)
    return [(number, cells + [""] * (width - len(cells))) for number, cells in filled]


def _older_rows(path: Path, most_rows: int | None) -> dict[str, list[tuple[int, list[str]]]]:
    sheets = read_older(path, path.read_bytes())
    texts = {
        sheet.name: [
            (number, ["" if value is None else _cell_text(value) for value in values])
            for number, values in enumerate(sheet.rows[:most_rows], start=1)
        ]
        for sheet in sheets
    }
    return {
        name: [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
        for name, rows in texts.items()
    }


def _cell_text(value: object) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), seen_text(str(value)))


def _refuse_not_computed(path: Path) -> None:
    """Refuse a workbook with formulas whose results no program has saved: they would be empty."""
    try:
        with zipfile.ZipFile(path) as book:
            sheets = [one for one in book.namelist() if one.startswith("xl/worksheets/sheet")]
            found = next(
                filter(None, (_NOT_COMPUTED.search(book.read(one)) for one in sheets)), None
            )
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError):
        return  # told where its cells are read
    if found:
        raise InputError(
            path,
            f"has formulas whose results were not saved, such as {found[1].decode()}.",
            "open it in Excel or LibreOffice and save it again.",
        )


def indents(path: Path) -> dict[int, int]:
    """Return how far the first cell of each row is moved to the right, in the first sheet."""
    if is_older_workbook(path):
        return dict(read_older(path, path.read_bytes())[0].indents)
    found = {}
    for _, row in rows_of(path, open_sheets(path)[0], formatted=True):
        cell = next((cell for cell in row if cell.value is not None), None)
        if cell is not None:
            found[cell.row] = int(cell.alignment.indent or 0)
    return found


def number_in(text: str) -> float | None:
    """Read a cell as a number; none if it holds anything else."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def inert(text: str) -> str:
    """Change a text so that a spreadsheet program does not take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_ACTIVE) else text


def fitting(text: str) -> str:
    """Cut a text that is longer than a cell of Excel can be, and say so in it."""
    if len(text) <= _CELL_LIMIT:
        return text
    return text[: _CELL_LIMIT - len(_TRUNCATED)] + _TRUNCATED


def write_workbook(sheets: Iterable[CellSheet], path: Path) -> None:
    """Write sheets as a workbook of Excel's newer kind; what was hidden or struck stays so."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), ONLY_TEXT) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # the same bytes each time
        struck = book.add_format({"font_strikeout": True})
        names: list[str] = []
        for sheet in sheets:
            names.append(_sheet_name(sheet.name, names))
            written = book.add_worksheet(names[-1])
            for at, cells in enumerate(sheet.rows):
                line = struck if at + 1 in sheet.struck else None
                for column, value in enumerate(cells):
                    if isinstance(value, (int, float)) and math.isfinite(value):
                        written.write(at, column, value, line)
                    elif value is not None:
                        written.write_string(at, column, fitting(str(value)), line)
            if sheet.hidden:
                written.hide()


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """Write a sheet's name as Excel allows it: 31 letters, each once, without some signs."""
    plain = re.sub(r"[\[\]:*?/\\]|^'|'$", "_", name)[:31] or "Sheet"
    others = {one.casefold() for one in taken}
    free = (f"{plain[:27]}_{number}" for number in range(2, 1000))
    return (
        plain
        if plain.casefold() not in others
        else next(one for one in free if one.casefold() not in others)
    )


def write_csv(frame: pd.DataFrame, path: Path, float_format: str | None = None) -> None:
    """Write a CSV in which no spreadsheet takes a text for a formula."""
    safe = frame.map(lambda value: inert(value) if isinstance(value, str) else value)
    safe.columns = [inert(str(name)) for name in frame.columns]
    write_text(path, safe.to_csv(index=False, lineterminator="\n", float_format=float_format))


def write_words(rows: Iterable[Sequence[object]], path: Path) -> None:
    """Write a transcript's table with the words as they stand."""
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)
