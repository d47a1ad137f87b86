"""PDF with text: page headers and footers dropped, wrapped lines and hyphenation undone.

The pages are read in a process of their own, because a small PDF can unpack to any size.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace

from aft_themes.transcripts import labels
from aft_themes.transcripts.formats.pdf_pages import MAX_PAGES, PASSWORD, TIME_LIMIT_S, TOO_LONG
from aft_themes.transcripts.source import MAX_PIECES, Source
from aft_themes.transcripts.turns import Line, Transcript, Utterance, join

_PAGE_NUMBER = re.compile(
    "(?:page|p\\.)?\\s?[-\u2013]?\\s?\\d{1,4}(?:\\s?(?:of|/)\\s?\\d{1,4})?\\s?[-\u2013]?",
    re.IGNORECASE,
)
_WORD = re.compile("[\\w\u2019'-]+")
_DIGITS = re.compile(r"\d+")
_EDGE = 2  # lines at the top and the bottom of a page that may be a header or a footer
_KEPT_HYPHEN = frozenset(
    "all anti co cross counter eight ex fifty five forty four half high long low mid multi nine "
    "non one post pre re self semi seven short six sixty ten thirty three twenty two ultra "
    "well".split()
)


def read(source: Source) -> Transcript:
    """Read a PDF transcript.

    Parameters
    ----------
    source : Source
        The file.

    Returns
    -------
    Transcript

    Raises
    ------
    InputError
        If the PDF is damaged, protected, has no text, or needs too much time or memory.
    """
    pages = _pages(source)
    if not any(pages):
        raise source.error(
            "the PDF holds no text; it may be scanned.",
            "run text recognition on it, or save the transcript as Word or text.",
        )
    source.refuse_beyond(sum(map(len, pages)), MAX_PIECES, "lines")
    found, warnings = labels.utterances(_lines(pages))
    turns = tuple(join(_unwrapped(found), " "))
    return Transcript("pdf", "", turns, tuple(warnings))


def _pages(source: Source) -> list[list[str]]:
    """Read the lines of each page in a bounded process."""
    command = [sys.executable, "-I", "-m", "aft_themes.transcripts.formats.pdf_pages"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, content only on standard input
            command, input=source.data, capture_output=True, timeout=TIME_LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise source.error(
            f"reading takes longer than {TIME_LIMIT_S} s.", "save the transcript as Word or text."
        ) from None
    if done.returncode == PASSWORD:
        raise source.error(
            "the file is protected by a password.", "save a copy without the password."
        )
    if done.returncode == TOO_LONG:
        raise source.error(f"the PDF has more than {MAX_PAGES} pages.", "split it.")
    if done.returncode:
        raise source.error(
            "the PDF is damaged or cut off, or needs too much memory.",
            "save the transcript as Word or text.",
        )
    pages: list[list[str]] = json.loads(done.stdout)
    return pages


def _lines(pages: list[list[str]]) -> list[Line]:
    """Leave out what repeats at the edges of pages."""
    edges = Counter(_shape(line) for page in pages for line in {*page[:_EDGE], *page[-_EDGE:]})
    repeated = {shape for shape, count in edges.items() if count > 1 and count * 2 >= len(pages)}
    return [
        Line(line, f"page {number}, line {at}")
        for number, page in enumerate(pages, 1)
        for at, line in enumerate(page, 1)
        if not (_at_edge(at, len(page)) and _is_footer(line, repeated))
    ]


def _at_edge(at: int, count: int) -> bool:
    return at <= _EDGE or at > count - _EDGE


def _is_footer(line: str, repeated: set[str]) -> bool:
    return _shape(line) in repeated or bool(_PAGE_NUMBER.fullmatch(line.strip()[:40]))


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line.strip())


def _unwrapped(found: list[Utterance]) -> list[Utterance]:
    """Join words that were hyphenated at the end of a line."""
    words = {word for u in found for word in re.findall(_WORD, u.text)}
    joined: list[Utterance] = []
    for utterance in found:
        before = joined[-1] if joined else None
        if before is not None and utterance.speaker is None and _hyphenated(before.text, utterance):
            text = _rejoined(before.text, utterance.text, words)
            joined[-1] = replace(before, text=text, end_s=utterance.end_s or before.end_s)
        else:
            joined.append(utterance)
    return joined


def _hyphenated(text: str, after: Utterance) -> bool:
    mark = text[-1:] in "-\u00ad\u2010" and text[-2:-1].isalpha()
    return mark and after.text[:1].isalpha() and after.text[:1].islower()


def _rejoined(text: str, after: str, words: set[str]) -> str:
    """Decide by the rest of the transcript whether the hyphen belongs to the word."""
    head = re.split(r"\s", text[-60:])[-1][:-1]
    tail = re.match(_WORD, after)
    plain = head + (tail[0] if tail else "")
    hyphen = f"{head}-{plain[len(head) :]}"
    soft = text.endswith("\u00ad")
    kept = not soft and plain not in words and (hyphen in words or head.lower() in _KEPT_HYPHEN)
    return f"{text[:-1]}{'-' if kept else ''}{after}"
