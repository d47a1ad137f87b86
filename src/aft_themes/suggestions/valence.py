"""Valence of a suggestion: benefit, challenge, mixed or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from aft_themes.codebook import VALENCES, Codebook
from aft_themes.suggestions.texts import Floats, Ints

N_VALENCES = len(VALENCES)
_SMOOTHING = 3.0  # examples' worth of what codes of the same kind usually have
_LEAST_EXAMPLES = 20


def valence_shares(coded_valence: Ints) -> Floats:
    """Say which share of a segment's codings has which valence.

    Parameters
    ----------
    coded_valence : numpy.ndarray
        (segments, codes): number of the valence, -1 where not coded.

    Returns
    -------
    numpy.ndarray
        (segments, valences); zeros where nothing is coded.
    """
    counts = np.stack([(coded_valence == v).sum(axis=1) for v in range(N_VALENCES)], axis=1)
    shares: Floats = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    return shares


@dataclass(frozen=True)
class ValenceModel:
    """Multinomial regression on the code's usual valence and the segment's tone.

    Parameters
    ----------
    scores : numpy.ndarray
        (segments, features): ridge scores of the segment's tone.
    usual : numpy.ndarray
        (codes, valences): log of the code's usual valences in training.
    regression : object or None
        A fitted classifier; None where training had too few examples or one valence.
    """

    scores: Floats
    usual: Floats
    regression: Any

    def predict(self, rows: Ints, codes: Ints) -> tuple[Ints, Floats]:
        """Predict the valence of some pairs of segment and code.

        Parameters
        ----------
        rows, codes : numpy.ndarray
            Numbers of segments and codes, of the same length.

        Returns
        -------
        tuple of numpy.ndarray
            Number of the valence, and its probability.
        """
        if not len(rows):
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        if self.regression is None:
            chances = np.exp(self.usual[codes])
        else:
            found = self.regression.predict_proba(_features(self.scores[rows], self.usual[codes]))
            chances = np.zeros((len(rows), N_VALENCES))
            chances[:, self.regression.classes_] = found
        best = chances.argmax(axis=1)
        return best, chances[np.arange(len(rows)), best]


def fit_valence(
    scores: Floats, coded_valence: Ints, train: Ints, groups: Ints, codebook: Codebook
) -> ValenceModel:
    """Learn the valence of codings.

    Parameters
    ----------
    scores : numpy.ndarray
        (segments, features); of training segments, from fits without their interview.
    coded_valence : numpy.ndarray
        (segments, codes): number of the valence, -1 where not coded.
    train, groups : numpy.ndarray
        Rows of the training segments; interview of every segment.
    codebook : Codebook
        What each code can speak for.

    Returns
    -------
    ValenceModel
    """
    from sklearn.linear_model import LogisticRegression

    at, codes = np.nonzero(coded_valence[train] >= 0)
    rows = train[at]
    values = coded_valence[rows, codes]
    kinds = np.unique([code.valence for code in codebook.codes], return_inverse=True)[1]
    counts = np.zeros((int(groups.max()) + 1, len(kinds), N_VALENCES))
    np.add.at(counts, (groups[rows], codes, values), 1)
    whole = counts.sum(axis=0)
    usual = _usual(whole, kinds)
    if len(rows) < _LEAST_EXAMPLES or len(np.unique(values)) < 2:
        return ValenceModel(scores, usual, None)
    # an interview must not be told its own answer through the code's usual valence
    without = {group: _usual(whole - counts[group], kinds) for group in np.unique(groups[rows])}
    seen = np.stack([without[groups[row]][code] for row, code in zip(rows, codes, strict=True)])
    model = LogisticRegression(C=1.0, max_iter=500)
    model.fit(_features(scores[rows], seen), values)
    return ValenceModel(scores, usual, model)


def _usual(counts: Floats, kinds: Ints) -> Floats:
    base = np.stack([counts[kinds == kind].sum(axis=0) for kind in range(kinds.max() + 1)]) + 0.5
    base /= base.sum(axis=1, keepdims=True)
    smoothed = counts + _SMOOTHING * base[kinds]
    logs: Floats = np.log(smoothed / smoothed.sum(axis=1, keepdims=True))
    return logs


def _features(scores: Floats, usual: Floats) -> Floats:
    return np.hstack([scores, usual])
