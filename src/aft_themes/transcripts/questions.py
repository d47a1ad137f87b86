"""Questions and answers without labels: what is asked tells who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aft_themes.transcripts.turns import SENTENCE_END, asks

_LEAST = 5  # questions; an article with as many does not answer each
_ANSWERED = 0.75  # share of questions with an answer right below: a guide has none
_IN_ORDER = 0.75  # share of numbered lines that count on; a few numbers are the answers' own
_LONGEST = 4  # lines of a printed question; what is longer tells something
_FULL = 0.75  # of the longest line: a shorter one ends a paragraph
_MOST_WORDS = 150  # words of an answer on average; an article says more below each question
_MANY, _FEW_WORDS = 8, 30  # questions that nobody need say "you" in, and words of their answers
_SHORT, _MOST_SHORT = 4, 0.1  # words of "Tell me more", and the share of such paragraphs
_PARAGRAPHS = 4  # paragraphs for each question, at most, on average
_ALTERNATING = 0.75  # share of lines that change from question to answer or back
_STRICT = 0.8  # share that does so where no question says "you"
_OPENED = 60  # characters in which a Spanish question begins; its end may be left out
_NUMBER = re.compile(r"\s*(?:\*\*\s*)?(\d{1,3})\s?[.)\u00ba\u00b0-]{1,3}\s*(?=[^\d\s])")
# Japanese prints have two bars before a question
_DASH = re.compile(
    r"\s*(?:[-\u2013\u2014\u2022*\u25cf]|[\u2014\u2015\u2500]{1,3})\s*(?=[^\W\d_]|\u00bf)"
)
_REMARK = re.compile(r"\([^()]{0,40}\)\s*\Z")  # "(open)" behind a question
_ANSWER = re.compile(
    r"\s*(?:(?:r(?:ta|esp|espuesta|esposta|\u00e9ponse|eponse|isposta)?|ans(?:wer)?|antwort|reply|"
    r"response|svar)\s?(?:[:/\uff1a]|[.)]-?|-)|rta\b|[-=]{1,2}>|\u2192|\u27a2)\s*",
    re.IGNORECASE,
)
# "you" in a question to a person
_YOU = re.compile(
    r"\b(?:[Yy]ou|[Yy]ours?|yourself|[Dd]u|dich|dir|[Dd]eine?[mnrs]?|ihr|euch|Sie|Ihnen|"
    r"Ihre?[mnrs]?|[Tt]u|te|toi|[Tt]on|[Tt]es|[Vv]ous|[Vv]otre|[Vv]os|[Uu]sted|[Uu]stedes|[Tt]us?|"
    r"[Ss]us?|ti|je|jij|jouw|jullie|u|uw|[Vv]oc\u00eas?|seu|sua|dere|deres|[Aa]nda|kamu)\b|"
    r"[\u4f60\u60a8]"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A line of an interview without labels: whether it asks, and its words."""

    asks: bool
    text: str


def asks_somebody(questions: Sequence[str]) -> bool:
    """Tell whether most questions are put to a person, as "you" shows."""
    return 2 * sum(bool(_YOU.search(text)) for text in questions) >= len(questions) > 0


def marks_answer(label: str) -> bool:
    """Tell whether a label says that words answer, such as ``R`` or ``Respuesta``."""
    return bool(_ANSWER.fullmatch(f"{label}:"))


def questions_and_answers(
    lines: Sequence[str], *, wrapped: bool, marked: bool = False
) -> tuple[int, list[Said]]:
    """Tell questions from answers where no labels do.

    Questions are told by what stands before their answers (``R:``, ``->``), by numbers that count
    on, by dashes, or by their end, each with an answer right below. Wrapped lines are those of a
    page. ``marked`` asks for a mark: the end alone tells too little.

    Returns
    -------
    first : int
        The place of the first question; titles stand above.
    said : list of Said
        The lines from there on; empty if these are no questions that somebody answers.
    """
    ways = [_before_answers(lines, wrapped=wrapped), _numbered(lines), _dashed(lines)]
    if not marked:
        ways += [_line_by_line(lines), _by_their_end(lines, wrapped=wrapped)]
    found = max(ways, key=len)
    if not found:
        return 0, []
    asked = {at for question in found for at in question}
    begin = {question[0] for question in found}
    first = found[0][0]
    return first, [
        Said(at in asked, _without_mark(lines[at], begins=at in begin, asks=at in asked))
        for at in range(first, len(lines))
    ]


def _without_mark(line: str, *, begins: bool, asks: bool) -> str:
    mark = (_NUMBER.match(line) or _DASH.match(line)) if begins else None
    mark = mark if asks else _ANSWER.match(line)
    return line[mark.end() :].strip() if mark else line.strip()


def _asks(line: str) -> bool:
    text = _REMARK.sub("", line).rstrip(" \t*_:")
    return asks(text) or "\u00bf" in text[:_OPENED]


def _answered(lines: Sequence[str], found: Sequence[range]) -> bool:
    """Tell whether there are enough questions, nearly all with an answer right below."""
    begin = {question[0] for question in found}
    below = [question.stop for question in found]
    with_answer = sum(at < len(lines) and at not in begin for at in below)
    return len(found) >= _LEAST and with_answer >= _ANSWERED * len(found)


def _before_answers(lines: Sequence[str], *, wrapped: bool) -> list[range]:
    """Find what stands above each line that begins with a mark of an answer."""
    marked = [at for at, line in enumerate(lines) if _ANSWER.match(line)]
    full = _FULL * max(map(len, lines), default=0)
    found = []
    for before, at in pairwise([-1, *marked]):
        start = at - 1
        while (
            start - 1 > before
            and at - start < _LONGEST
            and (_asks(lines[start - 1]) or (wrapped and _goes_on(lines[start - 1], full)))
        ):
            start -= 1
        if start > before:
            found.append(range(start, at))
    asking = sum(any(_asks(lines[at]) for at in question) for question in found)
    return found if _answered(lines, found) and 2 * asking >= len(found) else []


def _numbered(lines: Sequence[str]) -> list[range]:
    """Find questions with numbers that count on."""
    matches = [(at, _NUMBER.match(line)) for at, line in enumerate(lines)]
    numbers = [(at, int(match[1])) for at, match in matches if match]
    last, counted = 0, []
    for at, number in numbers:
        if number == last + 1 or (number > last and number - last <= 2):
            counted.append(at)
            last = number
    found = list(_from(lines, counted))
    asking = [question for question in found if _asks(lines[question[-1]])]
    enough = len(counted) >= _IN_ORDER * len(numbers) and len(asking) >= _ANSWERED * len(found)
    return found if enough and _answered(lines, found) else []


def _dashed(lines: Sequence[str]) -> list[range]:
    """Find questions behind dashes, where answers have none."""
    points = [at for at, line in enumerate(lines) if _DASH.match(line)]
    found = list(_from(lines, points))
    asking = [question for question in found if _asks(lines[question[-1]])]
    enough = len(asking) >= _ANSWERED * len(found)
    return found if enough and _answered(lines, found) else []


def _from(lines: Sequence[str], starts: Sequence[int]) -> Iterator[range]:
    """Give each question its lines, from its mark to its question mark."""
    for at, after in pairwise([*starts, len(lines)]):
        near = range(at, min(after, at + _LONGEST))
        end = next((place for place in near if asks(lines[place].rstrip(" *_)"))), at)
        yield range(at, end + 1)


def _line_by_line(lines: Sequence[str]) -> list[range]:
    """Find questions that alternate with answers of one line."""
    asks = list(map(_asks, lines))
    asked = [line for line, ask in zip(lines, asks, strict=True) if ask]
    changes = sum(one != other for one, other in pairwise(asks)) / max(len(lines) - 1, 1)
    strict = changes >= _STRICT and not any(one and other for one, other in pairwise(asks))
    enough = len(asked) >= _LEAST and changes >= _ALTERNATING
    if not enough or not (strict or asks_somebody(asked)):
        return []
    return [range(at, at + 1) for at, ask in enumerate(asks) if ask]


def _by_their_end(lines: Sequence[str], *, wrapped: bool) -> list[range]:
    """Find questions to somebody that have a paragraph of their own."""
    full = _FULL * max(map(len, lines), default=0)
    found: list[range] = []
    for at, line in enumerate(lines):
        if not _asks(line) or (found and at in found[-1]):
            continue
        start = at
        least = found[-1].stop if found else 0
        while (
            wrapped and least < start and at - start < _LONGEST and _goes_on(lines[start - 1], full)
        ):
            start -= 1
        if at - start >= _LONGEST or (wrapped and not _begins(lines[at + 1 : at + 2])):
            continue
        together = found and found[-1].stop == start
        begun = found.pop().start if together else start
        found.append(range(begun, at + 1))
    if not _answered(lines, found):
        return []
    said = lines[found[0].start :]
    asked = [" ".join(lines[at] for at in question) for question in found]
    words = sum(len(line.split()) for line in said) - sum(len(one.split()) for one in asked)
    few = wrapped or (len(said) <= _PARAGRAPHS * len(found) and not _talk(lines, found))
    clear = len(found) >= _MANY and words <= _FEW_WORDS * len(found)
    short = words <= _MOST_WORDS * len(found)
    return found if few and short and (clear or asks_somebody(asked)) else []


def _talk(lines: Sequence[str], found: Sequence[range]) -> bool:
    """Tell whether answers hold short lines below their first: somebody else speaks, too."""
    asked = {at for question in found for at in question}
    first = {question.stop for question in found}
    more = [lines[at] for at in range(found[0].start, len(lines)) if at not in asked | first]
    return sum(len(line.split()) < _SHORT for line in more) > _MOST_SHORT * len(more)


def _goes_on(line: str, full: float) -> bool:
    """Tell whether a printed line goes on in the next: it is full and ends no sentence."""
    text = line.rstrip()
    return len(text) >= full and not text.endswith((*SENTENCE_END[:-1], ":"))


def _begins(lines: Sequence[str]) -> bool:
    """Tell whether a sentence begins here."""
    return all(not line.lstrip()[:1].islower() for line in lines)
