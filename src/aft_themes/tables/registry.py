"""Which tables there are: each once, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from aft_themes.io.files import write_whole
from aft_themes.notices import notices, say_lost
from aft_themes.tables.agreement import agreement_overview, agreement_table
from aft_themes.tables.by_participant import counts_table, framework_table, presence_table
from aft_themes.tables.codebook import codebook_table
from aft_themes.tables.cooccurrence import cooccurrence_table
from aft_themes.tables.corrections import corrections_table
from aft_themes.tables.groups import groups_table
from aft_themes.tables.model import Table
from aft_themes.tables.participants import intake_table, participants_table
from aft_themes.tables.results import Results
from aft_themes.tables.saturation import saturation_report
from aft_themes.tables.suggestions import suggestions_table
from aft_themes.tables.themes import attributes_table, negative_cases_table, themes_table
from aft_themes.tables.topics import crosswalk_table, topics_table
from aft_themes.tables.writers.docx import to_docx
from aft_themes.tables.writers.html import to_html_page
from aft_themes.tables.writers.latex import to_latex
from aft_themes.tables.writers.xlsx import to_csv, to_tidy_csv, to_xlsx

Builder = Callable[[Results], Table]
BY_DOMAIN = "by domain"  # the chapter of a table that the report shows in parts


@dataclass(frozen=True)
class RegisteredTable:
    """A table of every run.

    Parameters
    ----------
    build : callable
        Makes it from the results of a run.
    chapter : str
        The section of the report that shows it; ``""`` for a table that stands in its files only.
    callout : str
        What the report's sentence before it says after "Table 3"; ``""`` where the section's own
        text names the table.
    overview : callable, optional
        Makes the shorter form that the report shows.
    """

    build: Builder
    chapter: str = ""
    callout: str = ""
    overview: Builder | None = None


# by name, in the order in which the report first names them, which is that of their numbers;
# those that the report does not show come last and are numbered S1, S2 ...
TABLES = {
    "participants": RegisteredTable(participants_table, "participants"),
    "intake": RegisteredTable(intake_table, "intake"),
    "codebook": RegisteredTable(codebook_table, "codes", "lists all codes as coders read them."),
    "agreement": RegisteredTable(
        agreement_table, "agreement", "gives all measures of agreement.", agreement_overview
    ),
    "themes": RegisteredTable(themes_table, BY_DOMAIN),
    "negative_cases": RegisteredTable(negative_cases_table, "negative-cases"),
    "groups": RegisteredTable(
        groups_table, "groups", "sets the groups side by side, with a quote of each."
    ),
    "cooccurrence": RegisteredTable(
        cooccurrence_table, "together", "lists the codes that stand together most often."
    ),
    "saturation": RegisteredTable(
        saturation_report, "saturation", "assesses saturation at twelve settings."
    ),
    "suggestions": RegisteredTable(
        suggestions_table, "suggestions", "compares suggestions with the coders\u2019 codings."
    ),
    "topics": RegisteredTable(topics_table, "topics", "lists the topics with their terms."),
    "crosswalk": RegisteredTable(
        crosswalk_table, "topics", "lists the codes that belong to each topic."
    ),
    "themes_by_attribute": RegisteredTable(attributes_table),
    "framework_matrix": RegisteredTable(framework_table),
    "code_by_participant": RegisteredTable(presence_table),
    "code_by_participant_counts": RegisteredTable(counts_table),
    "corrections": RegisteredTable(corrections_table),
}
# whose numbers are of people's codings: they say how many codings are missing from them
_OF_CODINGS = frozenset(TABLES) - {"participants", "intake", "codebook", "topics"}
WRITERS: dict[str, Callable[[Table], bytes]] = {
    "csv": to_csv,
    "xlsx": to_xlsx,
    "docx": to_docx,
    "tex": lambda table: to_latex(table).encode(),
    "html": lambda table: to_html_page(table).encode(),
}


def cite_table(name: str) -> str:
    """Refer to a table by its number, such as ``Table 4``."""
    return f"Table {_number(name)}"


def _number(name: str) -> str:
    shown = [one for one, table in TABLES.items() if table.chapter]
    if name in shown:
        return str(shown.index(name) + 1)
    return f"S{list(TABLES).index(name) + 1 - len(shown)}"


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
    return {name: _finished(one.build(results), name, results) for name, one in TABLES.items()}


def build_overviews(results: Results) -> dict[str, Table]:
    """Make the shorter forms that the report shows of some tables, by name."""
    return {
        name: _finished(one.overview(results), name, results)
        for name, one in TABLES.items()
        if one.overview
    }


def _finished(table: Table, name: str, results: Results) -> Table:
    return _with_notices(replace(table, name=name, number=_number(name)), results)


def _with_notices(table: Table, results: Results) -> Table:
    suggestions = table.name == "suggestions"
    said = notices(results.settings, results.lost, shows_suggestions=suggestions)
    lost = ""
    if results.settings.coding.counts_people and table.name in _OF_CODINGS:
        lost = say_lost(results.lost, {code.id: code.name for code in results.codebook.codes})
    return replace(
        table,
        notes=(*table.notes, *filter(None, [lost])),
        banners=tuple(notice.sentence for notice in said),
        marks=tuple(notice.mark for notice in said),
    )


def write_tables(tables: dict[str, Table], folder: Path) -> None:
    """Write tables in all formats."""
    for table in tables.values():
        for ending, render in WRITERS.items():
            write_bytes(folder / f"{table.name}.{ending}", render(table))
        if table.data is not None:
            write_bytes(folder / f"{table.name}_data.csv", to_tidy_csv(table))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    write_whole(path, lambda part: part.write_bytes(content))
