"""Tell tables of codings and codebooks from transcripts, by what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aft_themes.codebook.code_columns import is_codebook_header
from aft_themes.codebook.code_list import CODEBOOK_DOCUMENTS, is_codebook_document
from aft_themes.codebook.documents import CALLED
from aft_themes.documents.headers import (
    are_coded_quotes,
    code_places,
    coding_columns,
    is_codings,
    plain_name,
    unit_columns,
)
from aft_themes.documents.tables import Sheet, open_table
from aft_themes.documents.word_tables import word_tables
from aft_themes.errors import AftThemesError, InputError
from aft_themes.io.spreadsheets import TABLES
from aft_themes.transcripts.formats.column_names import is_header
from aft_themes.transcripts.reader import read_transcript

_RANGE = r"\d{1,6}(?:\s?[-\u2013]\s?\d{1,6})?"
_PLACE = re.compile(
    r"(?P<who>[\w .-]{0,39}\w)\s?[,;:(]?\s?(?P<unit>lines?|turns?|zeilen?|lignes?|l{1,2}\.|z\.)\s?"
    rf"(?P<numbers>{_RANGE}(?:\s?[,;]\s?{_RANGE}){{0,9}})\)?",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"\D{0,8}(\d{1,6})(?:\.0)?(?:\s*[-\u2013:]\s*(\d{1,6}))?\D{0,3}")
"""The number of a turn or line, or the first and the last of several."""


def holds(path: Path) -> tuple[bool, bool]:
    """Tell whether a file holds codings, and whether it holds a codebook."""
    extension = path.suffix.lower()
    if extension in (".yaml", ".yml"):
        return False, not _speaks(path)
    if extension == ".json":
        return False, bool(CALLED.search(plain_name(path.stem)))
    if extension in CODEBOOK_DOCUMENTS:
        return False, is_codebook_document(path)
    return _sheets_hold(path) if extension in TABLES else (False, False)


def numbered_sheets(path: Path) -> list[Sheet]:
    """Return the sheets of a table that give codes to turns or lines by number, without words.

    Tables of Word count as sheets; "P3, lines 12-18" in one cell is as good as two columns.
    """
    word = path.suffix.lower() == ".docx"
    try:
        sheets = word_tables(path) if word else open_table(path)
    except AftThemesError:
        return []
    return [sheet for sheet in map(_with_place_apart, sheets) if _is_numbered(sheet)]


def _with_place_apart(sheet: Sheet) -> Sheet:
    """Part a column such as "P3, lines 12-18" into the interview and the numbers."""
    for at in range(len(sheet.header)):
        cells = [cells[at].strip() for _, cells in sheet.rows]
        found = [_PLACE.fullmatch(cell) for cell in cells]
        units = {one["unit"][:1].casefold() for one in found if one}
        if not all(found) or len(units) != 1:
            continue
        unit = "turn" if units == {"t"} else "lines"
        header = ["interview", unit, *sheet.header[:at], *sheet.header[at + 1 :]]
        rows = [
            (number, [one["who"], one["numbers"], *cells[:at], *cells[at + 1 :]])
            for (number, cells), one in zip(sheet.rows, found, strict=True)
            if one
        ]
        return replace(sheet, header=header, rows=rows)
    return sheet


def other_sheets(path: Path) -> list[str]:
    """Say which sheets of such a table hold something else, by number."""
    if path.suffix.lower() == ".docx":
        return []
    return [
        f"sheet {number}"
        for number, sheet in enumerate(open_table(path), 1)
        if sheet.rows and not _is_numbered(_with_place_apart(sheet))
    ]


def _is_numbered(sheet: Sheet) -> bool:
    units = unit_columns(sheet.header)
    columns = coding_columns(sheet.header)
    if units is None or "quote" in columns or not code_places(sheet.header, columns):
        return False
    cells = [part for _, row in sheet.rows for at in units[:2] for part in parts_of(row[at])]
    return bool(cells) and all(map(NUMBERS.fullmatch, cells))


def parts_of(cell: str) -> list[str]:
    """Part "3, 5-7" into its numbers and ranges."""
    return [part.strip() for part in re.split(r"[,;]|\band\b|&", cell) if part.strip()]


def _sheets_hold(path: Path) -> tuple[bool, bool]:
    try:
        headers = [sheet.header for sheet in open_table(path)]
    except AftThemesError:
        return False, False
    coded = [
        code_places(header, coding_columns(header)) for header in headers if is_codings(header)
    ]
    if any(coded) or (coded and not any(map(is_header, headers))):
        return True, False
    # quotes with their codes; whose they are, sheets or files or the words themselves tell
    rest = [header for header in headers if not is_codebook_header(header)]
    quotes = any(map(are_coded_quotes, rest)) and not any(map(_names_speakers, headers))
    return quotes, len(rest) < len(headers)


def _speaks(path: Path) -> bool:
    """Tell a transcript in YAML from a codebook."""
    try:
        return bool(read_transcript(path).turns)
    except InputError:
        return False


def _names_speakers(header: Sequence[str]) -> bool:
    """Tell whether a table has columns of speakers and words, beside that of the codes."""
    code = coding_columns(header).get("code")
    return is_header(["" if at == code else name for at, name in enumerate(header)])
