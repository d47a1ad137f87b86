"""Cross-validation that leaves whole interviews out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aft_themes.coding.codebook import Codebook
from aft_themes.suggestions.labels import Labels
from aft_themes.suggestions.model import Prediction, fit
from aft_themes.suggestions.similarities import Likeness
from aft_themes.suggestions.texts import Floats, Ints, Texts

FOLDS = 6
CURVE_SIZES = (2, 4, 8, 16, 32, 64)
CURVE_REPEATS = 3


@dataclass(frozen=True)
class LeftOut:
    """What models said of interviews that they had not seen.

    Parameters
    ----------
    rows : numpy.ndarray
        Segments of the interviews that people coded; all other arrays have these rows.
    probable, within : numpy.ndarray
        Probability of the very code; of it or one below it.
    predicted, predicted_within : numpy.ndarray
        What reaches its threshold.
    reaches : numpy.ndarray
        What reaches the threshold for assigning.
    fold : numpy.ndarray
        Number of the model that had not seen the segment.
    valence : numpy.ndarray
        Predicted number of the valence where people coded, else -1.
    """

    rows: Ints
    probable: Floats
    within: Floats
    predicted: NDArray[np.bool_]
    predicted_within: NDArray[np.bool_]
    reaches: NDArray[np.bool_]
    fold: Ints
    valence: Ints


def make_folds(groups: Ints, seed: int, number: int = FOLDS) -> Ints:
    """Deal interviews into folds of about equal numbers of interviews.

    Parameters
    ----------
    groups : numpy.ndarray
        Interview of every segment.
    seed : int
        Of the dealing.
    number : int
        Folds; no more than there are interviews.

    Returns
    -------
    numpy.ndarray
        Fold of every segment.
    """
    interviews, place = np.unique(groups, return_inverse=True)
    dealt = np.random.default_rng(seed).permutation(len(interviews))
    folds: Ints = (dealt % min(number, len(interviews)))[place]
    return folds


def fit_folds(
    texts: Texts,
    codebook: Codebook,
    labels: Labels,
    *,
    alike: Likeness,
    bar: float,
    seed: int,
    without: tuple[str, ...] = (),
    number: int = FOLDS,
    threads: int = 1,
) -> Iterator[tuple[Ints, Prediction]]:
    """Fit one model per fold.

    Parameters
    ----------
    texts, codebook, labels, alike, bar, without
        As :func:`aft_themes.suggestions.model.fit` takes them.
    seed, number : int
        As :func:`make_folds` takes them.
    threads : int
        How many models are fitted at a time.

    Yields
    ------
    tuple of (numpy.ndarray, Prediction)
        Rows of the left-out interviews, and what the model without them says.
    """
    fold = make_folds(texts.groups[labels.rows], seed, number)

    def fit_without(one: int) -> Prediction:
        train = labels.rows[fold != one]
        return fit(texts, codebook, labels, train, alike=alike, bar=bar, without=without)

    folds = np.unique(fold).tolist()
    with ThreadPoolExecutor(threads) as pool:
        for one, said in zip(folds, pool.map(fit_without, folds), strict=True):
            yield labels.rows[fold == one], said


def gather(folds: Sequence[tuple[Ints, Prediction]], labels: Labels) -> LeftOut:
    """Put together what the folds' models said of their left-out interviews.

    Parameters
    ----------
    folds : sequence of (numpy.ndarray, Prediction)
        As :func:`fit_folds` yields them.
    labels : Labels
        What people coded.

    Returns
    -------
    LeftOut
    """
    order = np.argsort(np.concatenate([rows for rows, _ in folds]), kind="stable")
    valence = []
    for rows, said in folds:
        found = np.full((len(rows), labels.coded.shape[1]), -1, dtype=np.int64)
        at, codes = np.nonzero(labels.valence[rows] >= 0)
        found[at, codes] = said.valence.predict(codes)[0]
        valence.append(found)
    probable = [said.coded[rows] for rows, said in folds]
    within = [said.within[rows] for rows, said in folds]
    predicted = [said.coded[rows] >= said.thresholds for rows, said in folds]
    predicted_within = [said.within[rows] >= said.within_thresholds for rows, said in folds]
    reaches = [said.coded[rows] >= said.assigning for rows, said in folds]
    fold = [np.full(len(rows), number) for number, (rows, _) in enumerate(folds)]
    return LeftOut(
        rows=np.concatenate([rows for rows, _ in folds])[order],
        probable=np.concatenate(probable)[order],
        within=np.concatenate(within)[order],
        predicted=np.concatenate(predicted)[order],
        predicted_within=np.concatenate(predicted_within)[order],
        reaches=np.concatenate(reaches)[order],
        fold=np.concatenate(fold)[order],
        valence=np.concatenate(valence)[order],
    )


def curve_samples(groups: Ints, seed: int) -> Iterator[tuple[int, Ints]]:
    """Draw the interviews of a learning curve: larger samples hold the smaller ones.

    Parameters
    ----------
    groups : numpy.ndarray
        Interview of every coded segment.
    seed : int
        Of the drawing.

    Yields
    ------
    tuple of (int, numpy.ndarray)
        How many interviews, and their numbers; at least half of all interviews are left out.
    """
    interviews = np.unique(groups)
    sizes = [size for size in CURVE_SIZES if 2 * size <= len(interviews)]
    for repeat in range(CURVE_REPEATS):
        order = np.random.default_rng([seed, repeat]).permutation(interviews)
        for size in sizes:
            yield size, order[:size]
