"""Arrange the codes of a list as a tree: by paths, parents, numbers, letters or depth."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aft_themes.codebook.code_tree import Entry
from aft_themes.io.problems import FileProblem

# no slash: "PDP/ICE" is one name; nor is the end of "List<T>" a step
STEPS = re.compile(r"(?<!<\w)(?<!<\w\w)(?<!<\w{3})>|\\+|::|→")
_NUMBERED = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,5})[.):]?(?:\s+(?:[-\u2013\u2014:]\s+)?(?P<name>\S.*))?"
)
_SIGNS = ("/", " : ", ": ", " - ", " \u2013 ", " \u2014 ", ".")  # that a name may hold, too
_OUTLINED = re.compile(r"(?P<sign>[IVX]{1,5}|[A-Z]|[ivx]{1,5}|[a-z]|\d{1,2})[.)]\s+(?P<name>\S.*)")
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()
_LETTERED = re.compile(r"[A-Z]{1,4}\d{1,3}(?:\.\d{1,3}){1,5}")


def steps_in(text: str) -> list[str]:
    """Split a path such as "Tasks > Tape" into the names of its codes."""
    return [step.strip() for step in STEPS.split(text) if re.search(r"\w", step)]


def by_sign(entry: Entry, names: set[str]) -> list[str]:
    """Split "Tasks/Tape" or "Tasks - Tape" where "Tasks" is a code; else it is one name."""
    for sign in _SIGNS:
        above, _, own = entry.name.rpartition(sign)
        if own.strip() and above.strip() in names:
            steps = [*by_sign(Entry(above.strip(), ""), names), own.strip()]
            entry.name = own.strip()
            return steps
    return [entry.name]


def by_paths(entries: Sequence[Entry]) -> list[Entry]:
    """Make a tree of a flat list whose names are paths ("Tasks > Tape")."""
    flat = not any(entry.above or entry.id for entry in entries)
    paths = [(entry, steps_in(entry.name)) for entry in entries if flat and ">" in entry.name]
    if not paths:
        return list(entries)
    every = [(entry, steps_in(entry.name) or [entry.name]) for entry in entries]
    for entry, steps in every:
        entry.name = steps[-1]
    return by_steps(every)[0]


def by_number(entries: Sequence[Entry]) -> bool:
    """Make a tree of numbers such as 1.2.1, in the ids or before the names, if all have them."""
    found = [_NUMBERED.fullmatch(entry.id or entry.name) for entry in entries]
    numbers = [match["number"] for match in found if match]
    if len(numbers) < len(entries) or len(set(numbers)) < len(numbers):
        return False
    if not any("." in number for number in numbers):
        return False
    known = dict(zip(numbers, entries, strict=True))
    for number, entry, match in zip(numbers, entries, found, strict=True):
        entry.above = known.get(number.rpartition(".")[0])
        if not entry.id and match and match["name"]:
            entry.id, entry.name = number, match["name"]
    return True


def by_outline(entries: Sequence[Entry]) -> bool:
    """Make a tree of an outline whose levels have signs of their own: I., A., 1., a)."""
    found = [_OUTLINED.fullmatch(entry.name) for entry in entries]
    above: list[tuple[str, int, Entry]] = []  # kind of sign, its number, the code
    places: list[Entry | None] = []
    for entry, match in zip(entries, found, strict=True):
        counted = _counted(match["sign"]) if match else {}
        going_on = [
            at for at, (kind, number, _) in enumerate(above) if counted.get(kind) == number + 1
        ]
        used = {kind for kind, _, _ in above}
        begun = [kind for kind, number in counted.items() if number == 1 and kind not in used]
        if going_on:
            kind = above[going_on[-1]][0]
            del above[going_on[-1] :]
        elif begun:
            kind = begun[0]
        else:
            return False
        places.append(above[-1][2] if above else None)
        above.append((kind, counted[kind], entry))
    if not any(places):
        return False
    for entry, match, place in zip(entries, found, places, strict=True):
        entry.above = place
        entry.name = match["name"] if match else entry.name
    return True


def _counted(sign: str) -> dict[str, int]:
    """Say which number a sign is, as a number, a Roman number and a letter."""
    if sign.isdecimal():
        return {"number": int(sign)}
    case = "large" if sign.isupper() else "small"
    roman = {f"{case} Roman": _ROMAN.index(sign.upper()) + 1} if sign.upper() in _ROMAN else {}
    letter = {f"{case} letter": ord(sign.upper()) - 64} if len(sign) == 1 else {}
    return roman | letter


def by_letters(entries: Sequence[Entry]) -> bool:
    """Make a tree of abbreviations such as GD1.2, some of which may have no number."""
    known = {entry.id: entry for entry in entries}
    above = {
        entry.id: known[entry.id.rpartition(".")[0]]
        for entry in entries
        if _LETTERED.fullmatch(entry.id) and entry.id.rpartition(".")[0] in known
    }
    if len(known) < len(entries) or not above:
        return False
    for entry in entries:
        entry.above = above.get(entry.id)
    return True


def by_depth(entries: Sequence[tuple[Entry, int]]) -> list[Entry]:
    """Put each entry below the last one that is less deep."""
    above: list[tuple[Entry, int]] = []
    for entry, depth in entries:
        while above and above[-1][1] >= depth:
            above.pop()
        entry.above = above[-1][0] if above else None
        above.append((entry, depth))
    return [entry for entry, _ in entries]


def by_parent(
    entries: Sequence[tuple[Entry, str]], problems: list[FileProblem]
) -> tuple[list[Entry], list[FileProblem]]:
    """Put each entry below the one that is called as its parent, or has the parent's id."""
    known: dict[str, Entry] = {}
    for entry, _ in entries:
        for text in (entry.name, entry.id):
            known.setdefault(text.casefold(), entry)
    below: dict[int, list[Entry]] = {}
    top: list[Entry] = []
    for entry, parent in entries:
        entry.above = known.get(parent.casefold()) if parent else None
        if parent and (entry.above is None or _is_above(entry, entry.above)):
            problems.append(
                FileProblem(
                    f"the parent {parent[:60]!r} is not another code of the list.",
                    "correct it, or add the parent.",
                    entry.where,
                )
            )
            entry.above = None
        (below.setdefault(id(entry.above), []) if entry.above else top).append(entry)
    ordered: list[Entry] = []
    waiting = top[::-1]
    while waiting:
        ordered.append(waiting.pop())
        waiting += below.get(id(ordered[-1]), [])[::-1]
    return ordered, problems


def _is_above(entry: Entry, other: Entry | None) -> bool:
    while other is not None:
        if other is entry:
            return True
        other = other.above
    return False


def by_steps(
    paths: Sequence[tuple[Entry, list[str]]],
) -> tuple[list[Entry], list[FileProblem]]:
    """Make a tree of paths; codes that only occur in other codes' paths are added."""
    nodes: dict[tuple[str, ...], Entry] = {tuple(steps): entry for entry, steps in paths}
    ordered: dict[int, Entry] = {}
    for entry, steps in paths:
        above = None
        for depth in range(1, len(steps) + 1):
            part = tuple(steps[:depth])
            node = nodes.setdefault(part, Entry(part[-1], entry.where))
            node.above = above
            ordered.setdefault(id(node), node)
            above = node
    return list(ordered.values()), []
