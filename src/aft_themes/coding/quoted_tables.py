"""Codings kept in tables that no program makes: where code, quote or interview has no column.

Three kinds: a table in Word with quotes beside their codes; a workbook with a sheet for each code;
and a table with a row for each interview and a column for each code, or the other way round, with
quotes in its cells.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from aft_themes.coding.named_coders import are_first_names
from aft_themes.coding.quoted_outlines import QuotedCode, is_quote
from aft_themes.documents.headers import (
    CODEBOOK_COLUMNS,
    THEMES,
    are_coded_quotes,
    code_places,
    coding_columns,
    find_columns,
    plain_name,
)
from aft_themes.documents.tables import Sheet, open_table
from aft_themes.documents.word_tables import word_tables
from aft_themes.errors import InputError
from aft_themes.io.spreadsheets import TABLES

_LEAST_QUOTES = 3  # of a table in Word: fewer are examples
_LEAST_SHEETS, _LEAST_CODES, _LEAST_ROWS = 2, 2, 2  # one sheet, column or row tells nothing
_WHO = re.compile(
    r"(?:(?<!\s)\s+)?(?<![(\[\u2013\u2014-])[(\[\u2013\u2014-]+\s*([A-Za-z]{1,12}[ _-]?\d{1,3})\b"
    r"[^()\[\]]{0,20}[)\]]?\s*$"
)
_ID = re.compile(r"[A-Za-z]{1,12}[ _-]?\d{1,3}")
# NVivo's matrices: "1 : P01" beside the rows, "A : Fear" above the columns
_NUMBERED = re.compile(r"\A\d{1,4} : ")
_LETTERED = re.compile(r"\A[A-Z]{1,3} : ")
_MOST_INTERVIEWS = 500  # columns of a table with codes as rows
_MARKS = "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb "
_BETWEEN_QUOTES = re.compile(r"(?<=[\"\u201d\u00bb])\s+(?=[\u201c\u201e\u00ab])")
_OPENING = tuple('"\u201c\u201e\u00ab')  # a quote may be as short as "No"


def codes_in_tables(path: Path, interviews: Collection[str]) -> list[QuotedCode]:
    """Read the codings of such a table; nothing if the file is none.

    Parameters
    ----------
    path : Path
        A Word document, a CSV or TSV file, or a workbook.
    interviews : collection of str
        Names of the interviews: files without their endings. If none are known, codes such as
        ``P01`` are.

    Returns
    -------
    list of QuotedCode
        With an empty interview where the table does not say whose a quote is.
    """
    try:
        if path.suffix.lower() == ".docx":
            return _of_word(word_tables(path))
        sheets = open_table(path, lenient=True) if path.suffix.lower() in TABLES else []
    except InputError:
        return []
    known = {plain_name(one) for one in interviews}
    return _sheet_for_each_code(sheets, known) or [
        one
        for sheet in sheets
        for one in (
            *_column_for_each_code(sheet, known),
            *_column_for_each_code(_turned(sheet), known),
            *_column_for_each_coder(sheet),
        )
    ]


def _of_word(sheets: Sequence[Sheet]) -> list[QuotedCode]:
    found: list[QuotedCode] = []
    for sheet in sheets:
        columns = coding_columns([_singular(name) for name in sheet.header])
        if "quote" not in columns or not ("code" in columns or _theme(sheet)):
            continue
        if "definition" in find_columns(sheet.header, CODEBOOK_COLUMNS):
            continue  # a codebook's examples
        at = columns["code"] if "code" in columns else _theme(sheet)[0]
        above = [one for one in _theme(sheet) if one != at][:1]
        code = interview = theme = ""
        for _, cells in sheet.rows:
            # a merged cell counts for all its rows
            theme = next((_one_line(cells[one]) for one in above), "") or theme
            code = _one_line(cells[at]) or code
            interview = _one_line(cells[columns["interview"]]) if "interview" in columns else ""
            for line in _BETWEEN_QUOTES.sub("\n", cells[columns["quote"]]).splitlines():
                quoted = is_quote(line) or line.strip()[:1] in _OPENING
                found += [_quote(line, code, interview, theme)] * bool(code and quoted)
    return found if len(found) >= _LEAST_QUOTES else []


def _singular(name: str) -> str:
    """Write "Illustrative quotes" as "quote": in a table of codings every quote is an example."""
    words = plain_name(name).split("_")
    return "quote" if {"quote", "quotes", "quotation", "quotations"} & set(words) else name


def _theme(sheet: Sheet) -> list[int]:
    return [at for at, name in enumerate(sheet.header) if plain_name(name) in THEMES]


def _sheet_for_each_code(sheets: Sequence[Sheet], known: set[str]) -> list[QuotedCode]:
    """Read a workbook whose sheets have quotes and no codes, and are not named by interviews."""
    coded = [(sheet, coding_columns(sheet.header)) for sheet in sheets]
    coded = [(sheet, columns) for sheet, columns in coded if "quote" in columns]
    if len(coded) < _LEAST_SHEETS or any(code_places(one.header, at) for one, at in coded):
        return []
    if any(plain_name(sheet.name) in known or "interview" not in at for sheet, at in coded):
        return []
    return [
        QuotedCode(cells[columns["interview"]].strip(), _one_line(sheet.name), quote)
        for sheet, columns in coded
        for _, cells in sheet.rows
        if (quote := cells[columns["quote"]].strip())
    ]


def _column_for_each_code(sheet: Sheet, known: set[str]) -> Iterator[QuotedCode]:
    """Read a table with interviews in its first column, codes above, and several words in cells."""
    if are_coded_quotes(sheet.header) or _is_interview((*sheet.header, "")[0], known):
        return  # a coders' table, or no header
    rows = [cells for _, cells in sheet.rows if cells and _is_interview(cells[0], known)]
    codes = range(1, len(sheet.header))
    cells = [cells[at] for cells in rows for at in codes if cells[at].strip()]
    if len({cells[0] for cells in rows}) < len(rows):
        return  # a row for each turn or quote
    few = min(len(rows) - _LEAST_ROWS, len(codes) - _LEAST_CODES) < 0
    if few or 2 * len(rows) < len(sheet.rows) or not cells or not all(map(is_quote, cells)):
        return
    for row in rows:
        for at in codes:
            for line in filter(is_quote, row[at].splitlines()):
                code = _LETTERED.sub("", _one_line(sheet.header[at]))
                yield QuotedCode(_NUMBERED.sub("", row[0].strip()), code, line.strip(_MARKS))


def _column_for_each_coder(sheet: Sheet) -> Iterator[QuotedCode]:
    """Read a table with codes in its first column, coders above, and their quotes in the cells."""
    width = range(1, len(sheet.header))
    filled = [at for at in width if any(cells[at].strip() for _, cells in sheet.rows)]
    coders = {at: sheet.header[at].strip() for at in filled}
    codes = [cells[0] for _, cells in sheet.rows if cells[0].strip()]
    if len(coders) < _LEAST_CODES or not are_first_names(coders.values()):
        return
    cells = [one[at] for _, one in sheet.rows for at in coders if one[at].strip()]
    named = "code" in coding_columns([_singular(sheet.header[0])]) or bool(_theme(sheet))
    if not named or len(set(codes)) < _LEAST_CODES or not all(map(is_quote, cells)):
        return
    code = ""
    for _, row in sheet.rows:
        code = _one_line(row[0]) or code  # a merged cell counts for all its rows
        for at, coder in coders.items():
            for line in filter(is_quote, row[at].splitlines() if code else ()):
                yield replace(_quote(line, code, "", ""), coder=coder)


def _is_interview(name: str, known: set[str]) -> bool:
    """Tell whether a cell names an interview: one that is known, or a code such as P01."""
    bare = _NUMBERED.sub("", name.strip())
    return plain_name(bare) in known or (not known and bool(_ID.fullmatch(bare)))


def _turned(sheet: Sheet) -> Sheet:
    """Return a table with its columns as rows: codes below one another, interviews beside."""
    width = min(len(sheet.header), _MOST_INTERVIEWS)
    header = [sheet.header[0], *(cells[0] for _, cells in sheet.rows)]
    rows = [
        (at, [sheet.header[at], *(cells[at] for _, cells in sheet.rows)]) for at in range(1, width)
    ]
    return Sheet(sheet.name, header, rows)


def _quote(line: str, code: str, interview: str, theme: str) -> QuotedCode:
    """Take the person's id, which may stand behind a quote, away from it."""
    who = _WHO.search(line)
    words = line[: who.start()] if who else line
    return QuotedCode(interview or (who[1] if who else ""), code, words.strip(_MARKS), theme)


def _one_line(text: str) -> str:
    return " ".join(text.split())
