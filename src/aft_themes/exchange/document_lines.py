"""The lines of a report, whatever document a program saved it as."""

from __future__ import annotations

from pathlib import Path

from aft_themes.documents.headed_lines import document_lines
from aft_themes.io.bounds import refuse_larger

PAGES = (".html", ".htm")
DOCUMENTS = (*PAGES, ".docx", ".odt", ".rtf", ".txt")


def lines_of(path: Path) -> list[str]:
    """Return a document's paragraphs; blank ones only where the format keeps them."""
    refuse_larger(path, "the report", "export fewer codes at a time.")
    return [line.text for line in document_lines(path)]
