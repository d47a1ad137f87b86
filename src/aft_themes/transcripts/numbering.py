"""Line and paragraph numbers, which nobody said: of PDF pages, of Word, of MAXQDA's print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from aft_themes.transcripts.times import BETWEEN, TIME, UNITS, span
from aft_themes.transcripts.turns import Line

# "12 Ann: ...", "[12] Ann: ...", "Turn 12 - Ann: ..."
_NUMBER = re.compile(
    r"\s{0,9}[\[(]?(?:(?:Turn|Line|Utterance|Segment|Paragraph|Absatz|Zeile|Z\.) )?(\d{1,5})"
    # LibreOffice prints "10.Ann", for a number of two digits leaves no room
    r"[\])]?[.):|]?(?:\s{1,20}(?:[-\u2013]\s)?|$|(?<=\d[.)])(?=[^\W\d_]))"
)
_STEPS = (1, 5, 10)  # every line, or every fifth or tenth, is numbered
_FEWEST = 4  # numbers; people who list three things count them, too
_FEWEST_ALONE = 8  # numbers alone on their lines, each one more: nobody counts so in an interview
_FIRST_LINES = 12  # the count begins at the top, below a title at most
_REACH = 0.85  # and goes on nearly to the end of the file
_LABELS_INSIDE = 0.8  # share of labels that stand in numbered lines
_TIMES = rf"[\[({{#]?(?:{TIME}(?:{BETWEEN}{TIME})?|{UNITS})[\])}}#]?"
# a name and its colon, behind a number, a time, and signs of chevrons, brackets or emphasis
_LABEL = re.compile(
    rf"(?:{_NUMBER.pattern})?[\s>@*_\[(-]{{0,6}}(?:{_TIMES}\s{{1,3}})?"
    r"[\s>@*_\[(-]{0,6}(?=[^\W\d_a-z])[^:\n]{1,41}:[*_]{0,3}\s"
)
_LARGEST_GAP = 3  # numbers that may be lost between two, with a header or a picture


def without_numbers(lines: Sequence[Line]) -> list[Line]:
    """Remove numbers that count the lines or paragraphs of the file from top to bottom."""
    numbers = [_NUMBER.match(line.text) for line in lines]
    for step in _STEPS:
        counted = _counted([int(match[1]) if match else None for match in numbers], step)
        if _is_count(counted, lines, step):
            kept = set(counted)
            return [
                _without(line, match[0]) if match and at in kept else line
                for at, (line, match) in enumerate(zip(lines, numbers, strict=True))
                if not (match and at in kept and not line.text[match.end() :].strip())
            ]
    return list(lines)


def _without(line: Line, number: str) -> Line:
    return replace(line, text=line.text[len(number) :], bold=max(line.bold - len(number), 0))


def _counted(numbers: Sequence[int | None], step: int) -> list[int]:
    """Return the places of the longest count that goes up by ``step``; pages may begin anew.

    Of all counts that end in a number only the longest is kept, so that a wrapped line that
    begins with a number does not lead astray.
    """
    best: dict[int, int] = {}  # last number of a count to its place
    length: dict[int, int] = {}  # place to how many numbers the count has there
    before: dict[int, int | None] = {}
    longest: int | None = None
    for at, number in enumerate(numbers):
        if number is None or (number % step and number != 1):
            continue
        earlier = [
            best[n]
            for n in _predecessors(number, step)
            # blank lines are counted, too, but are not here
            if n in best and (step == 1 or at - best[n] >= (number - n) // 2)
        ]
        long = longest is not None and length[longest] >= _FEWEST
        if number == step and longest is not None and long and _follows(numbers, at, 2 * step):
            earlier.append(longest)
        if not earlier and number not in (1, step):
            continue
        chosen = max(earlier, key=lambda place: length[place], default=None)
        before[at], length[at] = chosen, 1 + (0 if chosen is None else length[chosen])
        if number not in best or length[at] >= length[best[number]]:
            best[number] = at
        if longest is None or length[at] > length[longest]:
            longest = at
    places = []
    while longest is not None:
        places.append(longest)
        longest = before[longest]
    return places[::-1]


def _first_word(lines: Sequence[Line]) -> str:
    """Return the first word of a numbered line, or of the next if this one holds a time alone."""
    rest = _NUMBER.sub("", lines[0].text, count=1)
    time = re.match(rf"\s*{_TIMES}", rest)
    words = (rest[time.end() :] if time else rest).split(maxsplit=1)
    words = words or [word for line in lines[1:] for word in line.text.split(maxsplit=1)]
    return words[0] if words else ""


def _holds_no_words(text: str) -> bool:
    rest = _NUMBER.sub("", text, count=1).strip()
    return not rest or span(rest)[0] is not None


def _also_between(places: Sequence[int], lines: Sequence[Line], step: int) -> bool:
    """Tell whether the lines between every fifth have numbers of their own: they count turns."""
    between = set(range(places[0], places[-1])) - set(places)
    numbered = [match for at in between if (match := _NUMBER.match(lines[at].text))]
    return 2 * sum(int(match[1]) % step != 0 for match in numbered) > len(between)


def _is_column(places: Sequence[int], lines: Sequence[Line]) -> bool:
    """Tell the first column of a table that was saved as text: each cell on a line of its own."""
    lone = [_NUMBER.fullmatch(lines[at].text) for at in places]
    numbers = [int(match[1]) for match in lone if match]
    return numbers == list(range(1, len(places) + 1)) and len(numbers) >= _FEWEST_ALONE


def _predecessors(number: int, step: int) -> list[int]:
    """Return the numbers that may stand before another; Word also numbers the first line."""
    usual = [number - gap * step for gap in range(1, _LARGEST_GAP + 1)]
    return [*usual, 1] if number == step > 1 else usual


def _follows(numbers: Sequence[int | None], at: int, wanted: int) -> bool:
    """Tell whether the next number is the second of a count that begins anew."""
    return next((number for number in numbers[at + 1 :] if number is not None), None) == wanted


def _is_count(places: Sequence[int], lines: Sequence[Line], step: int) -> bool:
    """Tell line numbers from a list in speech: they go on to the end, beside labels, too."""
    if len(places) < _FEWEST or places[0] > _FIRST_LINES:
        return False
    # 6: notes below the last numbered line
    if places[-1] < min(_REACH * (len(lines) - 1), len(lines) - 6):
        return False
    if step > 1:
        near = all(later - earlier <= step + 1 for earlier, later in pairwise(places))
        return near and not _also_between(places, lines, step)
    if _is_column(places, lines):
        return True
    counted = set(places)
    labelled = [at for at in range(places[0], len(lines)) if _LABEL.match(lines[at].text)]
    # unrtf and others write the number of a paragraph on a line above it, some with its time
    above = {at + 1 for at in places if _holds_no_words(lines[at].text)}
    inside = sum(at in counted or at in above for at in labelled)
    if 2 * len(labelled) >= len(places):
        return inside >= _LABELS_INSIDE * len(labelled)
    return 2 * len(places) >= len(lines) or _begin_alike(places, lines)


def _begin_alike(places: Sequence[int], lines: Sequence[Line]) -> bool:
    """Tell numbered turns, which begin with few names, from the points of a list."""
    counts = Counter(_first_word(lines[at : at + 2]) for at in places)
    counts.pop("", None)
    again = sum(count for count in counts.values() if count >= _FEWEST)
    return len(places) >= _FEWEST_ALONE and again >= _LABELS_INSIDE * len(places)
