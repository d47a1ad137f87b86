"""Divide a corpus into topics, and into few broad ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from aft_themes.catalog import TOPIC_CHOICE
from aft_themes.embeddings.vectors import Vectors
from aft_themes.io.parquet import empty_frame
from aft_themes.settings import Settings
from aft_themes.topics.clustering import partition
from aft_themes.topics.describe import STABLE
from aft_themes.topics.documents import Corpus
from aft_themes.topics.selection import (
    RESAMPLES,
    Stability,
    chance_stability,
    choose_broad,
    choose_number,
    describe_choice,
    information,
    measure_stability,
    numbers_to_try,
)
from aft_themes.topics.smoothing import Floats, Ints
from aft_themes.topics.term_lift import LEAST_LIFT, TermLifts, leave_out, term_lifts
from aft_themes.topics.terms_together import company

_TRIAL = 6  # bootstraps that tell whether a whole search is worth its time
_LEAST_SPREAD = 1e-4  # of unit vectors, below which their differences are rounding


@dataclass(frozen=True)
class Division:
    """The fitted segments divided into topics.

    Parameters
    ----------
    labels : numpy.ndarray
        Topic of each fitted segment, from 0.
    kept : numpy.ndarray
        Jaccard index of each topic in each bootstrap, bootstraps x topics.
    held : float
        Share of segments that stay in their topic when interviews are drawn again.
    lifts : TermLifts
        How well each topic's terms find its segments.
    """

    labels: Ints
    kept: Floats
    held: float
    lifts: TermLifts

    @property
    def good(self) -> npt.NDArray[np.bool_]:
        """Whether each topic is stable alone and found by its terms."""
        good: npt.NDArray[np.bool_] = (self.stability >= STABLE) & (self.lifts.values >= LEAST_LIFT)
        return good

    @property
    def stability(self) -> Floats:
        """Mean Jaccard index of each topic."""
        mean: Floats = np.nan_to_num(np.nanmean(self.kept, axis=0))
        return mean

    @property
    def company(self) -> float:
        """How far above chance the good topics' terms come together, in standard errors."""
        return company(self.lifts.pairs[self.good], self.lifts.by_chance[self.good])

    @property
    def shares(self) -> Floats:
        """Share of the segments in each topic."""
        shares: Floats = np.bincount(self.labels, minlength=len(self.stability)) / len(self.labels)
        return shares


@dataclass(frozen=True)
class Divided:
    """What was chosen: topics, broad topics, and why; none where nothing is stable.

    Parameters
    ----------
    topics, broad : Division or None
        The chosen division, and a coarser one beside it.
    choice : pandas.DataFrame
        By ``TOPIC_CHOICE``.
    reason : str
        Why this number of topics, or why none.
    """

    topics: Division | None
    broad: Division | None
    choice: pd.DataFrame
    reason: str

    @property
    def information(self) -> float:
        """What the good topics of the chosen number say; 0 without topics."""
        return float(self.choice.loc[self.choice["chosen"], "information"].sum())


def divide(corpus: Corpus, settings: Settings, words: Vectors | None) -> Divided:
    """Divide the fitted segments into the number of topics that is set or that says most."""
    if float(corpus.space.points.std()) < _LEAST_SPREAD:
        return Divided(None, None, empty_frame(TOPIC_CHOICE), "All segments say the same.")
    wanted = settings.topics.number
    least, most = settings.topics.min_topics, settings.topics.max_topics
    numbers = numbers_to_try(least, most, len(corpus.fitted))
    if wanted is not None:
        numbers = sorted({*numbers, wanted})

    def parts(rows: Ints | None) -> Mapping[int, Ints]:
        return partition(corpus.space, numbers, rows)

    whole = parts(None)
    stability = measure_stability(parts, whole, corpus.groups, times=RESAMPLES, seed=settings.seed)
    divisions = _measure(corpus, whole, stability, words, settings.seed)
    choice = _describe(corpus, numbers, divisions, stability, settings.seed)
    number, reason = choose_number(choice)
    if wanted is not None:
        number, reason = wanted, f"{wanted} topics: set in topics.number."
    if number is None:
        return Divided(None, None, choice, reason)
    broad = choose_broad(choice, number)
    return Divided(
        divisions[number],
        None if broad is None else divisions[broad],
        choice.assign(chosen=choice["number"] == number),
        reason,
    )


def estimate_information(
    corpus: Corpus, numbers: Sequence[int], words: Vectors | None, seed: int
) -> float:
    """Say by few bootstraps, which cost little, what good topics say at some numbers at most."""

    def parts(rows: Ints | None) -> Mapping[int, Ints]:
        return partition(corpus.space, numbers, rows)

    whole = parts(None)
    stability = measure_stability(parts, whole, corpus.groups, times=_TRIAL, seed=seed)
    divisions = _measure(corpus, whole, stability, words, seed)
    return max(_information(one) for one in divisions.values())


def _information(division: Division) -> float:
    good = division.good
    return information(division.shares[good], division.stability[good])


def _measure(
    corpus: Corpus,
    whole: Mapping[int, Ints],
    stability: Stability,
    words: Vectors | None,
    seed: int,
) -> dict[int, Division]:
    people, vectors = corpus.participants, corpus.space.unit
    parts = leave_out(corpus.terms, people)
    return {
        number: Division(
            labels,
            stability.kept[number],
            stability.held[number],
            term_lifts(parts, labels, people, vectors, words, seed=seed),
        )
        for number, labels in whole.items()
    }


def _describe(
    corpus: Corpus,
    numbers: Sequence[int],
    divisions: Mapping[int, Division],
    stability: Stability,
    seed: int,
) -> pd.DataFrame:
    chance = chance_stability(corpus.space, corpus.groups, numbers, seed)
    whole = {number: division.labels for number, division in divisions.items()}
    choice = describe_choice(corpus.terms, whole, corpus.participants, stability, chance)
    found = [divisions[number] for number in choice["number"]]
    choice["good"] = [int(one.good.sum()) for one in found]
    choice["good_share"] = [float(one.shares[one.good].sum()) for one in found]
    choice["company"] = [one.company for one in found]
    choice["information"] = [_information(one) for one in found]
    choice = choice.round(6)
    return pd.DataFrame(choice, columns=TOPIC_CHOICE.schema.names)
