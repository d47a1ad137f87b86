"""Excerpts for a table: what coders marked, in whole sentences, where there is little room.

Coders mark some 50 words; a table has room for 30. An excerpt is what the report prints of a
code, made shorter by the same rule: it holds all that a coder marked, or nothing but sentences of
what a coder marked, and then says where the others are left out. Those that hold all come first.
Of the others those are taken, in the passages nearest to the code's centre, whose words stand in
the codebook's text on the code, or are used by several participants under the code and by few
elsewhere: first sentences often only lead up to it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from aft_themes.corpus.sentences import Span, TurnKey
from aft_themes.corpus.tags import TAG
from aft_themes.io.parquet import rows
from aft_themes.language import load
from aft_themes.themes.authors_quotes import Words
from aft_themes.themes.passages import count_words, is_paired

_MARKS: Final = "\"'.,;:?!"
_LEAST: Final = 10  # words; fewer seldom say anything
_NEAREST: Final = 12  # passages: further ones are unusual for their code
_WORD: Final = re.compile(r"[^\W\d_]{3,}")  # shorter words are hardly ever typical of a code


class Excerpt(NamedTuple):
    """A few sentences of a passage, whether the coder marked more, and how many are not marked."""

    text: str
    participant: str
    place: Words
    cut_before: bool
    cut_after: bool
    unmarked: int  # sentences that the coder did not mark: too few words stand alone

    @property
    def whole(self) -> bool:
        """Whether all that the coder marked is shown."""
        return not (self.cut_before or self.cut_after)


def choose_excerpts(
    passages: pd.DataFrame,
    codes: Mapping[str, str],
    sentences: Mapping[TurnKey, Sequence[Span]],
    taken: Iterable[Words] = (),
    *,
    language: str = "en",
    most: int = 30,
) -> dict[str, Excerpt]:
    """Choose an excerpt of at most ``most`` words for each code; none twice, none that is taken.

    ``passages`` stand for their code and for every code above it, and have their ``distance``;
    ``sentences`` are those of their turns.
    ``codes`` has what the codebook says of each code.
    """
    goes_on = load(language).speech.goes_on
    held = {text: frozenset(_words(text)) for text in passages["text"].unique()}
    everywhere = _speakers(passages, held)
    of = max(passages["participant"].nunique(), 1)
    used: defaultdict[TurnKey, list[Words]] = defaultdict(list)
    for one in taken:
        used[one.interview, one.turn].append(one)
    chosen: dict[str, Excerpt] = {}
    for code, told in codes.items():
        mine = passages[passages["code"] == code]
        inside = _speakers(mine, held)
        weights = _typical(inside, mine["participant"].nunique(), everywhere, of)
        for word in frozenset(_words(told)):
            rarity = math.log((of + 1) / (everywhere[word] + 0.5))
            weights[word] = max(weights.get(word, 0.0), rarity)
        nearest = mine.sort_values(["distance", "interview", "turn", "start"])
        found = _candidates(nearest, sentences, most)
        free = [one for one in found if not _is_used(one, used)]
        best = max(free, key=lambda one: _score(one, weights, goes_on), default=None)
        if best is not None:
            chosen[code] = best
            used[best.place.interview, best.place.turn].append(best.place)
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


def _candidates(
    passages: pd.DataFrame, sentences: Mapping[TurnKey, Sequence[Span]], most: int
) -> Iterator[Excerpt]:
    uncut = passages[~passages["cut_before"] & ~passages["cut_after"]]
    for number, row in enumerate(rows(uncut)):
        near = number < _NEAREST
        if not near and count_words(_marked(row)) > most:
            continue  # it cannot be shown whole, and is too far for a part of it
        for one in _excerpts_of(row, _sentences_of(row, sentences)):
            if (near or one.whole) and _LEAST <= count_words(one.text) <= most:
                # inside an open quotation, another's words would stand as the participant's
                before = row.text[: one.place.start - row.start]
                if is_paired(before) and is_paired(one.text):
                    yield one


def _marked(row: Any) -> str:  # noqa: ANN401  # a row of passages
    text: str = row.text[max(row.evidence_start - row.start, 0) : row.evidence_end - row.start]
    return text


def _sentences_of(row: Any, sentences: Mapping[TurnKey, Sequence[Span]]) -> list[Span]:  # noqa: ANN401  # a row of passages
    """Give the sentences of a passage, as places in it."""
    return [
        (max(start, row.start) - row.start, min(end, row.end) - row.start)
        for start, end in sentences[row.interview, row.turn]
        if start < row.end and end > row.start
    ]


def _excerpts_of(row: Any, sentences: Sequence[Span]) -> Iterator[Excerpt]:  # noqa: ANN401  # a row of passages
    """Yield sentences in a row: all that the coder marked, or nothing that the coder did not."""
    marked = [
        number
        for number, (start, end) in enumerate(sentences)
        if row.start + start < row.evidence_end and row.start + end > row.evidence_start
    ]
    first, last = marked[0], marked[-1]
    for begin, stop in _runs(len(sentences)):
        if (begin <= first and last <= stop) or (first <= begin and stop <= last):
            start, end = sentences[begin][0], sentences[stop][1]
            place = Words(row.interview, row.turn, row.start + start, row.start + end)
            text, unmarked = row.text[start:end], max(0, (stop - begin) - (last - first))
            yield Excerpt(text, row.participant, place, first < begin, stop < last, unmarked)


def _runs(number: int) -> Iterator[tuple[int, int]]:
    return ((first, last) for first in range(number) for last in range(first, number))


def _score(
    one: Excerpt, weights: dict[str, float], goes_on: Collection[str]
) -> tuple[bool, int, float, Words]:
    typical = sum(weights.get(word, 0.0) for word in frozenset(_words(one.text)))
    first = one.text.split()[0].strip(_MARKS).lower()
    # a sentence that goes on from another is hard to read alone
    told = round(typical / (2 if first in goes_on else 1), 9)
    return one.whole, -one.unmarked, told, one.place


def _is_used(one: Excerpt, used: Mapping[TurnKey, Sequence[Words]]) -> bool:
    here = used.get((one.place.interview, one.place.turn), ())
    return any(one.place.overlaps(other) for other in here)
