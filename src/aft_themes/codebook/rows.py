"""Rows of a code list as people keep them: groups, notes, retired codes, tables on their side."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from aft_themes.documents.headers import CODEBOOK_COLUMNS, codebook_columns, plain_name
from aft_themes.documents.marked_rows import marked_sheets
from aft_themes.documents.tables import Sheet, is_total
from aft_themes.io.problems import FileProblem
from aft_themes.io.spreadsheets import is_workbook, refuse_unpacked

_LEAST_NAMES = 3  # with a definition below each: two pairs of rows may be so by chance
_SENTENCE = 2  # words of the shortest definition: "Being judged."
_NAMES = {"name", *CODEBOOK_COLUMNS["name"]}
_FIELDS = {
    word
    for field in ("definition", "include", "exclude", "exemplars", "valence", "cues", "see_also")
    for word in (field, *CODEBOOK_COLUMNS[field])
}
# what stands below a table: no code is called so, and has no definition where others have one
_NOTE = re.compile(
    r"(?:notes?|nb|n\.b\.|remarks?|anmerkung|hinweis|nota|source|quelle|legend|legende|updated"
    r"|last (?:changed|updated|edited|modified)|version|total)\b.{0,500}|\*\s.{0,500}",
    re.IGNORECASE | re.DOTALL,
)
# of a code itself; "abandoned" and "removed" may be what a code is about
_GONE = (
    r"(?:retired|deleted|obsolete|deprecated|discontinued|merged (?:into|with|in)|unused"
    r"|no longer (?:used|in use)|not (?:used|in use) (?:any ?more|any longer)"
    r"|gel\u00f6scht|gestrichen|veraltet)"
)
_SAYS_GONE = re.compile(
    rf".*[(\[]\s*{_GONE}\b[^()\[\]]*[)\]]|{_GONE}\s*:\s*\S.*", re.IGNORECASE | re.DOTALL
)
_GONE_CODES = re.compile(
    rf"(?:{_GONE}|old|removed|dropped) (?:codes|themes|categories)\s*:?|{_GONE}\s*:", re.IGNORECASE
)
_STATE = re.compile(  # in a column for it
    rf"(?:{_GONE}|inactive|inaktiv|merged|removed|dropped|abandoned|entfernt|eliminado"
    r"|supprim\u00e9)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_STATES = frozenset("status state code_status zustand estado statut".split())
_IN_USE = frozenset("active in_use used aktiv".split())
_NO = frozenset("no n false 0 nein".split())
_LEFT_OVER = re.compile(
    rf"(?:old|archived?|alte?|{_GONE}|removed|dropped)"
    r"(?:[ _-]*(?:codes?|code ?book|code ?list|themes?|categories|kategorien|version|v?\d{1,8}))?",
    re.IGNORECASE,
)
_OVER_COLUMNS = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_DELETE = (
    "delete it here if it no longer counts; where it was merged, write its name into the column "
    "`was` of the other code."
)


def upright(sheet: Sheet) -> Sheet:
    """Turn a table whose rows are definitions, examples and so on, with a column for each code."""
    first = [plain_name(cells[0]) for _, cells in sheet.rows]
    if not first or not set(first) <= _FIELDS or plain_name(sheet.header[0]) not in _NAMES:
        return sheet
    header = [sheet.header[0], *(cells[0] for _, cells in sheet.rows)]
    codes = [
        (at + 1, [name, *(cells[at] for _, cells in sheet.rows)])
        for at, name in enumerate(sheet.header)
        if at and name.strip()
    ]
    return replace(sheet, header=header, rows=codes)


def with_definitions_below(sheet: Sheet) -> Sheet:
    """Put definitions that stand in the row below each name into a column of their own."""
    last = "".join(sheet.rows[-1][1]).strip() if sheet.rows else ""
    listed = sheet.rows[: -1 if len(sheet.rows) % 2 and _NOTE.fullmatch(last) else None]
    names, below = listed[::2], listed[1::2]
    if (
        len(names) != len(below)
        or len(names) < _LEAST_NAMES
        or "definition" in codebook_columns(sheet.header)
        or not all(_is_sentence_alone(cells) for _, cells in below)
        or any(_is_sentence_alone(cells) for _, cells in names)
    ):
        return sheet
    rows = [
        (number, [*cells, next(filter(None, map(str.strip, said)))])
        for (number, cells), (_, said) in zip(names, below, strict=True)
    ]
    return replace(sheet, header=[*sheet.header, "definition"], rows=rows)


def _is_sentence_alone(cells: Sequence[str]) -> bool:
    """Tell whether a row holds one cell, and this a sentence: no code's name ends so."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) == 1 and filled[0][-1] in ".!?" and len(filled[0].split()) >= _SENTENCE


def without_notes(sheet: Sheet, name: int) -> Sheet:
    """Leave out notes below the table, where most codes have more than a name.

    Where codes have names only, a sentence below an empty row is one: "Note: changed in May."
    """
    alone = [number for number, cells in sheet.rows if _is_alone(cells, name)]
    if 2 * len(alone) > len(sheet.rows):
        (before, _), (last, cells) = sheet.rows[-2:] if len(sheet.rows) > 1 else [(0, [""])] * 2
        noted = _NOTE.fullmatch(cells[name].strip()) and _is_sentence_alone(cells)
        return replace(sheet, rows=sheet.rows[:-1]) if noted and last - before > 1 else sheet
    notes = {
        number
        for number, cells in sheet.rows
        if number in alone and _NOTE.fullmatch(cells[name].strip())
    }
    return replace(sheet, rows=[row for row in sheet.rows if row[0] not in notes])


def without_totals(sheet: Sheet) -> Sheet:
    """Leave out rows that count the codes above them; below one column the number is cut off."""
    rows = [row for row in sheet.rows if not is_total(row[1])]
    if rows and is_total([*rows[-1][1], "0"]):
        del rows[-1]
    return replace(sheet, rows=rows)


def group_rows(path: Path, sheet: Sheet, name: int) -> set[int]:
    """Say which rows are headings over the codes below: alone, and apart from the rows above.

    Apart is a row below an empty one, or whose cell is merged over several columns.
    """
    alone = {number for number, cells in sheet.rows if _is_alone(cells, name)}
    numbers = [number for number, _ in sheet.rows]
    apart = {now for before, now in pairwise(numbers) if now - before > 1} | {*numbers[:1]}
    found = alone & _merged_rows(path)
    if not found and 2 * len(alone) <= len(numbers) and apart <= alone:
        found = apart
    return found if len(found) > 1 and len(found) < len(numbers) else set()


def retired_codes(path: Path, sheet: Sheet, columns: Mapping[str, int]) -> list[FileProblem]:
    """Name codes that a person marked as gone: crossed out, or by a word.

    Nobody can know whether they count. A code without a mark is left alone.
    """
    name = columns.get("name", columns.get("path", 0))
    states = [at for at, one in enumerate(sheet.header) if plain_name(one) in _STATES]
    used = [at for at, one in enumerate(sheet.header) if plain_name(one) in _IN_USE]
    rows = {
        number
        for number, cells in sheet.rows
        if _SAYS_GONE.fullmatch(cells[name].strip())
        or (_is_alone(cells, name) and _GONE_CODES.fullmatch(cells[name].strip()))
        or any(_STATE.fullmatch(cells[at].strip()) for at in states)
        or any(cells[at].strip().casefold() in _NO for at in used)
    }
    rows |= _struck_rows(path, sheet) & {number for number, _ in sheet.rows}
    return [
        FileProblem(
            "the code is crossed out or marked as no longer used.", _DELETE, f"row {number}"
        )
        for number in sorted(rows)
    ]


def left_over_sheets(sheets: Sequence[Sheet]) -> list[FileProblem]:
    """Name sheets of codes that are called old, archive or deleted, beside others."""
    old = [one for one in sheets if _LEFT_OVER.fullmatch(one.name.strip())]
    return [
        FileProblem(
            f"the sheet {one.name[:60]!r} may hold codes that no longer count.",
            "delete the sheet, or give it another name.",
            f"sheet {sheets.index(one) + 1}",
        )
        for one in (old if len(old) < len(sheets) else [])
    ]


def _is_alone(cells: Sequence[str], name: int) -> bool:
    """Tell whether a row holds nothing but the code's name."""
    return bool(cells[name].strip()) and sum(bool(cell.strip()) for cell in cells) == 1


def _merged_rows(path: Path) -> set[int]:
    """Say which rows of the first sheet have a cell over several columns."""
    if not is_workbook(path):
        return set()
    refuse_unpacked(path)
    with zipfile.ZipFile(path) as book:
        part = "xl/worksheets/sheet1.xml"
        found = _OVER_COLUMNS.findall(book.read(part)) if part in book.namelist() else []
    return {int(top) for left, top, right, low in found if top == low and left != right}


def _struck_rows(path: Path, sheet: Sheet) -> frozenset[int]:
    # a sheet's own name is the only one that is known here; other files have no such marks
    return frozenset(
        at for one in marked_sheets(path) if one.name == sheet.name for at in one.struck
    )
