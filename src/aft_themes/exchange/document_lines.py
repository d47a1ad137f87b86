"""The lines of a report, whatever document a program saved it as."""

from __future__ import annotations

from pathlib import Path

from aft_themes.documents.headed_lines import document_lines
from aft_themes.errors import InputError
from aft_themes.exchange.project_files import MAX_TEXT

PAGES = (".html", ".htm")
DOCUMENTS = (*PAGES, ".docx", ".odt", ".rtf", ".txt")


def lines_of(path: Path) -> list[str]:
    """Return a document's paragraphs; blank ones only where the format keeps them."""
    if path.stat().st_size > MAX_TEXT:
        raise InputError(path, "the report is larger than 64 MB.", "export fewer codes at a time.")
    return [line.text for line in document_lines(path)]
