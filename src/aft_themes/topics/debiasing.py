"""Take out of segments who speaks and of whom, so that their subject is left.

Sentence embeddings also hold a speaker's manner, and whether a man or a woman is spoken of. Left
in, these divide a corpus more firmly than what is talked about does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from aft_themes.embeddings.vectors import SHORT, Vectors, unit
from aft_themes.language import Language
from aft_themes.topics.smoothing import Ints

_MOST_PRONOUNS: Final = 3  # of a segment that count
_OWN: Final = 10  # with so many segments of an interview, half of its own manner counts as known
_LEAST: Final = 1e-6  # of a direction's length, below which it is rounding


@dataclass(frozen=True)
class Neutral:
    """Segments as vectors of what they are about.

    Parameters
    ----------
    vectors : numpy.ndarray
        Unit vectors of all segments in key order, n x d.
    turns : numpy.ndarray
        Turn of each segment, as numbers from 0.
    starts : numpy.ndarray
        First segment of each turn, and n at the end.
    interviews : numpy.ndarray
        Interview of each segment, as numbers from 0.
    means : numpy.ndarray
        Mean of each interview, drawn towards that of all, interviews x d.
    pronouns : numpy.ndarray
        Directions of "he" and of "she", d x at most 2, orthonormal.
    """

    vectors: npt.NDArray[np.floating]
    turns: Ints
    starts: Ints
    interviews: Ints
    means: Vectors
    pronouns: Vectors

    def segments(self, rows: Ints) -> Vectors:
        """Read segments, each half with its turn."""
        return self._without_pronouns(self._in_turn(rows))

    def texts(self, vectors: npt.NDArray[np.floating]) -> Vectors:
        """Read other texts, such as a topic's terms, which no participant's manner colours."""
        values = np.asarray(vectors, dtype=np.float32)
        apart: Vectors = values - values.mean(axis=0, dtype=np.float32)
        return self._without_pronouns(apart)

    def _in_turn(self, rows: Ints) -> Vectors:
        turns, place = np.unique(self.turns[rows], return_inverse=True)
        sizes = self.starts[turns + 1] - self.starts[turns]
        ends = np.cumsum(sizes)
        every = np.arange(ends[-1]) + np.repeat(self.starts[turns] - (ends - sizes), sizes)
        own = self._own(every)
        whole = unit(np.add.reduceat(own, ends - sizes, axis=0), SHORT)
        return unit(own[np.searchsorted(every, rows)], SHORT) + whole[place]

    def _own(self, rows: Ints) -> Vectors:
        values = np.asarray(self.vectors[rows], dtype=np.float32)
        return values - self.means[self.interviews[rows]]

    def _without_pronouns(self, values: Vectors) -> Vectors:
        apart = values - (values @ self.pronouns) @ self.pronouns.T
        return unit(apart.astype(np.float32, copy=False), SHORT)


def make_neutral(
    segments: pd.DataFrame,
    vectors: npt.NDArray[np.floating],
    fitted: Ints,
    language: Language,
    *,
    own_subjects: bool = False,
) -> Neutral:
    """Find what an interview's segments have in common, and where "he" and "she" point.

    With ``own_subjects`` only what all interviews have in common is taken off. Else an
    interview's mean is shrunk towards that of all by its number of segments. What is spoken
    of men and of women is made linearly inseparable by projection (Haghighatkhah et al., 2022,
    doi 10.18653/v1/2022.emnlp-main.575; Belrose et al., 2023, LEACE, arXiv 2306.03819).
    """
    interview, turn = segments["interview"].to_numpy(object), segments["turn"].to_numpy()
    first = _begins(interview)
    begins = first | _begins(turn)
    starts, of = np.append(np.flatnonzero(begins), len(segments)), np.cumsum(first) - 1
    bounds = np.append(np.flatnonzero(first), len(segments))
    means = _interview_means(vectors, bounds, own=0 if own_subjects else 1)
    width = vectors.shape[1]
    none = np.zeros((width, 0), dtype=np.float32)
    raw = Neutral(vectors, np.cumsum(begins) - 1, starts, of, means, none)
    counts = count_pronouns(segments["spoken"].iloc[fitted], language)
    return replace(raw, pronouns=_directions(raw.segments(fitted), counts))


def count_pronouns(texts: pd.Series, language: Language) -> Ints:
    """Count how often texts say "he" and "she" in any case."""
    counts = [texts.str.count(pronoun, flags=re.IGNORECASE) for pronoun in language.terms.pronouns]
    return np.stack(counts, axis=1).astype(np.int64)


def _begins(values: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Whether a row differs from the one before."""
    changed: npt.NDArray[np.bool_] = np.append(True, values[1:] != values[:-1])
    return changed


def _interview_means(
    vectors: npt.NDArray[np.floating], bounds: Ints, *, own: Literal[0, 1]
) -> Vectors:
    """Mean of each interview, drawn towards the mean of all as far as few segments show it.

    ``own`` 0 draws it there wholly.
    """
    sizes = np.diff(bounds)
    means = np.empty((len(sizes), vectors.shape[1]), dtype=np.float32)
    for i, (first, last) in enumerate(pairwise(bounds)):
        means[i] = vectors[first:last].mean(axis=0, dtype=np.float64)
    common = (sizes / sizes.sum()).astype(np.float32) @ means
    # in place: a large study has thousands of interviews
    means -= common
    means *= own * (sizes / (sizes + _OWN)).astype(np.float32)[:, None]
    means += common
    return means


def _directions(values: Vectors, counts: npt.NDArray[np.integer]) -> Vectors:
    """Orthonormal directions along which vectors go together with counts of pronouns."""
    often = np.minimum(counts, _MOST_PRONOUNS).astype(np.float64)
    together = (values - values.mean(axis=0)).T @ (often - often.mean(axis=0)) / len(values)
    axes, lengths, _ = np.linalg.svd(together, full_matrices=False)
    found: Vectors = np.asarray(axes[:, lengths > _LEAST], dtype=np.float32)
    return found
