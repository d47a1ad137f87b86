"""Codings kept as a document: themes and codes as headings and points, quotes below them.

Such as ``## Support``, ``- From peers``, ``- P3: "They stayed with me."`` in Markdown, or headings
of Word with ``"They stayed with me." (P3)`` below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aft_themes.coding.word_tables import word_paragraphs
from aft_themes.errors import InputError
from aft_themes.transcripts.source import open_source

_LEAST_QUOTES, _LEAST_CODES, _LEAST_PEOPLE = 5, 2, 2  # of an outline; fewer stand in any note
_LEAST_WORDS = 3  # of a quote; "fuzzy" is a word that the author doubts
_LONGEST_CODE = 120  # characters; what is longer is a note, not the name of a code
_FIRST_ITEM = 100  # depth of points; headings have 1 to 9
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(\S.*?)\s*#*")
_ITEM = re.compile(r"(\s*)(?:[-*+\u2022]|\d{1,3}[.)])\s+(\S.*)")
_QUOTE = re.compile(
    r"[\"\u201c\u201e\u00ab]\s?([^\"\u201c-\u201f\u00ab\u00bb]+?)\s?[\"\u201d\u201c\u00bb]"
)
_WHO = r"(?:[A-Za-z]{1,12}[ _-]?\d{1,3})"
_BEFORE = re.compile(rf"[*_]{{0,2}}({_WHO})\b(?![.:]\d)")
_AFTER = re.compile(rf"\s*[(\[\u2013\u2014-]\s*({_WHO})\b")
_ESCAPED = re.compile(r"\\([\[\](){}*_#+.!`<>~|-])")


@dataclass(frozen=True)
class QuotedCode:
    """A quote below a code: whose it is, as the document calls the interview.

    The theme is that of the code, where a table has a column for each.
    """

    interview: str
    code: str
    quote: str
    theme: str = ""


@dataclass(frozen=True)
class _Line:
    depth: int  # of headings and points
    text: str


def quoted_codes(path: Path) -> list[QuotedCode]:
    """Read the quotes of a Markdown or Word document below the codes that its outline names.

    Nothing if the document is no such outline.
    """
    try:
        lines = _word(path) if path.suffix.lower() == ".docx" else _markdown(path)
        found = list(dict.fromkeys(_below_title(list(_quotes(lines)))))
    except InputError:
        return []
    people = {one.interview for one in found}
    codes = {one.code for one in found}
    enough = len(found) >= _LEAST_QUOTES and len(codes) >= _LEAST_CODES
    return found if enough and len(people) >= _LEAST_PEOPLE else []


def _markdown(path: Path) -> list[_Line]:
    lines: list[_Line] = []
    for text in open_source(path).text.text.splitlines():
        heading, item = _HEADING.fullmatch(text), _ITEM.fullmatch(text)
        if heading:
            lines.append(_Line(len(heading[1]), heading[2]))
        elif item:
            lines.append(_Line(_FIRST_ITEM + len(item[1].expandtabs(4)), item[2]))
        elif text.strip() and lines and lines[-1].depth >= _FIRST_ITEM:
            lines[-1] = _Line(lines[-1].depth, f"{lines[-1].text} {text.strip()}")  # wrapped
        elif text.strip().strip("=-"):
            lines.append(_Line(10 * _FIRST_ITEM, text.strip()))
    return [_Line(line.depth, _ESCAPED.sub(r"\1", line.text)) for line in lines]


def _word(path: Path) -> list[_Line]:
    paragraphs = word_paragraphs(path)
    return [_Line(level or 10 * _FIRST_ITEM, text) for level, text in paragraphs]


def _below_title(quotes: Sequence[tuple[str, tuple[str, ...], str]]) -> Iterator[QuotedCode]:
    """Leave the document's title out of the codes' paths: it stands above all of them."""
    titled = len({path[0] for _, path, _ in quotes}) == 1
    titled = titled and all(len(path) > 1 for _, path, _ in quotes)
    for who, path, quote in quotes:
        yield QuotedCode(who, " > ".join(path[titled:]), quote)


def _quotes(lines: Iterable[_Line]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Give each quote the headings and points above it, and the person it names."""
    above: list[_Line] = []
    who = ""  # of the point before, for further quotes below it
    for line in lines:
        above = [one for one in above if one.depth < line.depth]
        quotes = [found for found in _QUOTE.finditer(line.text) if is_quote(found[1])]
        behind = [_AFTER.match(line.text, quote.end()) for quote in quotes]
        # "Theme 2: ... (P1)" is P1's
        named = None if any(behind) else _BEFORE.match(line.text)
        if line.depth < _FIRST_ITEM or not (named or quotes):
            above.append(line)
            who = ""
            continue
        path = tuple(_names(above if named or who else [*above, *_named_point(line, quotes)]))
        who = named[1] if named else who
        for quote, after in zip(quotes, behind, strict=True):
            whose = after[1] if after else who
            if whose and path:
                yield whose, path, quote[1]


def _named_point(line: _Line, quotes: Sequence[re.Match[str]]) -> list[_Line]:
    """Return the code that a point names before its quotes: ``- **Rain**: "..." (P1)``."""
    before = line.text[: quotes[0].start()].rstrip()
    return [_Line(line.depth, before)] if before.endswith(":") else []


def is_quote(text: str) -> bool:
    """Tell whether a text has the words of a quote: fewer are marks, or a word in doubt."""
    return len(text.split()) >= _LEAST_WORDS


def _names(above: Iterable[_Line]) -> Iterator[str]:
    """Return the steps of a code's path; long notes are none."""
    for line in above:
        name = re.sub(r"[*_`]{1,3}", "", line.text).strip(" :").replace(">", "-")
        if 0 < len(name) <= _LONGEST_CODE:
            yield name
