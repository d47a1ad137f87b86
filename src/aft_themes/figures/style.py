"""Profiles of journals, colours that survive grey-scale, and how text is measured."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib import style
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

from aft_themes.errors import SettingsError
from aft_themes.vocabulary import Valence

MM_PER_POINT = 25.4 / 72
MARGIN = 0.8  # left and right of everything, in mm

# Okabe and Ito (2008): told apart by colour-blind readers, and by lightness when printed grey
BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PURPLE, YELLOW = "#56B4E9", "#CC79A7", "#F0E442"
INK, GREY, PALE, PAPER = "#1A1A1A", "#8C8C8C", "#D9D9D9", "#FFFFFF"
SEQUENTIAL = "Blues"  # evenly darker, so that it also orders values in grey


@dataclass(frozen=True)
class Mark:
    """How one valence is drawn: its colour, marker and words."""

    colour: str
    marker: str
    words: str


VALENCES = {
    Valence.BENEFIT: Mark(BLUE, "o", "benefit"),
    Valence.CHALLENGE: Mark(ORANGE, "^", "challenge"),
    Valence.MIXED: Mark(PAPER, "D", "both"),
    Valence.NONE: Mark(PALE, "s", "no valence"),
}


@dataclass(frozen=True)
class Profile:
    """What a journal, a thesis or a slide asks of a figure.

    Parameters
    ----------
    name : str
        Its key in ``PROFILES``.
    width, height : float
        Full width and greatest height, in mm.
    font : str
        A font that comes with matplotlib, so that every machine draws the same.
    size, small : float
        Text and smallest text, in points.
    line : float
        Weight of data lines, in points; axes are thinner.
    grid : bool
        Whether faint guide lines are drawn.
    titled : bool
        Whether the title stands inside the figure, as on slides.
    panels : str
        Letters of the parts of a figure.
    """

    name: str
    width: float
    height: float
    font: str
    size: float
    small: float
    line: float
    grid: bool = True
    titled: bool = False
    panels: str = "ABCD"

    @property
    def inner(self) -> float:
        """Width within the margins, in mm."""
        return self.width - 2 * MARGIN

    @property
    def text(self) -> float:
        """Height of a line of text, in mm, without space between lines."""
        return self.size * MM_PER_POINT

    @property
    def pitch(self) -> float:
        """Distance between two lines of one label, in mm."""
        return 1.16 * self.text

    def wide(self, text: str, *, size: float | None = None, bold: bool = False) -> float:
        """Measure a line of text."""
        return _width(text, self.font, size or self.size, bold)


PROFILES = {
    profile.name: profile
    for profile in (
        # APA 7, section 7.26: sans serif, 8 to 14 points; letter page within one-inch margins
        Profile("apa", 165, 228, "DejaVu Sans", 8, 8, 1.0),
        # Elsevier artwork sizing: 190 mm in two columns, 7 points, 0.25 to 1 point
        Profile("elsevier", 190, 230, "DejaVu Sans", 7, 7, 0.9),
        # Nature research figure guide: 183 mm by at most 170, 5 to 7 points, no grid lines
        Profile("nature", 183, 170, "DejaVu Sans", 6.5, 6, 0.8, grid=False, panels="abcd"),
        Profile("thesis", 150, 225, "STIXGeneral", 9, 9, 1.0),
        Profile("slides", 320, 180, "DejaVu Sans", 13, 12, 1.8, titled=True),
    )
}


def find_profile(profile: str | Profile) -> Profile:
    """Return a profile by name; a ``Profile`` of one's own passes through."""
    if isinstance(profile, Profile):
        return profile
    if profile not in PROFILES:
        raise SettingsError(f"figures.profile: {profile!r} is none of {', '.join(PROFILES)}.")
    return PROFILES[profile]


def letters_without_glyph(text: str, profile: Profile) -> str:
    """Return the letters that the profile's font cannot draw, each once, in their order."""
    known = _glyphs(profile.font)
    marks = (letter for letter in dict.fromkeys(text) if unicodedata.category(letter)[0] in "LNPSM")
    return "".join(letter for letter in marks if ord(letter) not in known)


@lru_cache(maxsize=8)
def _glyphs(font: str) -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties(family=font))).get_charmap())


@contextmanager
def styled(profile: Profile) -> Iterator[None]:
    """Draw or save in a profile, whatever the user's own matplotlib settings are."""
    thin = 0.6 * profile.line
    chosen: dict[str, Any] = {
        "axes.axisbelow": True,
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "axes.labelsize": profile.size,
        "axes.linewidth": thin,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "font.family": [profile.font],
        "font.size": profile.size,
        "hatch.linewidth": thin,
        "lines.linewidth": profile.line,
        "pdf.fonttype": 42,  # embedded and editable
        "svg.fonttype": "none",  # text stays text; the font is embedded on saving
        "svg.hashsalt": "aft-themes",
        "text.color": INK,
        "text.parse_math": False,  # a dollar sign in a label is a dollar sign
        "xtick.color": INK,
        "xtick.labelsize": profile.small,
        "xtick.major.pad": 2,
        "xtick.major.size": 2.5,
        "xtick.major.width": thin,
        "ytick.color": INK,
        "ytick.labelsize": profile.small,
        "ytick.major.pad": 2,
        "ytick.major.size": 2.5,
        "ytick.major.width": thin,
    }
    with style.context(["default", chosen]), _quiet_glyphs():
        yield


@contextmanager
def _quiet_glyphs() -> Iterator[None]:
    """Keep matplotlib from warning of each letter: ``save_figure`` says it once, with the fix."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        yield


@lru_cache(maxsize=8192)
def _width(text: str, font: str, size: float, bold: bool) -> float:
    properties = FontProperties(
        family=font,
        size=size,
        style="normal",
        variant="normal",
        stretch="normal",
        weight="bold" if bold else "normal",
    )
    with _quiet_glyphs():
        width, _, _ = text_to_path.get_text_width_height_descent(text, properties, False)
    return float(width) * MM_PER_POINT


def wrap(text: str, width: float, profile: Profile, *, bold: bool = False) -> tuple[str, ...]:
    """Break a label into lines that fit."""
    lines: list[str] = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if profile.wide(joined, bold=bold) <= width:
            lines[-1] = joined
            continue
        pieces = _pieces(word, width, profile, bold)
        lines = [*lines, *pieces] if lines[-1] else pieces
    return tuple(lines)


def _pieces(word: str, width: float, profile: Profile, bold: bool) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if piece and profile.wide(piece + letter, bold=bold) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
