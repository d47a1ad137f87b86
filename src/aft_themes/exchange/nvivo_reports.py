"""Read NVivo coding reports: one Word or text file per node, or several nodes in one file.

A report gives for each source how many references the node has, and then their words
(with backslashes for the slashes)::

    <Files/Interviews/P01> - § 2 references coded  [6.78% Coverage]
    Reference 1 - 5.80% Coverage
    the words ...

Parents that gather their children's references repeat them; a repeated reference counts once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from aft_themes.errors import InputError
from aft_themes.exchange.coded_segment_tables import code_path
from aft_themes.exchange.document_lines import PAGES, lines_of
from aft_themes.exchange.model import (
    ImportedCoding,
    Loss,
    Project,
    project_of,
)
from aft_themes.exchange.project_files import refuse_too_many
from aft_themes.exchange.word_documents import read_document
from aft_themes.io.bounds import refuse_larger
from aft_themes.transcripts.source import decode

PROGRAM = "NVivo coding report"
_SOURCE = re.compile(
    r"^\s*<?(?P<path>(?:Files|Internals|Externals|Memos)\\.+?)>?\s+-\s+(?:\u00a7\s*)?"
    r"(?P<number>\d+)\s+references?\s+coded\b.*$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"^\s*References?\s+(?P<number>[\d-]+)\s+-\s+[\d.,]+\s*%\s+Coverage\s*$", re.I
)
_NODE = re.compile(r"^\s*(?:Name|Node|Code)\s*:\s*(?P<name>.+?)\s*$", re.IGNORECASE)
_CODER = re.compile(r"^\s*(?:Coded|Modified)\s+by\s*:?\s+(?P<name>.{1,60}?)\s*$", re.IGNORECASE)
_NODE_PATH = re.compile(r"^\s*<?(?:Nodes|Codes)\\+(?P<name>.+?)>?\s*$", re.IGNORECASE)


def recognises(text: str) -> bool:
    """Tell whether a text is a coding report."""
    lines = _lines(text)
    return any(map(_SOURCE.match, lines)) and any(map(_REFERENCE.match, lines))


def report_text(path: Path) -> str:
    """Read a report's text from Word, a web page or a text file."""
    refuse_larger(path, "the report", "export fewer nodes at a time.")
    if path.suffix.lower() in PAGES:
        return "\n".join(lines_of(path))
    data = path.read_bytes()
    return read_document(path).text if data.startswith(b"PK") else decode(data).text


def read(path: Path) -> Project:
    """Read a coding report."""
    text = report_text(path)
    if not recognises(text):
        raise InputError(
            path, "is not a coding report of NVivo.", "export the node's references again."
        )
    codings, losses = [], []
    seen: set[tuple[str, str, str, str]] = set()
    for coding in _codings(_lines(text), path.stem):
        key = (coding.source, coding.code, coding.coder, " ".join(coding.quote.split()))
        if not coding.quote.strip():
            losses.append(Loss(f"the reference in {coding.row}", "it has no words"))
        elif key in seen:
            losses.append(Loss(f"the reference in {coding.row}", "the report gives it twice"))
        else:
            seen.add(key)
            codings.append(coding)
    refuse_too_many(path, len(codings))
    return project_of(path.name, PROGRAM, codings, losses)


def _lines(text: str) -> list[str]:
    return [line.replace("\u00a0", " ") for line in re.split(r"\r\n?|\n", text)]


def _codings(lines: list[str], title: str) -> Iterator[ImportedCoding]:
    node, source, coder, row = title, "", "", 0
    words: list[str] | None = None
    heads = _before_sources(lines)
    for number, line in enumerate([*lines, ""], start=1):
        at_end = number > len(lines)
        match = _SOURCE.match(line)
        reference = _REFERENCE.match(line)
        # somebody may say "Name: ..."; below their words and right above a source it is the node's
        named = _NODE.match(line) if words is None or (words and number in heads) else None
        named = _NODE_PATH.match(line) or named
        if words is not None and (match or reference or named or at_end):
            yield _coding(source, node, coder, words, row)
            words = None
        if match:
            source, coder = re.split(r"\\+", match.group("path"))[-1].strip(), ""
        elif reference:
            words, row = [], number
        elif named:
            node = named.group("name")
        elif words is not None:
            by = _CODER.match(line) if not words else None
            if by:
                coder = by.group("name")
            elif line.strip() or words:
                words.append(line)


def _before_sources(lines: list[str]) -> set[int]:
    """Find the lines after which, but for empty ones, the next source begins; by number."""
    filled = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    return {number for (number, _), (_, after) in pairwise(filled) if _SOURCE.match(after)}


def _coding(source: str, node: str, coder: str, words: list[str], row: int) -> ImportedCoding:
    quote = "\n".join(words).strip()
    path = code_path(node)
    return ImportedCoding(source, path, quote, coder, position=None, row=f"line {row}")
