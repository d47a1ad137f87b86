"""Read a PDF from standard input and write its pieces of text with their places, as JSON.

Run as a process with bounded memory and time, so that a PDF that unpacks without end hurts nothing
else; it imports nothing of the package.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MAX_PAGES = 2000
TIME_LIMIT_S = 120
MEMORY_LIMIT = 2**30
_ENOUGH = 1500  # pieces: 15 pages, but one page whose letters are pieces of their own
_NEAR = 20.0  # points: wider than any letter of running text
TOO_LONG, DAMAGED = 4, 5  # exit codes

# left, upper and lower edge in points from below, text, size of its letters
Cell = tuple[float, float, float, str, float]


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
        places = [text.get_rect(at) for at in range(text.count_rects())]
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


def _size(text: Any, across: float, up: float) -> float:  # noqa: ANN401 - no types
    """Return the size of the letter nearest to a place, 0 if there is none."""
    from pypdfium2 import raw

    at = text.get_index(across, up, _NEAR, _NEAR)
    return 0.0 if at is None else round(raw.FPDFText_GetFontSize(text.raw, at), 1)


def main() -> None:
    """Bound memory and time where the system can, read standard input, write standard output."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CPU, (TIME_LIMIT_S, TIME_LIMIT_S))
    except (ImportError, ValueError, OSError):
        pass  # the caller bounds the time everywhere
    most = int(sys.argv[1]) if len(sys.argv) > 1 else MAX_PAGES
    json.dump(read_cells(sys.stdin.buffer.read(), most), sys.stdout)


if __name__ == "__main__":
    main()
