"""Write interviews as Word documents: one paragraph per turn, each coding a comment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from aft_themes.exchange.export_content import ExportCoding, ExportInterview
from aft_themes.tables.writers.docx import document_bytes, xml_text

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # fixed, so that the same study gives the same bytes


def begin_document(title: str) -> Any:  # noqa: ANN401
    """Begin a plain Word document that says nothing about who made it, or when."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "AFT Themes", ""
    properties.created = properties.modified = _EPOCH
    return document


def write_document(
    interview: ExportInterview, codings: Sequence[ExportCoding], note: str = ""
) -> bytes:
    """Write an interview with its codings as comments."""
    document = begin_document(interview.name)
    document.add_heading(interview.name, level=1)
    if note:
        document.add_paragraph(xml_text(note))
    by_turn: dict[int, list[ExportCoding]] = {}
    for coding in codings:
        by_turn.setdefault(coding.turn, []).append(coding)
    for turn in interview.turns:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{turn.label}: ").bold = True
        _add_words(document, paragraph, turn.text, by_turn.get(turn.number, []))
    return document_bytes(document)


def _add_words(
    document: Any,  # noqa: ANN401  # python-docx has no types
    paragraph: Any,  # noqa: ANN401
    text: str,
    codings: Sequence[ExportCoding],
) -> None:
    """Add a turn, cut into runs at each place where a comment begins or ends."""
    cuts = sorted({0, len(text), *(place for one in codings for place in (one.start, one.end))})
    runs = {start: paragraph.add_run(xml_text(text[start:end])) for start, end in pairwise(cuts)}
    ends = {end: runs[start] for start, end in pairwise(cuts)}
    for coding in codings:
        made = document.add_comment(
            [runs[coding.start], ends[coding.end]],
            text=xml_text(_comment(coding)),
            author=coding.coder,
            initials=coding.coder[:2],
        )
        made._comment_elm.set(qn("w:date"), "2000-01-01T00:00:00Z")


def _comment(coding: ExportCoding) -> str:
    first = f"{coding.code}: {coding.valence}" if coding.valence else coding.code
    return f"{first}\nmemo: {' '.join(coding.memo.split())}" if coding.memo else first
