"""Labels without a colon: in brackets, bold, with a stop or a dash, or on a line of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from aft_themes.transcripts.artefacts import is_sound
from aft_themes.transcripts.label_counts import COMMON, FEW, SYSTEMATIC, Choice
from aft_themes.transcripts.labels_with_colon import begins_sentences, may_be_label
from aft_themes.transcripts.prefixes import (
    FORMS,
    GENDERED,
    NOT_NAMES,
    ROLE,
    TITLES,
    Head,
    candidate,
    name_after_time,
    without_emphasis,
    without_heading,
)
from aft_themes.transcripts.turns import SENTENCE_END, Line

# A form that is rare in speech must recur three times, which does not happen by chance. Other forms
# must begin a third of the lines, since a turn seldom has more than three paragraphs
_RARE_IN_SPEECH = ("bracketed", "bold", "stop", "at")
_OFTEN = 6  # times that two words recur before a sign only if they are names, on however many lines
# Short answers on a line of their own that look like names
_ANSWERS = NOT_NAMES | frozenset(
    "yeah yep nope mm mhm mm-hm hm hmm uh-huh oh ah sure exactly absolutely definitely great good "
    "fine thanks right wow really maybe sorry please ja nein oui non s\u00ed si".split()
)
_DOTTED = re.compile(r"(?:[A-Z]\.\s?){2,4}")  # "A.W.", alone on a line
_LABEL_LINE = 40  # characters of a name that stands on a line of its own


def in_form(lines: Sequence[Line], heads: Sequence[Head], name: str) -> list[Head]:
    """Take the lines apart in another form, times that stand alone excepted."""
    form = FORMS[name]
    return [
        head if head.is_time else (form(line) or Head(None, None, None, line.text.strip()))
        for line, head in zip(lines, heads, strict=True)
    ]


def accepted_in_form(heads: Sequence[Head], form: str) -> frozenset[str]:
    """Choose the labels of a form in which most speech never begins, but some does."""
    candidates = _candidates_in_form(heads, form)
    lines = max(sum(not head.is_time for head in heads), 1)
    counts = Counter(head.key for head in candidates)
    often = frozenset(key for key, count in counts.items() if count > 1)
    systematic = len(candidates) >= SYSTEMATIC * lines
    listed = form == "stop" and not _take_turns(candidates)  # "A. ... B. ... C. ..."
    shaped = frozenset(head.key for head in candidates if head.shaped)
    if systematic and len(counts) > 1 and shaped >= counts.keys() and not listed:
        return frozenset(counts)
    common = sum(counts[key] for key in often) >= COMMON * lines
    frequent = sum(count >= FEW for count in counts.values()) > 1
    rare = form in _RARE_IN_SPEECH
    if len(often) > 1 and (common or (rare and frequent)):
        return often | shaped if systematic and rare else often
    if sum(counts[key] >= _OFTEN for key in shaped) > 1:  # turns of many short lines
        return often & shaped
    roles = {head.key for head in candidates if ROLE.fullmatch(head.speaker or "")}
    only_moderator = len(often) == 1 and often <= roles and common and rare
    return often if only_moderator else frozenset()


def _take_turns(heads: Sequence[Head]) -> bool:
    """Tell ``Q. A. Q. A.`` and ``T1. C1. T2. C2.`` from the letters or numbers of a list."""
    stems = [head.key.rstrip(" 0123456789") for head in heads]
    if {"q", "a"} >= set(stems):
        return True
    numbered = all(head.key[-1:].isdigit() for head in heads)
    changes = sum(one != other for one, other in pairwise(stems))
    return numbered and len(set(stems)) == 2 and "" not in stems and 2 * changes >= len(stems)


def _candidates_in_form(heads: Sequence[Head], form: str) -> list[Head]:
    """Return the heads that may be labels: no sound, no clause, no beginning of a sentence."""
    found = [
        head
        for head in heads
        if head.speaker is not None
        and may_be_label(head.key, head.speaker)
        and not is_sound(head.speaker)
    ]
    if form == "bracketed":
        found = _not_inside(heads, found)
    elif form == "stop":
        found = _without_titles([head for head in found if head.shaped])
    elif form == "bold":
        found = [head for head in found if head.rest or head.shaped]
    by_key: dict[str, list[Head]] = {}
    for head in found:
        by_key.setdefault(head.key, []).append(head)
    fitting = {key for key, own in by_key.items() if begins_sentences(own, found)}
    return [head for head in found if head.key in fitting]


def _without_titles(heads: Sequence[Head]) -> list[Head]:
    """Leave out titles, which stand before the same surnames again: "Dr. Weber" is one label."""
    behind: dict[str, Counter[str]] = {}
    for head in heads:
        behind.setdefault(head.key, Counter())[head.rest.split(maxsplit=1)[0]] += 1
    # two names: a speaker whose turns begin with the same word every time would say nothing else
    titles = {
        key
        for key, words in behind.items()
        if key in TITLES and words.total() > 1 and 2 * len(words) <= words.total()
    }
    return [head for head in heads if head.key not in titles]


def _not_inside(heads: Sequence[Head], candidates: Sequence[Head]) -> list[Head]:
    """Leave out what also stands in brackets inside lines: a sound or a tag, not a speaker."""
    inside: Counter[str] = Counter()
    for head in heads:
        found = re.findall(r"[\[({]([^\[\](){}]{1,60})[\])}]", head.rest[1:])
        inside.update(" ".join(name.split()).casefold() for name in found)
    counts = Counter(head.key for head in candidates)
    # a name that also stands in brackets inside speech, a quarter as often, is spoken of
    return [head for head in candidates if inside[head.key] * 4 < counts[head.key]]


def names_alone(lines: Sequence[Line], heads: Sequence[Head]) -> Choice:
    """Find names on a line of their own: before or after a line with a time, or recurring."""
    may = [name_line(line, head) for line, head in zip(lines, heads, strict=True)]
    times = [at for at, head in enumerate(heads) if head.is_time]
    beside = _beside_times(may, times) if len(times) > 1 else set()
    # a few lines that hold a time alone are somebody without a name among many with one
    chosen = beside or _recurring_lines(may)
    found = [
        named if at in chosen and named is not None else head
        for at, (named, head) in enumerate(zip(may, heads, strict=True))
    ]
    names = frozenset(head.key for at in chosen if (head := may[at]) is not None)
    return found, names


def _beside_times(may: Sequence[Head | None], times: Sequence[int]) -> set[int]:
    """Return the places before, or after, lines with a time if most hold a name that recurs."""
    sides = [[at + step for at in times if 0 <= at + step < len(may)] for step in (-1, 1)]
    best = max(sides, key=lambda side: _recurrent_share(may, side))
    # half: whoever speaks once has a name that does not recur
    return set(best) if _recurrent_share(may, best) >= 0.5 else set()


def _recurring_lines(may: Sequence[Head | None]) -> set[int]:
    """Return the places of short lines that recur, look like names, and stand above speech."""
    counts = Counter(head.key for head in may if head is not None and head.shaped)
    places = {
        at: head.key
        for at, head in enumerate(may[:-1])
        if head is not None and counts[head.key] > 1 and may[at + 1] is None
    }
    return set(places) if len(set(places.values())) > 1 else set()


def name_line(line: Line, head: Head) -> Head | None:
    """Take a line for a name that stands alone, or give none."""
    start, text = name_after_time(without_emphasis(without_heading(line.text).strip()))
    text = text.strip("[]{}<>")
    ended = text.endswith(SENTENCE_END) and not _DOTTED.fullmatch(text)
    if head.is_time or len(text) > _LABEL_LINE or ended or ":" in GENDERED.sub("", text):
        return None
    found = replace(candidate(text, None, ""), start_s=start)
    # behind a time and alone, "Me" is no part of a clause: so many interviewers call themselves
    may = may_be_label(found.key, text) or (start is not None and found.key == "me")
    good = may and found.key not in _ANSWERS and not is_sound(text)
    return found if good else None


def _recurrent_share(may: Sequence[Head | None], at_side: Sequence[int]) -> float:
    """Return the share of places that hold a name which stands at two such places or more."""
    keys = [head.key for at in at_side if (head := may[at]) is not None]
    counts = Counter(keys)
    again = sum(counts[key] > 1 for key in keys)
    shaped = sum((head := may[at]) is not None and head.shaped for at in at_side)
    few = len(at_side) <= 2 * FEW and shaped == len(at_side)  # a short file: each speaks once
    return max(again / max(len(at_side), 1), 1.0 if few and len(counts) > 1 else 0.0)
