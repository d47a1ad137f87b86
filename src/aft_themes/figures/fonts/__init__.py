"""The letters of figures: bundled files, so that every machine draws the same ones.

Arimo has the widths of Arial and Helvetica (licence and how it was cut: OFL.txt beside it). STIX, a
Times, and DejaVu Sans, which stands in for letters that a font lacks, come with matplotlib. Letters
that none of them has (Chinese, Devanagari) are drawn with a font of the computer, if it has one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from matplotlib.font_manager import (
    FontEntry,
    FontProperties,
    findfont,
    findSystemFonts,
    fontManager,
    get_font,
)
from matplotlib.ft2font import FaceFlags, StyleFlags

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


def families(font: str, stand_ins: Sequence[str] = ()) -> list[str]:
    """Name a font and what stands in for it, as matplotlib takes them."""
    return list(dict.fromkeys((font, FALLBACK, *stand_ins)))


def font_file(font: str, weight: str = "normal") -> str:
    """Find the file of a font."""
    return findfont(FontProperties(family=[font], weight=weight))


def lacking(text: str, font: str) -> str:
    """Return the letters that a font lacks, each once, in their order."""
    known = _letters(font)
    marks = (letter for letter in dict.fromkeys(text) if unicodedata.category(letter)[0] in "LNPSM")
    return "".join(letter for letter in marks if ord(letter) not in known)


def letters_without_glyph(text: str, font: str, stand_ins: Sequence[str] = ()) -> str:
    """Return the letters that neither the font nor what stands in for it can draw."""
    for family in families(font, stand_ins):
        text = lacking(text, family)
    return text


@lru_cache(maxsize=64)
def standing_in(letters: str, files: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """Find fonts for letters that no other font has, among files or all fonts of this computer."""
    if not letters:
        return ()
    wanted, chosen = set(letters), []
    fonts = _usable_fonts(files or tuple(map(Path, findSystemFonts())))
    while wanted and fonts:
        # of as many letters, the first by name: the same on every computer that has the same fonts
        best = max(fonts, key=lambda one: len(wanted & fonts[one]))
        if not wanted & fonts[best]:
            break
        fontManager.addfont(str(best))
        chosen.append(fontManager.ttflist[-1].name)
        wanted -= fonts.pop(best)
    return tuple(chosen)


def _usable_fonts(files: Sequence[Path]) -> dict[Path, set[str]]:
    """List the upright fonts that a PDF can hold, with their letters."""
    found = {}
    for file in sorted(files, key=lambda one: (one.name, one)):
        if file.suffix.lower() != ".ttf":
            continue
        try:
            font = get_font(str(file))
        except (OSError, RuntimeError):  # a damaged file
            continue
        upright = not font.style_flags & (StyleFlags.BOLD | StyleFlags.ITALIC)
        # fonts of last resort have a box for each letter; those of colour pictures have no outlines
        last = font.family_name.replace(" ", "").startswith("LastResort")
        if upright and not last and FaceFlags.SCALABLE in font.face_flags:
            found[file] = set(map(chr, font.get_charmap()))
    return found


@lru_cache(maxsize=8)
def _letters(font: str) -> frozenset[int]:
    return frozenset(get_font(font_file(font)).get_charmap())
