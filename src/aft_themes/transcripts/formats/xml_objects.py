"""XML of any kind with an element for each turn: read by the names of its elements and attributes.

``<turn speaker="Ann">words</turn>``, ``<u><who>Ann</who><text>words</text></u>`` and
``<interviewer>words</interviewer>`` hold what objects of JSON hold, under the same names.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from aft_themes.errors import InputError
from aft_themes.transcripts import labels
from aft_themes.transcripts.findings import Kind
from aft_themes.transcripts.formats import captions, json
from aft_themes.transcripts.formats.json_items import names_speaker
from aft_themes.transcripts.prefixes import ROLE
from aft_themes.transcripts.role_words import asks_by_name
from aft_themes.transcripts.source import MAX_MARKS, Source
from aft_themes.transcripts.turns import Line, Reading

_MAX_DEPTH = 40  # programs nest five or six deep; what lies deeper is read as text
_LEAST_TURNS = 4  # a question and an answer, twice
_FOOTNOTES = re.compile(  # of OHMS, behind the words and in them
    r"\[\[footnotes\]\].*\Z|\[\[footnote\]\]\s*\d{1,4}\s*\[\[/footnote\]\]", re.DOTALL
)
_FIX = "save the transcript as Word, ODT, RTF, text, CSV, WebVTT or SRT."


def read(source: Source) -> Reading:
    """Read the turns of an XML file, or the lines with labels that one of its elements holds."""
    source.refuse_beyond(source.data.count(b"<"), MAX_MARKS, "tags")
    with source.parsing("XML file", "open it in the program that made it and save it again."):
        root = fromstring(source.data)
    try:
        return json.reading_of(source, {"root": _content(root, 0)}, "xml")
    except InputError:
        longest = _longest(root)
        if longest.lstrip()[:6].upper() == "WEBVTT":
            return captions.read(Source(source.path, longest.encode()))
        lines = [Line(line, f"line {at}") for at, line in enumerate(longest.splitlines(), 1)]
        labelled = labels.utterances(lines)
        if len(labelled.utterances) >= _LEAST_TURNS:
            return labelled.reading("xml")
    raise source.error("the file is XML of an unknown kind.", _FIX, kind=Kind.NO_SPEAKERS)


def _content(element: Element, depth: int) -> object:
    """Return an element as JSON would hold it: a text, an object, or an object with lists."""
    node: dict[str, object] = {
        _local(name): value.strip().removeprefix("#") for name, value in element.items()
    }
    mixed = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
    if mixed:
        node.pop("name", None)  # of a setting or a field, as often as of a person
    if mixed or depth > _MAX_DEPTH or not len(element):
        said = _words(element)
        return {**node, "text": said} if node and said else node or said
    turns = _of_roles(element)
    if turns:
        return {**node, "turns": turns}
    for child in element:
        name = _local(child.tag)
        value = _content(child, depth + 1)
        if isinstance(value, dict) and names_speaker(name) and "text" in value:
            value = value["text"]  # <speaker id="1">Ann</speaker>
        known = node.setdefault(name, [])
        if isinstance(known, list):
            known.append(value)
    return {name: _alone(value) for name, value in node.items()}


def _alone(value: object) -> object:
    """Take a text that stands once out of the list of its elements."""
    alone = isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)
    return value[0] if isinstance(value, list) and alone else value


def _of_roles(element: Element) -> list[dict[str, str]]:
    """Give elements that are called after who speaks their names as speakers."""
    names = [_local(child.tag) for child in element]
    if len(names) < _LEAST_TURNS or len(set(names)) * 2 > len(names):
        return []
    if not any(map(asks_by_name, names)) or not all(map(ROLE.fullmatch, names)):
        return []
    said = map(_words, element)
    return [{"speaker": name, "text": text} for name, text in zip(names, said, strict=True)]


def _words(element: Element) -> str:
    """Return the words of an element; a mark without words, such as a time, parts two of them."""
    for mark in element.iter():
        if mark is not element and not len(mark) and not mark.text:
            mark.tail = f" {mark.tail or ''}"
    return " ".join("".join(element.itertext()).split())


def _longest(root: Element) -> str:
    """Return the longest text that an element holds on its own, such as OHMS's transcript."""
    text = max((one.text or "" for one in root.iter()), key=len, default="")
    return _FOOTNOTES.sub("", text).strip()


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]
