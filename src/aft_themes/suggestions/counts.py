"""Hits and errors by interview, measures of them, and intervals that resample interviews."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aft_themes import stats
from aft_themes.stats import ratio
from aft_themes.suggestions.texts import Floats, Ints

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Counts:
    """Hits and errors by interview; (interviews, codes).

    Parameters
    ----------
    hits, predicted, positives : numpy.ndarray
        Pairs of segment and code that are predicted and coded, predicted, coded.
    segments : numpy.ndarray
        Segments of each interview; (interviews, 1).
    """

    hits: Floats
    predicted: Floats
    positives: Floats
    segments: Floats

    def resample(self, weights: Floats) -> Counts:
        """Count every interview as often as a row of weights says; (resamples, codes)."""
        return Counts(
            weights @ self.hits,
            weights @ self.predicted,
            weights @ self.positives,
            weights @ self.segments,
        )

    def pool(self, codes: NDArray[np.generic]) -> Counts:
        """Add up codes; segments are counted once for each."""
        return Counts(
            self.hits[:, codes].sum(axis=1, keepdims=True),
            self.predicted[:, codes].sum(axis=1, keepdims=True),
            self.positives[:, codes].sum(axis=1, keepdims=True),
            self.segments * self.hits[:, codes].shape[1],
        )

    def only(self, interviews: Bools) -> Counts:
        """Count some interviews only."""
        chosen = interviews.astype(np.float64)[:, None]
        return Counts(
            self.hits * chosen,
            self.predicted * chosen,
            self.positives * chosen,
            self.segments * chosen,
        )


def count(predicted: Bools, coded: Floats, groups: Ints, interviews: int) -> Counts:
    """Count hits and errors by interview."""

    def add(values: Floats) -> Floats:
        out = np.zeros((interviews, values.shape[1]))
        np.add.at(out, groups, values)
        return out

    right = predicted.astype(np.float64)
    ones = np.ones((len(groups), 1))
    return Counts(add(right * coded), add(right), add(coded), add(ones))


def precision(counts: Counts) -> Floats:
    """Share of what is predicted that people coded."""
    return ratio(counts.hits, counts.predicted)


def recall(counts: Counts) -> Floats:
    """Share of what people coded that is predicted."""
    return ratio(counts.hits, counts.positives)


def f1(counts: Counts) -> Floats:
    """Harmonic mean of precision and recall."""
    return ratio(2 * counts.hits, counts.predicted + counts.positives)


def kappa(counts: Counts) -> Floats:
    """Cohen's kappa between the model and the lead coder (Cohen, 1960)."""
    only_one, only_two = counts.predicted - counts.hits, counts.positives - counts.hits
    neither = counts.segments - counts.hits - only_one - only_two
    tables = np.stack([neither, only_two, only_one, counts.hits], axis=-1)
    return stats.kappa(tables.reshape(*neither.shape, 2, 2))


Measure = Callable[[Counts], Floats]
MEASURES: dict[str, Measure] = {"precision": precision, "recall": recall, "f1": f1, "kappa": kappa}
RANKED: dict[str, Measure] = {"recall at 5": recall}
RANKED_EACH: dict[str, Measure] = {"recall at 5, mean of segments": recall}
ASSIGNED: dict[str, Measure] = {"precision of assigned": precision, "recall of assigned": recall}


@dataclass(frozen=True)
class Bootstrap:
    """Resamples of interviews and the level of the interval."""

    weights: Floats
    confidence: float

    def interval(self, values: Floats) -> tuple[Floats, Floats]:
        """Return percentiles; missing where fewer than half the resamples are defined."""
        return stats.percentile_interval(values, self.confidence)
