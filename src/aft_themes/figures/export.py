"""Write a figure as PDF, SVG and PNG, its data as CSV, and its words as JSON and text."""

from __future__ import annotations

import base64
import io
import json
import logging
import string
from collections.abc import Mapping
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from shutil import copyfile
from typing import Any

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from PIL import Image

from aft_themes.figures.fonts import STACKS, font_file, lacking
from aft_themes.figures.page import DrawnFigure, bitmap_of
from aft_themes.figures.style import styled
from aft_themes.io.files import write_text, write_whole
from aft_themes.io.spreadsheets import write_csv

logger = logging.getLogger(__name__)
# letters that every SVG embeds, so that its words can be edited and fonts are cut once
_LETTERS = frozenset(string.printable[:95]) | frozenset(
    "\u2013\u2014\u2018\u2019\u2026\u2212\u2264"
)
SUFFIXES = (".pdf", ".svg", ".png", ".csv", ".json", ".txt")


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
        Resolution of ``name.png``.
    last : Path, optional
        A folder with the figure as the same program saved it last, at the same resolution: if its
        SVG is the same, which holds every line and word, the pictures are copied from there.

    Returns
    -------
    list of Path
        ``name.pdf``, ``.svg``, ``.png``, ``.csv`` (data), ``.json`` (title, caption, alt text, long
        description, size), ``.txt`` (the same to read), and a finer ``.png`` where the profile's
        journals ask for one.
    """
    if drawn.missing:
        logger.warning(
            "%s: no font that is used has signs for %s. Fix: install one (docs/figures.md "
            "names some), or give these codes names in Latin, Greek or Cyrillic letters.",
            drawn.name,
            drawn.missing,
        )
    pdf, svg, png, data, words, text = (folder / f"{drawn.name}{suffix}" for suffix in SUFFIXES)
    pictures = {png: dpi, **dict.fromkeys(_fine(drawn, folder), drawn.profile.fine_dpi)}
    with styled(drawn.profile):
        vector = _svg(drawn)
    write_text(svg, vector)
    before = last / svg.name if last else svg
    if last and before.is_file() and before.read_text(encoding="utf-8") == vector:
        for path in (pdf, *pictures):
            write_whole(path, partial(copyfile, last / path.name))
    else:
        _draw_pictures(drawn, pdf, pictures)
    write_csv(drawn.data, data, float_format="%.6g")
    record = describe(drawn)
    write_text(words, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    write_text(text, _in_words(record))
    return [pdf, svg, *pictures, data, words, text]


def _fine(drawn: DrawnFigure, folder: Path) -> list[Path]:
    """Name the finer bitmap, if the profile asks for one."""
    dpi = drawn.profile.fine_dpi
    return [folder / f"{drawn.name}_{dpi}dpi.png"] if dpi else []


def _draw_pictures(drawn: DrawnFigure, pdf: Path, pictures: Mapping[Path, int]) -> None:
    page = drawn.pdf()
    write_whole(pdf, lambda part: part.write_bytes(page))
    for path, dpi in pictures.items():
        write_whole(path, partial(_write_png, bitmap_of(page, dpi), dpi))


def save_skipped(name: str, number: int, reason: str, folder: Path) -> Path:
    """Write why a figure was not drawn, and remove what an earlier run left of it."""
    for suffix in SUFFIXES:
        (folder / f"{name}{suffix}").unlink(missing_ok=True)
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
        **({"letters_not_drawn": drawn.missing} if drawn.missing else {}),
        "files": [
            *(f"{drawn.name}{suffix}" for suffix in SUFFIXES),
            *(path.name for path in _fine(drawn, Path())),
        ],
    }


def _in_words(record: dict[str, Any]) -> str:
    # the report gives the number: a figure has another one there, or one of the supplement
    return (
        f"Figure\n{record['title']}\n\n"
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
    font, *stand_ins = drawn.profile.families
    first, _, others = STACKS.get(font, f"'{font}', sans-serif").partition(", ")
    further = "".join(f"'{family}', " for family in stand_ins)
    named = ", ".join(f"'{family}'" for family in (font, *stand_ins))
    picture = picture.replace(named, f"{first}, {further}{others}")
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
    """Embed the letters that are used, and of fonts that stand in only those they are used for."""
    (font, *stand_ins), used = drawn.profile.families, _used_letters(drawn)
    name = STACKS.get(font, f"'{font}',").partition(",")[0]
    faces = []
    for weight, letters in sorted(used.items()):
        faces.append(
            _face(name, weight, _subset(font, weight, "".join(sorted(letters | _LETTERS))))
        )
        others = lacking("".join(sorted(letters)), font)
        for family in stand_ins:
            if others:
                faces.append(_face(f"'{family}'", weight, _subset(family, weight, others)))
            others = lacking(others, family)
    return "".join(faces)


def _used_letters(drawn: DrawnFigure) -> dict[str, set[str]]:
    used: dict[str, set[str]] = {}
    for text in drawn.texts:
        weight = "bold" if text.get_fontweight() == "bold" else "normal"
        used.setdefault(weight, set()).update(text.get_text())
    return used


def _face(name: str, weight: str, font: str) -> str:
    return (
        f"@font-face{{font-family:{name};font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{font}) format('truetype')}}"
    )


@lru_cache(maxsize=64)
def _subset(family: str, weight: str, letters: str) -> str:
    options = subset.Options(recalc_timestamp=False, notdef_outline=True, hinting=False)
    # Arabic and Indic letters change their form beside others, by rules of the font
    options.drop_tables += ["FFTM", *(["GDEF", "GPOS", "GSUB"] if family in STACKS else [])]
    font = TTFont(font_file(family, weight), recalcTimestamp=False)
    picker = subset.Subsetter(options)
    picker.populate(text=letters)
    picker.subset(font)
    buffer = io.BytesIO()
    font.save(buffer)
    return base64.b64encode(buffer.getvalue()).decode("ascii")
