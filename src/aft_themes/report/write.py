"""Write the tables and the report of a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aft_themes.io.processes import process_pool
from aft_themes.report.compose import compose_report
from aft_themes.report.content import Figure
from aft_themes.report.writers.docx import to_document
from aft_themes.report.writers.html import to_page
from aft_themes.tables.registry import build_tables, write_bytes, write_tables
from aft_themes.tables.results import Results


def write_all(
    results: Results, figures: Sequence[Figure], *, tables: Path, page: Path, document: Path
) -> None:
    """Write the folder of tables (in a second process), the page and the Word document."""
    built = build_tables(results)
    with process_pool(1) as beside:
        written = beside.submit(write_tables, built, tables)
        report = compose_report(results, built, list(figures))
        write_bytes(page, to_page(report).encode())
        write_bytes(document, to_document(report))
        written.result()
