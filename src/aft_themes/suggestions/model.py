"""The model: ridge regression on four views, weighed by one calibrated logistic regression.

Stage one fits every code on every view (words, meaning, question, all together) by ridge
regression. Stage two learns, from scores of left-out interviews and for all codes together, how
far to trust each view, the code's own definition, exemplars and cues, its parent and domain, the
neighbouring segments, the rest of the turn and of the interview, and its prevalence. Because
stage two is shared by all codes it needs few examples of any, and because it sees only left-out
scores its probabilities are calibrated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from aft_themes.codebook.codes import Codebook
from aft_themes.suggestions.kernel_ridge import PENALTY, RidgeScores
from aft_themes.suggestions.labels import Labels, Tree, UsualValence, count_valences, make_tree
from aft_themes.suggestions.similarities import Similarities
from aft_themes.suggestions.stacking import Evidence, Stacker, Target, features_of, fit_stacker
from aft_themes.suggestions.texts import Floats, Ints, Texts
from aft_themes.suggestions.thresholds import level_thresholds


@dataclass(frozen=True)
class Prediction:
    """What one fit says of segments.

    Parameters
    ----------
    coded : numpy.ndarray
        (segments, codes): probability that a coder gives this very code.
    within : numpy.ndarray
        (segments, codes): probability that a coder gives this code or one below it.
    thresholds, within_thresholds : numpy.ndarray
        Per code; a segment that reaches it is predicted to have the code.
    valence : UsualValence
        Predicts the valence of a code.
    """

    coded: Floats
    within: Floats
    thresholds: Floats
    within_thresholds: Floats
    valence: UsualValence


@dataclass(frozen=True)
class Fitted:
    """What one fit learnt.

    Parameters
    ----------
    prediction : Prediction
        Of all segments that the fit knew.
    train : numpy.ndarray
        The segments that it learnt from.
    ridges : dict of str to Scaled
        Stage one, by view.
    stages : Stages
        Stage two.
    """

    prediction: Prediction
    train: Ints
    ridges: dict[str, Scaled]
    stages: Stages

    def predict(
        self, texts: Texts, features: Mapping[str, Floats], codebook: Mapping[str, Floats]
    ) -> Prediction:
        """Predict the codes of further segments, as ``compare_others`` compared them."""
        scores = {view: self.ridges[view].apply(values) for view, values in features.items()}
        coded, within = self.stages.apply(
            _evidence(scores, dict(codebook), texts, self.stages.tree)
        )
        return replace(self.prediction, coded=coded, within=within)

    def word_weights(self, similarities: Similarities) -> Floats:
        """Say what each word speaks for in the view of words; (words, codes)."""
        ridge = self.ridges.get("words", next(iter(self.ridges.values()))).ridge
        dual = ridge.dual[:, : self.prediction.coded.shape[1]]
        weights: Floats = similarities.word_scale * (similarities.word_rows[self.train].T @ dual)
        return weights


@dataclass(frozen=True)
class Scaled:
    """Ridge regression on one view, and how its scores are brought to one scale."""

    ridge: RidgeScores
    mean: Floats
    spread: Floats

    def apply(self, features: Floats) -> Floats:
        """Score other segments."""
        scores: Floats = (self.ridge.apply(features) - self.mean) / self.spread
        return scores

    def without_scores(self) -> Scaled:
        """Drop the scores, which take the memory, when they have been used."""
        return replace(self, ridge=replace(self.ridge, scores=self.ridge.scores[:0].copy()))

    @property
    def scores(self) -> Floats:
        """Scores of the segments that the fit knew."""
        scores: Floats = (self.ridge.scores - self.mean) / self.spread
        return scores


def fit(
    texts: Texts,
    codebook: Codebook,
    labels: Labels,
    train: Ints,
    *,
    similarities: Similarities,
    without: tuple[str, ...] = (),
) -> Fitted:
    """Fit the model on some segments and apply it to all."""
    tree = make_tree(codebook)
    n_codes = len(tree.ids)
    known = np.zeros_like(labels.coded)
    known[train] = labels.coded[train]
    known_within = np.minimum(known @ tree.below.T, 1)
    # of a code without codes below it, the code itself is all that is within it
    targets = np.hstack([known, known_within[:, tree.inner]])[train]
    ridges = {}
    for view, kernel in similarities.views.items():
        ridge = kernel.fit(train, texts.groups, targets, PENALTY)
        at = ridge.scores[train]
        # 1e-3: scores of a code that hardly vary are not blown up
        ridges[view] = Scaled(ridge, at.mean(axis=0), at.std(axis=0) + 1e-3)
    scores = {view: scaled.scores for view, scaled in ridges.items()}
    evidence = _evidence(scores, similarities.codebook, texts, tree)
    stages, coded, within = fit_stages(evidence, tree, (known, known_within), train, without)
    # one threshold for each level of codes with codes below; 99: codes without any
    kinds = np.where(tree.below.sum(axis=1) > 1, tree.levels, 99)
    prediction = Prediction(
        coded=coded,
        within=within,
        thresholds=level_thresholds(coded, known, train, np.ones(n_codes, dtype=np.int64)),
        within_thresholds=level_thresholds(within, known_within, train, kinds),
        valence=count_valences(labels.valence[train], codebook),
    )
    kept = {view: scaled.without_scores() for view, scaled in ridges.items()}
    return Fitted(prediction, train, kept, stages)


def _evidence(
    scores: dict[str, Floats], codebook: dict[str, Floats], texts: Texts, tree: Tree
) -> Evidence:
    within = np.arange(len(tree.ids))
    within[tree.inner] = len(tree.ids) + np.arange(len(tree.inner))
    return Evidence(
        coded={view: score[:, : len(tree.ids)] for view, score in scores.items()},
        within={view: score[:, within] for view, score in scores.items()},
        codebook=codebook,
        main=list(scores)[-1],
        interviews=texts.interviews,
        turns=texts.turns,
    )


@dataclass(frozen=True)
class Stages:
    """Stage two of a fit: first the very code, then it or one below it.

    Parameters
    ----------
    coded, within : Stacker
        ``within`` is missing where no code has codes below it.
    prior, within_prior : numpy.ndarray
        Per code, log of its share of the training segments.
    """

    tree: Tree
    coded: Stacker
    within: Stacker | None
    prior: Floats
    within_prior: Floats

    def apply(self, evidence: Evidence) -> tuple[Floats, Floats]:
        """Give the probabilities of the very code, and of it or one below it."""
        coded = self.coded.apply(features_of(evidence, self.tree, _coded(self.tree, self.prior)))
        inner = None
        if self.within is not None:
            target = _within(self.tree, self.within_prior, coded)
            inner = self.within.apply(features_of(evidence, self.tree, target))
        return coded, _raise(self.tree, coded, inner)


def fit_stages(
    evidence: Evidence,
    tree: Tree,
    known: tuple[Floats, Floats],
    train: Ints,
    without: tuple[str, ...],
) -> tuple[Stages, Floats, Floats]:
    """Fit stage two; return it and what it says of the evidence's segments."""
    prior, within_prior = (_prior(values, train) for values in known)
    features = features_of(evidence, tree, _coded(tree, prior), without)
    first = fit_stacker(features, known[0], train)
    coded = first.apply(features)
    second, inner = None, None
    if len(tree.inner):
        features = features_of(evidence, tree, _within(tree, within_prior, coded), without)
        second = fit_stacker(features, known[1][:, tree.inner], train)
        inner = second.apply(features)
    stages = Stages(tree, first, second, prior, within_prior)
    return stages, coded, _raise(tree, coded, inner)


def _coded(tree: Tree, prior: Floats) -> Target:
    return Target("coded", np.arange(len(tree.ids)), prior)


def _within(tree: Tree, prior: Floats, coded: Floats) -> Target:
    # 1e-9 and 1e-6 keep the logarithms finite where a probability is 0 or 1
    below = 1 - np.exp(np.log1p(-np.minimum(coded, 1 - 1e-9)) @ tree.below.T)
    odds = np.log(below + 1e-6) - np.log1p(-np.minimum(below, 1 - 1e-6))
    return Target("within", tree.inner, prior, odds)


def _raise(tree: Tree, coded: Floats, inner: Floats | None) -> Floats:
    """Make every code at least as probable as the codes below it."""
    out = coded.copy()
    if inner is not None:
        out[:, tree.inner] = inner
    for place in np.argsort(-tree.levels, kind="stable"):
        above = tree.parents[place]
        out[:, above] = np.maximum(out[:, above], out[:, place])
    return out


def _prior(known: Floats, train: Ints) -> Floats:
    # half a segment is added: a code that nobody gave has a chance, too
    found: Floats = np.log((known[train].sum(axis=0) + 0.5) / (len(train) + 1))
    return found
