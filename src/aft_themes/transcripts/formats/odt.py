"""OpenDocument text (ODT): paragraphs with labels, or a table of turns."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from aft_themes.transcripts.formats import grid
from aft_themes.transcripts.formats.archives import check_xml
from aft_themes.transcripts.source import Source
from aft_themes.transcripts.turns import Line, Reading

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE = _ODF % "text", _ODF % "table", _ODF % "office"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_UNSPOKEN = {f"{_OFFICE}annotation"} | {
    f"{_TEXT}{name}"
    for name in ("note", "tracked-changes", "hidden-text", "hidden-paragraph", "ruby-text")
}
_BREAKS = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t"}
_MAX_SPACES = 100


def read(source: Source) -> Reading:
    """Read an ODT transcript; headers, footers, notes, hidden and deleted text are ignored."""
    check_xml(source)
    with source.parsing("OpenDocument file", "open it in LibreOffice and save it again."):
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            if "encryption-data" in archive.read("META-INF/manifest.xml").decode("utf-8"):
                raise source.error(
                    "the file is protected by a password.", "save a copy without the password."
                )
            body = fromstring(archive.read("content.xml"), forbid_dtd=True)
        tables = [_rows(table) for table in body.iter(f"{_TABLE}table")]
        lines = list(_lines(body))
    return grid.or_labels(tables, lines).reading("odt")


def _rows(table: Element) -> list[list[str]]:
    return [
        ["\n".join(map(_text, _paragraphs(cell, []))) for cell in row.iter(f"{_TABLE}table-cell")]
        for row in table.iter(f"{_TABLE}table-row")
    ]


def _lines(body: Element) -> Iterator[Line]:
    for number, paragraph in enumerate(_paragraphs(body, []), 1):
        for line in _text(paragraph).split("\n"):
            yield Line(line, f"paragraph {number}")


def _paragraphs(element: Element, found: list[Element]) -> list[Element]:
    for child in element:
        if child.tag in _PARAGRAPHS:
            found.append(child)
        elif child.tag not in _UNSPOKEN:
            _paragraphs(child, found)
    return found


def _text(paragraph: Element) -> str:
    return "".join(_pieces(paragraph, []))


def _pieces(element: Element, found: list[str]) -> list[str]:
    found.append(element.text or "")
    for child in element:
        if child.tag in _BREAKS:
            found.append(_BREAKS[child.tag])
        elif child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            found.append(" " * min(int(count) if count.isdecimal() else 1, _MAX_SPACES))
        elif child.tag not in _UNSPOKEN and child.tag not in _PARAGRAPHS:
            _pieces(child, found)
        found.append(child.tail or "")
    return found
