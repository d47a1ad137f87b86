"""Write a figure as PDF, SVG and PNG, its data as CSV, and its words as JSON and text."""

from __future__ import annotations

import base64
import io
import json
import logging
import string
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from shutil import copyfile
from typing import Any

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.text import Text
from PIL import Image

from aft_themes.figures.page import DrawnFigure
from aft_themes.figures.style import styled
from aft_themes.io.files import write_text, write_whole
from aft_themes.io.spreadsheets import write_csv

FINE_DPI = 600  # what journals ask of line drawings
logger = logging.getLogger(__name__)
_STACKS = {
    "DejaVu Sans": "'DejaVu Sans', Verdana, Arial, Helvetica, sans-serif",
    "STIXGeneral": "STIXGeneral, 'Times New Roman', Times, serif",
}
# letters that every SVG embeds, so that its words can be edited and fonts are cut once
_LETTERS = frozenset(string.printable[:95]) | frozenset(
    "\u2013\u2014\u2018\u2019\u2026\u2212\u2264"
)
SUFFIXES = (".pdf", ".svg", ".png", "_600dpi.png", ".csv", ".json", ".txt")


def save_figure(
    drawn: DrawnFigure, folder: Path, *, dpi: int = 300, last: Path | None = None
) -> list[Path]:
    """Write a figure in every format; the same figure gives the same bytes.

    Parameters
    ----------
    drawn : DrawnFigure
        What a ``draw_`` function returned.
    folder : Path
        Where the files go; made if missing.
    dpi : int
        Resolution of ``name.png``; ``name_600dpi.png`` is always written beside it.
    last : Path, optional
        A folder with the figure as the same program saved it last, at the same resolution: if its
        SVG is the same, which holds every line and word, the pictures are copied from there.

    Returns
    -------
    list of Path
        ``name.pdf``, ``.svg``, ``.png``, ``_600dpi.png``, ``.csv`` (data), ``.json`` (title,
        caption, alt text, long description, size) and ``.txt`` (the same to read).
    """
    if drawn.missing:
        logger.warning(
            "%s: the font %s has no signs for %s. Fix: give these codes names in Latin, Greek or "
            "Cyrillic letters in the codebook, or other labels (FigureOptions).",
            drawn.name,
            drawn.profile.font,
            drawn.missing,
        )
    paths = figure_files(drawn.name, folder)
    pdf, svg, png, fine, data, words, text = paths
    with styled(drawn.profile):
        vector = _svg(drawn)
    write_text(svg, vector)
    if last and (last / svg.name).read_text(encoding="utf-8") == vector:
        for path in (pdf, png, fine):
            write_whole(path, partial(copyfile, last / path.name))
    else:
        _draw_pictures(drawn, dpi, pdf, png, fine)
    write_csv(drawn.data, data, float_format="%.6g")
    record = describe(drawn)
    write_text(words, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    write_text(text, _in_words(drawn.label, record))
    return paths


def _draw_pictures(drawn: DrawnFigure, dpi: int, pdf: Path, png: Path, fine: Path) -> None:
    words = {"Creator": None, "Producer": None, "CreationDate": None, "Title": drawn.title}
    with styled(drawn.profile):
        write_whole(pdf, lambda part: drawn.figure.savefig(part, format="pdf", metadata=words))
    sharp = drawn.image(FINE_DPI)
    write_whole(fine, partial(_write_png, sharp, FINE_DPI))
    times, rest = divmod(FINE_DPI, dpi)
    # averaging blocks of pixels is as good as drawing again, and quicker
    write_whole(png, partial(_write_png, drawn.image(dpi) if rest else sharp.reduce(times), dpi))


def figure_files(name: str, folder: Path) -> list[Path]:
    """Name the files of a figure."""
    return [folder / f"{name}{suffix}" for suffix in SUFFIXES]


def save_skipped(name: str, number: int, reason: str, folder: Path) -> Path:
    """Write why a figure was not drawn, and remove what an earlier run left of it."""
    for path in figure_files(name, folder):
        path.unlink(missing_ok=True)
    path = folder / f"{name}.json"
    record = {"name": name, "number": number, "skipped": reason}
    write_text(path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    return path


def describe(drawn: DrawnFigure) -> dict[str, Any]:
    """Gather the words of a figure and its printed size."""
    width, height = drawn.figure.get_size_inches()
    return {
        "name": drawn.name,
        "number": drawn.number,
        "chapter": drawn.chapter,
        "callout": drawn.callout,
        "title": drawn.title,
        "caption": drawn.note,
        "alt": drawn.alt,
        "long_description": drawn.long_description,
        "profile": drawn.profile.name,
        "width_mm": round(float(width) * 25.4, 1),
        "height_mm": round(float(height) * 25.4, 1),
        "files": [f"{drawn.name}{suffix}" for suffix in SUFFIXES],
    }


def _in_words(label: str, record: dict[str, Any]) -> str:
    return (
        f"{label}\n{record['title']}\n\n"
        f"Note. {record['caption']}\n\n"
        f"Alternative text: {record['alt']}\n\n"
        f"Long description: {record['long_description']}\n"
    )


def _write_png(image: Image.Image, dpi: int, path: Path) -> None:
    image.save(path, "PNG", dpi=(dpi, dpi), compress_level=3)


def _svg(drawn: DrawnFigure) -> str:
    """Draw as SVG with title, description and the letters that it uses embedded as a font."""
    buffer = io.BytesIO()
    drawn.figure.savefig(
        buffer,
        format="svg",
        metadata={"Creator": None, "Date": None, "Format": None, "Type": None},
    )
    picture = buffer.getvalue().decode("utf-8")
    font = drawn.profile.font
    picture = picture.replace(f"'{font}'", _STACKS.get(font, f"'{font}', sans-serif"))
    head, tag, rest = picture.partition("<svg ")
    attributes, _, body = rest.partition(">")
    words = (
        f'<title id="title">{escape(drawn.title)}</title>\n'
        f'<desc id="desc">{escape(drawn.alt)}</desc>\n'
        f"<style>{_font_faces(drawn)}</style>"
    )
    role = ' role="img" aria-labelledby="title desc"'
    return f"{head}{tag}{attributes}{role}>\n{words}{body}"


def _font_faces(drawn: DrawnFigure) -> str:
    used: dict[str, set[str]] = {}
    for artist in drawn.figure.findobj(Text):
        if isinstance(artist, Text):
            weight = "bold" if artist.get_fontweight() == "bold" else "normal"
            used.setdefault(weight, set()).update(artist.get_text())
    faces = []
    for weight, letters in sorted(used.items()):
        font = _subset(drawn.profile.font, weight, "".join(sorted(letters | _LETTERS)))
        faces.append(
            f"@font-face{{font-family:'{drawn.profile.font}';font-weight:{weight};"
            f"src:url(data:font/ttf;base64,{font}) format('truetype')}}"
        )
    return "".join(faces)


@lru_cache(maxsize=64)
def _subset(family: str, weight: str, letters: str) -> str:
    path = findfont(FontProperties(family=family, weight=weight))
    options = subset.Options(recalc_timestamp=False, notdef_outline=True, hinting=False)
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB"]
    font = TTFont(path, recalcTimestamp=False)
    picker = subset.Subsetter(options)
    picker.populate(text=letters)
    picker.subset(font)
    buffer = io.BytesIO()
    font.save(buffer)
    return base64.b64encode(buffer.getvalue()).decode("ascii")
