"""The codes that tables of codings use: a first codebook for a study that has none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from aft_themes.coding.codebook import Code, plain_code
from aft_themes.coding.headers import (
    THEMES,
    code_places,
    coder_places,
    coding_columns,
    is_codings,
    plain_name,
)
from aft_themes.coding.reading import marked_columns
from aft_themes.coding.tables import Sheet, open_table


def codes_in(coder_files: Sequence[Path]) -> dict[str, str]:
    """Name the codes that tables of codings use, in alphabetical order, each with its theme.

    The theme is ``""`` if no column names it, or different rows name different ones. Names that
    differ only in letter case, accents or spaces are one code's, and the first counts.
    """
    themes: dict[str, set[str]] = {}
    spelt: dict[str, str] = {}
    for path in coder_files:
        for sheet in open_table(path):
            for name, theme in _codes_of(sheet):
                kept = spelt.setdefault(plain_code(name), name)
                themes.setdefault(kept, set()).add(theme)
    found = {}
    for name in sorted(themes, key=str.casefold):
        given = themes[name] - {"", name}
        found[name] = given.pop() if len(given) == 1 else ""
    return found


def _codes_of(sheet: Sheet) -> Iterator[tuple[str, str]]:
    columns = coding_columns(sheet.header)
    places = [*coder_places(sheet.header)] or code_places(sheet.header, columns)
    if not is_codings(sheet.header) and not ("quote" in columns and places):
        return
    names = [plain_name(name) for name in sheet.header]
    theme = next((at for at, name in enumerate(names) if name in THEMES and at not in places), -1)
    above = ""  # a merged cell counts for the rows below it
    for _, cells in sheet.rows:
        above = (cells[theme].strip() or above) if theme >= 0 else ""
        for at in places:
            given = [part.strip() for part in re.split(r"[;|\n]", cells[at]) if part.strip()]
            yield from ((name, above if len(given) == 1 else "") for name in given)
    if not places:
        yield from ((name, "") for name in marked_columns(sheet, columns))


def new_codes(names: Mapping[str, str], others: Iterable[Code]) -> Iterator[Code]:
    """Give each name an id of plain small letters that no other code has, below its theme's."""
    ids = {code.id for code in others}
    themes = {theme: "" for theme in names.values() if theme and theme not in names}
    for theme in themes:
        themes[theme] = _free(slug(theme), ids)
        yield Code(themes[theme], theme)
    for name, theme in names.items():
        above = f"{themes[theme]}." if theme in themes else ""
        yield Code(_free(above + slug(name), ids), name)


def _free(stem: str, ids: set[str]) -> str:
    number, chosen = 2, stem
    while chosen in ids:
        chosen, number = f"{stem}_{number}", number + 1
    ids.add(chosen)
    return chosen


def slug(name: str) -> str:
    """Make an id of plain small letters of a code's name."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "code"
    return stem if stem[0].isalpha() else f"code_{stem}"
