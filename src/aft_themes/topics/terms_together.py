"""Whether a topic's terms come together in segments more often than in shuffled words.

Groups that are stable and found by their terms also exist where words are shuffled across
segments: those with a frequent word, and those without. There, however, one term of a group says
nothing about the next. So pairs of terms are counted in interviews that the terms were not taken
from, beside the number that comes about where words fall on segments by chance.
"""

from __future__ import annotations

import numpy as np

from aft_themes.topics.smoothing import Floats
from aft_themes.topics.vocabulary import Terms

_STEPS = 30  # of Newton's method, which needs some six; a term in every segment needs more
_NEAR = 1e-6  # segments, at which it stops
_WHOLE = 1 - 1e-9  # the most that one segment can be of all


def count_pairs(terms: Terms, names: list[str]) -> tuple[float, float]:
    """Pairs of terms that segments bear: as found, and as chance would have them."""
    if not names:
        return 0.0, 0.0
    borne = terms.borne(names).astype(np.float64)
    return _pairs(borne), _pairs(by_chance(borne, terms.sizes.astype(np.float64)))


def _pairs(borne: Floats) -> float:
    """Sum over segments of the pairs among what each bears; shares count as probabilities."""
    return float((borne.sum(axis=1) ** 2 - (borne**2).sum(axis=1)).sum() / 2)


def by_chance(borne: Floats, sizes: Floats) -> Floats:
    """Probability that a segment bears a term, if segments do by size alone; segments x terms.

    It is 1 - (1 - q)^m, q being the segment's share of all terms borne and m the draws after which
    the term lies in as many segments as it does.
    """
    share = sizes / max(sizes.sum(), 1)
    missed = np.log1p(-np.minimum(share, _WHOLE))[:, None]
    wanted = borne.sum(axis=0)
    draws = np.zeros_like(wanted)
    for _ in range(_STEPS):
        never = np.exp(missed * draws)
        lacking = wanted - (1 - never).sum(axis=0)
        if np.abs(lacking).max() < _NEAR:
            break
        draws = draws + lacking / np.maximum((-missed * never).sum(axis=0), 1e-12)
    probability: Floats = 1 - np.exp(missed * draws)
    return probability


def company(found: Floats, chance: Floats) -> float:
    """How far the pairs of several topics lie above chance, in standard errors of a count."""
    if not len(found):
        return 0.0
    apart = (found - chance) / np.sqrt(np.maximum(chance, 1))
    return float(apart.sum() / np.sqrt(len(found)))
