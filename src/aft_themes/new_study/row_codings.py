"""Codings inside a transcript: a column of its table, or a key of its JSON, holds the codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aft_themes.coding.code_marks import is_marked
from aft_themes.documents.document_tables import document_tables
from aft_themes.documents.headers import plain_name, says_none
from aft_themes.errors import AftThemesError
from aft_themes.io.spreadsheets import read_sheets
from aft_themes.new_study.columns_beside import (
    CodeColumns,
    Column,
    are_codes,
    coder_of,
    judge_columns,
)
from aft_themes.transcripts.artefacts import without_stamps
from aft_themes.transcripts.formats.cells import without_entities
from aft_themes.transcripts.formats.json import coded_segments
from aft_themes.transcripts.formats.tables_of_turns import header_row, is_rule, spoken_columns
from aft_themes.transcripts.source import open_source
from aft_themes.transcripts.turns import Transcript, Turn, tidy_text

CODER = "tags"
"""Name of the coder whose codings stood in the transcripts; it also names the file."""
_TABLES = ("csv", "tsv", "xlsx", "ods", "xls")
_DOCUMENTS = ("docx", "html", "rtf")
_ROWS = re.compile(
    r"(?:table \d+, )?(?:row|segment) (\d+)(?: to (?:table \d+, )?(?:row|segment) (\d+))?"
)


@dataclass(frozen=True)
class SpokenTable:
    """A table of turns: its header, which may be empty, its rows, and the column of the words."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    text: int
    speaker: int
    others: dict[str, int]  # neither speakers nor words nor times, by plain name


def columns_of_codes(
    transcripts: Mapping[Path, Transcript], is_listed: Callable[[str], bool] | None = None
) -> CodeColumns:
    """Find the columns of all tables that hold codes: in one short table they may not recur.

    The codes of JSON have the name ``json``, whichever keys name them.

    Parameters
    ----------
    transcripts : mapping of Path to Transcript
        What was read in each file.
    is_listed : callable, optional
        Tells whether the codebook has a name.
    """
    columns: dict[str, Column] = {}
    in_json: list[str] = []
    for path, transcript in transcripts.items():
        if transcript.format == "json":
            in_json += [code for *_, codes in coded_segments(open_source(path)) for code in codes]
        for table in spoken_tables(path, transcript.format):
            for key, at in table.others.items():
                called = table.header[at] or f"column {at + 1}"
                own = columns.setdefault(key, Column(table.header[at], called))
                own.cells += _cells(str(path), table, at)
    found = judge_columns(columns, is_listed)
    named = [code for code in in_json if not says_none(code)]
    json = {"json": ""} if are_codes(named) else {}
    return replace(found, labels={**found.labels, **json})


def row_codings(
    path: Path,
    interview: str,
    transcript: Transcript,
    known: CodeColumns,
    same: Mapping[int, int] | None = None,
) -> Iterator[dict[str, str]]:
    """Read the codes that stand beside the words in a transcript's table, or in its JSON.

    Parameters
    ----------
    path : Path
        The transcript's file.
    interview : str
        Its id.
    transcript : Transcript
        What was read in it.
    known : CodeColumns
        What :func:`columns_of_codes` found.
    same : mapping of int to int, optional
        The row of the transcript that each row of the file became, if several coders' rows became
        one.
    """
    turns = transcript.turns
    if transcript.format == "json" and "json" in known.labels:
        yield from _json_codings(path, interview, turns)
    tables = list(spoken_tables(path, transcript.format))
    several = len(tables) > 1  # rows of two sheets have one number
    numbers = {} if several else _turn_numbers(turns)
    for table in tables:
        for row, cells in table.rows:
            quote = without_stamps(tidy_text(without_entities(cells[table.text])))[0].strip()
            for coder, code in _codes_of(table, cells, known) if quote else ():
                number = str(numbers.get(same[row] if same else row, ""))
                coding = {"interview": interview, "turn": number, "quote": quote, "code": code}
                yield coding | ({"coder": coder} if coder else {})


def _codes_of(
    table: SpokenTable, cells: Sequence[str], known: CodeColumns
) -> Iterator[tuple[str, str]]:
    """Give the codes of a row with their coders, where the row or their columns name them."""
    person = coder_of(cells[table.others[known.person]]) if known.person in table.others else ""
    for key, at in table.others.items():
        cell = cells[at].strip()
        if key in known.labels and cell and not says_none(cell):
            yield known.labels[key] or person, cell
        elif key in known.marks and is_marked(cell):
            coder, code = known.marks[key]
            yield coder or person, code


def _json_codings(path: Path, interview: str, turns: Sequence[Turn]) -> Iterator[dict[str, str]]:
    numbers = _turn_numbers(turns)
    for number, said, codes in coded_segments(open_source(path)):
        quote = without_stamps(tidy_text(said))[0].strip()
        turn = str(numbers.get(number, ""))
        for code in (one for one in codes if not says_none(one)):
            yield {"interview": interview, "turn": turn, "quote": quote, "code": code}


def spoken_tables(path: Path, format_name: str) -> Iterator[SpokenTable]:
    """Open the tables of a transcript; if none has a header, their columns are guessed."""
    try:
        sheets = _rows_of(path, format_name)
    except AftThemesError:
        return
    guess = all(header_row([cells for _, cells in rows]) is None for rows in sheets)
    for rows in sheets:
        first, columns = spoken_columns([cells for _, cells in rows], guess=guess)
        width = max(len(cells) for _, cells in rows)
        header = _padded(rows[first - 1][1], width) if first else [""] * width
        below = [(number, _padded(cells, width)) for number, cells in rows[first:]]
        if "text" not in columns or not any(cells[columns["text"]].strip() for _, cells in below):
            continue
        if first and columns["text"] == len(rows[first - 1][1]) - 1:
            width = columns["text"] + 1  # cells behind the words are words that a comma cut off
        others = {
            plain_name(header[at]) or f"column_{at + 1}": at
            for at in reversed(range(width))
            if at not in columns.values()
        }
        yield SpokenTable(
            [name.strip() for name in header],
            below,
            columns["text"],
            columns["speaker"],
            dict(reversed(others.items())),
        )


def _rows_of(path: Path, format_name: str) -> list[list[tuple[int, list[str]]]]:
    """Read the rows of each table with their numbers, without the line below a header."""
    if format_name in _DOCUMENTS:
        return [[(1, sheet.header), *sheet.rows] for sheet in document_tables(path)]
    if format_name not in _TABLES:
        return []
    sheets = ([row for row in rows if not is_rule(row[1])] for rows in read_sheets(path).values())
    return [rows for rows in sheets if rows]


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _cells(file: str, table: SpokenTable, at: int) -> Iterator[tuple[str, str, str]]:
    """Give the cells of a column beside words; whoever goes on has an empty cell as speaker."""
    speaker = ""
    for _, cells in table.rows:
        speaker = cells[table.speaker].strip() or speaker
        if cells[table.text].strip():
            yield file, speaker, cells[at].strip()


def _turn_numbers(turns: Sequence[Turn]) -> dict[int, int]:
    """Say to which turn each row of the table, or each segment of the JSON, belongs."""
    numbers: dict[int, int] = {}
    for number, turn in enumerate(turns, 1):
        rows = _ROWS.fullmatch(turn.locator)
        if rows:
            first, last = int(rows[1]), int(rows[2] or rows[1])
            numbers |= dict.fromkeys(range(first, last + 1), number)
    return numbers
