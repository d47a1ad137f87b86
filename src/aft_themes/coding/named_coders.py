"""Coders who are named above columns of marks or quotes, or in brackets behind codes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from aft_themes.coding.code_marks import is_marked, is_unmarked
from aft_themes.documents.tables import Sheet
from aft_themes.language import every

_LEAST = 2  # coders: a single column may say anything of a row
_MOSTLY = 0.5  # share of a column's codes that have a coder behind them
# initials, and what a coder without a name is called
_CALLED = re.compile(
    r"[A-Z]{1,3}\d?|(?:coder|rater|annotator|kodierer|kodiererin|codificador|codificadora)"
    r"[ _-]?[^\W_]{1,12}",
)
_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_CODES = re.compile(r"[;|\n]")
_BETWEEN = re.compile(r"\s*(?:[,;/&+]|\band\b|\bund\b)\s*")
_EDGES = " \t,;|/&+\n"


def are_called_so(names: Iterable[str]) -> bool:
    """Tell whether all of some names are initials, as abbreviations of codes are, too."""
    return all(_CALLED.fullmatch(name.strip()) for name in names)


def are_first_names(names: Iterable[str]) -> bool:
    """Tell whether all of some names are first names that are no usual words."""
    known = tuple(every())
    return all(
        name[:1].isupper() and any(one.has_first_name([name.casefold()]) for one in known)
        for name in map(str.strip, names)
    )


def marking_coders(sheet: Sheet, used: Collection[int]) -> dict[int, str]:
    """Say which columns hold a coder's marks beside a column of codes: ``Code``, ``Ann``, ``Bo``.

    Parameters
    ----------
    sheet : Sheet
        A table of codings.
    used : collection of int
        Columns that mean something else.
    """
    found = {}
    for at, name in enumerate(sheet.header):
        cells = [cells[at].strip() for _, cells in sheet.rows if cells[at].strip()]
        marks = bool(cells) and all(is_marked(cell) or is_unmarked(cell) for cell in cells)
        person = are_first_names([name]) or are_called_so([name])
        if marks and at not in used and any(map(is_marked, cells)) and person:
            found[at] = name.strip()
    given = all(any(is_marked(cells[at]) for at in found) for _, cells in sheet.rows if any(cells))
    sure = given or are_first_names(found.values())
    return found if len(found) >= _LEAST and sure else {}


def coders_behind_codes(cells: Sequence[str]) -> frozenset[str]:
    """Name the coders in brackets behind most codes of a column: "Hope (Ann); Rain (Ann, Bo)"."""
    pairs: set[tuple[str, str]] = set()
    behind = parts = 0
    for cell in cells:
        parts += sum(bool(part.strip()) for part in _CODES.split(cell))
        for *_, code, who in _bracketed(cell):
            behind += 1
            pairs |= {(code, name) for name in _BETWEEN.split(who)}
    names = frozenset(name for _, name in pairs)
    codes = {code for code, _ in pairs}
    many = len(names) >= _LEAST and behind >= _MOSTLY * parts and len(pairs) > len(names)
    # "Fear (F)" and "Hope (H)" are codes with their abbreviations
    sure = are_first_names(names) or (are_called_so(names) and len(pairs) > len(codes))
    return names if many and sure else frozenset()


def codes_with_coders(
    cell: str, coders: Collection[str], otherwise: str
) -> Iterator[tuple[str, str]]:
    """Give the coders of a cell with what each gave; what has none behind it is another's."""
    if not coders:
        yield otherwise, cell
        return
    at = 0
    for end, alone, code, who in _bracketed(cell, coders):
        yield from ((otherwise, one) for one in alone)
        yield from ((name, code) for name in _BETWEEN.split(who))
        at = end
    if rest := cell[at:].strip(_EDGES):
        yield otherwise, rest


def _bracketed(
    cell: str, coders: Collection[str] | None = None
) -> Iterator[tuple[int, list[str], str, str]]:
    """Give the end of each bracket, the codes before it that have none, its code, and its words."""
    at = 0
    for match in _BRACKET.finditer(cell):
        who = match[1].strip()
        *alone, code = _CODES.split(cell[at : match.start()])
        known = coders is None or set(_BETWEEN.split(who)) <= set(coders)
        if known and code.strip(_EDGES):
            others = [bare for one in alone if (bare := one.strip(_EDGES))]
            yield match.end(), others, code.strip(_EDGES), who
            at = match.end()
