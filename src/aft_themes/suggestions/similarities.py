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

from aft_themes.suggestions.codebook_similarities import compare_with_codebook
from aft_themes.suggestions.kernel_ridge import Kernel, choose_landmarks, keep_positive, make_kernel
from aft_themes.suggestions.texts import Floats, Ints, Sentences, Texts
from aft_themes.suggestions.tfidf import weigh

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

_POSITION_WIDTH = 0.1  # of an interview: how near two places in it are
_BLOCK = 500  # segments whose sentences are compared at a time


def match_sentences(one: Sentences, two: Sentences) -> Floats:
    """Compare texts sentence by sentence.

    Parameters
    ----------
    one, two : Sentences
        Texts cut into sentences.

    Returns
    -------
    numpy.ndarray
        (texts of one, texts of two): each sentence's cosine with the most similar sentence
        of the other text, averaged over sentences, both ways.
    """
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
class Likeness:
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


def compare(texts: Texts, views: Mapping[str, Sequence[str]] = VIEWS) -> Likeness:
    """Compare all segments with each other and with the codebook.

    Parameters
    ----------
    texts : Texts
        The segments.
    views : mapping of str to sequence of str
        Similarities of each view, as in :data:`VIEWS`.

    Returns
    -------
    Likeness
    """
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
    return Likeness(kernels, compare_with_codebook(texts), words, scale)


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
    scale = 1 / size if size > 1e-12 else 0.0
    return centred * scale, scale
