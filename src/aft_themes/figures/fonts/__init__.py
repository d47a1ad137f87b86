"""The letters of figures: bundled files, so that every machine draws the same ones.

Arimo has the widths of Arial and Helvetica (licence and how it was cut: OFL.txt beside it). STIX, a
Times, and DejaVu Sans, which stands in for letters that a font lacks, come with matplotlib.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from matplotlib.font_manager import FontEntry, FontProperties, findfont, fontManager, get_font

SANS, SERIF = "Arimo (bundled)", "STIXGeneral"
FALLBACK = "DejaVu Sans"
_FOLDER = Path(__file__).parent
_WEIGHTS = {400: "Arimo-Regular.ttf", 700: "Arimo-Bold.ttf"}
# what an SVG names, for programs that ignore the letters embedded in it
STACKS = {
    SANS: "Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif",
    SERIF: "STIXGeneral, 'Times New Roman', Times, serif",
}


def _register() -> None:
    """Make the bundled files known under a name of their own: an installed copy may differ."""
    known = {entry.name for entry in fontManager.ttflist}
    if SANS not in known:
        fontManager.ttflist += [
            FontEntry(fname=str(_FOLDER / name), name=SANS, weight=weight)
            for weight, name in _WEIGHTS.items()
        ]


_register()


def families(font: str) -> list[str]:
    """Name a font and what stands in for it, as matplotlib takes them."""
    return list(dict.fromkeys((font, FALLBACK)))


def font_file(font: str, weight: str = "normal") -> str:
    """Find the file of a font."""
    return findfont(FontProperties(family=[font], weight=weight))


def lacking(text: str, font: str) -> str:
    """Return the letters that a font lacks, each once, in their order."""
    known = _letters(font)
    marks = (letter for letter in dict.fromkeys(text) if unicodedata.category(letter)[0] in "LNPSM")
    return "".join(letter for letter in marks if ord(letter) not in known)


def letters_without_glyph(text: str, font: str) -> str:
    """Return the letters that neither the font nor what stands in for it can draw."""
    return lacking(lacking(text, font), FALLBACK)


@lru_cache(maxsize=8)
def _letters(font: str) -> frozenset[int]:
    return frozenset(get_font(font_file(font)).get_charmap())
