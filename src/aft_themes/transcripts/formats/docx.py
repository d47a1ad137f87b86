"""Word: paragraphs with labels, meeting software's export, or a table of turns."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import partial

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.formats.archives import check_xml
from aft_themes.transcripts.formats.cells import HEADER_ROWS
from aft_themes.transcripts.formats.column_names import is_header
from aft_themes.transcripts.formats.paragraphs import (
    BOLD,
    PRINTS,
    Document,
    Paragraph,
    Piece,
    is_short,
    not_read,
    turns_of,
)
from aft_themes.transcripts.formats.word_numbers import Numbers, numbers_in
from aft_themes.transcripts.formats.word_styles import Styles, style_of, styles_in
from aft_themes.transcripts.formats.word_unsaid import take_out
from aft_themes.transcripts.source import Source
from aft_themes.transcripts.turns import Reading

_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:ptab"): "\t"} | {
    qn("w:noBreakHyphen"): "-"
}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# removed by a tracked change, properties, the reading of a character, or the same text box a
# second time
_UNSPOKEN = {
    *map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sectPr", "w:rt")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_PARAGRAPH, _RUN, _CELL, _ROW = qn("w:p"), qn("w:r"), qn("w:tc"), qn("w:tr")
_TABLE = qn("w:tbl")
_BOX = qn("w:txbxContent")
_PRINTS = dict(
    zip(
        (BOLD, *PRINTS),
        ("w:b", "w:i", "w:u", "w:color", "w:highlight", "w:shd", "w:smallCaps", "w:caps"),
        strict=True,
    )
)
# signs of Word's symbol fonts that join or part words; others become a space
_SIGNS = {0x2D: "\u2013", 0xBE: "\u2014", 0xBC: "\u2026", 0xB7: "\u2022", 0x27: "\u2019"}


def read(source: Source) -> Reading:
    """Read a Word transcript; headers, footers, comments, macros, hidden text are ignored."""
    check_xml(source)
    with source.parsing("Word document", "open it in Word and save it again."):
        # the package, not docx.Document, which refuses documents that hold macros
        part = OpcPackage.open(io.BytesIO(source.data)).main_document_part
        body = parse_xml(part.blob)
        styles = styles_in(_related(part, RELATIONSHIP_TYPE.STYLES))
        left = take_out(body, styles)
        numbers = numbers_in(_related(part, RELATIONSHIP_TYPE.NUMBERING), styles)
        labelled = turns_of(_document(body, styles, numbers))
    if "macroEnabled" in part.content_type:
        message = "The document holds macros; only its text was read."
        labelled.findings.append(Finding(Kind.MACROS, message))
    labelled.findings.extend(not_read(left))
    return labelled.reading("docx")


def _related(part: Part, kind: str) -> BaseOxmlElement | None:
    """Parse a part that the text refers to, such as its styles; it may be missing."""
    found = next((one for one in part.rels.values() if one.reltype == kind), None)
    return None if found is None or found.is_external else parse_xml(found.target_part.blob)


def _document(body: BaseOxmlElement, styles: Styles, numbers: Numbers) -> Document:
    elements = _paragraphs(body, [])
    boxes = _boxes(elements)
    shown = {
        one: Paragraph(
            _text(one),
            [Piece(_text(run), partial(_has, styles, run)) for run in one.iter(_RUN)],
            styles.name(style_of(one)),
            numbers.before(one),
            boxes.get(one, 0),
        )
        for one in elements
    }
    tables = [
        [[[shown[one] for one in cell] for cell in row] for row in _cells(table)]
        for table in _tables(body)
    ]
    return Document(list(shown.values()), tables)


def _has(styles: Styles, run: BaseOxmlElement, name: str) -> bool:
    return styles.has(run, _PRINTS[name], by_paragraph=False)


def _boxes(paragraphs: Sequence[BaseOxmlElement]) -> dict[BaseOxmlElement, int]:
    """Give text boxes, and neighbouring paragraphs in one frame, a number each."""
    places = [(list(one.iterancestors(_BOX))[-1:] or None, _frame_of(one)) for one in paragraphs]
    numbers, number = {}, 0
    for at, (box, frame) in enumerate(places):
        number += at == 0 or places[at - 1] != (box, frame)
        if box or frame:
            numbers[paragraphs[at]] = number
    return numbers


def _frame_of(paragraph: BaseOxmlElement) -> list[tuple[str, str]]:
    """Return where a frame stands; one for a large first letter holds the beginning of a word."""
    frame = paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}")
    if frame is None or frame.get(qn("w:dropCap"), "none") != "none":
        return []
    return sorted(frame.items())


def _tables(body: BaseOxmlElement) -> list[BaseOxmlElement]:
    """Return the outermost tables that name their columns; else all that hold no other."""
    tables = list(body.iter(_TABLE))
    inside = {id(inner) for table in tables for inner in table.iter(_TABLE) if inner is not table}
    outer = [table for table in tables if id(table) not in inside]
    if any(is_header(row) for table in outer for row in _rows(table)[:HEADER_ROWS]):
        return outer
    holding = {id(table) for table in tables if len(list(table.iter(_TABLE))) > 1}
    return [table for table in tables if id(table) not in holding]


def _rows(table: BaseOxmlElement) -> list[list[str]]:
    return [["\n".join(map(_text, cell)) for cell in row] for row in _cells(table)]


def _cells(table: BaseOxmlElement) -> list[list[list[BaseOxmlElement]]]:
    """Return the paragraphs of each cell of a table's rows."""
    rows = [row for row in table.iter(_ROW) if _nearest(row, _TABLE) is table]
    return [
        [_paragraphs(cell, []) for cell in row.iter(_CELL) if _nearest(cell, _ROW) is row]
        for row in rows
    ]


def _nearest(element: BaseOxmlElement, tag: str) -> BaseOxmlElement | None:
    """Return the innermost element of a kind around another."""
    return next(iter(element.iterancestors(tag)), None)


def _paragraphs(element: BaseOxmlElement, found: list[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Collect paragraphs, those of text boxes included, into ``found``.

    A box at the beginning of a paragraph, or with few words, stands before its words: it may hold
    the label.
    """
    for child in element:
        if child.tag in _UNSPOKEN:
            continue
        inner = _paragraphs(child, [])
        if child.tag != _PARAGRAPH:
            found += inner
        elif inner and (is_short(map(_text, inner)) or not _text_before(child, inner[0]).strip()):
            found += [*inner, child]
        else:
            found += [child, *inner]
    return found


def _text_before(paragraph: BaseOxmlElement, inner: BaseOxmlElement) -> str:
    """Return the words of a paragraph before the run that holds another one."""
    holding = [one for one in inner.iterancestors(_RUN) if _nearest(one, _PARAGRAPH) is paragraph]
    runs = list(paragraph.iter(_RUN))
    return "".join(map(_text, runs[: runs.index(holding[-1])] if holding else runs))


def _text(element: BaseOxmlElement) -> str:
    return "".join(_pieces(element, []))


def _pieces(element: BaseOxmlElement, found: list[str]) -> list[str]:
    for child in element:
        if child.tag == qn("w:t"):
            found.append(child.text or "")
        elif child.tag == f"{_MATH}t":
            found.append(f" {child.text or ''} ")
        elif child.tag in _BREAKS:
            found.append(_BREAKS[child.tag])
        elif child.tag == qn("w:sym"):
            found.append(_sign(child.get(qn("w:char"), "")))
        elif child.tag not in _UNSPOKEN and child.tag != _PARAGRAPH:
            _pieces(child, found)
    return found


def _sign(code: str) -> str:
    """Return a sign of a symbol font, whose codes lie in Unicode's private area."""
    try:
        return _SIGNS.get(int(code, 16) & 0xFF, " ")
    except ValueError:
        return " "
