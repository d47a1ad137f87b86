"""Columns of a table that nobody said: row numbers, and codes or notes beside labelled words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aft_themes.transcripts import labels
from aft_themes.transcripts.times import seconds
from aft_themes.transcripts.turns import GIVEN_LABELS, Line

LEFT_OUT = "Columns beside the words hold codes or notes; they were not read as speech."
_LEAST_ROWS = 4  # that are numbered: a question and an answer, twice
_NO_LABELS = {None, *GIVEN_LABELS}
_AGAIN = 2  # times that each of two speakers stands in a column of words

Table = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Spoken:
    """The lines of a document without such columns, and the words that these hold."""

    lines: Sequence[Line]
    dropped: tuple[str, ...] = ()


def left_out(tables: Sequence[Table], lines: Sequence[Line]) -> Spoken:
    """Leave such columns out of a document's lines."""
    found = Spoken(lines)
    for rows in tables:
        beside = side_columns(rows)
        if beside:
            found = _cut(found, rows, beside)
    return found


def side_columns(rows: Table) -> set[int]:
    """Return the columns that number the rows, or that stand beside the one with all labels.

    A column of times says when something was said, and stays.
    """
    width = max(map(len, rows), default=0)
    columns = [[_text(row, at) for row in rows] for at in range(width)]
    spoken = [at for at, column in enumerate(columns) if _holds_labels(column)]
    if len(spoken) == 1:
        timed = {at for at, column in enumerate(columns) if _are_times(column)}
        return set(range(width)) - set(spoken) - timed
    return {at for at, column in enumerate(columns) if width > 2 and _number_rows(column)}


def _holds_labels(column: Sequence[str]) -> bool:
    """Tell whether two speakers or more have labels in the cells, and speak again."""
    lines = [Line(line, "") for cell in column for line in cell.splitlines()]
    found = labels.utterances(lines).utterances
    counts = Counter(one.speaker for one in found if one.text and one.speaker not in _NO_LABELS)
    return sum(count >= _AGAIN for count in counts.values()) > 1


def _number_rows(column: Sequence[str]) -> bool:
    filled = [cell.strip().rstrip(".)") for cell in column if cell.strip()]
    numbers = [int(cell) for cell in filled if cell.isdecimal() and len(cell) < 6]
    rise = all(one < other for one, other in pairwise(numbers))
    return rise and len(numbers) >= max(_LEAST_ROWS, len(filled) - 1)  # one may be a header


def _are_times(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell.strip()]
    return any(":" in cell and seconds(cell) is not None for cell in filled)


def _cut(found: Spoken, rows: Table, beside: set[int]) -> Spoken:
    """Take the cells of some columns out of the lines, where the table stands in them."""
    cells = [(at, line) for row in rows for at in range(len(row)) for line in _lines(row, at)]
    texts = [line.text.strip() for line in found.lines]
    filled = [place for place, text in enumerate(texts) if text]
    wanted = [text for _, text in cells]
    shown = [texts[place] for place in filled]
    starts = (at for at in range(len(shown)) if shown[at : at + len(wanted)] == wanted)
    start = next(starts, None)
    if start is None:
        return found
    out = {filled[start + step] for step, (at, _) in enumerate(cells) if at in beside}
    kept = [line for place, line in enumerate(found.lines) if place not in out]
    words = (text for at, text in cells if at in beside and not text.isdecimal())
    return Spoken(kept, (*found.dropped, *words))


def _lines(row: Sequence[object], at: int) -> Iterator[str]:
    for line in _text(row, at).splitlines():
        if line.strip():
            yield line.strip()


def _text(row: Sequence[object], at: int) -> str:
    return str(row[at]) if at < len(row) and row[at] is not None else ""
