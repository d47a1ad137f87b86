"""Write everything that is published of a run but the figures and the explorer."""

from __future__ import annotations

from pathlib import Path

from aft_themes.io.processes import process_pool
from aft_themes.report.compose import compose_report
from aft_themes.report.figures import load_figures
from aft_themes.report.writers.docx import to_document
from aft_themes.report.writers.html import to_page
from aft_themes.tables.registry import build_tables, write_bytes, write_tables
from aft_themes.tables.results import Results


def write_report(
    results: Results, *, figures: Path | None, tables: Path, page: Path, document: Path
) -> None:
    """Write every table, and meanwhile the report as a page and as a Word document."""
    built = build_tables(results)
    with process_pool(1) as beside:
        written = beside.submit(write_tables, built, tables)
        report = compose_report(results, built, load_figures(figures))
        write_bytes(page, to_page(report).encode())
        write_bytes(document, to_document(report))
        written.result()
