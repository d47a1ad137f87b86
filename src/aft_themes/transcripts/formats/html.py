"""HTML from transcription tools: paragraphs with labels, or a table of turns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement, document_fromstring  # type: ignore[import-untyped]

from aft_themes.transcripts.formats import tables_of_turns
from aft_themes.transcripts.source import MAX_MARKS, MAX_PIECES, Source
from aft_themes.transcripts.turns import Line, Reading

_UNSPOKEN = frozenset(
    "script style head title template noscript nav header footer svg math".split()
)
# where bold text begins and ends, while lines are put together: characters for private use
_BOLD, _PLAIN = "\ue000", "\ue001"
_MARKS = re.compile(f"[{_BOLD}{_PLAIN}]")
_AVATAR = re.compile(r"(?:^|\s)(?:userpic|avatar|initials)", re.IGNORECASE)  # of chat programs
_SPEAKER_CLASS = re.compile(
    r"(?:\S{0,20}[-_])?(?:speaker|spk|sprecher)(?:[-_]?name)?", re.IGNORECASE
)
_TIME_CLASS = re.compile(r"(?:\S{0,20}[-_])?(?:time|timestamp|timecode)", re.IGNORECASE)
_CODE = re.compile(r"(?:\s?\[[^\[\]]{1,500}\]\s?){1,50}")
_INLINE = frozenset(
    "a abbr b bdi bdo cite code em font i label mark q s small span strong sub sup "
    "time u var".split()
)


def read(source: Source) -> Reading:
    """Read an HTML transcript; scripts, styles, headers and footers are dropped."""
    decoded = source.text
    root = parsed(source, decoded.text)
    with source.parsing("web page", "export it again."):
        tables = [rows(table) for table in root.iter("table")]
        lines = lines_in(root)
    source.refuse_beyond(len(lines), MAX_PIECES, "paragraphs")
    return tables_of_turns.or_labels(tables, lines).reading("html", decoded)


def lines_of(source: Source, text: str) -> list[Line]:
    """Return the lines of HTML that stands inside another format."""
    return lines_in(parsed(source, text))


def parsed(source: Source, text: str) -> HtmlElement:
    """Parse a web page, within limits."""
    source.refuse_beyond(text.count("<"), MAX_MARKS, "tags")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, huge_tree=True
    )
    with source.parsing("web page", "export it again."):
        root = document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
        if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
            raise ValueError  # tags nested without end; the rest of the page would be lost
    return root


def rows(table: HtmlElement) -> list[list[str]]:
    """Return the words of a table's cells."""
    return [
        [
            " ".join(_MARKS.sub("", "".join(_pieces(cell, []))).split())
            for cell in row.iter("td", "th")
        ]
        for row in table.iter("tr")
    ]


def lines_in(root: HtmlElement) -> list[Line]:
    """Return the paragraphs of a parsed page."""
    text = "".join(_pieces(root, []))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    spoken = [line for line in lines if _MARKS.sub("", line).strip()]
    return [_line(line, f"paragraph {at}") for at, line in enumerate(spoken, 1)]


def _line(marked: str, place: str) -> Line:
    """Return a line without the marks of bold text, but with the length of its bold beginning."""
    bold = 0
    if marked.startswith(_BOLD):
        bold = len(_MARKS.sub("", marked.split(_PLAIN, 1)[0]))
    return Line(_MARKS.sub("", marked), place, bold=bold)


def _pieces(element: HtmlElement, found: list[str]) -> list[str]:
    """Collect an element's text, a line feed around each block; source line ends are spaces."""
    if not isinstance(element.tag, str) or element.tag in _UNSPOKEN:
        return found
    if element.tag == "li" and _is_outline(element):
        return found
    if element.tag == "span" and _is_code(element):
        return found
    if _AVATAR.search(element.get("class", "")):
        return found
    if element.get("data-speaker"):
        found.append(f"\n{_one_line(element.get('data-speaker'))}: ")
    edge = "" if element.tag in _INLINE else "\n"
    around = _marked(element) if element.tag == "span" else None
    if around:
        inside = "".join(_pieces_in(element))
        found += (around[0], inside.strip(), around[1]) if inside.strip() else ()
        return found
    bold = element.tag in ("b", "strong")
    found += (_BOLD if bold else edge, _one_line(element.text))
    for child in element:
        _pieces(child, found)
        found.append(_one_line(child.tail))
    found.append(_PLAIN if bold else edge)
    return found


def _is_outline(item: HtmlElement) -> bool:
    """Tell a line of a table of contents: nothing but a link to a place in a page."""
    links = [link for link in item.iter("a") if "#" in link.get("href", "")]
    linked = "".join("".join(link.itertext()) for link in links)
    return bool(links) and linked.split() == "".join(item.itertext()).split()


def _is_code(span: HtmlElement) -> bool:
    """Tell the names of codes that Taguette and QualCoder write behind coded words."""
    marked = "background-color" in span.get("style", "") or span.get("class") == "taglist"
    return marked and bool(_CODE.fullmatch("".join(span.itertext())))


def _pieces_in(element: HtmlElement) -> Iterator[str]:
    yield _one_line(element.text)
    for child in element:
        yield from _pieces(child, [])
        yield _one_line(child.tail)


def _marked(element: HtmlElement) -> tuple[str, str] | None:
    """Say what to write around a span that a page marks as somebody's name or as a time."""
    name = element.get("class", "")
    if _SPEAKER_CLASS.fullmatch(name):
        return " ", ": "
    return ("\n[", "] ") if _TIME_CLASS.fullmatch(name) else None


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split("\n"))
