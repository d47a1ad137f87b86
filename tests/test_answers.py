"""Answers that a study gives in a notebook: right counts, names, inert words."""

import base64
import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from PIL import Image

from aft_themes import answers
from aft_themes.answers.figures import _table_if_made
from aft_themes.answers.pictures import (
    as_image,
    draw_bars,
    draw_dots,
    draw_matrix,
    draw_timeline,
)
from aft_themes.answers.portrait import places_of_domains
from aft_themes.corpus.sentences import list_sentences, splitter_of
from aft_themes.errors import InputError
from aft_themes.settings import SegmentSettings
from aft_themes.themes.passages import make_passages
from aft_themes.themes.themes import theme_groups
from tests.browser.making import DREAD, HEBREW, SCRIPT, small_study


@pytest.fixture(scope="module")
def study():
    made = small_study()
    groups = theme_groups(made["theme_participants"], made["participants"], made["settings"].themes)
    codings = made["codings"].query("layer == 'human'")
    splitter = splitter_of(made["clean_turns"], SegmentSettings())
    sentences = list_sentences(made["clean_turns"], splitter)
    passages = make_passages(
        codings, made["clean_turns"], made["segments"], sentences, made["settings"].quotes
    )
    return SimpleNamespace(
        table={
            "passages": passages,
            "theme_groups": groups,
            **{name: made[name] for name in ("themes", "theme_participants")},
        }.__getitem__,
        path=lambda entry: Path("nothing is made") / entry.path,
        authors_themes=(),
        turns=made["clean_turns"],
        **{name: made[name] for name in ("themes", "theme_participants", "quotes", "segments")},
        theme_groups=groups,
        participants=made["participants"],
        codebook=made["codebook"],
        settings=made["settings"],
        codings=lambda: made["codings"],
    )


def test_a_theme_is_told_with_groups_quotes_and_a_picture(study):
    told = answers.tell_theme(study, "tasks.tape")
    assert "<b>4</b> of 5 participants" in told.html
    assert "data:image/png;base64," in told.html
    assert set(told.frame["attribute"]) == {"cohort", "supervisor", "orientation"}
    assert told.html.count("<blockquote>") == 3
    assert "benefit 0, as a challenge 1, both 3." in told.html
    assert "<blockquote>" not in answers.tell_theme(study, "climate").html  # no quote of its own


def test_passages_of_some_participants_and_of_two_codes(study):
    found = answers.find_passages(study, "tasks.tape", {"cohort": "late"})
    assert found.frame["participant"].tolist() == ["P3"]
    assert found.frame["words"].tolist() == [f"{HEBREW} {DREAD}."]  # the whole sentence
    both = answers.find_passages(study, "tasks.tape.insight", both="climate")
    assert both.frame[["participant", "turn"]].to_numpy().tolist() == [["P1", 2]]


def test_a_passage_shows_the_question_that_it_answers_and_its_source(study):
    first, second, *_ = answers.find_passages(study, "tasks.tape").html.split("</blockquote>")
    assert "How was showing tape?</em><br>\u201cIt was frightening." in first
    assert first.endswith("<small>P1, turn 2, challenge</small>")
    assert "</em>" not in second  # it goes on with the answer


def test_a_word_is_shown_with_what_stands_around_it(study):
    found = answers.find_word(study, "silen*")
    row = found.frame.iloc[2]
    assert row["before"].endswith("then more ")
    assert row["after"] == " in the room."
    assert found.html.startswith("<p>5 places, 4 participants; the first 5:</p>")
    once = answers.find_word(study, "Nobody")
    assert once.html.startswith("<p>1 place, 1 participant; the first 1:</p>")
    assert answers.find_word(study, "silen*", most=2).html.count("<tr>") == 2
    long = answers.find_word(study, "Nobody").frame.iloc[0]
    assert (long["before"], long["after"]) == ("", " has coded this silence yet.")


def test_words_are_inert_and_in_one_form(study):
    shown = answers.find_passages(study, "tasks").html
    assert SCRIPT not in shown
    assert "&lt;/script&gt;" in shown
    line = answers.find_word(study, "nothing").frame
    assert line[["participant", "turn"]].to_numpy().tolist() == [["P5", 2]]


def test_a_word_with_any_ending_stays_in_its_turn(study):
    found = answers.find_word(study, "silen*").frame
    assert found["word"].str.lower().tolist() == [
        "silent",
        "silence",
        "silence",
        "silent",
        "silence",
    ]
    inside = answers.find_word(study, "silen*", code="climate").frame
    assert inside["participant"].tolist() == ["P1", "P2", "P2"]


def test_groups_and_matrix_have_names(study):
    compared = answers.compare_groups(study, "cohort", "tasks").frame
    assert compared["theme"].tolist() == ["Tape"]
    assert compared[["early", "late"]].to_numpy().tolist() == [["2 of 2", "2 of 3"]]
    laid = answers.lay_matrix(study).frame.set_index("theme")
    assert laid.loc["AFT tasks", "P1"] == 2
    assert laid.loc["AFT tasks", "P5"] == 0
    assert laid.columns.tolist() == ["P1", "P2", "P3", "P4", "P5"]  # P6 was not coded


def test_a_portrait_shows_where_codes_lie(study):
    told = answers.tell_portrait(study, "P1")
    assert told.frame.to_numpy().tolist()[0] == ["AFT tasks", "Tape as exposure", 1]
    assert "data:image/png;base64," in told.html
    assert "cohort: early" in told.html
    # P5 has no supervisor: nothing is said of it
    assert "<p>cohort: late; orientation: relational</p>" in answers.tell_portrait(study, "P5").html
    assert "No code was given" in answers.tell_portrait(study, "P6").html


def test_a_portrait_lays_the_turns_end_to_end(study):
    passages = study.table("passages")
    mine = passages[passages["participant"] == "P1"]
    lines, length = places_of_domains(study, "P1", mine)
    second, fourth = study.turns.loc[study.turns["participant"] == "P1", "text"].str.len()
    assert length == second + fourth
    assert lines["AFT tasks"] == [(7, 18), (78, 104)]
    assert lines['Climate <i>&</i> "mood"'] == [(106, 125), (second + 15, second + 26)]


def test_bars_are_as_long_as_the_shares(study):
    axes = draw_bars([("early", 0.5, "1 of 2"), ("late", 1.0, "3 of 3")]).axes[0]
    assert [bar.get_width() for bar in axes.patches] == [50, 100]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["early", "late"]
    assert [round(bar.get_y() + bar.get_height() / 2) for bar in axes.patches] == [1, 0]
    assert [(said.get_text(), said.xy) for said in axes.texts] == [
        ("1 of 2", (50, 1)),
        ("3 of 3", (100, 0)),
    ]
    assert axes.get_xticks().tolist() == [0, 25, 50, 75, 100]
    assert axes.get_xlim() == (0, 115)
    sides = {name: side.get_visible() for name, side in axes.spines.items()}
    assert sides == {"left": True, "bottom": True, "top": False, "right": False}


def test_dots_stand_at_the_share_of_each_group():
    groups = pd.DataFrame(
        [("a", "early", 1, 2), ("b", "early", 2, 2), ("a", "late", 0, 4), ("a", "none", 0, 0)],
        columns=["code", "value", "n", "of"],
    )
    axes = draw_dots(groups, {"a": "First", "b": "Second"}).axes[0]
    early, late = axes.lines  # nobody is in the third group
    assert early.get_xydata().tolist() == [[50, 0], [100, -1]]
    assert late.get_xydata().tolist() == [[0, 0]]
    assert early.get_marker() != late.get_marker()
    assert [line.get_label() for line in axes.lines] == ["early (n = 2)", "late (n = 4)"]
    assert axes.get_yticks().tolist() == [0, -1]


def test_a_matrix_has_a_row_for_each_code_and_a_line_of_time_is_in_per_cent():
    counted = pd.DataFrame([[0, 2], [1, 0]], index=["First", "Second"], columns=["P1", "P2"])
    axes = draw_matrix(counted).axes[0]
    assert axes.images[0].get_array().tolist() == [[0, 2], [1, 0]]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["P1", "P2"]
    axes = draw_timeline({"First": [(20, 30)], "Second": [(0, 10), (40, 50)]}, 50).axes[0]
    spans = [
        [[*path.get_extents().min, *path.get_extents().max] for path in bar.get_paths()]
        for bar in axes.collections
    ]
    assert [[[round(x, 1) for x in span] for span in bar] for bar in spans] == [
        [[40, -0.3, 60, 0.3]],
        [[0, -1.3, 20, -0.7], [80, -1.3, 100, -0.7]],
    ]
    assert axes.get_xlim() == (0, 100)


def test_a_choice_is_a_list_of_names_or_the_answer(study, monkeypatch):
    def tell(code):
        return answers.tell_theme(study, code)

    offered = {"Tape": "tasks.tape", "Climate": "climate"}
    choice, shown = answers.pick(tell, offered, "climate").children
    assert choice.options == (("Tape", "tasks.tape"), ("Climate", "climate"))
    assert shown.value == tell("climate").html
    choice.value = "tasks.tape"
    assert shown.value == tell("tasks.tape").html
    monkeypatch.setitem(sys.modules, "ipywidgets", None)  # as if it were not installed
    assert answers.pick(tell, {}, "climate").html == tell("climate").html


def test_it_opens_on_a_code_near_half(study):
    assert answers.middle_code(study) == "tasks.tape.exposing"
    flat = study.themes[~study.themes["code"].str.contains(".", regex=False)]
    assert answers.middle_code(SimpleNamespace(themes=flat)) in set(flat["code"])


def test_answers_of_a_study_that_nobody_coded(study):
    none = {name: study.table(name)[:0] for name in ("passages", "theme_participants")}
    themes = study.themes.assign(n=0, of=0, segments=0, benefit=0, challenge=0, mixed=0)
    made = {**none, "themes": themes, "theme_groups": study.theme_groups[:0]}
    bare = SimpleNamespace(**{**vars(study), **made, "table": made.__getitem__})
    bare.quotes = study.quotes[:0]
    assert answers.middle_code(bare) in set(themes["code"])
    assert len(answers.find_passages(bare, "tasks", both="tasks.tape").frame) == 0
    assert "as a benefit" not in answers.tell_theme(bare, "tasks.tape")._repr_html_()
    assert "as a benefit" in answers.tell_theme(study, "tasks.tape")._repr_html_()


def test_a_figure_is_drawn_with_other_words_for_a_code(study):
    usual = answers.draw_figure(study, "participants")
    other = answers.draw_figure(study, "participants", labels={"tasks.tape": "Own words"})
    assert "Own words" not in set(usual.data["label"])
    assert "Own words" in set(other.data["label"])
    assert {"P1", "P5"} <= {*usual.data.columns, *usual.data.get("participant", [])}


def test_a_stage_that_is_not_made_is_an_empty_table(study, tmp_path):
    assert _table_if_made(study, "themes").empty
    made = SimpleNamespace(table=study.table, path=lambda _: tmp_path / "themes.parquet")
    made.path(None).touch()
    assert len(_table_if_made(made, "themes")) > 0


def test_a_picture_is_wide_enough_to_read():
    figure = draw_matrix(pd.DataFrame([[1]], index=["First"], columns=["P1"]))
    image = as_image(figure, 'First & "second"')
    assert 'alt="First &amp; &quot;second&quot;"' in image
    data = base64.b64decode(image.split("base64,")[1].split('"')[0])
    assert Image.open(io.BytesIO(data)).size[0] == 770  # seven inches
    (label,) = figure.axes[0].get_xticklabels()
    assert (label.get_rotation(), label.get_fontsize()) == (90, 6)  # ids of many participants fit


@pytest.mark.parametrize(
    "ask",
    [
        lambda study: answers.tell_theme(study, "tasks.tap"),
        lambda study: answers.find_passages(study, "tasks", {"age": "40"}),
        lambda study: answers.compare_groups(study, "age"),
        lambda study: answers.tell_portrait(study, "P99"),
        lambda study: answers.draw_figure(study, "pie"),
    ],
)
def test_what_does_not_exist_is_named(study, ask):
    with pytest.raises(InputError):
        ask(study)
