"""The lines of a document, such as a report of quotes or a codebook, whatever its format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from aft_themes.documents.printed_cells import Cell
from aft_themes.documents.printed_pages import read_cells
from aft_themes.documents.word_tables import word_lines
from aft_themes.transcripts.formats import html, odt, rtf
from aft_themes.transcripts.formats.archives import members
from aft_themes.transcripts.source import Source, open_source

_MARKDOWN = re.compile(r"\s{0,3}(#{1,6})\s+(\S.*?)\s*#*")
_HEADINGS = "//h1 | //h2 | //h3 | //h4 | //h5 | //h6"
_SPACES = re.compile(r"\s+")
_PAGES = (".html", ".htm", ".xhtml")
_LABEL_AND_VALUE = 2  # cells of a row that says one thing of a quote
_FULL = 0.7  # of the longest line
_LETTER = 0.5  # of its height, the usual width of a letter
_SPACE, _COLUMN = 0.15, 2.0  # heights of a letter between words, and between columns
_LARGER = 0.9  # points by which a heading is larger than words
_EMPTY_LINE = 1.9  # heights of a line from one to the next, above which a line is free


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A line of a document, and the level of its heading; 0 is none."""

    text: str
    level: int = 0


def document_lines(path: Path) -> list[DocumentLine]:
    """Read the lines of a document."""
    source = open_source(path)
    if b"%PDF-" in source.data[:1024]:
        return lines_of_pages(read_cells(path))
    packed = source.data.startswith(b"PK")
    if path.suffix.lower() == ".odt" or (packed and "content.xml" in members(source)):
        return [DocumentLine(text, level) for level, text in odt.headed_lines(source)]
    if packed:
        return [DocumentLine(text, level) for level, text in word_lines(path)]
    if source.data.lstrip()[:5].lower() == b"{\\rtf":
        return [DocumentLine(text) for text in rtf.text_of(source).split("\n")]
    if path.suffix.lower() in _PAGES:
        return list(_of_page(source))
    return [_of_text(text) for text in source.text.text.splitlines()]


def _of_text(text: str) -> DocumentLine:
    heading = _MARKDOWN.fullmatch(text)
    return DocumentLine(heading[2], len(heading[1])) if heading else DocumentLine(text)


def _of_page(source: Source) -> Iterator[DocumentLine]:
    """Give the paragraphs of a web page; those that are headings keep their level."""
    text = source.text.text
    root = html.parsed(source, text)
    for row in list(root.iter("tr")):
        cells = [" ".join("".join(cell.itertext()).split()) for cell in row.iter("td", "th")]
        if len(cells) == _LABEL_AND_VALUE:
            row.clear()
            row.text = " | ".join(cells)
    headings = {
        " ".join("".join(one.itertext()).split()): int(one.tag[1]) for one in root.xpath(_HEADINGS)
    }
    for line in html.lines_in(root):
        yield DocumentLine(line.text, headings.get(line.text, 0))


def lines_of_pages(pages: Sequence[Sequence[Cell]]) -> list[DocumentLine]:
    """Read the lines of printed pages; headings have larger letters than most words."""
    lines = [line for page in pages for line in _page_lines(page)]
    letters: Counter[float] = Counter()
    for size, text in lines:
        letters[size] += len(text)
    usual = max(letters, key=lambda size: letters[size], default=0.0)
    large = sorted({size for size, _ in lines if size > usual + _LARGER}, reverse=True)
    titled = bool(lines) and [size for size, _ in lines if size in large[:1]] == [lines[0][0]]
    levels = {size: level for level, size in enumerate(large[titled:], 1)}
    return [DocumentLine(text, levels.get(size, 0)) for size, text in lines]


def unwrapped(lines: Sequence[DocumentLine]) -> list[DocumentLine]:
    """Join the lines of paragraphs: a line that is nearly full goes on in the next one."""
    full = _FULL * max((len(line.text) for line in lines), default=0)
    found: list[DocumentLine] = []
    ended = True
    for line in lines:
        if ended or line.level or not line.text.strip():
            found.append(line)
        else:
            found[-1] = DocumentLine(f"{found[-1].text} {line.text}", found[-1].level)
        ended = bool(line.level) or len(line.text) < full
    return found


def _page_lines(cells: Sequence[Cell]) -> list[tuple[float, str]]:
    """Join the pieces of a printed page to lines, with an empty one where much space is free."""
    rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda one: -one[1]):
        if rows and (cell[1] + cell[2]) / 2 > min(one[2] for one in rows[-1]):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    steps = [above[0][1] - below[0][1] for above, below in pairwise(rows)]
    usual = median(steps) if steps else 0.0
    lines = []
    for row, step in zip(rows, [*steps, 0.0], strict=False):
        lines.append((row[0][4], _line(sorted(row))))
        lines += [(0.0, "")] * (step > _EMPTY_LINE * usual)
    return lines


def _line(row: Sequence[Cell]) -> str:
    """Join the pieces of a line, with a tab where a new column begins."""
    text, end = "", 0.0
    for left, _, _, words, size in row:
        gap = left - end if text else 0.0
        text += "\t" if gap > _COLUMN * size else " " if gap > _SPACE * size else ""
        text += _SPACES.sub(" ", words)
        end = left + _LETTER * size * len(words.rstrip())
    return re.sub(" {2,}", " ", text).strip(" ")
