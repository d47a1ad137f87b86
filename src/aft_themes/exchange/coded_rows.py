"""Codings that a program keeps as rows of a database: positions, and beside them the words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from aft_themes.exchange.model import ImportedCoding, ImportedSource, Loss, parse_note


def coding_of_row(
    row: sqlite3.Row,
    source: ImportedSource,
    code: str,
    positions: tuple[object, object],
    place: str,
) -> ImportedCoding | Loss:
    """Read a coding; where its positions do not cut its words, these are searched later."""
    quote = row["seltext"] or ""
    span = _span(source.text, *positions, quote)
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


def _span(text: str, start: object, end: object, quote: str) -> tuple[int, int] | None:
    """Believe positions only where they cut the words that a project keeps beside them."""
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        return None
    cut = text[start:end]
    return (start, end) if not quote or cut.split() == quote.split() else None
