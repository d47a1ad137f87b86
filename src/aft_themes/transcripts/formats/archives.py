"""Checks of Word, Excel and OpenDocument files before any library opens them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

from aft_themes.io.bounds import MAX_BYTES, MAX_UNPACKED, unpacked_size
from aft_themes.transcripts.source import MAX_MARKS, Source

# a transcript of ten hours packs to a tenth or twentieth, and has 30 members; beyond these an
# archive is a bomb, or no transcript
MAX_RATIO = 200
MAX_MEMBERS = 5000
_XML = (".xml", ".rels")
_CHUNK = 2**20  # bytes in memory at a time
_FIX = "open it in the program that made it and save it again under another name."


def members(source: Source) -> dict[str, int]:
    """List an archive's members with their unpacked sizes, refusing what is unsafe to open."""
    with source.parsing("file", _FIX), zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        infos, unpacked = archive.infolist(), unpacked_size(archive)
    if any(info.flag_bits & 1 for info in infos):
        raise source.error(
            "the file is protected by a password.", "save a copy without the password."
        )
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in _names(infos)):
        raise source.error(
            "the file wants to write outside of its own folder, which may be a trap.", _FIX
        )
    written = sum(info.file_size for info in infos if info.filename.lower().endswith(_XML))
    if (
        len(infos) > MAX_MEMBERS
        or unpacked > MAX_UNPACKED
        or written > MAX_BYTES
        or unpacked > MAX_RATIO * len(source.data) + _CHUNK
    ):
        raise source.error("the file unpacks to far more than a transcript holds.", _FIX)
    return {info.filename: info.file_size for info in infos}


def word_part(names: Iterable[str], part: str = "document") -> str:
    """Name a part of a Word file, empty if it has none; Word Online numbers them."""
    pattern = re.compile(rf"word/{part}\d{{0,3}}\.xml", re.IGNORECASE)
    return next((name for name in sorted(names) if pattern.fullmatch(name)), "")


def check_xml(source: Source) -> None:
    """Refuse XML with entities, which can unpack to any size, or with far too many tags."""
    tags = 0
    with source.parsing("file", _FIX), zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        for info in archive.infolist():
            if info.filename.lower().endswith(_XML):
                tags += _check_member(source, archive, info)
                source.refuse_beyond(tags, MAX_MARKS, "tags")


def _check_member(source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    """Read a part in pieces and count its tags; its size was checked and is never exceeded."""
    tail, tags = b"", 0
    with archive.open(info) as part:
        while piece := part.read(_CHUNK):
            window = (tail + piece).replace(b"\0", b"").upper()
            # AbiWord and old OpenOffice name a DTD in a part that is never parsed
            typed = b"<!DOCTYPE" in window and info.filename != "META-INF/manifest.xml"
            if typed or b"<!ENTITY" in window:
                raise source.error(
                    "the file's XML holds definitions (entities), which may be a trap.", _FIX
                )
            tail = piece[-32:]  # the marks may lie across two pieces, in UTF-16, too
            tags += piece.count(b"<")
    return tags


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    return [info.filename.replace("\\", "/") for info in infos]
