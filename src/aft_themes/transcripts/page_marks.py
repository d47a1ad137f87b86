"""Page numbers between lines, with what stands beside them on every page: nobody said them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from aft_themes.transcripts.interview_headings import interview_number
from aft_themes.transcripts.turns import SENTENCE_END, Line

# "3", "- 3 -", "Page 3 of 9", "[3]", "P07, garden study | 3": a number alone, behind a word for
# pages, or behind a gap
_PAGE = re.compile(
    r"[\s\W]{0,5}(?:(?P<text>\S.{0,60}?)(?:\s*\t\s*|\s{2,40}|\s*[|\u2013\u2014]\s*)|"
    r"(?:page|seite|p\u00e1gina|pagina|sida|side|strona|str|p|s)\b\.?\s?)?"
    r"(?P<number>\d{1,4})(?:\s?(?:/|of|von|de|di|sur|av|af)\s?\d{1,4})?[\s\])*_-]{0,5}",
    re.IGNORECASE,
)
_TITLE = re.compile(r"[\s._]")  # of a document; "Question - 3" may be a label
_LEAST = 2  # pages of a document with a number on each; the first often has none
_APART = 3  # lines between two page numbers, at least; what somebody counts stands closer
_LONGEST = 80  # characters of a line at a page's edge
_AGAIN = 3  # times that a line must stand beside page numbers


def page_marks(lines: Sequence[Line]) -> frozenset[int]:
    """Return the places of page numbers that rise by one, and of lines that recur beside them."""
    found: dict[str, list[tuple[int, int]]] = {}
    for at, number, text in _numbers(lines):
        found.setdefault(text, []).append((at, number))
    marks = {
        at
        for own in found.values()
        if len(own) >= _LEAST
        and all(
            later[1] - one[1] == 1 and later[0] - one[0] > _APART for one, later in pairwise(own)
        )
        for at, _ in own
    }
    return frozenset(marks | _beside(lines, marks))


def _numbers(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    for at, line in enumerate(lines):
        match = _PAGE.fullmatch(line.text) if len(line.text) <= _LONGEST else None
        if match and interview_number(line.text) is None and at:
            text = " ".join((match["text"] or "").split())
            if not text or _TITLE.search(text):
                yield at, int(match["number"]), text


def _beside(lines: Sequence[Line], marks: set[int]) -> set[int]:
    """Return lines right above or below page numbers that stand there word for word on each.

    A sentence, or words behind a colon, may be somebody's: "Interviewer: Mm-hm."
    """
    near = {at + step for at in marks for step in (-1, 1)} - marks
    near = {at for at in near if 0 <= at < len(lines) and _may_be_title(lines[at].text.strip())}
    counts = Counter(lines[at].text.strip() for at in near)
    least = max(_AGAIN, len(marks) - 1)
    return {at for at in near if counts[lines[at].text.strip()] >= least}


def _may_be_title(text: str) -> bool:
    return len(text) <= _LONGEST and ":" not in text and not text.endswith(SENTENCE_END)
