"""Sources of the Reproducible Open Coding Kit: text with ``[[code]]`` behind the words."""

from __future__ import annotations

import re
from dataclasses import dataclass

ENDING = ".rock"
CODER = "rock"
"""Name of the coder of these codings, until somebody puts another in its place."""
_MARK = re.compile(r"\[\[(?P<inside>[^\[\]\n]{1,200})\]\]")
_IDENTIFIER = re.compile(r"[\w.-]{1,60}\s?[=:].*")  # "cid=1", "uid:7x": whose words, no code
_SECTION = re.compile(r"\s*-{3}<<.*>>-{3}\s*")
_BLOCK = re.compile(r"\s*---\s*")  # around attributes and lists of codes


@dataclass(frozen=True)
class RockSource:
    """What a source holds.

    Parameters
    ----------
    text : str
        The words, without marks.
    codings : list of tuple of str
        The words of a line, and a code that it bears.
    """

    text: str
    codings: list[tuple[str, str]]


def read_rock(text: str) -> RockSource:
    """Part a source into words and codings; a code is about the line in which it stands.

    Parameters
    ----------
    text : str
        The file.
    """
    lines: list[str] = []
    codings: list[tuple[str, str]] = []
    in_block = False
    for line in text.splitlines():
        if _BLOCK.fullmatch(line):
            in_block = not in_block
            continue
        if in_block:
            continue
        said = "" if _SECTION.fullmatch(line) else " ".join(_MARK.sub(" ", line).split())
        marks = (match["inside"].strip() for match in _MARK.finditer(line))
        codes = (mark.partition("||")[0].strip() for mark in marks if _is_code(mark))
        codings += [(said, " > ".join(map(str.strip, code.split(">")))) for code in codes if said]
        lines.append(said)
    return RockSource("\n".join(lines) + "\n", codings)


def _is_code(mark: str) -> bool:
    return not _IDENTIFIER.fullmatch(mark) and "->" not in mark  # which code leads to which
