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
        scores: Floats = _with_constant(features, self.mean) @ self.weights
        return scores


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
        similar = self.values[:, train]
        at = similar[train].mean(axis=0)
        similar += at.mean() + _CONSTANT - at - similar.mean(axis=1, keepdims=True)
        factor = _Factor.of(similar[train], penalty)
        dual = factor.solve(targets)
        scores = np.empty((len(similar), targets.shape[1]))
        others = np.setdiff1d(np.arange(len(similar)), train)
        scores[others] = similar[others] @ dual
        for here in _each(groups[train]):
            missed = np.linalg.solve(factor.inverse_among(here), dual[here])
            scores[train[here]] = targets[here] - missed
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
        features = _with_constant(self.features, mean)
        rows = features[train]
        factor = _Factor.of(rows.T @ rows, penalty)
        weights = factor.solve(rows.T @ targets)
        scores = features @ weights
        residuals = targets - scores[train]
        for here in _each(groups[train]):
            kept = np.eye(len(here)) - factor.squares(rows[here])
            scores[train[here]] = targets[here] - np.linalg.solve(kept, residuals[here])
        return RidgeScores(scores, residuals / penalty, mean, weights)


def _with_constant(features: Floats, mean: Floats) -> Floats:
    segments, number = features.shape
    out = np.full((segments, number + 1), np.sqrt(_CONSTANT))
    out[:, :number] = features - mean
    return out


def _each(groups: Ints) -> Iterator[Ints]:
    return (np.flatnonzero(groups == group) for group in np.unique(groups))


@dataclass(frozen=True)
class _Factor:
    """A positive definite matrix as L L^T: to solve by it takes half the time of its inverse.

    Parameters
    ----------
    lower : numpy.ndarray
        L, lower triangular.
    inverse : numpy.ndarray
        L^-1, lower triangular; the inverse of the matrix is its transpose times itself.
    """

    lower: Floats
    inverse: Floats

    @classmethod
    def of(cls, matrix: Floats, penalty: float) -> _Factor:
        """Factorise a symmetric matrix, after ``penalty`` was added to its diagonal in place."""
        from scipy.linalg import lapack  # it knows of triangles, and numpy does not

        matrix.flat[:: len(matrix) + 1] += penalty
        lower = lapack.dpotrf(matrix.T, lower=True, overwrite_a=True)[0]
        return cls(lower, lapack.dtrtri(lower, lower=True)[0])

    def solve(self, targets: Floats) -> Floats:
        """Multiply by the inverse of the matrix."""
        from scipy.linalg import lapack

        solved: Floats = lapack.dpotrs(self.lower, targets, lower=True)[0]
        return solved

    def inverse_among(self, rows: Ints) -> Floats:
        """Give the part of the inverse that belongs to some rows, in ascending order."""
        part = self.inverse[rows[0] :, rows]  # above them L^-1 has zeros
        inverse: Floats = part.T @ part
        return inverse

    def squares(self, rows: Floats) -> Floats:
        """Multiply rows by the inverse and by the rows again."""
        half = self.inverse @ rows.T
        squares: Floats = half.T @ half
        return squares


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
