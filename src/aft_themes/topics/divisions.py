"""Divide a corpus into topics: by the chosen number, around guides, or with UMAP and HDBSCAN."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aft_themes.catalog import TOPIC_CHOICE
from aft_themes.io.parquet import empty_frame
from aft_themes.settings import Settings
from aft_themes.topics.classic import partition_classic
from aft_themes.topics.clustering import Floats, Ints, partition, partition_guided
from aft_themes.topics.documents import Corpus, Guides
from aft_themes.topics.selection import (
    LEFT_OUT,
    RESAMPLES,
    chance_stability,
    choose_number,
    describe_choice,
    measure_stability,
    numbers_to_try,
)

_CLASSIC_RESAMPLES = 5  # and as many sets left out: each takes seconds
_LEAST_SPREAD = 1e-4  # of unit vectors, below which their differences are rounding


@dataclass(frozen=True)
class Division:
    """The fitted segments divided into topics.

    Parameters
    ----------
    labels : numpy.ndarray
        Topic of each fitted segment, from 0; -1 for none. Empty when there are no topics.
    kept : numpy.ndarray
        Jaccard index of each topic in each bootstrap, bootstraps x topics.
    held : float
        Share of segments that stay in their topic when interviews are drawn again.
    choice : pandas.DataFrame
        By ``TOPIC_CHOICE``.
    reason : str
        Why this number of topics, or why none.
    """

    labels: Ints
    kept: Floats
    held: float
    choice: pd.DataFrame
    reason: str


def divide(corpus: Corpus, settings: Settings, guides: Guides | None) -> Division:
    """Divide the fitted segments as the settings say.

    Parameters
    ----------
    corpus : Corpus
        The segments.
    settings : Settings
        ``topics`` and ``seed`` are used.
    guides : Guides or None
        Used with ``topics.seeded``.

    Returns
    -------
    Division
    """
    if float(corpus.space.points.std()) < _LEAST_SPREAD:
        return _undivided(empty_frame(TOPIC_CHOICE), "All segments say the same.")
    if settings.topics.engine == "classic":

        def classic(rows: Ints | None) -> Ints:
            if rows is None:
                rows = np.arange(len(corpus.fitted))
            # a row drawn twice would be a neighbour at no distance: it is given once
            distinct, place = np.unique(rows, return_inverse=True)
            unit = corpus.space.unit[distinct]
            return partition_classic(unit, settings.topics.number, settings.seed)[place]

        return _divide_given(corpus, classic, "HDBSCAN", settings.seed, _CLASSIC_RESAMPLES)
    if settings.topics.seeded and guides is not None:

        def guided(rows: Ints | None) -> Ints:
            return partition_guided(corpus.space, guides.vectors, rows)

        return _divide_given(corpus, guided, "the codebook", settings.seed)
    return _divide_chosen(corpus, settings)


def _divide_chosen(corpus: Corpus, settings: Settings) -> Division:
    wanted = settings.topics.number
    least, most = settings.topics.min_topics, settings.topics.max_topics
    numbers = numbers_to_try(least, most, len(corpus.fitted))
    if wanted is not None:
        numbers = sorted({*numbers, wanted})

    def parts(rows: Ints | None) -> Mapping[int, Ints]:
        return partition(corpus.space, numbers, rows)

    whole = parts(None)
    stability = measure_stability(parts, whole, corpus.groups, times=RESAMPLES, seed=settings.seed)
    chance = chance_stability(corpus.space, corpus.groups, numbers, settings.seed)
    choice = describe_choice(corpus.terms, whole, corpus.participants, stability, chance)
    number, reason = choose_number(choice)
    if number is None:
        return _undivided(choice, reason)
    if wanted is not None:
        number, reason = wanted, f"{wanted} groups of segments: set in topics.number."
    return Division(
        whole[number],
        stability.kept[number],
        stability.held[number],
        choice.assign(chosen=choice["number"] == number),
        reason,
    )


def _divide_given(
    corpus: Corpus,
    part: Callable[[Ints | None], Ints],
    by: str,
    seed: int,
    most: int = LEFT_OUT,
) -> Division:
    """Divide where the number of topics is not ours to choose."""
    found = part(None)
    placed = found >= 0
    used, numbered = np.unique(found[placed], return_inverse=True)
    if len(used) < 2:
        return _undivided(empty_frame(TOPIC_CHOICE), f"{by} gives fewer than two topics.")
    number = int(found.max()) + 1
    stability = measure_stability(
        lambda rows: {number: part(rows)},
        {number: found},
        corpus.groups,
        times=min(most, RESAMPLES),
        seed=seed,
        sets=most,
    )
    reason = f"{len(used)} groups of segments: given by {by}."
    choice = describe_choice(
        corpus.terms.of(placed),
        {number: numbered},
        corpus.participants[placed],
        stability,
        {number: np.nan},
    )
    labels = np.full(len(found), -1, dtype=np.int64)
    labels[placed] = numbered
    return Division(
        labels,
        stability.kept[number][:, used],
        stability.held[number],
        choice.assign(number=len(used), chosen=True),
        reason,
    )


def _undivided(choice: pd.DataFrame, reason: str) -> Division:
    return Division(np.empty(0, dtype=np.int64), np.empty((0, 0)), 0.0, choice, reason)
