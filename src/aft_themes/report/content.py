"""What a report is made of, before it is HTML or Word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from aft_themes.tables.model import Table


@dataclass(frozen=True)
class Prose:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list of short statements, or of references."""

    items: tuple[str, ...]
    hanging: bool = False  # references hang: their first lines stand out (APA 7, 9.43)


@dataclass(frozen=True)
class Blank:
    """What only the author can write: their statement, or a marked blank."""

    topic: str
    asks: str
    text: str = ""


@dataclass(frozen=True)
class Quotation:
    """A quote set off from the text."""

    stance: str
    text: str
    source: str
    question: str = ""  # what the interviewer asked, where the words go on from it


@dataclass(frozen=True)
class TableBlock:
    """A table."""

    table: Table


@dataclass(frozen=True)
class Figure:
    """A figure with its words."""

    name: str
    number: str
    chapter: str  # id of the section that shows it
    callout: str  # what is said of it before it is shown, after "Figure 3"
    title: str
    caption: str
    alt: str
    long_description: str
    width_mm: float
    svg: bytes
    png: bytes


Block = Prose | Bullets | Blank | Quotation | TableBlock | Figure


def words(block: Block) -> str:
    """Return the running text of a block: what a reader would look for citations in."""
    match block:
        case Prose(text) | Blank(text=text):
            return text
        case Bullets(items=items):
            return " ".join(items)
        case TableBlock(table):
            return table.note
        case Figure(caption=caption):
            return caption
    return ""


def mentions(block: Block) -> str:
    """Return all text of a block that can mention a table or figure, in the order of reading."""
    match block:
        case TableBlock(table):
            return f"{table.number} {table.note} {' '.join(_cell_texts(table))}"
        case Figure(number=number, caption=caption):
            return f"{number} {caption}"
    return words(block)


def _cell_texts(table: Table) -> Iterator[str]:
    return (cell for row in table.rows for cell in row.cells if isinstance(cell, str))


def change_words(block: Block, change: Callable[[str], str]) -> Block:
    """Change all text of a block in which a table or figure can be mentioned."""
    match block:
        case Prose(text):
            return Prose(change(text))
        case Bullets(items=items):
            return replace(block, items=tuple(map(change, items)))
        case Blank():
            return replace(block, text=change(block.text))
        case TableBlock(table):
            return TableBlock(_changed(table, change))
        case Figure():
            return replace(block, number=change(block.number), caption=change(block.caption))
    return block


def _changed(table: Table, change: Callable[[str], str]) -> Table:
    cells = [
        replace(row, cells=tuple(change(one) if isinstance(one, str) else one for one in row.cells))
        for row in table.rows
    ]
    notes = tuple(map(change, table.notes))
    return replace(table, number=change(table.number), notes=notes, rows=tuple(cells))


@dataclass(frozen=True)
class Section:
    """A section with its blocks and the sections below it."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()

    def change(self, change: Callable[[str], str]) -> Section:
        """Change all text of this section and of those below it."""
        blocks = tuple(change_words(block, change) for block in self.blocks)
        below = tuple(one.change(change) for one in self.sections)
        return replace(self, blocks=blocks, sections=below)

    def walk(self) -> Iterator[Section]:
        """Go through this section and all below it."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True)
class Report:
    """A whole report, or its supplement."""

    title: str
    authors: tuple[str, ...]
    banners: tuple[str, ...]
    sections: tuple[Section, ...]
    marks: tuple[str, ...] = ()  # the banners in short, for the head of each page

    @property
    def blocks(self) -> Iterator[Block]:
        """Go through all blocks in the order of reading."""
        return (block for section in self.walk() for block in section.blocks)

    def walk(self) -> Iterator[Section]:
        """Go through all sections."""
        for section in self.sections:
            yield from section.walk()
