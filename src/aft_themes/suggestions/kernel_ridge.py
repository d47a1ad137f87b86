"""Ridge regression on a kernel, for all codes at once, and its predictions for left-out interviews.

For squared loss the predictions for a left-out group follow from one fit on everything, exactly.
With C the inverse of K + penalty and y the targets, its residuals are C_gg^-1 (C y)_g; with H the
matrix that turns targets into fitted values and f = H y they are (I - H_gg)^-1 (y - f)_g (Rifkin &
Lippert, 2007, MIT-CSAIL-TR-2007-025; leave-one-group-out as in An, Liu & Venkatesh, 2007, Pattern
Recognition 40(8), doi 10.1016/j.patcog.2006.12.015).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from aft_themes.suggestions.texts import Floats, Ints

PENALTY = 2.0
"""For similarities of mean size 1; 1 and 2 do equally well with 2 to 30 coded interviews."""

_CONSTANT = 0.3  # the intercept, as a similarity that all segments share
_TOLERANCE = 1e-8  # of the largest eigenvalue: what is below it is rounding


@dataclass(frozen=True)
class RidgeScores:
    """Scores of one view.

    Parameters
    ----------
    scores : numpy.ndarray
        (segments, targets): for training segments from the fit without their interview, for
        the others from the fit on all training segments.
    dual : numpy.ndarray
        (training segments, targets): weights of the similarities with them.
    mean, weights : numpy.ndarray or None
        What :meth:`apply` needs; none where segments are compared with all others.
    """

    scores: Floats
    dual: Floats
    mean: Floats | None = None
    weights: Floats | None = None

    def apply(self, features: Floats) -> Floats:
        """Score other segments by their features."""
        if self.mean is None or self.weights is None:
            raise ValueError("a kernel without landmarks cannot score other segments")
        return _apply(features, self.mean, self.weights)


class Kernel(Protocol):
    """Similarities of segments that ridge regression is fitted on, centred on training segments."""

    def features_of(self, similar: Floats) -> Floats:
        """Make features of other segments from their similarities with the landmarks."""
        ...

    def fit(self, train: Ints, groups: Ints, targets: Floats, penalty: float) -> RidgeScores:
        """Fit all targets."""
        ...


def make_kernel(similar: Floats, landmarks: Ints) -> Kernel:
    """Make a kernel of similarities with all segments, or with a sample of them."""
    if len(landmarks) == len(similar):
        return _Exact(similar)
    spectrum, basis = _positive(similar[landmarks])
    to_features = basis / np.sqrt(spectrum)
    return _Approximate(similar @ to_features, to_features)


@dataclass(frozen=True)
class _Exact:
    values: Floats  # (segments, segments)

    def features_of(self, similar: Floats) -> Floats:
        raise ValueError("a kernel without landmarks has no features")

    def fit(self, train: Ints, groups: Ints, targets: Floats, penalty: float) -> RidgeScores:
        others = np.setdiff1d(np.arange(len(self.values)), train)
        kernel, similar = self.values[np.ix_(train, train)], self.values[np.ix_(others, train)]
        at = kernel.mean(axis=0)
        for part in (kernel, similar):
            part += at.mean() + _CONSTANT - at - part.mean(axis=1, keepdims=True)
        dual, left_out = _fit_kernel(kernel, groups[train], targets, penalty)
        scores = np.empty((len(self.values), targets.shape[1]))
        scores[others] = similar @ dual
        scores[train] = left_out
        return RidgeScores(scores, dual)


@dataclass(frozen=True)
class _Approximate:
    features: Floats  # (segments, features); their products are the kernel
    to_features: Floats  # (landmarks, features)

    def features_of(self, similar: Floats) -> Floats:
        features: Floats = similar @ self.to_features
        return features

    def fit(self, train: Ints, groups: Ints, targets: Floats, penalty: float) -> RidgeScores:
        mean = self.features[train].mean(axis=0)
        rows = np.full((len(train), len(mean) + 1), np.sqrt(_CONSTANT))
        rows[:, :-1] = self.features[train] - mean
        if len(train) < len(mean):
            dual, left_out = _fit_kernel(rows @ rows.T, groups[train], targets, penalty)
            weights = rows.T @ dual
        else:
            weights, dual, left_out = _fit_features(rows, groups[train], targets, penalty)
        scores = _apply(self.features, mean, weights)
        scores[train] = left_out
        return RidgeScores(scores, dual, mean, weights)


def _apply(features: Floats, mean: Floats, weights: Floats) -> Floats:
    """Score centred features and the intercept, without a copy of the features."""
    scores: Floats = features @ weights[:-1]
    scores += np.sqrt(_CONSTANT) * weights[-1] - mean @ weights[:-1]
    return scores


def _fit_kernel(
    kernel: Floats, groups: Ints, targets: Floats, penalty: float
) -> tuple[Floats, Floats]:
    """Fit by the similarities of training segments; return the dual and the left-out scores."""
    from scipy.linalg import lapack  # it knows triangles: half the time of numpy's solutions

    factor = _factorise(kernel, penalty)
    dual: Floats = lapack.dpotrs(factor, targets, lower=True)[0]
    half = lapack.dtrtri(factor, lower=True, overwrite_c=True)[0]
    scores = np.empty_like(dual)
    for here in _each(groups):
        part = half[here[0] :, here]  # above them are zeros
        scores[here] = targets[here] - np.linalg.solve(part.T @ part, dual[here])
    return dual, scores


def _fit_features(
    rows: Floats, groups: Ints, targets: Floats, penalty: float
) -> tuple[Floats, Floats, Floats]:
    """Fit by fewer features than segments; return weights, dual and the left-out scores."""
    from scipy.linalg import lapack

    factor = _factorise(rows.T @ rows, penalty)
    weights: Floats = lapack.dpotrs(factor, rows.T @ targets, lower=True)[0]
    half = lapack.dtrtrs(factor, rows.T, lower=True)[0]
    residuals = targets - rows @ weights
    scores = np.empty_like(targets)
    for here in _each(groups):
        kept = np.eye(len(here)) - half[:, here].T @ half[:, here]
        scores[here] = targets[here] - np.linalg.solve(kept, residuals[here])
    return weights, residuals / penalty, scores


def _factorise(matrix: Floats, penalty: float) -> Floats:
    """Add the penalty to a symmetric matrix, in place; return L, where it is L L^T."""
    from scipy.linalg import lapack

    matrix.flat[:: len(matrix) + 1] += penalty
    lower: Floats = lapack.dpotrf(matrix.T, lower=True, overwrite_a=True)[0]
    return lower


def _each(groups: Ints) -> Iterator[Ints]:
    return (np.flatnonzero(groups == group) for group in np.unique(groups))


def keep_positive(similar: Floats, landmarks: Ints) -> Floats:
    """Set negative eigenvalues of the similarities among landmarks to zero."""
    spectrum, basis = _positive(similar[landmarks])
    kept = similar.copy()
    kept[landmarks] = (basis * spectrum) @ basis.T
    return kept


def _positive(similar: Floats) -> tuple[Floats, Floats]:
    spectrum, basis = np.linalg.eigh(similar)
    kept = spectrum > _TOLERANCE * max(1.0, spectrum[-1])
    return spectrum[kept], basis[:, kept]


def choose_landmarks(segments: int, most: int) -> Ints:
    """Choose evenly spaced segments; all of them if there are few enough."""
    if segments <= most:
        return np.arange(segments)
    return np.linspace(0, segments - 1, most).astype(np.int64)
