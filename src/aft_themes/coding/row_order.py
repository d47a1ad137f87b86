"""Choose among several places of a quote by the order of the coder's rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from aft_themes.coding.quotes import Ambiguous, Place, Problem

_LEAST_IN_ORDER = 0.8  # share of the certain rows; with fewer, the file is sorted in another way
_THE_END = (10**9, 0)  # after any turn


def settle_by_order(
    results: Sequence[Place | Ambiguous | Problem], positions: Sequence[float | None]
) -> list[Place | Ambiguous | Problem]:
    """Settle quotes that stand in several places by the rows around them.

    Where some rows have positions, the others have no place in the order.
    """
    ordered = [at for at, position in enumerate(positions) if position is not None]
    ordered.sort(key=lambda at: positions[at] or 0.0)
    order = ordered or list(range(len(results)))
    settled = [results[at] for at in order]
    certain = [at for at, one in enumerate(settled) if isinstance(one, Place)]
    anchors = _in_order(
        [(at, one.start) for at in certain if isinstance(one := settled[at], Place)]
    )
    if len(anchors) >= max(2, _LEAST_IN_ORDER * len(certain)):
        _settle_between(settled, dict(anchors))
    placed = {**dict(enumerate(results)), **dict(zip(order, settled, strict=True))}
    return [_likeliest(placed[at]) for at in range(len(results))]


def _likeliest(one: Place | Ambiguous | Problem) -> Place | Ambiguous | Problem:
    return one.likeliest or one if isinstance(one, Ambiguous) else one


def _in_order(
    places: Sequence[tuple[int, tuple[int, int]]],
) -> list[tuple[int, tuple[int, int]]]:
    """Keep the longest run of rows whose places go forward (patience sorting)."""
    tops: list[tuple[int, int]] = []
    piles: list[int] = []
    before: list[int | None] = []
    for number, (_, start) in enumerate(places):
        pile = bisect_right(tops, start)
        before.append(piles[pile - 1] if pile else None)
        tops[pile : pile + 1] = [start]
        piles[pile : pile + 1] = [number]
    kept = []
    last = piles[-1] if piles else None
    while last is not None:
        kept.append(places[last])
        last = before[last]
    return kept[::-1]


def _settle_between(
    settled: list[Place | Ambiguous | Problem], anchors: dict[int, tuple[int, int]]
) -> None:
    """Settle what has one place between its neighbours; each one settled is a neighbour itself."""
    waiting = [at for at, one in enumerate(settled) if isinstance(one, Ambiguous)]
    number = -1
    while number != len(waiting):
        number = len(waiting)
        for at in waiting:
            before = max((start for row, start in anchors.items() if row < at), default=(0, 0))
            after = min((start for row, start in anchors.items() if row > at), default=_THE_END)
            one = settled[at]
            inside = (
                [place for place in one.places if before <= place.start <= after]
                if isinstance(one, Ambiguous)
                else []
            )
            if len(inside) == 1:
                settled[at] = inside[0]
                anchors[at] = inside[0].start
        waiting = [at for at in waiting if isinstance(settled[at], Ambiguous)]
