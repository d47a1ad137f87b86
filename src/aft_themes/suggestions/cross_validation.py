"""Cross-validation that leaves whole interviews out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aft_themes.codebook.codes import Codebook
from aft_themes.suggestions.labels import Labels
from aft_themes.suggestions.model import Fitted, Prediction, fit
from aft_themes.suggestions.similarities import Similarities
from aft_themes.suggestions.texts import Floats, Ints, Texts

_FOLDS = 6  # of 36 interviews each model still learns from 30
CURVE_SIZES = (
    2,
    4,
    8,
    16,
    32,
    64,
)  # doublings; each needs as many coded interviews as all before it
CURVE_REPEATS = 3  # samples of interviews at each size; the table shows their range


@dataclass(frozen=True)
class LeftOut:
    """Predictions of models for interviews that they had not seen.

    Parameters
    ----------
    rows : numpy.ndarray
        Segments of the interviews that people coded; all other arrays have these rows.
    probable, within : numpy.ndarray
        Probability of the very code; of it or one below it.
    predicted, predicted_within : numpy.ndarray
        What reaches its threshold.
    fold : numpy.ndarray
        Number of the model that had not seen the segment, from 1.
    valence : numpy.ndarray
        Predicted number of the valence where people coded, else -1.
    """

    rows: Ints
    probable: Floats
    within: Floats
    predicted: NDArray[np.bool_]
    predicted_within: NDArray[np.bool_]
    fold: Ints
    valence: Ints

    def only(self, chosen: NDArray[np.bool_]) -> LeftOut:
        """Keep some segments."""
        return LeftOut(**{name: values[chosen] for name, values in vars(self).items()})


def make_folds(groups: Ints, seed: int) -> Ints:
    """Deal interviews into folds of about equal numbers of interviews."""
    interviews, place = np.unique(groups, return_inverse=True)
    dealt = np.random.default_rng(seed).permutation(len(interviews))
    folds: Ints = (dealt % min(_FOLDS, len(interviews)))[place]
    return folds


def fit_folds(
    texts: Texts,
    codebook: Codebook,
    labels: Labels,
    *,
    similarities: Similarities,
    seed: int,
    without: tuple[str, ...] = (),
    threads: int = 1,
) -> Iterator[tuple[Ints, Fitted]]:
    """Fit one model per fold; yield the segments that it has not seen, and the model."""
    fold = make_folds(texts.groups[labels.rows], seed)

    def fit_without(one: int) -> Fitted:
        train = labels.rows[fold != one]
        return fit(
            texts,
            codebook,
            labels,
            train,
            similarities=similarities,
            without=without,
        )

    folds = np.unique(fold).tolist()
    with ThreadPoolExecutor(threads) as pool:
        for one, fitted in zip(folds, pool.map(fit_without, folds), strict=True):
            yield labels.rows[fold == one], fitted


def gather(folds: Sequence[tuple[Ints, Prediction]], labels: Labels) -> LeftOut:
    """Join the predictions of all folds for their left-out interviews."""
    order = np.argsort(np.concatenate([rows for rows, _ in folds]), kind="stable")
    valence = []
    for rows, prediction in folds:
        found = np.full((len(rows), labels.coded.shape[1]), -1, dtype=np.int64)
        at, codes = np.nonzero(labels.valence[rows] >= 0)
        found[at, codes] = prediction.valence.predict(codes)[0]
        valence.append(found)
    probable = [prediction.coded[rows] for rows, prediction in folds]
    within = [prediction.within[rows] for rows, prediction in folds]
    predicted = [prediction.coded[rows] >= prediction.thresholds for rows, prediction in folds]
    predicted_within = [
        prediction.within[rows] >= prediction.within_thresholds for rows, prediction in folds
    ]
    fold = [np.full(len(rows), number) for number, (rows, _) in enumerate(folds, start=1)]
    return LeftOut(
        rows=np.concatenate([rows for rows, _ in folds])[order],
        probable=np.concatenate(probable)[order],
        within=np.concatenate(within)[order],
        predicted=np.concatenate(predicted)[order],
        predicted_within=np.concatenate(predicted_within)[order],
        fold=np.concatenate(fold)[order],
        valence=np.concatenate(valence)[order],
    )


def curve_samples(groups: Ints, seed: int) -> Iterator[tuple[int, Ints]]:
    """Draw the interviews of a learning curve: larger samples hold the smaller ones."""
    interviews = np.unique(groups)
    sizes = [size for size in CURVE_SIZES if 2 * size <= len(interviews)]
    for repeat in range(CURVE_REPEATS):
        order = np.random.default_rng([seed, repeat]).permutation(interviews)
        for size in sizes:
            yield size, order[:size]
