"""How the words of an OpenDocument text are printed, by their styles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from aft_themes.transcripts.formats.paragraphs import BOLD, PRINTS, Unsaid

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _STYLE, _FO = _ODF % "text", _ODF % "style", _ODF % "xsl-fo-compatible"
_PRINTS = dict(
    zip(
        (BOLD, *PRINTS),
        (
            f"{_FO}font-weight", f"{_FO}font-style", f"{_STYLE}text-underline-style",
            f"{_FO}color", f"{_FO}background-color", "", f"{_FO}font-variant",
            f"{_FO}text-transform",
        ),
        strict=True,
    )
)  # fmt: skip
_OFF = ("none", "normal", "transparent", "#000000", "#ffffff", "auto")
_HIDDEN, _CROSSED = f"{_TEXT}display", f"{_STYLE}text-line-through-style"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_MOST_PARENTS = 20  # nobody bases more styles on one another


@dataclass(frozen=True)
class Styles:
    """The styles of a document, by their keys, and the bullets of its lists."""

    elements: Mapping[str, Element] = field(default_factory=dict)
    bullets: Mapping[str, str] = field(default_factory=dict)
    automatic: frozenset[str] = frozenset()  # those of one place, such as an indent

    def name(self, key: str) -> str:
        """Return what a paragraph's style is called; a change of one has no name of its own."""
        style = self.elements.get(key)
        if style is None:
            return ""
        parent = style.get(f"{_STYLE}parent-style-name", "")
        if key in self.automatic and parent:
            return self.name(parent) or parent
        return style.get(f"{_STYLE}display-name", key)

    def value(self, key: str, name: str) -> str:
        """Return a property of a style, or of one that it is based on; none is empty."""
        for _ in range(_MOST_PARENTS):
            style = self.elements.get(key)
            if style is None:
                return ""
            found = (part.get(name) for part in style.iter(f"{_STYLE}text-properties"))
            value = next(filter(None, found), "")
            if value:
                return value
            key = style.get(f"{_STYLE}parent-style-name", "")
        return ""

    def has(self, keys: Sequence[str], print_: str) -> bool:
        """Tell whether words have a print by the styles of the spans around them."""
        name = _PRINTS[print_]
        value = next(filter(None, (self.value(key, name) for key in keys)), "") if name else ""
        return bool(value) and value.lower() not in _OFF

    def take_out(self, body: Element) -> Unsaid:
        """Empty what is hidden or crossed out; return how many places held words."""
        counts = [0, 0]
        for element in body.iter():
            if element.tag not in (*_PARAGRAPHS, f"{_TEXT}span"):
                continue
            key = element.get(f"{_TEXT}style-name", "")
            hidden = self.value(key, _HIDDEN) == "none"
            crossed = self.value(key, _CROSSED) not in ("", "none")
            if hidden or crossed:
                counts[0 if hidden else 1] += bool("".join(element.itertext()).strip())
                element[:] = []
                element.text = ""
        return Unsaid(*counts)

    def labels(self, body: Element) -> dict[Element, str]:
        """Return the labels that lists write before their paragraphs, such as "I:"."""
        found: dict[Element, str] = {}
        counts: dict[str, int] = {}
        for points in body.iter(f"{_TEXT}list") if self.bullets else ():
            key = points.get(f"{_TEXT}style-name", "")
            for item in points.iter(f"{_TEXT}list-item"):
                first = next((one for one in item if one.tag in _PARAGRAPHS), None)
                if first is not None and key in self.bullets:
                    counts[key] = counts.get(key, 0) + 1
                    found[first] = f"{self.bullets[key].format(counts[key])} "
        return found


def styles_in(roots: Iterable[Element]) -> Styles:
    """Return the styles that a document's parts hold."""
    roots = list(roots)
    elements = {
        style.get(f"{_STYLE}name", ""): style
        for root in roots
        for style in root.iter(f"{_STYLE}style")
    }
    bullets = {
        style.get(f"{_STYLE}name", ""): label
        for root in roots
        for style in root.iter(f"{_TEXT}list-style")
        if (label := _label(style))
    }
    automatic = frozenset(
        style.get(f"{_STYLE}name", "")
        for root in roots
        for part in root.iter(f"{_ODF % 'office'}automatic-styles")
        for style in part.iter(f"{_STYLE}style")
    )
    return Styles(elements, bullets, automatic)


def _label(style: Element) -> str:
    """Return the words that a list writes before a point; none if these are numbers or signs."""
    level = next(iter(style), None)
    if level is None:
        return ""
    number = "{}" if level.get(f"{_STYLE}num-format") else ""
    before, after = level.get(f"{_STYLE}num-prefix", ""), level.get(f"{_STYLE}num-suffix", "")
    bullet = level.get(f"{_TEXT}bullet-char", "")
    label = f"{before}{number}{bullet}{after}"
    return label if sum(map(str.isalpha, label)) and len(label) > 1 else ""
