"""From probabilities to decisions: thresholds that also work for rare codes."""

from __future__ import annotations

import numpy as np

from aft_themes.suggestions.texts import Floats, Ints

MOST_PREDICTED = 2.5
"""No code is predicted more often than this many times its prevalence in training."""

# thresholds that are tried. Codes are rare, so calibrated chances above .6 are seldom given; steps
# of .01 are finer than the calibration
_GRID = np.arange(0.05, 0.61, 0.01)

_ABOVE = 1e-9  # chances are kept to 1e-6
_DIGITS = 9  # decimals kept: what differs between machines is smaller


def level_thresholds(probable: Floats, truth: Floats, train: Ints, kinds: Ints) -> Floats:
    """Choose one threshold for all codes of a kind, the best micro-F1, and cap each code's rate.

    A threshold of its own for every code collapses on rare codes; of calibrated probabilities
    one threshold is best for all (Lipton, Elkan & Naryanaswamy, 2014, ECML PKDD, doi
    10.1007/978-3-662-44851-9_15).
    """
    says, right = probable[train], truth[train]
    out = np.empty(probable.shape[1])
    for kind in np.unique(kinds):
        codes = np.flatnonzero(kinds == kind)
        out[codes] = _best(says[:, codes].ravel(), right[:, codes].ravel())
    ordered = -np.sort(-says, axis=0)
    examples = right.sum(axis=0)
    most = np.minimum(np.floor(MOST_PREDICTED * examples), len(train) - 1).astype(np.int64)
    # just above the chance of the next segment
    capped = np.maximum(out, ordered[most, np.arange(len(most))] + _ABOVE)
    return np.where(examples > 0, np.round(capped, _DIGITS), 2.0)


def _best(says: Floats, right: Floats) -> float:
    found = []
    for threshold in _GRID:
        predicted = says >= threshold
        total = right.sum() + predicted.sum()
        found.append((2 * right[predicted].sum() / total if total else 0.0, -threshold))
    return -max(found)[1]
