"""Codings inside a transcript's table: each row is a turn, and a column holds its codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from aft_themes.coding.headers import CODING_COLUMNS, find_columns
from aft_themes.coding.tables import Sheet, open_table
from aft_themes.errors import AftThemesError
from aft_themes.transcripts.artefacts import without_stamps
from aft_themes.transcripts.formats.cells import without_entities
from aft_themes.transcripts.formats.column_names import columns_of, is_header
from aft_themes.transcripts.turns import Turn, tidy_text

CODER = "tags"
"""Name of the coder whose codings stood in the transcripts; it also names the file."""
_TABLES = ("csv", "tsv", "xlsx")
_ROWS = re.compile(r"row (\d+)(?: to row (\d+))?")


def row_codings(
    path: Path, interview: str, format_name: str, turns: Sequence[Turn]
) -> Iterator[dict[str, str]]:
    """Read the codes that stand beside the words in a transcript's table."""
    if format_name not in _TABLES:
        return
    try:
        sheets = open_table(path)
    except AftThemesError:
        return  # rows of different lengths: cells may belong to another column
    if len(sheets) != 1:
        return
    found = _columns(sheets[0])
    if found is None:
        return
    text, code = found
    numbers = _turn_numbers(turns)
    for row, cells in sheets[0].rows:
        quote = without_stamps(tidy_text(without_entities(cells[text])))[0].strip()
        if quote and cells[code].strip():
            number = str(numbers.get(row, ""))
            yield {"interview": interview, "turn": number, "quote": quote, "code": cells[code]}


def _columns(sheet: Sheet) -> tuple[int, int] | None:
    """Find the columns of the words and of the codes; speakers and times are neither."""
    if not is_header(sheet.header):
        return None
    spoken = columns_of(sheet.header)
    others = ["" if at in spoken.values() else name for at, name in enumerate(sheet.header)]
    code = find_columns(others, {"code": CODING_COLUMNS["code"]}).get("code")
    return None if code is None else (spoken["text"], code)


def _turn_numbers(turns: Sequence[Turn]) -> dict[int, int]:
    """Say to which turn each row of the table belongs."""
    numbers: dict[int, int] = {}
    for number, turn in enumerate(turns, 1):
        rows = _ROWS.fullmatch(turn.locator)
        if rows:
            first, last = int(rows[1]), int(rows[2] or rows[1])
            numbers |= dict.fromkeys(range(first, last + 1), number)
    return numbers
