"""Tables in Word documents, as rows of cells: codebooks and codings that people keep in Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from aft_themes.coding.tables import Sheet
from aft_themes.errors import InputError
from aft_themes.transcripts.formats.archives import check_xml, members
from aft_themes.transcripts.source import open_source

DOCUMENT = "word/document.xml"


def word_tables(path: Path) -> list[Sheet]:
    """Read the tables of a Word document; the first row of each is its header."""
    source = open_source(path)
    if DOCUMENT not in members(source):
        raise InputError(path, "is no Word document.", "save it as .docx.")
    check_xml(source)
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(archive.read(DOCUMENT), parser)
    found = []
    for number, table in enumerate(root.iter("{*}tbl"), 1):
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


def _cells(row: etree._Element) -> Iterator[str]:
    """Give a row's cells; a cell over several columns is followed by empty ones."""
    for cell in row.findall("{*}tc"):
        lines = ["".join(_texts(paragraph)) for paragraph in cell.iter("{*}p")]
        yield "\n".join(line for line in lines if line.strip())
        span = cell.find("{*}tcPr/{*}gridSpan")
        wide = (
            [value for name, value in span.items() if name.endswith("val")]
            if span is not None
            else []
        )
        yield from [""] * (min(int(wide[0]), 100) - 1 if wide and wide[0].isdecimal() else 0)


def _texts(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter("{*}t", "{*}tab", "{*}br"):
        yield (element.text or "") if element.tag.endswith("}t") else " "
