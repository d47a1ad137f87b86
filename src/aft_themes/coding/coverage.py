"""For which segments a quote counts, measured in words that were spoken."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from aft_themes.coding.quotes import Piece
from aft_themes.corpus.cleaning import find_marks
from aft_themes.corpus.segments import PlacedTurn
from aft_themes.corpus.sentences import Span
from aft_themes.io.parquet import rows

_UNBROKEN = re.compile(r"\S+")


class Answer(NamedTuple):
    """A segment, and its turn, that answers what was said before."""

    segment: str
    turn: int


class Coverage:
    """Counts the words of quotes in segments.

    Words are counted in the cleaned turn with its names, so the length of tags does not matter.
    Transcription marks are no words.

    Parameters
    ----------
    segments : pandas.DataFrame
        By ``SEGMENTS``.
    placed : mapping
        Turns by interview and number.
    min_overlap : float
        Share from 0 to 1 of the segment's words, or of the quote's.
    """

    def __init__(
        self,
        segments: pd.DataFrame,
        placed: Mapping[tuple[str, int], PlacedTurn],
        min_overlap: float,
    ) -> None:
        self._placed, self._min_overlap = placed, min_overlap
        self._segments: dict[tuple[str, int], list[tuple[str, Span]]] = {}
        for row in rows(segments):
            if (row.interview, row.turn) not in placed:
                continue
            span = placed[row.interview, row.turn].shared.map.to_raw(row.clean_start, row.clean_end)
            self._segments.setdefault((row.interview, row.turn), []).append((row.segment_id, span))
        self._words: dict[tuple[str, int], list[int]] = {}

    def segments_of(self, interview: str, pieces: Sequence[Piece]) -> list[tuple[str, Piece]]:
        """Name the segments for which a quote counts, each with its part of the quote."""
        quote_words = sum(
            self._count(interview, piece.turn, piece.start, piece.end) for piece in pieces
        )
        parts: dict[str, list[tuple[int, int, Piece]]] = {}  # words, letters, piece
        sizes: dict[str, int] = {}
        for piece in pieces:
            for segment, (start, end) in self._segments.get((interview, piece.turn), ()):
                first, last = max(start, piece.start), min(end, piece.end)
                if first < last:
                    words = self._count(interview, piece.turn, first, last)
                    parts.setdefault(segment, []).append((words, last - first, piece))
                    sizes[segment] = self._count(interview, piece.turn, start, end)
        held = {segment: sum(words for words, _, _ in found) for segment, found in parts.items()}
        covered = [
            segment
            for segment, words in held.items()
            if words
            and (
                words >= self._min_overlap * sizes[segment]
                or words >= self._min_overlap * quote_words
            )
        ]
        if not covered and parts:
            covered = [max(parts, key=lambda name: (held[name], sum(n for _, n, _ in parts[name])))]
        return [(segment, piece) for segment in covered for _, _, piece in parts[segment]]

    def answer_to(self, interview: str, turn: int) -> Answer | None:
        """Find the first segment that a participant says after a turn."""
        later = [key for key in self._segments if key[0] == interview and key[1] > turn]
        if not later:
            return None
        first = min(later)
        return Answer(self._segments[first][0][0], first[1])

    def _count(self, interview: str, turn: int, start: int, end: int) -> int:
        """Count the words that begin in a span of a cleaned turn."""
        key = interview, turn
        if key not in self._words:
            self._words[key] = _word_starts(self._placed[key].cleaned.text)
        starts = self._words[key]
        return bisect_left(starts, end) - bisect_left(starts, start)


def _word_starts(text: str) -> list[int]:
    marks = find_marks(text)
    for start, end in marks:
        text = text[:start] + " " * (end - start) + text[end:]
    # the first letter, so that a quote without its opening quotation mark has all its words
    return [
        match.start() + letter
        for match in _UNBROKEN.finditer(text)
        if (letter := _first_letter(match.group())) is not None
    ]


def _first_letter(text: str) -> int | None:
    """Return the place of the first letter; None in a dash or a line, which is not a word."""
    return next((at for at, letter in enumerate(text) if letter.isalnum() or letter == "_"), None)
