"""Tables without a column for the speaker, whose cells hold labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from aft_themes.transcripts import labels
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.formats.cells import (
    GUESS_ROWS,
    HEADER_ROWS,
    SHORT_WORDS,
    Cell,
    Table,
    time_of,
    value_at,
    without_entities,
)
from aft_themes.transcripts.formats.column_names import columns_of, names_columns
from aft_themes.transcripts.labels import Labelled
from aft_themes.transcripts.turns import Line

_LEAST_PAIRS = 4  # labels in one cell: two people who speak twice
_LEAST_LABELLED = 4  # cells with a label: a question and an answer, twice


def columns_in_cells(rows: Table) -> list[tuple[list[str], str]]:
    """Find cells that hold all labels, each with the words in the cell beside it.

    People type so to have the labels in a column: blank lines keep them beside their words.
    """
    found = []
    for row in rows:
        cells = [str(cell or "") for cell in row if str(cell or "").strip()]
        if len(cells) != 2:
            continue
        names = [line.strip() for line in cells[0].splitlines() if line.strip()]
        short = all(len(name.split()) <= SHORT_WORDS for name in names)
        few = len({name.casefold() for name in names}) <= len(names) / 2
        if short and few and len(names) >= _LEAST_PAIRS:
            found.append((names, cells[1]))
    return found


def pair_labels(columns: Sequence[tuple[list[str], str]], lines: Sequence[Line]) -> Labelled:
    """Pair labels and words in their order, unless that is impossible for most of the words."""
    lines = [line for line in lines if line.text.strip()]
    problems, lost = [], 0
    for names, words in columns:
        pairs = _pairs(names, words)
        lines = _woven(lines, names, words, pairs)
        if not pairs:
            lost += len(words)
            problems.append(f"{len(names)} labels beside {len(_paragraphs(words))} paragraphs")
    counts = "; ".join(problems)
    message = f"all labels stand in one cell and do not fit the words beside: {counts}."
    if 2 * lost > sum(len(line.text) for line in lines):
        text = "\n".join(line.text for line in lines)
        return Labelled([], [Finding(Kind.NO_SPEAKERS, message)], text)
    return labels.utterances(lines)


def _woven(
    lines: list[Line], names: Sequence[str], words: str, pairs: Sequence[tuple[str, str]]
) -> list[Line]:
    """Put paired labels and words where the two cells stand; words without a pair are left out."""
    cells = [*names, *_paragraphs(words)]
    texts = [line.text.strip() for line in lines]
    starts = (at for at in range(len(texts)) if texts[at : at + len(cells)] == cells)
    at = next(starts, len(lines))
    said = [
        Line(f"{name.removesuffix(':')}: {' '.join(text.split())}", "table") for name, text in pairs
    ]
    return [*lines[:at], *said, *lines[at + len(cells) :]]


def _paragraphs(words: str) -> list[str]:
    return [part.strip() for part in words.splitlines() if part.strip()]


def _pairs(names: Sequence[str], words: str) -> list[tuple[str, str]]:
    counts = Counter(name.casefold() for name in names)
    again = [name for name in names if counts[name.casefold()] > 1]  # the rest may be a title
    blocks = [part.strip() for part in re.split(r"\n\s*\n", words) if part.strip()]
    fitting = ((some, parts) for some in (names, again) for parts in (_paragraphs(words), blocks))
    some, parts = next(((a, b) for a, b in fitting if len(a) == len(b)), ([], []))
    return list(zip(some, parts, strict=True))


def labels_in_cells(tables: Sequence[Table]) -> Labelled:
    """Read tables without a column for the speaker, most of whose cells begin with a label.

    Beside the words only times and numbers may stand: other tables list codes, or people.
    """
    lines: list[Line] = []
    timed = False
    for number, rows in enumerate(tables, 1):
        prefix = f"table {number}, " if len(tables) > 1 else ""
        top = next((at for at, row in enumerate(rows[:HEADER_ROWS]) if _names_words(row)), None)
        columns = {} if top is None else columns_of(rows[top])
        columns.setdefault("text", _fullest(rows))
        below = rows[0 if top is None else top + 1 :]
        if _other_words(below, columns["text"]):
            continue
        timed = timed or "start" in columns
        for at, row in enumerate(below, len(rows) - len(below) + 1):
            lines += _lines_of_cell(row, columns, f"{prefix}row {at}")
    found = labels.utterances(lines, captions=timed)
    labelled = sum(bool(one.speaker and one.text) for one in found.utterances)
    many = labelled >= _LEAST_LABELLED and 2 * labelled >= len(found.utterances)
    return found if many else Labelled([], [], found.text)


def _lines_of_cell(row: Sequence[Cell], columns: dict[str, int], place: str) -> Iterator[Line]:
    start, end = time_of(value_at(row, columns["start"]) if "start" in columns else "")
    stop, _ = time_of(value_at(row, columns["end"]) if "end" in columns else "")
    said = without_entities(str(value_at(row, columns["text"])))
    for line in said.splitlines():
        yield Line(line, place, start, end if stop is None else stop)


def _other_words(rows: Table, text: int) -> bool:
    """Tell whether another column than that of the words holds anything but times and numbers."""
    return any(
        time_of(cell)[0] is None
        for row in rows
        for at, cell in enumerate(row)
        if at != text and str(value_at(row, at)).strip()
    )


def _names_words(row: Sequence[Cell]) -> bool:
    columns = columns_of(row, clear=True)
    return "text" in columns and names_columns(row)


def _fullest(rows: Table) -> int:
    """Return the column with most words."""
    sample = rows[:GUESS_ROWS]
    width = max(map(len, sample), default=1)
    return max(
        range(width), key=lambda at: sum(len(str(value_at(row, at)).split()) for row in sample)
    )
