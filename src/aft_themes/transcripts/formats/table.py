"""CSV, TSV and Excel tables with a speaker and a text column."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from aft_themes.io.older_workbooks import older_kind, read_older
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.formats import conversations, several, tables_of_turns
from aft_themes.transcripts.formats import text as text_format
from aft_themes.transcripts.formats.archives import check_xml
from aft_themes.transcripts.formats.cells import HEADER_ROWS, Table
from aft_themes.transcripts.formats.column_names import is_header, names_speakers
from aft_themes.transcripts.formats.labelled_cells import labels_in_cells
from aft_themes.transcripts.formats.questions_and_answers import asked_and_answered
from aft_themes.transcripts.source import MAX_PIECES, Source
from aft_themes.transcripts.turns import Reading, Utterance
from aft_themes.wording import count

_STATED = re.compile(r"\ufeff?\"?sep=([,;\t|])\"?[ \t]{0,9}(?:\r\n|\r|\n)", re.IGNORECASE)
_DELIMITERS = ",;\t|"
_WIDE_ROWS = 0.5  # share of rows: nearly all of a table; few lines of speech have many commas
_MAX_CELL = 100_000  # characters; above, the csv module refuses on its own
_CODES = frozenset("code codes code_name codename tag node category theme subcode".split())
_COUNTS = frozenset(
    "count counts frequency freq frq number_of_highlights references n total anzahl "
    "h\u00e4ufigkeit frecuencia".split()
)
_NEARLY_ALL = 0.9  # share of rows; the last may be a sum
_GRID_COLUMNS = 3  # a line of speech has one comma or two, but hardly the same number in all lines
_FULL = 0.5  # share of a row's cells: an empty rest of columns is no table
_MAX_COLUMNS = 50  # exports of services have some 20
_HEADERS = (
    "name a speaker column and a text column in the first row; if nobody's name stands in the "
    "table, transcribe again with recognition of speakers (diarization)."
)
_WORDS_ONLY = (
    "name a speaker column and a text column in the first row; or keep only the column of the "
    "words, and begin each cell with its speaker and a colon."
)

_TWO_LANGUAGES = (
    "The words stand in two languages, in a column each: the English one was read if it is as full "
    "as the other. Keep the column that you want to be read, and remove the other."
)


def delimiter_of(text: str) -> str:
    """Find the delimiter that the file states or under which a header names speaker and text."""
    stated = _STATED.match(text)
    if stated:
        return stated[1]
    lines = text[:20_000].splitlines()
    for at, line in enumerate(lines[:HEADER_ROWS]):
        for delimiter in _DELIMITERS:
            cells = [cell.strip('" ') for cell in line.split(delimiter)]
            if len(cells) > 1 and is_header(cells) and _is_table(lines[at:], delimiter):
                return delimiter
    return ""


def _is_table(lines: Sequence[str], delimiter: str) -> bool:
    """Tell a header from a list of keywords in a text: below it many rows are as wide."""
    try:
        header, *below = filter(any, csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return True
    wide = sum(len(cells) >= len(header) for cells in below)
    return wide >= _WIDE_ROWS * len(below)


def interviews_in(source: Source) -> list[several.Part]:
    """Return the interviews that a table holds, each with the header's row; empty if only one."""
    if source.data.startswith(b"PK") or older_kind(source.data):
        return _several(_sheets(source))[1]
    text = _STATED.sub("", source.text.text, count=1)
    delimiter = delimiter_of(source.text.text)
    for sign in delimiter or _by_regularity(text):
        parts = _several([("", _rows(source, text, sign))])[1]
        if parts:
            return parts
    return []


def _several(tables: Sequence[tuple[str, Table]]) -> tuple[str, list[several.Part]]:
    """Return the interviews of tables whose cells, rows or sheets are some; empty if only one."""
    for _, rows in tables:
        top = tables_of_turns.header_row(rows)
        if top is not None and names_speakers(rows[top]):
            continue
        by, parts = conversations.in_cells(rows)
        if len(parts) > 1:
            return by, parts
    by, parts = several.split(tables)
    return (by, parts) if len(parts) > 1 else ("", [])


def _refuse_several(source: Source, tables: Sequence[tuple[str, Table]]) -> None:
    by, parts = _several(tables)
    if parts:
        raise source.error(
            f"the file holds {len(parts)} interviews, told apart by {by}.",
            "give each a file of its own; `aft-themes init` does so.",
            kind=Kind.SEVERAL_INTERVIEWS,
        )


def _refuse_counts(source: Source, table: Table) -> None:
    """Refuse a table of how often codes were given, which coding programs write beside others."""
    filled = [[str(cell or "") for cell in row] for row in table if any(row)]
    header, *rows = filled or [[]]
    names = ["_".join(cell.casefold().split()).strip('\ufeff"') for cell in header]
    counts = [at for at, name in enumerate(names) if name in _COUNTS]
    if not counts or not _CODES & set(names) or not rows:
        return
    numbers = sum(len(row) > counts[0] and row[counts[0]].strip().isdecimal() for row in rows)
    if numbers >= _NEARLY_ALL * len(rows):
        raise source.error(
            "the table counts codes, and holds no words.",
            "leave it out; codings are counted again.",
            kind=Kind.NOT_A_TRANSCRIPT,
        )


def read_delimited(source: Source) -> Reading:
    """Read a CSV or TSV transcript; cells that look like formulas stay text.

    A file that has no such table but lines with labels is read as text.
    """
    decoded = source.text
    named = delimiter_of(decoded.text)
    text = _STATED.sub("", decoded.text, count=1)
    for delimiter in named or _by_regularity(text):
        table = _whole_cells(source, _rows(source, text, delimiter), delimiter)
        _refuse_counts(source, table)
        _refuse_several(source, [("", table)])
        found = list(tables_of_turns.utterances([table], guess=True))
        if any(utterance.speaker and utterance.text.strip() for utterance in found):
            name = "tsv" if delimiter == "\t" else "csv"
            words = tables_of_turns.text_of([table])
            findings = (*decoded.findings, *_guessed([table], found))
            return Reading(name, found, words, findings, decoded.encoding)
        labelled = labels_in_cells([table])
        if labelled.utterances and any(len(row) > 1 and any(row[1:]) for row in table):
            name = "tsv" if delimiter == "\t" else "csv"
            found = list(tables_of_turns.in_seconds(labelled.utterances))
            return replace(labelled, utterances=found).reading(name, decoded)
        if _is_grid(table):
            raise source.error(
                "the table does not say which column holds the words, and read as lines its other "
                "columns would stand in somebody's speech.",
                _WORDS_ONLY,
                kind=Kind.NO_SPEAKERS,
            )
    plain = text_format.read(source)
    if not plain.utterances:
        raise source.error(
            "the table has no speaker and text columns.", _HEADERS, kind=Kind.NO_SPEAKERS
        )
    return plain


def _is_grid(table: Table) -> bool:
    """Tell a table from lines of speech with commas: its rows are as wide, and many are full."""
    widths = Counter(len(row) for row in table if any(row))
    width, alike = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    full = sum(sum(bool(str(cell).strip()) for cell in row) >= _FULL * len(row) for row in table)
    return (
        width >= _GRID_COLUMNS
        and alike >= _NEARLY_ALL * widths.total()
        and full >= _WIDE_ROWS * widths.total()
    )


def _by_regularity(text: str) -> list[str]:
    """Return the delimiters that stand equally often in most lines, in their usual order."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()]
    alike = {}
    for delimiter in _DELIMITERS:
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        alike[delimiter] = max(counts.values(), default=0)
    return [delimiter for delimiter in _DELIMITERS if alike[delimiter] == max(alike.values())]


def _rows(source: Source, text: str, delimiter: str) -> list[list[str]]:
    rows = []
    begins = 1
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in lines:
            if any(len(cell) > _MAX_CELL for cell in row):
                raise csv.Error
            rows.append((row if len(row) > 1 else [*row, ""])[:_MAX_COLUMNS])
            source.refuse_beyond(len(rows), MAX_PIECES, "rows")
            begins = lines.line_num + 1
    except csv.Error:
        raise source.error(
            f"a cell has more than {_MAX_CELL:,} characters; a quotation mark may not be closed.",
            "check the quotation marks, or save the table again as CSV.",
            f"line {begins}",
        ) from None
    return [list(map(str, row)) for row in asked_and_answered(rows)]


def _whole_cells(source: Source, rows: list[list[str]], delimiter: str) -> list[list[str]]:
    """Put words together again that a delimiter without quotation marks cut into several cells."""
    top = tables_of_turns.header_row(rows)
    if top is None:
        return rows
    width = len(rows[top])
    cut = [at for at, row in enumerate(rows) if at > top and any(map(str.strip, row[width:]))]
    if cut and tables_of_turns.columns_in(rows, top)["text"] != width - 1:
        raise source.error(
            f"{count(len(cut), 'row has', 'rows have')} more cells than the header, so words may "
            "stand in the wrong column.",
            f"put quotation marks around what somebody said if it holds the sign `{delimiter}`, or "
            "save the table again with a spreadsheet program.",
            f"row {cut[0] + 1}",
        )
    for at in cut:
        rows[at][width - 1 :] = [delimiter.join(rows[at][width - 1 :])]
    return rows


def read_workbook(source: Source) -> Reading:
    """Read a transcript in a workbook; formulas stay text and macros are ignored."""
    kind = older_kind(source.data) or "xlsx"
    named = _sheets(source)
    _refuse_several(source, named)
    sheets = [rows for _, rows in named]
    for sheet in sheets[:1]:
        _refuse_counts(source, sheet)
    found = list(tables_of_turns.utterances(sheets)) or list(
        tables_of_turns.utterances(sheets, guess=True)
    )
    if not found:
        labelled = labels_in_cells(sheets)
        if labelled.utterances:
            return labelled.reading(kind)
        raise source.error(
            "no sheet has speaker and text columns.", _HEADERS, kind=Kind.NO_SPEAKERS
        )
    return Reading(kind, found, tables_of_turns.text_of(sheets), tuple(_guessed(sheets, found)))


def _guessed(tables: Sequence[Table], found: Sequence[Utterance]) -> Iterator[Finding]:
    """Say so if the words stand in two columns, or only their content tells which they are."""
    for rows in tables:
        top = tables_of_turns.header_row(rows)
        if top is not None and tables_of_turns.translated(rows, top) is not None:
            yield Finding(Kind.TWO_LANGUAGES, _TWO_LANGUAGES)
            break
    named = any(tables_of_turns.header_row(rows) is not None for rows in tables)
    if not named and all(utterance.start_s is None for utterance in found):
        message = "No row names the columns; which holds the speakers and which the words is a "
        yield Finding(Kind.COLUMNS_GUESSED, f"{message}guess: name them in the first row.")


def _sheets(source: Source) -> list[tuple[str, list[list[object]]]]:
    """Read a workbook's sheets with their names."""
    if source.data.startswith(b"PK"):
        check_xml(source)
    if older_kind(source.data):
        with source.parsing("workbook", "save it as .xlsx."):
            return [
                (one.name, [list(row) for row in asked_and_answered(_bounded(one.rows))])
                for one in read_older(source.path, source.data)
            ]
    with source.parsing("workbook", "open it in Excel and save it again."):
        book = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, keep_links=False)
        return [
            (sheet.title, [list(row) for row in asked_and_answered(_cells(sheet))])
            for sheet in book.worksheets
        ]


def _bounded(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    return [list(row[:_MAX_COLUMNS]) for row in rows[:MAX_PIECES]]


def _cells(sheet: Worksheet) -> list[list[object]]:
    """Read a sheet within bounds: its stated size may be a million empty columns."""
    rows = sheet.iter_rows(max_row=MAX_PIECES, max_col=_MAX_COLUMNS, values_only=True)
    return [[_without_escape(cell) for cell in row] for row in rows]


def _without_escape(cell: object) -> object:
    return cell.replace("_x000D_", "") if isinstance(cell, str) else cell
