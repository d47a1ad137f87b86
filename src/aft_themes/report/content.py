"""What a report is made of, before it is HTML or Word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aft_themes.tables.model import Table


@dataclass(frozen=True)
class Prose:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list of short statements."""

    items: tuple[str, ...]


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
        case Bullets(items):
            return " ".join(items)
        case TableBlock(table):
            return table.note
        case Figure(caption=caption):
            return caption
    return ""


@dataclass(frozen=True)
class Section:
    """A section with its blocks and the sections below it."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Go through this section and all below it."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True)
class Report:
    """A whole report."""

    title: str
    authors: tuple[str, ...]
    banners: tuple[str, ...]
    sections: tuple[Section, ...]

    def walk(self) -> Iterator[Section]:
        """Go through all sections."""
        for section in self.sections:
            yield from section.walk()
