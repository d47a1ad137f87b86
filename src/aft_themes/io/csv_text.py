"""The text of a CSV as rows of cells, whatever program wrote it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from pathlib import Path

from aft_themes.errors import InputError
from aft_themes.io.bounds import MAX_BYTES

SEPARATORS = ",;\t|"
"""Signs that may stand between the cells of a row."""
_MAX_HEADER = 2**16  # letters in which the first lines are looked for
_SEPARATOR_LINE = re.compile(r'\s*"?sep=(.)"?[ \t]*(?:\r\n?|\n|\Z)', re.IGNORECASE)
# Letters that nobody sees, and that tell two ids or names apart; text from web pages has them
_UNSEEN = {
    **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff", ""),
    **dict.fromkeys("\u00a0\u2007\u202f", " "),
}
_WRITTEN_AS_TEXT = re.compile(r'="([^"]*)"')  # ="01" keeps Excel from reading a number
_TITLES = 20  # lines above the header


def csv_rows(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """Part the text of a CSV into rows with their numbers, whatever sign separates the cells."""
    text = seen_text(text)
    told = _SEPARATOR_LINE.match(text)
    if told:  # spreadsheet programs neither show nor count this line
        text, separator = text[told.end() :], told[1]
    else:
        separator = _separator(text)
    rows = _parted(path, text, separator)
    if all(len(cells) < 2 for cells in rows) and any(
        separator in cells[0] for cells in rows if cells
    ):
        # a program put each line into quotation marks
        rows = _parted(path, "\n".join("".join(cells) for cells in rows), separator)
    # a quoted cell may hold line breaks, so rows are counted, not lines
    numbered = [
        (number, [_WRITTEN_AS_TEXT.sub(r"\1", cell) for cell in cells])
        for number, cells in enumerate(rows, start=1)
    ]
    return [(number, cells) for number, cells in numbered if any(cell.strip() for cell in cells)]


def _separator(text: str) -> str:
    """Choose what stands most often in the first line that has any; a title has none."""
    lines = re.split(r"\r\n?|\n", text[:_MAX_HEADER], maxsplit=_TITLES + 1)[: _TITLES + 1]
    first = next((line for line in lines if any(sign in line for sign in SEPARATORS)), "")
    return max(SEPARATORS, key=first.count)


def _parted(path: Path, text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(MAX_BYTES)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise InputError(path, "is not a readable CSV.", "save it again as CSV UTF-8.") from None


def seen_text(text: str) -> str:
    """Leave out what nobody sees, and write accents in one way."""
    if text.isascii():
        return text
    for mark, seen in _UNSEEN.items():  # to look for each is faster than to look each letter up
        text = text.replace(mark, seen)
    return unicodedata.normalize("NFC", text)
