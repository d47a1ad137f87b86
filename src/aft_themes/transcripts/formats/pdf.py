"""PDF with text: page headers and footers dropped, wrapped lines and hyphenation undone.

The pages are read in a process of their own, because a small PDF can unpack to any size.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from subprocess import TimeoutExpired

from aft_themes.io.bounded_process import WAIT_S, run_reader
from aft_themes.transcripts import labels
from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.formats import pdf_pages, pdf_rows
from aft_themes.transcripts.formats.pdf_pages import MAX_PAGES, PASSWORD, TOO_LONG
from aft_themes.transcripts.numbering import without_numbers
from aft_themes.transcripts.source import MAX_PIECES, Source
from aft_themes.transcripts.turns import SENTENCE_END, Line, Reading, Utterance
from aft_themes.wording import count

_PAGE_NUMBER = re.compile(
    # "53 3/6": a number of the line before that of the page
    "(?:page|p\\.|\\d{1,4}\\s(?=\\d{1,4}\\s?/))?"
    "\\s?[-\u2013]?\\s?\\d{1,4}(?:\\s?(?:of|/)\\s?\\d{1,4})?\\s?[-\u2013]?",
    re.IGNORECASE,
)
# what browsers print below a page: "https://example.org/talk 1/3"
_ADDRESS = re.compile(r"(?:https?|file)://\S{1,2000}(?:\s\d{1,4}/\d{1,4})?")
_WORD = re.compile("[\\w\u2019'-]+")
_DIGITS = re.compile(r"\d+")
_NAMELESS = re.compile(r"\(cid:\d{1,5}\)")
_PRINTS = {
    pdf_pages.CODED_SEGMENTS: (
        "is MAXQDA's print of coded segments, not a transcript.",
        "export the coded segments as an Excel table, and put that into codings/.",
    ),
    pdf_pages.CODE_SYSTEM: (
        "is MAXQDA's print of the code system, not a transcript.",
        "export the code system as an Excel table, and bring it in as the codebook.",
    ),
}
# the first row of a table that is repeated: a label and three words, below a title
_SPOKEN_ROW = re.compile(r"[^:]{1,40}:\s+\S+\s+\S+\s+\S")
_TOP = 12  # lines of a page that a title may have
_EDGE = 2  # lines at the top and the bottom of a page that may be a header or a footer
_KEPT_HYPHEN = frozenset(
    "all anti co cross counter eight ex fifty five forty four half high long low mid multi nine "
    "non one post pre re self semi seven short six sixty ten thirty three twenty two ultra "
    "well".split()
)


def read(source: Source) -> Reading:
    """Read a PDF transcript in a process that is bounded in time and memory."""
    pages, pictures, aside = _pages(source)
    if not any(line.strip() for page in pages for line in page):
        raise source.error(
            "the PDF holds no text; it may be scanned.",
            "run text recognition (OCR) on it, or save the transcript as Word or text.",
            kind=Kind.NO_TEXT_LAYER,
        )
    source.refuse_beyond(sum(map(len, pages)), MAX_PIECES, "lines")
    labelled = labels.utterances(_lines(_without_repeated_row(pages)), wrapped=True)
    findings = (*_unreadable(labelled.text, pictures), *_margins(aside), *labelled.findings)
    return Reading(
        "pdf",
        _unwrapped(labelled.utterances),
        labelled.text,
        findings,
        glue=" ",
        legend=labelled.legend,
    )


def _margins(words: int) -> Iterator[Finding]:
    """Say that small print beside the text was left out."""
    if words:
        message = (
            f"Small print in the margins was left out, such as codes: {count(words, 'word')}. "
            "If these are codes, export the coded segments as an Excel table, too."
        )
        yield Finding(Kind.MARGINS, message)


def _unreadable(text: str, pictures: int) -> Iterator[Finding]:
    """Report pages that are pictures, and letters that the PDF does not name."""
    if pictures:
        message = (
            f"Pages that are pictures without text: {pictures}. Run text recognition (OCR) on them."
        )
        yield Finding(Kind.NOT_READABLE_PARTS, message)
    nameless = len(_NAMELESS.findall(text))
    if nameless * 100 > len(text):
        message = (
            f"{count(nameless, 'letter has', 'letters have')} no name in the PDF: save the "
            "transcript as Word or text."
        )
        yield Finding(Kind.NOT_READABLE_PARTS, message)


def _pages(source: Source) -> tuple[list[list[str]], int, int]:
    """Read the lines of each page, in another process.

    Also count the pages that are pictures, and the words in margins.
    """
    try:  # it loads the other file by its name
        done = run_reader(pdf_pages.__file__, str(pdf_rows.__file__), data=source.data)
    except TimeoutExpired:
        raise source.error(
            f"reading takes longer than {WAIT_S} s.", "save the transcript as Word or text."
        ) from None
    if done.returncode == PASSWORD:
        raise source.error(
            "the file is protected by a password.", "save a copy without the password."
        )
    if done.returncode in _PRINTS:
        raise source.error(*_PRINTS[done.returncode], kind=Kind.NOT_A_TRANSCRIPT)
    if done.returncode == TOO_LONG:
        raise source.error(f"the PDF has more than {MAX_PAGES} pages.", "split it.")
    if done.returncode:
        raise source.error(
            "the PDF is damaged or cut off, or needs too much memory.",
            "save the transcript as Word or text.",
        )
    pages, pictures, aside = json.loads(done.stdout)
    return pages, pictures, aside


def _lines(pages: list[list[str]]) -> list[Line]:
    """Leave out numbers of lines, and what repeats at the edges of pages."""
    flat = [
        (number, Line(line, f"page {number}, line {at}"))
        for number, page in enumerate(pages, 1)
        for at, line in enumerate(page, 1)
    ]
    of_page = {line.place: number for number, line in flat}
    by_page: dict[int, list[Line]] = {number: [] for number, _ in flat}
    for line in without_numbers([line for _, line in flat]):
        by_page[of_page[line.place]].append(line)
    edges = Counter(
        shape
        for page in by_page.values()
        for shape in {_shape(line.text) for line in (*page[:_EDGE], *page[-_EDGE:])}
    )
    inside = Counter(_shape(line.text) for page in by_page.values() for line in page[_EDGE:-_EDGE])
    repeated = {
        shape
        for shape, count in edges.items()
        # what also stands inside pages is no footer, but a label on a line of its own
        if count > 1 and count * 2 >= len(pages) and inside[shape] < count
    }
    return [
        line
        for page in by_page.values()
        for at, line in enumerate(page, 1)
        if not (_at_edge(at, len(page)) and is_footer(line.text, repeated))
    ]


def _without_repeated_row(pages: Sequence[list[str]]) -> list[list[str]]:
    """Leave out a table's first row, with somebody's words, where it stands on each page again."""
    if len(pages) < 2:
        return list(pages)
    first, *others = pages
    for start in (at for at, line in enumerate(first[:_TOP]) if _SPOKEN_ROW.match(line)):
        same = zip(first[start:], *others, strict=False)
        row = [one[0] for one in takewhile(lambda lines: len(set(lines)) == 1, same)]
        if row and row[-1].endswith(SENTENCE_END):
            return [first, *[page[len(row) :] for page in others]]
    return list(pages)


def _at_edge(at: int, count: int) -> bool:
    return at <= _EDGE or at > count - _EDGE


def is_footer(line: str, repeated: set[str]) -> bool:
    """Tell what stands at the edge of a page and nobody said: a page number, a printed address."""
    # 40: "Page 1234 of 1234" is shorter
    if _ADDRESS.fullmatch(line.strip()):
        return True
    return _shape(line) in repeated or bool(_PAGE_NUMBER.fullmatch(line.strip()[:40]))


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line.strip())


def _unwrapped(found: Sequence[Utterance]) -> list[Utterance]:
    """Join words that were hyphenated at the end of a line."""
    words = {word for u in found for word in re.findall(_WORD, u.text)}
    joined: list[Utterance] = []
    for utterance in found:
        before = joined[-1] if joined else None
        if before is not None and utterance.speaker is None and _hyphenated(before.text, utterance):
            text = _rejoined(before.text, utterance.text, words)
            joined[-1] = replace(before, text=text, end_s=utterance.end_s or before.end_s)
        else:
            joined.append(utterance)
    return joined


def _hyphenated(text: str, after: Utterance) -> bool:
    mark = text[-1:] in "-\u00ad\u2010" and text[-2:-1].isalpha()
    return mark and after.text[:1].isalpha() and after.text[:1].islower()


def _rejoined(text: str, after: str, words: set[str]) -> str:
    """Decide by the rest of the transcript whether the hyphen belongs to the word."""
    head = re.split(r"\s", text[-60:])[-1][:-1]  # no word is longer
    tail = re.match(_WORD, after)
    plain = head + (tail[0] if tail else "")
    hyphen = f"{head}-{plain[len(head) :]}"
    soft = text.endswith("\u00ad")
    kept = not soft and plain not in words and (hyphen in words or head.lower() in _KEPT_HYPHEN)
    return f"{text[:-1]}{'-' if kept else ''}{after}"
