"""One table with the same cells in every format: CSV, XLSX, Word, LaTeX and HTML."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pandas as pd

MOST_ROWS = 2000
"""Rows of a table on a page or in Word: some 60 printed pages; nobody reads on."""

MOST_COLUMNS = 500
"""Columns of a table on a page or in Word, such as participants."""

MISSING = "\u2014"  # an em dash, as APA 7 prints cells that cannot be filled


_SYMBOL = re.compile(r"(?<![\w'])([nN])(?=$| =| \()")


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere, such as a quote to its place in the explorer."""

    text: str
    href: str


Value = str | int | float | Link | None


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    name : str
        The head.
    width : float
        Relative width in print.
    decimals : int
        Of numbers that are not whole.
    bounded : bool
        Whether numbers cannot exceed 1 in size: APA 7 then prints no zero before the point.
    numeric : bool
        Whether the column holds numbers, which are centred.
    upright : bool
        Whether the head stands on its side in print, for narrow columns.
    key : str
        Its name for programs; made of the head if not given.
    """

    name: str
    width: float = 1.0
    decimals: int = 2
    bounded: bool = False
    numeric: bool = False
    upright: bool = False
    key: str = ""

    @property
    def variable(self) -> str:
        """The name that programs read, the same in every study: small letters and underscores."""
        letters = re.sub(r"[^a-z0-9]+", "_", self.name.lower()).strip("_")
        return self.key or letters or "value"


@dataclass(frozen=True)
class Row:
    """A row: its cells, and how deep its first printed cell is indented."""

    cells: tuple[Value, ...]
    indent: int = 0


@dataclass(frozen=True)
class Table:
    """The one source of a table in all its formats.

    Parameters
    ----------
    title : str
        In title case, printed in italics.
    columns : tuple of Column
        The columns.
    rows : tuple of Row
        The rows, in order.
    notes : tuple of str
        General notes below the table, one sentence or more each.
    group : bool
        Whether the first column is printed as a line above the rows that share it.
    landscape : bool
        Whether it is printed across the page.
    points : float
        Size of the cells' type in print.
    across : int
        Most columns beside the first that one panel of a page holds; 0 leaves it to the format.
    banners : tuple of str
        What every output must say, e.g. that the data are synthetic.
    marks : tuple of str
        Short forms of the banners; CSV files, which have no notes, repeat them in each row.
    name : str
        File name without ending; the registry gives it.
    number : str
        As printed after "Table", e.g. ``"2"`` or ``"S1"``; until the report gives it, a mark.
    data : pandas.DataFrame, optional
        What programs read: one row per thing, plain numbers, column names that are the same in
        every study. Where it is not given, the cells are read.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    group: bool = False
    landscape: bool = False
    points: float = 9
    across: int = 0
    banners: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    name: str = ""
    number: str = ""
    data: pd.DataFrame | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        wrong = [row for row in self.rows if len(row.cells) != len(self.columns)]
        if wrong:
            raise ValueError(f"{self.title}: {len(wrong)} rows do not have one cell per column")

    @property
    def note(self) -> str:
        """All notes and banners as one paragraph."""
        return " ".join((*self.notes, *self.banners))

    @property
    def shown(self) -> tuple[int, ...]:
        """Positions of the columns that are printed as columns."""
        return tuple(range(1 if self.group else 0, len(self.columns)))

    @property
    def tidy(self) -> pd.DataFrame:
        """What programs read of it."""
        if self.data is not None:
            return self.data
        cells = [
            [value.text if isinstance(value, Link) else value for value in row.cells]
            for row in self.rows
        ]
        names = [column.variable for column in self.columns]
        return pd.DataFrame(cells, columns=names, dtype=object)

    def text(self, row: Row, column: int) -> str:
        """Return a cell as every format prints it."""
        return cell_text(row.cells[column], self.columns[column])


def for_pages(table: Table) -> Table:
    """Shorten a very long or wide table for a page, Word or LaTeX, and say where all of it is."""
    rows, columns = len(table.rows), len(table.columns)
    if rows <= MOST_ROWS and columns <= MOST_COLUMNS:
        return table
    short = without_columns(table, *(column.name for column in table.columns[MOST_COLUMNS:]))
    left_out = [
        f"{most:,} of {of:,} {what}"
        for most, of, what in ((MOST_ROWS, rows, "rows"), (MOST_COLUMNS, columns, "columns"))
        if of > most
    ]
    note = f"Shown are the first {' and '.join(left_out)}; {table.name}.xlsx has all."
    return replace(short, rows=short.rows[:MOST_ROWS], notes=(*table.notes, note))


def without_columns(table: Table, *names: str) -> Table:
    """Leave out columns; a table that loses its first column is no longer grouped by it."""
    kept = [at for at, column in enumerate(table.columns) if column.name not in names]
    cells = [replace(row, cells=tuple(row.cells[at] for at in kept)) for row in table.rows]
    columns = tuple(table.columns[at] for at in kept)
    return replace(table, columns=columns, rows=tuple(cells), group=table.group and kept[:1] == [0])


def without_empty_columns(table: Table, *names: str) -> Table:
    """Leave out those of these columns that hold nothing in any row."""
    empty = [
        column.name
        for at, column in enumerate(table.columns)
        if column.name in names and all(row.cells[at] in (None, "") for row in table.rows)
    ]
    return without_columns(table, *empty)


def cell_text(value: Value, column: Column) -> str:
    """Return a value as it is printed."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return MISSING
    if isinstance(value, Link):
        return value.text
    if isinstance(value, float):
        said = f"{value:,.{column.decimals}f}"
        shown = round(value, column.decimals)
        if shown == 0:
            said = said.removeprefix("-")
        return said.replace("0.", ".", 1) if column.bounded and abs(shown) < 1 else said
    return f"{value:,}" if is_number(value) and column.numeric else str(value)


def is_number(value: Value) -> bool:
    """Tell whether a cell holds a number."""
    return isinstance(value, int | float) and not (isinstance(value, float) and math.isnan(value))


@dataclass(frozen=True)
class Line:
    """A line of the printed body: a heading of a group, or a row."""

    heading: str
    row: Row | None


def body(table: Table) -> Iterator[Line]:
    """Go through the lines of the printed body."""
    before = None
    for row in table.rows:
        heading = table.text(row, 0) if table.group else ""
        if heading and heading != before:
            yield Line(heading, None)
            before = heading
        yield Line("", row)


def printed_text(value: Value, column: Column) -> str:
    """Return a cell as typeset: like :func:`cell_text`, with a true minus sign."""
    said = cell_text(value, column)
    return said.replace("-", "\u2212", 1) if is_number(value) and said.startswith("-") else said


def in_italics(text: str) -> list[tuple[str, bool]]:
    """Split a text into pieces; statistical symbols (n, N) are set in italics."""
    pieces = _SYMBOL.split(text)
    return [(piece, bool(at % 2)) for at, piece in enumerate(pieces) if piece]


def panels(table: Table, most: int) -> list[tuple[int, ...]]:
    """Split a very wide table into panels that fit a page, each with the first column."""
    most = min(most, table.across or most)
    first, *rest = table.shown
    if len(rest) <= most:
        return [table.shown]
    count = math.ceil(len(rest) / most)
    size = math.ceil(len(rest) / count)
    return [(first, *rest[start : start + size]) for start in range(0, len(rest), size)]
