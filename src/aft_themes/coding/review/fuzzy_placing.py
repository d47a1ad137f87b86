"""Find words again after names in them were replaced, or got other tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from aft_themes.corpus.tags import TAG

_WORD = re.compile(rf"{TAG.pattern}|[^\W_]+(?:'[^\W_]+)*")
_LEAST_WORDS = 4  # fewer words stand in too many places
_MOST_WORDS = 1_000  # bounds the time; a segment has about 70 words
# Share of the quote's words, and their number, that must be there: half of them in the turn that
# the reviewer's row names; elsewhere more, because the words of another place are often half alike
_IN_ITS_TURN = 0.5, 3
_ELSEWHERE = 0.7, 8
_SHIFT = 4  # words by which replacing one name may move the words after it


@dataclass(frozen=True)
class _Words:
    """The words of a text, tags being one word each, and where they stand."""

    words: list[str]
    spans: list[tuple[int, int]]

    @property
    def spoken(self) -> list[str]:
        return [word for word in self.words if not word.startswith("[")]


def _split(text: str) -> _Words:
    found = list(_WORD.finditer(text))
    return _Words([m.group().casefold() for m in found], [m.span() for m in found])


def find_nearly(
    quote: str, turn_hint: str, texts: Mapping[int, str]
) -> tuple[int, int, int] | None:
    """Find the place whose words, in their order, are most like a quote's.

    Tags are not counted, because they stand for other words at other times.
    """
    wanted = _split(quote)
    if len(wanted.spoken) < _LEAST_WORDS or len(wanted.words) > _MOST_WORDS:
        return None
    hinted = {turn: text for turn, text in texts.items() if str(turn) == turn_hint}
    for candidates, (share, number) in ((hinted, _IN_ITS_TURN), (texts, _ELSEWHERE)):
        least = max(number, share * len(wanted.spoken))
        places = [(_align(wanted, _split(text), least), turn) for turn, text in candidates.items()]
        found = [(score, -turn, turn, *span) for (score, span), turn in places if score >= least]
        if found:
            return max(found)[2:]
    return None


def _align(wanted: _Words, text: _Words, least: float) -> tuple[int, tuple[int, int]]:
    """Count shared words around the longest shared passage, and say where that is."""
    nothing = 0, (0, 0)
    if (Counter(wanted.spoken) & Counter(text.spoken)).total() < least:
        return nothing
    matcher = SequenceMatcher(None, wanted.words, text.words, autojunk=False)
    longest = matcher.find_longest_match()
    blocks = [b for b in matcher.get_matching_blocks() if b.size and _near(b, longest, wanted)]
    if not blocks:
        return nothing
    first, last = blocks[0], blocks[-1]
    begin = max(0, first.b - first.a)
    rest = len(wanted.words) - last.a - last.size
    end = min(len(text.words), last.b + last.size + rest) - 1
    score = sum(
        not word.startswith("[") for b in blocks for word in wanted.words[b.a : b.a + b.size]
    )
    return score, (text.spans[begin][0], text.spans[end][1])


def _near(block: Match, longest: Match, wanted: _Words) -> bool:
    shift = abs((block.b - block.a) - (longest.b - longest.a))
    between = wanted.words[min(block.a, longest.a) : max(block.a, longest.a)]
    return shift <= _SHIFT * (1 + sum(word.startswith("[") for word in between))
