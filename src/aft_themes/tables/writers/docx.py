"""Tables in Word, in APA 7 style (American Psychological Association, 2020, 7.8-7.21).

Number in bold, title in italics below it, rules above and below the head and at the end, notes
below. Built with python-docx; the same table gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from lxml import etree  # type: ignore[import-untyped]

from aft_themes.tables.model import (
    Column,
    Link,
    Row,
    Table,
    body,
    in_italics,
    is_number,
    panels,
    printed_text,
)
from aft_themes.wording import unbroken

FONT = "Times New Roman"
_LANGUAGE = "en-GB"  # the spelling of what the program writes
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_PAGE = (8.5, 11.0)  # inches, US letter
_MARGIN = 0.75  # inches
_MOST_COLUMNS = 42  # beside the first, on a page across
_INDENT = 0.12  # inches for each level
_CELL_SIDE = 70  # twentieths of a point between a cell's edge and its text
_NARROW_SIDE = 10
_CELL_TOP = 20  # twentieths of a point above a cell's text: no row touches the rule above it
_BOOKMARK = 40
_LETTER = 0.48  # width of an average letter, as a share of the type's size
_qualified = lru_cache(maxsize=64)(qn)  # tables have some hundred thousand elements
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def new_document(title: str, banners: tuple[str, ...] = (), *, landscape: bool = False) -> Any:  # noqa: ANN401
    """Begin a Word document with the styles of APA 7."""
    document = docx.Document(io.BytesIO(_empty_document()))
    properties = document.core_properties
    properties.author, properties.last_modified_by = "aft-themes", "aft-themes"
    properties.title, properties.comments = xml_text(title), " ".join(banners)
    properties.created = properties.modified = _EPOCH
    properties.revision, properties.language = 1, _LANGUAGE
    turn_page(document.sections[0], landscape=landscape)
    if banners:
        header = document.sections[0].header.paragraphs[0]
        header.text = " ".join(banners)
        header.style = document.styles["Table Note"]
    return document


def turn_page(section: Any, *, landscape: bool) -> None:  # noqa: ANN401
    """Set a section's page size, direction and margins."""
    short, long = (Inches(size) for size in _PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Inches(_MARGIN))


@lru_cache(maxsize=1)  # to set the styles of each document would take as long as its table
def _empty_document() -> bytes:
    """Make a document without text that has the styles of tables."""
    document, saved = docx.Document(), io.BytesIO()
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(12)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for name, bold, italic, size, after in (
        ("Table Number", True, False, 12, 0),
        ("Table Title", False, True, 12, 6),
        ("Table Text", False, False, 9, 0),
        ("Table Note", False, False, 10, 12),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.bold, style.font.italic, style.font.size = bold, italic, Pt(size)
        style.paragraph_format.space_before = Pt(6 if name == "Table Note" else 0)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = name in ("Table Number", "Table Title")
    document.save(saved)
    return saved.getvalue()


def xml_text(text: str) -> str:
    """Leave out signs that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def typeset(text: str) -> str:
    """Make a text fit to print in Word: as XML, with the points of an ellipsis in one line."""
    return unbroken(xml_text(text))


def add_paragraph(document: Any, text: str, style: str) -> Any:  # noqa: ANN401
    """Add a paragraph in a style; python-docx would look through all styles for each."""
    paragraph = document.add_paragraph(text)
    paragraph._p.style = style.replace(" ", "")  # a style's id is its name without blanks
    return paragraph


def to_docx(table: Table) -> bytes:
    """Write a table as a Word document of its own."""
    title = f"Table {table.number}. {table.title}"
    document = new_document(title, table.banners, landscape=table.landscape)
    add_table(document, table)
    return document_bytes(document)


def document_bytes(document: Any) -> bytes:  # noqa: ANN401
    """Save a document with fixed file times, so that the same content gives the same bytes."""
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            entry = zipfile.ZipInfo(info.filename, _ZIP_DATE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(info))
    return out.getvalue()


def add_table(document: Any, table: Table) -> None:  # noqa: ANN401
    """Add a table with number, title and notes to a document."""
    add_paragraph(document, f"Table {xml_text(table.number)}", "Table Number")
    add_paragraph(document, xml_text(table.title), "Table Title")
    section = document.sections[-1]
    width = (section.page_width - section.left_margin - section.right_margin) / Inches(1)
    for part, shown in enumerate(panels(table, _MOST_COLUMNS)):
        if part:
            add_paragraph(document, "", "Table Text")
        _add_panel(document, table, shown, width)
    if not table.note:
        return
    note = add_paragraph(document, "", "Table Note")
    note.add_run("Note.").italic = True
    for piece, italic in in_italics(f" {table.note}"):
        note.add_run(typeset(piece)).italic = italic or None


def _add_panel(document: Any, table: Table, shown: tuple[int, ...], width: float) -> None:  # noqa: ANN401
    lines = list(body(table))
    grid = document.add_table(rows=0, cols=0)
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    columns = [table.columns[position] for position in shown]
    whole = sum(column.width for column in columns)
    widths = [int(1440 * width * column.width / whole) for column in columns]
    _describe(grid, table, widths)
    # rows are made as XML: python-docx needs seconds for some thousand cells
    _add_head_row(grid._tbl, columns, widths, table.points)
    for number, line in enumerate(lines, start=1):
        rules = ("bottom",) if number == len(lines) else ()
        if line.row is None:
            _add_heading(grid._tbl, line.heading, table, widths)
        else:
            _add_body_row(document, grid._tbl, table, line.row, shown, widths, rules)
    if not lines:
        _close(grid._tbl)


def _add_head_row(grid: Any, columns: list[Column], widths: list[int], points: float) -> None:  # noqa: ANN401
    # Word does not make room for upright text by itself
    longest = max((len(column.name) for column in columns if column.upright), default=0)
    height = str(int(longest * points * _LETTER * 20 + 2 * _CELL_SIDE)) if longest else ""
    row = _add_row(grid, height=height, head=True)
    for column, wide in zip(columns, widths, strict=True):
        cell = _add_cell(row, wide, upright=column.upright, rules=("top", "bottom"))
        paragraph = _add_paragraph(cell, points, centred=column.numeric and not column.upright)
        for piece, italic in in_italics(column.name):
            _add_run(paragraph, piece, points, italic=italic)


def _close(grid: Any) -> None:  # noqa: ANN401
    """End a table without rows with an empty one: Word refuses less than a row below the head."""
    row = _add_row(grid)
    for _ in range(len(grid.tblGrid.gridCol_lst)):
        _add_paragraph(_add_cell(row, 0, rules=("bottom",)), 2)


def _describe(grid: Any, table: Table, widths: list[int]) -> None:  # noqa: ANN401
    properties = grid._tbl.tblPr
    narrow = table.columns[-1].upright
    side = str(_NARROW_SIDE if narrow else _CELL_SIDE)
    margins = _add(properties, "w:tblCellMar")
    for edge, room in (("top", str(_CELL_TOP)), ("left", side), ("right", side)):
        _add(margins, f"w:{edge}", w=room, type="dxa")
    properties.find(_qualified("w:tblLayout")).addnext(margins)
    _add(properties, "w:tblCaption", val=xml_text(table.title))
    _add(properties, "w:tblDescription", val=xml_text(table.note)[:500])
    for wide in widths:
        _add(grid._tbl.tblGrid, "w:gridCol", w=str(wide))


def _add(parent: Any, tag: str, **attributes: str) -> Any:  # noqa: ANN401
    """Add an element; made below its parent it takes a fraction of the time of one made alone."""
    named = {_qualified(f"w:{name}"): value for name, value in attributes.items()}
    return etree.SubElement(parent, _qualified(tag), named)


def _add_row(grid: Any, *, height: str = "", head: bool = False) -> Any:  # noqa: ANN401
    row = _add(grid, "w:tr")
    properties = _add(row, "w:trPr")
    _add(properties, "w:cantSplit")
    if height:
        _add(properties, "w:trHeight", val=height, hRule="atLeast")
    if head:
        _add(properties, "w:tblHeader")
    return row


def _add_cell(
    row: Any,  # noqa: ANN401
    width: int,
    *,
    span: int = 1,
    upright: bool = False,
    rules: tuple[str, ...] = (),
) -> Any:  # noqa: ANN401
    cell = _add(row, "w:tc")
    properties = _add(cell, "w:tcPr")
    _add(properties, "w:tcW", w=str(width), type="dxa")
    if span > 1:
        _add(properties, "w:gridSpan", val=str(span))
    if rules:
        borders = _add(properties, "w:tcBorders")
        for edge in rules:
            _add(borders, f"w:{edge}", val="single", sz="6", space="0", color="000000")
    if upright:
        _add(properties, "w:textDirection", val="btLr")
    if len(rules) > 1:
        _add(properties, "w:vAlign", val="center" if upright else "bottom")
    return cell


def _add_paragraph(
    cell: Any,  # noqa: ANN401
    points: float,
    text: str = "",
    *,
    centred: bool = False,
    indent: float = 0,
    heading: bool = False,
) -> Any:  # noqa: ANN401
    paragraph = _add(cell, "w:p")
    properties = _add(paragraph, "w:pPr")
    _add(properties, "w:pStyle", val="TableText")
    if heading:
        _add(properties, "w:keepNext")
    if indent:
        _add(properties, "w:ind", left=str(int(1440 * indent)))
    if centred:
        _add(properties, "w:jc", val="center")
    if text:
        _add_run(paragraph, text, points, bold=heading)
    return paragraph


def _add_run(
    parent: Any,  # noqa: ANN401
    text: str,
    points: float,
    *,
    bold: bool = False,
    italic: bool = False,
    link: bool = False,
) -> None:
    run = _add(parent, "w:r")
    properties = _add(run, "w:rPr")
    if bold:
        _add(properties, "w:b")
    if italic:
        _add(properties, "w:i")
    if link:
        _add(properties, "w:color", val="1A4F8B")
    _add(properties, "w:sz", val=str(int(2 * points)))
    words = _add(run, "w:t")
    words.text = typeset(text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _add_heading(grid: Any, heading: str, table: Table, widths: list[int]) -> None:  # noqa: ANN401
    cell = _add_cell(_add_row(grid), sum(widths), span=len(widths))
    _add_paragraph(cell, table.points, heading, heading=True)


def _add_body_row(
    document: Any,  # noqa: ANN401
    grid: Any,  # noqa: ANN401
    table: Table,
    row: Row,
    shown: tuple[int, ...],
    widths: list[int],
    rules: tuple[str, ...],
) -> None:
    made = _add_row(grid)
    for place, (position, wide) in enumerate(zip(shown, widths, strict=True)):
        value, column = row.cells[position], table.columns[position]
        depth = row.indent + (1 if table.group else 0)
        paragraph = _add_paragraph(
            _add_cell(made, wide, rules=rules),
            table.points,
            "" if isinstance(value, Link) else printed_text(value, column),
            centred=column.numeric or is_number(value),
            indent=0 if place else depth * _INDENT,
        )
        if isinstance(value, Link):
            _add_link(document, paragraph, value, table.points)


def bookmark_name(section: str) -> str:
    """Make the name of a Word bookmark: at most 40 letters, digits and underscores."""
    return re.sub(r"\W", "_", section)[:_BOOKMARK]


def _add_link(document: Any, paragraph: Any, link: Link, points: float) -> None:  # noqa: ANN401
    made = _add(paragraph, "w:hyperlink")
    if link.href.startswith("#"):
        made.set(_qualified("w:anchor"), bookmark_name(link.href[1:]))
    else:
        # not relate_to, which looks through all links for each new one
        links = document.part.rels
        key = f"rIdLink{len(links)}"
        links.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, link.href, key, is_external=True)
        made.set(_qualified("r:id"), key)
    _add_run(made, link.text, points, link=True)
