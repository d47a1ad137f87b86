"""Tables in Word documents, as rows of cells: codebooks and codings that people keep in Word."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from aft_themes.documents.tables import Sheet, sheets_of
from aft_themes.errors import InputError
from aft_themes.transcripts.formats.archives import check_xml, members, word_part
from aft_themes.transcripts.source import open_source

DOCUMENT, _STYLES = "document", "styles"
"""Parts of a Word document."""
_HEADING = re.compile(r"(?:heading |MQ_Header)(\d)", re.IGNORECASE)  # Word's own, and MAXQDA's

_LIST_STYLE = re.compile(r"list (?:bullet|number)(?: (\d))?", re.IGNORECASE)


def word_tables(path: Path) -> list[Sheet]:
    """Read the tables of a Word document; the first row of each is its header."""
    tables = _part(path, DOCUMENT).iter("{*}tbl")
    return sheets_of([list(_cells(row)) for row in table.findall("{*}tr")] for table in tables)


def headed_tables(path: Path) -> list[Sheet]:
    """Read the tables of a Word document, each called after the heading over it, if any."""
    levels = _levels(path)
    names, heading = [], ""
    for block in _part(path, DOCUMENT).iter("{*}p", "{*}tbl"):
        if block.tag.endswith("}tbl"):
            names.append(heading)
        elif _level(block, levels) and next(block.iterancestors("{*}tbl"), None) is None:
            heading = " ".join("".join(_texts(block)).split())
    sheets = word_tables(path)
    numbered = {f"table {number}": name for number, name in enumerate(names, 1) if name}
    return [replace(sheet, name=numbered.get(sheet.name, sheet.name)) for sheet in sheets]


def word_paragraphs(path: Path) -> list[tuple[int, str]]:
    """Read the paragraphs outside of tables, each with the level of its heading; 0 is none."""
    levels = _levels(path)
    found = []
    for paragraph in _part(path, DOCUMENT).iter("{*}p"):
        text = " ".join("".join(_texts(paragraph)).split())
        if text and next(paragraph.iterancestors("{*}tbl"), None) is None:
            found.append((_level(paragraph, levels), text))
    return found


def word_lines(path: Path) -> list[tuple[int, str]]:
    """Read all lines, empty ones and those in tables too, each with the level of its heading.

    The cells of a row that hold one line each are one line, with tabs between them.
    """
    levels = _levels(path)
    found: list[tuple[int, str]] = []
    for block in _part(path, DOCUMENT).iter("{*}p", "{*}tr"):
        if block.tag.endswith("}tr"):
            cells = list(_cells(block))
            short = not any("\n" in cell for cell in cells)
            lines = ["\t".join(filter(None, cells))] if short else "\n".join(cells).splitlines()
            found += [(0, line) for line in lines]
        elif next(block.iterancestors("{*}tbl"), None) is None:
            text = "".join(_texts(block)).strip()
            found.append((_level(block, levels) if text else 0, text))
    return found


def _levels(path: Path) -> dict[str, int]:
    """Say which styles are those of headings, and of which level."""
    levels = {}
    for style in _part(path, _STYLES).iter("{*}style"):
        heading = _HEADING.match(_value(style.find("{*}name")))
        levels[_attribute(style, "styleId")] = int(heading[1]) if heading else 0
    return levels


def _level(paragraph: etree._Element, levels: dict[str, int]) -> int:
    return levels.get(_value(paragraph.find("{*}pPr/{*}pStyle")), 0)


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
        raise InputError(path, "is not a Word document.", "save it as .docx.")
    check_xml(source)
    member = word_part(names, name)
    if not member:
        return etree.Element("none")
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            return etree.fromstring(archive.read(member), parser)
        except etree.XMLSyntaxError:
            fix = "open it in Word and save it again."
            raise InputError(path, "is a damaged Word document.", fix) from None


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
