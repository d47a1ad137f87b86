"""Put the report together from the run's results, tables and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aft_themes.report.checklists import checklist_table
from aft_themes.report.content import (
    Block,
    Bullets,
    Figure,
    Prose,
    Report,
    Section,
    TableBlock,
)
from aft_themes.report.facts import collect_facts
from aft_themes.report.findings import domain_section
from aft_themes.report.limits import limits, unsettled
from aft_themes.report.references import references
from aft_themes.report.reproduction import reproduction_tables
from aft_themes.report.statements import blank, check_statements
from aft_themes.tables.agreement import agreement_table
from aft_themes.tables.model import Table
from aft_themes.tables.results import Results
from aft_themes.vocabulary import Level

_TOPIC_FIGURES = ("topic_map", "topic_codes", "topic_choice")
_SUGGESTION_FIGURES = ("learning",)
_GUIDELINES = ("JARS-Qual", "COREQ", "SRQR")
_READING = (
    "Numbers and quotes come from the run's own files. Passages marked \u201cAuthor must "
    "write\u201d are blanks: a program cannot fill them. Statements that the author gave in the "
    "settings stand in their place."
)


class _Composer:
    """Holds what every section needs."""

    def __init__(
        self, results: Results, tables: dict[str, Table], figures: Sequence[Figure]
    ) -> None:
        self.results, self.tables, self.figures = results, tables, figures
        self.facts = collect_facts(results)
        self.placed: set[str] = set()
        self.statements: Mapping[str, str] = results.settings.report.statements

    def say(self, *names: str) -> list[Block]:
        """Print facts as one paragraph."""
        return [Prose(" ".join(self.facts[name] for name in names))]

    def ask(self, *topics: str) -> list[Block]:
        return [blank(self.statements, topic) for topic in topics]

    def table(self, name: str) -> list[Block]:
        """Show a table, or only its notes where there is nothing to show."""
        table = self.tables[name]
        return [TableBlock(table) if table.rows else Prose(table.note)]

    def drawn(self, *names: str) -> list[Block]:
        self.placed.update(names)
        return [figure for figure in self.figures if figure.name in names]


def compose_report(results: Results, tables: dict[str, Table], figures: Sequence[Figure]) -> Report:
    """Put the report together.

    Parameters
    ----------
    results : Results
        The run.
    tables : dict of str to Table
        As ``tables.build.build_tables`` makes them.
    figures : sequence of Figure
        The run's figures.

    Returns
    -------
    Report

    Raises
    ------
    SettingsError
        If the settings hold statements on topics that the report does not have.
    """
    given = results.settings.report
    check_statements(given.statements)
    work = _Composer(results, tables, figures)
    body = (
        _about(work),
        _methods(work),
        _results(work),
        _discussion(work),
        _appendices(work),
    )
    titles = {section.id: section.title for part in body for section in part.walk()}
    title = given.title or given.statements.get("title", "") or results.codebook.title
    return Report(title, given.authors, results.banners, (*body, _checklists(work, titles)))


def _about(work: _Composer) -> Section:
    brief = ("sample_size", "coders", "agreement", "major_themes", "minor_themes", "negative")
    short = Bullets((*(work.facts[name] for name in brief), *unsettled(work.results)))
    blocks = [
        Prose(_READING),
        short,
        *work.ask("title", "abstract", "problem", "research_question"),
    ]
    return Section("about", "About This Report", tuple(blocks))


def _methods(work: _Composer) -> Section:
    say, ask = work.say, work.ask
    parts = (
        ("design", "Design", say("design") + work.drawn("workflow") + ask("approach")),
        (
            "researchers",
            "Researchers and Their Standpoint",
            say("interviewers") + ask("researchers", "positionality", "relationship"),
        ),
        (
            "participants",
            "Participants",
            say("sample_size", "sample", "repeats")
            + ask("recruitment")
            + work.table("participants"),
        ),
        ("ethics", "Ethics", ask("ethics")),
        (
            "data-collection",
            "Interviews",
            say("duration", "speakers", "intake")
            + ask("setting", "dates", "interview_guide", "recording"),
        ),
        (
            "preparation",
            "Preparation of the Transcripts",
            say("preparation", "deidentification", "units"),
        ),
        ("codebook", "Codebook", say("codebook") + ask("codebook_origin")),
        ("coding", "Coding", say("coders", "final") + ask("coders")),
        (
            "trustworthiness",
            "Checks on the Coding",
            say("agreement", "audit_trail", "consistency") + ask("adequacy", "member_checking"),
        ),
        ("theme-rules", "Themes and Quotes", say("themes_rule", "quotes", "quote_rule")),
        ("reproducibility", "Software and Reproducibility", say("software", "reproduction")),
    )
    sections = tuple(Section(id_, title, tuple(blocks)) for id_, title, blocks in parts)
    return Section("methods", "Method", (), sections)


def _results(work: _Composer) -> Section:
    book = work.results.codebook
    domains = tuple(
        domain_section(work.results, work.tables, domain, part)
        for part, domain in enumerate(book.domains, start=1)
    )
    themes = [
        *work.say("major_themes", "minor_themes"),
        *work.drawn("prevalence", "valence"),
    ]
    sections = (
        Section(
            "agreement",
            "Agreement Between Coders",
            (
                *work.say("agreement"),
                *work.drawn("agreement"),
                TableBlock(_overall(work)),
            ),
        ),
        Section("themes", "Themes", tuple(themes), domains),
        Section(
            "negative-cases",
            "Negative and Contrary Cases",
            (*work.say("negative"), *work.table("negative_cases")),
        ),
        Section(
            "together",
            "Themes Together and in Groups",
            (
                *work.drawn("participants", "cooccurrence", "position"),
                *work.table("cooccurrence"),
            ),
        ),
        Section(
            "saturation",
            "Saturation",
            (
                *work.say("saturation"),
                *work.drawn("saturation"),
                *work.table("saturation"),
                *work.ask("saturation"),
            ),
        ),
    )
    return Section("results", "Results", (), sections)


def _overall(work: _Composer) -> Table:
    """Leave out the rows of single codes; the whole table stands in its own files."""
    table = work.tables["agreement"]
    kept = agreement_table(work.results, levels=set(Level) - {Level.CODE}).rows
    if len(kept) == len(table.rows):
        return table
    more = "Agreement on each code stands in tables/agreement."
    return replace(table, rows=kept, notes=(*table.notes, more), landscape=False, points=8)


def _discussion(work: _Composer) -> Section:
    sections = (
        Section(
            "interpretation",
            "Interpretation",
            tuple(work.ask("interpretation", "transferability", "implications")),
        ),
        Section("limits", "Limits", (Bullets(limits(work.results)), *work.ask("limitations"))),
        Section("declarations", "Declarations", tuple(work.ask("conflicts", "funding"))),
    )
    return Section("discussion", "Discussion", (), sections)


def _appendices(work: _Composer) -> Section:
    settings, versions = reproduction_tables(work.results)
    table, say, drawn = work.table, work.say, work.drawn
    parts: list[tuple[str, str, list[Block]]] = [
        ("intake", "Transcripts Received", say("intake") + table("intake")),
        ("codes", "Codebook in Full", table("codebook")),
        (
            "suggestions",
            "Machine Suggestions",
            drawn(*_SUGGESTION_FIGURES) + table("suggestions"),
        ),
        (
            "topics",
            "Topics (Heuristic)",
            say("topics") + drawn(*_TOPIC_FIGURES) + table("topics") + table("crosswalk"),
        ),
        ("settings", "Settings and Versions", [TableBlock(settings), TableBlock(versions)]),
    ]
    placed = work.placed
    further: list[Block] = [figure for figure in work.figures if figure.name not in placed]
    if further:
        parts.append(("figures", "Further Figures", further))
    cited = Bullets(references(work.results))
    parts.append(("references", "References", [cited]))
    sections = tuple(Section(id_, title, tuple(blocks)) for id_, title, blocks in parts)
    return Section("appendices", "Appendices", (), sections)


def _checklists(work: _Composer, titles: Mapping[str, str]) -> Section:
    lead = Prose(
        "Each item is filled from the data, from the author's statements in the settings, or left "
        "to the author. That an item is filled does not mean that it is answered well."
    )
    found = len(limits(work.results))
    work.facts["limits"] = f"{found} limits that follow from the run are listed in the section."
    sections = tuple(
        Section(
            f"checklist-{guideline.lower()}",
            guideline,
            (
                TableBlock(
                    replace(
                        checklist_table(
                            guideline, f"C{place}", work.facts, work.statements, titles
                        ),
                        banners=work.results.banners,
                    )
                ),
            ),
        )
        for place, guideline in enumerate(_GUIDELINES, start=1)
    )
    return Section("checklists", "Reporting Checklists", (lead,), sections)
