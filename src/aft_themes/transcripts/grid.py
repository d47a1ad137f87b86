"""Tables of turns: time, speaker and text columns in any order, with many names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from aft_themes.transcripts.times import span
from aft_themes.transcripts.turns import Utterance

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

Cell = object


def utterances(
    tables: Sequence[Sequence[Sequence[Cell]]], unit: str = "row"
) -> tuple[list[Utterance], list[str]]:
    """Read the turns of the tables that have a speaker and a text column.

    Parameters
    ----------
    tables : sequence of tables
        Each a sequence of rows of cells.
    unit : str
        What a row is called in the place of an utterance.

    Returns
    -------
    utterances : list of Utterance
        An empty speaker cell continues the last speaker. Empty if no table has such columns.
    warnings : list of str
    """
    found: list[Utterance] = []
    for number, rows in enumerate(tables, 1):
        prefix = f"table {number}, " if len(tables) > 1 else ""
        found.extend(_read(rows, f"{prefix}{unit}"))
    return found, []


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


def _read(rows: Sequence[Sequence[Cell]], unit: str) -> Iterator[Utterance]:
    top = next((at for at, row in enumerate(rows[:_HEADER_ROWS]) if is_header(row)), None)
    if top is None:
        return
    columns = columns_of(rows[top])
    for at in range(top + 1, len(rows)):
        cells = {name: _cell(rows[at], column) for name, column in columns.items()}
        start, end = time_of(cells.get("start"))
        stop, _ = time_of(cells.get("end"))
        yield Utterance(
            speaker=str(cells["speaker"]).strip().removesuffix(":") or None,
            text=str(cells["text"]),
            place=f"{unit} {at + 1}",
            start_s=start,
            end_s=end if stop is None else stop,
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
