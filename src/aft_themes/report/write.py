"""Write the tables and the report of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from aft_themes.report.compose import compose_report
from aft_themes.report.content import Figure
from aft_themes.report.writers.docx import to_document
from aft_themes.report.writers.html import to_page
from aft_themes.tables.registry import build_tables, write_bytes, write_tables
from aft_themes.tables.results import Results


def write_all(
    results: Results, figures: Sequence[Figure], *, tables: Path, documents: Mapping[str, Path]
) -> None:
    """Write the folder of tables, and report and supplement.

    ``documents`` has the places of ``report_page``, ``report_document``, ``supplement_page`` and
    ``supplement_document``.
    """
    composed = compose_report(results, build_tables(results), list(figures))
    write_tables(composed.tables, tables)
    for name, one in (("report", composed.report), ("supplement", composed.supplement)):
        write_bytes(documents[f"{name}_page"], to_page(one).encode())
        write_bytes(documents[f"{name}_document"], to_document(one))
