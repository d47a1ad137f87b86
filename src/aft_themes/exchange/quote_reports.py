"""Read reports of coded quotes that programs print or save as documents.

A report is a list of quotes. What is said of a quote stands above it, below it, or partly here and
there: its document, its codes, who coded it, where it stands, a comment. Codes may also be
headings over many quotes. On which side a report keeps a field is read off the report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from aft_themes.codebook.codes import CODE_ROOTS
from aft_themes.documents.headed_lines import DocumentLine, document_lines
from aft_themes.errors import InputError
from aft_themes.exchange.coded_segment_tables import code_path
from aft_themes.exchange.model import (
    ImportedCoding,
    Loss,
    Project,
    project_of,
)
from aft_themes.exchange.project_files import refuse_too_many
from aft_themes.exchange.report_marks import (
    BULLETS,
    CODE,
    CODER,
    DOCUMENT,
    GROUP,
    MEMO,
    OTHER,
    POSITION,
    QUOTE,
    Mark,
    marks_of,
    source_behind,
)

PROGRAM = "report of coded quotes"
KINDS = (".txt", ".rtf", ".odt", ".docx", ".pdf", ".html", ".htm")
_LEAST_QUOTES = 3  # with document and code; fewer may stand in any note
_MOST = 0.5  # share of the quotes that must have both
_GROUPED = 0.5  # share of quotes with a label of a code, up to which each counts for those below
_FIELDS = (DOCUMENT, CODE, GROUP, CODER, MEMO, POSITION)
_LONGEST_CODE = 120  # characters; what is longer is a note
_FAMILY = re.compile(r"\s-\s(?:family|families|familie[n]?)\s*:.*$", re.IGNORECASE)
_COUNTS = re.compile(
    r"(?:\{\d+-\d+~?\}|\(\d+(?:-\d+)?\)|[\u25cb\u25cf]?\s?Gr\s?=\s?\d+.*)$", re.IGNORECASE
)
_CODER_ONLY = re.compile(r"\s*\(([^\d()]{1,60})\)\s*")  # ATLAS.ti 7, behind the place
_ALL_BRACKETED = re.compile(r"\s*(?:\[[^\[\]]+\]\s*)+")
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")
_BETWEEN = re.compile(r"[;|\n\t]")
_GROUP = re.compile(r"(?<=\s):(?=\s)")  # Transana's, between a group of keywords and its keyword
_NUMBER = re.compile(r"\d{1,9}")
_QUOTED = re.compile(r"[\"\u201c\u201e\u00ab\u201f](.+)[\"\u201d\u201c\u00bb]", re.DOTALL)
_SENTENCE = re.compile(r"[.?!\u2026\"\u201d\u00bb)]\s*$")
_TITLE_WORDS = 8  # of a line above the first quote


@dataclass
class _Block:
    """Words of the document, or what is said between them."""

    words: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    headings: tuple[str, ...] = ()
    number: int = 0  # of the first line


@dataclass(frozen=True)
class _Quote:
    words: str
    number: int
    fields: dict[str, list[str]]
    headings: tuple[str, ...]

    @property
    def codes(self) -> list[str]:
        """The codes given to it, else the group or the headings that it stands in."""
        values = self.fields[CODE] or self.fields[GROUP][-1:]
        named = [one for value in values for one in split_codes(value)]
        path = [code_path(_bare(one)) for one in self.headings]
        return list(dict.fromkeys(named)) or [" > ".join(filter(None, path))] * bool(path)

    @property
    def document(self) -> str:
        """The last that is named: before it stand files of sound, or of the whole project."""
        return next(reversed(self.fields[DOCUMENT]), "")

    def text(self, name: str) -> str:
        """Join what is said of it in one field."""
        return "\n".join(self.fields[name])


def recognises(path: Path) -> bool:
    """Tell whether a document is a report of coded quotes."""
    return path.suffix.lower() in KINDS and is_report(document_lines(path))


def is_report(lines: Sequence[DocumentLine]) -> bool:
    """Tell whether lines are those of such a report, or its beginning."""
    return _is_report(_quotes(lines))


def read(path: Path) -> Project:
    """Read every quote, once for each of its codes."""
    quotes = _quotes(document_lines(path))
    if not _is_report(quotes):
        raise InputError(
            path,
            "is not a report of coded quotes: they do not say their document and their codes.",
            "export the coded words as an Excel table.",
        )
    codings, losses = list(_codings(quotes)), list(_losses(quotes))
    refuse_too_many(path, len(codings))
    return project_of(path.name, PROGRAM, codings, losses)


def split_codes(text: str) -> list[str]:
    """Split the codes of a quote, without their families and numbers of quotes."""
    listed = _BRACKETED.findall(text)
    whole = "".join(f"[{one}]" for one in listed)
    same = re.sub(r"\s", "", whole) == re.sub(r"\s", "", text)
    parts = listed if listed and same else _BETWEEN.split(text)
    paths = (code_path(_GROUP.sub(" > ", _bare(part))) for part in parts)
    return [path for path in paths if 0 < len(path.rpartition(" > ")[2]) <= _LONGEST_CODE]


def _bare(name: str) -> str:
    return _COUNTS.sub("", _FAMILY.sub("", name.strip(f"{BULLETS}\u2022 "))).strip()


def _codings(quotes: Iterable[_Quote]) -> Iterator[ImportedCoding]:
    for one in quotes:
        document, place = one.document, _NUMBER.search(one.text(POSITION))
        for code in one.codes if document else ():
            yield ImportedCoding(
                document,
                code,
                one.words,
                one.text(CODER),
                position=float(place[0]) if place else None,
                memo=one.text(MEMO),
                row=f"line {one.number}",
            )


def _losses(quotes: Iterable[_Quote]) -> Iterator[Loss]:
    for one in quotes:
        if not one.codes:
            yield Loss(f"the quote in line {one.number}", "it has no code")
        elif not one.document:
            yield Loss(f"the quote in line {one.number}", "the report does not say whose it is")


def _is_report(quotes: Sequence[_Quote]) -> bool:
    known = [one for one in quotes if one.codes and one.document]
    labelled = sum(bool(one.fields[CODE] or one.fields[GROUP]) for one in known)
    places = sum(bool(one.fields[POSITION]) for one in known)
    # under headings, only a place in the document tells a quote from a paragraph about somebody
    sure = max(labelled, places) >= _LEAST_QUOTES
    return sure and len(known) >= _MOST * len(quotes)


def _quotes(lines: Sequence[DocumentLine]) -> list[_Quote]:
    blocks = _blocks(lines)
    spoken = [at for at, block in enumerate(blocks) if block.words]
    said = _said(blocks, spoken)
    of_many = {DOCUMENT, GROUP, *[CODE] * _are_grouped(said)}
    inherited: dict[str, list[str]] = {}
    found = []
    for order, (at, marks) in enumerate(zip(spoken, said, strict=True)):
        fields = {name: [value for one, value in marks if one == name] for name in _FIELDS}
        fields = {name: list(filter(None, values)) for name, values in fields.items()}
        for name in of_many:
            inherited[name] = fields[name] = fields[name] or inherited.get(name, [])
        words = blocks[at].words
        untitled = order > 0 or (at > 0 and blocks[at - 1].marks)
        text = _words(words if untitled else _without_title(words))
        if text and (untitled or fields[DOCUMENT]):
            found.append(_Quote(text, blocks[at].number, fields, blocks[at].headings))
    return _of_documents(found)


def _said(blocks: Sequence[_Block], spoken: Sequence[int]) -> list[list[Mark]]:
    """Give each quote the marks that are its own, of those above and of those below it."""
    begin = _begin_of_record(blocks, spoken)
    below = {name for name in _FIELDS if _is_below(name, blocks)}
    found: list[list[Mark]] = [[] for _ in spoken]
    places = {at: order for order, at in enumerate(spoken)}
    for at, block in enumerate(blocks):
        before, after = places.get(at - 1), places.get(at + 1)
        split = next((n for n, mark in enumerate(block.marks) if _key(mark) == begin), -1)
        for number, mark in enumerate(block.marks):
            upward = number < split if split >= 0 else mark[0] in below
            owner = before if (upward and before is not None) or after is None else after
            if owner is not None:
                found[owner].append(mark)
    return found


def _key(mark: Mark) -> str:
    """Return what tells one label from another."""
    return mark[1] if mark[0] == OTHER else mark[0]


def _begin_of_record(blocks: Sequence[_Block], spoken: Sequence[int]) -> str:
    """Find the label with which what is said of each quote begins: it stands above the first."""
    first = spoken[0] if spoken else 0
    above = [_key(mark) for block in blocks[:first] for mark in block.marks]
    between = [{_key(mark) for mark in block.marks} for block in blocks[first:] if block.marks]
    usual = (key for key in above if 2 * sum(key in keys for keys in between) >= len(between))
    return next(usual, "") if between else ""


def _are_grouped(said: Sequence[Sequence[Mark]]) -> bool:
    """Tell whether labels of codes stand over many quotes: each code once, and few of them."""
    values = [tuple(value for name, value in marks if name == CODE) for marks in said]
    given = [value for value in values if value]
    return len(set(given)) == len(given) <= _GROUPED * len(values)


def _of_documents(quotes: list[_Quote]) -> list[_Quote]:
    """Take headings for documents where quotes have codes, and nothing else says whose they are."""
    coded = [one for one in quotes if one.fields[CODE] and one.headings]
    if any(one.fields[DOCUMENT] for one in quotes) or len(coded) <= _MOST * len(quotes):
        return quotes
    return [
        replace(one, fields={**one.fields, DOCUMENT: list(one.headings[-1:])}) for one in quotes
    ]


def _is_below(name: str, blocks: Sequence[_Block]) -> bool:
    """Tell whether a field stands below its quote: more often, or behind the last quote."""
    above = following = 0
    for before, after in pairwise(blocks):
        if after.words and not before.words:
            above += any(one == name for one, _ in before.marks)
        if before.words and not after.words:
            following += any(one == name for one, _ in after.marks)
    return following > above


def _without_title(words: Sequence[str]) -> Sequence[str]:
    """Leave out a title above the first quote: short lines that end like no sentence."""
    at = 0
    while at < len(words) - 1 and not _SENTENCE.search(words[at]):
        if len(words[at].split()) > _TITLE_WORDS:
            break
        at += 1
    return words[at:]


def _words(lines: Sequence[str]) -> str:
    text = "\n".join(line.strip() for line in lines).strip()
    quoted = _QUOTED.fullmatch(text)
    return (quoted[1] if quoted else text).strip()


def _blocks(lines: Sequence[DocumentLine]) -> list[_Block]:
    """Part the lines into words and marks, in turn."""
    gathered = _Gathered(_names_quotes(lines))
    for number, line in enumerate(lines, 1):
        if line.level:
            gathered.add_heading(line)
        elif line.text.strip():
            gathered.add_line(line.text, number)
        else:
            gathered.add_space()
    return gathered.blocks


class _Gathered:
    """Gathers blocks line by line.

    ``explicit`` says that a label stands before the words of each quote; ``going_on`` is the field
    whose value goes on in the next lines.
    """

    def __init__(self, explicit: bool) -> None:
        self.explicit = explicit
        self.blocks = [_Block()]
        self.above: list[tuple[int, str]] = []
        self.going_on = ""

    def add_heading(self, line: DocumentLine) -> None:
        """Begin a part of the report."""
        higher = [one for one in self.above if one[0] < line.level]
        self.above = [*higher, (line.level, line.text)]
        self.going_on = ""
        self.blocks += [_Block()] * bool(self.blocks[-1].words)

    def add_space(self) -> None:
        """End what goes on; the words of a quote may have several paragraphs."""
        self.going_on = QUOTE if self.going_on == QUOTE else ""
        if self.blocks[-1].words:
            self.blocks[-1].words.append("")

    def add_line(self, text: str, number: int) -> None:
        """Add a line: what it says of a quote, or words."""
        marks = marks_of(text)
        headings = _path(self.above)
        if marks:
            self.going_on = _add_marks(self.blocks, marks, headings, number)
            # a long remark is told from the next quote only where a label stands before quotes
            if self.going_on == MEMO and marks[-1][1] and not self.explicit:
                self.going_on = ""
        elif marks is not None or _goes_on(self.blocks[-1], text):
            return
        elif self.going_on not in ("", QUOTE):
            self.blocks[-1].marks.append((self.going_on, text.strip()))
            self.going_on = self.going_on if self.going_on in (CODE, MEMO) else ""
        elif self.going_on == QUOTE or not self.explicit:
            words, behind = source_behind(text)
            _add_words(self.blocks, words, headings, number)
            if behind:
                _add_marks(self.blocks, behind, headings, number)


def _goes_on(block: _Block, text: str) -> bool:
    """Add a line to the marks, and say so, if it is the end of a list of codes, or the coder.

    Lines may be too long for a page.
    """
    if block.words or not block.marks or not block.marks[-1][1]:
        return False
    name, value = block.marks[-1]
    coder = _CODER_ONLY.fullmatch(text)
    if name == POSITION and coder:
        block.marks.append((CODER, coder[1]))
        return True
    cut = value.endswith(";") or value.count("[") > value.count("]")
    cut = cut or (value.endswith("]") and bool(_ALL_BRACKETED.fullmatch(text)))
    if name == CODE and cut:
        block.marks[-1] = (name, f"{value} {text.strip()}")
    return name == CODE and cut


def _path(above: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    names = (text for _, text in above if len(text) <= _LONGEST_CODE)
    return tuple(name for name in names if name.casefold() not in CODE_ROOTS)


def _names_quotes(lines: Sequence[DocumentLine]) -> bool:
    """Tell whether a label stands before the words of each quote."""
    found = Counter(
        name
        for line in lines
        if not line.level
        for name, _ in marks_of(line.text) or ()
        if name in (QUOTE, CODE, DOCUMENT)
    )
    return 0 < max(found[CODE], found[DOCUMENT]) * _MOST <= found[QUOTE]


def _add_marks(
    blocks: list[_Block], marks: Iterable[Mark], headings: tuple[str, ...], number: int
) -> str:
    """Add marks; words behind the label of a quote begin one. Return the field that goes on."""
    name = value = ""
    for name, value in marks:
        if name == QUOTE:
            blocks += [_Block()] * bool(blocks[-1].words or blocks[-1].marks)
            if value:
                _add_words(blocks, value, headings, number)
            continue
        blocks += [_Block()] * bool(blocks[-1].words)
        block = blocks[-1]
        listed = name == GROUP and bool(block.marks) and block.marks[-1][0] == CODE
        block.marks.append((CODE if listed else name, value))
    return name if name in (QUOTE, MEMO) or not value else ""


def _add_words(blocks: list[_Block], text: str, headings: tuple[str, ...], number: int) -> None:
    if blocks[-1].marks or (blocks[-1].words and blocks[-1].headings != headings):
        blocks.append(_Block())
    if not blocks[-1].words:
        blocks[-1].number, blocks[-1].headings = number, headings
    blocks[-1].words.append(text)
