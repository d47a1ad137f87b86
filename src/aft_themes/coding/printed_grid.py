"""Read a PDF from standard input and write its ruled tables as JSON: rows of cells with places.

Run as a process with bounded memory and time, as :mod:`printed_cells`; it imports nothing of the
package.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import Any

MAX_PAGES = 200  # a codebook of 2,000 codes has some 150
TIME_LIMIT_S = 120
MEMORY_LIMIT = 2**30
TOO_LONG, DAMAGED = 4, 5  # exit codes
_LEAST_COLUMNS = 2  # of a table; one is a frame around text

# of each cell: its left edge, where its words begin (both in points from the left), and the words
Row = list[tuple[float, float, str]]


def read_tables(data: bytes) -> list[list[list[Row]]]:
    """List the tables of each page; the words of a merged cell stand in its first place only."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            sys.exit(TOO_LONG)
        found = []
        for page in pdf.pages:
            tables = [_rows(page, table) for table in page.find_tables()]
            found.append([one for one in tables if one and len(one[0]) >= _LEAST_COLUMNS])
            page.close()
    return found


def _rows(page: Any, table: Any) -> list[Row]:  # noqa: ANN401 - the library has no types
    rows = zip(table.rows, table.extract(), strict=True)
    return [
        [_cell(page, box, text) for box, text in zip(row.cells, texts, strict=True)]
        for row, texts in rows
    ]


def _cell(page: Any, box: Any, text: str | None) -> tuple[float, float, str]:  # noqa: ANN401
    return (box[0] if box else 0.0, _left(page, box), text or "")


def _left(page: Any, box: Any) -> float:  # noqa: ANN401 - the library has no types
    """Return where the first words of a cell begin; 0 if it has none, or is merged."""
    if box is None:
        return 0.0
    left, top, right, bottom = box
    places = (
        letter["x0"]
        for letter in page.chars
        if letter["text"].strip()
        and left <= (letter["x0"] + letter["x1"]) / 2 < right
        and top <= (letter["top"] + letter["bottom"]) / 2 < bottom
    )
    return min(places, default=0.0)


def main() -> None:
    """Bound memory and time where the system can, read standard input, write standard output."""
    logging.disable(logging.CRITICAL)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CPU, (TIME_LIMIT_S, TIME_LIMIT_S))
    except (ImportError, ValueError, OSError):
        pass  # the caller bounds the time everywhere
    try:
        tables = read_tables(sys.stdin.buffer.read())
    except Exception:  # the library raises errors of many kinds for damaged files
        sys.exit(DAMAGED)
    json.dump(tables, sys.stdout)


if __name__ == "__main__":
    main()
