"""What a person hid or crossed out in a workbook."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aft_themes.io.older_workbooks import read_older
from aft_themes.io.spreadsheets import (
    is_older_workbook,
    is_workbook,
    open_sheets,
    refuse_unpacked,
    rows_of,
)

_HIDDEN, _STRUCK = b'state="', b"<strike"


@dataclass(frozen=True)
class MarkedSheet:
    """A sheet's rows with their numbers, whether it is hidden, and which rows are struck."""

    name: str
    rows: list[tuple[int, list[str]]]
    hidden: bool
    struck: list[int]


def marked_sheets(path: Path) -> Iterator[MarkedSheet]:
    """Read the sheets of a workbook in which something is hidden or struck; else none."""
    if not path.is_file():
        return
    if is_older_workbook(path):
        for one in read_older(path, path.read_bytes()):
            cells = [["" if cell is None else str(cell) for cell in row] for row in one.rows]
            rows = list(enumerate(cells, 1))
            yield MarkedSheet(one.name, rows, one.hidden, sorted(one.struck))
        return
    if not is_workbook(path):
        return
    refuse_unpacked(path)
    if _may_be_marked(path):
        for sheet in open_sheets(path):
            found = list(rows_of(path, sheet, formatted=True))
            texts = [(at, [str(cell.value or "") for cell in cells]) for at, cells in found]
            struck = [at for at, cells in found if _is_struck(cells)]
            yield MarkedSheet(sheet.title, texts, sheet.sheet_state != "visible", struck)


def has_comments(path: Path) -> bool:
    """Tell whether cells of a workbook have comments, which nothing reads."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        noted = "content.xml" in names and b"<office:annotation" in book.read("content.xml")
        return noted or any(
            re.fullmatch(r"xl/(?:comments/)?comments?\d*\.xml", one) for one in names
        )


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
