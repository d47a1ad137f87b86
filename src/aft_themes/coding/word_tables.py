"""Tables in Word documents, as rows of cells: codebooks and codings that people keep in Word."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from aft_themes.coding.tables import Sheet
from aft_themes.errors import InputError
from aft_themes.transcripts.formats.archives import check_xml, members, word_part
from aft_themes.transcripts.source import open_source

DOCUMENT, _STYLES = "document", "styles"
"""Parts of a Word document."""
_HEADING = re.compile(r"(?:heading |MQ_Header)(\d)", re.IGNORECASE)  # Word's own, and MAXQDA's

_LIST_STYLE = re.compile(r"list (?:bullet|number)(?: (\d))?", re.IGNORECASE)


def word_tables(path: Path) -> list[Sheet]:
    """Read the tables of a Word document; the first row of each is its header."""
    found = []
    for number, table in enumerate(_part(path, DOCUMENT).iter("{*}tbl"), 1):
        rows = [list(_cells(row)) for row in table.findall("{*}tr")]
        width = max(map(len, rows), default=0)
        filled = [
            (at, [*cells, *[""] * (width - len(cells))])
            for at, cells in enumerate(rows, 1)
            if any(cell.strip() for cell in cells)
        ]
        if filled:
            found.append(Sheet(f"table {number}", filled[0][1], filled[1:]))
    return found


def word_paragraphs(path: Path) -> list[tuple[int, str]]:
    """Read the paragraphs outside of tables, each with the level of its heading; 0 is none."""
    levels = {}
    for style in _part(path, _STYLES).iter("{*}style"):
        heading = _HEADING.match(_value(style.find("{*}name")))
        levels[_attribute(style, "styleId")] = int(heading[1]) if heading else 0
    found = []
    for paragraph in _part(path, DOCUMENT).iter("{*}p"):
        text = " ".join("".join(_texts(paragraph)).split())
        if text and next(paragraph.iterancestors("{*}tbl"), None) is None:
            style = _value(paragraph.find("{*}pPr/{*}pStyle"))
            found.append((levels.get(style, 0), text))
    return found


def word_points(path: Path) -> list[tuple[int, str]]:
    """Read the points of the lists in a Word document, each with its depth from 1 on."""
    depths = {}
    for style in _part(path, _STYLES).iter("{*}style"):
        point = _LIST_STYLE.match(_value(style.find("{*}name")))
        depths[_attribute(style, "styleId")] = int(point[1] or 1) if point else 0
    found = []
    for paragraph in _part(path, DOCUMENT).iter("{*}p"):
        text = " ".join("".join(_texts(paragraph)).split())
        level = _value(paragraph.find("{*}pPr/{*}numPr/{*}ilvl"))
        style = depths.get(_value(paragraph.find("{*}pPr/{*}pStyle")), 0)
        depth = int(level) + 1 if level.isdecimal() else style
        if text and depth:
            found.append((depth, text))
    return found


def _part(path: Path, name: str) -> etree._Element:
    """Parse a part of a Word document; a document without it has an empty one."""
    source = open_source(path)
    names = members(source)
    if not word_part(names, DOCUMENT):
        raise InputError(path, "is no Word document.", "save it as .docx.")
    check_xml(source)
    member = word_part(names, name)
    if not member:
        return etree.Element("none")
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(archive.read(member), parser)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else _attribute(element, "val")


def _attribute(element: etree._Element, name: str) -> str:
    return next((value for key, value in element.items() if etree.QName(key).localname == name), "")


def _cells(row: etree._Element) -> Iterator[str]:
    """Give a row's cells; a cell over several columns is followed by empty ones."""
    for cell in row.findall("{*}tc"):
        lines = ["".join(_texts(paragraph)) for paragraph in cell.iter("{*}p")]
        yield "\n".join(line for line in lines if line.strip())
        wide = _value(cell.find("{*}tcPr/{*}gridSpan"))
        yield from [""] * (min(int(wide), 100) - 1 if wide.isdecimal() else 0)


def _texts(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter("{*}t", "{*}tab", "{*}br"):
        yield (element.text or "") if element.tag.endswith("}t") else " "
