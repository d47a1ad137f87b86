"""Tables of codings and codes: opened safely, sheet by sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aft_themes.documents.headers import (
    CODEBOOK_COLUMNS,
    CODING_COLUMNS,
    find_columns,
    is_codings,
    plain_name,
)
from aft_themes.errors import InputError
from aft_themes.io.spreadsheets import holds_sheets, is_zipped, read_sheets, refuse_closed
from aft_themes.transcripts.formats.archives import check_xml, members
from aft_themes.transcripts.source import open_source

# people code in such tables, but the program cannot read them: it must say so
OTHER_TABLES = (".xlsb", ".numbers", ".sav")
_FIX_SEPARATOR = "put quotes around cells that hold the separator."
_TOTALS = frozenset(
    "total totals grand_total subtotal sum summe gesamt gesamtsumme anzahl insgesamt suma somme "
    "totale totaal count mean average mittelwert".split()
)
_WIDEST = 2_000  # columns: one for each code of a large codebook
_BETWEEN = re.compile(r"[;|\n]")
_TITLES = 20  # rows above the header: a title, who coded when, and a legend


@dataclass(frozen=True)
class Sheet:
    """A table's header, and the rows below it with their numbers, all of one width."""

    name: str
    header: list[str]
    rows: list[tuple[int, list[str]]]


def sheets_of(tables: Iterable[Sequence[Sequence[str]]]) -> list[Sheet]:
    """Make sheets of the tables of a document; the first row of each is its header."""
    found = []
    for number, rows in enumerate(tables, 1):
        width = max(map(len, rows), default=0)
        filled = [
            (at, [*cells, *[""] * (width - len(cells))])
            for at, cells in enumerate(rows, 1)
            if any(cell.strip() for cell in cells)
        ]
        if filled:
            found.append(Sheet(f"table {number}", filled[0][1], filled[1:]))
    return found


def listed_in(cell: str) -> list[str]:
    """Split a cell that lists things, by signs and lines that no name of a code holds."""
    return [part for one in _BETWEEN.split(cell) if (part := one.strip())]


def open_table(path: Path, *, lenient: bool = False) -> list[Sheet]:
    """Read all sheets of a CSV, TSV, TXT or XLSX file; empty sheets are left out.

    A row with more cells than the header is an error, because it shifts cells; in a ``lenient``
    table what stands beside the named columns is left out, and so it is in a sheet of notes beside
    other sheets.
    """
    _check_file(path)
    sheets = {name: rows for name, rows in read_sheets(path).items() if rows}
    return [
        _sheet(path, name, rows, lenient=lenient or (len(sheets) > 1 and not _is_table(rows)))
        for name, rows in sheets.items()
    ]


def _check_file(path: Path) -> None:
    if path.suffix.lower() in OTHER_TABLES:
        raise InputError(path, "is a table of another program.", "save it as .xlsx or CSV UTF-8.")
    if not path.is_file():
        return
    refuse_closed(path)
    if not is_zipped(path):
        return
    source = open_source(path)
    members(source)
    check_xml(source)


def _sheet(
    path: Path, name: str, rows: list[tuple[int, list[str]]], *, lenient: bool = False
) -> Sheet:
    rows = below_titles(rows)
    header = [cell.strip() for cell in rows[0][1][:_WIDEST]]
    if holds_sheets(path):  # its cells cannot be shifted, as those of a text without quotes can
        header += [""] * (max(len(cells) for _, cells in rows) - len(header))
    while header and not (header[-1] or (not lenient and _is_filled(rows, len(header) - 1))):
        header.pop()
    width = len(header)
    rows = [rows[0], *_under_one_header(header, rows[1:])]
    for number, cells in rows[1:]:
        if not lenient and any(cell.strip() for cell in cells[width:]):
            raise InputError(
                path,
                f"has {len(cells)} cells but the header has {width}.",
                _FIX_SEPARATOR,
                f"row {number}",
            )
    fitted = [(number, (cells + [""] * width)[:width]) for number, cells in rows[1:]]
    return Sheet(name, header, fitted)


def is_total(cells: Sequence[str]) -> bool:
    """Tell a row that counts what stands above it: "Total" or the like, and numbers."""
    first, *others = [cell.strip() for cell in cells if cell.strip()] or [""]
    return plain_name(first) in _TOTALS and bool(others) and all(map(_is_count, others))


def _is_count(cell: str) -> bool:
    return cell.replace(".", "", 1).replace(",", "", 1).rstrip(" %").isdecimal()


def _is_filled(rows: list[tuple[int, list[str]]], at: int) -> bool:
    """Tell whether a column without a name, which a program wrote all the same, holds something."""
    return any(cells[at].strip() for _, cells in rows if at < len(cells))


def _under_one_header(
    header: list[str], rows: list[tuple[int, list[str]]]
) -> list[tuple[int, list[str]]]:
    """Bring tables below one another under the first header, if they have the same columns."""
    names = [plain_name(name) for name in header]
    known, same = {*names, ""}, sorted(filter(None, names))
    order, found = list(range(len(names))), []
    for number, cells in rows:
        begins = plain_name(next(filter(None, cells), "")) in known  # as few rows do
        again = [plain_name(cell) for cell in cells] if begins else []
        if again == names or (sorted(filter(None, again)) == same and is_codings(cells)):
            order = [again.index(name) if name else at for at, name in enumerate(names)]
            continue
        moved = [cells[at] if at < len(cells) else "" for at in order]
        found.append((number, moved + cells[len(order) :]))
    return found


def open_headers(path: Path) -> list[list[str]]:
    """Read the header of every sheet."""
    _check_file(path)
    sheets = read_sheets(path, most_rows=_TITLES + 1).values()
    return [below_titles(rows)[0][1] for rows in sheets if rows]


def below_titles(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Leave out titles and notes above the header, which names two columns that are known."""
    names = (at for at, (_, cells) in enumerate(rows[: _TITLES + 1]) if _named(cells) > 1)
    return rows[next(names, 0) :]


def _is_table(rows: list[tuple[int, list[str]]]) -> bool:
    """Tell a sheet of codings or codes from one of notes, by the columns that it names."""
    return any(_named(cells) > 1 for _, cells in rows[: _TITLES + 1])


def _named(cells: list[str]) -> int:
    families = (CODING_COLUMNS, CODEBOOK_COLUMNS)
    return max(len(find_columns(cells[:_WIDEST], known)) for known in families)
