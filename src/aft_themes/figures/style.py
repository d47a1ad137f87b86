"""Profiles of journals, colours that can be told apart in grey, and how text is measured."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib import style
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from aft_themes.errors import SettingsError
from aft_themes.figures.fonts import SANS, SERIF, families
from aft_themes.vocabulary import Valence

MM_PER_POINT = 25.4 / 72
MARGIN = 0.8  # left and right of everything, in mm

# Okabe and Ito (2008): told apart by colour-blind readers, and by lightness when printed grey
BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PURPLE, YELLOW = "#56B4E9", "#CC79A7", "#F0E442"
# Tol (2021), "muted": nine colours that colour-blind readers tell apart; for domains only, so that
# blue and orange stay benefit and challenge
DOMAINS = (
    "#332288",
    "#88CCEE",
    "#117733",
    "#DDCC77",
    "#CC6677",
    "#44AA99",
    "#882255",
    "#999933",
    "#AA4499",
)
# lines over the colours that grey print makes as dark as one before them; white on dark colours
HATCHES = {
    "#DDCC77": ("/////", "#1A1A1A"),
    "#CC6677": ("-----", "#FFFFFF"),
    "#882255": ("/////", "#FFFFFF"),
    "#999933": ("/////", "#1A1A1A"),
    "#AA4499": ("/////", "#FFFFFF"),
}
INK, GREY, PALE, PAPER = "#1A1A1A", "#8C8C8C", "#D9D9D9", "#FFFFFF"
# evenly darker, so that they also order values in grey; one scale for each meaning
SEQUENTIAL, TOPIC_SCALE = "Blues", "Greens"


VALENCE_COLOURS = {
    Valence.BENEFIT: BLUE,
    Valence.CHALLENGE: ORANGE,
    Valence.MIXED: PAPER,
    Valence.NONE: PALE,
}


@dataclass(frozen=True)
class Profile:
    """What a journal, a thesis or a slide asks of a figure.

    Parameters
    ----------
    name : str
        Its key in ``PROFILES``.
    width, height : float
        Full width and greatest height, in mm; number, title and note have room on the page too.
    font : str
        A font of :mod:`aft_themes.figures.fonts`, so that every machine draws the same.
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
    fine_dpi : int
        Resolution of a second bitmap, for journals that take no vector files; 0 for none.
    by_domain : bool
        Whether a long list of codes is drawn as one picture for each domain.
    stand_ins : tuple of str
        Further fonts, for letters that the others lack.
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
    fine_dpi: int = 0
    by_domain: bool = False
    stand_ins: tuple[str, ...] = ()

    @property
    def families(self) -> tuple[str, ...]:
        """The font, and those that stand in for letters that it lacks."""
        return tuple(families(self.font, self.stand_ins))

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
        return _width(text, self.families, size or self.size, bold)


# mm of a page that number, title (two lines of 10 points) and note need: with the longest note,
# of 600 letters in 6 lines, and the notices at the head of a page
_BESIDE = 52.0

PROFILES = {
    profile.name: profile
    for profile in (
        # APA 7, section 7.26: sans serif, 8 to 14 points; letter page within one-inch margins,
        # 228.6 mm high
        Profile("apa", 165, 228.6 - _BESIDE, SANS, 8, 8, 1.0),
        # Elsevier artwork sizing: 190 mm in two columns, 7 points, 0.25 to 1 point; line drawings
        # with shades as bitmaps have at least 500 dpi
        Profile("elsevier", 190, 240 - _BESIDE, SANS, 7, 7, 0.9, fine_dpi=600),
        # Nature research figure guide: 183 mm by at most 170, 5 to 7 points, no grid lines
        Profile("nature", 183, 170, SANS, 6.5, 6, 0.8, grid=False, panels="abcd"),
        Profile("thesis", 150, 240 - _BESIDE, SERIF, 9, 9, 1.0),
        Profile("slides", 320, 180, SANS, 14, 13, 1.8, titled=True, by_domain=True),
    )
}


def find_profile(profile: str | Profile) -> Profile:
    """Return a profile by name; a ``Profile`` of one's own passes through."""
    if isinstance(profile, Profile):
        return profile
    if profile not in PROFILES:
        raise SettingsError(f"figures.profile: {profile!r} is not one of {', '.join(PROFILES)}.")
    return PROFILES[profile]


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
        "font.family": list(profile.families),
        "font.size": profile.size,
        "hatch.linewidth": thin,
        "lines.linewidth": profile.line,
        "pdf.fonttype": 42,  # embedded and editable
        "svg.fonttype": "none",  # text stays text; the font is embedded on saving
        "svg.hashsalt": "aft-themes",
        "text.color": INK,
        "text.hinting": "none",  # else words would be wider in some resolutions
        "text.parse_math": False,  # a dollar sign in a label is a dollar sign
        "xtick.color": INK,
        "xtick.labelsize": profile.small,
        "xtick.major.pad": 0.3 * profile.size,
        "xtick.major.size": 2.5,
        "xtick.major.width": thin,
        "ytick.color": INK,
        "ytick.labelsize": profile.small,
        "ytick.major.pad": 0.3 * profile.size,
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
def _width(text: str, fonts: tuple[str, ...], size: float, bold: bool) -> float:
    properties = FontProperties(
        family=list(fonts),
        size=size,
        style="normal",
        variant="normal",
        stretch="normal",
        weight="bold" if bold else "normal",
    )
    with _quiet_glyphs():
        width, _, _ = text_to_path.get_text_width_height_descent(text, properties, False)
    return float(width) * MM_PER_POINT


_WORDS = re.compile(r"\s+(?!/\s)")  # a stroke between terms stays with the one before


@lru_cache(maxsize=8192)  # each label is measured for every layout that is tried
def wrap(text: str, width: float, profile: Profile, *, bold: bool = False) -> tuple[str, ...]:
    """Break a label into lines that fit."""
    lines: list[str] = [""]
    for word in _WORDS.split(text.strip()):
        joined = f"{lines[-1]} {word}".strip()
        if profile.wide(joined, bold=bold) <= width:
            lines[-1] = joined
            continue
        pieces = _pieces(word, width, profile, bold)
        lines = [*lines, *pieces] if lines[-1] else pieces
    return tuple(lines)


def _pieces(word: str, width: float, profile: Profile, bold: bool) -> list[str]:
    """Break a word that is wider than a line: after a hyphen or a stroke if it has one there."""
    pieces, piece = [], ""
    for letter in word:
        if piece and profile.wide(piece + letter, bold=bold) > width:
            end = max(piece.rfind("-"), piece.rfind("/")) + 1 or len(piece)
            pieces.append(piece[:end])
            piece = piece[end:]
        piece += letter
    return [*pieces, piece]
