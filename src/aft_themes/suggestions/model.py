"""The model: ridge regression on four views, voted on by one calibrated logistic regression.

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
from scipy import sparse

from aft_themes.codebook import Codebook
from aft_themes.suggestions.labels import Labels, Tree, make_tree
from aft_themes.suggestions.ridge import choose_landmarks, fit_ridge
from aft_themes.suggestions.stack import Evidence, Target, vote
from aft_themes.suggestions.texts import Floats, Ints, Texts
from aft_themes.suggestions.thresholds import assigning_thresholds, level_thresholds
from aft_themes.suggestions.valence import UsualValence, count_valences
from aft_themes.suggestions.views import VIEWS, Similarities, compare, weigh

MOST_LANDMARKS = 1500
PENALTIES = (0.5, 1.0, 2.0)


@dataclass(frozen=True)
class Options:
    """What the model uses; the ablation switches parts off.

    Parameters
    ----------
    views : dict of str to tuple of str
        Similarities of each view; the last is the one that neighbours and parents are read from.
    without : tuple of str
        Names of stage-two features that are left out.
    """

    views: dict[str, tuple[str, ...]]
    without: tuple[str, ...] = ()


DEFAULT = Options(VIEWS)


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
    assigning : numpy.ndarray
        Per code: of what reaches it, the share expected to be right is at least the bar.
    valence : UsualValence
        Predicts the valence of a code.
    word_rows : scipy.sparse.csr_array
        (segments, words): TF-IDF weights.
    word_weights : numpy.ndarray
        (words, codes): what each word speaks for in the view of words.
    stack_weights : dict of str to float
        Weight of each feature of stage two.
    """

    coded: Floats
    within: Floats
    thresholds: Floats
    within_thresholds: Floats
    assigning: Floats
    valence: UsualValence
    word_rows: sparse.csr_array
    word_weights: Floats
    stack_weights: dict[str, float]


def fit(
    texts: Texts,
    codebook: Codebook,
    labels: Labels,
    train: Ints,
    *,
    bar: float,
    sentences: Floats | None,
    options: Options = DEFAULT,
) -> Prediction:
    """Fit the model on some segments and apply it to all.

    Parameters
    ----------
    texts : Texts
        All segments.
    codebook : Codebook
        The codes.
    labels : Labels
        What people coded; only the rows of ``train`` are looked at.
    train : numpy.ndarray
        Rows of the training segments, ascending; of two interviews or more.
    bar : float
        Precision that assigned codes should have.
    sentences : numpy.ndarray or None
        As :func:`aft_themes.suggestions.views.sentence_kernel` gives it.
    options : Options
        Parts of the model.

    Returns
    -------
    Prediction
        Of training segments, stage one says what it would without their interviews.
    """
    tree = make_tree(codebook)
    n_codes = len(tree.ids)
    known = np.zeros_like(labels.coded)
    known[train] = labels.coded[train]
    known_within = np.minimum(known @ tree.below.T, 1)
    landmarks = choose_landmarks(train, MOST_LANDMARKS)
    names = sorted({name for parts in options.views.values() for name in parts})
    alike = compare(texts, train, landmarks, names, sentences)
    targets = np.hstack([known, known_within])[train]
    scores: dict[str, Floats] = {}
    duals: dict[str, Floats] = {}
    for view, parts in options.views.items():
        kernel = sum((alike.kernels[part] for part in parts), np.zeros(1)) / len(parts)
        ridge = fit_ridge(kernel, train, landmarks, texts.groups, targets, PENALTIES)
        at = ridge.scores[train]
        scores[view] = (ridge.scores - at.mean(axis=0)) / (at.std(axis=0) + 1e-3)
        duals[view] = ridge.dual[:, :n_codes]
    evidence = Evidence(
        coded={view: score[:, :n_codes] for view, score in scores.items()},
        within={view: score[:, n_codes:] for view, score in scores.items()},
        own=own_similarities(texts, train),
        main=list(options.views)[-1],
        groups=texts.groups,
        turns=texts.turns,
    )
    say = _Voter(evidence, tree, train, options.without)
    probable, weights = say.coded(known)
    within = say.within(known_within, probable)
    thresholds = level_thresholds(probable, known, train, np.ones(n_codes, dtype=np.int64))
    kinds = np.where(tree.below.sum(axis=1) > 1, tree.levels, 99)
    return Prediction(
        coded=probable,
        within=within,
        thresholds=thresholds,
        within_thresholds=level_thresholds(within, known_within, train, kinds),
        assigning=assigning_thresholds(probable, known, train, thresholds, bar),
        valence=count_valences(labels.valence[train], codebook),
        word_rows=alike.word_rows,
        word_weights=_word_weights(alike, landmarks, duals),
        stack_weights=weights,
    )


@dataclass(frozen=True)
class _Voter:
    evidence: Evidence
    tree: Tree
    train: Ints
    without: tuple[str, ...]

    def coded(self, known: Floats) -> tuple[Floats, dict[str, float]]:
        target = Target("coded", np.arange(len(self.tree.ids)), self._prior(known))
        return vote(self.evidence, self.tree, target, known, self.train, self.without)

    def within(self, known: Floats, coded: Floats) -> Floats:
        below = 1 - np.exp(np.log1p(-np.minimum(coded, 1 - 1e-9)) @ self.tree.below.T)
        odds = np.log(below + 1e-6) - np.log1p(-np.minimum(below, 1 - 1e-6))
        inner = self.tree.inner
        out = coded.copy()
        if len(inner):
            target = Target("within", inner, self._prior(known), odds)
            out[:, inner] = vote(self.evidence, self.tree, target, known, self.train, self.without)[
                0
            ]
        # whoever has a code has the codes above it
        for place in np.argsort(-self.tree.levels, kind="stable"):
            above = self.tree.parents[place]
            out[:, above] = np.maximum(out[:, above], out[:, place])
        return out

    def _prior(self, known: Floats) -> Floats:
        found: Floats = np.log((known[self.train].sum(axis=0) + 0.5) / (len(self.train) + 1))
        return found


def _word_weights(alike: Similarities, landmarks: Ints, duals: dict[str, Floats]) -> Floats:
    dual = duals.get("words", next(iter(duals.values())))
    weights: Floats = alike.word_scale * (alike.word_rows[landmarks].T @ dual)
    return weights


def own_similarities(texts: Texts, train: Ints) -> dict[str, Floats]:
    """Compare segments and questions with each code's own words.

    Parameters
    ----------
    texts : Texts
        Segments and codes.
    train : numpy.ndarray
        Rows from which document frequencies are learnt.

    Returns
    -------
    dict of str to numpy.ndarray
        By name, (segments, codes).
    """
    rows, codes, questions = weigh(
        texts.words.words, train, texts.words.code_words, texts.words.question
    )
    letters, code_letters = weigh(texts.words.chars, train, texts.words.code_chars)
    found = {
        "definition": (texts.vectors @ texts.definitions.T).astype(np.float64),
        "exemplars": _best_exemplar(texts),
        "own words": (rows @ codes.T).toarray(),
        "own letters": (letters @ code_letters.T).toarray(),
        "question definition": (texts.questions @ texts.definitions.T).astype(np.float64),
        "question words": (questions @ codes.T).toarray(),
    }
    centred = {name: one - one.mean(axis=1, keepdims=True) for name, one in found.items()}
    return {**centred, "cues": texts.cues}


def _best_exemplar(texts: Texts) -> Floats:
    codes = texts.cues.shape[1]
    if not len(texts.exemplars):
        return np.zeros((len(texts), codes))
    cosines = np.maximum.reduceat(
        texts.sentences.vectors @ texts.exemplars.T, texts.sentences.begins, axis=0
    )
    having, begins = np.unique(texts.exemplar_codes, return_index=True)
    best = np.tile(cosines.mean(axis=1, keepdims=True), (1, codes)).astype(np.float64)
    best[:, having] = np.maximum.reduceat(cosines, begins, axis=1)
    return best
