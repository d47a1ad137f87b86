"""Ridge regression on a kernel, for all codes at once, and what it says of left-out interviews.

For squared loss the predictions for a left-out group follow from one fit on everything,
exactly: y_g - (I - H_gg)^-1 (y_g - f_g), with H the matrix that turns targets into fitted
values (Rifkin & Lippert, 2007, MIT-CSAIL-TR-2007-025; leave-one-group-out as in An, Liu &
Venkatesh, 2007, Pattern Recognition 40(8), doi 10.1016/j.patcog.2006.12.015).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aft_themes.suggestions.texts import Floats, Ints

_TOLERANCE = 1e-8


@dataclass(frozen=True)
class RidgeScores:
    """Scores of one view.

    Parameters
    ----------
    scores : numpy.ndarray
        (segments, targets): for training segments from the fit without their interview, for
        the others from the fit on all training segments.
    dual : numpy.ndarray
        (landmarks, targets): weights of the similarities with the landmarks.
    penalty : float
        The penalty that was chosen.
    """

    scores: Floats
    dual: Floats
    penalty: float


def fit_ridge(
    kernel: Floats,
    train: Ints,
    landmarks: Ints,
    groups: Ints,
    targets: Floats,
    penalties: Sequence[float],
) -> RidgeScores:
    """Fit all targets on one kernel, with the penalty that errs least on left-out interviews.

    Parameters
    ----------
    kernel : numpy.ndarray
        (segments, landmarks), symmetric on the landmarks; what it has of negative spectrum is
        left out.
    train, landmarks : numpy.ndarray
        Rows of the training segments, and of those that stand for them; where these are fewer,
        the kernel is approximated (Nystroem).
    groups : numpy.ndarray
        Interview of every segment.
    targets : numpy.ndarray
        (training segments, targets).
    penalties : sequence of float
        Above 0; similarities have a mean size of 1.

    Returns
    -------
    RidgeScores
    """
    spectrum, basis = np.linalg.eigh(kernel[landmarks])
    kept = spectrum > _TOLERANCE * max(1.0, spectrum[-1])
    power, root = spectrum[kept], np.sqrt(spectrum[kept])
    to_features = basis[:, kept] / root
    if len(landmarks) < len(train):  # turn the features so that they are uncorrelated
        rows = kernel[train] @ to_features
        power, turn = np.linalg.eigh(rows.T @ rows)
        rows, to_features = rows @ turn, to_features @ turn
    else:
        rows = basis[:, kept] * root
    seen = rows.T @ targets
    tried = []
    for penalty in penalties:
        weights = seen / (power + penalty)[:, None]
        left_out = _leave_out(rows, power + penalty, rows @ weights, targets, groups[train])
        tried.append((float(np.mean((left_out - targets) ** 2)), penalty, weights, left_out))
    _, penalty, weights, left_out = min(tried, key=lambda one: one[:2])
    dual = to_features @ weights
    scores = np.empty((len(kernel), targets.shape[1]))
    scores[train] = left_out
    others = np.setdiff1d(np.arange(len(kernel)), train)
    scores[others] = kernel[others] @ dual
    return RidgeScores(scores, dual, penalty)


def _leave_out(
    rows: Floats, power: Floats, fitted: Floats, targets: Floats, groups: Ints
) -> Floats:
    left_out = np.empty_like(fitted)
    for group in np.unique(groups):
        here = np.flatnonzero(groups == group)
        hat = (rows[here] / power) @ rows[here].T
        missed = np.linalg.solve(np.eye(len(here)) - hat, targets[here] - fitted[here])
        left_out[here] = targets[here] - missed
    return left_out


def choose_landmarks(train: Ints, most: int) -> Ints:
    """Choose evenly spaced training segments; all of them if there are few enough.

    Parameters
    ----------
    train : numpy.ndarray
        Rows of the training segments.
    most : int
        How many landmarks at most.

    Returns
    -------
    numpy.ndarray
    """
    if len(train) <= most:
        return train
    return train[np.linspace(0, len(train) - 1, most).astype(np.int64)]
