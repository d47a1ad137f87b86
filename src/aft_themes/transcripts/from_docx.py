"""Word: paragraphs with labels, meeting software's export, or a table of turns."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from aft_themes.transcripts import grid, labels
from aft_themes.transcripts.archives import check_xml
from aft_themes.transcripts.source import Source
from aft_themes.transcripts.turns import Line, Transcript, join

_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
# removed by a tracked change, a field's code, or the same text box a second time
_UNSPOKEN = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:pPr"), qn("w:rPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}


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
    try:
        body = docx.Document(io.BytesIO(source.data)).element.body
    except (PackageNotFoundError, KeyError, ValueError, AttributeError) as error:
        raise source.error(
            "the Word document is damaged.", "open it in Word and save it again."
        ) from error
    tables = [_rows(table) for table in body.iter(qn("w:tbl"))]
    spoken, warnings = grid.utterances(tables)
    if not spoken:
        spoken, warnings = labels.utterances(list(_lines(body)))
    return Transcript("docx", "", tuple(join(spoken, "\n")), tuple(warnings))


def _rows(table: BaseOxmlElement) -> list[list[str]]:
    return [
        ["\n".join(_text(p) for p in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc"))]
        for row in table.iter(qn("w:tr"))
    ]


def _lines(body: BaseOxmlElement) -> Iterator[Line]:
    for number, paragraph in enumerate(body.iter(qn("w:p")), 1):
        for line in _text(paragraph).split("\n"):
            yield Line(line, f"paragraph {number}")


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _UNSPOKEN and child.tag != qn("w:p"):
            yield from _pieces(child)
