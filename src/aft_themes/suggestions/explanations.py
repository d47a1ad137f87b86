"""Why a code is suggested: phrases that weighed most, the nearest coded passage, the exemplar."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from aft_themes.codebook.codes import Codebook
from aft_themes.corpus.tags import TAG
from aft_themes.language import Language
from aft_themes.suggestions.texts import Floats, Ints, Singles, Texts

_MOST_WORDS = 4  # more do not fit on the line of a review list
_LEAST_SHARE = 0.15  # of the heaviest word's weight; lighter words explain nothing
_EXEMPLAR_WORDS = 12  # enough to recognise an exemplar of the codebook
_NEAR_EXEMPLAR = 0.37
"""Cosine from which an exemplar is near: of the sample's segments without a code, 19 of 20 are
farther from all its exemplars. Farther ones only distract a reader."""
_QUOTE_WORDS = 30  # of what a person coded; enough to see whether the two passages are alike
_PHRASES = 2  # with five words each, as much as four single words
_PHRASE_WORDS = 5
_CLAUSE = re.compile(r"[^.?!;:,\"()\[\]\u201c\u201d]+")
_TOKEN = re.compile(r"\b\w\w+\b")  # as the words of the model are cut


class Explanation(NamedTuple):
    """Why a code is suggested for a segment: columns of ``SUGGESTED_CODINGS``."""

    words: list[str]
    cautions: list[str]
    similar_segment: str
    similarity: float
    similar_text: str
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
    quotes : mapping of (str, str) to str
        What people coded, by segment and code; of another study nothing is shown.
    """

    texts: Texts
    codebook: Codebook
    word_rows: sparse.csr_array
    word_weights: Floats
    coded: Floats
    pool: Ints
    language: Language
    quotes: Mapping[tuple[str, str], str]

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

    def explain(self, row: int, code: int, cautions: Sequence[str] = ()) -> Explanation:
        """Say why a code is suggested for a segment."""
        similar, exemplar = self._segment(row, code), self._exemplar(row, code)
        return Explanation(self.phrases(row, code), list(cautions), *similar, *exemplar)

    def phrases(self, row: int, code: int) -> list[str]:
        """Quote the few words in a row that speak most for a code."""
        weights = self._term_weights(row, code)
        text = self.spoken[row]
        found = [
            best
            for words in _clauses(text, self.language)
            if (best := _heaviest_phrase(words, weights))
        ]
        least = _LEAST_SHARE * max((weight for weight, _, _ in found), default=0.0)
        ranked = sorted(found, key=lambda one: (-one[0], one[1]))
        chosen = [text[begin:end] for weight, begin, end in ranked if weight > least]
        return list(dict.fromkeys(chosen))[:_PHRASES]

    def _term_weights(self, row: int, code: int) -> dict[str, float]:
        here = slice(self.word_rows.indptr[row], self.word_rows.indptr[row + 1])
        terms = self.word_rows.indices[here]
        weights = self.word_rows.data[here] * self.word_weights[terms, code]
        names = self.texts.words.names
        return {names[term]: w for term, w in zip(terms.tolist(), weights.tolist(), strict=True)}

    def heaviest_words(self, row: int, code: int) -> list[str]:
        """Name the words of a segment that speak most for a code."""
        weights = self._term_weights(row, code)
        chosen: list[str] = []
        least = max(_LEAST_SHARE * max(weights.values(), default=0.0), 0.0)
        heavy = [(-weight, term) for term, weight in weights.items() if weight > least]
        for _, term in sorted(heavy):
            if len(chosen) == _MOST_WORDS:
                break
            # a pair and its words say the same thing; stop words alone say nothing to a reader
            repeated = any(set(term.split()) & set(other.split()) for other in chosen)
            if not repeated and not set(term.split()) <= _stop_words(self.language):
                chosen.append(term)
        return chosen

    def _segment(self, row: int, code: int) -> tuple[str, float, str]:
        coded = self._given[code]
        coded = coded[coded != row]
        if not len(coded):
            return "", np.nan, ""
        place, cosine = _nearest(self.texts.vectors[row], self.texts.vectors[coded])
        segment = self.segment_ids[coded[place]]
        quote = self.quotes.get((segment, self.codebook.ids[code]), "")
        return segment, cosine, _shorten(quote, _QUOTE_WORDS)

    def _exemplar(self, row: int, code: int) -> tuple[str, float]:
        exemplars = np.flatnonzero(self.texts.exemplar_codes == code)
        if not len(exemplars):
            return "", np.nan
        place, cosine = _nearest(self.texts.vectors[row], self.texts.exemplars[exemplars])
        if cosine < _NEAR_EXEMPLAR:
            return "", cosine
        return _shorten(self.codebook.codes[code].exemplars[place], _EXEMPLAR_WORDS), cosine


def _shorten(text: str, most: int) -> str:
    words = text.split()
    return " ".join(words[:most]) + (" ..." if len(words) > most else "")


class _Word(NamedTuple):
    """A word of a clause, where it stands in the text, and whether a phrase may end with it."""

    word: str
    begin: int
    end: int
    is_content: bool


@lru_cache(maxsize=100)  # the suggestions for a segment come one after the other
def _clauses(text: str, language: Language) -> list[list[_Word]]:
    """Cut a text into the words of its clauses; no phrase goes over a tag."""
    plain = TAG.sub(lambda tag: "." * len(tag.group()), text)
    clauses = []
    for clause in _CLAUSE.finditer(plain):
        words = [
            _Word(word, clause.start() + m.start(), clause.start() + m.end(), content)
            for m in _TOKEN.finditer(clause.group())
            for word in [m.group().lower()]
            for content in [word not in _weak_ends(language)]
        ]
        if any(word.is_content for word in words):
            clauses.append(words)
    return clauses


def _heaviest_phrase(
    words: Sequence[_Word], weights: Mapping[str, float]
) -> tuple[float, int, int] | None:
    """Find the few words in a row whose terms weigh most together; ends are no stop words."""
    singles = [weights.get(one.word, 0.0) for one in words]
    pairs = [weights.get(f"{one.word} {two.word}", 0.0) for one, two in pairwise(words)]
    if max(*singles, *pairs, 0.0) <= 0:
        return None
    best: tuple[float, int, int] | None = None
    for first, word in enumerate(words):
        weight = 0.0
        for last in range(first, min(first + _PHRASE_WORDS, len(words))):
            weight += singles[last] + (pairs[last - 1] if last > first else 0.0)
            fits = word.is_content and words[last].is_content
            # of two that weigh the same, the shorter one
            if fits and weight > 0 and (best is None or weight > best[0] + 1e-12):
                best = weight, word.begin, words[last].end
    return best


def _nearest(vector: Singles, others: Singles) -> tuple[int, float]:
    # rounded, so that machines agree which segment is nearest
    cosines = np.round((others @ vector).astype(np.float64), 4)
    place = int(cosines.argmax())
    return place, float(cosines[place])


@cache
def _stop_words(language: Language) -> frozenset[str]:
    return language.terms.remnants | language.speech.fillers | language.terms.grammar


@cache
def _weak_ends(language: Language) -> frozenset[str]:
    """Collect words with which no phrase begins or ends."""
    return _stop_words(language) | language.terms.small_talk
