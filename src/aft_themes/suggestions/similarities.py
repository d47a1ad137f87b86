"""Views of a segment: how like it is to other segments in words, meaning and place.

A view is a kernel, the mean of a few similarities that are centred and scaled to the same size.
What is learnt from texts (document frequencies, means) comes from all segments, coded or not: they
are all there before anybody codes. Codes play no part here, so one comparison serves every model of
a run, and none knows what people coded in an interview that is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """

    views: dict[str, Kernel]
    codebook: dict[str, Floats]
    word_rows: sparse.csr_array
    word_scale: float


def compare(texts: Texts, views: Mapping[str, Sequence[str]] = VIEWS) -> Similarities:
    """Compare all segments with each other and with the codebook."""
    landmarks = choose_landmarks(len(texts), MOST_LANDMARKS)
    (words,) = weigh(texts.words.words)
    means = {view: np.zeros((len(texts), len(landmarks))) for view in views}
    scale = 1.0
    # one similarity after the other: in a large study each needs much memory
    for name in sorted({name for parts in views.values() for name in parts}):
        similar, size = _centre(_raw(name, texts, landmarks, words), landmarks)
        scale = size if name == "words" else scale
        for view, parts in views.items():
            if name in parts:
                means[view] += similar / len(parts)
    kernels = {view: make_kernel(mean, landmarks) for view, mean in means.items()}
    return Similarities(kernels, compare_with_codebook(texts), words, scale)


def _raw(name: str, texts: Texts, landmarks: Ints, words: sparse.csr_array) -> Floats:
    dense = {"segment": texts.vectors, "turn": texts.turn_vectors, "question": texts.questions}
    if name in dense:
        return (dense[name] @ dense[name][landmarks].T).astype(np.float64)
    if name == "sentences":
        matched = match_sentences(texts.sentences, texts.sentences.take(landmarks))
        return keep_positive(matched, landmarks)  # the others are positive by how they are made
    if name == "position":
        place = texts.segments["position"].to_numpy(dtype=np.float64)
        away = (place[:, None] - place[landmarks]) / _POSITION_WIDTH
        return np.asarray(np.exp(-(away**2) / 2))
    counts = {"letters": texts.words.chars, "question words": texts.words.question}
    rows = words if name == "words" else weigh(counts[name])[0]
    return np.asarray((rows @ rows[landmarks].T).toarray())


def _centre(raw: Floats, landmarks: Ints) -> tuple[Floats, float]:
    at = raw[landmarks]
    centred = raw - raw.mean(axis=1, keepdims=True) - at.mean(axis=0) + at.mean()
    size = float(np.trace(centred[landmarks])) / len(landmarks)
    # below 1e-12 all texts are alike
    scale = 1 / size if size > 1e-12 else 0.0
    return centred * scale, scale


def weigh(counts: sparse.csr_array, *others: sparse.csr_array) -> tuple[sparse.csr_array, ...]:
    """Weigh terms by TF-IDF, with the document frequencies of the first rows; rows of length 1."""
    from sklearn.feature_extraction.text import TfidfTransformer

    n = counts.shape[0]
    segments = np.bincount(counts.indices, minlength=counts.shape[1])
    kept = (segments >= min(_LEAST_SEGMENTS, n)) & (segments <= max(1, _MOST_SHARE * n))
    transformer = TfidfTransformer(sublinear_tf=True).fit(counts)
    transformer.idf_ = np.where(kept, transformer.idf_, 0.0)
    weighed = [sparse.csr_array(transformer.transform(rows)) for rows in (counts, *others)]
    for rows in weighed:
        rows.eliminate_zeros()
    return tuple(weighed)


def compare_with_codebook(texts: Texts) -> dict[str, Floats]:
    """Compare segments and questions with each code's own words; by name, (segments, codes)."""
    rows, codes, questions = weigh(texts.words.words, texts.words.code_words, texts.words.question)
    letters, code_letters = weigh(texts.words.chars, texts.words.code_chars)
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
