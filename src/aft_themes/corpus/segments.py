"""Split participants' turns into segments, each with its place in the raw turn.

A segment is a participant's turn, or a part of it: turns are split at sentence ends into parts
of at most about 70 words, as even as sentences allow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from aft_themes.catalog import CLEAN_TURNS, SEGMENTS
from aft_themes.corpus.cleaning import CleanText, apply_edits, clean, without_marks
from aft_themes.corpus.sentences import (
    Span,
    TurnKey,
    list_sentences,
    sentences_by_turn,
    splitter_of,
)
from aft_themes.io.parquet import frame_of, rows
from aft_themes.settings import SegmentSettings
from aft_themes.vocabulary import Role

_Edit = tuple[int, int, str]

MOST_PLACED = 50_000
"""Turns that are kept in all their forms, some 1,200 interviews; of more, the memory is bounded."""

_LONG_SENTENCE = 1.5  # sentences longer than this many segments are cut at clauses
_CLAUSE_END = re.compile(r"[,;:\u2013\u2014](?=\s)|\.\.\.(?=\s)|\u2026(?=\s)")


@dataclass(frozen=True)
class PlacedTurn:
    """A turn in its three forms, with the ways between them.

    Parameters
    ----------
    cleaned : CleanText
        The cleaned turn, names still in it; its map leads to the raw turn.
    shared : CleanText
        The cleaned and de-identified turn; its map leads to the cleaned turn.
    """

    cleaned: CleanText
    shared: CleanText

    def to_raw(self, start: int, end: int) -> Span:
        """Take a span of the de-identified turn to the raw turn."""
        return self.cleaned.map.to_raw(*self.shared.map.to_raw(start, end))

    def from_raw(self, start: int, end: int) -> Span:
        """Take a span of the raw turn to the de-identified turn."""
        return self.shared.map.to_clean(*self.cleaned.map.to_clean(start, end))


def place_turn(raw: str, replacements: Iterable[tuple[int, int, str]]) -> PlacedTurn:
    """Clean and de-identify one turn."""
    cleaned = clean(raw)
    edits = [(start, end, f"[{tag}]") for start, end, tag in replacements]
    return PlacedTurn(cleaned, apply_edits(cleaned.text, edits))


class PlacedTurns(Mapping[TurnKey, PlacedTurn]):
    """All turns of a large study, each cleaned and de-identified when it is asked for.

    Parameters
    ----------
    raw : dict
        The raw text of each turn, by interview and number.
    edits : dict
        The replacements in each turn.
    """

    def __init__(
        self, raw: Mapping[TurnKey, str], edits: Mapping[TurnKey, Sequence[_Edit]]
    ) -> None:
        self._raw = raw
        # an interview's turns are asked for several times in a row
        self._place = lru_cache(1000)(lambda key: place_turn(raw[key], edits.get(key, ())))

    def __getitem__(self, key: TurnKey) -> PlacedTurn:
        return self._place(key)

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[TurnKey]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


def place_turns(turns: pd.DataFrame, replacements: pd.DataFrame) -> Mapping[TurnKey, PlacedTurn]:
    """Clean and de-identify every turn."""
    edits: dict[TurnKey, list[_Edit]] = {}
    for row in rows(replacements):
        edits.setdefault((row.interview, row.turn), []).append((row.start, row.end, row.tag))
    keys = zip(turns["interview"], turns["turn"], strict=True)
    raw: dict[TurnKey, str] = dict(zip(keys, turns["text"], strict=True))
    placed = PlacedTurns(raw, edits)
    return placed if len(raw) > MOST_PLACED else dict(placed)


def clean_turns(turns: pd.DataFrame, placed: Mapping[TurnKey, PlacedTurn]) -> pd.DataFrame:
    """Make the turns that may be shared: cleaned, de-identified, without speaker labels."""
    shared = turns.assign(
        text=[
            placed[interview, turn].shared.text
            for interview, turn in zip(turns["interview"], turns["turn"], strict=True)
        ]
    )
    return pd.DataFrame(shared, columns=CLEAN_TURNS.schema.names)


def make_segments(
    turns: pd.DataFrame,
    placed: Mapping[TurnKey, PlacedTurn],
    settings: SegmentSettings,
    language: str = "en",
    sentences: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Split every participant's turn into segments; sentences that are not given are found."""
    if sentences is None:
        clean = clean_turns(turns, placed)
        splitter = splitter_of(clean, settings, language)
        sentences = list_sentences(clean[clean["role"] == Role.PARTICIPANT], splitter)
    places = sentences.groupby("interview").indices
    segments = [
        segment
        for name, interview in turns.groupby("interview", sort=True)
        for segment in _interview_segments(
            interview,
            placed,
            sentences_by_turn(sentences.iloc[places.get(name, [])]),
            settings.max_words,
        )
    ]
    return frame_of(segments, SEGMENTS)


def _interview_segments(
    turns: pd.DataFrame,
    placed: Mapping[TurnKey, PlacedTurn],
    sentences: Mapping[TurnKey, Sequence[Span]],
    max_words: int,
) -> Iterator[dict[str, Any]]:
    texts = {
        (row.interview, row.turn): placed[row.interview, row.turn].shared.text
        for row in rows(turns)
    }
    total = max(1, sum(len(text.split()) for text in texts.values()))
    question, spoken_before = "", 0
    for turn in rows(turns.sort_values("turn")):
        key = (turn.interview, turn.turn)
        text = texts[key]
        if turn.role == Role.INTERVIEWER:
            question = text
        elif turn.role == Role.PARTICIPANT:
            spans = cut_turn(text, sentences.get(key, ()), max_words)
            for part, (start, end) in enumerate(spans, start=1):
                raw_start, raw_end = placed[key].to_raw(start, end)
                spoken = without_marks(text[start:end])
                yield {
                    "segment_id": f"{turn.interview}.{turn.turn:03d}.{part}",
                    "interview": turn.interview,
                    "participant": turn.participant,
                    "turn": turn.turn,
                    "part": part,
                    "start": raw_start,
                    "end": raw_end,
                    "clean_start": start,
                    "clean_end": end,
                    "text": text[start:end],
                    "spoken": spoken,
                    "question": question,
                    "words": len(spoken.split()),
                    "position": (spoken_before + len(text[:start].split())) / total,
                }
        spoken_before += len(text.split())


def cut_turn(text: str, sentences: Iterable[Span], max_words: int) -> list[Span]:
    """Cut a turn into parts of at most about ``max_words`` words, as even as sentences allow."""
    units = [span for sentence in sentences for span in _shorten(text, sentence, max_words)]
    counts = [len(text[start:end].split()) for start, end in units]
    cuts = balance(counts, max_words)
    return [
        (units[first][0], units[last - 1][1])
        for first, last in zip([0, *cuts], [*cuts, len(units)], strict=True)
        if first < last
    ]


def _shorten(text: str, sentence: Span, max_words: int) -> list[Span]:
    # speech without full stops: cut a very long sentence at clauses, or else after words
    start, end = sentence
    if len(text[start:end].split()) <= max_words * _LONG_SENTENCE:
        return [sentence]
    clauses = _spans_between(
        text, start, end, [m.end() + start for m in _CLAUSE_END.finditer(text[start:end])]
    )
    pieces = []
    for clause_start, clause_end in clauses:
        words = [m.end() + clause_start for m in re.finditer(r"\S+", text[clause_start:clause_end])]
        pieces += _spans_between(text, clause_start, clause_end, words[max_words - 1 :: max_words])
    return pieces


def _spans_between(text: str, start: int, end: int, cuts: Sequence[int]) -> list[Span]:
    spans = []
    for first, last in zip([start, *cuts], [*cuts, end], strict=True):
        piece = text[first:last]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            spans.append((first + lead, first + len(piece.rstrip())))
    return spans


def balance(counts: Sequence[int], most: int) -> list[int]:
    """Choose where to cut a row of sentences into even parts.

    As few parts as possible, each of at most ``most`` words unless one sentence is longer; among
    these the one whose parts differ least (smallest sum of squared lengths).
    """
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # parts, squares, where the last part begins
    for last in range(1, len(counts) + 1):
        options, words = [], 0
        for first in range(last - 1, -1, -1):
            words += counts[first]
            if words > most and first < last - 1:
                break
            parts, squares, _ = best[first]
            options.append((parts + 1, squares + words * words, first))
        best.append(min(options))
    cuts, position = [], len(counts)
    while position:
        position = best[position][2]
        cuts.append(position)
    return sorted(cut for cut in cuts if cut)
