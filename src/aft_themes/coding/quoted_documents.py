"""Codings in documents and tables that are no coders' tables: read the same way everywhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from aft_themes.coding.quoted_outlines import QuotedCode, quoted_codes
from aft_themes.coding.quoted_tables import codes_in_tables
from aft_themes.documents.tables import Sheet, open_table
from aft_themes.errors import InputError

DOCUMENTS = (".docx", ".md", ".markdown")
"""Files that may hold themes and codes as headings, with quotes below."""
_PROSE = (".txt", ".rtf", ".odt", ".html", ".htm", ".pdf")  # so may these, or a table


def quotes_in(path: Path, interviews: Collection[str] = ()) -> list[QuotedCode]:
    """Read the codings of an outline, or of a table without a column for each field.

    Nothing if the file is neither. ``interviews`` names those that are known, if any are.
    """
    known = path.suffix.lower() in (*DOCUMENTS, *_PROSE)
    outline = quoted_codes(path, interviews) if known else []
    return outline or codes_in_tables(path, interviews)


def sheet_of(quotes: Sequence[QuotedCode]) -> Sheet:
    """Write codings as a coders' table has them.

    Where not every quote says whose it is, the words decide about all.
    """
    columns = {
        "interview": [one.interview for one in quotes],
        "quote": [one.quote for one in quotes],
        "code": [one.code for one in quotes],
        "theme": [one.theme for one in quotes],
        "coder": [one.coder for one in quotes],
    }
    if not all(columns["interview"]):
        del columns["interview"]
    for field in ("theme", "coder"):
        if not any(columns[field]):
            del columns[field]
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    return Sheet("", list(columns), list(enumerate(rows, 2)))


def coding_sheets(path: Path) -> list[Sheet]:
    """Read the tables of a coder's file, or the codings of a document as one table."""
    quotes = quotes_in(path) if path.suffix.lower() in (*DOCUMENTS, *_PROSE) else []
    if path.suffix.lower() not in DOCUMENTS and not quotes:
        return open_table(path)
    if not quotes:
        raise InputError(path, "holds no quotes below codes.", "see docs/exchange/index.md.")
    return [sheet_of(quotes)]
