"""Read a code list: a table with a row for each code, as people and programs write it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aft_themes.codebook.arranging import by_steps
from aft_themes.codebook.code_columns import (
    definitions_of_levels,
    field_and_level_columns,
    is_codebook_header,
    names_codes,
    without_remarks,
)
from aft_themes.codebook.code_tree import Entry
from aft_themes.codebook.listed_codes import codes_by_level, codes_by_row
from aft_themes.codebook.programs import (
    by_stops,
    is_taguettes,
)
from aft_themes.codebook.records import record_sheet
from aft_themes.codebook.rows import (
    group_rows,
    left_over_sheets,
    retired_codes,
    upright,
    with_definitions_below,
    without_notes,
    without_totals,
)
from aft_themes.documents.headers import (
    CODEBOOK_COLUMNS,
    coding_columns,
    find_columns,
    plain_name,
)
from aft_themes.documents.tables import Sheet
from aft_themes.errors import InputError
from aft_themes.io.problems import FileProblem

_UNNAMED_SHEET = re.compile(
    r"(?:sheet|tabelle|feuil|hoja|foglio|blad|table|code ?book|codes?|code ?list|kategoriensystem)"
    r"\s?\d{0,3}",
    re.IGNORECASE,
)
_NAME_AND_DEFINITION = re.compile(
    r"(?P<name>.{1,80}?)\s*(?::|\s[-\u2013\u2014])\s+(?P<said>\S.*[.!?])\s*", re.DOTALL
)
_DEFINING_WORDS = 3  # and a full stop: "Tasks: Tape" is a path
_NEARLY_ALL = 0.8  # of the codes; some may lack a definition
_HOLDS_WORDS = re.compile(r"[^\W\d_]{2}")
# in names of columns that say nothing of what a code means
_ABOUT_CODES = frozenset(
    "color colour colors farbe couleur date created creation modified updated changed author user "
    "owner creator coder erstellt geandert autor files references frequency count counts documents "
    "segments coded aggregate folder shortcut nickname source id guid".split()
)


def read_code_sheets(path: Path, sheets: Sequence[Sheet]) -> tuple[list[Entry], list[FileProblem]]:
    """Read the tables of a file that list codes; an error if none does."""
    records = record_sheet(sheets)
    sheets = [records] if records else _without_codings(sheets)
    old = left_over_sheets([one for one in sheets if names_codes(one)])
    if old:
        return [], old
    alike = _alike(sheets)
    if len(alike) > 1:
        return _below_sheets([(sheet.name, read_code_sheets(path, [sheet])) for sheet in alike])
    for one in map(without_remarks, sheets):
        sheet = with_definitions_below(without_totals(upright(one)))
        columns, levels = field_and_level_columns(sheet)
        named = "name" in columns or "path" in columns
        if named and (gone := retired_codes(path, sheet, columns)):
            return [], gone
        if len(levels) > 1:
            return by_steps(codes_by_level(without_notes(sheet, levels[0]), levels, columns))
        if named:
            return _read_rows(path, sheet, columns)
    raise InputError(
        path, "no column holds the codes' names.", "name it `name` or `code`.", "row 1"
    )


def unread_columns(sheets: Sequence[Sheet]) -> list[str]:
    """Name the columns of a code list that hold words and are not read.

    Parameters
    ----------
    sheets : sequence of Sheet
        The tables of the file, as :func:`read_code_sheets` gets them.

    Returns
    -------
    list of str
        Without columns of numbers, and without what programs write about a code, such as its
        colour or who made it.
    """
    if record_sheet(sheets):
        return []
    first = [one for one in map(without_remarks, sheets) if names_codes(upright(one))][:1]
    found: dict[str, None] = {}
    for one in map(upright, _alike(sheets) or first):
        columns, levels = field_and_level_columns(one)
        used = {*columns.values(), *levels, *definitions_of_levels(one.header, levels).values()}
        for at, name in enumerate(one.header):
            words = any(_HOLDS_WORDS.search(cells[at]) for _, cells in one.rows)
            if at not in used and words and not _ABOUT_CODES & {*plain_name(name).split("_")}:
                found[name.strip()] = None
    return [name for name in found if name]


def _without_codings(sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    """Leave out tables of codings beside a list of codes: they name codes, and define none."""
    listing = [one for one in sheets if not _are_codings(one.header)]
    return listing if any(map(names_codes, listing)) else sheets


def _are_codings(header: Sequence[str]) -> bool:
    columns = coding_columns(header)
    return {"interview", "code"} <= columns.keys() and not is_codebook_header(header)


def _alike(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets that list codes under one header, a part of the codebook each.

    Sheets that list the same codes are versions of it: the first one counts.
    """
    named = [sheet for sheet in sheets if names_codes(sheet)]
    same = [one for one in named if one.header == named[0].header]
    at = find_columns(named[0].header, CODEBOOK_COLUMNS).get("name") if named else None
    if at is None:
        return []
    codes = [cells[at].strip().casefold() for one in same for _, cells in one.rows]
    different = len(set(codes))
    return same if different == len(codes) or 2 * different > len(codes) + len(same) else []


def _below_sheets(
    parts: Sequence[tuple[str, tuple[list[Entry], list[FileProblem]]]],
) -> tuple[list[Entry], list[FileProblem]]:
    """Put the codes of each sheet below its name, if it has one of its own."""
    found: list[Entry] = []
    problems: list[FileProblem] = []
    for name, (entries, of_sheet) in parts:
        problems += of_sheet
        # a heading may stand over several tables
        top = next((one for one in [*found, *entries] if _same_name(one.name, name)), None)
        if top is None and not _UNNAMED_SHEET.fullmatch(name):
            top = Entry(name, "sheet")
            found.append(top)
        for entry in entries:
            entry.above = entry.above or (top if entry is not top else None)
        found += entries
    return found, problems


def _same_name(one: str, other: str) -> bool:
    """Tell whether two names are written alike."""
    return plain_name(one) == plain_name(other)


def _read_rows(
    path: Path, sheet: Sheet, columns: dict[str, int]
) -> tuple[list[Entry], list[FileProblem]]:
    """Read a table with a row for each code."""
    name = columns.get("path", columns.get("name", 0))
    sheet = without_notes(sheet, name)
    sheet, columns = _parted_definitions(sheet, columns)
    entries, problems = codes_by_row(sheet, columns, group_rows(path, sheet, name))
    return (by_steps(by_stops(entries))[0] if is_taguettes(sheet.header) else entries), problems


def _parted_definitions(sheet: Sheet, columns: dict[str, int]) -> tuple[Sheet, dict[str, int]]:
    """Part "Name: what it means." where no column holds definitions and most names are so."""
    if "name" not in columns or "definition" in columns:
        return sheet, columns
    at = columns["name"]
    parted = [_NAME_AND_DEFINITION.fullmatch(cells[at]) for _, cells in sheet.rows]
    defined = [one for one in parted if one and len(one["said"].split()) >= _DEFINING_WORDS]
    if not defined or len(defined) < _NEARLY_ALL * len(parted):
        return sheet, columns
    rows = [
        (number, [*cells[:at], one["name"], *cells[at + 1 :], one["said"]])
        if one
        else (number, [*cells, ""])
        for (number, cells), one in zip(sheet.rows, parted, strict=True)
    ]
    return (
        replace(sheet, header=[*sheet.header, "definition"], rows=rows),
        columns | {"definition": len(sheet.header)},
    )
