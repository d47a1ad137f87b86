"""Part lists of codes that a program joins by commas, where names of codes hold commas, too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

_COMMA = ", "
_OFTEN = 3  # times that two names must stand side by side, and never apart: fewer are chance


def parted(cells: Sequence[str], numbers: Sequence[int]) -> list[list[str]]:
    """Part each cell into as many names as its number says; a doubtful one stays whole.

    A comma is within a name if what stands before it goes on in the same way in every cell, and
    never ends one ("Trust, privacy and safety: A", "Trust, privacy and safety: B").
    """
    pieces = [cell.split(_COMMA) for cell in cells]
    last = {one[-1] for one in pieces}
    followers: dict[str, Counter[str]] = defaultdict(Counter)
    for one in pieces:
        for before, after in pairwise(one):
            followers[before][_first_word(after)] += 1

    def within(before: str, after: str) -> tuple[bool, float, int]:
        known = followers[before]
        share = known[_first_word(after)] / known.total()
        return before not in last, share, known.total()

    found = []
    for one, number in zip(pieces, numbers, strict=True):
        joints = range(1, len(one))
        merged = len(one) - number
        scores = {at: within(one[at - 1], one[at]) for at in joints}
        surest = sorted(joints, key=lambda at: scores[at], reverse=True)
        if not 1 < number <= len(one) or _is_tie([scores[at] for at in surest], merged):
            found.append([_COMMA.join(one)])
            continue
        joined = set(surest[:merged])
        names = [one[0]]
        for at in joints:
            if at in joined:
                names[-1] = f"{names[-1]}{_COMMA}{one[at]}"
            else:
                names.append(one[at])
        found.append(names)
    return found


def join_inseparable(lists: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[str]]:
    """Join two names that always stand side by side: it is one, with a comma within.

    Returns the lists with whole names, and the names that were joined.
    """
    given = Counter(name for one in lists for name in one)
    pairs = Counter(pair for one in lists for pair in pairwise(one))
    inseparable = {
        (before, after)
        for (before, after), number in pairs.items()
        if given[before] == given[after] == number >= _OFTEN
    }
    found: list[list[str]] = []
    joined: dict[str, None] = {}
    for one in lists:
        names = list(one[:1])
        for before, after in pairwise(one):
            if (before, after) in inseparable:
                names[-1] = f"{names[-1]}{_COMMA}{after}"
            else:
                names.append(after)
        joined |= dict.fromkeys(name for name in names if name not in one)
        found.append(names)
    return found, list(joined)


def _is_tie(scores: Sequence[tuple[bool, float, int]], merged: int) -> bool:
    """Tell whether nothing says which of two commas is the one within a name."""
    return 0 < merged < len(scores) and scores[merged - 1] == scores[merged]


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0]
