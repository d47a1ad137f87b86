"""Why a code is suggested: words that weighed most, the nearest coded segment and exemplar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from aft_themes.coding.codebook import Codebook
from aft_themes.language import Language
from aft_themes.suggestions.texts import Floats, Ints, Singles, Texts

_MOST_WORDS = 4  # more do not fit on the line of a review list
_LEAST_SHARE = 0.15  # of the heaviest word's weight; lighter words explain nothing
_EXEMPLAR_WORDS = 12  # enough to recognise an exemplar of the codebook


class Explanation(NamedTuple):
    """Why a code is suggested for a segment: columns of ``SUGGESTED_CODINGS``."""

    words: list[str]
    cautions: list[str]
    similar_segment: str
    similarity: float
    exemplar: str
    exemplar_similarity: float


def columns_of(explanations: Sequence[Explanation]) -> dict[str, list[Any]]:
    """Turn explanations into columns."""
    return {name: [getattr(one, name) for one in explanations] for name in Explanation._fields}


@dataclass(frozen=True)
class Reasons:
    """Where reasons are looked for.

    Parameters
    ----------
    texts : Texts
        Segments and codes.
    codebook : Codebook
        For the exemplars' words.
    word_rows : scipy.sparse.csr_array
        (segments, words).
    word_weights : numpy.ndarray
        (words, codes): what a word speaks for.
    coded : numpy.ndarray
        (segments, codes): 1 where people gave the code.
    pool : numpy.ndarray
        Rows of segments that may be shown as coded alike: those that the model learnt from.
    language : Language
        What is spoken.
    """

    texts: Texts
    codebook: Codebook
    word_rows: sparse.csr_array
    word_weights: Floats
    coded: Floats
    pool: Ints
    language: Language

    @cached_property
    def segment_ids(self) -> list[str]:
        """Ids of all segments."""
        return self.texts.segments["segment_id"].tolist()

    @cached_property
    def spoken(self) -> list[str]:
        """Spoken words of all segments."""
        return self.texts.segments["spoken"].tolist()

    @cached_property
    def _given(self) -> list[Ints]:
        """Segments of the pool that people gave each code."""
        return [self.pool[given > 0] for given in self.coded[self.pool].T]

    def explain(
        self, row: int, code: int, words: list[str], cautions: Sequence[str] = ()
    ) -> Explanation:
        """Say why a code is suggested for a segment whose heaviest words are these."""
        similar, exemplar = self._segment(row, code), self._exemplar(row, code)
        return Explanation(words, list(cautions), *similar, *exemplar)

    def heaviest_words(self, row: int, code: int) -> list[str]:
        """Name the words of a segment that speak most for a code."""
        here = slice(self.word_rows.indptr[row], self.word_rows.indptr[row + 1])
        terms = self.word_rows.indices[here]
        weights = self.word_rows.data[here] * self.word_weights[terms, code]
        chosen: list[str] = []
        least = _LEAST_SHARE * weights.max(initial=0.0)
        for place in np.lexsort((terms, -weights)).tolist():
            if weights[place] <= least or len(chosen) == _MOST_WORDS:
                break
            term = self.texts.words.names[terms[place]]
            # a pair and its words say the same thing; stop words alone say nothing to a reader
            repeated = any(set(term.split()) & set(other.split()) for other in chosen)
            if not repeated and not set(term.split()) <= _stop_words(self.language):
                chosen.append(term)
        return chosen

    def _segment(self, row: int, code: int) -> tuple[str, float]:
        coded = self._given[code]
        coded = coded[coded != row]
        if not len(coded):
            return "", np.nan
        place, cosine = _nearest(self.texts.vectors[row], self.texts.vectors[coded])
        return self.segment_ids[coded[place]], cosine

    def _exemplar(self, row: int, code: int) -> tuple[str, float]:
        exemplars = np.flatnonzero(self.texts.exemplar_codes == code)
        if not len(exemplars):
            return "", np.nan
        place, cosine = _nearest(self.texts.vectors[row], self.texts.exemplars[exemplars])
        words = self.codebook.codes[code].exemplars[place].split()
        more = " ..." if len(words) > _EXEMPLAR_WORDS else ""
        return f"{' '.join(words[:_EXEMPLAR_WORDS])}{more}", cosine


def _nearest(vector: Singles, others: Singles) -> tuple[int, float]:
    # rounded, so that machines agree which segment is nearest
    cosines = np.round((others @ vector).astype(np.float64), 4)
    place = int(cosines.argmax())
    return place, float(cosines[place])


@cache
def _stop_words(language: Language) -> frozenset[str]:
    return language.terms.remnants | language.speech.fillers | language.terms.grammar()
