"""Which tables there are: each once, with the section that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from aft_themes.approach import LANGUAGE_MODEL
from aft_themes.io.files import write_whole
from aft_themes.notices import notices, say_lost
from aft_themes.tables.agreement import agreement_overview, agreement_table
from aft_themes.tables.by_participant import counts_table, framework_table, presence_table
from aft_themes.tables.codebook import codebook_table
from aft_themes.tables.consensus import consensus_table
from aft_themes.tables.cooccurrence import cooccurrence_table
from aft_themes.tables.corrections import corrections_table
from aft_themes.tables.groups import groups_table
from aft_themes.tables.language_model import language_model_table
from aft_themes.tables.model import Table, for_pages
from aft_themes.tables.numbering import put_numbers, table_mark
from aft_themes.tables.participants import intake_table, participants_table
from aft_themes.tables.results import Results
from aft_themes.tables.saturation import saturation_report
from aft_themes.tables.suggestions import suggestions_table
from aft_themes.tables.summary import summary_overview, summary_table
from aft_themes.tables.themes import attributes_table, negative_cases_table, themes_table
from aft_themes.tables.topics import (
    crosswalk_table,
    topic_candidates_table,
    topic_questions_table,
    topics_table,
)
from aft_themes.tables.writers.docx import to_docx
from aft_themes.tables.writers.html import to_html_page
from aft_themes.tables.writers.latex import to_latex
from aft_themes.tables.writers.xlsx import to_csv, to_xlsx

Builder = Callable[[Results], Table]
BY_DOMAIN = "by-domain"  # the chapter of a table that the supplement shows in parts


@dataclass(frozen=True)
class RegisteredTable:
    """A table of every run.

    Parameters
    ----------
    build : callable
        Makes it from the results of a run.
    chapter : str
        The section of report or supplement that shows it; ``""`` for a table that stands in its
        files only.
    callout : str
        What the report's sentence before it says after "Table 3"; ``""`` where the section's own
        text names the table.
    overview : callable, optional
        Makes the shorter form that report or supplement shows of the whole table.
    """

    build: Builder
    chapter: str = ""
    callout: str = ""
    overview: Callable[[Results, Table], Table] | None = None


# by name, in the order of their sections; numbers follow first mention
TABLES = {
    "participants": RegisteredTable(participants_table, "participants"),
    "themes_summary": RegisteredTable(
        summary_table,
        "themes",
        "lists codes and how many participants have each.",
        summary_overview,
    ),
    "groups": RegisteredTable(
        groups_table, "groups", "sets the groups side by side, with a quote of each."
    ),
    "intake": RegisteredTable(
        intake_table, "intake", "lists all files, and what was read of each."
    ),
    "codebook": RegisteredTable(codebook_table, "codes", "lists all codes as coders read them."),
    "agreement": RegisteredTable(
        agreement_table, "agreement", "gives all measures of agreement.", agreement_overview
    ),
    "themes": RegisteredTable(themes_table, BY_DOMAIN),
    "negative_cases": RegisteredTable(
        negative_cases_table, "negative-cases", "names who values a code otherwise than most."
    ),
    "consensus": RegisteredTable(
        consensus_table, "consensus", "has each decision beside the reading of the minority."
    ),
    "cooccurrence": RegisteredTable(
        cooccurrence_table, "together", "lists the pairs of codes that occur together most often."
    ),
    "saturation": RegisteredTable(
        saturation_report, "saturation", "assesses saturation at twelve settings."
    ),
    "suggestions": RegisteredTable(
        suggestions_table, "suggestions", "compares suggestions with the coders\u2019 codings."
    ),
    "corrections": RegisteredTable(
        corrections_table, "suggestions", "counts how often people corrected the machine."
    ),
    "language_model": RegisteredTable(
        language_model_table,
        LANGUAGE_MODEL,
        "compares a language model\u2019s codes with the coders\u2019.",
    ),
    "topics": RegisteredTable(topics_table, "topics", "lists the topics with their terms."),
    "crosswalk": RegisteredTable(
        crosswalk_table, "topics", "lists the codes that belong to each topic."
    ),
    "topic_candidates": RegisteredTable(
        topic_candidates_table, "topics", "shows passages that may need a new code."
    ),
    "topic_questions": RegisteredTable(
        topic_questions_table, "topics", "sets topics beside the interview's questions."
    ),
    "themes_by_attribute": RegisteredTable(attributes_table),
    "framework_matrix": RegisteredTable(framework_table),
    "code_by_participant": RegisteredTable(presence_table),
    "code_by_participant_counts": RegisteredTable(counts_table),
}
# whose numbers are of people's codings: they say how many codings are missing from them
_OF_CODINGS = frozenset(TABLES) - {"participants", "intake", "codebook", "topics"}
WRITERS: dict[str, Callable[[Table], bytes]] = {
    "csv": to_csv,
    "xlsx": to_xlsx,
    "docx": lambda table: to_docx(for_pages(table)),
    "tex": lambda table: to_latex(for_pages(table)).encode(),
    "html": lambda table: to_html_page(for_pages(table)).encode(),
}


def build_tables(results: Results) -> dict[str, Table]:
    """Make every table that the study's approach has; a missing input is said in the table's note.

    Parameters
    ----------
    results : Results
        The run.

    Returns
    -------
    dict of str to Table
        By name. Their numbers are marks, until the report gives them.
    """
    return {
        name: finish_table(one.build(results), name, results)
        for name, one in tables_of(results).items()
    }


def tables_of(results: Results) -> dict[str, RegisteredTable]:
    """List the tables that the study's approach and coders have."""
    shows = results.settings.shows
    absent = set() if len(results.consensus) else {"consensus"}
    return {name: one for name, one in TABLES.items() if shows(one.chapter) and name not in absent}


def build_overviews(results: Results, tables: Mapping[str, Table]) -> dict[str, Table]:
    """Make the shorter forms that report or supplement shows of some tables, by name."""
    return {
        name: overview(results, table)
        for name, table in tables.items()
        if (overview := TABLES[name].overview)
    }


def finish_table(table: Table, name: str, results: Results) -> Table:
    """Give a table its name, the mark of its number, and what every output must say, in short."""
    said = notices(results.settings, results.lost, shows_suggestions=name == "suggestions")
    lost = ""
    if results.settings.coding.counts_people and name in _OF_CODINGS:
        lost = say_lost(results.lost, {code.id: code.name for code in results.codebook.codes})
    return replace(
        table,
        name=name,
        number=table_mark(name),
        notes=(*table.notes, *filter(None, [lost])),
        banners=tuple(f"{notice.short}." for notice in said),
        marks=tuple(notice.mark for notice in said),
    )


def number_table(table: Table, numbers: Mapping[str, str]) -> Table:
    """Put the numbers of tables and figures into a table."""
    notes = tuple(put_numbers(note, numbers) for note in table.notes)
    return replace(table, number=put_numbers(table.number, numbers), notes=notes)


def write_table(table: Table, folder: Path) -> None:
    """Write a table in all formats."""
    for ending, render in WRITERS.items():
        write_bytes(folder / f"{table.name}.{ending}", render(table))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    write_whole(path, lambda part: part.write_bytes(content))
