"""OpenDocument text (ODT): paragraphs with labels, or a table of turns."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from aft_themes.transcripts.formats import tables_of_turns
from aft_themes.transcripts.formats.archives import check_xml
from aft_themes.transcripts.source import MAX_MARKS, Source
from aft_themes.transcripts.turns import Line, Reading

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE = _ODF % "text", _ODF % "table", _ODF % "office"
_STYLE = _ODF % "style"
_FO_MARKS = {
    f"{{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}}{name}"
    for name in ("background-color", "font-weight")
}
_CODE = re.compile(r"(?:\s?\[[^\[\]]{1,500}\]\s?){1,50}")
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_UNSPOKEN = {f"{_OFFICE}annotation"} | {
    f"{_TEXT}{name}"
    for name in ("note", "tracked-changes", "hidden-text", "hidden-paragraph", "ruby-text")
}
_BREAKS = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t"}
_FIX = "open it in LibreOffice and save it again."
_MAX_SPACES = 100
_SPACES = re.compile(r"[ \t\r\n]+")


def read(source: Source) -> Reading:
    """Read an ODT transcript; headers, footers, notes, hidden and deleted text are ignored."""
    with source.parsing("OpenDocument file", _FIX):
        body = _body(source)
        tables = [_rows(table) for table in body.iter(f"{_TABLE}table")]
        lines = list(_lines(body))
    return tables_of_turns.or_labels(tables, lines).reading("odt")


def lines_of(source: Source) -> list[Line]:
    """Return the lines of an OpenDocument text that is no transcript."""
    with source.parsing("OpenDocument file", _FIX):
        return list(_lines(_body(source)))


def headed_lines(source: Source) -> list[tuple[int, str]]:
    """Return the lines of a text, each with the level of its heading; 0 is none."""
    found = []
    with source.parsing("OpenDocument file", _FIX):
        for paragraph in _paragraphs(_body(source), []):
            level = paragraph.get(f"{_TEXT}outline-level") or "0"
            heading = min(int(level), 9) if level.isdecimal() else 0
            found += [(heading, line) for line in _text(paragraph).split("\n")]
    return found


def _body(source: Source) -> Element:
    root = fromstring(_content(source), forbid_dtd=True)
    _drop_codes(root)
    # a flat file also holds the styles, with headers and footers
    return next(root.iter(f"{_OFFICE}body"), root)


def _drop_codes(root: Element) -> None:
    """Empty what QualCoder writes behind coded words: ``[code]`` in bold on a colour."""
    marked = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(set(properties.keys()) >= _FO_MARKS for properties in style)
    }
    for span in root.iter(f"{_TEXT}span") if marked else ():
        if span.get(f"{_TEXT}style-name") in marked and _is_codes(span):
            span[:] = []
            span.text = " "


def _is_codes(span: Element) -> bool:
    return bool(_CODE.fullmatch("".join(span.itertext())))


def _content(source: Source) -> bytes:
    """Return the XML of the text: a flat file is nothing else."""
    if not source.data.startswith(b"PK"):
        source.refuse_beyond(source.data.count(b"<"), MAX_MARKS, "tags")
        return source.data
    check_xml(source)
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        if "encryption-data" in archive.read("META-INF/manifest.xml").decode("utf-8"):
            raise source.error(
                "the file is protected by a password.", "save a copy without the password."
            )
        return archive.read("content.xml")


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
    found.append(_one_line(element.text))
    for child in element:
        if child.tag in _BREAKS:
            found.append(_BREAKS[child.tag])
        elif child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            found.append(" " * min(int(count) if count.isdecimal() else 1, _MAX_SPACES))
        elif child.tag not in _UNSPOKEN and child.tag not in _PARAGRAPHS:
            _pieces(child, found)
        found.append(_one_line(child.tail))
    return found


def _one_line(text: str | None) -> str:
    """Take white space as one space, for line ends in the file mean nothing (ODF 1.2, 6.1.2)."""
    return _SPACES.sub(" ", text or "")
