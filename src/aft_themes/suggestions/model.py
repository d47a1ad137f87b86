"""The model: ridge regression on four views, weighed by one calibrated logistic regression.

Stage one fits every code on every view (words, meaning, question, all together) by ridge
regression. Stage two learns, from scores of left-out interviews and for all codes together, how
far to trust each view, the code's own definition, exemplars and cues, its parent and domain, the
neighbouring segments, the rest of the turn and of the interview, and its prevalence. Because
stage two is shared by all codes it needs few examples of any, and because it sees only left-out
scores its probabilities are calibrated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aft_themes.coding.codebook import Codebook
from aft_themes.suggestions.kernel_ridge import PENALTY
from aft_themes.suggestions.labels import Labels, Tree, UsualValence, count_valences, make_tree
from aft_themes.suggestions.similarities import Similarities
from aft_themes.suggestions.stacking import Evidence, Target, fit_stacker
from aft_themes.suggestions.texts import Floats, Ints, Texts
from aft_themes.suggestions.thresholds import level_thresholds


@dataclass(frozen=True)
class Prediction:
    """What one fit says of all segments.

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
    word_weights : numpy.ndarray
        (words, codes): what each word speaks for in the view of words.
    """

    coded: Floats
    within: Floats
    thresholds: Floats
    within_thresholds: Floats
    valence: UsualValence
    word_weights: Floats


def fit(
    texts: Texts,
    codebook: Codebook,
    labels: Labels,
    train: Ints,
    *,
    similarities: Similarities,
    without: tuple[str, ...] = (),
) -> Prediction:
    """Fit the model on some segments and apply it to all."""
    tree = make_tree(codebook)
    n_codes = len(tree.ids)
    known = np.zeros_like(labels.coded)
    known[train] = labels.coded[train]
    known_within = np.minimum(known @ tree.below.T, 1)
    targets = np.hstack([known, known_within])[train]
    scores: dict[str, Floats] = {}
    duals: dict[str, Floats] = {}
    for view, kernel in similarities.views.items():
        ridge = kernel.fit(train, texts.groups, targets, PENALTY)
        at = ridge.scores[train]
        # 1e-3: scores of a code that hardly vary are not blown up
        scores[view] = (ridge.scores - at.mean(axis=0)) / (at.std(axis=0) + 1e-3)
        duals[view] = ridge.dual[:, :n_codes]
    evidence = Evidence(
        coded={view: score[:, :n_codes] for view, score in scores.items()},
        within={view: score[:, n_codes:] for view, score in scores.items()},
        codebook=similarities.codebook,
        main=list(similarities.views)[-1],
        interviews=texts.interviews,
        turns=texts.turns,
    )
    stacker = _Stacker(evidence, tree, train, without)
    probable = stacker.coded(known)
    within = stacker.within(known_within, probable)
    # one threshold for each level of codes with codes below; 99: codes without any
    kinds = np.where(tree.below.sum(axis=1) > 1, tree.levels, 99)
    return Prediction(
        coded=probable,
        within=within,
        thresholds=level_thresholds(probable, known, train, np.ones(n_codes, dtype=np.int64)),
        within_thresholds=level_thresholds(within, known_within, train, kinds),
        valence=count_valences(labels.valence[train], codebook),
        word_weights=_word_weights(similarities, train, duals),
    )


@dataclass(frozen=True)
class _Stacker:
    evidence: Evidence
    tree: Tree
    train: Ints
    without: tuple[str, ...]

    def coded(self, known: Floats) -> Floats:
        target = Target("coded", np.arange(len(self.tree.ids)), self._prior(known))
        return fit_stacker(self.evidence, self.tree, target, known, self.train, self.without)

    def within(self, known: Floats, coded: Floats) -> Floats:
        # 1e-9 and 1e-6 keep the logarithms finite where a probability is 0 or 1
        below = 1 - np.exp(np.log1p(-np.minimum(coded, 1 - 1e-9)) @ self.tree.below.T)
        odds = np.log(below + 1e-6) - np.log1p(-np.minimum(below, 1 - 1e-6))
        inner = self.tree.inner
        out = coded.copy()
        if len(inner):
            target = Target("within", inner, self._prior(known), odds)
            out[:, inner] = fit_stacker(
                self.evidence, self.tree, target, known, self.train, self.without
            )
        # whoever has a code has the codes above it
        for place in np.argsort(-self.tree.levels, kind="stable"):
            above = self.tree.parents[place]
            out[:, above] = np.maximum(out[:, above], out[:, place])
        return out

    def _prior(self, known: Floats) -> Floats:
        # half a segment is added: a code that nobody gave has a chance, too
        found: Floats = np.log((known[self.train].sum(axis=0) + 0.5) / (len(self.train) + 1))
        return found


def _word_weights(similarities: Similarities, train: Ints, duals: dict[str, Floats]) -> Floats:
    dual = duals.get("words", next(iter(duals.values())))
    weights: Floats = similarities.word_scale * (similarities.word_rows[train].T @ dual)
    return weights
