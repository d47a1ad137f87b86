"""A passage that a model is asked about, and where quotes stand in it."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from aft_themes.coding.quotes import AS_IT_STANDS, Ambiguous, Place, QuoteFinder
from aft_themes.corpus.segments import PlacedTurn, place_turn
from aft_themes.vocabulary import Role


class Passage:
    """The words of a segment, prepared for searching once, however often it is asked about.

    Parameters
    ----------
    text : str
        Cleaned, de-identified words.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, quote: str) -> tuple[int, int] | None:
        """Find a quote as coders' quotes are found, but only word for word.

        White space, punctuation and capitals do not matter, as with people's quotes; a word that
        was changed, left out or cut does. Of several places the first counts.
        """
        found = self._finder.find("", "1", quote)
        if isinstance(found, Ambiguous):
            found = min(found.places, key=lambda place: place.start)
        if not isinstance(found, Place) or found.how != AS_IT_STANDS:
            return None
        first, last = found.pieces[0], found.pieces[-1]
        return self._placed.to_raw(first.start, last.end)

    @cached_property
    def _placed(self) -> PlacedTurn:
        return place_turn(self.text, ())

    @cached_property
    def _finder(self) -> QuoteFinder:
        turn = pd.DataFrame({"interview": [""], "turn": [1], "role": [str(Role.PARTICIPANT)]})
        return QuoteFinder(turn, {("", 1): self._placed})
