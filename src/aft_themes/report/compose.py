"""Put report and supplement together from the run's results, tables and figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from aft_themes.approach import LANGUAGE_MODEL
from aft_themes.notices import notices
from aft_themes.report.checklists import checklist_table
from aft_themes.report.content import (
    Block,
    Bullets,
    Figure,
    Prose,
    Quotation,
    Report,
    Section,
    TableBlock,
    mentions,
    words,
)
from aft_themes.report.facts import collect_facts
from aft_themes.report.findings import further_quotes, result_sections, theme_tables
from aft_themes.report.limits import limits, unsettled
from aft_themes.report.references import references
from aft_themes.report.reproduction import reproduction_tables
from aft_themes.report.statements import asked_of, blank, check_statements
from aft_themes.report.wording import count, sentences
from aft_themes.tables.model import Table, for_pages
from aft_themes.tables.numbering import (
    cite_figure,
    cite_table,
    figure_mark,
    give_numbers,
    marks_in,
    put_numbers,
    table_mark,
)
from aft_themes.tables.registry import BY_DOMAIN, TABLES, build_overviews, number_table
from aft_themes.tables.results import Results

REPORT_FILE = "report.html"  # where the supplement's links into the report lead
_IN_REPORT = ("design", "participants", "themes", "groups")
"""Chapters of tables and figures that the report shows; all others stand in the supplement."""
_FIGURES_IN_REPORT = ("workflow", "prevalence", "thematic_map", "groups")
"""Of these chapters the figures that the report shows; what others add stands in the supplement."""
_PART = re.compile(r"[-_]\d+$")  # of the name of a figure that needs several pages
_READING = (
    "Numbers and quotes come from the run's own files. Passages marked \u201cAuthor must "
    "write\u201d are blanks: a program cannot fill them. Tables and figures whose number begins "
    "with S stand in the supplement."
)


@dataclass(frozen=True)
class Composed:
    """What a run says: the report, its supplement, and the tables with their numbers."""

    report: Report
    supplement: Report
    tables: dict[str, Table]


class _Composer:
    """Holds what every section needs."""

    def __init__(
        self, results: Results, tables: dict[str, Table], figures: Sequence[Figure]
    ) -> None:
        self.results, self.tables = results, tables
        order = sorted(figures, key=lambda figure: int(figure.number))
        shows = results.settings.shows
        self.figures = [
            replace(one, number=figure_mark(one.name)) for one in order if shows(one.chapter)
        ]
        self.facts = collect_facts(results)
        self.chapters: set[str] = set()
        self.overviews = build_overviews(results, tables)
        self.statements: Mapping[str, str] = results.settings.report.statements
        self.asked = asked_of(results.settings)

    def say(self, *names: str) -> list[Block]:
        """Print facts as one paragraph."""
        said = sentences(*(self.facts[name] for name in names))
        return [Prose(said)] if said else []

    def ask(self, *topics: str) -> list[Block]:
        """Print the authors' statements, or blanks, on what their approach has a use for."""
        return [blank(self.statements, topic) for topic in topics if topic in self.asked]

    def shown(self, chapter: str, *, supplement: bool = False) -> list[Block]:
        """Show the figures and tables of a section, each after a sentence that names it."""
        self.chapters.add(chapter)
        own = chapter in _IN_REPORT
        blocks: list[Block] = []
        for figure in self.figures:
            in_report = own and _PART.sub("", figure.name) in _FIGURES_IN_REPORT
            if figure.chapter == chapter and (not own or in_report != supplement):
                blocks += _called_out(figure)
        if supplement and own:
            return blocks
        for name, one in TABLES.items():
            if one.chapter == chapter and name in self.tables:
                blocks += self._table(name, one.callout)
        return blocks

    def _table(self, name: str, callout: str) -> list[Block]:
        """Show a table, or only its notes where it has no rows."""
        table = self.overviews.get(name, self.tables[name])
        if not table.rows:
            return [Prose(" ".join(table.notes))]
        named = [Prose(f"{cite_table(name)} {callout}")] if callout else []
        return [*named, TableBlock(for_pages(table))]

    def draws(self, name: str) -> bool:
        """Whether a figure was drawn."""
        return any(figure.name == name for figure in self.figures)

    def further_figures(self) -> list[Block]:
        """Show the figures of no section."""
        further = (figure for figure in self.figures if figure.chapter not in self.chapters)
        return [block for figure in further for block in _called_out(figure)]


def _called_out(figure: Figure) -> list[Block]:
    return [Prose(f"{cite_figure(figure.name)} {figure.callout}"), figure]


def compose_report(
    results: Results, tables: dict[str, Table], figures: Sequence[Figure]
) -> Composed:
    """Put report and supplement together, and number tables and figures by first mention."""
    given = results.settings.report
    check_statements(given.statements)
    work = _Composer(results, tables, figures)
    body: tuple[Section, ...] = (
        _about(work),
        _methods(work),
        _results(work),
        _discussion(work),
    )
    quoted = frozenset(
        block.text
        for part in body
        for one in part.walk()
        for block in one.blocks
        if isinstance(block, Quotation)
    )
    extra = _supplement(work, quoted)
    # the checklists point to both, so they come last
    titles = {
        section.id: (section.title, where)
        for where, parts in ((REPORT_FILE, body), ("", extra))
        for part in parts
        for section in part.walk()
    }
    extra = (*extra, _checklists(work, titles))
    body, extra = (*body, _references(body)), (*extra, *_further_references(body, extra))
    title = given.title or given.statements.get("title", "") or results.codebook.title
    title = title or f"Interviews With {count(len(results.people), 'Participant')}"
    said = notices(results.settings, results.lost)
    marks = tuple(f"{notice.short}." for notice in said)
    report = Report(title, given.authors, results.banners, body, marks)
    supplement = Report(f"Supplement to: {title}", given.authors, marks, extra, marks)
    return _numbered(report, supplement, tables)


def _numbered(report: Report, supplement: Report, tables: dict[str, Table]) -> Composed:
    """Give numbers by first mention, in the report and then in its supplement."""
    shown = (block for block in report.blocks if isinstance(block, TableBlock | Figure))
    in_report = frozenset(
        mark
        for block in shown
        for mark in marks_in(block.table.number if isinstance(block, TableBlock) else block.number)
    )
    texts = map(mentions, chain(report.blocks, supplement.blocks))
    left = (mark for name in tables for mark in marks_in(table_mark(name)))
    numbers = give_numbers(chain((m for text in texts for m in marks_in(text)), left), in_report)

    def put(text: str) -> str:
        return put_numbers(text, numbers)

    both = [
        replace(one, sections=tuple(section.change(put) for section in one.sections))
        for one in (report, supplement)
    ]
    numbered = {name: number_table(table, numbers) for name, table in tables.items()}
    return Composed(both[0], both[1], numbered)


def _about(work: _Composer) -> Section:
    own_title = work.results.settings.report.title
    blocks: list[Block] = [Prose(_READING)]
    if left := unsettled(work.results):
        blocks.append(Bullets(left))
    asked = ("title", "abstract", "problem", "research_question")
    blocks += work.ask(*asked[bool(own_title) :])
    return Section("about", "About This Report", tuple(blocks))


_Part = tuple[str, str, Sequence[Block]]  # id, title and blocks of a section


def _methods(work: _Composer) -> Section:
    parts = (*_before_coding(work), *_from_coding_on(work))
    sections = tuple(Section(id_, title, tuple(blocks)) for id_, title, blocks in parts)
    return Section("methods", "Method", (), sections)


def _before_coding(work: _Composer) -> tuple[_Part, ...]:
    say, ask = work.say, work.ask
    return (
        ("design", "Design", say("design") + ask("approach") + work.shown("design")),
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
    )


def _from_coding_on(work: _Composer) -> tuple[_Part, ...]:
    say, ask = work.say, work.ask
    counted = "Themes" if work.results.authors_themes else "Codes"
    return (
        ("codebook", "Codebook", say("codebook") + ask("codebook_origin")),
        (
            "coding",
            "Coding",
            say("coders", "final", "settled", "estimates", "model_note")
            + ask("coders", "double_coding", "consensus", "auditing")
            + ask("analysis"),
        ),
        (
            "trustworthiness",
            "Checks on the Coding",
            say("agreement", "agreement_measures")
            + say("overlap")
            + say("audit_trail", "consistency")
            + ask("member_checking"),
        ),
        ("theme-rules", f"{counted} and Quotes", say("themes_rule") + say("quotes", "quote_rule")),
        (
            "sufficiency",
            "Sufficiency of the Data",
            say("saturation") + ask("saturation", "adequacy"),
        ),
        ("reproducibility", "Software and Reproducibility", say("software", "reproduction")),
    )


def _results(work: _Composer) -> Section:
    by_chapter = result_sections(
        work.results, work.results.compared, groups_drawn=work.draws("groups")
    )
    title = "Themes" if work.results.authors_themes else "Codes"
    sections = [
        Section(
            "themes",
            title,
            (*work.say("major_themes", "minor_themes"), *work.shown("themes")),
            by_chapter,
        ),
        Section("negative-cases", "Negative Cases", tuple(work.say("negative"))),
        Section("groups", "Groups Compared", (*work.say("groups"), *work.shown("groups"))),
    ]
    return Section("results", "Results", (), tuple(one for one in sections if _has_content(one)))


def _has_content(section: Section) -> bool:
    return bool(section.blocks or section.sections)


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


def _supplement(work: _Composer, quoted: frozenset[str]) -> tuple[Section, ...]:
    settings, versions = reproduction_tables(work.results)
    say, shown = work.say, work.shown
    parts: list[tuple[str, str, list[Block], tuple[Section, ...]]] = [
        ("intake", "Transcripts Received", shown("intake"), ()),
        ("codes", "Codebook in Full", shown("codes"), ()),
        ("agreement", "Agreement Between Coders", shown("agreement"), ()),
        (
            BY_DOMAIN,
            "All Codes and Their Quotes",
            [
                *(block for one in _IN_REPORT for block in shown(one, supplement=True)),
                *theme_tables(work.results, work.tables["themes"]),
            ],
            further_quotes(work.results, quoted),
        ),
        ("negative-cases", "Negative Cases", shown("negative-cases"), ()),
        ("consensus", "Consensus and Minority Readings", shown("consensus"), ()),
        ("together", "Codes Together and by Participant", shown("together"), ()),
        ("saturation", "Saturation", shown("saturation"), ()),
        ("suggestions", "Machine Suggestions", say("corrections") + shown("suggestions"), ()),
        (
            LANGUAGE_MODEL,
            "A Language Model as One More Coder",
            [*say("language_model"), *work.ask("language_model"), *shown(LANGUAGE_MODEL)],
            (),
        ),
        ("topics", "Topics (Heuristic)", say("topics") + shown("topics"), ()),
        (
            "settings",
            "Settings and Versions",
            [
                Prose(f"{cite_table('settings')} lists the settings."),
                TableBlock(settings),
                Prose(f"{cite_table('versions')} lists the software."),
                TableBlock(versions),
            ],
            (),
        ),
    ]
    parts.append(("figures", "Further Figures", work.further_figures(), ()))
    shows = work.results.settings.shows
    return tuple(
        Section(id_, title, tuple(blocks), below)
        for id_, title, blocks, below in parts
        if (blocks or below) and shows(id_)
    )


def _cited(parts: Sequence[Section]) -> tuple[str, ...]:
    text = " ".join(words(block) for part in parts for one in part.walk() for block in one.blocks)
    return references(text)


def _references(body: Sequence[Section]) -> Section:
    """List the papers that the report cites."""
    return Section("references", "References", (Bullets(_cited(body), hanging=True),))


def _further_references(body: Sequence[Section], extra: Sequence[Section]) -> tuple[Section, ...]:
    """List the papers that only the supplement cites."""
    known = _cited(body)
    further = tuple(one for one in _cited(extra) if one not in known)
    if not further:
        return ()
    return (Section("references", "Further References", (Bullets(further, hanging=True),)),)


def _checklists(work: _Composer, titles: Mapping[str, tuple[str, str]]) -> Section:
    lead = Prose(
        "Each item is filled from the data, from the author's statements in the settings, or left "
        "to the author. That an item is filled does not mean that it is answered well."
    )
    found = len(limits(work.results))
    work.facts["limits"] = f"That section lists {found} limits that follow from the run."
    marks = next(iter(work.tables.values())).banners
    sections = tuple(
        Section(
            f"checklist-{guideline.lower()}",
            guideline,
            (
                TableBlock(
                    replace(
                        checklist_table(guideline, work.facts, work.statements, titles),
                        banners=marks,
                    )
                ),
            ),
        )
        for guideline in work.results.settings.checklists
    )
    return Section("checklists", "Reporting Checklists", (lead,), sections)
