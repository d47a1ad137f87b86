"""What a recogniser returns: a span of a turn, what it names, and its tag."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

EVIDENCE = "evidence"
"""Layer of what was found by what stands around it."""


@dataclass(frozen=True, order=True, kw_only=True)
class Span:
    """A string to be replaced.

    Parameters
    ----------
    turn : int
        Position of the turn in the study's list of turns.
    start, end : int
        Offsets into the cleaned turn.
    rank : int
        If two overlap, the one with the lower rank is kept.
    kind : str
        ``person``, ``place``, ``organisation``, ``contact`` or ``date``.
    layer : str
        Which finder found it.
    entity : str
        The same for everything that shares a tag.
    stem : str
        Beginning of the tag, e.g. ``CLIENT``; numbered by first appearance.
    tag : str
        The whole tag where it is given, else empty.
    doubtful : bool
        Whether another reading is likely, so that a person should look.
    """

    turn: int
    start: int
    end: int
    rank: int
    kind: str
    layer: str
    entity: str
    stem: str
    tag: str = ""
    doubtful: bool = False


def settle(spans: list[Span]) -> list[Span]:
    """Keep one of several overlapping spans: the lowest rank, then the longest, then the first."""
    by_turn: dict[int, list[Span]] = {}
    for span in sorted(spans, key=lambda s: (s.turn, s.rank, s.start - s.end, s.start, s)):
        kept = by_turn.setdefault(span.turn, [])  # always sorted by start
        at = bisect_left(kept, span.start, key=lambda other: other.start)
        free_before = at == 0 or kept[at - 1].end <= span.start
        free_after = at == len(kept) or kept[at].start >= span.end
        if free_before and free_after:
            kept.insert(at, span)
    return [span for turn in sorted(by_turn) for span in by_turn[turn]]


def overlapping(inner: list[tuple[int, int]], outer: list[tuple[int, int]]) -> list[bool]:
    """Tell which spans overlap any of some others."""
    ordered = sorted(outer)
    reached, at, result = 0, 0, []
    for start, end in inner:
        while at < len(ordered) and ordered[at][0] < end:
            reached = max(reached, ordered[at][1])
            at += 1
        result.append(reached > start)
    return result
