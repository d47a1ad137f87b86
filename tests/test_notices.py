"""What must be said of the data is said on every output, under every setting."""

import io
import zipfile
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest
from matplotlib.text import Text

from aft_themes.catalog import CODINGS, UNPLACED_CODINGS
from aft_themes.explorer import ExplorerStudy, build_explorer
from aft_themes.figures import FigureOptions, draw_all, draw_workflow, notes_for
from aft_themes.io.parquet import empty_frame
from aft_themes.notices import NOTHING_LOST, Lost, LostOfCode, count_lost, notices, say_lost
from aft_themes.report.compose import compose_report
from aft_themes.report.facts import collect_facts
from aft_themes.report.writers.docx import to_document
from aft_themes.report.writers.html import to_page
from aft_themes.settings import Settings, check_settings
from aft_themes.tables.registry import WRITERS, build_tables
from tests.browser.making import small_study
from tests.made_results import codings, made_results, write_stages

FINAL = {
    "human": [],
    "human+reviewed": [],
    "human+estimated": ["a random part was coded"],
    "human+suggested": ["partly machine suggestions"],
    "suggested": ["machine suggestions"],
}


def settings(final: str, **coding: str) -> Settings:
    return check_settings({"coding": {"final": final, **coding}, "agreement": {"resamples": 50}})


def unplaced(number: int) -> pd.DataFrame:
    blank = dict.fromkeys(UNPLACED_CODINGS.schema.names, "")
    rows = [blank | {"file": "a.csv", "row": 100 + at, "part": 1} for at in range(number)]
    return pd.DataFrame(rows, columns=list(blank))


def as_text(content: bytes) -> str:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b" ".join(archive.read(name) for name in archive.namelist())
    return unescape(content.decode("utf-8", "replace")).lower()


@pytest.mark.parametrize(("final", "marks"), FINAL.items())
def test_every_output_says_whether_somebody_checked_the_codings(final: str, marks: list[str]):
    chosen = settings(final)
    results = replace(made_results(), settings=chosen)
    said = notices(chosen)
    assert [notice.mark for notice in said] == marks
    unchecked = any("machine" in mark for mark in marks)
    tables = build_tables(results)
    for table in tables.values():
        # what a format says of one table, it says of all
        for ending in WRITERS if table.name == "themes" else ("csv", "html"):
            text = as_text(WRITERS[ending](table))
            if ending != "csv":
                assert ("that nobody checked" in text) == unchecked
            elif not table.tidy.empty:
                assert ("machine suggestions" in text) == unchecked, table.name
    assert tables["themes"].marks == tuple(marks)
    drawn = draw_workflow(options=FigureOptions("thesis", notes=notes_for(chosen)))
    words = [text.get_text() for text in drawn.figure.findobj(Text)]
    assert any("nobody checked" in word for word in words) == unchecked
    report = compose_report(results, tables, ()).report
    for text in (to_page(report), as_text(to_document(report))):
        assert ("checked by nobody" in text) == unchecked
    page = build_explorer(ExplorerStudy(**small_study(final=final, synthetic=False)))
    assert ("checked by nobody" in page) == unchecked


def test_a_model_of_another_study_is_named_where_its_suggestions_are_shown_or_counted():
    for final in FINAL:
        told = notices(settings(final, train_on="other"))
        assert ("other" in " ".join(notice.sentence for notice in told)) == ("suggested" in final)
    only = settings("human", train_on="other")
    assert [n.mark for n in notices(only, shows_suggestions=True)] == ["model of another study"]
    tables = build_tables(replace(made_results(), settings=only))
    assert "study other" in tables["suggestions"].note
    assert "study other" not in tables["themes"].note


def test_lost_codings_are_told_from_more_than_one_in_twenty():
    chosen = settings("human")
    assert not notices(chosen, NOTHING_LOST)
    assert not notices(chosen, Lost(1, 20))
    (notice,) = notices(chosen, Lost(2, 20))
    assert "2 of 20 coded quotes (10%)" in notice.sentence
    assert "2 of 20 coded quotes (10%)" in notice.short
    (asked,) = notices(chosen, Lost(5, 20, 3))
    assert (
        "3 are of the interviewer's words and are kept apart, 2 could not be placed"
        in asked.sentence
    )
    nobody_counts = settings("suggested")
    assert notices(nobody_counts, Lost(2, 20)) == notices(nobody_counts)


def test_lost_codings_are_counted_by_the_coders_rows():
    human = codings().assign(source=["a.csv:2", "a.csv:2; a.csv:3", *["b.csv:2"] * 11])
    found = count_lost(human, unplaced(3))
    pairs = {(name, row.code) for row in human.itertuples() for name in row.source.split("; ")}
    assert found[:3] == (3, len(pairs) + 3, 0)
    (code,) = found.codes
    assert code.quotes == 3
    assert code.of == 3 + sum(given == code.code for _, given in pairs)
    assert count_lost(empty_frame(CODINGS), unplaced(0)) == NOTHING_LOST


def test_lost_codings_stand_on_tables_and_figures(tmp_path):
    human = codings().head(1).assign(source="a.csv:2")
    results = replace(made_results(), settings=settings("human"), human=human, unplaced=unplaced(1))
    assert all("1 of 2 coded quotes" in t.note for t in build_tables(results).values())
    files = write_stages(results, tmp_path)
    assert list(draw_all(files, tmp_path, results.settings, only=["workflow"])) == [
        ("workflow", "")
    ]
    assert "1 of 2 coded quotes (50%)" in (tmp_path / "workflow.svg").read_text("utf-8")


def test_each_table_and_figure_of_codings_says_which_codes_lost_quotes(tmp_path):
    human = codings().assign(source=[f"a.csv:{row}" for row in range(len(codings()))])
    few = replace(made_results(), settings=settings("human"), human=human, unplaced=unplaced(1))
    (code,) = few.lost.codes
    name = few.codebook[code.code].name if code.code in few.codebook else code.code
    said = f"Codings lost, by code: {name} 1 of {code.of}."
    tables = build_tables(few)
    assert said in tables["negative_cases"].note
    assert said in tables["themes"].note
    assert "by code" not in tables["intake"].note
    unchecked = replace(few, settings=settings("suggested"))
    assert "by code" not in build_tables(unchecked)["themes"].note
    files = write_stages(few, tmp_path)
    dict(draw_all(files, tmp_path, few.settings, only=["prevalence"]))
    drawn = (tmp_path / "prevalence.svg").read_text("utf-8")
    assert "Codings lost, by code: " in drawn
    assert "Not counted" not in drawn  # the notice has that number already


def test_the_codes_that_lost_most_are_named_first():
    lost = Lost(6, 1900, 0, (LostOfCode("a", 3, 9), LostOfCode("b", 2, 4), LostOfCode("c", 1, 1)))
    assert say_lost(lost, {"a": "Tape"}, most=1) == (
        "Not counted: 6 of 1,900 coded quotes (Tape 3 of 9, others 3)."
    )
    assert say_lost(lost).endswith("(a 3 of 9, b 2 of 4, c 1 of 1).")
    assert say_lost(NOTHING_LOST) == ""
    # from here on a notice has the numbers of all codes
    many = lost._replace(of=100)
    assert say_lost(many, {"a": "Tape"}, most=1) == (
        "Codings lost, by code: Tape 3 of 9, others 3."
    )
    assert say_lost(many._replace(codes=())) == ""
    assert say_lost(lost._replace(of=120)).startswith("Not counted: 6 of 120")


def test_the_report_says_what_became_of_codings_of_the_interviewers_words():
    asked = unplaced(2).assign(kind="interviewer_turn")
    said = collect_facts(replace(made_results(), settings=settings("human"), unplaced=asked))
    assert "they are of the interviewer's words and are kept apart" in str(said)
    counted = codings().assign(evidence_start=None)
    said = collect_facts(replace(made_results(), settings=settings("human"), human=counted))
    assert f"{len(counted)} codings of the interviewer's words counted for the answer" in str(said)
