"""Word: paragraphs with labels, meeting software's export, or a table of turns."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.formats import tables_of_turns
from aft_themes.transcripts.formats.archives import check_xml
from aft_themes.transcripts.formats.cells import HEADER_ROWS
from aft_themes.transcripts.formats.column_names import is_header
from aft_themes.transcripts.formats.questions_and_answers import names_answers
from aft_themes.transcripts.formats.word_boxes import boxes_in, hold_notes, left_out
from aft_themes.transcripts.formats.word_numbers import numbers_in
from aft_themes.transcripts.formats.word_styles import Styles, style_of, styles_in
from aft_themes.transcripts.formats.word_unsaid import take_out
from aft_themes.transcripts.labels import Labelled
from aft_themes.transcripts.questions import asks_somebody
from aft_themes.transcripts.role_words import answers_by_name, asks_by_name
from aft_themes.transcripts.source import Source
from aft_themes.transcripts.turns import GIVEN_LABELS, Line, Reading, asks
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
_LEAST_MARKED = 4  # paragraphs in another print, as many as questions of a short interview
_PRINTS = ("w:i", "w:u", "w:color", "w:highlight", "w:shd", "w:smallCaps", "w:caps")
# signs of Word's symbol fonts that join or part words; others become a space
_SIGNS = {0x2D: "\u2013", 0xBE: "\u2014", 0xBC: "\u2026", 0xB7: "\u2022", 0x27: "\u2019"}


@dataclass(frozen=True)
class _Document:
    """A Word document, its styles, the labels of its lists, and paragraphs to leave out."""

    body: BaseOxmlElement
    styles: Styles
    numbering: BaseOxmlElement | None
    notes: frozenset[BaseOxmlElement] = frozenset()
    by_style: bool = False  # the names of styles are labels

    def labelled(self) -> Labelled:
        """Read the turns."""
        numbers = numbers_in(self.numbering, self.styles)
        paragraphs = [one for one in _paragraphs(self.body, []) if one not in self.notes]
        before = {one: numbers.before(one) for one in paragraphs}
        if self.by_style:
            before |= _names_of_styles(paragraphs, self.styles)
        tables = [_rows(table, self.notes) for table in _tables(self.body)]
        return tables_of_turns.or_labels(tables, list(_lines(paragraphs, before, self.styles)))


def read(source: Source) -> Reading:
    """Read a Word transcript; headers, footers, comments, macros, hidden text are ignored."""
    check_xml(source)
    with source.parsing("Word document", "open it in Word and save it again."):
        # the package, not docx.Document, which refuses documents that hold macros
        part = OpcPackage.open(io.BytesIO(source.data)).main_document_part
        body = parse_xml(part.blob)
        styles = styles_in(_related(part, RELATIONSHIP_TYPE.STYLES))
        unsaid = take_out(body, styles)
        document = _Document(body, styles, _related(part, RELATIONSHIP_TYPE.NUMBERING))
        labelled = _with_labels(document)
    if "macroEnabled" in part.content_type:
        message = "The document holds macros; only its text was read."
        labelled.findings.append(Finding(Kind.MACROS, message))
    if unsaid.hidden:
        message = f"Hidden text was not read: {count(unsaid.hidden, 'place')}."
        labelled.findings.append(Finding(Kind.HIDDEN_TEXT, message))
    if unsaid.crossed_out:
        message = (
            f"Crossed-out words were not read: {count(unsaid.crossed_out, 'place')}. Delete "
            "them, or take the line away if somebody said them."
        )
        labelled.findings.append(Finding(Kind.CROSSED_OUT, message))
    return labelled.reading("docx")


def _related(part: Part, kind: str) -> BaseOxmlElement | None:
    """Parse a part that the text refers to, such as its styles; it may be missing."""
    found = next((one for one in part.rels.values() if one.reltype == kind), None)
    return None if found is None or found.is_external else parse_xml(found.target_part.blob)


def _without_notes(document: _Document) -> Labelled:
    """Read a document without the text boxes and frames that hold notes."""
    boxes = boxes_in(document.body)
    whole = document.labelled()
    if not boxes:
        return whole
    texts = ["\n".join(map(_text, box)).strip() for box in boxes]
    inside = frozenset(paragraph for box in boxes for paragraph in box)
    outside = replace(document, notes=inside).labelled()
    are_notes = hold_notes(texts, outside.utterances, whole.utterances)
    found = [(box, text) for box, text, note in zip(boxes, texts, are_notes, strict=True) if note]
    notes = [text for _, text in found if text]
    if not notes:
        return whole
    left = frozenset(paragraph for box, _ in found for paragraph in box)
    labelled = replace(document, notes=left).labelled()
    text = "\n".join((labelled.text, *notes))
    return replace(labelled, findings=[*labelled.findings, left_out(notes)], text=text)


def _with_labels(document: _Document) -> Labelled:
    """Read a document; where no labels tell who speaks, the names of styles may."""
    labelled = _without_notes(document)
    if {one.speaker for one in labelled.utterances} - GIVEN_LABELS - {None}:
        return labelled
    styled = _without_notes(replace(document, by_style=True))
    return styled if styled.utterances else labelled


def _names_of_styles(
    paragraphs: Sequence[BaseOxmlElement], styles: Styles
) -> dict[BaseOxmlElement, str]:
    """Give paragraphs the label that their style names, if some ask and others answer by it."""
    names = {one: styles.name(style_of(one)) for one in paragraphs if _text(one).strip()}
    asked = {one for one, name in names.items() if asks_by_name(name)}
    told = {one for one, name in names.items() if answers_by_name(name) or names_answers(name)}
    enough = min(len(asked), len(told)) > 1
    return {one: f"{names[one]}: " for one in asked | told} if enough else {}


def _tables(body: BaseOxmlElement) -> list[BaseOxmlElement]:
    """Return the outermost tables that name their columns; else all that hold no other."""
    tables = list(body.iter(_TABLE))
    inside = {id(inner) for table in tables for inner in table.iter(_TABLE) if inner is not table}
    outer = [table for table in tables if id(table) not in inside]
    if any(is_header(row) for table in outer for row in _rows(table)[:HEADER_ROWS]):
        return outer
    holding = {id(table) for table in tables if len(list(table.iter(_TABLE))) > 1}
    return [table for table in tables if id(table) not in holding]


def _rows(table: BaseOxmlElement, notes: Collection[BaseOxmlElement] = ()) -> list[list[str]]:
    rows = [row for row in table.iter(_ROW) if _nearest(row, _TABLE) is table]
    return [
        [
            "\n".join(_text(one) for one in _paragraphs(cell, []) if one not in notes)
            for cell in row.iter(_CELL)
            if _nearest(cell, _ROW) is row
        ]
        for row in rows
    ]


def _nearest(element: BaseOxmlElement, tag: str) -> BaseOxmlElement | None:
    """Return the innermost element of a kind around another."""
    return next(iter(element.iterancestors(tag)), None)


def _lines(
    paragraphs: Sequence[BaseOxmlElement], before: Mapping[BaseOxmlElement, str], styles: Styles
) -> Iterator[Line]:
    marks = _print_that_differs(paragraphs, styles)
    for number, paragraph in enumerate(paragraphs, 1):
        bold = _length_in(paragraph, marks)
        label = before.get(paragraph, "")
        text = _text(paragraph)
        for line in (label * bool(text.strip()) + text).split("\n"):
            yield Line(line, f"paragraph {number}", bold=min(bold, len(line)))
            bold = max(bold - len(line) - 1, 0)


def _print_that_differs(
    paragraphs: Sequence[BaseOxmlElement], styles: Styles
) -> Callable[[BaseOxmlElement], bool]:
    """Choose what tells speakers apart: bold text, or else italics, a line below, a colour ...

    Bold text also marks labels; the others count only if some paragraphs are all of that print.
    """
    runs = [[run for run in one.iter(_RUN) if _text(run).strip()] for one in paragraphs]
    runs = [some for some in runs if some]

    def is_bold(run: BaseOxmlElement) -> bool:
        return styles.has(run, "w:b", by_paragraph=False)

    begun = sum(is_bold(some[0]) for some in runs)
    if begun >= _LEAST_MARKED:
        return is_bold
    for name in _PRINTS:
        marks = partial(styles.has, name=name, by_paragraph=False)
        marked = sum(all(map(marks, some)) for some in runs)
        if _LEAST_MARKED <= marked < len(runs):
            return marks
    return is_bold if begun else _by_style_of(paragraphs)


def _by_style_of(paragraphs: Sequence[BaseOxmlElement]) -> Callable[[BaseOxmlElement], bool]:
    """Take a style as a print of its own if it asks somebody, and answers in others follow."""
    texts = [(one, style_of(one), text) for one in paragraphs if (text := _text(one).strip())]
    for chosen in sorted({key for _, key, _ in texts}):
        marked = [key == chosen for _, key, _ in texts]
        asked = [text for _, key, text in texts if key == chosen and asks(text)]
        answered = sum(one and not other for one, other in pairwise(marked))
        if min(answered, len(asked)) >= _LEAST_MARKED and asks_somebody(asked):
            own = {one for one, key, _ in texts if key == chosen}
            return partial(_stands_in, own)
    return lambda _: False


def _stands_in(paragraphs: Collection[BaseOxmlElement], run: BaseOxmlElement) -> bool:
    return _nearest(run, _PARAGRAPH) in paragraphs


def _length_in(paragraph: BaseOxmlElement, marks: Callable[[BaseOxmlElement], bool]) -> int:
    """Count the characters at the beginning of a paragraph that are bold, or printed so."""
    length = 0
    for run in paragraph.iter(_RUN):
        text = _text(run)
        if text.strip() and not marks(run):
            break
        length += len(text)
    return length


def _paragraphs(element: BaseOxmlElement, found: list[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Collect paragraphs, those of text boxes included, into ``found``."""
    for child in element:
        if child.tag == _PARAGRAPH:
            found.append(child)
        if child.tag not in _UNSPOKEN:
            _paragraphs(child, found)
    return found


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
