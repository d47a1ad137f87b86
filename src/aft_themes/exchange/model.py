"""The form into which projects of all programs are read: codes, sources, codings, cases, losses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from aft_themes.vocabulary import Valence

MACHINE = "AFT Themes (machine)"
"""The user under whom the machine's codings are exported; never imported as a person."""

_FIELD = re.compile(
    r"\s*((?:in|ex)clu(?:de[sd]?|sion(?: criteri[ao]n?)?)|(?:do not )?use (?:when|if|for))\s*:\s*",
    re.IGNORECASE,
)

OFFSET_CHECK = "_offset_check"
"""The code of the selections by which a project that comes back shows how it counts positions."""


@dataclass(frozen=True, slots=True)
class ImportedCode:
    """A code of another program.

    Parameters
    ----------
    key : str
        What codings refer to: its GUID, or its path joined by " > ".
    path : tuple of str
        Names from the top of the tree down to the code.
    description : str
        Its definition, as the program keeps it.
    codable : bool
        Whether it may be given to words; a mere folder may not.
    """

    key: str
    path: tuple[str, ...]
    description: str = ""
    codable: bool = True

    @property
    def name(self) -> str:
        """The path in one line."""
        return join_path(self.path)


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """A document of another program.

    Parameters
    ----------
    key : str
        What codings and cases refer to.
    name : str
        Its name in the program.
    text : str
        Its whole text, or ``""`` if the file does not hold it.
    """

    key: str
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ImportedCoding:
    """Words to which a person gave a code.

    Parameters
    ----------
    source, code : str
        Keys of the source and the code.
    quote : str
        The words as the program cut them.
    coder : str
        The user's name, or ``""`` if the file does not say.
    start, end : int or None
        Place in the source's text, in code points; None if the text or the place is not known.
    position : float or None
        Any number that grows from the beginning of the document to its end, such as a
        paragraph: it only breaks ties between places with the same words.
    ordinal : bool
        Whether the position is the number of a row, which says nothing of distances.
    turn : int or None
        The turn, where the file names it.
    valence, memo, date, row : str
        ``row`` says where in the file the coding stands.
    """

    source: str
    code: str
    quote: str
    coder: str = ""
    start: int | None = None
    end: int | None = None
    position: float | None = None
    turn: int | None = None
    valence: str = ""
    memo: str = ""
    date: str = ""
    row: str = ""
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A case of another program, such as a participant, with its sources and variables."""

    name: str
    sources: tuple[str, ...]
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, order=True)
class Loss:
    """Something that could not be carried over.

    Parameters
    ----------
    item : str
        What it is and where it stands; never what a participant said.
    reason : str
        Why it was left out.
    fix : str
        What a person can do, or ``""``.
    """

    item: str
    reason: str
    fix: str = ""


@dataclass(frozen=True)
class Project:
    """All that was read from one file of another program.

    Parameters
    ----------
    file : str
        The file's name.
    program : str
        The format, such as ``REFI-QDA``.
    positions : str
        How positions in the text are counted, in words; ``""`` where there are none.
    """

    file: str
    program: str
    codes: tuple[ImportedCode, ...] = ()
    sources: tuple[ImportedSource, ...] = ()
    codings: tuple[ImportedCoding, ...] = ()
    cases: tuple[Case, ...] = ()
    losses: tuple[Loss, ...] = ()
    positions: str = ""


def join_path(path: Iterable[str]) -> str:
    """Write a code's path in one line."""
    return " > ".join(path)


def codes_of_paths(paths: Iterable[tuple[str, ...]]) -> tuple[ImportedCode, ...]:
    """Make codes of paths, each with the codes above it, in the order of their first use."""
    found: dict[str, ImportedCode] = {}
    for path in paths:
        for depth in range(1, len(path) + 1):
            key = join_path(path[:depth])
            found.setdefault(key, ImportedCode(key, path[:depth]))
    return tuple(found.values())


def project_of(
    file: str, program: str, codings: Sequence[ImportedCoding], losses: Iterable[Loss] = ()
) -> Project:
    """Make a project of codings alone: its codes and documents are those that they name."""
    return Project(
        file,
        program,
        codes_of_paths(dict.fromkeys(tuple(one.code.split(" > ")) for one in codings)),
        tuple(ImportedSource(name, name) for name in dict.fromkeys(one.source for one in codings)),
        tuple(codings),
        losses=tuple(losses),
    )


def without_lone_root(project: Project) -> tuple[ImportedCode, ...]:
    """Take off a folder that holds the whole tree, such as one called after the project.

    It tells no code from another. One with a single level below it is kept: it is their theme.
    """
    roots = {code.path[0] for code in project.codes}
    depth = max((len(code.path) for code in project.codes), default=0)
    used = {coding.code for coding in project.codings}
    folder = [code for code in project.codes if len(code.path) == 1 and code.key not in used]
    if len(roots) > 1 or depth < 3 or len(folder) != 1 or folder[0].description:
        return project.codes
    return tuple(
        replace(code, path=code.path[1:]) for code in project.codes if code is not folder[0]
    )


def describe(valence: str, memo: str) -> str:
    """Write valence and memo as one note, which :func:`parse_note` reads again."""
    lines = [f"valence: {valence}"] if valence not in ("", Valence.NONE) else []
    return "\n".join([*lines, *([memo] if memo else [])])


def parse_note(note: str) -> tuple[str, str]:
    """Split a note into valence and memo."""
    first, _, rest = note.strip().partition("\n")
    name, colon, value = first.partition(":")
    if colon and name.strip().casefold() == "valence":
        return value.strip().casefold(), rest.strip()
    return "", note.strip()


def split_description(text: str) -> tuple[str, str, str]:
    """Split a code's description into definition, what it includes, and what it excludes.

    Our own export writes the last two in lines of their own, and so do many teams.
    """
    parts: dict[str, list[str]] = {"": [], "include": [], "exclude": []}
    field = ""
    for line in text.splitlines():
        named = _FIELD.match(line)
        if named:
            field = "exclude" if named[1].casefold().startswith(("ex", "do not")) else "include"
        parts[field].append(line[named.end() if named else 0 :].strip())
    definition, include, exclude = (" ".join(filter(None, lines)) for lines in parts.values())
    return definition, include, exclude
