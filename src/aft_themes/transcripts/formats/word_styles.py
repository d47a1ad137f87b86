"""How the words of a Word document are printed: by themselves or by their style."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_OFF = ("0", "false", "off", "none", "auto", "000000")  # "auto" and 000000 are black
_MOST_PARENTS = 20  # Word itself allows eleven levels of styles
_ABOUT_PARAGRAPH, _ABOUT_RUN = qn("w:pPr"), qn("w:rPr")
_PARAGRAPH = qn("w:p")


def on(run: BaseOxmlElement, name: str) -> bool:
    """Tell whether a run itself has a property such as bold that is not switched off."""
    found = run.find(f"{_ABOUT_RUN}/{qn(name)}")
    return found is not None and _is_on(found)


def _is_on(found: BaseOxmlElement) -> bool:
    # a shade tells its colour beside its pattern, which is mostly "clear"
    value = found.get(qn("w:fill")) if found.tag == qn("w:shd") else found.get(qn("w:val"), "1")
    return value is not None and value.lower() not in (*_OFF, "ffffff", "clear")


def style_of(paragraph: BaseOxmlElement) -> str:
    """Return the key of a paragraph's style; none is the document's own."""
    return _value(paragraph.find(f"{_ABOUT_PARAGRAPH}/{qn('w:pStyle')}"))


@dataclass(frozen=True)
class Styles:
    """The styles of a document, by their keys."""

    elements: Mapping[str, BaseOxmlElement] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """Return what a style is called in Word."""
        style = self.elements.get(key)
        return _value(style.find(qn("w:name"))) if style is not None else ""

    def has(self, run: BaseOxmlElement, name: str, *, by_paragraph: bool = True) -> bool:
        """Tell whether a run has a property, by itself, or by its style or its paragraph's."""
        own = run.find(f"{_ABOUT_RUN}/{qn(name)}")
        if own is not None:
            return _is_on(own)
        chosen = _value(run.find(f"{_ABOUT_RUN}/{qn('w:rStyle')}"))
        if chosen and self.gives(chosen, name):
            return True
        if not by_paragraph:
            return False
        paragraph = next(iter(run.iterancestors(_PARAGRAPH)), None)
        return paragraph is not None and self.gives(style_of(paragraph), name)

    def gives(self, key: str, name: str) -> bool:
        """Tell whether a style, or one that it is based on, has a property of print."""
        for _ in range(_MOST_PARENTS):
            style = self.elements.get(key)
            if style is None:
                return False
            found = style.find(f"{_ABOUT_RUN}/{qn(name)}")
            if found is not None:
                return _is_on(found)
            key = _value(style.find(qn("w:basedOn")))
        return False


def styles_in(part: BaseOxmlElement | None) -> Styles:
    """Return the styles of a document's part for them."""
    found = part.iter(qn("w:style")) if part is not None else ()
    return Styles({style.get(qn("w:styleId"), ""): style for style in found})


def _value(element: BaseOxmlElement | None) -> str:
    return element.get(qn("w:val"), "") if element is not None else ""
