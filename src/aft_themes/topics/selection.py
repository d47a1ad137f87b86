"""Choose the number of topics: what holds still when interviews change, beyond chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from aft_themes.catalog import TOPIC_CHOICE
from aft_themes.embeddings.encoder import unit
from aft_themes.stats import bootstrap_rows
from aft_themes.topics.clustering import (
    Floats,
    Ints,
    Space,
    leave_one_out,
    make_space,
    partition,
)
from aft_themes.topics.terms import SHOWN, coherence, count_users, diversity, rank_terms
from aft_themes.topics.vocabulary import Terms

RESAMPLES: Final = 20  # interview bootstraps
LEAST_BEYOND_CHANCE: Final = 0.2  # below it there are no stable topics
LEFT_OUT: Final = 40  # most sets of interviews that are left out in turn
_CHANCE = (5, 2)  # structureless data sets, and bootstraps of each: the sets differ more
_EVERY = 12  # above it only every second number of topics is tried

Divide = Callable[[Ints | None], Mapping[int, Ints]]
Names = npt.NDArray[np.object_]
Tables = dict[int, list[Floats]]
Measured = TypeVar("Measured")


@dataclass(frozen=True)
class Stability:
    """How well divisions of resamples agree with the division of all segments.

    Parameters
    ----------
    left_out : dict of int to list of float
        Adjusted Rand index by number of topics, one value per interview left out.
    resampled : dict of int to list of float
        The same, one value per interview bootstrap.
    kept : dict of int to numpy.ndarray
        Jaccard index, bootstraps x topics, of each topic with the most similar one of the
        resample.
    held : dict of int to float
        Share of segments that stay in their topic, mean over interview bootstraps.
    """

    left_out: dict[int, list[float]]
    resampled: dict[int, list[float]]
    kept: dict[int, Floats]
    held: dict[int, float]


def numbers_to_try(least: int, most: int, segments: int) -> list[int]:
    """Numbers of topics that a study of this size can bear.

    Parameters
    ----------
    least, most : int
        Range of the settings.
    segments : int
        Segments that can have a topic.

    Returns
    -------
    list of int
        Empty when there are fewer than 15 segments for each of the fewest topics.
    """
    most = min(most, segments // 15)
    return [n for n in range(least, most + 1) if n <= _EVERY or n % 2 == 0 or n == most]


def measure_stability(
    divide: Divide,
    whole: Mapping[int, Ints],
    groups: Names,
    *,
    times: int,
    seed: int,
    sets: int = LEFT_OUT,
) -> Stability:
    """Divide again without each interview, and for bootstraps of interviews.

    Parameters
    ----------
    divide : callable
        Takes row numbers and returns labels by number of topics.
    whole : mapping of int to numpy.ndarray
        The division of all rows.
    groups : numpy.ndarray
        Interview of each row.
    times : int
        Bootstraps.
    seed : int
        Seed of the bootstraps.
    sets : int
        With more interviews than this, several are left out together.

    Returns
    -------
    Stability

    Notes
    -----
    Hennig (2007), Cluster-wise assessment of cluster stability,
    doi 10.1016/j.csda.2006.11.025.
    """
    left_out = _compare(divide, whole, leave_one_out(groups, sets))
    resampled = _compare(divide, whole, bootstrap_rows(groups, times, seed))
    return Stability(
        _each(adjusted_rand, left_out),
        _each(adjusted_rand, resampled),
        {number: np.array(kept) for number, kept in _each(best_jaccard, resampled).items()},
        {number: float(np.mean(held)) for number, held in _each(share_held, resampled).items()},
    )


def _compare(divide: Divide, whole: Mapping[int, Ints], resamples: Iterable[Ints]) -> Tables:
    """Cross tables of the division of all with those of resamples, by number of topics."""
    tables: Tables = {number: [] for number in whole}
    for rows in resamples:
        distinct, first = np.unique(rows, return_index=True)
        again = divide(rows)
        for number, labels in whole.items():
            both = cross_table(labels[distinct], again[number][first], int(labels.max()) + 1)
            tables[number].append(both)
    return tables


def _each(measure: Callable[[Floats], Measured], tables: Tables) -> dict[int, list[Measured]]:
    return {number: [measure(both) for both in found] for number, found in tables.items()}


def cross_table(before: Ints, after: Ints, topics: int) -> Floats:
    """Count segments by their topics in two divisions.

    Parameters
    ----------
    before, after : numpy.ndarray
        Topics of the same rows, from 0; -1 for none.
    topics : int
        Topics of the first division.

    Returns
    -------
    numpy.ndarray
        Topics of the first by topics of the second; last row and column: segments without one.
    """
    both = np.zeros((topics + 1, max(int(after.max(initial=-1)), 0) + 2))
    np.add.at(both, (before, after), 1)  # -1 is the last
    return both


def adjusted_rand(both: Floats) -> float:
    """Agreement of two divisions, 0 by chance and 1 if they are the same.

    Parameters
    ----------
    both : numpy.ndarray
        As :func:`cross_table` gives it; segments without a topic count as one more topic.

    Returns
    -------
    float

    Notes
    -----
    Hubert and Arabie (1985), Comparing partitions, doi 10.1007/BF01908075.
    """
    total, rows, columns = both.sum(), both.sum(axis=1), both.sum(axis=0)
    pairs = [float((counts * (counts - 1)).sum()) for counts in (both, rows, columns)]
    chance = pairs[1] * pairs[2] / max(total * (total - 1), 1)
    most = (pairs[1] + pairs[2]) / 2
    return 1.0 if most == chance else (pairs[0] - chance) / (most - chance)


def best_jaccard(both: Floats) -> Floats:
    """Jaccard index of each topic with the most similar topic of another division.

    Parameters
    ----------
    both : numpy.ndarray
        As :func:`cross_table` gives it.

    Returns
    -------
    numpy.ndarray
        From 0 to 1, one per topic of the first division; not a number for one without segments.
    """
    sizes = both.sum(axis=1, keepdims=True)[:-1]
    shared, others = both[:-1, :-1], both.sum(axis=0)[None, :-1]
    with np.errstate(invalid="ignore"):
        best: Floats = (shared / (sizes + others - shared)).max(axis=1)
    best[sizes[:, 0] == 0] = np.nan
    return best


def share_held(both: Floats) -> float:
    """Share of segments that stay in their topic.

    Parameters
    ----------
    both : numpy.ndarray
        As :func:`cross_table` gives it.

    Returns
    -------
    float
        From 0 to 1, with topics matched one to one so that most stay (Kuhn, 1955).
    """
    from scipy.optimize import linear_sum_assignment

    topics = both[:-1, :-1]
    rows, columns = linear_sum_assignment(topics, maximize=True)
    return float(topics[rows, columns].sum() / max(both[:-1].sum(), 1))


def chance_stability(
    space: Space, groups: Names, numbers: Sequence[int], seed: int
) -> dict[int, float]:
    """Stability that points without any topics would reach.

    Parameters
    ----------
    space : Space
        The segments; the random points are as many and spread as widely along each axis.
    groups : numpy.ndarray
        Interview of each segment.
    numbers : sequence of int
        Numbers of topics.
    seed : int
        Seed.

    Returns
    -------
    dict of int to float
        Mean adjusted Rand index by number of topics.
    """
    spread = space.points.std(axis=0)
    found: dict[int, list[float]] = {number: [] for number in numbers}
    for draw in range(_CHANCE[0]):
        random = np.random.default_rng([seed, draw])
        points = random.standard_normal(space.points.shape) * spread
        other = make_space(unit(points), space.groups)

        def divide(rows: Ints | None, other: Space = other) -> Mapping[int, Ints]:
            return partition(other, numbers, rows)

        tables = _compare(divide, divide(None), bootstrap_rows(groups, _CHANCE[1], seed + draw))
        for number, agreement in _each(adjusted_rand, tables).items():
            found[number] += agreement
    return {number: float(np.mean(values)) for number, values in found.items()}


def describe_choice(
    terms: Terms,
    whole: Mapping[int, Ints],
    participants: Ints,
    stability: Stability,
    chance: Mapping[int, float],
) -> pd.DataFrame:
    """Stability, coherence and diversity of every number of topics.

    Parameters
    ----------
    terms : Terms
        One vocabulary for all numbers, without which coherence cannot be compared.
    whole : mapping of int to numpy.ndarray
        Topic of each segment by number of topics.
    participants : numpy.ndarray
        Participant of each segment, from 0.
    stability : Stability
        Of the same numbers.
    chance : mapping of int to float
        As :func:`chance_stability` gives it.

    Returns
    -------
    pandas.DataFrame
        By ``TOPIC_CHOICE``, nothing chosen yet.
    """
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
                "left_out": float(np.mean(stability.left_out[number])),
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
    return pd.DataFrame(rows, columns=TOPIC_CHOICE.schema.names).round(6)


def choose_number(choice: pd.DataFrame) -> tuple[int | None, str]:
    """Choose among the numbers of topics whose stability is near the best.

    Parameters
    ----------
    choice : pandas.DataFrame
        As :func:`describe_choice` gives it.

    Returns
    -------
    number : int or None
        None when no number is stable beyond chance.
    reason : str
        The rule with its figures, in words.
    """
    best = choice.loc[choice["beyond_chance"] == choice["beyond_chance"].max()].iloc[0]
    if best["beyond_chance"] < LEAST_BEYOND_CHANCE:
        return None, (
            "When interviews are drawn again, no number of topics agrees with itself much better "
            f"than points without topics do: at most {best['beyond_chance']:.2f} of the way from "
            f"chance to certainty, where {LEAST_BEYOND_CHANCE:.2f} is asked for."
        )
    # the range of bootstraps is about four standard deviations; the mean is known more closely
    deviation = (best["stability_high"] - best["stability_low"]) / 4 / (1 - best["chance"])
    error = deviation / RESAMPLES**0.5
    near = choice[choice["beyond_chance"] >= best["beyond_chance"] - error]
    quality = near["coherence"].rank() + near["diversity"].rank()
    # of equals the larger number, which says more
    winner = near.loc[quality[quality == quality.max()].index[-1]]
    others = ", ".join(str(n) for n in near["number"] if n != winner["number"])
    among = "No other number is within one standard error of the best."
    if others:
        among = (
            f"Among the numbers within one standard error of the best (also: {others}) it has the "
            f"best ranks of coherence ({winner['coherence']:.2f}) and diversity "
            f"({winner['diversity']:.2f}) together."
        )
    return int(winner["number"]), (
        f"{int(winner['number'])} groups of segments: when interviews are drawn again, the "
        f"adjusted Rand index is {winner['stability']:.2f} on average, where points without "
        f"topics give {winner['chance']:.2f}; that is {winner['beyond_chance']:.2f} of the way "
        "from chance to certainty, and the best of all numbers tried is "
        f"{best['beyond_chance']:.2f}. {among}"
    )
