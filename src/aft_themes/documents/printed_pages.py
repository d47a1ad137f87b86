"""The pages of a PDF: pieces of text with their places, and ruled tables.

They are read in a process of their own, because a small PDF can unpack to any size.
"""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Any

from aft_themes.documents import printed_cells
from aft_themes.documents.printed_cells import (
    MAX_PAGES,
    MAX_TABLED,
    TABLES,
    TOO_LONG,
    Cell,
    Row,
)
from aft_themes.errors import InputError
from aft_themes.io.bounded_process import WAIT_S, run_reader
from aft_themes.io.bounds import refuse_larger

FIRST_PAGES = 3
"""Pages of a PDF in which a print or report shows what it is."""
_TABLE = "export a table instead."


def read_cells(path: Path, most: int = MAX_PAGES) -> list[list[Cell]]:
    """Read the pieces of text of the first pages of a PDF."""
    return [
        [(left, top, low, text, size) for left, top, low, text, size in page]
        for page in _run(path, str(most), MAX_PAGES)
    ]


def read_tables(path: Path) -> list[list[list[Row]]]:
    """Read the ruled tables of each page of a PDF."""
    return [
        [[[(edge, left, text) for edge, left, text in row] for row in table] for table in page]
        for page in _run(path, TABLES, MAX_TABLED)
    ]


def _run(path: Path, asked: str, most_pages: int) -> Any:  # noqa: ANN401 - JSON
    refuse_larger(path, "the PDF", _TABLE)
    try:
        done = run_reader(printed_cells.__file__, asked, data=path.read_bytes())
    except TimeoutExpired:
        problem = f"reading takes longer than {WAIT_S} s."
        raise InputError(path, problem, _TABLE) from None
    if done.returncode == TOO_LONG:
        raise InputError(path, f"has more than {most_pages} pages.", _TABLE)
    if done.returncode:
        raise InputError(path, "the PDF is damaged, or has a password.", _TABLE)
    return json.loads(done.stdout)
