"""Codings inside a transcript: a column of its table, or a key of its JSON, holds the codes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from aft_themes.documents.headers import CODING_COLUMNS, places_beside, plain_name, says_none
from aft_themes.documents.tables import Sheet, open_table
from aft_themes.errors import AftThemesError
from aft_themes.transcripts.artefacts import without_stamps
from aft_themes.transcripts.formats.cells import without_entities
from aft_themes.transcripts.formats.column_names import is_header
from aft_themes.transcripts.formats.json import coded_segments
from aft_themes.transcripts.formats.tables_of_turns import columns_in
from aft_themes.transcripts.source import open_source
from aft_themes.transcripts.turns import Transcript, Turn, tidy_text

CODER = "tags"
"""Name of the coder whose codings stood in the transcripts; it also names the file."""
_TABLES = ("csv", "tsv", "xlsx", "ods", "xls")
# Columns that are not called "code" hold codes if each stands twice on average, and is no sentence;
# in a short file each may stand once
_RECURRING, _MOST_WORDS, _FEW = 0.5, 6, 10
_ROWS = re.compile(
    r"(?:table \d+, )?(?:row|segment) (\d+)(?: to (?:table \d+, )?(?:row|segment) (\d+))?"
)


def columns_of_codes(transcripts: Mapping[Path, Transcript]) -> frozenset[str]:
    """Name the columns of all tables that hold codes: in one short table they may not recur.

    The codes of JSON have the name ``json``, whichever keys name them.
    """
    cells: dict[str, list[str]] = {}
    for path, transcript in transcripts.items():
        if transcript.format == "json":
            found = coded_segments(open_source(path))
            cells.setdefault("json", []).extend(code for *_, codes in found for code in codes)
        for sheet in _sheets(path, transcript.format):
            for at in places_beside(_others(sheet)):
                own = cells.setdefault(plain_name(sheet.header[at]), [])
                own.extend(row[at] for _, row in sheet.rows)
    return frozenset(name for name, own in cells.items() if _are_codes(own))


def row_codings(
    path: Path, interview: str, transcript: Transcript, known: Collection[str]
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
    known : collection of str
        What :func:`columns_of_codes` found.
    """
    turns = transcript.turns
    if transcript.format == "json" and "json" in known:
        yield from _json_codings(path, interview, turns)
    sheets = _sheets(path, transcript.format)
    coded = [(sheet, found) for sheet in sheets if (found := _columns(sheet, known))]
    spoken = [
        sheet for sheet, (text, _) in coded if any(cells[text].strip() for _, cells in sheet.rows)
    ]
    numbers = _turn_numbers(turns) if len(spoken) == 1 else {}  # rows of two sheets have one number
    for sheet, (text, codes) in coded:
        for row, cells in sheet.rows:
            quote = without_stamps(tidy_text(without_entities(cells[text])))[0].strip()
            for code in (cells[at].strip() for at in codes):
                if quote and code and not says_none(code):
                    number = str(numbers.get(row, ""))
                    yield {"interview": interview, "turn": number, "quote": quote, "code": code}


def _json_codings(path: Path, interview: str, turns: Sequence[Turn]) -> Iterator[dict[str, str]]:
    numbers = _turn_numbers(turns)
    for number, said, codes in coded_segments(open_source(path)):
        quote = without_stamps(tidy_text(said))[0].strip()
        turn = str(numbers.get(number, ""))
        for code in (one for one in codes if not says_none(one)):
            yield {"interview": interview, "turn": turn, "quote": quote, "code": code}


def _sheets(path: Path, format_name: str) -> list[Sheet]:
    """Open the tables of a transcript whose header names speakers and words."""
    if format_name not in _TABLES:
        return []
    try:
        return [sheet for sheet in open_table(path) if is_header(sheet.header)]
    except AftThemesError:
        return []  # rows of different lengths: cells may belong to another column


def _spoken(sheet: Sheet) -> dict[str, int]:
    return columns_in([sheet.header, *(cells for _, cells in sheet.rows)], 0)


def _others(sheet: Sheet) -> list[str]:
    """Name the columns that hold neither speakers nor words nor times."""
    spoken = _spoken(sheet).values()
    return ["" if at in spoken else name for at, name in enumerate(sheet.header)]


def _columns(sheet: Sheet, known: Collection[str]) -> tuple[int, list[int]] | None:
    """Find the columns of the words and of the codes."""
    others = _others(sheet)
    named = {*known, *CODING_COLUMNS["code"]}
    codes = [at for at in places_beside(others) if plain_name(others[at]) in named]
    return (_spoken(sheet)["text"], codes) if codes else None


def _are_codes(cells: Sequence[str]) -> bool:
    """Tell whether cells hold names that recur, as codes do, and no remarks or numbers."""
    filled = [cell.strip() for cell in cells if cell.strip() and not says_none(cell)]
    words = sum(len(cell.split()) for cell in filled)
    named = sum(any(map(str.isalpha, cell)) for cell in filled)
    recur = len(filled) <= _FEW or len(set(filled)) <= _RECURRING * len(filled)
    return bool(filled) and recur and 2 * named > len(filled) and words <= _MOST_WORDS * len(filled)


def _turn_numbers(turns: Sequence[Turn]) -> dict[int, int]:
    """Say to which turn each row of the table, or each segment of the JSON, belongs."""
    numbers: dict[int, int] = {}
    for number, turn in enumerate(turns, 1):
        rows = _ROWS.fullmatch(turn.locator)
        if rows:
            first, last = int(rows[1]), int(rows[2] or rows[1])
            numbers |= dict.fromkeys(range(first, last + 1), number)
    return numbers
