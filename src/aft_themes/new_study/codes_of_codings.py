"""The codes that tables of codings use: a first codebook for a study that has none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from aft_themes.codebook.codes import Code, plain_code
from aft_themes.codebook.ids import free_id, id_below, part_of_id
from aft_themes.coding.code_marks import marked_columns
from aft_themes.coding.named_coders import coders_behind_codes, codes_with_coders
from aft_themes.documents.headers import (
    code_places,
    coder_places,
    coding_columns,
    is_codings,
    says_none,
    theme_places,
)
from aft_themes.documents.tables import Sheet, listed_in, open_table

_STEP = " > "


def codes_in(coder_files: Sequence[Path]) -> dict[str, tuple[str, ...]]:
    """Name the codes that tables of codings use, in alphabetical order, each with its themes.

    The themes are those above the code, the broadest first: none if no column names them, or if
    different rows name different ones. Names that differ only in letter case, accents or spaces
    are one code's, and the first counts.
    """
    given = [one for path in coder_files for sheet in open_table(path) for one in _codes_of(sheet)]
    parted = {name for name, *_ in given if _STEP in name}  # "Tasks > Tape": a code and its theme
    while True:
        found = _of_one_place(_with_themes(_by_paths(given, parted)))
        paths = {plain_code(_STEP.join((*themes, name))) for name, themes in found.items()}
        if not (lost := {name for name in parted if plain_code(name) not in paths}):
            return found
        parted -= lost  # other rows put the code elsewhere: the path is its name


def _by_paths(
    given: Iterable[tuple[str, ...]], parted: Collection[str]
) -> Iterator[tuple[str, ...]]:
    for name, *themes in given:
        *path, leaf = name.split(_STEP)
        yield (leaf, *reversed(path)) if name in parted else (name, *themes)


def _with_themes(given: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    above: dict[tuple[int, str], set[str]] = {}  # by level and name
    spelt: dict[str, str] = {}
    themed: dict[str, str] = {}
    for name, *themes in given:
        kept = spelt.setdefault(plain_code(name), name)
        chain = [kept, *(themed.setdefault(plain_code(one), one) for one in themes), ""]
        for level, (one, theme) in enumerate(pairwise(chain)):
            above.setdefault((level, one), set()).add(theme)
    return {name: _themes(name, above) for name in sorted(spelt.values(), key=str.casefold)}


def _of_one_place(found: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Leave out themes that are codes elsewhere: one name is one code."""
    kept: dict[str, tuple[str, ...]] = {}
    for name, themes in sorted(found.items(), key=lambda item: len(item[1])):
        path: tuple[str, ...] = ()
        for theme in themes:
            path += (theme,) if theme not in found or kept.get(theme) == path else ()
        kept[name] = path
    return {name: kept[name] for name in found}


def _themes(name: str, above: Mapping[tuple[int, str], set[str]]) -> tuple[str, ...]:
    """Follow a code to its theme, and this to the one above, as long as there is a single one."""
    found: list[str] = []
    while len(given := above.get((len(found), name), set()) - {"", name, *found}) == 1:
        name = given.pop()
        found.append(name)
    return tuple(reversed(found))


def _codes_of(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    """Give each code with the themes that the row names, the nearest first."""
    columns = coding_columns(sheet.header)
    places = [*coder_places(sheet.header)] or code_places(sheet.header, columns)
    if not is_codings(sheet.header) and not ("quote" in columns and places):
        return
    levels = theme_places(sheet.header, places)
    behind = coders_behind_codes([cells[at] for _, cells in sheet.rows for at in places])
    above = [""] * len(levels)  # a merged cell counts for the rows below it
    for _, cells in sheet.rows:
        above = [cells[at].strip() or before for at, before in zip(levels, above, strict=True)]
        for at in places:
            texts = [text for _, text in codes_with_coders(cells[at], behind, "")]
            given = [part for text in texts for part in listed_in(text) if not says_none(part)]
            yield from ((name, *(above if len(given) == 1 else ())) for name in given)
    if not places:
        yield from ((name,) for name in marked_columns(sheet, columns))


def new_codes(names: Mapping[str, Sequence[str]], others: Iterable[Code]) -> Iterator[Code]:
    """Give each name an id of plain small letters that no other code has, below its themes'."""
    ids = {code.id for code in others}
    made: dict[tuple[str, ...], str] = {(): ""}
    paths = [(*path, name) for name, path in names.items()]
    for above in (True, False):  # codes that others are below come first
        for path in paths:
            for end in range(1, len(path) + (not above)):
                if path[:end] not in made:
                    made[path[:end]] = _new_id(made[path[: end - 1]], path[end - 1], ids)
                    yield Code(made[path[:end]], path[end - 1])


def _new_id(parent: str, name: str, ids: set[str]) -> str:
    """Make an id of a name, and note that it is taken."""
    made = free_id(id_below(parent, part_of_id(name)), ids)
    ids.add(made)
    return made
