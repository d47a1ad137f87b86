"""What a person hid or crossed out in a workbook of codings: nobody can know whether it counts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from aft_themes.documents.headers import are_coded_quotes
from aft_themes.documents.tables import below_titles
from aft_themes.io.problems import FileProblem
from aft_themes.io.spreadsheets import is_workbook
from aft_themes.wording import some_of

_SHOWN_ROWS = 5  # enough to see which are meant
_HIDDEN, _STRUCK = b'state="', b"<strike"


def hidden_or_struck(path: Path) -> list[FileProblem]:
    """Name hidden sheets with codings, and rows of codings that are struck through."""
    if not is_workbook(path) or not _may_be_marked(path):
        return []
    book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    found = []
    for number, sheet in enumerate(book.worksheets, 1):
        rows = [(at, list(cells)) for at, cells in enumerate(sheet.iter_rows(), 1)]
        texts = [(at, [str(c.value or "") for c in cells]) for at, cells in rows]
        filled = [(at, cells) for at, cells in texts if any(cells)]
        header = below_titles(filled)[0] if filled else (0, [])
        if not are_coded_quotes(header[1]):
            continue
        if sheet.sheet_state != "visible":
            found.append(
                FileProblem(
                    "is hidden and holds codings.",
                    "show it in Excel if they count; otherwise delete it.",
                    f"{path.name} [sheet {number}]",
                )
            )
        struck = [at for at, cells in rows if at > header[0] and _is_struck(cells)]
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
