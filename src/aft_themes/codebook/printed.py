"""Codebooks that were printed as PDF: their ruled tables as sheets.

A table that goes on over pages is one. Names that begin further to the right lie below others, as
in NVivo's and MAXQDA's codebooks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from aft_themes.documents.headers import CODEBOOK_COLUMNS, find_columns
from aft_themes.documents.printed_cells import Row
from aft_themes.documents.printed_pages import read_cells, read_tables
from aft_themes.documents.tables import Sheet

_STEP = 4.0  # points: names that begin nearer to each other are of one level
_BESIDE = 8.0  # points by which a cell may begin left of its column's header
_SAME_LINE = 6.0  # points: names of columns of one line may stand so much higher or lower
_SPACED = 1 / 4  # share of empty rows from which on they part the codes
_LIGATURE = re.compile(r"(?<=[a-z]),(?=[a-z])")  # "f" of "fi", in fonts that do not name it

_Cells = list[tuple[float, str]]  # of each column: where the words begin, and the words


def printed_sheets(path: Path) -> list[Sheet]:
    """Read the tables of codes of a PDF; spaces before a name show its level."""
    found: list[tuple[list[str], list[_Cells]]] = []
    header: list[tuple[float, str]] = []  # left edge and name of each column
    tables = [table for page in read_tables(path) for table in page]
    empty = [_is_empty(row) for table in tables for row in table]
    spaced = sum(empty) > _SPACED * len(empty)
    for table in tables:
        head = next((at for at, row in enumerate(table) if _heads(row)), None)
        if head is not None:
            header = [(edge, name) for edge, name in _names(table[head]) if name]
        names = [name for _, name in header]
        rows = _in_columns(table[0 if head is None else head + 1 :], header, spaced=spaced)
        if found and names == found[-1][0]:
            _add(found[-1][0], found[-1][1], rows)
        elif head is not None:
            found.append((names, rows))
    return [_sheet(number, *table) for number, table in enumerate(found, 1)]


def shows_codes(path: Path) -> bool:
    """Tell whether the first page of a PDF has a line that heads codes and their definitions."""
    lines: dict[int, list[str]] = {}
    for page in read_cells(path, 1):
        for _, top, _, text, _ in page:
            lines.setdefault(round(top / _SAME_LINE), []).append(_LIGATURE.sub("f", text.strip()))
    return any(map(_defines, lines.values()))


def _defines(cells: Sequence[str]) -> bool:
    columns = find_columns(cells, CODEBOOK_COLUMNS)
    return "definition" in columns and bool({"name", "path"} & set(columns))


def _names(row: Row) -> list[tuple[float, str]]:
    return [(edge, _LIGATURE.sub("f", " ".join(text.split()))) for edge, _, text in row]


def _heads(row: Row) -> bool:
    """Tell whether a row names columns of a codebook, one of them that of the codes."""
    columns = find_columns([name for _, name in _names(row)], CODEBOOK_COLUMNS)
    return len(columns) > 1 and bool({"name", "path"} & set(columns))


def _is_empty(row: Row) -> bool:
    return not any(text.strip() for *_, text in row)


def _in_columns(
    rows: Sequence[Row], header: Sequence[tuple[float, str]], *, spaced: bool
) -> list[_Cells]:
    """Put the cells of each row below the headers; rows without words may part the codes."""
    found: list[_Cells] = []
    open_row = False  # whether the row before has words
    for row in rows:
        cells: _Cells = [(0.0, "") for _ in header]
        for edge, left, text in row:
            column = sum(edge >= begin - _BESIDE for begin, _ in header) - 1
            if text.strip() and column >= 0:
                before = cells[column]
                cells[column] = (before[0] or left, f"{before[1]}\n{text}".strip())
        if spaced and open_row and not _is_empty(row):
            found[-1] = _joined(found[-1], cells)
        elif not _is_empty(row):
            found.append(cells)
        open_row = not _is_empty(row)
    return found


def _joined(above: _Cells, below: _Cells) -> _Cells:
    pairs = zip(above, below, strict=True)
    return [(left or other, f"{text}\n{rest}".strip()) for (left, text), (other, rest) in pairs]


def _add(header: Sequence[str], rows: list[_Cells], more: Sequence[_Cells]) -> None:
    """Add the rows of another page, of which the first may be the end of a row."""
    defined = find_columns(header, CODEBOOK_COLUMNS).get("definition", 1)
    ends = bool(rows and more) and not any(text for _, text in more[0][:defined])
    if ends:
        rows[-1] = _joined(rows[-1], more[0])
    rows += more[ends:]


def _sheet(number: int, header: list[str], rows: Sequence[_Cells]) -> Sheet:
    columns = find_columns(header, CODEBOOK_COLUMNS)
    name = columns.get("name", columns.get("path", 0))
    levels: dict[float, int] = {0.0: 0}
    before, level = 0.0, -1
    for left in sorted({row[name][0] for row in rows if row[name][1]}):
        level += left - before >= _STEP
        levels[left], before = max(level, 0), left
    cells = []
    for row in rows:
        texts = [" ".join(text.split()) for _, text in row]
        texts[name] = "  " * levels[row[name][0]] + texts[name]
        cells.append(texts)
    return Sheet(f"table {number}", header, list(enumerate(cells, 2)))
