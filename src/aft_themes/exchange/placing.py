"""Find the turns of a document's codings: by its text if the file holds it, else by the words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from aft_themes.exchange.model import ImportedCoding
from aft_themes.exchange.word_places import (
    Aligned,
    InterviewWords,
    Place,
    nearest,
    runs_of,
    words_of,
)

_LABEL = re.compile(r"^\s*[^\n:]{1,40}:\s+")
_LEAST_FOUND = 0.5  # share of a selection's words that must stand where the document has them


@dataclass(frozen=True, slots=True)
class Placed:
    """A quote with its turn, if that is known, and its start in the cleaned turn."""

    quote: str
    turn: int | None = None
    start: int | None = None


@dataclass(frozen=True)
class SourcePlaces:
    """One document beside its interview.

    Parameters
    ----------
    aligned : Aligned or None
        None if the file does not hold the document's text.
    interview : InterviewWords
        The form of the interview (as transcribed, or de-identified) that the document has.
    transcribed : dict of int to str
        The turns as transcribed: starts count in these.
    known : tuple of (float, int)
        Positions and places of codings whose words occur once.
    """

    aligned: Aligned | None
    interview: InterviewWords
    transcribed: dict[int, str]
    known: tuple[tuple[float, int], ...]

    @classmethod
    def of(
        cls, text: str, versions: Sequence[InterviewWords], codings: Sequence[ImportedCoding]
    ) -> SourcePlaces:
        """Choose the form of the interview that has most of the document's words."""
        said = [text] if text else [coding.quote for coding in codings]
        runs = runs_of(word.form for part in said for word in words_of(part))
        interview = max(versions, key=lambda one: one.share_of(runs))
        known = []
        for coding in codings:
            places = interview.occurrences([word.form for word in words_of(coding.quote)])
            if coding.position is not None and len(places) == 1:
                known.append((coding.position, places[0]))
        aligned = Aligned(text, interview) if text.strip() else None
        return cls(aligned, interview, dict(versions[0].turns), tuple(sorted(known)))

    @cached_property
    def _turns(self) -> dict[int, str]:
        return dict(self.interview.turns)

    def find(self, coding: ImportedCoding) -> list[Placed]:
        """Find a coding's quotes, one for each turn that it reaches into."""
        if self.aligned and coding.start is not None and coding.end is not None:
            parts = self.aligned.places(coding.start, coding.end)
            found = sum(len(words_of(quote)) for quote, _ in parts)
            said = sum(self.interview.says(word.form) for word in words_of(coding.quote))
            if found >= _LEAST_FOUND * said and parts:
                return [self._placed(quote, place) for quote, place in parts]
        whole = self._by_words(coding)
        if whole.turn is not None or "\n" not in coding.quote.strip():
            return [whole]
        return self._over_turns(coding) or [whole]

    def _over_turns(self, coding: ImportedCoding) -> list[Placed]:
        """Find the turn in which lines of several turns begin, one right after the other.

        It stays one quote: it is one coding, and its labels are left out when it is placed.
        """
        lines = (_LABEL.sub("", line) for line in coding.quote.splitlines())
        forms = [word.form for line in lines for word in words_of(line)]
        at = self._one(self.interview.occurrences(forms, across=True), coding)
        if at is None:
            return []
        return [Placed(coding.quote.strip(), self.interview.place(at, at).turn)]

    def _one(self, places: list[int], coding: ImportedCoding) -> int | None:
        """Choose the only place, or that which the position tells."""
        if len(places) > 1 and coding.position is not None:
            return nearest(places, coding.position, self.known, ordinal=coding.ordinal)
        return places[0] if len(places) == 1 else None

    def _by_words(self, coding: ImportedCoding) -> Placed:
        quote = coding.quote
        forms = [word.form for word in words_of(quote)]
        places = self.interview.occurrences(forms)
        chosen = self._one(places, coding)
        if chosen is None and places:
            turns = {self.interview.place(at, at).turn for at in places}
            return Placed(quote.strip(), turns.pop() if len(turns) == 1 else None)
        if chosen is None:
            return Placed(quote.strip())
        return self._placed(quote.strip(), self.interview.place(chosen, chosen + len(forms) - 1))

    def _placed(self, quote: str, place: Place) -> Placed:
        return Placed(quote, place.turn, self._start(quote, place))

    def _start(self, quote: str, place: Place) -> int | None:
        """Return where the quote begins in the turn as transcribed, if it has the same words."""
        said, transcribed = (one[place.turn] for one in (self._turns, self.transcribed))
        if said == transcribed:
            return place.start
        forms = [word.form for word in words_of(quote)]
        here, there = (_starts(forms, text) for text in (said, transcribed))
        at = here.index(place.start) if place.start in here else len(here)
        return there[at] if len(here) == len(there) > at else None


def _starts(forms: list[str], text: str) -> list[int]:
    """Find a row of words in a turn."""
    words = words_of(text)
    own = [word.form for word in words]
    size = len(forms)
    ends = range(len(own) - size + 1)
    return [words[at].start for at in ends if own[at : at + size] == forms]
