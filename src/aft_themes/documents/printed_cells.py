"""Read a PDF from standard input and write its pieces of text, or its ruled tables, as JSON.

The argument "tables" asks for the tables; a number for the text of so many pages.

It runs in a process of its own (``io/bounded_process.py``) and imports nothing of the package.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import Any

MAX_PAGES = 2000
MAX_TABLED = 200  # pages; a codebook of 2,000 codes has some 150
_ENOUGH = 1500  # pieces: 15 pages, but one page whose letters are pieces of their own
_LEAST_COLUMNS = 2  # of a table; one is a frame around text
_NEAR = 20.0  # points: wider than any letter of running text
TOO_LONG, DAMAGED = 4, 5  # exit codes
TABLES = "tables"

# left, upper and lower edge in points from below, text, size of its letters
Cell = tuple[float, float, float, str, float]
Place = tuple[float, float, float, float]  # left, lower, right and upper edge, in points
# of each cell: its left edge, where its words begin (both in points from the left), and the words
Row = list[tuple[float, float, str]]


def read_cells(data: bytes, most: int = MAX_PAGES) -> list[list[Cell]]:
    """List the pieces of text of the first pages, in reading order.

    Of a few pages only as many are read as show what the file is.
    """
    from pypdfium2 import PdfDocument, PdfiumError  # type: ignore[import-untyped]

    try:
        pages = PdfDocument(data)
    except PdfiumError:
        sys.exit(DAMAGED)
    if len(pages) > MAX_PAGES:
        sys.exit(TOO_LONG)
    found: list[list[Cell]] = []
    for number in range(min(most, len(pages))):
        if most < MAX_PAGES and sum(map(len, found)) > _ENOUGH:
            break
        text = pages[number].get_textpage()
        places = _joined([text.get_rect(at) for at in range(text.count_rects())])
        found.append(
            [
                (
                    left,
                    top,
                    bottom,
                    text.get_text_bounded(left, bottom, right, top),
                    _size(text, (left + right) / 2, (bottom + top) / 2),
                )
                for left, bottom, right, top in places
            ]
        )
    return found


def _joined(places: list[Place]) -> list[Place]:
    """Join pieces of a line that overlap, as kerned letters do: else each would hold both."""
    joined: list[Place] = []
    for left, bottom, right, top in places:
        if joined:
            first, low, last, high = joined[-1]
            beside = min(top, high) - max(bottom, low) > min(top - bottom, high - low) / 2
            if first <= left < last and beside:
                joined[-1] = (first, min(bottom, low), max(right, last), max(top, high))
                continue
        joined.append((left, bottom, right, top))
    return joined


def _size(text: Any, across: float, up: float) -> float:  # noqa: ANN401 - no types
    """Return the size of the letter nearest to a place, 0 if there is none."""
    from pypdfium2 import raw

    at = text.get_index(across, up, _NEAR, _NEAR)
    return 0.0 if at is None else round(raw.FPDFText_GetFontSize(text.raw, at), 1)


def read_tables(data: bytes) -> list[list[list[Row]]]:
    """List the tables of each page; the words of a merged cell stand in its first place only."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > MAX_TABLED:
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
    """Read standard input, write standard output."""
    logging.disable(logging.CRITICAL)
    data, asked = sys.stdin.buffer.read(), sys.argv[1]
    try:
        found = read_tables(data) if asked == TABLES else read_cells(data, int(asked))
    except Exception:  # the libraries raise errors of many kinds for damaged files
        sys.exit(DAMAGED)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
