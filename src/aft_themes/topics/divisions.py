"""Divide a corpus into topics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aft_themes.catalog import TOPIC_CHOICE
from aft_themes.io.parquet import empty_frame
from aft_themes.settings import Settings
from aft_themes.topics.clustering import partition
from aft_themes.topics.documents import Corpus
from aft_themes.topics.selection import (
    RESAMPLES,
    chance_stability,
    choose_number,
    describe_choice,
    measure_stability,
    numbers_to_try,
)
from aft_themes.topics.smoothing import Floats, Ints

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


def divide(corpus: Corpus, settings: Settings) -> Division:
    """Divide the fitted segments into the number of topics that is set or that holds best."""
    if float(corpus.space.points.std()) < _LEAST_SPREAD:
        return _undivided(empty_frame(TOPIC_CHOICE), "All segments say the same.")
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


def _undivided(choice: pd.DataFrame, reason: str) -> Division:
    return Division(np.empty(0, dtype=np.int64), np.empty((0, 0)), 0.0, choice, reason)
