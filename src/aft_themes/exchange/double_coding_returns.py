"""Read the workbook that a further coder filled in, as ``double_coding_sheets`` writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from aft_themes.documents.tables import open_headers
from aft_themes.errors import InputError
from aft_themes.exchange.model import (
    ImportedCoding,
    ImportedSource,
    Loss,
    Project,
    codes_of_paths,
)
from aft_themes.io.spreadsheets import ROW, TABLES, read_table

PROGRAM = "double-coding sheet"
CODES = ("code", "code 2", "code 3", "code 4")
_NEEDED = ("interview", "turn", "what was said", "quote", *CODES)
_REST = ("valence", "memo", "coder")


def is_sheet(header: Sequence[str]) -> bool:
    """Tell whether a header is that of a double-coding sheet."""
    return {cell.strip().casefold() for cell in header} >= set(_NEEDED)


def recognises(path: Path) -> bool:
    """Tell whether a table is a double-coding sheet."""
    if path.suffix.lower() not in TABLES:
        return False
    try:
        return any(map(is_sheet, open_headers(path)))
    except InputError:
        return False


def read(path: Path) -> Project:
    """Read a filled double-coding sheet."""
    records = read_table(path, _NEEDED, _REST).to_dict("records")
    codings = [coding for record in records for coding in _codings(record)]
    blank = sum(not any(record[name] for name in CODES) for record in records)
    losses = [Loss(f"{blank} turns", "the coder gave them no code")] if blank else []
    names = dict.fromkeys(coding.source for coding in codings)
    return Project(
        path.name,
        PROGRAM,
        codes_of_paths(dict.fromkeys((coding.code,) for coding in codings)),
        tuple(ImportedSource(name, name) for name in names),
        tuple(codings),
        (),
        tuple(losses),
    )


def _codings(record: Mapping[Any, str]) -> Iterator[ImportedCoding]:
    turn = record["turn"].removesuffix(".0")
    for name in CODES:
        if record[name]:
            yield ImportedCoding(
                record["interview"],
                record[name],
                record["quote"] or record["what was said"],
                record["coder"],
                turn=int(turn) if turn.isdecimal() else None,
                valence=record["valence"].casefold(),
                memo=record["memo"],
                row=f"row {record[ROW]}",
            )
