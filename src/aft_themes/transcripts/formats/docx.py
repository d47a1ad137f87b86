"""Word: paragraphs with labels, meeting software's export, or a table of turns."""

from __future__ import annotations

import io
from collections.abc import Iterator

from docx.opc.package import OpcPackage
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from aft_themes.transcripts.formats import grid
from aft_themes.transcripts.formats.archives import check_xml
from aft_themes.transcripts.source import Source
from aft_themes.transcripts.turns import Line, Transcript, join

_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
# removed by a tracked change, properties, or the same text box a second time
_UNSPOKEN = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:sectPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_PARAGRAPH = qn("w:p")


def read(source: Source) -> Transcript:
    """Read a Word transcript; headers, footers, comments and macros are ignored.

    Parameters
    ----------
    source : Source
        The file.

    Returns
    -------
    Transcript

    Raises
    ------
    InputError
        If the document is damaged.
    """
    check_xml(source)
    with source.parsing("Word document", "open it in Word and save it again."):
        # the package, not docx.Document, which refuses documents that hold macros
        part = OpcPackage.open(io.BytesIO(source.data)).main_document_part
        body = parse_xml(part.blob)
        tables = [_rows(table) for table in body.iter(qn("w:tbl"))]
        lines = list(_lines(body))
    found, warnings = grid.or_labels(tables, lines)
    if "macroEnabled" in part.content_type:
        warnings.append("The document holds macros; only its text was read.")
    return Transcript("docx", "", tuple(join(found, "\n")), tuple(warnings))


def _rows(table: BaseOxmlElement) -> list[list[str]]:
    return [
        ["\n".join(map(_text, _paragraphs(cell, []))) for cell in row.iter(qn("w:tc"))]
        for row in table.iter(qn("w:tr"))
    ]


def _lines(body: BaseOxmlElement) -> Iterator[Line]:
    for number, paragraph in enumerate(_paragraphs(body, []), 1):
        for line in _text(paragraph).split("\n"):
            yield Line(line, f"paragraph {number}")


def _paragraphs(element: BaseOxmlElement, found: list[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Collect paragraphs, those of text boxes included, into ``found``."""
    for child in element:
        if child.tag == _PARAGRAPH:
            found.append(child)
        if child.tag not in _UNSPOKEN:
            _paragraphs(child, found)
    return found


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(_pieces(paragraph, []))


def _pieces(element: BaseOxmlElement, found: list[str]) -> list[str]:
    for child in element:
        if child.tag == qn("w:t"):
            found.append(child.text or "")
        elif child.tag in _BREAKS:
            found.append(_BREAKS[child.tag])
        elif child.tag not in _UNSPOKEN and child.tag != _PARAGRAPH:
            _pieces(child, found)
    return found
