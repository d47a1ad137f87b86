"""Hits and errors by interview, measures of them, and intervals that resample interviews."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aft_themes.suggestions.texts import Floats, Ints

_LEAST_DEFINED = 0.5  # share of resamples below which an interval would mislead

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


def divide(one: Floats, two: Floats) -> Floats:
    """Divide; missing where the divisor is 0."""
    share: Floats = np.divide(one, two, out=np.full(one.shape, np.nan), where=two > 0)
    return share


def precision(counts: Counts) -> Floats:
    """Share of what is predicted that people coded."""
    return divide(counts.hits, counts.predicted)


def recall(counts: Counts) -> Floats:
    """Share of what people coded that is predicted."""
    return divide(counts.hits, counts.positives)


def f1(counts: Counts) -> Floats:
    """Harmonic mean of precision and recall."""
    return divide(2 * counts.hits, counts.predicted + counts.positives)


def kappa(counts: Counts) -> Floats:
    """Cohen's kappa between the model and the lead coder (Cohen, 1960)."""
    n = counts.segments
    observed = 1 - divide(counts.predicted + counts.positives - 2 * counts.hits, n)
    predicted, coded = divide(counts.predicted, n), divide(counts.positives, n)
    chance = predicted * coded + (1 - predicted) * (1 - coded)
    return divide(observed - chance, np.round(1 - chance, 12))


Measure = Callable[[Counts], Floats]
MEASURES: dict[str, Measure] = {"precision": precision, "recall": recall, "f1": f1, "kappa": kappa}
RANKED: dict[str, Measure] = {"recall at 5": recall}
RANKED_EACH: dict[str, Measure] = {"recall at 5, mean of segments": recall}
ASSIGNED: dict[str, Measure] = {"precision of assigned": precision, "recall of assigned": recall}


def bootstrap_weights(interviews: int, resamples: int, seed: int) -> Floats:
    """Draw how often each interview is in each resample; (resamples, interviews)."""
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(interviews, np.full(interviews, 1 / interviews), size=resamples)
    return drawn.astype(np.float64)


@dataclass(frozen=True)
class Bootstrap:
    """Resamples of interviews and the level of the interval."""

    weights: Floats
    confidence: float

    def interval(self, values: Floats) -> tuple[Floats, Floats]:
        """Return percentiles; missing where fewer than half the resamples are defined."""
        tail = (1 - self.confidence) / 2
        out = np.full((2, values.shape[1]), np.nan)
        defined = np.isfinite(values).mean(axis=0) if len(values) else np.zeros(values.shape[1])
        usable = defined >= _LEAST_DEFINED
        if usable.any():
            out[:, usable] = np.nanquantile(values[:, usable], [tail, 1 - tail], axis=0)
        return out[0], out[1]
