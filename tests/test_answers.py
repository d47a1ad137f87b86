"""Answers that a study gives in a notebook: right counts, names, inert words."""

import sys
from types import SimpleNamespace

import pytest

from aft_themes import answers
from aft_themes.errors import InputError
from aft_themes.settings import SegmentSettings
from aft_themes.themes.passages import make_passages, splitter_of
from aft_themes.themes.themes import theme_groups
from tests.browser.making import DREAD, HEBREW, SCRIPT, small_study


@pytest.fixture(scope="module")
def study():
    made = small_study()
    groups = theme_groups(made["theme_participants"], made["participants"], made["settings"].themes)
    codings = made["codings"].query("layer == 'human'")
    splitter = splitter_of(made["clean_turns"], SegmentSettings())
    passages = make_passages(
        codings, made["clean_turns"], made["segments"], splitter, made["settings"].quotes
    )
    return SimpleNamespace(
        table={"passages": passages}.__getitem__,
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


def test_passages_of_some_participants_and_of_two_codes(study):
    found = answers.find_passages(study, "tasks.tape", {"cohort": "late"})
    assert found.frame["participant"].tolist() == ["P3"]
    assert found.frame["words"].tolist() == [f"{HEBREW} {DREAD}."]  # the whole sentence
    both = answers.find_passages(study, "tasks.tape.insight", both="climate")
    assert both.frame[["participant", "turn"]].to_numpy().tolist() == [["P1", 2]]


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


def test_a_portrait_shows_where_codes_lie(study):
    told = answers.tell_portrait(study, "P1")
    assert told.frame.to_numpy().tolist()[0] == ["AFT tasks", "Tape as exposure", 1]
    assert "data:image/png;base64," in told.html
    assert "cohort: early" in told.html
    assert "No code was given" in answers.tell_portrait(study, "P6").html


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
