"""The report in Word."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Mm, Pt

from aft_themes.report.content import (
    Blank,
    Bullets,
    Figure,
    Prose,
    Quotation,
    Report,
    Section,
    TableBlock,
)
from aft_themes.tables.writers.docx import (
    FONT,
    add_paragraph,
    add_table,
    bookmark_name,
    document_bytes,
    new_document,
    turn_page,
    typeset,
    xml_text,
)

_TEXT_WIDTH = 177.0  # mm, of an upright page
_TEXT_HEIGHT = 241.0  # mm: letter paper within margins of three quarters of an inch
_LINE = 1.2 * 25.4 / 72  # mm, of a line of text of one point
_LETTERS = 1000  # that stand in a line of text of one point, at the widest letters that occur
_SPACES = 13.0  # mm: above and below title, picture and note
_DEEPEST = 4


def to_document(report: Report) -> bytes:
    """Write a report as a Word document."""
    document = new_document(report.title, report.marks)
    _add_styles(document)
    _number_pages(document)
    writer = _Writer(document, _header_height(report.marks))
    if report.sections and _begins_wide(report.sections[0]):
        writer.begin_wide()
    add_paragraph(document, xml_text(report.title), "Title")
    if report.authors:
        document.add_paragraph(xml_text(", ".join(report.authors)))
    for banner in report.banners:
        document.add_paragraph().add_run(banner).bold = True
    for section in report.sections:
        writer.section(section, 1)
    return document_bytes(document)


def _add_styles(document: Any) -> None:  # noqa: ANN401
    for name, size in (
        ("Title", 20),
        ("Heading 1", 16),
        ("Heading 2", 14),
        ("Heading 3", 12),
        ("Heading 4", 12),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = None
        style.font.bold, style.font.italic = True, name == "Heading 4"
        for font in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(font), None)
    quote = document.styles.add_style("Block Quote", WD_STYLE_TYPE.PARAGRAPH)
    quote.base_style = document.styles["Normal"]
    quote.paragraph_format.left_indent = Inches(0.5)
    quote.paragraph_format.space_after = Pt(8)
    reference = document.styles.add_style("Reference", WD_STYLE_TYPE.PARAGRAPH)
    reference.base_style = document.styles["Normal"]
    reference.paragraph_format.left_indent = Inches(0.5)
    reference.paragraph_format.first_line_indent = Inches(-0.5)
    reference.paragraph_format.space_after = Pt(6)


def _number_pages(document: Any) -> None:  # noqa: ANN401
    """Put the number of each page below it; Word fills it in."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(OxmlElement("w:r"))
    paragraph._p.append(field)


class _Writer:
    """Writes blocks to a document and turns its pages where a table is wide."""

    def __init__(self, document: Any, header: float) -> None:  # noqa: ANN401
        self._document = document
        self._header = header
        self._landscape = False
        self._bookmarks = 0
        self._lead: Any = None  # the paragraph before a figure or table, which names it
        self._writers: dict[type, Callable[[Any], None]] = {
            Prose: self._prose,
            Bullets: self._bullets,
            Blank: self._blank,
            Quotation: self._quotation,
            TableBlock: self._table,
            Figure: self._figure,
        }

    def begin_wide(self) -> None:
        """Set the first page across, so that the title stands above the first table."""
        turn_page(self._document.sections[0], landscape=True)
        self._landscape = True

    def section(self, section: Section, depth: int) -> None:
        self._turn(landscape=_begins_wide(section))
        style = f"Heading {min(depth, _DEEPEST)}"
        heading = add_paragraph(self._document, xml_text(section.title), style)
        self._bookmark(heading, section.id)
        for place, block in enumerate(section.blocks):
            self._turn(landscape=_is_wide(section, place))
            self._writers[type(block)](block)
            self._lead = self._document.paragraphs[-1] if isinstance(block, Prose) else None
        for below in section.sections:
            self.section(below, depth + 1)

    def _turn(self, *, landscape: bool) -> None:
        if landscape != self._landscape:
            turn_page(self._document.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)
            self._landscape = landscape

    def _bookmark(self, heading: Any, name: str) -> None:  # noqa: ANN401
        self._bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(self._bookmarks))
        start.set(qn("w:name"), bookmark_name(name))
        heading._p.append(start)
        heading._p.append(end)

    def _prose(self, block: Prose) -> None:
        self._document.add_paragraph(typeset(block.text))

    def _bullets(self, block: Bullets) -> None:
        style = "Reference" if block.hanging else "List Bullet"
        for item in block.items:
            add_paragraph(self._document, typeset(item), style)

    def _blank(self, block: Blank) -> None:
        paragraph = self._document.add_paragraph()
        if block.text:
            paragraph.add_run(typeset(block.text))
            return
        run = paragraph.add_run(f"[Author must write: {block.asks}]")
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def _quotation(self, block: Quotation) -> None:
        lead = self._document.add_paragraph()
        lead.add_run(f"{block.stance}:").italic = True
        lead.paragraph_format.keep_with_next = True
        lead.paragraph_format.space_after = Pt(0)
        if block.question:
            asked = add_paragraph(self._document, typeset(block.question), "Block Quote")
            asked.paragraph_format.keep_with_next = True
            asked.paragraph_format.space_after = Pt(0)
        said = typeset(f"{block.text} ({block.source})")
        add_paragraph(self._document, said, "Block Quote")

    def _keep_lead(self, free: float) -> None:
        """Keep the sentence that names a figure or table on its page, if there is room in mm."""
        if self._lead is not None and _text_height(self._lead.text, 12) + _SPACES <= free:
            self._lead.paragraph_format.keep_with_next = True

    def _table(self, block: TableBlock) -> None:
        self._keep_lead(_TEXT_HEIGHT)
        add_table(self._document, block.table)

    def _figure(self, block: Figure) -> None:
        words = _text_height("Figure 1", 12) + _text_height(block.title, 12)
        words += _text_height(f"Note. {block.caption}", 10)
        free = _TEXT_HEIGHT - self._header - words - _SPACES
        add_paragraph(self._document, f"Figure {block.number}", "Table Number")
        add_paragraph(self._document, xml_text(block.title), "Table Title")
        width = Mm(min(block.width_mm, _TEXT_WIDTH))
        shape = self._document.add_picture(io.BytesIO(block.png), width=width)
        # number, title, picture and note stay on one page, as APA 7 (7.24) shows them
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        shrunk = min(1.0, Mm(free) / shape.height)
        shape.width, shape.height = int(shape.width * shrunk), int(shape.height * shrunk)
        self._keep_lead(free - shape.height / Mm(1))
        properties = shape._inline.docPr
        properties.set("descr", xml_text(block.alt))
        properties.set("title", xml_text(block.title))
        note = add_paragraph(self._document, "", "Table Note")
        note.paragraph_format.keep_together = True
        note.add_run("Note.").italic = True
        note.add_run(typeset(f" {block.caption}"))


def _text_height(text: str, points: float) -> float:
    """How high a paragraph is, in mm, at the most."""
    lines = -(-len(text) * points // _LETTERS)
    return float(lines * points * _LINE)


def _header_height(banners: tuple[str, ...]) -> float:
    """How far the notices at the head push the text down, in mm."""
    return _text_height(" ".join(banners), 10) if banners else 0.0


def _begins_wide(section: Section) -> bool:
    if not section.blocks:
        return bool(section.sections) and _begins_wide(section.sections[0])
    return _is_wide(section, 0)


def _is_wide(section: Section, place: int) -> bool:
    """Whether a block stands on a page across: a wide table, and the sentence that leads to it."""
    block, *rest = section.blocks[place:]
    if isinstance(block, Prose):
        if rest:
            return isinstance(rest[0], TableBlock) and rest[0].table.landscape
        return bool(section.sections) and _begins_wide(section.sections[0])
    return isinstance(block, TableBlock) and block.table.landscape
