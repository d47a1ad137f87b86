"""Views of a segment: how like it is to the training segments in words, meaning and place.

A view is a kernel, the mean of a few similarities that are centred and scaled to the same size.
Everything that is learnt from texts (document frequencies, means) comes from the training
segments alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

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

MAIN = "all"
_LEAST_SEGMENTS = 2  # a term of fewer training segments is left out
_MOST_SHARE = 0.5  # and so is a term of more than this share of them
_CONSTANT = 0.3  # the intercept, as a similarity that all segments share
_POSITION_WIDTH = 0.1  # of an interview: how near two places in it are
_BLOCK = 500  # segments whose sentences are compared at a time


def weigh(
    counts: sparse.csr_array, train: Ints, *others: sparse.csr_array
) -> tuple[sparse.csr_array, ...]:
    """Weigh terms by TF-IDF with the document frequencies of the training segments.

    Parameters
    ----------
    counts : scipy.sparse.csr_array
        Segments x terms.
    train : numpy.ndarray
        Rows of the training segments.
    *others : scipy.sparse.csr_array
        Further rows with the same terms.

    Returns
    -------
    tuple of scipy.sparse.csr_array
        Rows of length 1, or 0 where no term is known.
    """
    seen = np.bincount(counts[train].indices, minlength=counts.shape[1])
    kept = (seen >= min(_LEAST_SEGMENTS, len(train))) & (seen <= max(1, _MOST_SHARE * len(train)))
    idf = np.where(kept, np.log((1 + len(train)) / (1 + seen)) + 1, 0.0)
    return tuple(_weigh(rows, idf) for rows in (counts, *others))


def _weigh(counts: sparse.csr_array, idf: Floats) -> sparse.csr_array:
    weighed = counts.copy()
    weighed.data = (1 + np.log(weighed.data)) * idf[weighed.indices]
    norms = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    scale = np.divide(1, norms, out=np.zeros_like(norms), where=norms > 0)
    return sparse.csr_array(sparse.diags_array(scale) @ weighed)


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
class Similarities:
    """Similarities of all segments with the landmarks, centred on them and of mean size 1.

    Parameters
    ----------
    kernels : dict of str to numpy.ndarray
        By name, (segments, landmarks).
    word_rows : scipy.sparse.csr_array
        All segments' TF-IDF weights of words, for the evidence.
    word_scale : float
        What the similarity of words was multiplied with.
    """

    kernels: dict[str, Floats]
    word_rows: sparse.csr_array
    word_scale: float


def sentence_kernel(texts: Texts) -> Floats | None:
    """Compare all segments' sentences once, if the study is small enough to keep the result.

    Parameters
    ----------
    texts : Texts
        The segments.

    Returns
    -------
    numpy.ndarray or None
        (segments, segments).
    """
    if len(texts) > 4000:
        return None
    return match_sentences(texts.sentences, texts.sentences)


def compare(
    texts: Texts, train: Ints, landmarks: Ints, names: Sequence[str], sentences: Floats | None
) -> Similarities:
    """Compare all segments with the landmarks in every way that is named.

    Parameters
    ----------
    texts : Texts
        The segments.
    train : numpy.ndarray
        Rows of the training segments.
    landmarks : numpy.ndarray
        Rows of the training segments that stand for all of them.
    names : sequence of str
        Names of similarities, as in :data:`VIEWS`.
    sentences : numpy.ndarray or None
        As :func:`sentence_kernel` gives it.

    Returns
    -------
    Similarities
    """
    (words,) = weigh(texts.words.words, train)
    kernels: dict[str, Floats] = {}
    scale = 1.0
    for name in names:
        raw = _raw(name, texts, train, landmarks, words, sentences)
        kernels[name], size = _centre(raw, landmarks)
        scale = size if name == "words" else scale
    return Similarities(kernels, words, scale)


def _raw(
    name: str,
    texts: Texts,
    train: Ints,
    landmarks: Ints,
    words: sparse.csr_array,
    sentences: Floats | None,
) -> Floats:
    dense = {"segment": texts.vectors, "turn": texts.turn_vectors, "question": texts.questions}
    if name in dense:
        return (dense[name] @ dense[name][landmarks].T).astype(np.float64)
    if name == "sentences":
        if sentences is not None:
            return sentences[:, landmarks]
        return match_sentences(texts.sentences, texts.sentences.take(landmarks))
    if name == "position":
        place = texts.segments["position"].to_numpy(dtype=np.float64)
        away = (place[:, None] - place[landmarks]) / _POSITION_WIDTH
        return np.asarray(np.exp(-(away**2) / 2))
    counts = {"letters": texts.words.chars, "question words": texts.words.question}
    rows = words if name == "words" else weigh(counts[name], train)[0]
    return np.asarray((rows @ rows[landmarks].T).toarray())


def _centre(raw: Floats, landmarks: Ints) -> tuple[Floats, float]:
    at = raw[landmarks]
    centred = raw - raw.mean(axis=1, keepdims=True) - at.mean(axis=0) + at.mean()
    size = float(np.trace(centred[landmarks])) / len(landmarks)
    scale = 1 / size if size > 1e-12 else 0.0
    return centred * scale + _CONSTANT, scale
