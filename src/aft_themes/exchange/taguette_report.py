"""Read the highlights that Taguette exports as a document: words, and below them where they stand.

The line below a highlight is ``Document: interview.txt Tags: tasks.tape, impact``, in the language
of the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from aft_themes.errors import InputError
from aft_themes.exchange.coded_segment_tables import split_tags
from aft_themes.exchange.document_lines import PAGES, lines_of
from aft_themes.exchange.model import (
    ImportedCoding,
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
    codings = list(_codings(_lines(path)))
    refuse_too_many(path, len(codings))
    if not codings:
        raise InputError(path, "no highlights are in it.", "export the project as SQLite3.")
    return project_of(path.name, PROGRAM, codings)


def _lines(path: Path) -> list[str]:
    return [line for line in (" ".join(one.split()) for one in lines_of(path)) if line]


def _codings(lines: list[str]) -> Iterator[ImportedCoding]:
    title = next(at for at, line in enumerate(lines) if "taguette" in line.casefold())
    words: list[str] = []
    for number, line in enumerate(lines[title + 1 :], title + 2):
        details = _DETAILS.fullmatch(line)
        if details is None:
            words.append(line)
            continue
        tags, coder, valence = split_tags([tag.strip() for tag in details["tags"].split(",")])
        for tag in tags if words else []:
            code = " > ".join(step.strip() for step in tag.split(".") if step.strip())
            quote, row = "\n".join(words), f"line {number}"
            document = details["document"]
            yield ImportedCoding(document, code, quote, coder, valence=valence, row=row)
        words = []
