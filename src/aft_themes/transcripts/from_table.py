"""CSV, TSV and Excel tables with a speaker and a text column."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from aft_themes.transcripts import grid
from aft_themes.transcripts.archives import check_xml
from aft_themes.transcripts.source import Source
from aft_themes.transcripts.turns import Transcript, join

_DELIMITERS = ",;\t|"
_HEADERS = "name a speaker column and a text column in the first row."


def delimiter_of(text: str) -> str:
    """Find the delimiter under which a header names a speaker and a text column.

    Parameters
    ----------
    text : str
        The decoded file.

    Returns
    -------
    str
        Empty if there is none.
    """
    for line in text[:20_000].splitlines()[:10]:
        for delimiter in _DELIMITERS:
            if delimiter in line and grid.is_header([c.strip('" ') for c in line.split(delimiter)]):
                return delimiter
    return ""


def read_delimited(source: Source) -> Transcript:
    """Read a CSV or TSV transcript; cells that look like formulas stay text.

    Parameters
    ----------
    source : Source
        The file.

    Returns
    -------
    Transcript

    Raises
    ------
    InputError
        If a needed column is missing or a quotation mark is never closed.
    """
    decoded = source.text
    delimiter = delimiter_of(decoded.text)
    if not delimiter:
        raise source.error("the table has no speaker and text columns.", _HEADERS)
    rows = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter)
    try:
        table = list(rows)
    except csv.Error:
        raise source.error(
            "a cell is longer than 131,072 characters; a quotation mark may not be closed.",
            "check the quotation marks, or save the table again as CSV.",
            f"line {rows.line_num}",
        ) from None
    found, warnings = grid.utterances([table])
    name = "tsv" if delimiter == "\t" else "csv"
    turns = tuple(join(found, "\n"))
    return Transcript(name, decoded.encoding, turns, (*decoded.warnings, *warnings))


def read_workbook(source: Source) -> Transcript:
    """Read an Excel transcript; formulas stay text and macros are ignored.

    Parameters
    ----------
    source : Source
        The file.

    Returns
    -------
    Transcript

    Raises
    ------
    InputError
        If the workbook is damaged or no sheet has the needed columns.
    """
    check_xml(source)
    try:
        book = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, keep_links=False)
        sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise source.error(
            "the workbook is damaged.", "open it in Excel and save it again."
        ) from error
    found, warnings = grid.utterances(sheets)
    if not found:
        raise source.error("no sheet has speaker and text columns.", _HEADERS)
    return Transcript("xlsx", "", tuple(join(found, "\n")), tuple(warnings))
