"""Read a PDF whose highlights bear codes as notes; the author of a note is the coder."""

from __future__ import annotations

import json
import re
import zlib
from functools import lru_cache
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Any

from aft_themes.errors import InputError
from aft_themes.exchange import pdf_highlights
from aft_themes.exchange.model import Project
from aft_themes.exchange.word_comments import project_of_comments
from aft_themes.exchange.word_documents import Comment, WordDocument
from aft_themes.io.bounded_process import run_reader
from aft_themes.io.bounds import refuse_larger

PROGRAM = "notes in a PDF"
_LEAST = 2  # highlights with notes; a single one may be the proof-reader's
_FIX = "export the codes as a table."
_MARKUP = re.compile(rb"/(?:Highlight|Underline|Squiggly|StrikeOut)\b")
_PACKED = re.compile(rb"/ObjStm\b.{0,1000}?\bstream\r?\n", re.DOTALL)  # objects in a stream
_UNPACKED = 4_000_000  # bytes of such a stream that are looked through; most have some 100,000
_ALL_UNPACKED = 512 * 2**20  # bytes of all; what has more is left to the process that has bounds


def recognises(path: Path) -> bool:
    """Tell whether several highlights of a PDF have notes."""
    try:
        _, notes = _notes(path, path.stat().st_mtime_ns)
    except InputError:
        return False
    return sum(bool(note["note"]) for note in notes) >= _LEAST


def read(path: Path) -> Project:
    """Read the notes on highlighted words as codings."""
    texts, notes = _run(path, "text")
    text = "\n".join(texts) + "\n"
    comments = []
    for note in notes:
        begins = len(text)
        text += f"{note['words']}\n" if note["words"] else ""
        start = begins if note["words"] else None
        end = begins + len(note["words"]) if note["words"] else None
        comments.append(Comment(note["author"], "", note["note"], start, end))
    return project_of_comments(path, WordDocument(text, tuple(comments)), PROGRAM, placed=False)


@lru_cache(maxsize=64)  # a file is asked about as project, as transcript, and for its reader
def _notes(path: Path, _changed: int) -> tuple[list[str], list[dict[str, Any]]]:
    return _run(path) if _may_have_notes(path.read_bytes()) else ([], [])


def _may_have_notes(data: bytes) -> bool:
    """Tell whether words are marked at all, without a process that reads the whole file."""
    if _MARKUP.search(data):
        return True
    left = _ALL_UNPACKED
    for begin in _PACKED.finditer(data):
        end = data.find(b"endstream", begin.end(), begin.end() + _UNPACKED)
        try:
            objects = zlib.decompressobj().decompress(data[begin.end() : max(end, 0)], _UNPACKED)
        except zlib.error:
            continue
        left -= len(objects)
        if left < 0 or _MARKUP.search(objects):
            return True
    return False


def _run(path: Path, *asked: str) -> tuple[list[str], list[dict[str, Any]]]:
    refuse_larger(path, "the PDF", _FIX)
    try:
        done = run_reader(pdf_highlights.__file__, *asked, data=path.read_bytes())
    except TimeoutExpired:
        raise InputError(path, "the PDF takes too long to read.", _FIX) from None
    if done.returncode:
        raise InputError(path, "the PDF is damaged, has a password, or has too many pages.", _FIX)
    texts, notes = json.loads(done.stdout)
    return texts, notes
