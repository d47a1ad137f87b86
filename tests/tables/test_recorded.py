"""What the tables of a few invented studies hold, as recorded: cells, widths, notes, sentences.

After a change that is meant write the record anew with ``python -m tests.tables.test_recorded``,
and read the difference.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pandas as pd
import pytest
from lxml import etree

from aft_themes.agreement.planning import plan_coding
from aft_themes.catalog import (
    AUDIT_COMMENTS,
    CONSENSUS_DECISIONS,
    CORE_IDEAS,
    CORRECTIONS,
    SUGGESTION_QUALITY,
)
from aft_themes.settings import check_settings
from aft_themes.tables.consensus import say_consensus
from aft_themes.tables.corrections import say_corrections
from aft_themes.tables.language_model import model_facts
from aft_themes.tables.model import Column, Link, Row, Table, Value
from aft_themes.tables.planning import print_plan
from aft_themes.tables.registry import build_tables
from aft_themes.tables.results import Results
from aft_themes.tables.writers.docx import to_docx
from aft_themes.tables.writers.xlsx import to_xlsx
from tests.made_results import made_results, with_language_model, with_topics
from tests.report import printed

FOLDER = Path("tests/data/tables")
WIDE = Table(  # across the page, with upright heads, groups, indents, links and missing cells
    "A Wide Table",
    (
        Column("Domain"),
        Column("Code", 2.5),
        Column("n", 0.7, numeric=True),
        Column("Share", 0.8, bounded=True, numeric=True),
        Column("Supervisor 1", 0.4, numeric=True, upright=True),
        Column("All supervisors", 0.4, numeric=True, upright=True),
        Column("Quote", 4),
    ),
    (
        Row(("Tasks", "Tape", 12, 0.5, 1, 14, Link("\u201cSo it was\u201d", "a.html#at=1"))),
        Row(("Tasks", "Shame", 1, 0.0417, None, 1, None), 1),
        Row(("Impact", "Notices more", 3, 1.0, 2, 3, "=1+1")),
    ),
    notes=("A general note on n.", "Another one."),
    group=True,
    landscape=True,
    points=8.5,
    banners=("Synthetic data: invented interviews.",),
    marks=("synthetic",),
    name="wide",
    number="2",
)
STUDIES = ("asked", "remote", "flat", "reflexive", "suggested")
ELSEWHERE = {
    "url": "https://models.example.org",
    "processor": "Example Ltd",
    "approval": "the ethics board",
    "approved_on": "2026-01-01",
}


def study(name: str) -> Results:
    """Make one of the invented studies; those of the report, and two of whom more is known."""
    match name:
        case "asked":
            return with_decisions(with_language_model(with_topics(made_results())))
        case "remote":  # the model runs elsewhere, was made with nothing, and was not always asked
            return asked_elsewhere(with_language_model(made_results()))
    return printed.study(name)


def frame(table, *rows: dict[str, object]) -> pd.DataFrame:
    blank = dict.fromkeys(table.schema.names, "")
    return pd.DataFrame([blank | row for row in rows], columns=table.schema.names)


def with_decisions(results: Results) -> Results:
    """Add what people decided: consensus with an audit, corrections, and how suggestions did."""
    decided = frame(
        CONSENSUS_DECISIONS,
        {"interview": "P01", "turn": "2", "code": "tasks.tape.shame", "row": 1}
        | {"decision": "accept", "date": "2026-02-03", "minority": "Bo hears a joke"}
        | {"decided_by": "Ada, Bo"},
        {"interview": "P02", "turn": "4", "code": "impact.more", "row": 2}
        | {"decision": "change to", "change_to": "impact.less", "decided_by": "Ada"},
        {"interview": "P03", "turn": "2", "code": "tasks.tape", "row": 3}
        | {"decision": "reject", "date": "2026-01-09"},
        {"interview": "P03", "turn": "2", "code": "gone", "row": 4, "decision": "accept"},
    )
    ideas = frame(CORE_IDEAS, {"participant": "P01", "domain": "tasks"})
    audit = frame(AUDIT_COMMENTS, {"answered": True}, {"answered": False})
    counts = {"unsure": 1, "in_bulk": 3, "low": 0.13, "high": 0.72}
    corrected = [
        {"code": code, "decided": 8, "accepted": 5, "rejected": 2, "changed": 1, "share": 0.375}
        | {"changed_to": ["impact.less", "gone"]}
        for code in ("", "impact.more", "gone")
    ]
    settings = results.settings.model_dump(mode="json", exclude_unset=True)
    settings["themes"] = {**settings.get("themes", {}), "labels": "hill", "withheld": ["P06"]}
    return replace(
        results,
        settings=check_settings(settings),
        consensus=decided,
        core_ideas=ideas,
        audit=audit.assign(answered=[True, False]),
        corrections=pd.DataFrame([one | counts for one in corrected])[CORRECTIONS.schema.names],
        suggestion_quality=quality(results.settings.study),
    )


def quality(study: str) -> pd.DataFrame:
    """How suggestions did: with many participants behind it, with few, and without interval."""
    measured = [
        {"basis": "as coded", "level": level, "code": code, "measure": measure, "study": study}
        | {"positives": 9, "participants": people, "estimate": value}
        | {"low": value - 0.1 if people > 2 else None, "high": value + 0.1}
        for level, code, people in (
            ("all codes", "", 12),
            ("all domains", "", 8),
            ("code", "tasks.tape", 7),
            ("code", "impact.more", 2),
        )
        for measure, value in (("precision", 0.75), ("recall", 0.5), ("kappa", 0.5821))
    ]
    return frame(SUGGESTION_QUALITY, *measured)


def asked_elsewhere(results: Results) -> Results:
    values = results.settings.model_dump(mode="json", exclude_unset=True)
    values["language_model"] = {"name": "tiny", "model": "tiny-2", **ELSEWHERE}
    requests = results.language_model_requests.copy()
    requests.loc[0, "status"] = "not asked"
    requests.loc[requests.index[-1], "asked_on"] = "2026-01-05"
    return replace(results, settings=check_settings(values), language_model_requests=requests)


def lines_of(table: Table) -> Iterator[str]:
    yield f"\n# {table.name}: {table.title}"
    yield f"{table.points} pt, across {table.across}" + " landscape" * table.landscape
    for one in table.columns:
        kind = "numeric" * one.numeric + " upright" * one.upright + " bounded" * one.bounded
        yield f"| {one.name} ({one.variable}): {one.width}, {one.decimals} decimals {kind}".rstrip()
    for row in table.rows:
        yield f"{'  ' * row.indent}- {' | '.join(map(plain, row.cells))}"
    yield from (f"Note. {note}" for note in (*table.notes, *table.banners, *table.marks))


def plain(cell: Value) -> str:
    match cell:
        case Link():
            return f"{cell.text} <{cell.href}>"
        case float():
            return f"{cell:.6g}"  # the last digits may differ between machines
    return repr(cell)


def record(results: Results) -> str:
    plan = plan_coding(results.agreement, results.suggestion_quality)
    said = [
        say_consensus(results),
        say_corrections(results),
        *(f"{name}: {text}" for name, text in model_facts(results).items()),
        *(line.rstrip() for line in print_plan(plan).splitlines()),
    ]
    tables = [line for one in build_tables(results).values() for line in lines_of(one)]
    return "\n".join([*said, *tables]) + "\n"


@pytest.mark.parametrize("name", STUDIES)
def test_tables_hold_what_is_recorded(name: str) -> None:
    recorded = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert record(study(name)).splitlines() == recorded.splitlines()


def written(table: Table) -> str:
    """What Word and a spreadsheet program read of a table: its page, its cells and their form."""
    document = docx.Document(io.BytesIO(to_docx(table)))
    with zipfile.ZipFile(io.BytesIO(to_xlsx(table))) as book:
        sheets = [book.read(f"xl/{name}.xml") for name in ("worksheets/sheet1", "styles")]
    names = ("Normal", "Table Number", "Table Title", "Table Text", "Table Note")
    styles = [document.styles[name].element for name in names]
    parts = [document.element.body, *styles, *map(etree.fromstring, sheets)]
    return "\n".join(etree.tostring(part, encoding="unicode", pretty_print=True) for part in parts)


def test_word_and_a_spreadsheet_program_get_what_is_recorded() -> None:
    assert written(WIDE).splitlines() == (FOLDER / "wide.xml").read_text("utf-8").splitlines()


if __name__ == "__main__":
    (FOLDER / "wide.xml").write_text(written(WIDE), encoding="utf-8", newline="\n")
    for each in STUDIES:
        path = FOLDER / f"{each}.txt"
        path.write_text(record(study(each)), encoding="utf-8", newline="\n")
