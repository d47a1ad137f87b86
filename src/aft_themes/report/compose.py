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
    words,
)
from aft_themes.report.facts import collect_facts
from aft_themes.report.findings import overview, theme_sections
from aft_themes.report.limits import limits, unsettled
from aft_themes.report.references import references
from aft_themes.report.reproduction import reproduction_tables
from aft_themes.report.statements import blank, check_statements
from aft_themes.tables.model import Table
from aft_themes.tables.registry import TABLES, build_overviews, cite_table
from aft_themes.tables.results import Results

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
        self.results, self.tables = results, tables
        # a figure that could not be drawn leaves no gap
        order = sorted(figures, key=lambda figure: int(figure.number))
        self.figures = [replace(one, number=str(n)) for n, one in enumerate(order, start=1)]
        self.facts = collect_facts(results)
        self.chapters: set[str] = set()
        self.overviews = build_overviews(results)
        self.statements: Mapping[str, str] = results.settings.report.statements

    def say(self, *names: str) -> list[Block]:
        """Print facts as one paragraph."""
        return [Prose(" ".join(self.facts[name] for name in names))]

    def ask(self, *topics: str) -> list[Block]:
        return [blank(self.statements, topic) for topic in topics]

    def shown(self, chapter: str) -> list[Block]:
        """Show the figures and tables of a section, each after a sentence that names it."""
        self.chapters.add(chapter)
        blocks: list[Block] = []
        for figure in self.figures:
            if figure.chapter == chapter:
                blocks += [Prose(f"Figure {figure.number} {figure.callout}"), figure]
        for name, one in TABLES.items():
            if one.chapter == chapter:
                blocks += self._table(name, one.callout)
        return blocks

    def _table(self, name: str, callout: str) -> list[Block]:
        """Show a table, or only its notes where it has no rows."""
        table = self.overviews.get(name, self.tables[name])
        if not table.rows:
            return [Prose(table.note)]
        named = [Prose(f"{cite_table(name)} {callout}")] if callout else []
        return [*named, TableBlock(table)]

    def further_figures(self) -> list[Block]:
        """Show the figures of no section."""
        return [figure for figure in self.figures if figure.chapter not in self.chapters]


def compose_report(results: Results, tables: dict[str, Table], figures: Sequence[Figure]) -> Report:
    """Put the report together."""
    given = results.settings.report
    check_statements(given.statements)
    work = _Composer(results, tables, figures)
    body: tuple[Section, ...] = (
        _about(work),
        _methods(work),
        _results(work),
        _discussion(work),
        _appendices(work),
    )
    *others, appendices = body
    appendices = replace(appendices, sections=(*appendices.sections, _references(body)))
    body = (*others, appendices)
    titles = {section.id: section.title for part in body for section in part.walk()}
    title = given.title or given.statements.get("title", "") or results.codebook.title
    return Report(title, given.authors, results.banners, (*body, _checklists(work, titles)))


def _about(work: _Composer) -> Section:
    brief = ("sample_size", "coders", "agreement_brief", "major_themes", "minor_themes")
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
        ("design", "Design", say("design") + work.shown("design") + ask("approach")),
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
            + work.shown("participants"),
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
            say("agreement", "agreement_measures", "audit_trail", "consistency")
            + ask("adequacy", "member_checking"),
        ),
        ("theme-rules", "Themes and Quotes", say("themes_rule", "quotes", "quote_rule")),
        ("reproducibility", "Software and Reproducibility", say("software", "reproduction")),
    )
    sections = tuple(Section(id_, title, tuple(blocks)) for id_, title, blocks in parts)
    return Section("methods", "Method", (), sections)


def _results(work: _Composer) -> Section:
    domains = theme_sections(work.results, work.tables)
    themes = [
        *work.say("major_themes", "minor_themes"),
        *work.shown("themes"),
        *([] if work.results.domains else overview(work.tables["themes"])),
    ]
    sections = (
        Section(
            "agreement",
            "Agreement Between Coders",
            (*work.say("agreement"), *work.shown("agreement")),
        ),
        Section("themes", "Themes", tuple(themes), domains),
        Section(
            "negative-cases",
            "Negative Cases",
            (*work.say("negative"), *work.shown("negative-cases")),
        ),
        Section(
            "groups",
            "Groups Compared",
            (*work.say("groups"), *work.shown("groups")),
        ),
        Section(
            "together",
            "Themes Together and by Participant",
            tuple(work.shown("together")),
        ),
        Section(
            "saturation",
            "Saturation",
            (
                *work.say("saturation"),
                *work.shown("saturation"),
                *work.ask("saturation"),
            ),
        ),
    )
    return Section("results", "Results", (), sections)


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
    say, shown = work.say, work.shown
    parts: list[tuple[str, str, list[Block]]] = [
        ("intake", "Transcripts Received", say("intake") + shown("intake")),
        ("codes", "Codebook in Full", shown("codes")),
        ("suggestions", "Machine Suggestions", say("corrections") + shown("suggestions")),
        ("topics", "Topics (Heuristic)", say("topics") + shown("topics")),
        ("settings", "Settings and Versions", [TableBlock(settings), TableBlock(versions)]),
    ]
    if further := work.further_figures():
        parts.append(("figures", "Further Figures", further))
    sections = tuple(Section(id_, title, tuple(blocks)) for id_, title, blocks in parts)
    return Section("appendices", "Appendices", (), sections)


def _references(body: Sequence[Section]) -> Section:
    """List the papers that the report cites, as its last appendix."""
    text = " ".join(words(block) for part in body for one in part.walk() for block in one.blocks)
    return Section("references", "References", (Bullets(references(text)),))


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
