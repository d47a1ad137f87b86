"""Consensus: what the team decides, what an auditor comments, and what withheld cases change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from aft_themes.catalog import AUDIT_COMMENTS, CONSENSUS_DECISIONS, CORE_IDEAS, THEMES
from aft_themes.coding.files import sort_file
from aft_themes.coding.review import read_reviews
from aft_themes.consensus import check_stability, read_consensus, unanswered
from aft_themes.consensus.reading import Consensus, incomplete
from aft_themes.consensus.stability import say_stability
from aft_themes.consensus.workbook import tables_of, write_workbook
from aft_themes.io.parquet import check, empty_frame
from aft_themes.settings import ThemeSettings
from aft_themes.tables.consensus import say_consensus
from aft_themes.tables.registry import build_tables
from tests.coding.test_review import BOOK, dispute, study
from tests.made_results import made_results

NOTHING = Consensus(*(empty_frame(t) for t in (CONSENSUS_DECISIONS, CORE_IDEAS, AUDIT_COMMENTS)))
COUNTED = pd.DataFrame(
    [("tasks", "P01", 2), ("tasks", "P02", 0), ("rupture", "P02", 1), ("tasks.tape", "P01", 2)],
    columns=["code", "participant", "segments"],
)


def themes() -> pd.DataFrame:
    blank = dict.fromkeys(THEMES.schema.names, 0)
    return pd.DataFrame(
        [
            blank | {"code": "tasks", "name": "Tasks", "n": 1, "of": 2, "label": "variant"},
            blank | {"code": "ethics", "name": "Ethics", "n": 0, "of": 2, "label": ""},
        ]
    )


def tables(decided: Consensus = NOTHING, reviewed: pd.DataFrame | None = None):
    segments = study()[1]
    disagreements = pd.DataFrame(
        [
            dispute(segments, "P01.002.1", "rupture"),
            dispute(segments, "P02.004.2", "tasks.tape"),
        ]
    )
    none = pd.DataFrame(columns=["segment_id", "code"])
    return tables_of(
        disagreements, COUNTED, themes(), none if reviewed is None else reviewed, BOOK, decided
    )


def fill(path: Path, sheet: str, cells: dict[int, dict[str, str]]) -> None:
    book = load_workbook(path)
    page = book[sheet]
    header = [cell.value for cell in page[1]]
    for row, values in cells.items():
        for name, value in values.items():
            page.cell(row + 1, header.index(name) + 1, value)
    book.save(path)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "consensus.xlsx"
    write_workbook(tables(), BOOK, path)
    audit = {"Auditor's comment": "too broad?", "Auditor": "Eva"}
    decided = {"Decision": "accept", "Reviewer": "Ann, Bo", "Date": "2026-02-03"}
    kept = {"Minority reading": "Bo hears a joke"}
    fill(path, "Consensus", {1: decided | kept | audit, 2: {"Decision": "reject"}})
    fill(path, "Core ideas", {1: {"Core idea": "Fears the tape"}})
    fill(path, "Cross-analysis", {1: audit | {"Team's answer": "split in two"}})
    return path


def test_the_workbook_lists_what_is_open() -> None:
    found = {sheet.name: list(table) for sheet, table in tables().items()}
    assert [(row[0], row[1], row[3]) for row in found["Consensus"]] == [
        ("P01", 2, "rupture"),
        ("P02", 4, "tasks.tape"),
    ]
    assert [row[:2] for row in found["Core ideas"]] == [("P01", "tasks"), ("P02", "rupture")]
    assert found["Cross-analysis"] == [("tasks", "Tasks", 1, 2, "variant")]


def test_what_was_settled_is_not_asked_again(filled: Path) -> None:
    found = {sheet.name: list(table) for sheet, table in tables(read_consensus([filled])).items()}
    assert found["Consensus"] == []
    assert [row[:2] for row in found["Core ideas"]] == [("P02", "rupture")]
    reviewed = pd.DataFrame({"segment_id": ["P01.002.1"], "code": ["rupture"]})
    left = {sheet.name: table for sheet, table in tables(reviewed=reviewed).items()}
    assert [row[3] for row in left["Consensus"]] == ["tasks.tape"]


def test_records_say_who_when_and_who_sees_it_otherwise(filled: Path) -> None:
    found = read_consensus([filled])
    check(found.decisions, CONSENSUS_DECISIONS)
    check(found.core_ideas, CORE_IDEAS)
    check(found.audit, AUDIT_COMMENTS)
    first = found.decisions.iloc[0]
    assert (first["interview"], first["turn"], first["code"]) == ("P01", "2", "rupture")
    assert (first["decided_by"], first["date"]) == ("Ann, Bo", "2026-02-03")
    assert first["minority"] == "Bo hears a joke"
    assert found.core_ideas["core_idea"].tolist() == ["Fears the tape"]
    assert found.audit[["sheet", "subject", "answered"]].to_numpy().tolist() == [
        ["Consensus", "P01 2", False],
        ["Cross-analysis", "tasks Tasks", True],
    ]


def test_comments_without_an_answer_are_named_and_not_quoted(filled: Path) -> None:
    found = read_consensus([filled])
    assert unanswered(found.audit) == [
        "consensus.xlsx, sheet Consensus, row 2: the auditor's comment has no answer. "
        "Fix: write it into the column Team's answer."
    ]
    assert incomplete(found.decisions) == [
        "consensus.xlsx, sheet Consensus, row 3: the decision does not say who decided and when, "
        "as YYYY-MM-DD. Fix: write it beside the decision."
    ]


def test_decisions_enter_the_codings_as_a_review_does(filled: Path) -> None:
    assert sort_file(filled).kind == "review"
    read = read_reviews([filled], BOOK)
    assert read[["interview", "code", "decision", "reviewer"]].to_numpy().tolist() == [
        ["P01", "rupture", "accept", "Ann, Bo"],
        ["P02", "tasks.tape", "reject", "consensus"],
    ]
    assert set(read["status"]) == {"used"}


def test_same_tables_same_bytes_and_no_formulas(tmp_path: Path) -> None:
    hostile = tables()
    sheet = next(iter(hostile))
    hostile[sheet] = [("P01", 2, "=1+1", "rupture", "@x", "+y")]
    for name in ("a", "b"):
        write_workbook(hostile, BOOK, tmp_path / f"{name}.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    page = load_workbook(tmp_path / "a.xlsx")["Consensus"]
    assert (page["C2"].value, page["C2"].data_type) == ("=1+1", "s")


def test_other_workbooks_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "x.csv"
    other.write_text("interview,turn,segment,code,decision\nP01,2,a,b,accept\n")
    assert read_consensus([other]).decisions.empty


# --- stability


def counted(code: str, having: int, of: int) -> list[tuple[str, str, int]]:
    return [(code, f"P{n:02d}", int(n <= having)) for n in range(1, of + 1)]


def test_withheld_cases_change_labels_or_add_categories() -> None:
    rows = [*counted("all", 10, 10), *counted("most", 7, 10), *counted("few", 2, 10)]
    rows += [("late", f"P{n:02d}", int(n >= 9)) for n in range(1, 11)]
    frame = pd.DataFrame(rows, columns=["code", "participant", "segments"])
    found = check_stability(frame, ["P09", "P10"], ThemeSettings(labels="hill")).set_index("code")
    assert found["change"].to_dict() == {
        "all": "none", "most": "label", "few": "none", "late": "new",
    }  # fmt: skip
    assert found.loc["most", ["n_before", "of_before", "label_before"]].tolist() == [
        7, 8, "general",
    ]  # fmt: skip
    assert found.loc["most", ["n", "of", "label"]].tolist() == [7, 10, "typical"]
    said = say_stability(found.reset_index(), 2)
    assert "changed for 1 of 4 categories, and 1 category came in" in said
    one = say_stability(found.reset_index()[:1], 1)
    assert "1 case was withheld until the end. With it the frequency label" in one
    assert "changed for 0 of 1 category, and 0 categories came in" in one


@pytest.mark.parametrize("withheld", [[], ["P99"], [f"P{n:02d}" for n in range(1, 11)]])
def test_no_stability_check_without_withheld_and_other_cases(withheld: list[str]) -> None:
    frame = pd.DataFrame(counted("a", 3, 10), columns=["code", "participant", "segments"])
    found = check_stability(frame, withheld, ThemeSettings())
    assert found.empty and say_stability(found, 0) == ""


def test_the_report_prints_the_process(filled: Path) -> None:
    found = read_consensus([filled])
    results = replace(
        made_results(),
        consensus=found.decisions,
        core_ideas=found.core_ideas,
        audit=found.audit,
    )
    said = say_consensus(results)
    assert "2 cases were decided by consensus by 2 people between 2026-02-03" in said
    assert "minority reading is kept for 1" in said
    assert "Core ideas were written for 1 case in 1 domain." in said
    assert "made 2 comments" in said and "answered 1" in said
    assert say_consensus(made_results()) == ""
    one = replace(results, consensus=found.decisions[:1], audit=found.audit[:1])
    assert "differed, 1 case was decided by consensus" in say_consensus(one)
    assert "An auditor made 1 comment on consensus" in say_consensus(one)


def test_every_decision_stands_beside_its_minority_reading() -> None:
    results = made_results()
    blank = dict.fromkeys(CONSENSUS_DECISIONS.schema.names, "")
    decided = pd.DataFrame(
        [
            blank | {"interview": "P01", "turn": "2", "code": "tasks.tape.shame", "row": 1}
            | {"decision": "accept", "date": "2026-02-03", "minority": "Bo hears a joke"},
            blank | {"interview": "P02", "turn": "4", "code": "impact.more", "row": 2}
            | {"decision": "change to", "change_to": "impact.less"},
        ]
    )  # fmt: skip
    table = build_tables(replace(results, consensus=decided))["consensus"]
    assert [row.cells for row in table.rows] == [
        ("Shame", "P01", "2", "the code applies", "2026-02-03", "Bo hears a joke"),
        ("Notices more", "P02", "4", "the code is Notices less instead", None, None),
    ]
    assert "consensus" not in build_tables(results)
