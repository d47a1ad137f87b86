"""Labels that Word itself writes before paragraphs: "I:", "Q1.", as numbers or bullets of lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from aft_themes.transcripts.formats.word_styles import Styles, style_of

_COUNTED = re.compile(r"%\d")
_BULLETS = frozenset("o v x q l n u \u00a7".split())  # letters of fonts that draw bullets
_ABOUT_NUMBER = f"{qn('w:pPr')}/{qn('w:numPr')}"


@dataclass
class Numbers:
    """The labels of a document's lists, and how far each has counted."""

    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    styles: Styles = field(default_factory=Styles)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def before(self, paragraph: BaseOxmlElement) -> str:
        """Return the label that Word writes before a paragraph; none if it is only a number."""
        about = paragraph.find(_ABOUT_NUMBER)
        style = self.styles.elements.get(style_of(paragraph))
        if about is None and style is not None:
            about = style.find(_ABOUT_NUMBER)
        if about is None or not self.labels:
            return ""
        place = (_value(about, "w:numId"), _value(about, "w:ilvl") or "0")
        label = self.labels.get(place, "")
        self.counts[place] += bool(label)
        return f"{_COUNTED.sub(str(self.counts[place]), label)} " if label else ""


def numbers_in(part: BaseOxmlElement | None, styles: Styles) -> Numbers:
    """Return the lists whose numbers or bullets are words."""
    if part is None:
        return Numbers()
    levels = {
        (shape.get(qn("w:abstractNumId"), ""), level.get(qn("w:ilvl"), "0")): text
        for shape in part.iter(qn("w:abstractNum"))
        for level in shape.iter(qn("w:lvl"))
        if _is_label(text := _value(level, "w:lvlText"))
    }
    lists = {
        number.get(qn("w:numId"), ""): _value(number, "w:abstractNumId")
        for number in part.iter(qn("w:num"))
    }
    labels = {
        (number, level): text
        for number, shape in lists.items()
        for (own, level), text in levels.items()
        if own == shape
    }
    return Numbers(labels, styles)


def _is_label(text: str) -> bool:
    plain = _COUNTED.sub("", text).strip()
    return any(map(str.isalpha, plain)) and plain not in _BULLETS


def _value(element: BaseOxmlElement, name: str) -> str:
    found = element.find(qn(name))
    return found.get(qn("w:val"), "") if found is not None else ""
