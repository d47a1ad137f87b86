"""Read a PDF from standard input and write its lines, page by page, as JSON.

It runs in a process of its own (``io/bounded_process.py``) and imports nothing of the package.
"""

from __future__ import annotations

import io
import json
import logging
import re
import runpy
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

ByRows = Callable[[list[dict[str, Any]], float], str | None]
# ten hours of speech print on some 300 pages; a file that takes more than this is no transcript
MAX_PAGES = 2000
# exit codes of the process that reads
PASSWORD, TOO_LONG, DAMAGED, CODED_SEGMENTS, CODE_SYSTEM = 3, 4, 5, 6, 7
_SAME_PLACE = 1  # points: letters printed twice to look bold are moved by less
_SMALL = 0.85  # of the usual size of letters; codes in MAXQDA's margins have two thirds or less
_COUNTED = re.compile(r"\d{1,5}")  # the number of a line or paragraph
_NUMBERS = re.compile(r"[\d\s:.,#()\[\]/-]*")  # of pages, or times
# How MAXQDA's prints begin; a long list of coded segments would take minutes to read in vain
_PRINTS = {CODED_SEGMENTS: ("Coded Segments", "Segment"), CODE_SYSTEM: ("Code System", "Frequency")}


def read_pages(data: bytes, by_rows: ByRows) -> tuple[list[list[str]], int, int]:
    """Read the lines of each page; count pages of pictures without text, and words in margins."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            sys.exit(TOO_LONG)
        pages, pictures, aside = [], 0, 0
        for page in pdf.pages:
            text, beside = _text(page, by_rows)
            aside += beside
            pages.append(text.split("\n"))
            if len(pages) == 1:
                _refuse_prints(pages[0])
            pictures += not text.strip() and bool(page.images)
            page.close()
    return pages, pictures, aside


def _refuse_prints(lines: list[str]) -> None:
    """End at once if the first page shows a print of codes, which is no transcript."""
    seen = [line.strip() for line in lines if line.strip()][:6]  # title, then header
    for code, (title, column) in _PRINTS.items():
        if seen[:1] == [title] and any(column in line.split() for line in seen[1:]):
            sys.exit(code)


def _text(page: Any, by_rows: ByRows) -> tuple[str, int]:  # noqa: ANN401 - the library has no types
    """Return a page's text, and how many words in its margins were left out.

    Letters printed twice to look bold are read once, those beyond the page's edges never.
    """
    from pdfplumber.utils.text import extract_text

    unseen = _printed_again(page.chars) | _beyond_edges(page.chars, page.bbox)
    chars = [char for char in page.chars if id(char) not in unseen]
    directions = Counter(_direction(char["matrix"]) for char in chars)
    turn = _TURNS.get(directions.most_common(1)[0][0]) if directions else None
    if turn is not None:
        width, height = float(page.width), float(page.height)
        return str(extract_text([char | turn(char, width, height) for char in chars])), 0
    margin = _in_margins(chars)
    left_out = unseen | {id(char) for run in margin for char in run}
    once = page.filter(lambda found: id(found) not in left_out) if left_out else page
    said = ("".join(char["text"] for char in run) for run in margin)
    words = sum(len(text.split()) for text in said if not _COUNTED.fullmatch(text.strip()))
    rows = by_rows(once.extract_words(), float(page.width))
    return str(once.extract_text()) if rows is None else rows, words


def _beyond_edges(chars: list[dict[str, Any]], box: tuple[float, ...]) -> set[int]:
    """Find letters that lie outside the page, where nobody sees them, by ``id``."""
    left, top, right, bottom = box
    return {
        id(char)
        for char in chars
        if not (left <= (char["x0"] + char["x1"]) / 2 <= right)
        or not (top <= (char["top"] + char["bottom"]) / 2 <= bottom)
    }


def _in_margins(chars: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Find what stands beside the page's text: numbers of paragraphs, codes, comments.

    A long code goes on behind the text, which hides it. Times are kept, and names with a colon,
    which are labels.
    """
    kinds = Counter(_print(char) for char in chars if char["text"].strip())
    if len(kinds) < 2:  # nothing differs from the text
        return []
    usual = kinds.most_common(1)[0][0]
    lines: dict[int, float] = {}  # height of a line of usual letters, and where it begins
    for char in chars:
        if _print(char) == usual and char["text"].strip():
            top = round(char["top"])
            lines[top] = min(char["x0"], lines.get(top, char["x0"]))
    left = Counter(round(x) for x in lines.values()).most_common(1)[0][0] - usual[1] / 2
    right = max(char["x1"] for char in chars if _print(char) == usual)
    others = _runs([char for char in chars if _print(char) != usual])
    beside = [
        (run, "".join(char["text"] for char in run).strip())
        for run in others
        if (run[0]["x0"] < left or run[0]["x0"] > right)
        # above the first line and below the last stand titles and numbers of pages
        and min(lines) - usual[1] < run[0]["top"] < max(lines) + usual[1]
    ]
    small = [
        (run, text)
        for run, text in beside
        if run[0]["size"] <= _SMALL * usual[1] and not _NUMBERS.fullmatch(text)
    ]
    labels = sum(text.endswith(":") for _, text in small)
    counted = [run for run, text in beside if _COUNTED.fullmatch(text) and run[0]["x0"] < left]
    return counted + [run for run, _ in small if 3 * labels <= len(small)]


def _print(char: dict[str, Any]) -> tuple[str, float]:
    """Return the font and the size of a letter."""
    return char["fontname"], round(char["size"], 1)


def _runs(chars: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Group letters of one line that stand close to one another, from left to right."""
    run: list[dict[str, Any]] = []
    for char in sorted(chars, key=lambda char: (round(char["top"]), char["x0"])):
        last = run[-1] if run else None
        if last and (
            round(char["top"]) != round(last["top"])
            or char["x0"] - last["x1"] > 2 * char["size"]  # a gap of several spaces
        ):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


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
    """Read standard input, write standard output."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    logging.disable()
    by_rows = runpy.run_path(sys.argv[1])["text_by_rows"]
    try:
        found = read_pages(sys.stdin.buffer.read(), by_rows)
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        secret = isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError))
        sys.exit(PASSWORD if secret else DAMAGED)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
