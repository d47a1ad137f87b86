"""Codings that a program keeps as rows of a database: positions, and beside them the words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aft_themes.exchange.model import ImportedCoding, ImportedSource, Loss, parse_note
from aft_themes.exchange.offsets import Convention, CountedText

_POINTS = Convention("code points", line_end=2, mark=0, inclusive=False)
_UNITS = Convention("UTF-16 units", line_end=2, mark=0, inclusive=False)  # as Qt counts


@dataclass(frozen=True)
class Cut:
    """What a row says of a coding's place: the document, positions in it, and the words."""

    text: str
    start: object
    end: object
    words: str


def ways_of(cuts: Iterable[Cut]) -> tuple[Convention, ...]:
    """Order the ways of counting by how many positions of a file cut their words."""
    chosen = [cut for cut in cuts if cut.words and max(cut.text, default="") > "\uffff"]
    return tuple(
        sorted((_POINTS, _UNITS), key=lambda way: -sum(bool(_cut(c, way)) for c in chosen))
    )


def coding_of_row(
    row: sqlite3.Row,
    source: ImportedSource,
    code: str,
    positions: tuple[object, object],
    place: str,
    ways: Sequence[Convention] = (_POINTS,),
) -> ImportedCoding | Loss:
    """Read a coding; where its positions do not cut its words, these are searched later."""
    quote = row["seltext"] or ""
    cut = Cut(source.text, *positions, quote)
    span = next(filter(None, (_cut(cut, way) for way in ways)), None)
    words = source.text[slice(*span)] if span else quote
    if not words.strip():
        return Loss(place, "its positions lie outside the text")
    valence, memo = parse_note(row["memo"] or "")
    start = positions[0]
    return ImportedCoding(
        source.key,
        code,
        words,
        row["owner"] or "",
        span[0] if span else None,
        span[1] if span else None,
        float(start) if isinstance(start, int) else None,
        None,
        valence,
        memo,
        row["date"] or "",
        place,
    )


def without_losses(
    found: Iterable[ImportedCoding | Loss],
) -> tuple[list[ImportedCoding], list[Loss]]:
    """Take what was read apart: the codings, and what is lost."""
    codings: list[ImportedCoding] = []
    losses: list[Loss] = []
    for one in found:
        if isinstance(one, Loss):
            losses.append(one)
        else:
            codings.append(one)
    return codings, losses


def _cut(cut: Cut, way: Convention) -> tuple[int, int] | None:
    """Believe positions only where they cut the words that a project keeps beside them."""
    if not isinstance(cut.start, int) or not isinstance(cut.end, int):
        return None
    span = _counted(cut.text).cut(cut.start, cut.end, way)
    kept = cut.words.split()
    return span if span and (not kept or cut.text[slice(*span)].split() == kept) else None


@lru_cache(maxsize=64)
def _counted(text: str) -> CountedText:
    return CountedText(text)
