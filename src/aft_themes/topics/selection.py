"""Choose the number of topics: the one whose good topics say most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from aft_themes.embeddings.vectors import unit
from aft_themes.stats import bootstrap_rows
from aft_themes.topics.clustering import partition
from aft_themes.topics.smoothing import Floats, Ints, Space, make_space
from aft_themes.topics.terms import SHOWN, coherence, count_users, diversity, rank_terms
from aft_themes.topics.vocabulary import Terms

RESAMPLES: Final = 20  # interview bootstraps
LEAST_BEYOND_CHANCE: Final = 0.2  # below it there are no stable topics
_CHANCE = (
    5,
    2,
)  # data sets without topics, and bootstraps of each; the sets differ more than the bootstraps
# fewer on average, and topics rest on a few participants and do not come back in resamples
SEGMENTS_PER_TOPIC: Final = 15
_EVERY = (12, 20)  # above these only every second, and every fourth, number is tried
_FEWEST_FINE = 8  # with fewer topics a reader needs no broad ones above them
_FEWEST_GOOD = 2  # one topic alone separates nothing
# of the segments must lie in good topics: where the sample's words were shuffled across segments at
# most .26 did, of real studies of the same size mostly .6 to .9 (docs/appendix/topics-measured.md)
LEAST_SHARE: Final = 0.5
# standard errors by which good topics' terms must come together more often than in shuffled words,
# which reach 1.97 at most in 141 draws (the same page)
LEAST_COMPANY: Final = 2.0
# numbers that say as much to within this share are tied, and the one that holds best is taken:
# less than the bootstraps can tell apart, whose standard error was .01 to .05 on six corpora
_TIED = 0.01

Divide = Callable[[Ints | None], Mapping[int, Ints]]
Names = npt.NDArray[np.object_]
Pairs = dict[int, list[tuple[Ints, Ints, int]]]  # topics before and after, and how many before
Measured = TypeVar("Measured")


@dataclass(frozen=True)
class Stability:
    """How well divisions of resamples agree with the division of all segments.

    Parameters
    ----------
    resampled : dict of int to list of float
        Adjusted Rand index by number of topics, one value per interview bootstrap.
    kept : dict of int to numpy.ndarray
        Jaccard index, bootstraps x topics, of each topic with the most similar one of the
        resample.
    held : dict of int to float
        Share of segments that stay in their topic, mean over interview bootstraps.
    """

    resampled: dict[int, list[float]]
    kept: dict[int, Floats]
    held: dict[int, float]


def numbers_to_try(least: int, most: int, segments: int) -> list[int]:
    """Numbers of topics that a study of this size can bear."""
    most = min(most, segments // SEGMENTS_PER_TOPIC)
    return [n for n in range(least, most + 1) if n % _step(n) == 0 or n == most]


def _step(number: int) -> int:
    return 1 if number <= _EVERY[0] else 2 if number <= _EVERY[1] else 4


def measure_stability(
    divide: Divide,
    whole: Mapping[int, Ints],
    groups: Names,
    *,
    times: int,
    seed: int,
) -> Stability:
    """Divide again when interviews are drawn again.

    Hennig (2007), Cluster-wise assessment of cluster stability,
    doi 10.1016/j.csda.2006.11.025.
    """
    resampled = _compare(divide, whole, bootstrap_rows(groups, times, seed))
    return Stability(
        _each(adjusted_rand, resampled),
        {number: np.array(kept) for number, kept in _each(best_jaccard, resampled).items()},
        {number: float(np.mean(held)) for number, held in _each(share_held, resampled).items()},
    )


def _compare(divide: Divide, whole: Mapping[int, Ints], resamples: Iterable[Ints]) -> Pairs:
    """Labels in the division of all, and in those of resamples, by number of topics."""
    pairs: Pairs = {number: [] for number in whole}
    for rows in resamples:
        distinct, first = np.unique(rows, return_index=True)
        again = divide(rows)
        for number, labels in whole.items():
            topics = int(labels.max()) + 1
            pairs[number].append((labels[distinct], again[number][first], topics))
    return pairs


def _each(
    measure: Callable[[Ints, Ints, int], Measured], pairs: Pairs
) -> dict[int, list[Measured]]:
    return {number: [measure(*pair) for pair in found] for number, found in pairs.items()}


def adjusted_rand(before: Ints, after: Ints, topics: int) -> float:
    """Agreement of two divisions, 0 by chance and 1 if they are the same.

    As scikit-learn has it (Hubert and Arabie, 1985, doi 10.1007/BF01908075), which spends on the
    checks of its arguments a sixth of the time of a search.
    """
    both = _cross_table(before, after, topics)
    size, cells = both.sum(), (both**2).sum()
    apart, joined = ((both.sum(axis=i) ** 2).sum() - cells for i in range(2))
    together, other = cells - size, size**2 - apart - joined - cells  # ordered pairs of segments
    if not apart and not joined:
        return 1.0
    chance = (together + apart) * (apart + other) + (together + joined) * (joined + other)
    return float(2 * (together * other - apart * joined) / chance)


def best_jaccard(before: Ints, after: Ints, topics: int) -> Floats:
    """Jaccard index of each topic with the most similar one of another division; nan if empty."""
    both = _cross_table(before, after, topics)
    sizes = both.sum(axis=1, keepdims=True)[:-1]
    shared, others = both[:-1, :-1], both.sum(axis=0)[None, :-1]
    with np.errstate(invalid="ignore"):
        best: Floats = (shared / (sizes + others - shared)).max(axis=1)
    best[sizes[:, 0] == 0] = np.nan
    return best


def share_held(before: Ints, after: Ints, topics: int) -> float:
    """Share of segments that stay in their topic, matched one to one so that most stay.

    Kuhn, H. W. (1955). The Hungarian method for the assignment problem.
    """
    from scipy.optimize import linear_sum_assignment

    both = _cross_table(before, after, topics)
    rows, columns = linear_sum_assignment(both[:-1, :-1], maximize=True)
    return float(both[rows, columns].sum() / max(both[:-1].sum(), 1))


def _cross_table(before: Ints, after: Ints, topics: int) -> Floats:
    """Segments by their topics in two divisions; last row and column: those without a topic."""
    both = np.zeros((topics + 1, max(int(after.max(initial=-1)), 0) + 2))
    np.add.at(both, (before, after), 1)  # -1 is the last
    return both


def chance_stability(
    space: Space, groups: Names, numbers: Sequence[int], seed: int
) -> dict[int, float]:
    """Stability that points without any topics would reach."""
    spread = space.points.std(axis=0)
    found: dict[int, list[float]] = {number: [] for number in numbers}
    for draw in range(_CHANCE[0]):
        random = np.random.default_rng([seed, draw])
        points = random.standard_normal(space.points.shape) * spread
        other = make_space(unit(points), space.groups)

        def divide(rows: Ints | None, other: Space = other) -> Mapping[int, Ints]:
            return partition(other, numbers, rows)

        pairs = _compare(divide, divide(None), bootstrap_rows(groups, _CHANCE[1], seed + draw))
        for number, agreement in _each(adjusted_rand, pairs).items():
            found[number] += agreement
    return {number: float(np.mean(values)) for number, values in found.items()}


def describe_choice(
    terms: Terms,
    whole: Mapping[int, Ints],
    participants: Ints,
    stability: Stability,
    chance: Mapping[int, float],
) -> pd.DataFrame:
    """Stability, coherence and diversity of every number of topics."""
    rows = []
    for number, labels in whole.items():
        ranked = rank_terms(terms, count_users(terms, labels, participants))
        names = [[term for term, _ in topic[:SHOWN]] for topic in ranked]
        resampled = stability.resampled[number]
        low, high = np.percentile(resampled, [2.5, 97.5])
        mean = float(np.mean(resampled))
        rows.append(
            {
                "number": number,
                "stability": mean,
                "stability_low": float(low),
                "stability_high": float(high),
                "chance": chance[number],
                "beyond_chance": (mean - chance[number]) / max(1 - chance[number], 1e-9),
                "coherence": float(np.mean([coherence(terms, topic) for topic in names])),
                "diversity": diversity(ranked),
                "chosen": False,
                "reason": "",
            }
        )
    return pd.DataFrame(rows).round(6)


def information(shares: Floats, stability: Floats) -> float:
    """Sum of -p ln p over topics, p being a topic's share of the segments, times stability squared.

    Many, large and even topics say more. Squared: what two draws of interviews both bring back
    counts. Without it, clear topics would be split into many that hang together less; of the
    rules that were tried it agrees best with what is known of six corpora (docs/appendix).
    """
    return float(-(stability**2 * shares * np.log(shares)).sum())


def choose_number(choice: pd.DataFrame) -> tuple[int | None, str]:
    """Choose the number whose good topics say most; none if nothing is stable beyond chance."""
    beyond = choice["beyond_chance"].max()
    if beyond < LEAST_BEYOND_CHANCE:
        return None, (
            "When interviews are drawn again, no number of topics agrees with itself much better "
            f"than points without topics do: at most {beyond:.2f} of the way from "
            f"chance to certainty, where {LEAST_BEYOND_CHANCE:.2f} is asked for."
        )
    some = choice[(choice["good"] >= _FEWEST_GOOD) & (choice["good_share"] >= LEAST_SHARE)]
    if len(some) and some["company"].max() < LEAST_COMPANY:
        return None, (
            "Groups of segments come back when interviews are drawn again, but their terms come "
            "together in segments hardly more often than shuffled words would."
        )
    some = some[some["company"] >= LEAST_COMPANY]
    if some.empty:
        return None, (
            f"No number of groups has {_FEWEST_GOOD} or more that come back when interviews are "
            "drawn again, are found by their terms, and together hold half of the segments."
        )
    tied = some[some["information"] >= (1 - _TIED) * some["information"].max()]
    winner = tied.loc[tied["beyond_chance"].idxmax()]
    return int(winner["number"]), (
        f"Of the numbers tried, {int(winner['number'])} groups of segments say most: "
        f"{int(winner['good'])} of them come back when interviews are drawn again and are found "
        f"by their terms, and hold {winner['good_share']:.0%} of the segments."
    )


def choose_broad(choice: pd.DataFrame, number: int) -> int | None:
    """Choose a number of broad topics: of at most two thirds as many, the one that holds best."""
    if number < _FEWEST_FINE:
        return None
    some = choice[(choice["number"] <= number * 2 / 3) & (choice["good"] >= _FEWEST_GOOD)]
    return None if some.empty else int(some["number"].iloc[some["beyond_chance"].argmax()])
