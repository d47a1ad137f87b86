"""Write the tables and the report of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from aft_themes.io.processes import Processes
from aft_themes.report.compose import compose_report
from aft_themes.report.content import Figure
from aft_themes.report.writers.docx import to_document
from aft_themes.report.writers.html import to_page
from aft_themes.tables.model import Table
from aft_themes.tables.registry import write_bytes, write_table
from aft_themes.tables.results import Results


def write_all(
    results: Results,
    tables: dict[str, Table],
    figures: Sequence[Figure],
    *,
    folder: Path,
    documents: Mapping[str, Path],
    processes: Processes,
) -> None:
    """Write the folder of tables (in other processes), and report and supplement.

    ``documents`` has the places of ``report_page``, ``report_document``, ``supplement_page`` and
    ``supplement_document``.
    """
    composed = compose_report(results, tables, list(figures))
    written = processes.map(partial(write_table, folder=folder), list(composed.tables.values()))
    for name, one in (("report", composed.report), ("supplement", composed.supplement)):
        write_bytes(documents[f"{name}_page"], to_page(one).encode())
        write_bytes(documents[f"{name}_document"], to_document(one))
    list(written)  # an error in another process is raised here
