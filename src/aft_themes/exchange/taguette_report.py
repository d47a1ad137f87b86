"""Read the highlights that Taguette exports as a document: words, and below them where they stand.

The line below a highlight is ``Document: interview.txt Tags: tasks.tape, impact``, in the language
of the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aft_themes.errors import InputError
from aft_themes.exchange.coded_segment_tables import path_of_tag, split_tags
from aft_themes.exchange.comma_lists import join_inseparable
from aft_themes.exchange.document_lines import PAGES, lines_of
from aft_themes.exchange.model import (
    ImportedCoding,
    Loss,
    Project,
    project_of,
)
from aft_themes.exchange.project_files import refuse_too_many

PROGRAM = "Taguette, document"
_DETAILS = re.compile(
    r"[^\W\d_]{3,20}\s?:\s(?P<document>\S.*?)\s{1,9}[^\W\d_]{3,20}\s?:\s(?P<tags>\S.*)"
)
_TITLE_LINES = 3  # in which the program's name stands


def recognises(path: Path) -> bool:
    """Tell whether a web page or Word document holds Taguette's highlights."""
    if path.suffix.lower() not in (*PAGES, ".docx", ".rtf"):
        return False
    lines = _lines(path)
    titled = any("taguette" in line.casefold() for line in lines[:_TITLE_LINES])
    return titled and any(map(_DETAILS.fullmatch, lines))


def read(path: Path) -> Project:
    """Read every highlight, once for each of its tags."""
    highlights = list(_highlights(_lines(path)))
    refuse_too_many(path, len(highlights))
    if not highlights:
        raise InputError(path, "no highlights are in it.", "export the project as SQLite3.")
    tags, joined = join_inseparable([one.tags for one in highlights])
    codings = [
        coding for one, own in zip(highlights, tags, strict=True) for coding in _codings(one, own)
    ]
    losses = [
        Loss(
            f"tag {name!r}",
            "its parts always stand together, so it was taken for one tag with a comma",
            "if they are two tags, export the highlights as CSV",
        )
        for name in joined
    ]
    return project_of(path.name, PROGRAM, codings, losses)


@dataclass(frozen=True)
class _Highlight:
    line: int  # highlights stand in the order of the documents
    document: str
    quote: str
    tags: list[str]


def _lines(path: Path) -> list[str]:
    return [line for line in (" ".join(one.split()) for one in lines_of(path)) if line]


def _highlights(lines: list[str]) -> Iterator[_Highlight]:
    title = next(at for at, line in enumerate(lines) if "taguette" in line.casefold())
    words: list[str] = []
    for number, line in enumerate(lines[title + 1 :], title + 2):
        details = _DETAILS.fullmatch(line)
        if details is None:
            words.append(line)
            continue
        if words:
            tags = [tag.strip() for tag in details["tags"].split(",")]
            yield _Highlight(number, details["document"], "\n".join(words), tags)
        words = []


def _codings(highlight: _Highlight, tags: list[str]) -> Iterator[ImportedCoding]:
    codes, coder, valence = split_tags(tags)
    for code in codes:
        yield ImportedCoding(
            highlight.document,
            path_of_tag(code),
            highlight.quote,
            coder,
            position=float(highlight.line),
            ordinal=True,
            valence=valence,
            row=f"line {highlight.line}",
        )
