"""The letters of an interview: one string for all its turns, with the way back to each turn.

White space, punctuation, quotation marks, dashes, letter case, accents, ligatures and hyphens at
line ends differ between a transcript and a coder's copy of it, and never matter. So quotes are
compared by their letters and digits alone. What stands between turns in a coder's file (speaker
labels, times) is not part of any turn, so a quote over several turns is one stretch of letters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from aft_themes.corpus.cleaning import find_marks
from aft_themes.corpus.sentences import Span
from aft_themes.language import every
from aft_themes.language.rules import compiled

_SOUNDS = tuple(compiled(language.speech.sounds, re.I) for language in every())
STAMPS = re.compile(r"[\[(<#{]{0,3}\b\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3}|-\d)?[\])>#}]*")


@dataclass(frozen=True)
class Letters:
    """Letters and digits of a text, or of the turns of an interview one after another.

    Parameters
    ----------
    key : str
        Letters and digits only, in one case, without accents.
    places : list of int
        For each of them its place in its turn's text.
    turns : list of int
        Numbers of the turns.
    begins : list of int
        Where each turn begins in ``key``.
    """

    key: str
    places: list[int]
    turns: list[int]
    begins: list[int]

    def turn_at(self, at: int) -> int:
        """Return the index, in ``turns``, of the turn in which a letter stands."""
        return bisect_right(self.begins, at) - 1

    def is_edge(self, at: int) -> bool:
        """Tell whether a word ends before a letter, so that a quote may begin or end there."""
        if at in (0, len(self.key)) or at in self._edges:
            return True
        return self.places[at] > self.places[at - 1] + 1

    @cached_property
    def _edges(self) -> frozenset[int]:
        return frozenset(self.begins)

    def find_all(self, key: str, first: int = 0, last: int | None = None) -> list[int]:
        """Find every place of a string of letters between two places."""
        found = []
        last = len(self.key) if last is None else last
        at = self.key.find(key, first, last) if key else -1
        while at >= 0:
            found.append(at)
            at = self.key.find(key, at + 1, last)
        return found

    def pieces(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Split a stretch of letters over the turns: number of the turn, start and end in it."""
        found = []
        for index in range(self.turn_at(start), self.turn_at(end - 1) + 1):
            stop = self.begins[index + 1] if index + 1 < len(self.begins) else len(self.key)
            first, last = max(start, self.begins[index]), min(end, stop) - 1
            if first <= last:
                found.append((self.turns[index], self.places[first], self.places[last] + 1))
        return found


def letters_of(text: str, skip: Iterable[Span] = ()) -> tuple[str, list[int]]:
    """Take the letters and digits of a text, and where each of them stands."""
    marks = list(text)
    for start, end in skip:
        marks[start:end] = " " * (end - start)
    text = "".join(marks)
    if text.isascii():
        places = [at for at, letter in enumerate(text) if letter.isalnum()]
        return "".join([text[at] for at in places]).lower(), places
    pairs = [(letter, at) for at, mark in enumerate(text) for letter in _plain(mark)]
    return "".join([letter for letter, _ in pairs]), [at for _, at in pairs]


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter.lower() if letter.isalnum() else ""
    parts = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(part for part in parts if part.isalnum())


def join_turns(texts: Mapping[int, str], *, bare: bool = False) -> Letters:
    """Make the letters of an interview."""
    keys, places, begins = [], [], []
    length = 0
    for text in texts.values():
        key, found = letters_of(text, unspoken(text) if bare else ())
        begins.append(length)
        keys.append(key)
        places += found
        length += len(key)
    return Letters("".join(keys), places, list(texts), begins)


def unspoken(text: str) -> list[Span]:
    """Find what people leave out when they copy speech: marks, sounds such as "um", and times."""
    found = [match.span() for pattern in (*_SOUNDS, STAMPS) for match in pattern.finditer(text)]
    return [*find_marks(text), *found]
