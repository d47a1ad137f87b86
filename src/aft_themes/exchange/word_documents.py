"""Read a Word document as paragraphs, and the comments on its words with what they stand on."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from aft_themes.exchange.project_files import MAX_XML, open_archive, parse_xml, read_member
from aft_themes.transcripts.formats.archives import word_part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
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
    walk = _Walk()
    walk.read(body)
    text = "".join(walk.pieces)
    return WordDocument(text, tuple(_comments(notes, walk, _replies(thread))))


def has_comments(path: Path) -> bool:
    """Tell whether a file is a Word document with comments."""
    if not zipfile.is_zipfile(path):
        return False
    with open_archive(path) as archive:
        return bool(word_part(archive.namelist(), "comments"))


class _Walk:
    """Gathers a document's text, and the places at which comments begin and end."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.starts: dict[str, int] = {}
        self.ends: dict[str, int] = {}

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
