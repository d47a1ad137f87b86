"""A page measured in millimetres, on which axes, labels and legends are placed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from html import escape
from io import BytesIO
from textwrap import shorten
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from matplotlib.typing import ColorType
from PIL import Image
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from aft_themes.figures.fonts import letters_without_glyph
from aft_themes.figures.options import FigureOptions
from aft_themes.figures.style import GREY, INK, MARGIN, PALE, Profile, styled
from aft_themes.numbers import tick_text
from aft_themes.wording import some_letters, some_of

Item = TypeVar("Item")


@dataclass(frozen=True)
class Heading:
    """What a figure is called: the stem of its files, and its title."""

    name: str
    title: str


@dataclass(frozen=True)
class DrawnFigure:
    """A figure with everything that is needed to print, describe and check it.

    Parameters
    ----------
    heading : Heading
        Name and title.
    caption : str
        Printed below; says what is counted and what intervals mean.
    alt : str
        What it shows, in one sentence of at most 250 characters, for readers who do not see it.
    long_description : str
        All that it shows, in words.
    data : pandas.DataFrame
        The numbers behind it.
    figure : matplotlib.figure.Figure
        The drawing.
    profile : Profile
        The profile that it was drawn in.
    number : int
        Its place among the figures of a run, by which the report orders them; 0 for a figure that
        was drawn by itself.
    chapter : str
        The section of the report that it belongs to; ``""`` for none.
    callout : str
        What the report says of it after "Figure 3", before it is shown.
    parts : int
        How many pages it needs; ``FigureOptions.part`` chooses one.
    """

    heading: Heading
    caption: str
    alt: str
    long_description: str
    data: pd.DataFrame
    figure: Figure
    profile: Profile
    number: int = 0
    chapter: str = ""
    callout: str = ""
    parts: int = 1

    @property
    def name(self) -> str:
        """Stem of its files."""
        return self.heading.name

    @property
    def title(self) -> str:
        """Its title."""
        return self.heading.title

    @property
    def texts(self) -> list[Text]:
        """Everything that is written in it."""
        return list(_texts_in(self.figure))

    @cached_property
    def missing(self) -> str:
        """Letters that the font cannot draw; they are boxes in PNG and PDF."""
        text = "".join(t.get_text() for t in self.texts)
        return letters_without_glyph(text, self.profile.font, self.profile.stand_ins)

    @property
    def note(self) -> str:
        """The caption, and which letters are boxes."""
        if not self.missing:
            return self.caption
        letters = some_letters(self.missing)
        return (
            f"{self.caption} No font that is used has signs for {letters}; boxes stand in their "
            "place."
        )

    def pdf(self) -> bytes:
        """Draw as PDF, with its fonts embedded."""
        words = {"Creator": None, "Producer": None, "CreationDate": None, "Title": self.title}
        drawn = BytesIO()
        with styled(self.profile):
            self.figure.savefig(drawn, format="pdf", metadata=words)
        return drawn.getvalue()

    def image(self, dpi: int) -> Image.Image:
        """Draw as a bitmap."""
        return bitmap_of(self.pdf(), dpi)

    def _repr_html_(self) -> str:
        """Show the figure in a notebook with its title, caption and alternative text."""
        buffer = BytesIO()
        self.image(150).save(buffer, "PNG")
        image = b64encode(buffer.getvalue()).decode("ascii")
        return (
            f'<figure><img src="data:image/png;base64,{image}" alt="{escape(self.alt)}" '
            f'style="width:{self.profile.width}mm;max-width:100%">'
            f"<figcaption><i>{escape(self.title)}.</i> {escape(self.note)}</figcaption></figure>"
        )


def bitmap_of(pdf: bytes, dpi: int) -> Image.Image:
    """Make a bitmap of a page of PDF: to draw the figure anew takes five times as long."""
    with closing(PdfDocument(pdf)) as document:
        drawn: Image.Image = document[0].render(scale=dpi / 72).to_pil()
        return drawn.convert("RGB")


def _texts_in(artist: Artist) -> Iterator[Text]:
    """Go through texts; an axis that is not drawn has none, and would make ticks when asked."""
    if isinstance(artist, Axis) and not artist.axes.axison:
        return
    if isinstance(artist, Text):
        yield artist
    for part in artist.get_children():
        yield from _texts_in(part)


class CannotDrawError(ValueError):
    """There is nothing to draw; the message says why, for the list of figures left out."""


_MORE = "\u2026"
_DIGITS = 4  # of a place in mm: sums of floats differ behind them from one Python to another


class Sheet:
    """A page in mm: its origin is the left corner under the title, y grows downwards.

    ``above`` leaves room between the title and the origin, as a part of the height.
    """

    def __init__(
        self, options: FigureOptions, height: float, title: str, *, above: float = 0.0
    ) -> None:
        profile = options.look
        head, foot = head_height(profile), foot_height(options)
        self.profile, self.width, self.height = profile, profile.inner, height
        self._head, self.total = head, whole_height(options, height)
        self.figure = Figure(figsize=(profile.width / 25.4, self.total / 25.4))
        self.page = self.figure.add_axes((0, 0, 1, 1))
        self.page.set_axis_off()
        self.page.set_xlim(-MARGIN, self.width + MARGIN)
        self.page.set_ylim(round(height - above + foot, _DIGITS), round(-above - head, _DIGITS))
        if head:
            self._title(title, -above - 0.55 * head)
        for place, note in enumerate(options.notes):
            middle = height - above + 0.95 * profile.text + place * profile.pitch
            self.text(self.width, middle, note, ha="right", size=profile.small)

    def _title(self, title: str, y: float) -> None:
        """Set the title in one line; what has no room stands in the figure's other files."""
        size, said = 1.35 * self.profile.size, title
        while said and self.profile.wide(said, size=size, bold=True) > self.width:
            said = f"{said.rstrip(f' {_MORE}').rpartition(' ')[0]} {_MORE}".strip()
            if said == _MORE:
                break
        self.text(0, y, said, bold=True, size=size)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Add axes at a place in mm."""
        bottom = self.total - self._head - top - height
        left, bottom, width, height = (
            round(place, _DIGITS) for place in (left + MARGIN, bottom, width, height)
        )
        return self.figure.add_axes(
            (
                left / self.profile.width,
                bottom / self.total,
                width / self.profile.width,
                height / self.total,
            )
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        ha: str = "left",
        bold: bool = False,
        size: float | None = None,
        colour: str = INK,
    ) -> None:
        """Set one line of text with its middle at ``y``, on the same baseline as its neighbours."""
        points = size or self.profile.size
        self.page.text(
            x,
            y + 0.36 * points * 25.4 / 72,  # half the height of a capital
            text,
            ha=ha,
            va="baseline",
            fontsize=points,
            fontweight="bold" if bold else "normal",
            color=colour,
        )

    def panel(self, x: float, y: float, number: int) -> None:
        """Mark a part of the figure with its letter."""
        self.text(x, y, self.profile.panels[number], bold=True, size=1.15 * self.profile.size)

    def lines(self, x: float, top: float, lines: Sequence[str], *, bold: bool = False) -> None:
        """Set the lines of a label below each other."""
        for number, line in enumerate(lines):
            self.text(x, top + (number + 0.5) * self.profile.pitch, line, bold=bold)

    def rule(self, y: float, left: float = 0, right: float | None = None) -> None:
        """Draw a thin rule across the page."""
        ends = (left, self.width if right is None else right)
        self.page.plot(ends, (y, y), color=PALE, linewidth=0.6 * self.profile.line)


def head_height(profile: Profile) -> float:
    """Return the height of the strip for the title, in mm."""
    return 3 * profile.text if profile.titled else 0.0


def foot_height(options: FigureOptions) -> float:
    """Return the height of the strip for the notes, or of the margin, in mm."""
    if not options.notes:
        return MARGIN
    return 1.9 * options.look.text + (len(options.notes) - 1) * options.look.pitch


def whole_height(options: FigureOptions, height: float) -> float:
    """Return the height of a page with content of a height, in mm."""
    return round(head_height(options.look) + height + foot_height(options), _DIGITS)


def room(options: FigureOptions) -> float:
    """Return the greatest height that the content may have, in mm."""
    return options.look.height - head_height(options.look) - foot_height(options)


@dataclass(frozen=True)
class Key:
    """An entry of a legend: words and how to draw their sign."""

    words: str
    draw: Callable[[Sheet, float, float], None]
    width: float = 4.0


def marker_key(words: str, marker: str, colour: str, *, line: str = "") -> Key:
    """Make a legend entry with a marker, on a line of a colour."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        if line:
            half = 0.9 * sheet.profile.text
            ends = (x - half, x + half)
            sheet.page.plot(ends, (y, y), color=line, linewidth=sheet.profile.line)
        sheet.page.add_line(dot(x, y, marker, colour, sheet.profile))

    return Key(words, draw, 6.0 if line else 4.0)


def words_key(words: str) -> Key:
    """Make a legend entry without a sign, which heads those that follow."""
    return Key(words, lambda _sheet, _x, _y: None, 0.0)


def box_key(
    words: str,
    colour: ColorType,
    edge: str = INK,
    weight: float = 0.6,
    style: str = "-",
    hatch: str = "",
) -> Key:
    """Make a legend entry with a filled box; hatching has the colour of the edge."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        half = 0.45 * sheet.profile.text
        sheet.page.add_patch(
            Rectangle(
                (x - 1.3 * half, y - half),
                2.6 * half,
                2 * half,
                facecolor=colour,
                edgecolor=edge,
                linewidth=weight * sheet.profile.line,
                linestyle=style,
                hatch=hatch,
            )
        )

    return Key(words, draw, 4.5)


def line_key(words: str, colour: str = INK, style: str = "-", weight: float = 0.7) -> Key:
    """Make a legend entry with a line."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        half, thick = 0.9 * sheet.profile.text, weight * sheet.profile.line
        ends = (x - half, x + half)
        sheet.page.plot(ends, (y, y), color=colour, linestyle=style, linewidth=thick)

    return Key(words, draw, 6.0)


def keep_seen_ticks(axes: Axes) -> None:
    """Keep the ticks that are seen: a locator also sets some beyond the ends."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    axes.set_xticks([tick for tick in axes.get_xticks() if left <= tick <= right])
    axes.set_yticks([tick for tick in axes.get_yticks() if low <= tick <= high])


def whole_ticks(axis: Axis) -> None:
    """Put ticks at whole numbers: there is no half a participant."""
    steps = [1, 2, 5, 10]
    axis.set_major_locator(MaxNLocator(nbins="auto", integer=True, steps=steps, min_n_ticks=1))


def print_as_statistics(axis: Axis) -> None:
    """Print the ticks of an axis of shares or statistics as tables print these numbers."""
    axis.set_major_formatter(lambda value, _place: tick_text(value))


LONGEST_ALT = 250  # characters that screen readers read without a break


def sentence_of(*clauses: str) -> str:
    """Join clauses to one sentence; leave out those that make it too long for a screen reader."""
    said = shorten(clauses[0], LONGEST_ALT - 1, placeholder=" \u2026")
    for clause in clauses[1:]:
        longer = f"{said}; {clause}"
        said = longer if len(longer) < LONGEST_ALT else said
    return f"{said.rstrip('.')}."


def evenly(items: Sequence[Item], most: int) -> list[Item]:
    """Take items at even distances, the first and the last among them; all if they are few."""
    if len(items) <= most:
        return list(items)
    return [items[at * (len(items) - 1) // (most - 1)] for at in range(most)]


def sentence_listing(start: str, items: Sequence[str]) -> str:
    """List items in one sentence; those that would make it too long are counted."""
    for number in range(len(items), 0, -1):
        said = f"{start} {some_of(items, number)}."
        if len(said) <= LONGEST_ALT:
            return said
    return sentence_of(f"{start} {', '.join(items)}")


def row_with(frame: pd.DataFrame, column: str, *, least: bool = False) -> Any:  # noqa: ANN401  # a row of any frame
    """Return the first row with the highest value, or with the lowest."""
    values = frame[column].to_numpy(dtype=float)
    return frame.iloc[int(np.nanargmin(values) if least else np.nanargmax(values))]


def dot(x: float, y: float, marker: str, colour: str, profile: Profile) -> Line2D:
    """Make a marker with a dark edge."""
    shrink = {"D": 0.52, "s": 0.58, "^": 0.72}.get(marker, 0.64)
    return Line2D(
        [x],
        [y],
        linestyle="none",
        marker=marker,
        markersize=shrink * profile.size,
        markerfacecolor=colour,
        markeredgecolor=INK if colour != GREY else GREY,
        markeredgewidth=0.6 * profile.line,
        zorder=3,
    )


def legend(
    sheet: Sheet | None, keys: Sequence[Key], profile: Profile, top: float, left: float = 0.0
) -> float:
    """Draw a legend in as many lines as it needs."""
    scale, x, line = profile.size / 8, left, 0
    row = 1.45 * profile.text
    for key in keys:
        sign = key.width * scale
        wide = sign + profile.wide(key.words)
        if x > left and x + wide > profile.inner:
            x, line = left, line + 1
        if sheet is not None:
            y = top + (line + 0.5) * row
            key.draw(sheet, x + 0.5 * sign, y)
            sheet.text(x + sign + 0.3 * scale, y, key.words)
        x += wide + 4.5 * scale
    return (line + 1) * row


def spread(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Move labels apart so that none overlaps the next, as near to where they want to be."""
    tops, bottom = [], 0.0
    for top, height in zip(wanted, heights, strict=True):
        tops.append(max(top, bottom))
        bottom = tops[-1] + height
    limit = max(room, sum(heights))
    for place in range(len(tops) - 1, -1, -1):
        tops[place] = min(tops[place], limit - heights[place])
        limit = tops[place]
    return tops
