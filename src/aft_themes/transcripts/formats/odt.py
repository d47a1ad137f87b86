"""OpenDocument text (ODT): paragraphs with labels, or a table of turns."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from aft_themes.transcripts.formats.archives import check_xml
from aft_themes.transcripts.formats.odt_styles import Styles, styles_in
from aft_themes.transcripts.formats.paragraphs import (
    Document,
    Paragraph,
    Piece,
    is_short,
    not_read,
    turns_of,
)
from aft_themes.transcripts.source import MAX_MARKS, Source
from aft_themes.transcripts.turns import Line, Reading

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE = _ODF % "text", _ODF % "table", _ODF % "office"
_CELL = f"{_TABLE}table-cell"
_STYLE = _ODF % "style"
_FO_MARKS = {
    f"{{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}}{name}"
    for name in ("background-color", "font-weight")
}
_CODE = re.compile(r"(?:\s?\[[^\[\]]{1,500}\]\s?){1,50}")
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_UNSPOKEN = {f"{_OFFICE}annotation"} | {
    f"{_TEXT}{name}"
    for name in (
        "note", "tracked-changes", "hidden-text", "hidden-paragraph", "ruby-text", "placeholder",
        "page-number", "page-count", "table-of-content", "alphabetical-index", "file-name",
    )
}  # fmt: skip
# LibreOffice's own element for a form's field, which may still show what to type into it
_CONTROL = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_HINT = f"{_CONTROL}showing-place-holder"
_SHAPES = _ODF % "drawing"
_BREAKS = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t"}
_FIX = "open it in LibreOffice and save it again."
_MAX_SPACES = 100
_SPACES = re.compile(r"[ \t\r\n]+")


def read(source: Source) -> Reading:
    """Read an ODT transcript; headers, footers, notes, hidden and deleted text are ignored."""
    with source.parsing("OpenDocument file", _FIX):
        body, styles = _body(source)
        left = styles.take_out(body)
        labelled = turns_of(_document(body, styles))
    labelled.findings.extend(not_read(left))
    return labelled.reading("odt")


def lines_of(source: Source) -> list[Line]:
    """Return the lines of an OpenDocument text that is no transcript."""
    with source.parsing("OpenDocument file", _FIX):
        return list(_lines(_body(source)[0]))


def headed_lines(source: Source) -> list[tuple[int, str]]:
    """Return the lines of a text, each with the level of its heading; 0 is none."""
    found = []
    with source.parsing("OpenDocument file", _FIX):
        for paragraph in _paragraphs(_body(source)[0], []):
            level = paragraph.get(f"{_TEXT}outline-level") or "0"
            heading = min(int(level), 9) if level.isdecimal() else 0
            found += [(heading, line) for line in _text(paragraph).split("\n")]
    return found


def _body(source: Source) -> tuple[Element, Styles]:
    """Return the text of a document, and its styles."""
    root, *others = (fromstring(part, forbid_dtd=True) for part in _parts(source))
    _drop_codes(root)
    # a flat file also holds the styles, with headers and footers
    return next(root.iter(f"{_OFFICE}body"), root), styles_in([*others, root])


def _drop_codes(root: Element) -> None:
    """Empty what QualCoder writes behind coded words: ``[code]`` in bold on a colour."""
    marked = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(set(properties.keys()) >= _FO_MARKS for properties in style)
    }
    for span in root.iter(f"{_TEXT}span") if marked else ():
        if span.get(f"{_TEXT}style-name") in marked and _is_codes(span):
            span[:] = []
            span.text = " "


def _is_codes(span: Element) -> bool:
    return bool(_CODE.fullmatch("".join(span.itertext())))


def _parts(source: Source) -> list[bytes]:
    """Return the XML of the text, and that of the styles: a flat file holds both in one."""
    if not source.data.startswith(b"PK"):
        source.refuse_beyond(source.data.count(b"<"), MAX_MARKS, "tags")
        return [source.data]
    check_xml(source)
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        if "encryption-data" in archive.read("META-INF/manifest.xml").decode("utf-8"):
            raise source.error(
                "the file is protected by a password.", "save a copy without the password."
            )
        names = [name for name in ("content.xml", "styles.xml") if name in archive.namelist()]
        return [archive.read(name) for name in names]


def _document(body: Element, styles: Styles) -> Document:
    boxes: dict[Element, int] = {}
    elements = _paragraphs(body, [], boxes)
    labels = styles.labels(body)
    shown = {
        one: Paragraph(
            _text(one),
            [Piece(text, partial(styles.has, chain)) for text, chain in _prints(one, ())],
            styles.name(one.get(f"{_TEXT}style-name", "")),
            labels.get(one, ""),
            boxes.get(one, 0),
        )
        for one in elements
    }
    tables = [
        [
            [[shown[one] for one in _paragraphs(cell, [])] for cell in row.iter(_CELL)]
            for row in table.iter(f"{_TABLE}table-row")
        ]
        for table in body.iter(f"{_TABLE}table")
    ]
    return Document(list(shown.values()), tables)


def _prints(element: Element, chain: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the words of a paragraph with the styles of the spans around them."""
    yield _one_line(element.text), chain
    for child in element:
        if child.tag == f"{_TEXT}span":
            yield from _prints(child, (child.get(f"{_TEXT}style-name", ""), *chain))
        elif child.tag in _BREAKS or child.tag == f"{_TEXT}s":
            yield "".join(_mark(child)), chain
        elif not _is_unsaid(child) and not _holds_paragraphs(child):
            yield from _prints(child, chain)
        yield _one_line(child.tail), chain


def _lines(body: Element) -> Iterator[Line]:
    for number, paragraph in enumerate(_paragraphs(body, []), 1):
        for line in _text(paragraph).split("\n"):
            yield Line(line, f"paragraph {number}")


def _paragraphs(
    element: Element, found: list[Element], boxes: dict[Element, int] | None = None
) -> list[Element]:
    """Collect paragraphs, those of boxes and shapes included, and number these.

    A box at the beginning of a paragraph, or with few words, stands before its words: it may hold
    the label.
    """
    for child in element:
        if _is_unsaid(child):
            continue
        inner = _paragraphs(child, [], boxes)
        if child.tag not in _PARAGRAPHS:
            found += inner
            if boxes is not None and child.tag.startswith(_SHAPES) and inner:
                number = max(boxes.values(), default=0) + 1
                boxes.update((one, number) for one in inner)
        elif inner and (is_short(map(_text, inner)) or not _words_before_box(child).strip()):
            found += [*inner, child]
        else:
            found += [child, *inner]
    return found


def _is_unsaid(element: Element) -> bool:
    return element.tag in _UNSPOKEN or element.get(_HINT) == "true"


def _holds_paragraphs(element: Element) -> bool:
    return any(inner.tag in _PARAGRAPHS for inner in element.iter())


def _words_before_box(paragraph: Element) -> str:
    first = next((at for at, one in enumerate(paragraph) if _holds_paragraphs(one)), 0)
    before = (_text(one) + _one_line(one.tail) for one in paragraph[:first])
    return "".join((_one_line(paragraph.text), *before))


def _text(paragraph: Element) -> str:
    return "".join(_pieces(paragraph, []))


def _pieces(element: Element, found: list[str]) -> list[str]:
    found.append(_one_line(element.text))
    for child in element:
        if child.tag in _BREAKS or child.tag == f"{_TEXT}s":
            found += _mark(child)
        elif not _is_unsaid(child) and child.tag not in _PARAGRAPHS:
            _pieces(child, found)
        found.append(_one_line(child.tail))
    return found


def _mark(element: Element) -> list[str]:
    """Return a line break, a tab, or several spaces."""
    count = element.get(f"{_TEXT}c", "1")
    spaces = min(int(count) if count.isdecimal() else 1, _MAX_SPACES)
    return [_BREAKS.get(element.tag, " " * spaces)]


def _one_line(text: str | None) -> str:
    """Take white space as one space, for line ends in the file mean nothing (ODF 1.2, 6.1.2)."""
    return _SPACES.sub(" ", text or "")
