"""What stands above a talk: title, fields, a list of who speaks. Nobody said it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from aft_themes.transcripts.artefacts import META
from aft_themes.transcripts.languages import count_words
from aft_themes.transcripts.legends import read_legend
from aft_themes.transcripts.prefixes import Head
from aft_themes.transcripts.role_words import answers_by_name, asks_by_name
from aft_themes.transcripts.speakers import likeness
from aft_themes.transcripts.turns import SENTENCE_END, Line
from aft_themes.vocabulary import Role

# Headers of transcripts are short: a title, and fields of few words
_HEADER_LINES, _HEADER_WORDS = 20, 6
_NAME_WORDS, _FIELD_WORDS = 4, 20  # of a name that follows a field, and of all that follows
_MARKER = re.compile(
    r"[\W_]{0,9}(?:(?:full|interview|episode|begin|start of) )?transcri(?:pt|ption)"
    r"(?: (?:below|begins|starts|follows|start))?(?: here)?[\W_]{0,9}",
    re.IGNORECASE,
)
_DATE = (
    r"(?:(?:\d{1,2}(?:st|nd|rd|th|\.)?\s)?[^\W\d]{3,12}\.?(?:\s\d{1,2}(?:st|nd|rd|th)?,?)?"
    r"\s(?:1[89]|20)\d\d|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})"
)
_DATES = re.compile(rf"\s*{_DATE}(?:\s*(?:and|&|-|\u2013|,)\s*{_DATE}){{0,3}}\.?\s*")


def labels_of_header(heads: Sequence[Head], names: frozenset[str]) -> frozenset[str]:
    """Return the labels that say nothing, but stand before dates or names only.

    "Ann, Leeds. Interview: 12 May 1999"; "Interviewee: Ann Lee (26, nurse)", where Ann has a label.
    """
    rest = [head for head in heads if head.key in names]
    said = {head.key for head in rest if not _DATES.fullmatch(head.rest)}
    roles = {key for key in said if asks_by_name(key) or answers_by_name(key)}
    saying = {head.key for head in rest if head.key in roles and not _introduces(head, names)}
    return (names - said) | (roles - saying if names - roles else frozenset())


def _introduces(head: Head, names: Collection[str]) -> bool:
    """Tell a field: what follows begins with a name that is a label, too, and is no sentence."""
    if count_words(head.rest) > _FIELD_WORDS or head.rest.endswith(SENTENCE_END):
        return False
    words = re.findall(r"[^\W\d_][^\W\d_'\u2019.-]*", head.rest)[:_NAME_WORDS]
    parts = {likeness(" ".join(words[:length])) for length in range(1, len(words) + 1)}
    return bool((parts - {head.key}) & set(names))


def start_of_talk(
    lines: Sequence[Line], heads: Sequence[Head], names: Collection[str]
) -> tuple[int, Mapping[str, Role | None]]:
    """Return the place of the first line that was spoken, and what a legend above it says."""
    legend, below = read_legend([line.text for line in lines[:_HEADER_LINES]])
    # a label alone on its line is no entry of a legend: "Interviewer (AW)"
    alone = (at for at in range(below) if heads[at].key in names and not heads[at].rest)
    below = next(alone, below)
    return max(below, _first_spoken(heads, names), _after_marker(lines, heads, names)), legend


def _first_spoken(heads: Sequence[Head], names: Collection[str]) -> int:
    """Return the index of the first line that was spoken; title and header lines come before."""
    named = [at for at, head in enumerate(heads) if head.key in names]
    top = _header_lines(heads)
    first = _after_fields(heads, names, named, top)
    first = max(
        _after_single_labels(heads, named, top, first), _after_cast(heads, names, named, top)
    )
    while first and heads[first - 1].is_time:
        first -= 1
    return first


def _after_marker(lines: Sequence[Line], heads: Sequence[Head], names: Collection[str]) -> int:
    """Return the first labelled line after "Transcript below": links and notes stand above it."""
    marks = [
        at
        for at, line in enumerate(lines)
        if _MARKER.fullmatch(line.text) and not line.text.lstrip()[:1].islower()  # a wrapped line
    ]
    if not marks or marks[-1] * 3 > len(lines):
        return 0
    return next((at for at in range(marks[-1], len(heads)) if heads[at].key in names), 0)


def _header_lines(heads: Sequence[Head]) -> list[int]:
    """Return the lines at the top that may be fields: a label and a few words."""
    return [
        at
        for at, head in enumerate(heads[:_HEADER_LINES])
        if head.key and len(head.rest.split()) <= _HEADER_WORDS
    ]


def _after_fields(
    heads: Sequence[Head], names: Collection[str], named: Sequence[int], top: Sequence[int]
) -> int:
    """Skip "Participant: P12" between "Date:" and "Place:", which is part of a header.

    Two fields make a header, whatever else stands above them; one does if only short lines do.
    """
    fields = [at for at in top if heads[at].key in META and heads[at].key not in names]
    several = len({heads[at].key for at in fields}) > 1
    if fields and (several or all(at in top for at in named if at < fields[-1])):
        return next((at for at in named if at > fields[-1]), named[0])
    return named[0]


def _after_cast(
    heads: Sequence[Head], names: Collection[str], named: Sequence[int], top: Sequence[int]
) -> int:
    """Skip two or more fields that hold the file's labels: "Interviewer: AW", "Participant: TO"."""
    cast = [at for at in top if likeness(heads[at].rest) in names]
    listed = {likeness(heads[at].rest) for at in cast}
    return next((at for at in named if at > cast[-1]), named[0]) if len(listed) > 1 else named[0]


def _after_single_labels(
    heads: Sequence[Head], named: Sequence[int], top: Sequence[int], first: int
) -> int:
    """Skip two or more labels that never recur before the first that does: a list of speakers."""
    counts = Counter(head.key for head in heads)
    recurs = next((at for at in named if at >= first and counts[heads[at].key] > 1), first)
    once = [at for at in top if at < recurs and heads[at].rest[-1:] not in SENTENCE_END]
    if len(once) > 1 and all(at in once for at in named if at < recurs):
        return recurs
    return first
