"""Codes of a code list, one for each row: their fields, and where in the tree they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

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
from aft_themes.codebook.code_columns import definitions_of_levels
from aft_themes.codebook.code_tree import Entry
from aft_themes.codebook.codes import CODE_ROOTS, read_valence
from aft_themes.documents.tables import Sheet, listed_in
from aft_themes.io.problems import FileProblem

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


@dataclass(frozen=True)
class _Listed:
    """A code as its row names it, and what the row says of its place."""

    entry: Entry
    steps: list[str]
    parent: str
    depth: int
    group: Entry | None  # the heading over it


def codes_by_row(
    sheet: Sheet, columns: dict[str, int], groups: Collection[int] = ()
) -> tuple[list[Entry], list[FileProblem]]:
    """Read a row for each code; paths, parents, numbers or spaces say what lies below what."""
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


def codes_by_level(
    sheet: Sheet, levels: Sequence[int], columns: dict[str, int]
) -> list[tuple[Entry, list[str]]]:
    """Read columns that each hold a level; a cell left empty repeats the one above."""
    found: list[tuple[Entry, list[str]]] = []
    current: list[str] = []
    others = {field: at for field, at in columns.items() if at not in levels}
    defined = definitions_of_levels(sheet.header, levels)
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
