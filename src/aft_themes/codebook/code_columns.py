"""Which column of a code list holds what: names, definitions, levels of the tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from aft_themes.documents.headers import (
    CODEBOOK_COLUMNS,
    codebook_columns,
    find_columns,
    is_definition,
    plain_name,
)
from aft_themes.documents.tables import Sheet

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
_REMARK = re.compile(r"(?<!\s)\s*\([^()]*\)")


def is_codebook_header(header: Sequence[str]) -> bool:
    """Tell whether a table's columns are those of a code list."""
    columns = find_columns(header, CODEBOOK_COLUMNS)
    return "path" in columns or {"name", "definition"} <= set(columns)


def names_codes(sheet: Sheet) -> bool:
    """Tell whether a table's header names a column of codes."""
    columns = find_columns(sheet.header, CODEBOOK_COLUMNS)
    return bool({"name", "path"} & set(columns)) or len(_levels(sheet.header)) > 1


def field_and_level_columns(sheet: Sheet) -> tuple[dict[str, int], list[int]]:
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


def definitions_of_levels(header: Sequence[str], levels: Sequence[int]) -> dict[int, int]:
    """Find the columns that define a level: right of it, where several levels have their own."""
    found: dict[int, int] = {}
    for at, name in enumerate(header):
        left = [column for column in levels if column < at]
        if left and at not in levels and is_definition(name):
            found.setdefault(levels.index(max(left)), at)
    return found if len(found) > 1 else {}


def without_remarks(sheet: Sheet) -> Sheet:
    """Leave remarks in brackets out of a header whose columns are not known: "Code (English)"."""
    if names_codes(sheet):
        return sheet
    return replace(sheet, header=[_REMARK.sub("", name) for name in sheet.header])
