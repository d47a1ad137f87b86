"""Stage two: one logistic regression, shared by all codes, decides by the views' scores."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from aft_themes.suggestions.labels import Tree
from aft_themes.suggestions.texts import (
    Floats,
    Ints,
    mean_of_others,
    most_of_others,
    neighbour,
)

_REGULARISATION = 0.1  # sklearn's C; results hardly depend on it (0.01 to 1)
_MOST_ROWS = 3000  # training segments: some twenty weights need no more, and memory is bounded
_TOP = 5  # codes with which a code competes: as many as are suggested
_EDGE = 1e-6  # keeps logarithms finite


@dataclass(frozen=True)
class Evidence:
    """Standardised scores that stage two may use.

    Parameters
    ----------
    coded, within : dict of str to numpy.ndarray
        Of each view, (segments, codes): the score of the very code, and of it or one below it.
    codebook : dict of str to numpy.ndarray
        Similarities with each code's own words, and cues; (segments, codes).
    main : str
        The view whose scores of other codes and neighbouring segments are used.
    interviews, turns : numpy.ndarray
        Interview and turn of every segment.
    """

    coded: dict[str, Floats]
    within: dict[str, Floats]
    codebook: dict[str, Floats]
    main: str
    interviews: Ints
    turns: Ints


@dataclass(frozen=True)
class Target:
    """What is predicted.

    Parameters
    ----------
    kind : str
        ``coded`` for the very code, ``within`` for it or one below it.
    codes : numpy.ndarray
        Numbers of the codes.
    prior : numpy.ndarray
        Per code of the codebook, log of its share of the training segments.
    extra : numpy.ndarray or None
        A further score; (segments, codes of the codebook).
    """

    kind: str
    codes: Ints
    prior: Floats
    extra: Floats | None = None


def features_of(
    evidence: Evidence, tree: Tree, target: Target, left_out: Collection[str] = ()
) -> dict[str, Floats]:
    """Gather features by name, (segments, codes of the target) or one row for all segments."""
    return {k: v for k, v in _columns(evidence, tree, target) if k not in left_out}


def _columns(evidence: Evidence, tree: Tree, target: Target) -> Iterator[tuple[str, Floats]]:
    """Yield every feature by name, (segments, codes of the target) or one row for all segments."""
    codes = target.codes
    scores = evidence.coded if target.kind == "coded" else evidence.within
    within = evidence.within[evidence.main]
    for view, score in scores.items():
        yield f"view {view}", score[:, codes]
    main = scores[evidence.main]
    top = np.sort(main, axis=1)[:, -_TOP:].mean(axis=1, keepdims=True)
    yield "lead over other codes", main[:, codes] - top
    yield "parent", within[:, tree.parents[codes]]
    yield "domain", within[:, tree.domains[codes]]
    near = neighbour(main, evidence.interviews, -1) + neighbour(main, evidence.interviews, 1)
    yield "neighbours", near[:, codes]
    near = neighbour(within, evidence.interviews, -1) + neighbour(within, evidence.interviews, 1)
    yield "neighbours' domain", near[:, tree.domains[codes]]
    yield "rest of the turn", mean_of_others(main, evidence.turns)[:, codes]
    yield "most in the turn", most_of_others(main, evidence.turns)[:, codes]
    yield "rest of the interview", mean_of_others(main, evidence.interviews)[:, codes]
    for name, similarities in evidence.codebook.items():
        yield name, similarities[:, codes]
    if target.extra is not None:
        yield "codes below", target.extra[:, codes]
    yield "prevalence", np.broadcast_to(target.prior[codes], (len(main), len(codes)))


@dataclass(frozen=True)
class Stacker:
    """Stage two, fitted.

    Parameters
    ----------
    weights : dict of str to float
        By feature.
    intercept : float
        Log odds of a segment and code whose features are 0.
    calibration : sklearn model or None
        Bends chances; none where that would change ranks.
    """

    weights: dict[str, float]
    intercept: float
    calibration: Any = None

    def apply(self, features: Mapping[str, Floats]) -> Floats:
        """Give the probability of each code for each segment that has these features."""
        chances = self.chances(features)
        if self.calibration is None:
            return chances
        bent: Floats = self.calibration.predict_proba(_bend(chances))[:, 1].reshape(chances.shape)
        return bent

    def chances(self, features: Mapping[str, Floats]) -> Floats:
        """Give probabilities before calibration.

        The same as scikit-learn's predict_proba of all pairs, without a table of them.
        """
        from scipy.special import expit

        shape = np.broadcast_shapes(*(values.shape for values in features.values()))
        odds = np.full(shape, self.intercept)
        for name, weight in self.weights.items():
            odds += weight * features[name]
        chances: Floats = expit(odds)
        return chances


def fit_stacker(features: Mapping[str, Floats], truth: Floats, train: Ints) -> Stacker:
    """Fit stage two on training segments; ``truth`` has the features' segments and codes.

    Where nobody gave any code, or every code, there is nothing to weigh: all have the same chance.
    """
    from sklearn.linear_model import LogisticRegression

    rows = train[np.unique(np.linspace(0, len(train) - 1, min(len(train), _MOST_ROWS)).astype(int))]
    if len(np.unique(truth[rows])) < 2:
        share = (truth[train].sum() + 0.5) / (truth[train].size + 1)  # never 0 or 1
        return Stacker(dict.fromkeys(features, 0.0), float(np.log(share / (1 - share))))
    seen = _stack(features, rows)
    mean, spread = seen.mean(axis=0), seen.std(axis=0)
    spread[spread < 1e-9] = 1.0  # a column of one value says nothing and stays 0
    model: Any = LogisticRegression(C=_REGULARISATION, solver="newton-cholesky")
    model.fit((seen - mean) / spread, truth[rows].ravel())
    weights = model.coef_[0] / spread
    by_name = dict(zip(features, weights, strict=True))
    fitted = Stacker(by_name, model.intercept_[0] - mean @ weights)
    at_train = {name: values[train] for name, values in features.items()}
    return replace(fitted, calibration=_calibrate(fitted.chances(at_train), truth[train]))


def _calibrate(chances: Floats, truth: Floats) -> Any:  # noqa: ANN401  # scikit-learn has no types
    """Calibrate probabilities (beta calibration; Kull et al., 2017, AISTATS 54)."""
    from sklearn.linear_model import LogisticRegression

    # two coefficients of thousands of rows need no regularisation
    model: Any = LogisticRegression(C=1e6, solver="newton-cholesky")
    model.fit(_bend(chances), truth.ravel())
    return None if (model.coef_ < 0).any() else model  # ranks must not change


def _bend(values: Floats) -> Floats:
    inside = np.clip(values.ravel(), _EDGE, 1 - _EDGE)
    return np.stack([np.log(inside), -np.log1p(-inside)], axis=1)


def _stack(features: Mapping[str, Floats], rows: Ints) -> Floats:
    values = [one[rows] for one in features.values()]
    return np.stack(values, axis=-1).reshape(-1, len(features))
