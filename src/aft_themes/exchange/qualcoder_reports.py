"""Read QualCoder's report of codings, which it saves as text, web page or OpenDocument.

Above the words of each coding stand their place in the document, the code below its categories,
the document and the coder, in the language of the program::

    [120-188] work > pay, File: P01.docx,  Coder: Ann

    the words ...

    Overlapping codes: [pay, time]

The place says how many letters the words have, so that memos and context are told from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from aft_themes.errors import InputError
from aft_themes.exchange.document_lines import DOCUMENTS, lines_of
from aft_themes.exchange.model import (
    ImportedCoding,
    Loss,
    Project,
    join_path,
    project_of,
)
from aft_themes.exchange.offsets import utf16_length
from aft_themes.exchange.project_files import refuse_too_many

PROGRAM = "QualCoder, report"
_WORD = r"[^\W\d_]{2,20}\s?:\s{1,3}"
_HEADING = re.compile(
    rf"\[(?P<start>\d{{1,8}})-(?P<end>\d{{1,8}})\]\s(?P<code>\S.{{0,500}}?),\s{_WORD}"
    rf"(?P<document>\S.{{0,300}}?),\s{{1,3}}(?:{_WORD}.{{0,300}}?\s)??{_WORD}(?P<coder>[^\s:][^:]{{0,80}}?)"
    r"(?:,\s(?:ct|im|av)id:\s\d{1,9})?\s*"
)
_OVERLAPPING = re.compile(r"[^:\[\]]{3,40}\s?:\s{1,3}\[.*\]\s*")  # codes, below the words
_SLACK = 4  # letters that a page or document may lose at line ends, for each line of the words


def recognises(path: Path) -> bool:
    """Tell whether a document is such a report."""
    if path.suffix.lower() not in DOCUMENTS:
        return False
    try:
        return any(map(_HEADING.fullmatch, lines_of(path)))
    except InputError:
        return False


def read(path: Path) -> Project:
    """Read every coding of a report; those whose words are not to be found are lost, by line."""
    lines = lines_of(path)
    found = list(_codings(lines))
    refuse_too_many(path, len(found))
    codings = [one for one in found if one.quote]
    lost = [
        Loss(f"coding in {one.row}", "its words do not follow") for one in found if not one.quote
    ]
    return project_of(path.name, PROGRAM, codings, lost)


def _codings(lines: Sequence[str]) -> Iterator[ImportedCoding]:
    headings = {at: found for at, line in enumerate(lines) if (found := _HEADING.fullmatch(line))}
    for at, after in pairwise([*headings, len(lines)]):
        found = headings[at]
        start, end = int(found["start"]), int(found["end"])
        yield ImportedCoding(
            found["document"],
            join_path(part.strip() for part in found["code"].split(" > ")),
            _words(lines[at + 1 : after], end - start),
            found["coder"],
            position=float(start),
            row=f"line {at + 1}",
        )


def _words(lines: Sequence[str], length: int) -> str:
    """Find the lines that have as many letters as the coding: behind context, before a memo."""
    said = [
        at for at, line in enumerate(lines) if line.strip() and not _OVERLAPPING.fullmatch(line)
    ]
    whole = "\n".join(lines[said[0] : said[-1] + 1]) if said else ""
    if _short(whole, length) is not None:
        return whole
    best, off = "", length
    for first in said:
        for last in (at for at in said if at >= first):
            words = "\n".join(lines[first : last + 1])
            short = _short(words, length)
            if short is not None and short < off:
                best, off = words, short
            if len(words) >= length:
                break
        if not off:
            break
    return best


def _short(words: str, length: int) -> int | None:
    """Count the letters that words lack of a length, if a page may have lost as many.

    QualCoder counts UTF-16 units, but code points in what it imported from other programs.
    """
    lacking = [length - size for size in (len(words), utf16_length(words))]
    most = _SLACK * (words.count("\n") + 1)
    return min((one for one in lacking if 0 <= one <= most), default=None) if words else None
