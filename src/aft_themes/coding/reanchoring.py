"""Find a quote again whose words differ a little: a typo was mended, a name replaced.

Seed and extend, as sequence alignment does (BLAST): short strings of letters that the quote
shares with the interview vote for a place; there the quote is aligned, and its share of common
letters says how alike the two are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel, Levenshtein

from aft_themes.coding.letters import Letters

# Measured with benchmarks/placing.py: one word in a hundred changed at random, seven seeds.
LEAST_ALIKE_IN_TURN = 0.7  # the coder named the turn, so the words need to be less alike
LEAST_ALIKE_SHORT = 0.8  # in the named turn: of few letters, seven of ten are alike by chance
LEAST_ALIKE = 0.82  # anywhere in the interview
FEWEST_LETTERS = 18  # about four words: shorter quotes are like too many passages
FEWEST_LETTERS_IN_TURN = 6  # one or two words; in one turn few passages are alike
CLEARLY_BETTER = 0.08  # the best place must be more alike than the second by this much

_SEED = 9  # letters, about two words
_SEED_STEP = 3  # so of nine letters in a row every one is in three seeds
_SHORTEST_SEED = 3  # letters; two stand everywhere
_SEEDS_IN_QUOTE = 4  # a short quote is cut so finely that a changed word leaves some seeds whole
_MOST_SEED_PLACES = 40  # a seed that occurs in more places helps little
_MOST_CANDIDATES = 5  # places that are aligned; aligning takes most of the time
_LEAST_SHIFT = 12  # letters: one long word that was added or left out
_SHIFT = 0.15  # share of the quote's letters by which changes may move words


@dataclass(frozen=True)
class Nearly:
    """A stretch of letters that is like a quote, and how alike they are, from 0 to 1."""

    start: int
    end: int
    likeness: float


def find_nearly(
    letters: Letters, key: str, first: int, last: int, *, room: int = 0
) -> list[Nearly]:
    """Find the passages that are most like a quote.

    They have seeds between the two places, and may go on for ``room`` letters before and behind.
    """
    least, most = max(0, first - room), min(len(letters.key), last + room)
    groups = _candidates(letters, key, least, most)
    inside = [one for one in groups if any(first <= place < last for _, place in one)]
    found = [_extend(letters, key, one, least, most) for one in inside[:_MOST_CANDIDATES]]
    chosen: list[Nearly] = []
    # what is most like a quote of other words may be nothing at all
    some = [one for one in found if one.start < one.end]
    for one in sorted(some, key=lambda one: (-one.likeness, one.start)):
        if all(one.end <= other.start or one.start >= other.end for other in chosen):
            chosen.append(one)
    return chosen


def _candidates(letters: Letters, key: str, first: int, last: int) -> list[list[tuple[int, int]]]:
    """Gather seeds (place in the quote, place in the interview) that point to the same passage."""
    size = max(_SHORTEST_SEED, min(_SEED, len(key) // _SEEDS_IN_QUOTE))
    step = 1 if size < _SEED else _SEED_STEP
    seeds = []
    for at in range(0, len(key) - size + 1, step):
        places = letters.find_all(key[at : at + size], first, last)
        if len(places) <= _MOST_SEED_PLACES:
            seeds += [(place - at, at, place) for place in places]
    seeds.sort()
    groups: list[list[tuple[int, int]]] = []
    slack = max(_LEAST_SHIFT, int(_SHIFT * len(key)))
    previous = None
    for diagonal, at, place in seeds:
        if previous is None or diagonal - previous > slack:
            groups.append([])
        groups[-1].append((at, place))
        previous = diagonal
    return sorted((_in_line(group, slack) for group in groups), key=len, reverse=True)


def _in_line(seeds: list[tuple[int, int]], slack: int) -> list[tuple[int, int]]:
    """Leave out seeds that stray from the others: usual words that stand near the passage."""
    at, place = seeds[len(seeds) // 2]  # they are in the order of their diagonals
    return [one for one in seeds if abs((one[1] - one[0]) - (place - at)) <= slack]


def _extend(
    letters: Letters, key: str, seeds: Sequence[tuple[int, int]], first: int, last: int
) -> Nearly:
    at, place = min(seeds)
    size = max(_SHORTEST_SEED, min(_SEED, len(key) // _SEEDS_IN_QUOTE))
    start = _edge(letters, key[:at][::-1], place, first, backwards=True)
    at, place = max(seeds)
    end = _edge(letters, key[at + size :], place + size, last, backwards=False)
    return Nearly(start, end, Indel.normalized_similarity(key, letters.key[start:end]))


def _edge(letters: Letters, rest: str, place: int, limit: int, *, backwards: bool) -> int:
    """Choose where a word begins or ends so that the letters up to there are most like the rest."""
    reach = len(rest) + max(_LEAST_SHIFT, int(_SHIFT * len(rest)))
    near = (
        range(max(limit, place - reach), place + 1)
        if backwards
        else range(place, min(limit, place + reach) + 1)
    )
    edges = [at for at in near if letters.is_edge(at)] or [near[0] if backwards else near[-1]]

    def unlike(at: int) -> tuple[int, int]:
        text = letters.key[at:place][::-1] if backwards else letters.key[place:at]
        return Levenshtein.distance(rest, text), abs(len(rest) - len(text))

    return min(edges, key=unlike)


def turn_bounds(letters: Letters, turn: int) -> tuple[int, int] | None:
    """Return where a turn begins and ends in the letters, or None if there is no such turn."""
    index = bisect_left(letters.turns, turn)
    if index == len(letters.turns) or letters.turns[index] != turn:
        return None
    ends = [*letters.begins[1:], len(letters.key)]
    return letters.begins[index], ends[index]
