"""All tables of a study, in order, and the files they are written to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from aft_themes.io.files import write_whole
from aft_themes.tables.agreement import agreement_table
from aft_themes.tables.heuristics import (
    crosswalk_table,
    saturation_report,
    suggestions_table,
    topics_table,
)
from aft_themes.tables.model import Table
from aft_themes.tables.participants import intake_table, participants_table
from aft_themes.tables.results import Results
from aft_themes.tables.themes import (
    attributes_table,
    codebook_table,
    cooccurrence_table,
    counts_table,
    framework_table,
    negative_cases_table,
    presence_table,
    themes_table,
)
from aft_themes.tables.writers.docx import to_docx
from aft_themes.tables.writers.markup import to_html_page, to_latex
from aft_themes.tables.writers.xlsx import to_csv, to_xlsx

BUILDERS: tuple[Callable[[Results], Table], ...] = (
    participants_table,
    intake_table,
    codebook_table,
    agreement_table,
    themes_table,
    attributes_table,
    negative_cases_table,
    cooccurrence_table,
    saturation_report,
    framework_table,
    presence_table,
    counts_table,
    topics_table,
    crosswalk_table,
    suggestions_table,
)
WRITERS: dict[str, Callable[[Table], bytes]] = {
    "csv": to_csv,
    "xlsx": to_xlsx,
    "docx": to_docx,
    "tex": lambda table: to_latex(table).encode(),
    "html": lambda table: to_html_page(table).encode(),
}


def build_tables(results: Results) -> dict[str, Table]:
    """Make every table of a study; where an input is missing, the table's note says so.

    Parameters
    ----------
    results : Results
        The run.

    Returns
    -------
    dict of str to Table
        By name, in the order of their numbers.
    """
    made = [
        replace(build(results), banners=results.banners, marks=results.marks) for build in BUILDERS
    ]
    return {table.name: table for table in made}


def write_tables(tables: dict[str, Table], folder: Path) -> None:
    """Write tables in all formats.

    Parameters
    ----------
    tables : dict of str to Table
        As :func:`build_tables` returns them.
    folder : Path
        Where ``name.csv``, ``.xlsx``, ``.docx``, ``.tex`` and ``.html`` of each go.
    """
    for table in tables.values():
        for ending, render in WRITERS.items():
            write_bytes(folder / f"{table.name}.{ending}", render(table))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    write_whole(path, lambda part: part.write_bytes(content))
