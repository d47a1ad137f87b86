"""Read a PDF from standard input and write its highlights with their notes, as JSON.

It runs in a process of its own (``io/bounded_process.py``) and imports nothing of the package.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

MAX_PAGES = 2000  # as of transcripts
FAILED = 3  # exit code: the file is damaged, protected or too long
_KINDS = frozenset(("Highlight", "Underline", "Squiggly", "StrikeOut"))
_CORNERS = 8  # numbers of a quadrangle


def highlights(data: bytes, *, with_text: bool) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the text of each page, if it is wanted, and the notes on words."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            sys.exit(FAILED)
        texts, found = [], []
        for number, page in enumerate(pdf.pages, 1):
            notes = _notes(page, number, with_text=with_text)
            found += sorted(notes, key=lambda note: note["place"])  # as one reads
            texts.append(page.extract_text() if with_text else "")
            page.close()
    return texts, found


def _notes(page: Any, number: int, *, with_text: bool) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    for note in page.annots:
        data = note.get("data") or {}
        kind = getattr(data.get("Subtype"), "name", "")
        said = _text(note.get("contents") or data.get("Contents"))
        if kind not in _KINDS and not (kind == "Text" and said):
            continue
        words = _words(page, data.get("QuadPoints")) if with_text and kind in _KINDS else ""
        author = _text(note.get("title") or data.get("T"))
        place = (round(float(note["top"])), round(float(note["x0"])))
        yield {"page": number, "place": place, "words": words, "note": said, "author": author}


def _words(page: Any, corners: Any) -> str:  # noqa: ANN401
    """Return the words below the quadrangles of a highlight, a line for each."""
    from pdfplumber.utils.text import extract_text

    places = [float(one) for one in corners or ()]
    lines = []
    for at in range(0, len(places) - _CORNERS + 1, _CORNERS):
        across, up = places[at : at + _CORNERS : 2], places[at + 1 : at + _CORNERS : 2]
        left, right = min(across), max(across)
        top, bottom = float(page.height) - max(up), float(page.height) - min(up)
        chars = [
            char
            for char in page.chars
            if left <= (char["x0"] + char["x1"]) / 2 <= right
            and top <= (char["top"] + char["bottom"]) / 2 <= bottom
        ]
        lines.append(extract_text(chars) if chars else "")
    return "\n".join(filter(None, lines))


def _text(value: Any) -> str:  # noqa: ANN401
    """Decode a text of the file: UTF-16 with a mark, else letters of one byte."""
    if isinstance(value, bytes):
        wide = value[:2] in (b"\xfe\xff", b"\xff\xfe")
        value = value.decode("utf-16" if wide else "latin-1", errors="replace")
    return value.replace("\r", "\n").strip() if isinstance(value, str) else ""


def main() -> None:
    """Read standard input, write standard output."""
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    logging.disable()
    try:
        found = highlights(sys.stdin.buffer.read(), with_text=sys.argv[1:] == ["text"])
    except (PdfminerException, PSException):
        sys.exit(FAILED)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
