"""Read a PDF from standard input and write its lines, page by page, as JSON.

Run as a process with bounded memory, so that a PDF that unpacks without end does no harm.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

# ten hours of speech print on some 300 pages; a file that takes more than this is no transcript
MAX_PAGES = 2000
MEMORY_LIMIT = 2**30
TIME_LIMIT_S = 120
# exit codes of the process that reads
PASSWORD, TOO_LONG, DAMAGED, CODED_SEGMENTS, CODE_SYSTEM = 3, 4, 5, 6, 7
_SAME_PLACE = 1  # points: letters printed twice to look bold are moved by less
# How MAXQDA's prints begin; a long list of coded segments would take minutes to read in vain
_PRINTS = {CODED_SEGMENTS: ("Coded Segments", "Segment"), CODE_SYSTEM: ("Code System", "Frequency")}


def read_pages(data: bytes) -> tuple[list[list[str]], int]:
    """Read the lines of each page, and count the pages that hold a picture and no text."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            sys.exit(TOO_LONG)
        pages, pictures = [], 0
        for page in pdf.pages:
            text = _text(page)
            pages.append(text.split("\n"))
            if len(pages) == 1:
                _refuse_prints(pages[0])
            pictures += not text.strip() and bool(page.images)
            page.close()
    return pages, pictures


def _refuse_prints(lines: list[str]) -> None:
    """End at once if the first page shows a print of codes, which is no transcript."""
    seen = [line.strip() for line in lines if line.strip()][:6]  # title, then header
    for code, (title, column) in _PRINTS.items():
        if seen[:1] == [title] and any(column in line.split() for line in seen[1:]):
            sys.exit(code)


def _text(page: Any) -> str:  # noqa: ANN401 - the library has no types
    """Return a page's text; letters printed twice to look bold are read once."""
    from pdfplumber.utils.text import extract_text

    again = _printed_again(page.chars)
    once = page.filter(lambda found: id(found) not in again) if again else page
    chars = once.chars
    directions = Counter(_direction(char["matrix"]) for char in chars)
    turn = _TURNS.get(directions.most_common(1)[0][0]) if directions else None
    if turn is None:
        return str(once.extract_text())
    width, height = float(page.width), float(page.height)
    return str(extract_text([char | turn(char, width, height) for char in chars]))


def _printed_again(chars: list[dict[str, Any]]) -> set[int]:
    """Find letters printed over themselves, by ``id``; the library's own way is quadratic."""
    seen: dict[tuple[Any, ...], list[tuple[float, float]]] = {}
    again = set()
    for char in chars:
        sign = (char["text"], char["fontname"], char["size"])
        x, y = char["x0"], char["doctop"]
        near = [
            place
            for right in (-1, 0, 1)
            for down in (-1, 0, 1)
            for place in seen.get((*sign, int(x) + right, int(y) + down), ())
        ]
        if any(abs(x - left) <= _SAME_PLACE and abs(y - top) <= _SAME_PLACE for left, top in near):
            again.add(id(char))
        else:
            seen.setdefault((*sign, int(x), int(y)), []).append((x, y))
    return again


def _direction(matrix: tuple[float, ...]) -> str:
    """Return where a line of letters runs on the page, by the letters' matrix."""
    across, up = matrix[0], matrix[1]
    if abs(across) >= abs(up):
        return "right" if across >= 0 else "left"
    return "up" if up > 0 else "down"


def _turned(x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "upright": True,
        "width": x1 - x0,
        "height": bottom - top,
    }


# The place of a letter after the page has been turned so that its lines run to the right
_TURNS: dict[str, Callable[[dict[str, Any], float, float], dict[str, Any]]] = {
    "down": lambda c, width, _: _turned(c["top"], c["bottom"], width - c["x1"], width - c["x0"]),
    "up": lambda c, _, height: _turned(height - c["bottom"], height - c["top"], c["x0"], c["x1"]),
    "left": lambda c, width, height: _turned(
        width - c["x1"], width - c["x0"], height - c["bottom"], height - c["top"]
    ),
}


def main() -> None:
    """Bound the memory, read standard input, write standard output."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    _limit()
    logging.disable()
    try:
        found = read_pages(sys.stdin.buffer.read())
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        secret = isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError))
        sys.exit(PASSWORD if secret else DAMAGED)
    json.dump(found, sys.stdout)


def _limit() -> None:
    """Bound memory and time where the system can; the caller bounds the time everywhere."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CPU, (TIME_LIMIT_S, TIME_LIMIT_S))
    except (ImportError, ValueError, OSError):
        return


if __name__ == "__main__":
    main()
