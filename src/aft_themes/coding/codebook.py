"""The codebook: a tree of codes with definitions, read from YAML and checked line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import regex
import yaml
from rapidfuzz import process

from aft_themes.errors import InputError, SettingsError
from aft_themes.vocabulary import Valence

VALENCES = tuple(Valence)
_CODE_VALENCES = (Valence.BENEFIT, Valence.CHALLENGE, "either", Valence.NONE)
_REQUIRED = ("id", "name", "definition", "include", "exclude")
_LISTS = ("exemplars", "see_also", "cues")
_KNOWN = {*_REQUIRED, *_LISTS, "valence", "was", "codes"}
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it is built
_MAX_BYTES = 8 * 2**20
_LONGEST_CUE = 1000  # signs; a cue is a word or a phrase, and compiling takes memory with length


def domain_of(code: str) -> str:
    """Return the id of the top-level code that a code belongs to."""
    return code.partition(".")[0]


def parent_of(code: str) -> str:
    """Return the id one level up, or ``""`` for a domain."""
    return code.rpartition(".")[0]


def ancestors_of(code: str) -> tuple[str, ...]:
    """Return the ids above a code, from its domain down to its parent."""
    parts = code.split(".")
    return tuple(".".join(parts[:depth]) for depth in range(1, len(parts)))


@dataclass(frozen=True)
class Code:
    """One code of the codebook.

    Parameters
    ----------
    id : str
        Its place in the tree, by dots: ``tasks.videotape.insight``.
    name, definition, include, exclude : str
        What coders read.
    valence : str
        ``benefit``, ``challenge``, ``either`` or ``none``: what the code can speak for.
    exemplars, see_also, cues : tuple of str
        Invented examples, ids of neighbouring codes, cue words or patterns.
    was : str
        The id it had in an earlier version, or ``""``.
    """

    id: str
    name: str
    definition: str
    include: str
    exclude: str
    valence: str = "either"
    exemplars: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    was: str = ""

    @property
    def parent(self) -> str:
        """The id one level up, or ``""`` for a domain."""
        return parent_of(self.id)

    @property
    def level(self) -> int:
        """1 for a domain, 2 for its codes, and so on."""
        return self.id.count(".") + 1

    @property
    def domain(self) -> str:
        """The id of the top-level code."""
        return domain_of(self.id)


@dataclass(frozen=True)
class Codebook:
    """A codebook: codes in the order of the document, parents before children.

    Parameters
    ----------
    title, version : str
        As the file gives them.
    codes : tuple of Code
        All codes of all levels.
    """

    title: str
    version: str
    codes: tuple[Code, ...]

    @cached_property
    def _by_id(self) -> dict[str, Code]:
        return {code.id: code for code in self.codes}

    def __getitem__(self, code: str) -> Code:
        return self._by_id[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_id

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all codes, in order."""
        return tuple(self._by_id)

    @property
    def domains(self) -> tuple[Code, ...]:
        """The top-level codes, in order."""
        return tuple(code for code in self.codes if code.level == 1)

    @property
    def renames(self) -> dict[str, str]:
        """Ids of an earlier version and what they are now; not of codes that were split."""
        came = [code.was for code in self.codes if code.was]
        return {
            code.was: code.id
            for code in self.codes
            if code.was and code.was not in self and came.count(code.was) == 1
        }

    def children(self, code: str) -> tuple[Code, ...]:
        """Return the codes one level below.

        Parameters
        ----------
        code : str
            A code's id.

        Returns
        -------
        tuple of Code
        """
        return tuple(other for other in self.codes if other.parent == code)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Return the ids above a code, from its domain down to its parent.

        Parameters
        ----------
        code : str
            A code's id.

        Returns
        -------
        tuple of str
        """
        return ancestors_of(code)

    def descendants(self, code: str) -> tuple[str, ...]:
        """Return the ids below a code, in order.

        Parameters
        ----------
        code : str
            A code's id.

        Returns
        -------
        tuple of str
        """
        return tuple(other for other in self.ids if code in ancestors_of(other))

    def nearest(self, code: str, number: int = 3) -> list[str]:
        """Name the codes that are spelt most like an unknown one.

        Parameters
        ----------
        code : str
            What somebody wrote.
        number : int
            How many to name.

        Returns
        -------
        list of str
            Ids, most alike first.
        """
        return [match for match, _, _ in process.extract(code, self.ids, limit=number)]


def always_reviewed(codebook: Codebook, setting: Iterable[str]) -> frozenset[str]:
    """Return the codes that ``coding.always_review`` names and all codes below them.

    Ids of an earlier version are followed. Raises a SettingsError that names unknown ids.
    """
    named = {codebook.renames.get(code, code) for code in setting}
    unknown = [
        f"{code!r} is no code of the codebook (perhaps {', '.join(codebook.nearest(code))})"
        for code in sorted(named)
        if code not in codebook
    ]
    if unknown:
        raise SettingsError(f"coding.always_review: {'; '.join(unknown)}. Fix: correct the ids.")
    return frozenset(below for code in named for below in (code, *codebook.descendants(code)))


def load_codebook(path: Path) -> Codebook:
    """Read and check a codebook.

    Parameters
    ----------
    path : Path
        A YAML file with ``title``, ``version`` and a tree of ``codes``.

    Returns
    -------
    Codebook

    Raises
    ------
    InputError
        Naming the line: if the YAML cannot be read, a field is missing or unknown, an id repeats
        or does not continue its parent's, a valence is unknown, ``see_also`` does not resolve or
        a cue is no valid pattern.
    """
    if not path.is_file():
        raise InputError(path, "the codebook is missing.", "put codebook.yaml into the study.")
    if path.stat().st_size > _MAX_BYTES:
        raise InputError(path, "the codebook is larger than 8 MB.", "shorten it.")
    node = _compose(path)
    top = _mapping(path, node)
    if "codes" not in top:
        raise InputError(path, "there are no codes.", "add a list `codes:`.")
    codes: list[Code] = []
    lines: dict[str, int] = {}
    for child in _sequence(path, top["codes"]):
        _walk(path, child, "", codes, lines)
    if not codes:
        raise InputError(path, "the list of codes is empty.", "add at least one code.")
    book = Codebook(_text(path, top.get("title")), _text(path, top.get("version")), tuple(codes))
    if not book.version:
        raise InputError(path, "there is no version.", "add a line such as `version: '1.0'`.")
    for code in book.codes:
        _check_code(path, code, book, lines[code.id])
    return book


def _compose(path: Path) -> yaml.Node:
    try:
        # aliases are refused: they let a small file grow without bound
        text = path.read_text(encoding="utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, _LOADER)):
            raise InputError(path, "YAML aliases (*name) are not used here.", "write it out.")
        node = yaml.compose(text, _LOADER)
    except UnicodeDecodeError:
        raise InputError(path, "is not UTF-8.", "save it as UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(
            path, "is not valid YAML.", "check indentation and quotes.", f"line {line}"
        ) from None
    except (yaml.YAMLError, RecursionError):
        raise InputError(path, "is not valid YAML.", "check special characters.") from None
    if node is None:
        raise InputError(path, "is empty.", "add title, version and codes.")
    return node


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _mapping(path: Path, node: yaml.Node) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise InputError(
            path, "expected `key: value` lines.", "check the dashes.", f"line {_line(node)}"
        )
    fields: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.value in fields:
            raise InputError(
                path, f"{key.value!r} is given twice.", "keep one.", f"line {_line(key)}"
            )
        fields[key.value] = value
    return fields


def _sequence(path: Path, node: yaml.Node) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise InputError(
            path, "expected a list.", "begin each entry with a dash.", f"line {_line(node)}"
        )
    return list(node.value)


def _text(path: Path, node: yaml.Node | None) -> str:
    if node is None:
        return ""
    if not isinstance(node, yaml.ScalarNode):
        raise InputError(path, "expected one text.", "put it in quotes.", f"line {_line(node)}")
    return " ".join(str(node.value).split())


def _walk(
    path: Path, node: yaml.Node, parent: str, codes: list[Code], lines: dict[str, int]
) -> None:
    fields, where = _mapping(path, node), f"line {_line(node)}"
    unknown = sorted(set(fields) - _KNOWN)
    if unknown:
        raise InputError(
            path, f"unknown fields {unknown}.", f"known are {', '.join(sorted(_KNOWN))}.", where
        )
    values: dict[str, Any] = {
        key: tuple(_text(path, item) for item in _sequence(path, value))
        if key in _LISTS
        else _text(path, value)
        for key, value in fields.items()
        if key != "codes"
    }
    missing = [key for key in _REQUIRED if not values.get(key)]
    if missing:
        raise InputError(path, f"a code lacks {', '.join(missing)}.", "fill it in.", where)
    code = Code(**values)
    if code.id in lines:
        raise InputError(
            path, f"id {code.id!r} is already used in line {lines[code.id]}.", "rename it.", where
        )
    if not _ID.fullmatch(code.id) or code.parent != parent:
        wanted = f"{parent}.name" if parent else "name"
        raise InputError(
            path, f"id {code.id!r} does not fit its place.", f"use an id like {wanted!r}.", where
        )
    codes.append(code)
    lines[code.id] = _line(node)
    for child in _sequence(path, fields["codes"]) if "codes" in fields else []:
        _walk(path, child, code.id, codes, lines)


def _check_code(path: Path, code: Code, book: Codebook, line: int) -> None:
    where = f"line {line}"
    if code.valence not in _CODE_VALENCES:
        raise InputError(
            path,
            f"valence {code.valence!r} of {code.id} is unknown.",
            f"use one of {', '.join(_CODE_VALENCES)}.",
            where,
        )
    for other in code.see_also:
        if other not in book:
            near = ", ".join(book.nearest(other))
            raise InputError(
                path, f"see_also {other!r} of {code.id} is no code.", f"perhaps {near}?", where
            )
    for cue in code.cues:
        try:
            compile_cue(cue)
        except (regex.error, RecursionError, ValueError):
            raise InputError(
                path,
                f"a cue of {code.id} is no valid pattern, or longer than {_LONGEST_CUE} signs.",
                "escape its signs.",
                where,
            ) from None


def compile_cue(cue: str) -> regex.Pattern[str]:
    """Compile a cue, which matches whole words in any letter case.

    Raises regex.error or RecursionError if it is no usable pattern, ValueError if it is too long.
    """
    if len(cue) > _LONGEST_CUE:
        raise ValueError("a cue is too long")
    return regex.compile(rf"(?<!\w)(?:{cue})(?!\w)", regex.IGNORECASE)
