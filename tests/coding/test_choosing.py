import logging

import pandas as pd
import pytest

from aft_themes.catalog import CLEAN_TURNS, CODER_ASSIGNMENTS, SEGMENTS
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.coding.choosing import Layers, choose_codings
from aft_themes.io.parquet import empty_frame
from aft_themes.settings import check_settings

from .test_layers import codings

BOOK = Codebook("t", "1", (Code("tasks", "Tasks"), Code("repair", "Repair")))
ASSIGNED = pd.DataFrame(
    [("P01", "A", 1, True, False), ("P01", "B", 2, True, False)],
    columns=CODER_ASSIGNMENTS.schema.names,
)
SUGGESTED = codings(("P02", "s2", "repair", "m", "suggested"))


def chosen(human, final="human"):
    layers = Layers(human, SUGGESTED, ASSIGNED)
    settings = check_settings({"coding": {"final": final}})
    turns, segments = empty_frame(CLEAN_TURNS), empty_frame(SEGMENTS)
    return choose_codings(layers, [], turns, segments, BOOK, settings)


@pytest.fixture(autouse=True)
def logged(caplog):
    caplog.set_level(logging.INFO)


def test_the_lead_coders_codings_count_and_what_superseded_the_others_is_said(caplog):
    found = chosen(codings(("P01", "s1", "tasks", "A"), ("P01", "s1", "repair", "B")))
    assert found.final["coder"].tolist() == ["A"]
    assert found.reviewed.empty
    assert found.decisions.empty
    assert found.corrections.empty
    said = dict(zip(found.traced["coder"], found.traced["superseded_by"], strict=True))
    assert said["A"] == ""
    assert said["B"] != ""
    assert caplog.messages == ["1 codings count by the setting coding.final: human"]


def test_the_setting_decides_whose_codings_count():
    human = codings(("P01", "s1", "tasks", "A"))
    assert chosen(human, "human+suggested").final["coder"].tolist() == ["A", "m"]
    assert chosen(human, "suggested").final["coder"].tolist() == ["m"]


def test_if_no_human_coding_counts_a_warning_says_why(caplog):
    found = chosen(codings(("P01", "s1", "tasks", "B"), ("P01", "s2", "tasks", "B")))
    assert found.final.empty
    (warning,) = [one for one in caplog.records if one.levelno == logging.WARNING]
    assert warning.getMessage().startswith("No coding counts, although 2 by people were placed.")


def test_of_a_study_that_nobody_coded_nothing_is_warned(caplog):
    assert chosen(codings()).final.empty
    assert caplog.messages == ["0 codings count by the setting coding.final: human"]
