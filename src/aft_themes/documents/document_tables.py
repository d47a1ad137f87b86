"""The tables of a document: of Word, a web page or rich text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from aft_themes.documents.tables import Sheet, sheets_of
from aft_themes.documents.word_tables import word_tables
from aft_themes.transcripts.formats import html, rtf
from aft_themes.transcripts.source import open_source

TABLED = (".docx", ".html", ".htm", ".rtf")
"""Documents whose tables are read."""
_LEAST_COLUMNS = 3  # two are labels and values


def document_tables(path: Path) -> list[Sheet]:
    """Read the tables of a document; the first row of each is its header."""
    suffix = path.suffix.lower()
    if suffix == ".docx":
        return word_tables(path)
    source = open_source(path)
    if suffix == ".rtf":
        sheets = sheets_of(_of_lines(rtf.text_of(source).split("\n")))
    else:
        sheets = sheets_of(map(html.rows, html.parsed(source, source.text.text).iter("table")))
    return [one for one in sheets if one.rows and len(one.header) >= _LEAST_COLUMNS]


def _of_lines(lines: Iterable[str]) -> Iterator[list[list[str]]]:
    """Find the rows among the lines of rich text: cells that end with a bar."""
    for is_row, group in groupby(lines, key=lambda line: line.rstrip().endswith("|")):
        if is_row:
            yield [[cell.strip() for cell in line.rstrip()[:-1].split("|")] for line in group]
