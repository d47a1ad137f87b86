"""Tables of turns: time, speaker and text columns in any order, with many names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from aft_themes.transcripts import labels
from aft_themes.transcripts.times import span
from aft_themes.transcripts.turns import Line, Utterance

_NAMES = {
    "speaker": "speaker speakers name who person role speakername speakerlabel speakerid label "
    "participant voice",
    "text": "text content contents transcript transcription utterance utterances words speech said "
    "message caption dialogue sentence what spoken transcripttext speechtext",
    "start": "start time times timestamp timestamps timespan timecode timecodes begin from "
    "starttime starts in timein startseconds startsec",
    "end": "end stop to endtime ends out timeout endseconds endsec finish",
}
_COLUMN = {name: column for column, names in _NAMES.items() for name in names.split()}
_PUNCTUATION = re.compile(r"[\W_]+|\((?:s|sec|seconds|hh:mm:ss|mm:ss)\)")
_HEADER_ROWS = 10

_GUESS_ROWS = 200
_SHORT_WORDS, _FEW_SPEAKERS = 5, 12

Cell = object
Table = Sequence[Sequence[Cell]]


def or_labels(
    tables: Sequence[Table], lines: Sequence[Line], *, guess: bool = True
) -> tuple[list[Utterance], list[str]]:
    """Read a document's tables of turns or, if it has none, its lines with labels.

    Parameters
    ----------
    tables : sequence of tables
        All tables of the document.
    lines : sequence of Line
        All lines of the document.
    guess : bool
        Whether a table without a header may be read if there are no labels.

    Returns
    -------
    utterances : list of Utterance
    warnings : list of str
    """
    found = list(utterances(tables))
    if found:
        return found, []
    found, warnings = labels.utterances(lines)
    if found or not guess:
        return found, warnings
    return list(utterances(tables, guess=True)), []


def utterances(tables: Sequence[Table], *, guess: bool = False) -> Iterator[Utterance]:
    """Read the turns of the tables that have a speaker and a text column.

    Parameters
    ----------
    tables : sequence of tables
        Each a sequence of rows of cells.
    guess : bool
        Whether to find the columns of a table without a header by what is in them.

    Yields
    ------
    Utterance
        An empty speaker cell continues the last speaker.
    """
    for number, rows in enumerate(tables, 1):
        prefix = f"table {number}, " if len(tables) > 1 else ""
        top = next((at for at, row in enumerate(rows[:_HEADER_ROWS]) if is_header(row)), None)
        if top is not None:
            yield from _read(rows, top + 1, columns_of(rows[top]), prefix)
        elif guess:
            yield from _read(rows, 0, _guessed(rows), prefix)


def columns_of(row: Sequence[Cell]) -> dict[str, int]:
    """Find the columns that a header row names.

    Parameters
    ----------
    row : sequence
        The cells of the header.

    Returns
    -------
    dict
        ``speaker``, ``text``, ``start`` and ``end`` to the column's index, as far as they are
        named.
    """
    columns: dict[str, int] = {}
    for at, cell in enumerate(row):
        name = _PUNCTUATION.sub("", str(cell or "")[:60].casefold())
        if name in _COLUMN:
            columns.setdefault(_COLUMN[name], at)
    return columns


def is_header(row: Sequence[Cell]) -> bool:
    """Tell whether a row names a speaker and a text column."""
    return {"speaker", "text"} <= columns_of(row).keys()


def _read(rows: Table, first: int, columns: dict[str, int], prefix: str) -> Iterator[Utterance]:
    if not columns:
        return
    for at in range(first, len(rows)):
        cells = {name: _cell(rows[at], column) for name, column in columns.items()}
        start, end = time_of(cells.get("start"))
        stop, _ = time_of(cells.get("end"))
        yield Utterance(
            speaker=str(cells["speaker"]).strip().removesuffix(":") or None,
            text=labels.without_stamps(str(cells["text"]))[0],
            place=f"{prefix}row {at + 1}",
            start_s=start,
            end_s=end if stop is None else stop,
        )


def _guessed(rows: Table) -> dict[str, int]:
    """Find columns by content: times, few short speakers that recur, and the most words."""
    sample = rows[:_GUESS_ROWS]
    columns = [
        [str(_cell(row, at)).strip() for row in sample]
        for at in range(max(map(len, sample), default=0))
    ]
    words = [sum(len(cell.split()) for cell in column) for column in columns]
    times = [at for at, column in enumerate(columns) if _are_times(column)]
    rest = [at for at in range(len(columns)) if at not in times]
    text = max(rest, key=lambda at: words[at], default=-1)
    speakers = [at for at in rest if at != text and _are_speakers(columns[at])]
    if not speakers:
        return {}
    start = {"start": times[0]} if times else {}
    return {"speaker": speakers[0], "text": text, **start}


def _are_times(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    return bool(filled) and all(":" in cell and time_of(cell)[0] is not None for cell in filled)


def _are_speakers(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    return (
        len(filled) > 1
        and len(set(filled)) <= min(_FEW_SPEAKERS, len(filled) - 1)
        and all(len(cell.split()) <= _SHORT_WORDS for cell in filled)
        and any(cell[0].isalpha() for cell in filled)
    )


def _cell(row: Sequence[Cell], column: int) -> Cell:
    value = row[column] if column < len(row) else None
    return "" if value is None else value


def time_of(value: Cell) -> tuple[float | None, float | None]:
    """Read the cell of a time column: a text, a number of seconds, or a spreadsheet's time.

    Parameters
    ----------
    value : object
        The cell.

    Returns
    -------
    tuple of float or None
        Start and end in seconds.
    """
    if isinstance(value, datetime.datetime):
        value = value.time()
    if isinstance(value, datetime.time):
        value = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    if isinstance(value, datetime.timedelta):
        value = value.total_seconds()
    return span("" if value is None else str(value))
