"""Read a Word transcript that is coded by colours, with a legend that says which code is which.

The legend's entries are short paragraphs or table cells that are marked in one colour as a whole.
Without a legend for a colour its words are listed as lost.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from aft_themes.documents.word_tables import DOCUMENT
from aft_themes.exchange.coded_segment_tables import code_path
from aft_themes.exchange.model import ImportedCoding, ImportedSource, Loss, Project, codes_of_paths
from aft_themes.exchange.project_files import refuse_too_many
from aft_themes.transcripts.formats.archives import check_xml, members, word_part
from aft_themes.transcripts.source import open_source

PROGRAM = "colours in Word"
_LONGEST_ENTRY = 8  # words of a legend's entry; more are somebody's speech
_SPEECH = re.compile(r"[.?!\u2026]\s*$|^[^:]{1,40}:\s+\S+\s+\S+\s+\S+")
_NAMED_COLOUR = re.compile(r"^[^=]{1,30}=\s*")  # "yellow = shame"
_NO_COLOUR = frozenset(("", "none", "auto", "white", "ffffff"))


@dataclass(frozen=True)
class _Span:
    """Words of one colour in a paragraph, and where they begin in the document's text."""

    colour: str
    text: str
    start: int


@dataclass(frozen=True)
class _Coloured:
    """A document's text, its legend, and the words in colour that are no part of the legend."""

    text: str
    legend: dict[str, str]
    spans: list[_Span]


def recognises(path: Path) -> bool:
    """Tell whether a Word document has a legend of colours, and words in these colours."""
    found = _read(path)
    used = Counter(span.colour for span in found.spans)
    return len(found.legend) > 1 and any(colour in used for colour in found.legend)


def read(path: Path) -> Project:
    """Read the words in colour as codings; the file does not say who coded."""
    found = _read(path)
    refuse_too_many(path, len(found.spans))
    codings = [
        ImportedCoding(
            path.stem,
            code_path(found.legend[span.colour]),
            span.text.strip(),
            start=span.start,
            end=span.start + len(span.text),
            position=float(span.start),
            row=f"character {span.start}",
        )
        for span in found.spans
        if span.colour in found.legend
    ]
    unknown = Counter(span.colour for span in found.spans if span.colour not in found.legend)
    losses = tuple(
        Loss(f"{number} passages in {colour}", "the legend does not have this colour", "add it.")
        for colour, number in sorted(unknown.items())
    )
    paths = dict.fromkeys(tuple(code_path(name).split(" > ")) for name in found.legend.values())
    source = ImportedSource(path.stem, path.stem, found.text)
    return Project(path.name, PROGRAM, codes_of_paths(paths), (source,), tuple(codings), (), losses)


def _read(path: Path) -> _Coloured:
    source = open_source(path)
    body = word_part(members(source), DOCUMENT)
    if not body:
        return _Coloured("", {}, [])
    check_xml(source)
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(archive.read(body), parser)
    pieces: list[str] = []
    entries: list[_Span] = []
    spans: list[_Span] = []
    at = 0
    for paragraph in root.iter("{*}p"):
        begin, line = at, ""
        for colour, text in _runs(paragraph):
            if colour and text.strip():
                spans.append(_Span(colour, text, begin + len(line)))
            line += text
        if spans and spans[-1].text.strip() == line.strip() and _is_entry(line):
            entries.append(spans.pop())
        pieces.append(line)
        at += len(line) + 1
    once = Counter(entry.colour for entry in entries)
    legend = {
        entry.colour: _NAMED_COLOUR.sub("", entry.text).strip(" :\t")
        for entry in entries
        if once[entry.colour] == 1
    }
    spans += [entry for entry in entries if entry.colour not in legend]
    spans.sort(key=lambda span: span.start)
    return _Coloured("\n".join(pieces), legend, spans)


def _is_entry(line: str) -> bool:
    return 0 < len(line.split()) <= _LONGEST_ENTRY and not _SPEECH.search(line.strip())


def _runs(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    """Give a paragraph's words, those of one colour together."""
    found = [
        (_colour(run), "".join(text.text or "" for text in run.findall("{*}t")))
        for run in paragraph.iter("{*}r")
    ]
    for colour, group in groupby((one for one in found if one[1]), key=lambda one: one[0]):
        yield colour, "".join(text for _, text in group)


def _colour(run: etree._Element) -> str:
    for place, name in (("{*}rPr/{*}highlight", "val"), ("{*}rPr/{*}shd", "fill")):
        element = run.find(place)
        values = element.items() if element is not None else ()
        colour = next((value.casefold() for key, value in values if key.endswith(f"}}{name}")), "")
        if colour not in _NO_COLOUR:
            return colour
    return ""
