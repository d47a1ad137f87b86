"""Part lines in which several people speak: an export that lost its line breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from aft_themes.transcripts.prefixes import name_shaped
from aft_themes.transcripts.turns import Line, asks

# a label behind the end of a sentence, or at the beginning: "... yes. Interviewer: And then?"
_TITLE = "".join(  # the stop of "Mr. Lee:" ends no sentence
    rf"(?<!\b{title}\. )" for title in ("Mr", "MR", "Mrs", "MRS", "Ms", "MS", "Dr", "DR", "Prof")
)
_LABEL = re.compile(
    rf"{_TITLE}"
    r"(?:^|(?<=[.?!\u2026)\]\"\u201d] )|(?<=[.?!\u2026)\]\"\u201d]))"
    r"(?<!\b[^\W\d_]\.)(?<!\b[^\W\d_]\. )"  # "T.O.:" is one label
    r"(?<!\b[DM][rs]\. )(?<!\b[DM][RS]\. )(?<!\bMrs\. )(?<!\bMRS\. )(?<!\bProf\. )"
    r"(?=[^\W\d_a-z])([^\s:]{1,20}(?: [^\s:]{1,20}){0,2}):\s"
)
_AGAIN = 3  # times that a label must stand inside lines; dialogue that is recounted has fewer
_KNOWN = 3  # lines that a label begins, from which on it is one inside a line, too
_LEAST_LETTERS = 3  # "A: yes, B: no" is a list
# "**How was it?** Cold.", also as the point of a list
_BOLD = re.compile(r"\s{0,9}(?:[*+-]\s{1,3})?\*\*[^*\n]{3,400}\*\*")
_POINT = re.compile(r"\A\s{0,9}[*+-]\s{1,3}")
_LEAST_QUESTIONS = 5  # as many as a talk without labels has
_LONGEST = 2_000_000  # characters of a line that is looked through


def questions_apart(lines: Sequence[Line]) -> list[Line]:
    """Part bold questions from the answers behind them, if most lines with bold text are such."""
    ends = [_end_of_question(line) for line in lines]
    begun = sum(line.bold > 0 or bool(_BOLD.match(line.text)) for line in lines)
    if sum(map(bool, ends)) < max(_LEAST_QUESTIONS, begun / 2):
        return list(lines)
    return [
        part
        for line, end in zip(lines, ends, strict=True)
        for part in (_two(line, end) if end else [line])
    ]


def _end_of_question(line: Line) -> int:
    """Return where a bold question ends that has its answer behind it; 0 is nowhere."""
    match = _BOLD.match(line.text)
    end = match.end() if match else line.bold
    question = line.text[:end].rstrip(" *_")
    return end if asks(question) and line.text[end:].strip() else 0


def _two(line: Line, end: int) -> list[Line]:
    question = _POINT.sub("", line.text[:end]).strip()
    asked = replace(line, text=question, bold=len(question) if line.bold else 0)
    return [asked, replace(line, text=line.text[end:].strip(), bold=0)]


def parted(lines: Sequence[Line]) -> Iterator[Line]:
    """Begin a new line at each label inside a line, if at least two labels recur so.

    If not, then at labels that begin many other lines: a converter joined two paragraphs.
    """
    names = _inside(lines)
    known = frozenset() if names else _known(lines)
    for line in lines:
        cuts = _of_others(line, known) if known else _cuts(line, names)
        if not [cut for cut in cuts if cut]:
            yield line
            continue
        ends = [*cuts[cuts[0] == 0 :], len(line.text)]
        for start, end in zip([0, *ends], ends, strict=False):
            bold = min(max(line.bold - start, 0), end - start)
            yield replace(line, text=line.text[start:end].strip(), bold=bold)


def _cuts(line: Line, names: Collection[str]) -> list[int]:
    found = _LABEL.finditer(line.text[:_LONGEST]) if names else ()
    return [match.start(1) for match in found if match[1] in names]


def _of_others(line: Line, names: Collection[str]) -> list[int]:
    """Find labels of others than who speaks just then; people do tell what they said themselves."""
    cuts, speaker = [], ""
    for match in _LABEL.finditer(line.text[:_LONGEST]):
        if match[1] in names and match[1] != speaker:
            if speaker or not match.start(1):
                cuts.append(match.start(1))
            speaker = match[1]
    return cuts


def _known(lines: Sequence[Line]) -> frozenset[str]:
    """Name the labels that begin many lines, if there are two at least."""
    found = (_LABEL.match(line.text[:_LONGEST]) for line in lines)
    begin = Counter(match[1] for match in found if match)
    names = frozenset(
        name
        for name, count in begin.items()
        if count >= _KNOWN and len(name) >= _LEAST_LETTERS and name_shaped(name)
    )
    return names if len(names) > 1 else frozenset()


def _inside(lines: Sequence[Line]) -> set[str]:
    """Name the labels that recur inside lines, and more often than at their beginnings."""
    begin: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for line in lines:
        for match in _LABEL.finditer(line.text[:_LONGEST]):
            (inside if match.start(1) else begin)[match[1]] += 1
    names = {name for name, count in inside.items() if count >= _AGAIN and name_shaped(name)}
    often = sum(inside[name] for name in names) > sum(begin.values())
    return names if len(names) > 1 and often else set()
