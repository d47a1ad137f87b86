"""Quotes as APA 7 prints them, without changing a word (American Psychological Association, 2020).

Rules used: double quotation marks outside and single ones inside (8.26-8.28); three spaced points
for an ellipsis (8.31); square brackets for what the speaker did not say (8.31). Ellipses in
transcripts are the speaker's pauses; what is left out has its points in square brackets.
"""

from __future__ import annotations

import re
from typing import Any

from aft_themes.corpus.cleaning import find_marks
from aft_themes.corpus.tags import TAG

RULE = (
    "Quotes are verbatim: the words that the coder gave the code to, in whole sentences. Spaced "
    "points are the speaker's pauses; in square brackets they mark that words are left out. Square "
    "brackets also hold transcribers' marks and the tags that replace names."
)
SEGMENT_RULE = (
    "Quotes are whole transcript segments, verbatim. Spaced points are the speaker's pauses, not "
    "omissions; square brackets hold transcribers' marks and the tags that replace names."
)
LEFT_OUT = "[. . .]"
_POINTS = re.compile(r"(?:(?<!\s)\s+)?(?:\.{3,}|\u2026)\s*")
_SECONDS = re.compile(r"\d+(?:\.\d+)?")
_SINGLE, _DOUBLE, _APOSTROPHE = "\u2018\u2019", "\u201c\u201d", "\u2019"
_OPEN = re.compile(r'(?<![^\s(\[\u2014\u2013-])"(?=\S)')

_SHORTENED = "em|cause|cuz|cos|til|till|tis|twas|bout|round|n|kay|sup|ere"
_SINGLE_OPEN = re.compile(
    rf"(?<![^\s(\[\"\u2014\u2013-])'(?=\w)(?!(?:{_SHORTENED}|\d+s?)\b)", re.IGNORECASE
)
# behind an s and before a small letter it is the mark of a plural's owner
_SINGLE_CLOSE = re.compile(r"(?<=\S)'(?!\w)(?<!s'(?= [a-z]))")


def printed_words(text: str, *, block: bool = False) -> str:
    """Set a quote's words as APA 7 prints them."""
    said = _bracketed(text)
    said = TAG.sub(_tag, said)
    said = _POINTS.sub(" . . . ", said)
    said = re.sub(r" {2,}", " ", said).strip()
    said = re.sub(r" (?=[,;:?!])", "", said)
    return _with_marks(said, _DOUBLE + _SINGLE if block else _SINGLE + _DOUBLE)


def _with_marks(said: str, marks: str) -> str:
    """Set quotation marks: of what the speaker quotes, and of what is quoted in that."""
    opened = {found.start() for found in _OPEN.finditer(said)}
    paired, printed, inside = _paired_singles(said), [], False
    for at, letter in enumerate(said):
        if letter == '"':
            inside = at in opened
            printed.append(marks[0] if inside else marks[1])
        elif letter == "'" and at in paired:
            printed.append(marks[2 * inside + paired[at]])
        else:
            printed.append(_APOSTROPHE if letter == "'" else letter)
    return "".join(printed)


def _paired_singles(said: str) -> dict[int, int]:
    """Find single quotation marks, 0 for one that opens and 1 for one that closes.

    Apostrophes open nothing ('em, '90s), and "the residents' tapes" closes nothing.
    """
    found: dict[int, int] = {}
    for opening in _SINGLE_OPEN.finditer(said):
        if opening.start() <= max(found, default=-1):
            continue
        end = said.find('"', opening.end())
        closing = _SINGLE_CLOSE.search(said, opening.end(), end if end >= 0 else len(said))
        if closing:
            found |= {opening.start(): 0, closing.start(): 1}
    return found


def _bracketed(text: str) -> str:
    pieces, last = [], 0
    for start, end in find_marks(text):
        inside = text[start + 1 : end - 1].strip()
        pause = _SECONDS.fullmatch(inside)
        pieces += [text[last:start], f"[pause, {inside} s]" if pause else f"[{inside}]"]
        last = end
    return "".join([*pieces, text[last:]])


def _tag(found: re.Match[str]) -> str:
    name, colon, rest = found.group()[1:-1].partition(":")
    return f"[{name.replace('_', ' ').lower()}{colon}{rest}]"


def printed_answer(quote: Any, *, block: bool = False) -> str:  # noqa: ANN401  # a row of passages or quotes
    """Print the words of a quote, and where others are left out, without outer marks."""
    # after a question, words further on in the answer must not read as its beginning
    skipped = quote.cut_before or (quote.question and quote.start > 0)
    return _with_points(quote, skipped=bool(skipped), block=block)


def printed_part(quote: Any) -> str:  # noqa: ANN401  # an excerpt, or a row of passages or quotes
    """Print the words of a quote, and where more of the coder's words are left out."""
    return _with_points(quote, skipped=quote.cut_before, block=False)


def _with_points(quote: Any, *, skipped: bool, block: bool) -> str:  # noqa: ANN401
    words = printed_words(quote.text, block=block)
    return " ".join([LEFT_OUT] * skipped + [words] + [LEFT_OUT] * bool(quote.cut_after))


def printed_question(quote: Any) -> str:  # noqa: ANN401  # a row of passages or quotes
    """Print the interviewer's question; empty where the quote needs none."""
    return f"Interviewer: \u201c{printed_words(quote.question)}\u201d" if quote.question else ""


def printed_segment(segment: Any) -> str:  # noqa: ANN401  # a row of the segments
    """Print a whole segment with quotation marks and the participant's id."""
    return f"\u201c{printed_words(segment.text)}\u201d ({segment.participant})"


def printed_quote(quote: Any) -> str:  # noqa: ANN401  # a row of passages or quotes
    """Print a quote with its question, quotation marks and the participant's id."""
    asked = f"[{question}] " if (question := printed_question(quote)) else ""
    return f"{asked}\u201c{printed_answer(quote)}\u201d ({quote.participant})"
