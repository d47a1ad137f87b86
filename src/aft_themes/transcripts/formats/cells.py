"""Cells of tables: their values, times and characters."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Sequence

from aft_themes.transcripts.times import span

HEADER_ROWS = 10  # a title and some facts may stand above the header
GUESS_ROWS = 200  # enough to tell columns apart
SHORT_WORDS = 5  # a speaker's name has at most as many
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_OVERRIDE = re.compile(r"\{\\[^{}]{0,80}\}")
Cell = object
Table = Sequence[Sequence[Cell]]


def without_entities(text: str) -> str:
    """Write HTML entities such as ``&#8212;`` as the characters; leave out signs of subtitles."""
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text
    # of subtitles in Advanced SubStation Alpha: "{\\i1}words{\\i0}\\Nwords"
    return _OVERRIDE.sub("", text).replace("\\N", " ") if _OVERRIDE.search(text) else text


def value_at(row: Sequence[Cell], column: int) -> Cell:
    """Return a cell of a row; an empty one where the row is too short."""
    value = row[column] if column < len(row) else None
    return "" if value is None else value


def time_of(value: Cell) -> tuple[float | None, float | None]:
    """Read the cell of a time column: a text, a number of seconds, or a spreadsheet's time."""
    if isinstance(value, datetime.datetime):
        value = value.time()
    if isinstance(value, datetime.time):
        value = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    if isinstance(value, datetime.timedelta):
        value = value.total_seconds()
    return span("" if value is None else str(value))
