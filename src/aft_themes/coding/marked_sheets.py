"""What a person hid or crossed out in a workbook of codings: nobody can know whether it counts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from aft_themes.documents.headers import are_coded_quotes
from aft_themes.documents.tables import below_titles
from aft_themes.io.older_workbooks import read_older
from aft_themes.io.problems import FileProblem
from aft_themes.io.spreadsheets import is_older_workbook, is_workbook
from aft_themes.wording import some_of

_SHOWN_ROWS = 5  # enough to see which are meant
_HIDDEN, _STRUCK = b'state="', b"<strike"


@dataclass(frozen=True)
class _Marked:
    """A sheet's rows with their numbers, whether it is hidden, and which rows are struck."""

    rows: list[tuple[int, list[str]]]
    hidden: bool
    struck: list[int]


def hidden_or_struck(path: Path) -> list[FileProblem]:
    """Name hidden sheets with codings, and rows of codings that are struck through."""
    found = []
    for number, sheet in enumerate(_sheets(path), 1):
        filled = [(at, cells) for at, cells in sheet.rows if any(cells)]
        header = below_titles(filled)[0] if filled else (0, [])
        if not are_coded_quotes(header[1]):
            continue
        if sheet.hidden:
            found.append(
                FileProblem(
                    "is hidden and holds codings.",
                    "show it in Excel if they count; otherwise delete it.",
                    f"{path.name} [sheet {number}]",
                )
            )
        struck = [at for at in sheet.struck if at > header[0]]
        if struck:
            shown = some_of([str(at) for at in struck], _SHOWN_ROWS)
            found.append(
                FileProblem(
                    f"has rows that are struck through: {shown}.",
                    "delete these rows if they no longer count; otherwise take the line off.",
                    f"{path.name} [sheet {number}]",
                )
            )
    return found


def _sheets(path: Path) -> Iterator[_Marked]:
    if is_older_workbook(path):
        for one in read_older(path, path.read_bytes()):
            cells = [["" if cell is None else str(cell) for cell in row] for row in one.rows]
            yield _Marked(list(enumerate(cells, 1)), one.hidden, sorted(one.struck))
    elif is_workbook(path) and _may_be_marked(path):
        book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
        for sheet in book.worksheets:
            rows = [(at, list(cells)) for at, cells in enumerate(sheet.iter_rows(), 1)]
            texts = [(at, [str(cell.value or "") for cell in cells]) for at, cells in rows]
            struck = [at for at, cells in rows if _is_struck(cells)]
            yield _Marked(texts, sheet.sheet_state != "visible", struck)


def _may_be_marked(path: Path) -> bool:
    """Look into the two parts that tell of hidden sheets and of letters that are struck through."""
    with zipfile.ZipFile(path) as book:
        return any(
            mark in book.read(part)
            for part, mark in (("xl/workbook.xml", _HIDDEN), ("xl/styles.xml", _STRUCK))
            if part in book.namelist()
        )


def _is_struck(cells: Sequence[Any]) -> bool:
    filled = [cell for cell in cells if cell.value not in (None, "")]
    return bool(filled) and all(cell.font.strike for cell in filled)
