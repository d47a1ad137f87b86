"""Read a Word document as paragraphs, and the comments on its words with what they stand on.

Footnotes and endnotes that name codes, again and again, are comments on the sentence before them.
"""

from __future__ import annotations

import re
import zipfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from aft_themes.exchange.project_files import MAX_XML, open_archive, parse_xml, read_member
from aft_themes.transcripts.formats.archives import word_part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_NOTES = {f"{_W}footnoteReference": "footnote", f"{_W}endnoteReference": "endnote"}
_LEAST_NOTES, _NOTE_WORDS = 5, 6  # notes that are codes, and words of each: others tell of sources
_SENTENCE = re.compile(r"[.?!\u2026]\s+|\n")
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_UNSPOKEN = {f"{_W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "sectPr", "delText")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: who wrote it, when, what, on which words, and whether it answers another one."""

    author: str
    date: str
    text: str
    start: int | None
    end: int | None
    is_reply: bool = False


@dataclass(frozen=True)
class WordDocument:
    """A document's text, one line per paragraph, and its comments in their order."""

    text: str
    comments: tuple[Comment, ...]


def read_document(path: Path) -> WordDocument:
    """Read a Word document."""
    with open_archive(path) as archive:
        names = archive.namelist()
        body = parse_xml(path, read_member(path, archive, word_part(names), MAX_XML))
        comments = word_part(names, "comments")
        notes = parse_xml(path, read_member(path, archive, comments, MAX_XML)) if comments else None
        threads = word_part(names, "commentsExtended")
        thread = parse_xml(path, read_member(path, archive, threads, MAX_XML)) if threads else None
        below = {kind: _note_texts(path, archive, kind) for kind in _NOTES.values()}
    walk = _Walk()
    walk.read(body)
    text = "".join(walk.pieces)
    coded = list(_coded_notes(text, walk, below))
    return WordDocument(text, (*_comments(notes, walk, _replies(thread)), *coded))


def has_comments(path: Path) -> bool:
    """Tell whether a file is a Word document with comments."""
    if not zipfile.is_zipfile(path):
        return False
    with open_archive(path) as archive:
        names = archive.namelist()
        if word_part(names, "comments"):
            return True
        noted = any(word_part(names, f"{kind}s") for kind in _NOTES.values())
    return noted and bool(read_document(path).comments)


def _note_texts(path: Path, archive: zipfile.ZipFile, kind: str) -> dict[str, str]:
    """Return the footnotes or endnotes by their ids."""
    part = word_part(archive.namelist(), f"{kind}s")
    found = {}
    root = parse_xml(path, read_member(path, archive, part, MAX_XML)) if part else None
    for note in [] if root is None else root.iter(f"{_W}{kind}"):
        inner = _Walk()
        inner.read(note)
        found[note.get(f"{_W}id") or ""] = "".join(inner.pieces).strip()
    return found


def _coded_notes(text: str, walk: _Walk, below: dict[str, dict[str, str]]) -> Iterator[Comment]:
    """Give the notes as comments on the sentence before, if they are short names that recur."""
    noted = [(at, below[kind].get(key, "")) for kind, key, at in walk.notes]
    names = Counter(note.casefold() for _, note in noted if note)
    short = sum(len(note.split()) <= _NOTE_WORDS for _, note in noted)
    again = sum(number > 1 for number in names.values())
    if len(noted) < _LEAST_NOTES or again < 2 or short < len(noted) or 2 * len(names) > len(noted):
        return
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    for at, note in noted:
        before = text[:at].rstrip(" .?!\u2026\n")
        yield Comment("", "", note, starts[bisect_right(starts, len(before)) - 1], at)


class _Walk:
    """Gathers a document's text, and the places at which comments begin and end."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.starts: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        self.notes: list[tuple[str, str, int]] = []  # kind, id, place

    def read(self, root: etree._Element) -> None:
        # no recursion: documents may be nested very deep
        waiting: list[etree._Element | str] = [root]
        while waiting:
            element = waiting.pop()
            if isinstance(element, str):
                self._add(element)
            elif element.tag in _UNSPOKEN:
                continue
            elif element.tag == f"{_W}t":
                self._add(element.text or "")
            elif element.tag in _BREAKS:
                self._add(_BREAKS[element.tag])
            elif element.tag in _NOTES:
                self.notes.append((_NOTES[element.tag], element.get(f"{_W}id") or "", self.length))
            elif element.tag == f"{_W}commentRangeStart":
                self.starts.setdefault(element.get(f"{_W}id") or "", self.length)
            elif element.tag == f"{_W}commentRangeEnd":
                self.ends[element.get(f"{_W}id") or ""] = self.length
            else:
                if element.tag == f"{_W}p":
                    waiting.append("\n")
                waiting += reversed(element)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def _replies(thread: etree._Element | None) -> set[str]:
    """Name the last paragraphs of the comments that answer others."""
    found = set()
    for one in [] if thread is None else thread.iter("{*}commentEx"):
        values = {etree.QName(key).localname: value for key, value in one.items()}
        if values.get("paraIdParent"):
            found.add(values.get("paraId", ""))
    return found


def _comments(notes: etree._Element | None, walk: _Walk, replies: set[str]) -> Iterator[Comment]:
    for note in [] if notes is None else notes.iter(f"{_W}comment"):
        key = note.get(f"{_W}id") or ""
        inner = _Walk()
        inner.read(note)
        yield Comment(
            " ".join((note.get(f"{_W}author") or "").split()),
            note.get(f"{_W}date") or "",
            "".join(inner.pieces).strip(),
            walk.starts.get(key),
            walk.ends.get(key),
            any(one.get(f"{_W14}paraId") in replies for one in note.iter(f"{_W}p")),
        )
