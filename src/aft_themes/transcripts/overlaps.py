"""Overlapping speech as noScribe writes it: ``S01: So I said //S00: mm// and then``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from aft_themes.transcripts.turns import Line

_MARK = "//"
_OVERLAP = re.compile(r"\s?//(?P<name>[^/:\s][^/:\n]{0,30}):\s(?P<words>[^\n]*?)(?://\s?|$)")
_LABEL = re.compile(r"\s{0,3}(?P<name>[^\s:/\[][^:/\n]{0,30}):\s")
_NUMBERED = re.compile(r"S\d\d")  # noScribe's names, also of somebody who only speaks across others


def apart(lines: Sequence[Line]) -> list[Line]:
    """Give what others say across somebody's words lines of their own, with their labels."""
    if not any(_OVERLAP.search(line.text) for line in lines):
        return list(lines)
    labels = {match["name"] for line in lines if (match := _LABEL.match(line.text))}
    found: list[Line] = []
    owner = ""
    for line in lines:
        match = _LABEL.match(line.text)
        owner = match["name"] if match else owner
        found += [replace(line, text=text) for text in _pieces(line.text, owner, labels)]
    return found


def _pieces(text: str, owner: str, labels: set[str]) -> Iterator[str]:
    begun = 0
    for match in _OVERLAP.finditer(text):
        if not owner or not (match["name"] in labels or _NUMBERED.fullmatch(match["name"])):
            continue
        yield f"{owner}: {text[begun : match.start()]}" if begun else text[: match.start()]
        yield f"{match['name']}: {match['words']}"
        begun = match.end()
    if not begun:
        yield text
    elif text[begun:].strip():
        yield f"{owner}: {text[begun:]}"


def without_marks(name: str | None, words: str) -> tuple[str | None, str]:
    """Take the marks off a caption's voice ``//S00`` and its words ``//S00: mm``."""
    if name and name.startswith(_MARK):
        name = name.removeprefix(_MARK).strip()
        words = words.strip().removeprefix(_MARK).removeprefix(f"{name}:")
    return name, words.strip().removeprefix(_MARK).removesuffix(_MARK).strip()
