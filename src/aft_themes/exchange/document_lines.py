"""The lines of a report, whatever document a program saved it as."""

from __future__ import annotations

from pathlib import Path

from aft_themes.errors import InputError
from aft_themes.exchange.project_files import MAX_TEXT
from aft_themes.exchange.word_documents import read_document
from aft_themes.transcripts.formats import html, odt, rtf
from aft_themes.transcripts.source import open_source

PAGES = (".html", ".htm")
DOCUMENTS = (*PAGES, ".docx", ".odt", ".rtf", ".txt")


def lines_of(path: Path) -> list[str]:
    """Return a document's paragraphs; blank ones only where the format keeps them."""
    suffix = path.suffix.lower()
    if path.stat().st_size > MAX_TEXT:
        raise InputError(path, "the report is larger than 64 MB.", "export fewer codes at a time.")
    if suffix == ".docx":
        return read_document(path).text.splitlines()
    source = open_source(path)
    if suffix in PAGES:
        return [line.text for line in html.lines_of(source, source.text.text)]
    if suffix == ".odt":
        return [line.text for line in odt.lines_of(source)]
    if suffix == ".rtf":
        return rtf.text_of(source).splitlines()
    return source.text.text.splitlines()
