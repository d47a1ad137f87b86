"""Excerpts for a table: a few whole sentences of a passage that are most typical of its code.

Coders mark some 50 words; a table has room for 30. Of the passages nearest to the code's centre
those sentences are taken whose words stand in the codebook's text on the code, or are used by
several participants under the code and by few elsewhere: first sentences often only lead up to it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from aft_themes.corpus.tags import TAG
from aft_themes.io.parquet import rows
from aft_themes.language import load
from aft_themes.themes.authors_quotes import Words
from aft_themes.themes.passages import count_words, is_paired

_MARKS: Final = "\"'.,;:?!"
_LEAST: Final = 10  # words; fewer seldom say anything
_NEAREST: Final = 12  # passages: further ones are unusual for their code
_WORD: Final = re.compile(r"[^\W\d_]{3,}")  # shorter words are hardly ever typical of a code
_SENTENCE: Final = re.compile(
    r'\S.*?(?:[.?!]+["\u201d\u2019)]*(?=\s+["\u201c(\[]?[A-Z0-9])|$)', re.S
)


class Excerpt(NamedTuple):
    """A few sentences of a passage."""

    text: str
    participant: str
    place: Words


def choose_excerpts(
    passages: pd.DataFrame,
    codes: Mapping[str, str],
    taken: Iterable[Words] = (),
    *,
    language: str = "en",
    most: int = 30,
) -> dict[str, Excerpt]:
    """Choose an excerpt of at most ``most`` words for each code; none twice, none that is taken.

    ``passages`` stand for their code and for every code above it, and have their ``distance``.
    ``codes`` has what the codebook says of each code.
    """
    goes_on = load(language).speech.goes_on
    held = {text: frozenset(_words(text)) for text in passages["text"].unique()}
    everywhere = _speakers(passages, held)
    of = max(passages["participant"].nunique(), 1)
    used = list(taken)
    chosen: dict[str, Excerpt] = {}
    for code, told in codes.items():
        mine = passages[passages["code"] == code]
        inside = _speakers(mine, held)
        weights = _typical(inside, mine["participant"].nunique(), everywhere, of)
        for word in frozenset(_words(told)):
            rarity = math.log((of + 1) / (everywhere[word] + 0.5))
            weights[word] = max(weights.get(word, 0.0), rarity)
        nearest = mine.sort_values(["distance", "interview", "turn", "start"])
        free = [one for one in _candidates(nearest, most) if not _is_used(one, used)]
        best = max(free, key=lambda one: _score(one, weights, goes_on), default=None)
        if best is not None:
            chosen[code] = best
            used.append(best.place)
    return chosen


def _words(text: str) -> Iterator[str]:
    return (word.lower() for word in _WORD.findall(TAG.sub(" ", text)))


def _speakers(passages: pd.DataFrame, held: Mapping[str, frozenset[str]]) -> Counter[str]:
    """Count how many participants use each word."""
    used: dict[str, set[str]] = {}
    for row in rows(passages):
        used.setdefault(row.participant, set()).update(held[row.text])
    return Counter(word for words in used.values() for word in words)


def _typical(inside: Counter[str], n: int, everywhere: Counter[str], of: int) -> dict[str, float]:
    """How much likelier a participant uses each word under the code than at all; log ratios > 0."""
    ratios = {
        word: math.log((count + 0.5) / (n + 1)) - math.log((everywhere[word] + 0.5) / (of + 1))
        for word, count in inside.items()
        if count > 1  # a word of one participant says more about them than about the code
    }
    return {word: ratio for word, ratio in ratios.items() if ratio > 0}


def _candidates(passages: pd.DataFrame, most: int) -> Iterator[Excerpt]:
    whole = passages[~passages["cut_before"] & ~passages["cut_after"]]
    for row in rows(whole[:_NEAREST]):
        for start, end in _runs([found.span() for found in _SENTENCE.finditer(row.text)]):
            said = row.text[start:end]
            place = Words(row.interview, row.turn, row.start + start, row.start + end)
            marked = place.start < row.evidence_end and place.end > row.evidence_start
            # inside an open quotation, somebody else's words would stand as the participant's
            closed = is_paired(row.text[:start]) and is_paired(said)
            if marked and closed and _LEAST <= count_words(said) <= most:
                yield Excerpt(said, row.participant, place)


def _runs(sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for first, (start, _) in enumerate(sentences):
        for _, end in sentences[first:]:
            yield start, end


def _score(one: Excerpt, weights: dict[str, float], goes_on: Collection[str]) -> tuple[float, Any]:
    typical = sum(weights.get(word, 0.0) for word in frozenset(_words(one.text)))
    first = one.text.split()[0].strip(_MARKS).lower()
    # a sentence that goes on from another is hard to read alone
    return round(typical / (2 if first in goes_on else 1), 9), one.place


def _is_used(one: Excerpt, used: Sequence[Words]) -> bool:
    return any(one.place.overlaps(other) for other in used)
