"""Codings inside a transcript: a column of its table, or a key of its JSON, holds the codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from aft_themes.documents.headers import CODING_COLUMNS, places_beside, plain_name, says_none
from aft_themes.documents.tables import Sheet, open_table
from aft_themes.errors import AftThemesError
from aft_themes.transcripts.artefacts import without_stamps
from aft_themes.transcripts.formats.cells import without_entities
from aft_themes.transcripts.formats.column_names import columns_of, is_header
from aft_themes.transcripts.formats.json import coded_segments
from aft_themes.transcripts.source import open_source
from aft_themes.transcripts.turns import Turn, tidy_text

CODER = "tags"
"""Name of the coder whose codings stood in the transcripts; it also names the file."""
_TABLES = ("csv", "tsv", "xlsx", "ods", "xls")
# Columns that are not called "code" hold codes if each stands twice on average, and is no sentence;
# in a short file each may stand once
_RECURRING, _MOST_WORDS, _FEW = 0.5, 6, 10
_ROWS = re.compile(
    r"(?:table \d+, )?(?:row|segment) (\d+)(?: to (?:table \d+, )?(?:row|segment) (\d+))?"
)


def row_codings(
    path: Path, interview: str, format_name: str, turns: Sequence[Turn]
) -> Iterator[dict[str, str]]:
    """Read the codes that stand beside the words in a transcript's table, or in its JSON."""
    if format_name == "json":
        yield from _json_codings(path, interview, turns)
    if format_name not in _TABLES:
        return
    try:
        sheets = open_table(path)
    except AftThemesError:
        return  # rows of different lengths: cells may belong to another column
    coded = [(sheet, found) for sheet in sheets if (found := _columns(sheet))]
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
    coded = coded_segments(open_source(path))
    if not _are_codes([code for *_, codes in coded for code in codes]):
        return
    numbers = _turn_numbers(turns)
    for number, said, codes in coded:
        quote = without_stamps(tidy_text(said))[0].strip()
        turn = str(numbers.get(number, ""))
        for code in codes:
            yield {"interview": interview, "turn": turn, "quote": quote, "code": code}


def _columns(sheet: Sheet) -> tuple[int, list[int]] | None:
    """Find the columns of the words and of the codes; speakers and times are neither."""
    if not is_header(sheet.header):
        return None
    spoken = columns_of(sheet.header)
    others = ["" if at in spoken.values() else name for at, name in enumerate(sheet.header)]
    named = [name for name in CODING_COLUMNS["code"] if name in map(plain_name, others)]
    codes = [
        at
        for at in places_beside(others)
        if plain_name(others[at]) in named or _are_codes([cells[at] for _, cells in sheet.rows])
    ]
    return (spoken["text"], codes) if codes else None


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
