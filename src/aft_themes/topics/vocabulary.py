"""The words that may name a topic: no tags, fillers, pronouns, contractions, names, small talk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from aft_themes.corpus.tags import TAG
from aft_themes.language import Language

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

JOIN: Final = "_"  # between the two words of a term
# tags, what an address leaves behind, and blanks that transcribers put for names: "XXX XXXXX"
_NO_WORDS = re.compile(
    rf"(?:{TAG.pattern})(?:'s)?|\S+@\S+|\S+\.(?:com|edu|gov|net|org)\b|\b(?:x{{3,}}|X{{3,}})\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
# a word within a sentence: after a letter, a digit or a comma
_WITHIN = re.compile(r"(?<=[\w,;'] )[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


@cache
def stop_words(language: Language) -> frozenset[str]:
    """Words that name no topic."""
    return language.terms.grammar | language.speech.fillers | language.terms.small_talk


@dataclass(frozen=True)
class Terms:
    """Terms of a corpus and where they occur.

    Parameters
    ----------
    names : tuple of str
        Words as they are most often spoken, sorted; two words are joined by ``_``.
    counts : scipy.sparse.csr_matrix
        How often each term occurs in each segment, segments x terms.
    documents : tuple of str
        The terms of each segment, separated by spaces.
    """

    names: tuple[str, ...]
    counts: csr_matrix
    documents: tuple[str, ...]

    def of(self, rows: npt.NDArray[np.bool_ | np.integer]) -> Terms:
        """Take the terms of some segments."""
        return Terms(
            self.names, self.counts[rows], tuple(np.array(self.documents, dtype=object)[rows])
        )

    def borne(self, names: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Tell which segments bear some terms, segments x names."""
        places, present = self._present
        bearing: npt.NDArray[np.bool_] = present[[places[name] for name in names]].T
        return bearing

    @cached_property
    def sizes(self) -> npt.NDArray[np.int64]:
        """How many different terms each segment bears."""
        sizes: npt.NDArray[np.int64] = self._present[1].sum(axis=0)
        return sizes

    @cached_property
    def _present(self) -> tuple[dict[str, int], npt.NDArray[np.bool_]]:
        """Row of each term, and which segments bear it: asked for thousands of times.

        Not sparse: looking up a few terms would take most of the time, and segments are few.
        """
        places = {name: place for place, name in enumerate(self.names)}
        return places, (self.counts > 0).T.toarray(order="C")


def spaced(term: str) -> str:
    """Write a term as it is spoken."""
    return term.replace(JOIN, " ")


def find_names(texts: Sequence[str], language: Language) -> frozenset[str]:
    """Words that are written with a capital within sentences: names, months, places."""
    capital: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for text in texts:
        for found in _WITHIN.findall(text):
            word = _base(found, language)
            every[word.lower()] += 1
            capital[word.lower()] += word[0].isupper() and not word.isupper()
    return frozenset(
        word for word, count in capital.items() if count > every[word] / 2 and word.isalpha()
    )


def find_terms(
    texts: Sequence[str],
    participants: Sequence[str],
    language: Language,
    *,
    least_participants: int,
) -> Terms:
    """Find words and pairs of adjacent words that several participants use."""
    from sklearn.feature_extraction.text import CountVectorizer

    stems, surfaces = _stem_texts(texts, language)
    terms = [_with_pairs(row) for row in stems]
    users: dict[str, set[str]] = {}
    for row, participant in zip(terms, participants, strict=True):
        for term in set(row):
            users.setdefault(term, set()).add(participant)
    shown = {
        term: JOIN.join(surfaces[part] for part in term.split(JOIN))
        for term, who in users.items()
        if len(who) >= least_participants
    }
    documents = tuple(" ".join(shown[term] for term in row if term in shown) for row in terms)
    names = tuple(sorted(set(shown.values())))
    if not names:
        from scipy.sparse import csr_matrix

        return Terms((), csr_matrix(np.zeros((len(texts), 0), dtype=np.int64)), documents)
    counter = CountVectorizer(vocabulary=list(names), analyzer=str.split)
    return Terms(names, counter.fit_transform(documents), documents)


def _base(word: str, language: Language) -> str:
    return re.sub(rf"{language.terms.possessive}$", "", word)


def _stem_texts(texts: Sequence[str], language: Language) -> tuple[list[list[str]], dict[str, str]]:
    """Stems of each text with gaps ("") where a word was dropped, and each stem's usual form."""
    from nltk.stem.snowball import SnowballStemmer

    terms = language.terms
    stemmer, stop, names = (
        SnowballStemmer(terms.stemmer),
        stop_words(language),
        find_names(texts, language),
    )
    stem_of: dict[str, str] = {}
    forms: dict[str, Counter[str]] = {}

    def stem(word: str) -> str:
        if word not in stem_of:
            plain = _base(word, language)
            # words of one or two letters are grammar, or parts of abbreviations
            dropped = len(plain) < 3 or "'" in plain or plain in stop or plain in names
            stem_of[word] = (
                "" if dropped else stemmer.stem(terms.past_forms.get(plain, plain).replace("-", ""))
            )
        if stem_of[word]:
            forms.setdefault(stem_of[word], Counter())[_base(word, language)] += 1
        return stem_of[word]

    rows = [
        [
            stem(word)
            for word in _WORD.findall(_NO_WORDS.sub(" . ", text).lower().replace("\u2019", "'"))
        ]
        for text in texts
    ]
    # of forms used equally often the shortest, then the first in the alphabet
    usual = {
        key: min(counts, key=lambda form: (-counts[form], len(form), form))
        for key, counts in forms.items()
    }
    return rows, usual


def _with_pairs(row: Sequence[str]) -> list[str]:
    pairs = [
        f"{first}{JOIN}{second}"
        for first, second in pairwise(row)
        if first and second and first != second
    ]
    return [word for word in row if word] + pairs
