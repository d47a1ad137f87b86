"""From the codes that a file lists to a tree of ids."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from aft_themes.codebook.codes import Code
from aft_themes.codebook.ids import free_id, id_below, part_of_id
from aft_themes.io.problems import FileProblem

_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


@dataclass
class Entry:
    """A code as a file lists it, with the entry above it and its place in the file."""

    name: str
    where: str
    above: Entry | None = None
    id: str = ""
    abbreviation: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    valence: str = "either"
    exemplars: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    was: str = ""
    spellings: tuple[str, ...] = ()


def build_codes(entries: Sequence[Entry]) -> tuple[tuple[Code, ...], list[FileProblem]]:
    """Give every entry an id that says its place in the tree."""
    problems: list[FileProblem] = []
    ids: dict[int, str] = {}
    taken: dict[str, str] = {}
    given = [entry.id for entry in entries if entry.id]
    first: dict[str, str] = {}
    codes: list[Code] = []
    for entry in entries:
        parent = ids.get(id(entry.above), "") if entry.above else ""
        ident = _own_id(entry, parent, {*taken, *given})
        if entry.id in first or ident in taken:
            problems.append(_repeated(entry, first.get(entry.id) or taken[ident]))
            ident = free_id(ident, taken)
        elif _misplaced(entry, parent):
            wanted = f"{parent}.name" if parent else "name"
            problems.append(
                FileProblem(
                    f"id {entry.id!r} does not fit its place.",
                    f"use an id like {wanted!r}.",
                    entry.where,
                )
            )
        ids[id(entry)] = ident
        taken[ident] = entry.where
        if entry.id:
            first.setdefault(entry.id, entry.where)
        codes.append(_code(entry, ident))
    return tuple(codes), problems


def _repeated(entry: Entry, first: str) -> FileProblem:
    return FileProblem(f"id {entry.id!r} is already used in {first}.", "rename it.", entry.where)


def _misplaced(entry: Entry, parent: str) -> bool:
    """Tell whether a dotted id continues another parent's; a short one may be anybody's."""
    return "." in entry.id and _fits(entry.id) and entry.id.rpartition(".")[0] != parent


def _fits(ident: str) -> bool:
    return bool(_ID.fullmatch(ident))


def _own_id(entry: Entry, parent: str, used: Container[str]) -> str:
    if _fits(entry.id) and (entry.id.rpartition(".")[0] == parent or "." in entry.id):
        return entry.id
    # a number such as 1.2 is kept as abbreviation, and says nothing to who reads the id
    made = part_of_id(entry.id if entry.id[:1].isalpha() else entry.name)
    return free_id(id_below(parent, made), used)


def _code(entry: Entry, ident: str) -> Code:
    return Code(
        id=ident,
        name=entry.name,
        definition=entry.definition,
        include=entry.include,
        exclude=entry.exclude,
        valence=entry.valence,
        exemplars=entry.exemplars,
        see_also=entry.see_also,
        cues=entry.cues,
        was=entry.was,
        label=entry.abbreviation or (entry.id if entry.id != ident else ""),
        spellings=entry.spellings,
    )
