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
    """What only the author can write: their statement, or a marked blank.

    Parameters
    ----------
    topic : str
        Key among ``report.statements`` of the settings.
    asks : str
        What is to be written.
    text : str
        The statement; ``""`` while it is missing.
    """

    topic: str
    asks: str
    text: str = ""


@dataclass(frozen=True)
class Quotation:
    """A quote set off from the text.

    Parameters
    ----------
    stance : str
        What it stands for, e.g. ``"Typical, benefit"``.
    text : str
        The words as printed, with quotation marks if it is short.
    source : str
        Participant and turn.
    """

    stance: str
    text: str
    source: str


@dataclass(frozen=True)
class TableBlock:
    """A table."""

    table: Table


@dataclass(frozen=True)
class Figure:
    """A figure with its words.

    Parameters
    ----------
    name, number, title, caption, alt, long_description : str
        As the figure's JSON file gives them.
    width_mm : float
        Printed width.
    svg, png : bytes
        The drawing.
    """

    name: str
    number: str
    title: str
    caption: str
    alt: str
    long_description: str
    width_mm: float
    svg: bytes
    png: bytes


Block = Prose | Bullets | Blank | Quotation | TableBlock | Figure


@dataclass(frozen=True)
class Section:
    """A section with its blocks and the sections below it."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Go through this section and all below it.

        Yields
        ------
        Section
        """
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True)
class Report:
    """A whole report.

    Parameters
    ----------
    title : str
        Its title.
    authors : tuple of str
        Its authors; may be empty.
    banners : tuple of str
        What must be said on top, e.g. that the data are synthetic.
    sections : tuple of Section
        The sections of the first level.
    """

    title: str
    authors: tuple[str, ...]
    banners: tuple[str, ...]
    sections: tuple[Section, ...]

    def walk(self) -> Iterator[Section]:
        """Go through all sections.

        Yields
        ------
        Section
        """
        for section in self.sections:
            yield from section.walk()
