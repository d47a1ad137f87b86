"""A document of any word processor: paragraphs and tables, and who speaks in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.formats import tables_of_turns
from aft_themes.transcripts.formats.boxes import hold_notes, left_out
from aft_themes.transcripts.formats.cells import SHORT_WORDS
from aft_themes.transcripts.formats.questions_and_answers import names_answers
from aft_themes.transcripts.labels import Labelled
from aft_themes.transcripts.questions import asks_somebody
from aft_themes.transcripts.role_words import answers_by_name, asks_by_name
from aft_themes.transcripts.turns import GIVEN_LABELS, Line, asks
from aft_themes.wording import count

BOLD = "bold"
PRINTS = ("italics", "underline", "colour", "highlight", "shade", "small capitals", "capitals")
"""Prints beside bold that may tell who speaks, in the order in which they are tried."""
_LEAST_MARKED = 4  # paragraphs in another print, as many as questions of a short interview


@dataclass(frozen=True)
class Piece:
    """Words of one print, and how to ask for it: ``BOLD`` or one of ``PRINTS``."""

    text: str
    has: Callable[[str], bool]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it is shown."""

    text: str
    pieces: Sequence[Piece] = ()
    style: str = ""  # what its style is called
    label: str = ""  # what the program itself writes before it, such as the bullet "I:"
    box: int = 0  # the number of the text box or frame that it stands in; 0 is none


@dataclass(frozen=True)
class Document:
    """The paragraphs of a document, those of tables too, and the rows of the tables."""

    paragraphs: Sequence[Paragraph]
    tables: Sequence[Sequence[Sequence[Sequence[Paragraph]]]]

    def labelled(self) -> Labelled:
        """Find who speaks."""
        tables = [
            [["\n".join(one.text for one in cell) for cell in row] for row in rows]
            for rows in self.tables
        ]
        return tables_of_turns.or_labels(tables, list(_lines(self.paragraphs)))

    def changed(self, change: Callable[[Paragraph], Paragraph | None]) -> Document:
        """Return the document with other paragraphs, or without those that become none."""
        kept = {id(one): change(one) for one in self.paragraphs}

        def after(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
            found = (kept.get(id(one), one) for one in paragraphs)
            return [one for one in found if one is not None]

        tables = [[[after(cell) for cell in row] for row in rows] for rows in self.tables]
        return Document(after(self.paragraphs), tables)


@dataclass(frozen=True)
class Unsaid:
    """How many places were taken out of a document, of those that a person should know of."""

    hidden: int
    crossed_out: int


def turns_of(document: Document) -> Labelled:
    """Find who speaks; where no labels tell it, the names of styles may."""
    labelled = _without_notes(document)
    if {one.speaker for one in labelled.utterances} - GIVEN_LABELS - {None}:
        return labelled
    styled = _with_styles(document)
    found = _without_notes(styled) if styled else labelled
    return found if found.utterances else labelled


def is_short(texts: Iterable[str]) -> bool:
    """Tell whether a box may hold a label: its place beside the words is not its place in them."""
    return sum(len(text.split()) for text in texts) <= SHORT_WORDS


def not_read(left: Unsaid) -> Iterator[Finding]:
    """Say how many places were not read because they are hidden or crossed out."""
    if left.hidden:
        message = f"Hidden text was not read: {count(left.hidden, 'place')}."
        yield Finding(Kind.HIDDEN_TEXT, message)
    if left.crossed_out:
        message = (
            f"Crossed-out words were not read: {count(left.crossed_out, 'place')}. Delete them, or "
            "take the line away if somebody said them."
        )
        yield Finding(Kind.CROSSED_OUT, message)


def _without_notes(document: Document) -> Labelled:
    """Find who speaks, and leave out text boxes and frames that hold notes."""
    whole = document.labelled()
    numbers = sorted({one.box for one in document.paragraphs} - {0})
    if not numbers:
        return whole
    texts = [
        "\n".join(one.text for one in document.paragraphs if one.box == number).strip()
        for number in numbers
    ]
    outside = document.changed(lambda one: None if one.box else one).labelled()
    are_notes = hold_notes(texts, outside.utterances, whole.utterances)
    notes = {
        number: text
        for number, text, is_note in zip(numbers, texts, are_notes, strict=True)
        if is_note and text
    }
    if not notes:
        return whole
    labelled = document.changed(lambda one: None if one.box in notes else one).labelled()
    text = "\n".join((labelled.text, *notes.values()))
    findings = [*labelled.findings, left_out(list(notes.values()))]
    return replace(labelled, findings=findings, text=text)


def _with_styles(document: Document) -> Document | None:
    """Give paragraphs the label that their style names, if some ask and others answer by it."""
    styles = [one.style for one in document.paragraphs if one.text.strip()]
    asked = sum(map(asks_by_name, styles))
    told = sum(map(_answers, styles))
    if min(asked, told) < 2:
        return None

    def named(one: Paragraph) -> Paragraph:
        tells = asks_by_name(one.style) or _answers(one.style)
        return replace(one, label=f"{one.style}: ") if tells else one

    return document.changed(named)


def _answers(style: str) -> bool:
    return answers_by_name(style) or names_answers(style)


def _lines(paragraphs: Sequence[Paragraph]) -> Iterator[Line]:
    marks = _print_that_differs(paragraphs)
    for number, paragraph in enumerate(paragraphs, 1):
        bold = _length_in(paragraph, marks)
        label = paragraph.label if paragraph.text.strip() else ""
        for line in (label + paragraph.text).split("\n"):
            yield Line(line, f"paragraph {number}", bold=min(bold, len(line)))
            bold = max(bold - len(line) - 1, 0)


_Marks = Callable[[Paragraph, Piece], bool]


def _print_that_differs(paragraphs: Sequence[Paragraph]) -> _Marks:
    """Choose what tells speakers apart: bold text, or else italics, a line below, a colour ...

    Bold text also marks labels; the others count only if some paragraphs are all of that print.
    """
    filled = [[piece for piece in one.pieces if piece.text.strip()] for one in paragraphs]
    filled = [pieces for pieces in filled if pieces]
    begun = sum(pieces[0].has(BOLD) for pieces in filled)
    if begun >= _LEAST_MARKED:
        return lambda _, piece: piece.has(BOLD)
    for name in PRINTS:
        marked = sum(all(piece.has(name) for piece in pieces) for pieces in filled)
        if _LEAST_MARKED <= marked < len(filled):
            return lambda _, piece, name=name: piece.has(name)  # type: ignore[misc]
    if begun:
        return lambda _, piece: piece.has(BOLD)
    style = _style_that_asks(paragraphs)
    return lambda paragraph, _: bool(style) and paragraph.style == style


def _style_that_asks(paragraphs: Sequence[Paragraph]) -> str:
    """Find a style whose paragraphs ask somebody, with answers in others below; none is empty."""
    filled = [one for one in paragraphs if one.text.strip()]
    for style in sorted({one.style for one in filled}):
        marked = [one.style == style for one in filled]
        asked = [one.text for one in filled if one.style == style and asks(one.text)]
        answered = sum(one and not other for one, other in pairwise(marked))
        if min(answered, len(asked)) >= _LEAST_MARKED and asks_somebody(asked):
            return style
    return ""


def _length_in(paragraph: Paragraph, marks: _Marks) -> int:
    """Count the characters at the beginning of a paragraph that are bold, or printed so."""
    length = 0
    for piece in paragraph.pieces:
        if piece.text.strip() and not marks(paragraph, piece):
            break
        length += len(piece.text)
    return length
