"""Views of a segment: how like it is to other segments in words, meaning and place.

A view is a kernel, the mean of a few similarities that are centred and scaled to the same size.
What is learnt from texts (document frequencies, means) comes from all segments, coded or not: they
are all there before anybody codes. Codes play no part here, so one comparison serves every model of
a run, and none knows what people coded in an interview that is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from aft_themes.suggestions.kernel_ridge import Kernel, choose_landmarks, keep_positive, make_kernel
from aft_themes.suggestions.texts import Floats, Ints, Sentences, Texts

VIEWS: dict[str, tuple[str, ...]] = {
    "words": ("words", "letters"),
    "meaning": ("segment", "sentences"),
    "question": ("question", "question words"),
    "all": (
        "words",
        "letters",
        "segment",
        "sentences",
        "turn",
        "question words",
        "position",
    ),
}
"""Which similarities make which view; ``all`` is where what is learnt for a code is read."""

MOST_LANDMARKS = 1500
"""Segments that stand for all, where a study has more."""

Weigh = Callable[[sparse.csr_array], sparse.csr_array]
_TERMS = ("words", "letters", "question words")  # similarities that count terms
_LEAST_SEGMENTS = 2  # a term of one segment links it with no other
_MOST_SHARE = 0.5  # a term of more than half of all segments tells none apart
_POSITION_WIDTH = 0.1  # of an interview: how near two places in it are
_BLOCK = 500  # segments whose sentences are compared at a time


def match_sentences(one: Sentences, two: Sentences) -> Floats:
    """Compare texts sentence by sentence."""
    out = np.empty((len(one.begins), len(two.begins)))
    ends = np.append(one.begins, len(one.vectors))
    sizes_two = np.diff(np.append(two.begins, len(two.vectors)))
    for first in range(0, len(one.begins), _BLOCK):
        last = min(first + _BLOCK, len(one.begins))
        cosines = one.vectors[ends[first] : ends[last]] @ two.vectors.T
        begins = one.begins[first:last] - ends[first]
        sizes = np.diff(ends[first : last + 1])
        best_two = np.maximum.reduceat(cosines, two.begins, axis=1)
        forth = np.add.reduceat(best_two, begins, axis=0) / sizes[:, None]
        best_one = np.maximum.reduceat(cosines, begins, axis=0)
        back = np.add.reduceat(best_one, two.begins, axis=1) / sizes_two
        out[first:last] = (forth + back) / 2
    return out


@dataclass(frozen=True)
class Similarities:
    """What segments are like; all models of a run share it.

    Parameters
    ----------
    views : dict of str to Kernel
        How like they are to each other, by the name of the view; the last is the one that
        neighbours and parents are read from.
    codebook : dict of str to numpy.ndarray
        How like they are to each code's own words; by name, (segments, codes).
    word_rows : scipy.sparse.csr_array
        Their TF-IDF weights of words, for the evidence.
    word_scale : float
        What the similarity of words was multiplied with.
    landmarks : Texts
        The segments that all are compared with.
    centres : dict of str to Centre
        How each similarity was centred and scaled, by its name.
    weights : dict of str to callable
        Weigh counts of terms, by the name of their similarity.
    """

    views: dict[str, Kernel]
    codebook: dict[str, Floats]
    word_rows: sparse.csr_array
    word_scale: float
    landmarks: Texts
    centres: dict[str, Centre]
    weights: dict[str, Weigh]


@dataclass(frozen=True)
class Centre:
    """How a similarity was centred and scaled.

    Parameters
    ----------
    means : numpy.ndarray
        Mean similarity of the landmarks with each of them.
    whole : float
        Mean of these.
    scale : float
        What centred similarities were multiplied with.
    """

    means: Floats
    whole: float
    scale: float

    def apply(self, raw: Floats) -> Floats:
        """Centre and scale similarities of any segments with the landmarks."""
        centred: Floats = raw - raw.mean(axis=1, keepdims=True) - self.means + self.whole
        return centred * self.scale


def compare(
    texts: Texts,
    views: Mapping[str, Sequence[str]] = VIEWS,
    *,
    all_of_them: bool = True,
) -> Similarities:
    """Compare all segments with each other and with the codebook.

    Without ``all_of_them`` some stand for all even in a small study; further segments can then be
    compared with these.
    """
    most = MOST_LANDMARKS if all_of_them else min(MOST_LANDMARKS, len(texts) - 1)
    landmarks = choose_landmarks(len(texts), most)
    marks = texts.take(landmarks)
    weights = weights_of(texts)
    means = {view: np.zeros((len(texts), len(landmarks))) for view in views}
    centres = {}
    # one similarity after the other: in a large study each needs much memory
    for name in _parts(views):
        raw = _raw(name, texts, marks, weights)
        if name == "sentences":
            raw = keep_positive(raw, landmarks)  # the others are positive by how they are made
        centres[name] = _centre(raw, landmarks)
        similar = centres[name].apply(raw)
        for view, parts in views.items():
            if name in parts:
                means[view] += similar / len(parts)
    kernels = {view: make_kernel(mean, landmarks) for view, mean in means.items()}
    return Similarities(
        kernels,
        compare_with_codebook(texts, weights),
        weights["words"](texts.words.words),
        centres["words"].scale if "words" in centres else 1.0,
        marks,
        centres,
        weights,
    )


def compare_others(
    texts: Texts, similarities: Similarities, views: Mapping[str, Sequence[str]] = VIEWS
) -> tuple[dict[str, Floats], dict[str, Floats], sparse.csr_array]:
    """Compare further segments with the landmarks and with the codebook.

    Returns their features by view, their similarities with the codebook, and their TF-IDF weights
    of words.
    """
    marks, weights = similarities.landmarks, similarities.weights
    means: dict[str, Floats] = {}
    for name in _parts(views):
        similar = similarities.centres[name].apply(_raw(name, texts, marks, weights))
        for view, parts in views.items():
            if name in parts:
                means[view] = means.get(view, 0.0) + similar / len(parts)
    features = {view: similarities.views[view].features_of(mean) for view, mean in means.items()}
    words = weights["words"](texts.words.words)
    return features, compare_with_codebook(texts, weights), words


def _parts(views: Mapping[str, Sequence[str]]) -> list[str]:
    return sorted({name for parts in views.values() for name in parts})


def _raw(name: str, texts: Texts, marks: Texts, weights: Mapping[str, Weigh]) -> Floats:
    """Compare segments with the landmarks."""
    if name == "segment":
        return (texts.vectors @ marks.vectors.T).astype(np.float64)
    if name == "turn":
        return (texts.turn_vectors @ marks.turn_vectors.T).astype(np.float64)
    if name == "question":
        return (texts.questions @ marks.questions.T).astype(np.float64)
    if name == "sentences":
        return match_sentences(texts.sentences, marks.sentences)
    if name == "position":
        place, at = (one.segments["position"].to_numpy(dtype=np.float64) for one in (texts, marks))
        away = (place[:, None] - at) / _POSITION_WIDTH
        return np.asarray(np.exp(-(away**2) / 2))
    rows, columns = (weights[name](_counts(name, one)) for one in (texts, marks))
    return np.asarray((rows @ columns.T).toarray())


def _counts(name: str, texts: Texts) -> sparse.csr_array:
    counts = {
        "words": texts.words.words,
        "letters": texts.words.chars,
        "question words": texts.words.question,
    }
    return counts[name]


def _centre(raw: Floats, landmarks: Ints) -> Centre:
    at = raw[landmarks]
    middle = Centre(at.mean(axis=0), float(at.mean()), 1.0)
    size = float(np.trace(middle.apply(raw)[landmarks])) / len(landmarks)
    # below 1e-12 all texts are alike
    return Centre(middle.means, middle.whole, 1 / size if size > 1e-12 else 0.0)


def weigh(counts: sparse.csr_array, *others: sparse.csr_array) -> tuple[sparse.csr_array, ...]:
    """Weigh terms by TF-IDF, with the document frequencies of the first rows; rows of length 1."""
    weights = learn_weights(counts)
    return tuple(weights(rows) for rows in (counts, *others))


def weights_of(texts: Texts) -> dict[str, Weigh]:
    """Learn how much terms weigh in texts, by the name of their similarity."""
    return {name: learn_weights(_counts(name, texts)) for name in _TERMS}


def learn_weights(counts: sparse.csr_array) -> Weigh:
    """Learn how much terms weigh from the segments that have them."""
    from sklearn.feature_extraction.text import TfidfTransformer

    n = counts.shape[0]
    segments = np.bincount(counts.indices, minlength=counts.shape[1])
    kept = (segments >= min(_LEAST_SEGMENTS, n)) & (segments <= max(1, _MOST_SHARE * n))
    transformer = TfidfTransformer(sublinear_tf=True).fit(counts)
    transformer.idf_ = np.where(kept, transformer.idf_, 0.0)

    def weights(rows: sparse.csr_array) -> sparse.csr_array:
        weighed = sparse.csr_array(transformer.transform(rows))
        weighed.eliminate_zeros()
        return weighed

    return weights


def compare_with_codebook(
    texts: Texts, weights: Mapping[str, Weigh] | None = None
) -> dict[str, Floats]:
    """Compare segments and questions with each code's own words; by name, (segments, codes).

    Without weights of terms these are learnt from the texts themselves.
    """
    weights = weights or weights_of(texts)
    of_words, of_letters = weights["words"], weights["letters"]
    rows, codes, questions = map(
        of_words, (texts.words.words, texts.words.code_words, texts.words.question)
    )
    letters, code_letters = of_letters(texts.words.chars), of_letters(texts.words.code_chars)
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
