"""What stands in a Word document and was said by nobody: hidden text, page numbers, hints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from aft_themes.transcripts.formats.paragraphs import Unsaid
from aft_themes.transcripts.formats.word_styles import Styles, on
from aft_themes.transcripts.source import MAX_MARKS

# fields whose results Word writes itself: numbers of pages, lists of headings
_WRITTEN_BY_WORD = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|TOC|INDEX|FILENAME|NUMWORDS)\b", re.IGNORECASE
)
_SHOWN = frozenset(map(qn, ("w:t", "w:tab", "w:br", "w:cr", "w:sym", "w:noBreakHyphen")))
_RUN, _PARAGRAPH = qn("w:r"), qn("w:p")
_LISTED = "Table of Contents"


def take_out(body: BaseOxmlElement, styles: Styles) -> Unsaid:
    """Take out of a document what nobody said; return how much of it was hidden or crossed out."""
    for control in list(body.iter(qn("w:sdt"))):
        if _is_hint(control) or _lists_headings(control):
            _remove(control)
    for sign in list(_in_fields(body)):
        _remove(sign)
    runs = [run for run in body.iter(_RUN) if _shows_text(run)]
    hidden = [run for run in runs if styles.has(run, "w:vanish") or on(run, "w:webHidden")]
    crossed = [
        run
        for run in runs
        if run not in hidden and (styles.has(run, "w:strike") or styles.has(run, "w:dstrike"))
    ]
    for run in (*hidden, *crossed):
        _remove(run)
    return Unsaid(len(hidden), len(crossed))


def _remove(element: BaseOxmlElement) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _shows_text(run: BaseOxmlElement) -> bool:
    return any(child.tag == qn("w:t") and (child.text or "").strip() for child in run)


def _is_hint(control: BaseOxmlElement) -> bool:
    """Tell a content control that still shows what to type into it."""
    return control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


def _lists_headings(control: BaseOxmlElement) -> bool:
    path = f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}"
    gallery = control.find(path)
    return gallery is not None and gallery.get(qn("w:val")) == _LISTED


def _in_fields(body: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Find what Word writes as the results of fields such as PAGE; a field may hold others."""
    open_fields: list[str] = []  # what each asks for, from the outermost on
    shows = False
    for element in body.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:fldSimple"), *_SHOWN):
        if element.tag == qn("w:fldSimple"):
            if _WRITTEN_BY_WORD.match(element.get(qn("w:instr"), "")):
                yield from element.iter(*_SHOWN)
        elif element.tag == qn("w:instrText"):
            if open_fields and not shows:
                open_fields[-1] += element.text or ""
        elif element.tag == qn("w:fldChar"):
            kind = element.get(qn("w:fldCharType"))
            if kind == "begin" and len(open_fields) < MAX_MARKS:
                open_fields.append("")
            elif kind == "end" and open_fields:
                open_fields.pop()
            shows = kind == "separate"
        elif any(map(_WRITTEN_BY_WORD.match, open_fields)):
            yield element
