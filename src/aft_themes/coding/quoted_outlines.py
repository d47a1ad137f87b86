"""Codings kept as a document: themes and codes as headings and points, quotes below them.

Such as ``## Support``, ``- From peers``, ``- P3: "They stayed with me."`` in Markdown, or headings
of Word with ``"They stayed with me." (P3)`` below. A short line without a full stop is a heading,
too. A quote may be a block (``> They stayed with me.``), and needs no marks behind the name of an
interview that is known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aft_themes.documents.headed_lines import (
    DocumentLine,
    document_lines,
    lines_of_pages,
    unwrapped,
)
from aft_themes.documents.printed_pages import FIRST_PAGES, read_cells
from aft_themes.documents.word_tables import word_paragraphs
from aft_themes.errors import InputError
from aft_themes.transcripts.source import open_source

_LEAST_QUOTES, _LEAST_CODES, _LEAST_PEOPLE = 5, 2, 2  # of an outline; fewer stand in any note
_LEAST_WORDS = 3  # of a quote; "fuzzy" is a word that the author doubts
_LONGEST_CODE = 120  # characters; what is longer is a note, not the name of a code
_MARKDOWN = (".md", ".markdown")
_FIRST_ITEM = 100  # depth of points; headings have 1 to 9
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(\S.*?)\s*#*")
_ITEM = re.compile(r"(\s*)(?:[-*+\u2022]|\d{1,3}[.)])\s+(\S.*)")
_QUOTE = re.compile(
    r"[\"\u201c\u201e\u00ab]\s?([^\"\u201c-\u201f\u00ab\u00bb]+?)\s?[\"\u201d\u201c\u00bb]"
)
_BLOCK = re.compile(r"\s{0,3}>\s?(.*)")
_SOURCE_LINE = re.compile(r"\s*[(\[\u2013\u2014-]+\s*[A-Za-z]{1,12}[ _-]?\d{1,3}\b[^.?!]{0,60}")
_TITLE = re.compile(r"[^.?!,;\u2026\"\u201c\u201d\u00ab\u00bb:]{2,80}:?")
_TITLE_WORDS = 8  # of a line that is a heading without being marked as one
_HEADED = 9  # depth of such a line
_LABEL = re.compile(r"([^\W\d_][\w .-]{0,24}):\s+\S")
_WHO = r"(?:[A-Za-z]{1,12}[ _-]?\d{1,3})"
_SOURCE_BEHIND = re.compile(rf"(.*\S)\s+([(\[\u2013\u2014-]\s?{_WHO}\b[^.?!]{{0,60}})")
_BEFORE = re.compile(rf"[*_]{{0,2}}({_WHO})\b(?![.:]\d)")
_AFTER = re.compile(rf"\s*[(\[\u2013\u2014-]\s*({_WHO})\b")
_ESCAPED = re.compile(r"\\([\[\](){}*_#+.!`<>~|-])")


@dataclass(frozen=True)
class QuotedCode:
    """A quote below a code: whose it is, as the document calls the interview.

    The theme is that of the code, where a table has a column for each; so is the coder.
    """

    interview: str
    code: str
    quote: str
    theme: str = ""
    coder: str = ""


@dataclass(frozen=True)
class _Line:
    depth: int  # of headings and points
    text: str


def quoted_codes(path: Path, interviews: Collection[str] = ()) -> list[QuotedCode]:
    """Read the quotes of a document below the codes that its outline names.

    Nothing if the document is no such outline. ``interviews`` names those that are known, if any.
    """
    suffix = path.suffix.lower()
    read = _word if suffix == ".docx" else _markdown if suffix in _MARKDOWN else _plain
    try:
        lines = list(_with_sources(read(path)))
        talk = _is_talk(lines, interviews)
        marked = lines if talk else [_in_marks(line, interviews) for line in lines]
        found = list(dict.fromkeys(_below_title(list(_quotes(marked)))))
    except InputError:
        return []
    people = {one.interview for one in found}
    codes = {one.code for one in found}
    enough = len(found) >= _LEAST_QUOTES and len(codes) >= _LEAST_CODES
    return found if enough and len(people) >= _LEAST_PEOPLE else []


def _markdown(path: Path) -> list[_Line]:
    lines: list[_Line] = []
    for text in _without_blocks(open_source(path).text.text.splitlines()):
        heading, item = _HEADING.fullmatch(text), _ITEM.fullmatch(text)
        if heading:
            lines.append(_Line(len(heading[1]), heading[2]))
        elif item:
            lines.append(_Line(_FIRST_ITEM + len(item[1].expandtabs(4)), item[2]))
        elif text.strip() and lines and lines[-1].depth >= _FIRST_ITEM:
            lines[-1] = _Line(lines[-1].depth, f"{lines[-1].text} {text.strip()}")  # wrapped
        elif text.strip().strip("=-"):
            lines.append(_paragraph(text.strip()))
    return [_Line(line.depth, _ESCAPED.sub(r"\1", line.text)) for line in lines]


def _without_blocks(lines: Iterable[str]) -> Iterator[str]:
    """Write each quote that is a block (``> ...``) in quotation marks, on one line."""
    words: list[str] = []
    for line in [*lines, ""]:
        block = _BLOCK.fullmatch(line)
        if block:
            words.append(block[1].strip())
            continue
        if any(words):
            yield ""
            yield _quoted_block(" ".join(filter(None, words)))
        words = []
        yield line


def _quoted_block(words: str) -> str:
    """Put a block into quotation marks, but not the source at its end."""
    ended = _SOURCE_BEHIND.fullmatch(words)
    return f"{_marked(ended[1])} {ended[2]}" if ended else _marked(words)


def _marked(words: str) -> str:
    """Put words into quotation marks, unless they have some."""
    return words if _QUOTE.search(words) else '"' + words.replace('"', "'") + '"'


def _word(path: Path) -> list[_Line]:
    return [
        _Line(level, text) if level else _paragraph(text) for level, text in word_paragraphs(path)
    ]


def _plain(path: Path) -> list[_Line]:
    lines = _printed(path) if path.suffix.lower() == ".pdf" else document_lines(path)
    return [
        _Line(one.level, one.text) if one.level else _paragraph(one.text)
        for one in lines
        if one.text.strip()
    ]


def _printed(path: Path) -> list[DocumentLine]:
    """Read the paragraphs of a PDF: of its first pages only, if nobody is cited in them."""
    pages = read_cells(path, FIRST_PAGES)
    first = unwrapped(lines_of_pages(pages))
    cited = any(_cites(line.text) for line in first) or _labels(line.text for line in first)
    return unwrapped(lines_of_pages(read_cells(path))) if cited else first


def _cites(text: str) -> bool:
    return any(_AFTER.match(text, quote.end()) for quote in _QUOTE.finditer(text))


def _labels(texts: Iterable[str]) -> bool:
    """Tell whether lines begin with labels, and all that recur are codes of persons."""
    found = Counter(label[1] for text in texts if (label := _LABEL.match(text)))
    usual = [who for who, number in found.items() if number > 1]
    return bool(usual) and all(re.fullmatch(_WHO, who) for who in usual)


def _paragraph(text: str) -> _Line:
    """Take a short line without a full stop for a heading below those that are marked."""
    short = len(text.split()) <= _TITLE_WORDS and _TITLE.fullmatch(re.sub(r"[*_`]", "", text))
    titled = short and not re.fullmatch(rf"\W*{_WHO}\W*", text)
    return _Line(_HEADED if titled else 10 * _FIRST_ITEM, text)


def _with_sources(lines: Iterable[_Line]) -> Iterator[_Line]:
    """Join a line that only names the interview (``\u2014 P3``) to the quote above it."""
    before: _Line | None = None
    for line in lines:
        if before and _SOURCE_LINE.fullmatch(line.text) and _QUOTE.search(before.text):
            before = _Line(before.depth, f"{before.text} {line.text.strip()}")
            continue
        if before:
            yield before
        before = line
    if before:
        yield before


def _is_talk(lines: Iterable[_Line], interviews: Collection[str]) -> bool:
    """Tell whether somebody speaks repeatedly who is no interview, such as the interviewer."""
    labels = Counter(label[1] for line in lines if (label := _LABEL.match(line.text)))
    return any(number > 1 and not _is_known(who, interviews) for who, number in labels.items())


def _is_known(who: str, interviews: Collection[str]) -> bool:
    named = who in interviews if interviews else re.fullmatch(_WHO, who)
    return bool(named)


def _in_marks(line: _Line, interviews: Collection[str]) -> _Line:
    """Put the words behind a known interview (``P3: I went home.``) into quotation marks."""
    label = _LABEL.match(line.text)
    if line.depth < _FIRST_ITEM or not label or _QUOTE.search(line.text):
        return line
    words = line.text[label.end() - 1 :]
    quote = _is_known(label[1], interviews) and is_quote(words)
    return _Line(line.depth, f"{label[1]}: {_marked(words)}") if quote else line


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
