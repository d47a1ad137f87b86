"""Read a code list: a table with a row for each code, as people and programs write it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aft_themes.codebook.arranging import (
    STEPS,
    by_depth,
    by_letters,
    by_number,
    by_outline,
    by_parent,
    by_sign,
    by_steps,
    steps_in,
)
from aft_themes.codebook.code_tree import Entry
from aft_themes.codebook.codes import CODE_ROOTS, read_valence
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
    codebook_columns,
    coding_columns,
    find_columns,
    is_definition,
    plain_name,
)
from aft_themes.documents.tables import Sheet, listed_in
from aft_themes.errors import InputError
from aft_themes.io.problems import FileProblem

_LEVEL_COLUMN = re.compile(r"(?:level|code|ebene|nivel|niveau|tier)_?\d")
# columns of a codebook in which each level has a name of its own, from the top down
_NAMED_LEVELS = (
    "domain domains six_c_categories main_theme main_themes main_category hauptkategorie "
    "oberthema overarching_theme aggregate_dimension dimension",
    "theme themes category categories kategorie kategorien thema themen tema temas theme_name "
    "categoria categorias categorie categorieen",
    "subtheme subthemes sub_theme sub_themes subcategory subcategories sub_category topic topics "
    "unterkategorie unterkategorien subkategorie subkategorien subtema subtemas subcategoria",
    "concept concepts second_order_theme",
    "code codes code_name codename kode kodes codigo codigos codice codici first_order_code",
    "subcode subcodes sub_code sub_codes untercode subcodigo",
)
_PAIRS = (  # German names that say above and below
    ("oberkategorie", "unterkategorie"),
    ("obercode", "untercode"),
    ("oberthema", "unterthema"),
)
# before a name: spaces, lines of a tree, points and strokes, which show how deep it lies
_LEAD = re.compile(
    "[\\s\u00a0\u2003\u2500-\u257f\u2022\u25cf\u25cb\u25aa\u25e6\u00b7*\u2013\u2014\u21b3\u2192-]*"
)
_FORMERLY = re.compile(
    r"(?P<name>.*\S)\s*[(\[](?:formerly|previously|was|old name|ehemals|fr\u00fcher|vormals|antes"
    r"|anciennement)[:,]?\s+(?P<was>[^()\[\]]+)[)\]]",
    re.IGNORECASE | re.DOTALL,
)
_BULLET = re.compile("^[\u25cb\u25cf\u25c6\u25c7\u2022\u25e6]\\s*")  # ATLAS.ti's mark of a code
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
_REMARK = re.compile(r"(?<!\s)\s*\([^()]*\)")


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


def is_codebook_header(header: Sequence[str]) -> bool:
    """Tell whether a table's columns are those of a code list."""
    columns = find_columns(header, CODEBOOK_COLUMNS)
    return "path" in columns or {"name", "definition"} <= set(columns)


def names_codes(sheet: Sheet) -> bool:
    """Tell whether a table's header names a column of codes."""
    columns = find_columns(sheet.header, CODEBOOK_COLUMNS)
    return bool({"name", "path"} & set(columns)) or len(_levels(sheet.header)) > 1


def _without_codings(sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    """Leave out tables of codings beside a list of codes: they name codes, and define none."""
    listing = [one for one in sheets if not _are_codings(one.header)]
    return listing if any(map(names_codes, listing)) else sheets


def _are_codings(header: Sequence[str]) -> bool:
    columns = coding_columns(header)
    return {"interview", "code"} <= columns.keys() and not is_codebook_header(header)


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
    for one in map(_without_remarks, sheets):
        sheet = with_definitions_below(without_totals(upright(one)))
        columns, levels = _places(sheet)
        gone = retired_codes(path, sheet, columns)
        if gone and ("name" in columns or "path" in columns):
            return [], gone
        if len(levels) > 1:
            return by_steps(_wide(without_notes(sheet, levels[0]), levels, columns))
        if "name" in columns or "path" in columns:
            name = columns.get("path", columns.get("name", 0))
            sheet = without_notes(sheet, name)
            sheet, columns = _parted_definitions(sheet, columns)
            entries, problems = _read(sheet, columns, group_rows(path, sheet, name))
            return (
                by_steps(by_stops(entries))[0] if is_taguettes(sheet.header) else entries
            ), problems
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
    first = [one for one in map(_without_remarks, sheets) if names_codes(upright(one))][:1]
    found: dict[str, None] = {}
    for one in map(upright, _alike(sheets) or first):
        columns, levels = _places(one)
        used = {*columns.values(), *levels, *_definitions(one.header, levels).values()}
        for at, name in enumerate(one.header):
            words = any(_HOLDS_WORDS.search(cells[at]) for _, cells in one.rows)
            if at not in used and words and not _ABOUT_CODES & {*plain_name(name).split("_")}:
                found[name.strip()] = None
    return [name for name in found if name]


def _places(sheet: Sheet) -> tuple[dict[str, int], list[int]]:
    """Find the columns with the codes' fields, and those that each hold a level of the tree."""
    columns = _names_by_length(sheet, _without_counts(sheet, codebook_columns(sheet.header)))
    return columns, _levels(sheet.header) or _levels_in_words(sheet, columns)


def _without_counts(sheet: Sheet, columns: dict[str, int]) -> dict[str, int]:
    """Leave out a column `Number` whose numbers repeat: how often a code was given."""
    if "id" not in columns or plain_name(sheet.header[columns["id"]]) in ("id", "code_id", "code"):
        return columns
    cells = [cells[columns["id"]].strip() for _, cells in sheet.rows]
    numbers = [cell for cell in cells if cell]
    counted = all(map(str.isdecimal, numbers)) and len(set(numbers)) < len(numbers)
    return {field: at for field, at in columns.items() if not (counted and field == "id")}


def _names_by_length(sheet: Sheet, columns: dict[str, int]) -> dict[str, int]:
    """Take `Label` for the names beside abbreviations in `Code`, if its texts are longer."""
    names = [plain_name(name) for name in sheet.header]
    if "label" not in names or "code" not in names or columns.get("name") != names.index("code"):
        return columns
    code, label = names.index("code"), names.index("label")
    longer = sum(len(cells[label]) > len(cells[code]) for _, cells in sheet.rows)
    return columns | {"name": label, "id": code} if 2 * longer > len(sheet.rows) else columns


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


def _without_remarks(sheet: Sheet) -> Sheet:
    """Leave remarks in brackets out of a header whose columns are not known: "Code (English)"."""
    if names_codes(sheet):
        return sheet
    return replace(sheet, header=[_REMARK.sub("", name) for name in sheet.header])


def _levels(header: Sequence[str]) -> list[int]:
    """Find the columns that each hold a level of the tree, from the top down; one is none."""
    names = [plain_name(name) for name in header]
    numbered = [at for at, name in enumerate(names) if _LEVEL_COLUMN.fullmatch(name)]
    if len(numbered) > 1:
        return numbered
    first = next((at for at, name in enumerate(names) if name in ("code", "codes")), None)
    ranked = [names.index(one) for row in _NAMED_LEVELS for one in row.split() if one in names]
    pair = next((pair for pair in _PAIRS if set(pair) <= set(names)), ())
    if pair:
        return [names.index(one) for one in pair]
    levels = [] if "parent" in names else ranked
    if "name" in names:  # beside it, `code` is a number or an abbreviation
        levels = [names.index("name") if at == first else at for at in levels]
    if len(levels) < 2 and first is not None:  # ATLAS.ti: the levels follow without a name
        after = next((at for at in range(first + 1, len(names)) if names[at]), len(names))
        levels = list(range(first, after))
    return levels if len(levels) > 1 else []


def _levels_in_words(sheet: Sheet, columns: dict[str, int]) -> list[int]:
    """Take a column `Level` that holds words, such as "Second-level codes", for a level itself."""
    if not {"level", "name"} <= set(columns):
        return []
    levels = [cells[columns["level"]].strip() for _, cells in sheet.rows]
    words = [level for level in levels if level and not any(map(str.isdecimal, level))]
    return [columns["level"], columns["name"]] if any(words) else []


@dataclass(frozen=True)
class _Listed:
    """A code as its row names it, and what the row says of its place."""

    entry: Entry
    steps: list[str]
    parent: str
    depth: int
    group: Entry | None  # the heading over it


def _read(
    sheet: Sheet, columns: dict[str, int], groups: Collection[int] = ()
) -> tuple[list[Entry], list[FileProblem]]:
    problems: list[FileProblem] = []
    listed = list(_listed(sheet, columns, problems, groups))
    entries = [one.entry for one in listed]
    if any(len(one.steps) > 1 for one in listed):
        return by_steps([(one.entry, one.steps) for one in listed])
    names = {one.entry.name for one in listed}
    if any(one.parent not in names and len(STEPS.split(one.parent)) > 1 for one in listed):
        return by_steps([(one.entry, [*steps_in(one.parent), one.entry.name]) for one in listed])
    signed = [by_sign(replace(one.entry), names) for one in listed if one.entry.name]
    if any(len(steps) > 1 for steps in signed):
        return by_steps([(one.entry, by_sign(one.entry, names)) for one in listed])
    if any(one.parent for one in listed):
        return by_parent([(one.entry, one.parent) for one in listed], problems)
    if not (by_number(entries) or by_letters(entries) or by_outline(entries)):
        listed = _named_once(listed)
        by_depth([(one.entry, one.depth) for one in listed])
    ordered: dict[int, Entry] = {}
    for one in listed:
        one.entry.above = one.entry.above or one.group
        ordered |= {id(each): each for each in (one.group, one.entry) if each}
    return list(ordered.values()), problems


def _listed(
    sheet: Sheet,
    columns: dict[str, int],
    problems: list[FileProblem],
    groups: Collection[int],
) -> Iterator[_Listed]:
    group = None
    for number, cells in sheet.rows:
        text = cells[columns.get("path", columns.get("name", 0))]
        lead = _LEAD.match(text)
        start = lead.end() if lead and text[lead.end() :].strip() else 0
        steps = steps_in(text[start:])
        if number in groups:
            group = Entry(" ".join(text[start:].split()), f"row {number}")
            yield _Listed(group, [group.name], "", start, None)
            continue
        if len(steps) > 1 and steps[0].casefold() in CODE_ROOTS:
            del steps[0]
        heading = "" if steps else _heading(cells, columns)
        if heading:
            group = Entry(heading, f"row {number}")
        elif not steps and not _is_blank(cells, columns):
            problems.append(FileProblem("a code has no name.", "fill the cell.", f"row {number}"))
        # the root of MAXQDA's list is no code
        if steps and (len(steps) > 1 or steps[0].casefold() not in ("code system", "codesystem")):
            parent = cells[columns["parent"]].strip() if "parent" in columns else ""
            entry = _entry(steps[-1], number, cells, columns)
            yield _Listed(entry, steps, parent, _depth(start, cells, columns), group)


def _named_once(listed: Sequence[_Listed]) -> list[_Listed]:
    """Join the rows of a code that a flat list names again, for each group of people or file."""
    if len({one.depth for one in listed}) > 1 or any(one.entry.id for one in listed):
        return list(listed)
    kept: dict[tuple[str, str], _Listed] = {}
    for one in listed:
        name = " ".join(one.entry.name.casefold().split())
        first = kept.setdefault((name, one.group.name if one.group else ""), one).entry
        if one.entry.name not in (first.name, *first.spellings):
            first.spellings = (*first.spellings, one.entry.name)
        for field in ("definition", "include", "exclude"):
            texts = (getattr(first, field), getattr(one.entry, field))
            setattr(first, field, " ".join(filter(None, dict.fromkeys(texts))))
        first.exemplars = tuple(dict.fromkeys((*first.exemplars, *one.entry.exemplars)))
    return list(kept.values())


def _heading(cells: Sequence[str], columns: dict[str, int]) -> str:
    """Give the words of a row that is a heading over the codes below: alone, where ids stand."""
    at = columns.get("id")
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    if at is None or filled != [at] or " " not in cells[at].strip():
        return ""
    return " ".join(cells[at].split())


def _is_blank(cells: Sequence[str], columns: dict[str, int]) -> bool:
    """Tell whether a row is a line of the form that nobody filled in: it has a number at most."""
    others = [at for field, at in columns.items() if field not in ("id", "name", "path")]
    return not any(cells[at].strip() for at in others)


def _entry(name: str, number: int, cells: Sequence[str], columns: dict[str, int]) -> Entry:
    def cell(field: str) -> str:
        return " ".join(cells[columns[field]].split()) if field in columns else ""

    def listed(field: str) -> tuple[str, ...]:
        return tuple(listed_in(cells[columns[field]])) if field in columns else ()

    formerly = _FORMERLY.fullmatch(name)
    return Entry(
        name=formerly["name"] if formerly else name,
        where=f"row {number}",
        id=cell("id"),
        definition=cell("definition"),
        include=cell("include"),
        exclude=cell("exclude"),
        valence=read_valence(cell("valence")) if cell("valence") else "either",
        exemplars=listed("exemplars"),
        see_also=listed("see_also"),
        cues=listed("cues"),
        was=cell("was") or (formerly["was"].strip() if formerly else ""),
    )


def _depth(start: int, cells: Sequence[str], columns: dict[str, int]) -> int:
    level = cells[columns["level"]].strip().removesuffix(".0") if "level" in columns else ""
    if level.isdecimal():
        return int(level)
    return start


def _wide(
    sheet: Sheet, levels: Sequence[int], columns: dict[str, int]
) -> list[tuple[Entry, list[str]]]:
    """Read columns that each hold a level; a cell left empty repeats the one above."""
    found: list[tuple[Entry, list[str]]] = []
    current: list[str] = []
    others = {field: at for field, at in columns.items() if at not in levels}
    defined = _definitions(sheet.header, levels)
    for number, cells in sheet.rows:
        filled = [at for at, column in enumerate(levels) if cells[column].strip()]
        if not filled:
            continue
        for at in range(filled[0], filled[-1] + 1):
            name = _BULLET.sub("", cells[levels[at]].strip())
            current = [*current[:at], *[""] * (at - len(current)), name]
            mine = {"definition": defined[at]} if at in defined else {}
            if at == filled[-1]:
                found.append((_entry(name, number, cells, others | mine), current))
            elif mine and name:
                found.append((_entry(name, number, cells, mine), current))
    return [(entry, [step for step in steps if step]) for entry, steps in found]


def _definitions(header: Sequence[str], levels: Sequence[int]) -> dict[int, int]:
    """Find the columns that define a level: right of it, where several levels have their own."""
    found: dict[int, int] = {}
    for at, name in enumerate(header):
        left = [column for column in levels if column < at]
        if left and at not in levels and is_definition(name):
            found.setdefault(levels.index(max(left)), at)
    return found if len(found) > 1 else {}
