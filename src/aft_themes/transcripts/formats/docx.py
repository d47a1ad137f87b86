"""Word: paragraphs with labels, meeting software's export, or a table of turns."""

from __future__ import annotations

import io
from collections.abc import Iterator

from docx.opc.package import OpcPackage
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.formats import tables_of_turns
from aft_themes.transcripts.formats.archives import check_xml
from aft_themes.transcripts.formats.cells import HEADER_ROWS
from aft_themes.transcripts.formats.column_names import is_header
from aft_themes.transcripts.source import Source
from aft_themes.transcripts.turns import Line, Reading
from aft_themes.wording import count

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
_OFF = ("0", "false", "off", "none", "auto", "000000")  # "auto" and 000000 are black
_LEAST_MARKED = 4  # paragraphs in another print, as many as questions of a short interview
# signs of Word's symbol fonts that join or part words; others become a space
_SIGNS = {0x2D: "\u2013", 0xBE: "\u2014", 0xBC: "\u2026", 0xB7: "\u2022", 0x27: "\u2019"}


def read(source: Source) -> Reading:
    """Read a Word transcript; headers, footers, comments, macros, hidden text are ignored."""
    check_xml(source)
    with source.parsing("Word document", "open it in Word and save it again."):
        # the package, not docx.Document, which refuses documents that hold macros
        part = OpcPackage.open(io.BytesIO(source.data)).main_document_part
        body = parse_xml(part.blob)
        tables = [_rows(table) for table in _tables(body)]
        lines = list(_lines(body))
        hidden = sum(_is_hidden(run) and bool(_text(run, all_of=True)) for run in body.iter(_RUN))
    labelled = tables_of_turns.or_labels(tables, lines)
    if "macroEnabled" in part.content_type:
        message = "The document holds macros; only its text was read."
        labelled.findings.append(Finding(Kind.MACROS, message))
    if hidden:
        message = f"Hidden text was not read: {count(hidden, 'place')}."
        labelled.findings.append(Finding(Kind.HIDDEN_TEXT, message))
    return labelled.reading("docx")


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
    rows = [row for row in table.iter(_ROW) if _nearest(row, _TABLE) is table]
    return [
        [
            "\n".join(_text(paragraph) for paragraph in _paragraphs(cell, []))
            for cell in row.iter(_CELL)
            if _nearest(cell, _ROW) is row
        ]
        for row in rows
    ]


def _nearest(element: BaseOxmlElement, tag: str) -> BaseOxmlElement | None:
    """Return the innermost element of a kind around another."""
    return next(iter(element.iterancestors(tag)), None)


def _lines(body: BaseOxmlElement) -> Iterator[Line]:
    paragraphs = _paragraphs(body, [])
    print_of = _print_that_differs(paragraphs)
    for number, paragraph in enumerate(paragraphs, 1):
        bold = _length_in(paragraph, print_of)
        for line in _text(paragraph).split("\n"):
            yield Line(line, f"paragraph {number}", bold=min(bold, len(line)))
            bold = max(bold - len(line) - 1, 0)


def _print_that_differs(paragraphs: list[BaseOxmlElement]) -> str:
    """Choose what tells speakers apart: bold text, or else italics, a line below, or a colour.

    Bold text also marks labels; the others count only if some paragraphs are all of that print.
    """
    runs = [[run for run in one.iter(_RUN) if _text(run).strip()] for one in paragraphs]
    if any(_has(run, "w:b") for some in runs for run in some):
        return "w:b"
    for name in ("w:i", "w:u", "w:color"):
        marked = [all(_has(run, name) for run in some) for some in runs if some]
        if _LEAST_MARKED <= sum(marked) < len(marked):
            return name
    return "w:b"


def _length_in(paragraph: BaseOxmlElement, name: str) -> int:
    """Count the characters at the beginning of a paragraph that are bold, or printed so."""
    length = 0
    for run in paragraph.iter(_RUN):
        text = _text(run)
        if text.strip() and not _has(run, name):
            break
        length += len(text)
    return length


def _has(run: BaseOxmlElement, name: str) -> bool:
    """Tell whether a run has a property such as bold that is not switched off."""
    found = run.find(f"{qn('w:rPr')}/{qn(name)}")
    return found is not None and found.get(qn("w:val"), "1") not in _OFF


def _is_hidden(element: BaseOxmlElement) -> bool:
    return element.tag == _RUN and (_has(element, "w:vanish") or _has(element, "w:webHidden"))


def _paragraphs(element: BaseOxmlElement, found: list[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Collect paragraphs, those of text boxes included, into ``found``."""
    for child in element:
        if child.tag == _PARAGRAPH:
            found.append(child)
        if child.tag not in _UNSPOKEN:
            _paragraphs(child, found)
    return found


def _text(element: BaseOxmlElement, *, all_of: bool = False) -> str:
    return "".join(_pieces(element, [], all_of=all_of))


def _pieces(element: BaseOxmlElement, found: list[str], *, all_of: bool) -> list[str]:
    for child in element:
        if child.tag == qn("w:t"):
            found.append(child.text or "")
        elif child.tag == f"{_MATH}t":
            found.append(f" {child.text or ''} ")
        elif child.tag in _BREAKS:
            found.append(_BREAKS[child.tag])
        elif child.tag == qn("w:sym"):
            found.append(_sign(child.get(qn("w:char"), "")))
        elif (
            child.tag not in _UNSPOKEN
            and child.tag != _PARAGRAPH
            and (all_of or not _is_hidden(child))
        ):
            _pieces(child, found, all_of=all_of)
    return found


def _sign(code: str) -> str:
    """Return a sign of a symbol font, whose codes lie in Unicode's private area."""
    try:
        return _SIGNS.get(int(code, 16) & 0xFF, " ")
    except ValueError:
        return " "
