"""Read the first sheet of a workbook, old or new, or a CSV of any encoding, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aft_themes.errors import InputError
from aft_themes.exchange.project_files import refuse_too_many
from aft_themes.io.bounds import refuse_larger
from aft_themes.io.csv_text import csv_rows
from aft_themes.io.encodings import decode_table
from aft_themes.io.foreign_errors import why_unread
from aft_themes.io.older_workbooks import read_older, refuse_cells
from aft_themes.io.spreadsheets import (
    is_older_workbook,
    is_zipped,
    open_sheets,
    rows_of,
)

Row = tuple[int, list[str]]  # the row as a spreadsheet counts it, and its cells
_MAX_CELLS = 20_000_000  # a million codings with 20 columns; bounds the memory


@dataclass(frozen=True)
class Table:
    """A sheet: its header, and its rows with their numbers."""

    header: list[str]
    rows: list[Row]

    def column(self, name: str) -> int | None:
        """Find a column by its name; letter case does not matter."""
        names = [cell.strip().casefold() for cell in self.header]
        return names.index(name.casefold()) if name.casefold() in names else None

    def cells(self, column: int) -> list[str]:
        """List a column's cells."""
        return [row[column] for _, row in self.rows]

    def share(self, column: int, pattern: re.Pattern[str]) -> float:
        """Share of a column's filled cells that have a form; 0 if none is filled."""
        filled = [cell.strip() for cell in self.cells(column) if cell.strip()]
        return sum(bool(pattern.fullmatch(one)) for one in filled) / len(filled) if filled else 0.0


def read_sheet(path: Path) -> Table:
    """Read the first sheet of a workbook, or a CSV, as text."""
    if not path.is_file():
        raise InputError(path, "the file is missing.", "choose the table.")
    refuse_larger(path, "the table", "split it.")
    reader = _older if is_older_workbook(path) else _xlsx if is_zipped(path) else _csv
    try:
        rows = [(number, cells) for number, cells in reader(path) if any(map(str.strip, cells))]
    except InputError:
        raise
    except Exception as error:  # each library raises errors of its own on damaged files
        problem, fix = why_unread(error, "export it again.")
        raise InputError(path, f"the table {problem}", fix) from None
    if not rows:
        raise InputError(path, "the table is empty.", "export it again.")
    width = max(len(cells) for _, cells in rows)
    refuse_too_many(path, len(rows))
    filled = [(number, cells + [""] * (width - len(cells))) for number, cells in rows]
    return Table(filled[0][1], filled[1:])


def _xlsx(path: Path) -> Iterator[Row]:
    count = 0
    for number, cells in rows_of(path, open_sheets(path)[0]):
        count += len(cells)
        refuse_cells(path, count, _MAX_CELLS)
        yield number, ["" if value is None else str(value) for value in cells]


def _older(path: Path) -> Iterator[Row]:
    for number, values in enumerate(read_older(path, path.read_bytes())[0].rows, start=1):
        yield number, ["" if value is None else str(value) for value in values]


def _csv(path: Path) -> Iterator[Row]:
    yield from csv_rows(path, decode_table(path, path.read_bytes()))
