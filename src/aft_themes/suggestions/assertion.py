"""Words that may mislead (negation, hypothesis, other people's words): such suggestions are marked.

The model weighs words and meanings, not who says them of whom, or whether they are denied. Marks
of negation, hypothesis and other people's words are plain to find; irony is not, and is left to
the reader. Whether a mark also keeps a code from being assigned, the study's own left-out
interviews decide: see :mod:`aft_themes.suggestions.caution_checks`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from aft_themes.language.rules import Assertion, compiled

CAUTIONS = ("negation", "hypothetical", "reported speech")

_WORD = re.compile(r"[\w']+")
_SPOKEN = re.compile(r"\w+")
_SCOPE = 5  # words that a negation reaches


def find_cautions(text: str, words: Sequence[str], assertion: Assertion) -> list[str]:
    """Say why the words that a suggestion rests on may mislead.

    Negation is looked for as in NegEx: a negating word at most five words before, in the same
    clause (Chapman et al., 2001, Journal of Biomedical Informatics 34(5), doi
    10.1006/jbin.2001.1029).
    """
    low = text.lower()
    marks = {
        "negation": any(_negated(low, word, assertion) for word in words),
        "hypothetical": _find(assertion.hypothetical, text),
        "reported speech": _find(assertion.reported, text),
    }
    return [name for name, found in marks.items() if found]


@lru_cache(maxsize=100)  # the suggestions for a segment come one after the other
def _find(pattern: str, text: str) -> bool:
    return compiled(pattern, re.IGNORECASE).search(text) is not None


class _Spoken(NamedTuple):
    """The words of a text, where they begin, and where its clauses do."""

    words: list[str]
    begins: list[int]
    clauses: list[int]

    def find(self, phrase: list[str]) -> Iterator[int]:
        """Yield where the words of a phrase follow each other."""
        for place, word in enumerate(self.words):
            if word == phrase[0] and self.words[place : place + len(phrase)] == phrase:
                yield self.begins[place]


@lru_cache(maxsize=100)  # the suggestions for a segment come one after the other
def _read(text: str, clause_end: str) -> _Spoken:
    spoken = list(_SPOKEN.finditer(text))
    return _Spoken(
        [match.group() for match in spoken],
        [match.start() for match in spoken],
        [0, *(match.end() for match in compiled(clause_end).finditer(text))],
    )


def _negated(text: str, words: str, assertion: Assertion) -> bool:
    spoken, phrase = _read(text, assertion.clause_end), words.split()
    negation = compiled(assertion.negation, re.IGNORECASE)
    for begin in spoken.find(phrase):
        clause = spoken.clauses[bisect_right(spoken.clauses, begin) - 1]
        near = [*_WORD.findall(text[clause:begin])[-_SCOPE:], *phrase]
        if any(negation.fullmatch(word) for word in near):
            return True
    return False
