"""Values, indents and sizes of tables at their edges."""

import io
from dataclasses import replace

import docx
import pandas as pd
import pytest

from aft_themes.io.parquet import rows
from aft_themes.numbers import interval_text, range_text, share_text, statistic, tick_text
from aft_themes.tables.agreement import agreement_overview, agreement_table
from aft_themes.tables.by_participant import best_quotes
from aft_themes.tables.model import Column, Row, Table, for_pages
from aft_themes.tables.registry import WRITERS
from aft_themes.tables.summary import summary_overview
from aft_themes.tables.themes import attributes_table, label_rule, themes_table
from aft_themes.tables.writers.docx import add_paragraph, new_document, to_docx
from aft_themes.themes.summaries import Topic
from tests.made_results import made_results, made_settings


def estimates(level, variant="all segments"):
    frame = made_results().agreement
    mine = frame[(frame["level"] == level) & (frame["variant"] == variant)]
    return {(row.code, row.measure): row for row in rows(mine)}


def cells(heading, name):
    table = agreement_table(made_results())
    (found,) = [row for row in table.rows if row.cells[:2] == (heading, name)]
    return dict(zip((column.name for column in table.columns), found.cells, strict=True))


def test_a_very_long_table_is_shortened_on_pages_and_says_so(monkeypatch):
    monkeypatch.setattr("aft_themes.tables.model.MOST_ROWS", 3)
    monkeypatch.setattr("aft_themes.tables.model.MOST_COLUMNS", 2)
    columns = (Column("Code"), Column("P1"), Column("P2"))
    long = Table("T", columns, tuple(Row((f"c{at}", at, -at)) for at in range(5)), name="counts")
    page = WRITERS["html"](long).decode()
    assert "c2" in page
    assert "c3" not in page
    assert "P2" not in page
    said = "Shown are the first 3 of 5 rows and 2 of 3 columns; counts.xlsx has all."
    assert said in page
    assert len(WRITERS["csv"](long).decode("utf-8-sig").splitlines()) == 6
    fits = Table("T", columns[:2], tuple(Row((f"c{at}", at)) for at in range(3)), name="counts")
    assert for_pages(fits) is fits


@pytest.mark.parametrize(
    ("heading", "name", "level", "code"),
    [
        ("Overall, all segments", "All codes", "all codes", ""),
        ("Domains, all segments", "Tasks", "domain", "tasks"),
        ("Codes of Tasks, all segments", "Shame", "code", "tasks.tape.shame"),
    ],
)
def test_the_agreement_table_prints_what_was_measured(heading, name, level, code):
    measured, printed = estimates(level), cells(heading, name)
    percent = measured[code, "percent agreement"]
    assert (printed["Given"], printed["Shared"]) == (percent.given, percent.shared)
    assert printed["Agreement"] == pytest.approx(percent.estimate)
    positive = measured[code, "positive agreement"].estimate
    assert printed["Positive agreement"] == pytest.approx(positive)
    for column, measure in {
        "Cohen\u2019s \u03ba": "Cohen's kappa",
        "Krippendorff\u2019s \u03b1": "Krippendorff's alpha",
        "Gwet\u2019s AC1": "Gwet's AC1",
    }.items():
        row = measured[code, measure]
        assert printed[column] == interval_text(row.estimate, row.low, row.high)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (1, "1.00"),
        (0.999, "1.00"),
        (0.125, ".12"),
        (0, ".00"),
        (-0.004, ".00"),
        (-0.006, "\u2212.01"),
        (-1.5, "\u22121.50"),
    ],
)
def test_a_statistic_has_no_zero_before_the_point_and_no_minus_before_nothing(value, printed):
    assert statistic(value) == printed


def test_a_statistic_without_an_interval_stands_alone_and_an_undefined_one_not_at_all():
    nothing = float("nan")
    assert interval_text(0.5, 0.25, 0.75) == ".50 [.25, .75]"
    assert interval_text(0.5, nothing, 0.75) == interval_text(0.5, 0.25, nothing) == ".50"
    assert interval_text(nothing, 0.25, 0.75) is None


@pytest.mark.parametrize("table_of", [themes_table, attributes_table])
def test_only_codes_below_a_code_are_indented(table_of):
    lines = table_of(made_results()).rows
    indents = dict(zip(made_results().themes["code"], (row.indent for row in lines), strict=True))
    assert indents == {
        "tasks": 0,
        "tasks.tape": 0,
        "tasks.tape.shame": 1,
        "impact": 0,
        "impact.more": 0,
        "impact.less": 0,
    }


def test_the_theme_table_prints_counts_shares_and_intervals():
    printed = {row.cells[1]: row.cells for row in themes_table(made_results()).rows}
    for theme in rows(made_results().themes):
        name = f"{theme.name} (whole domain)" if theme.level == 1 else theme.name
        n, interval = printed[name][3:5]
        assert n == f"{theme.n} ({100 * theme.n / theme.of:.0f}%)"
        assert interval == f"[{100 * theme.low:.0f}, {100 * theme.high:.0f}]"
        assert printed[name][5:10] == (
            theme.segments, theme.benefit, theme.challenge, theme.mixed, theme.none,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("stances", "title"),
    [
        (["typical", "contrary"], "Codes, Their Frequency, and Quotes For and Against"),
        (["typical", "typical"], "Codes, Their Frequency, and Quotes"),
        ([], "Codes and Their Frequency"),
    ],
)
def test_the_theme_tables_title_names_what_it_holds(stances, title):
    quotes = made_results().quotes.head(len(stances)).assign(stance=stances, printed=True)
    assert themes_table(replace(made_results(), quotes=quotes)).title == title


def test_groups_are_counted_among_themselves():
    table = attributes_table(made_results())
    heads = [column.name for column in table.columns]
    early = heads.index("Cohort: early (n = 4)")
    groups = made_results().groups
    mine = groups[(groups["code"] == "tasks.tape") & (groups["value"] == "early")].iloc[0]
    at = made_results().themes["code"].tolist().index("tasks.tape")
    assert table.rows[at].cells[early] == share_text(mine["n"], mine["of"])
    assert mine["of"] == 4


def test_columns_of_groups_stand_as_people_read_their_values():
    groups = made_results().groups
    renamed = {"early": "10 to 14", "late": "5 to 9", "": "not stated"}
    mine = groups[groups["attribute"] == "cohort"]
    stated = mine.assign(value=mine["value"].map(lambda value: renamed.get(value, value)))
    bare = stated[stated["value"] == "5 to 9"].assign(value="not stated")
    table = attributes_table(replace(made_results(), groups=pd.concat([stated, bare])))
    heads = [column.name.partition(" (n")[0] for column in table.columns]
    assert heads[-3:] == ["Cohort: 5 to 9", "Cohort: 10 to 14", "Cohort: not stated"]


def test_a_share_of_nobody_is_a_bare_count():
    assert share_text(0, 0) == "0"
    assert share_text(1, 3) == "1 (33%)"


@pytest.mark.parametrize(("participants", "warned"), [(7, True), (8, False)])
def test_labels_of_fewer_than_eight_participants_are_said_to_say_little(participants, warned):
    rule = label_rule(made_settings().themes, participants)
    assert rule.endswith("one more or one fewer changes a label.") == warned
    assert "all but 1; typical = more than 50%; variant = 4 or more; rare = 2 or more" in rule


def sizes(points):
    table = Table(
        name="small",
        number="1",
        title="A Small Table",
        columns=(Column("Theme"), Column("n", numeric=True)),
        rows=(Row(("Tape", 4)), Row(("Shame", 1), 1)),
        notes=("A note.",),
        points=points,
    )
    document = docx.Document(io.BytesIO(to_docx(table)))
    cells = [cell for row in document.tables[0].rows for cell in row.cells]
    return document, {
        run.font.size.pt for cell in cells for part in cell.paragraphs for run in part.runs
    }


@pytest.mark.parametrize("points", [8, 8.5, 10])
def test_word_prints_a_table_in_its_size(points):
    assert sizes(points)[1] == {points}


def test_words_styles_are_those_of_apa():
    document, _ = sizes(10)
    found = {
        name: (style.font.size.pt, style.font.bold, style.font.italic)
        for name in ("Table Number", "Table Title", "Table Note")
        for style in [document.styles[name]]
    }
    assert found == {
        "Table Number": (12, True, False),
        "Table Title": (12, False, True),
        "Table Note": (10, False, False),
    }
    assert document.styles["Normal"].font.size.pt == 12
    after = {name: document.styles[name].paragraph_format.space_after.pt for name in found}
    assert after == {"Table Number": 0, "Table Title": 6, "Table Note": 12}
    keep = {name: document.styles[name].paragraph_format.keep_with_next for name in found}
    assert keep == {"Table Number": True, "Table Title": True, "Table Note": False}


def test_an_agreement_that_nobody_could_measure_is_said():
    none = agreement_table(made_results(coders=1))
    assert none.rows == ()
    assert none.notes == ("No interview was assigned to two coders: agreement cannot be measured.",)
    assert isinstance(made_results().agreement, pd.DataFrame)


def test_each_table_is_printed_in_a_size_at_which_it_fits_its_page():
    whole = agreement_table(made_results())
    above = agreement_overview(made_results(), whole)
    assert {whole.points, above.points} == {8.5, 8}
    assert whole.landscape
    assert not above.landscape


def test_the_overview_of_agreement_leaves_codes_to_the_whole_table():
    whole = agreement_table(made_results())
    above = agreement_overview(made_results(), whole)
    assert 0 < len(above.rows) < len(whole.rows)
    assert whole.rows[: len(above.rows)] == above.rows
    assert above.notes[-1] == "Agreement on each code stands in tables/agreement."


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0, "0"), (0.5, ".5"), (1, "1"), (10.5, "10.5"), (-0.25, "\u2212.25"), (0.3000000001, ".3")],
)
def test_ticks_are_printed_as_short_as_they_can_be(value, printed):
    assert tick_text(value) == printed


def test_a_range_is_said_in_words():
    assert range_text(0.812, -0.001, 0.84) == ".81 (.00 to .84)"
    assert range_text(0.5, float("nan"), 0.6) == ".50 (no interval)"


def test_a_paragraph_has_the_style_of_its_name():
    document = new_document("Any")
    for name in ("Normal", "Title", "Heading 1", "List Bullet", "Table Number", "Table Note"):
        assert add_paragraph(document, "words", name).style.name == name


def test_a_topic_that_nobody_spoke_of_hides_no_other_topic():
    results = made_results()
    ids = frozenset(results.passages["code"])
    topics = [Topic("none", "None", frozenset({"impact.less"})), Topic("some", "Some", ids)]
    best = best_quotes(results, topics)
    assert {topic for _, topic in best} == {"some"}
    assert {person for person, _ in best} <= set(results.coded)
    assert best_quotes(replace(results, vectors=None), topics) == {}


def test_a_passage_stands_in_a_second_topic_only_if_the_participant_has_no_other():
    results = made_results()
    ids = frozenset(results.passages["code"])
    best = best_quotes(results, [Topic("one", "One", ids), Topic("two", "Two", ids)])
    limits = results.settings.quotes
    said = results.passages.drop_duplicates(["interview", "turn", "start", "end"])
    said = said[said["words"].between(limits.min_words, limits.max_words) & said["paired"]]
    several = said["participant"].value_counts()
    for person in results.coded:
        first, second = best.get((person, "one")), best.get((person, "two"))
        if first is None:
            assert several.get(person, 0) == 0
            continue
        same = (first.turn, first.start) == (second.turn, second.start)
        assert same == (several[person] == 1)
    assert several.max() > 1


def a_table_of(numbers):
    return Table(
        title="Codes", columns=(Column("Code"), Column("n")), notes=("N.",),
        rows=tuple(Row((f"code {at}", n)) for at, n in enumerate(numbers)),
        data=pd.DataFrame({"code": range(len(numbers)), "n": numbers}),
    )  # fmt: skip


def test_a_long_list_of_codes_shows_the_most_frequent_in_the_report():
    few = a_table_of([1] * 60)
    assert summary_overview(made_results(), few) is few
    many = summary_overview(made_results(), a_table_of([1, 3, 2] * 30))
    assert [row.cells[1] for row in many.rows] == [3, 2] * 30
    assert many.data["n"].tolist() == [3, 2] * 30
    assert many.notes[0].startswith("Shown: the 60 codes that at least 2 participants have.")
    assert "All 90 stand in the supplement" in many.notes[0]
    ties = a_table_of([2] * 90)
    assert summary_overview(made_results(), ties) is ties  # no code comes before another
