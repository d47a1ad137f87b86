"""All 36 interviews of the sample study give exactly the turns that were spoken."""

import re
from pathlib import Path

import pandas as pd
import pytest

from aft_themes.catalog import INTAKE, TURNS
from aft_themes.io.parquet import check
from aft_themes.transcripts import read_study_transcripts

SAMPLE = Path(__file__).parents[2] / "data" / "raw" / "aft-sample"
COUNTS = ["turns", "participant_turns", "participant_words", "interviewer_words"]
ARTEFACTS = {
    "caption header": r"WEBVTT|NOTE language|-->",
    "cue id": r"[0-9a-f]{8}-[0-9a-f]{4}-",
    "time span or mark": r"#\d\d:\d\d:\d\d|\[\d\d:\d\d:\d\d\]|\(\d?\d:\d\d\)",
    "footer": r"AFT interviews? -|page \d|CONFIDENTIAL|transcription|otter\.ai|Transcribed",
    "tag or entity": r"<[/a-z]|&[a-z]+;|&#x?\d",
    "rtf": r"\\'|\\par|\\b0",
}


@pytest.fixture
def study(sample_read):
    return sample_read


def test_every_interview_has_the_expected_turns_and_words(study):
    _, _, intake = study
    expected = pd.read_csv(SAMPLE / "expected_turns.csv").set_index("interview")
    found = intake.set_index("interview")[COUNTS].astype("int64").sort_index()
    assert len(expected) == 36
    pd.testing.assert_frame_equal(found, expected[COUNTS].sort_index())


def test_every_file_is_read_with_given_roles_and_nobody_else(study):
    _, _, intake = study
    assert set(intake["status"]) == {"read"}
    assert set(intake["roles"]) == {"given"}
    assert not intake["other_words"].any()


def test_stage_tables_keep_their_contracts(study):
    _, turns, intake = study
    assert check(turns, TURNS).num_rows == len(turns)
    assert check(intake, INTAKE).num_rows == 36


@pytest.mark.parametrize("artefact", ARTEFACTS)
def test_no_artefact_of_a_format_is_left(study, artefact):
    _, turns, _ = study
    left = turns[turns["text"].str.contains(ARTEFACTS[artefact], regex=True)]
    assert left[["interview", "turn"]].values.tolist() == []


def test_no_turn_begins_with_a_speaker_label(study):
    _, turns, _ = study
    for interview, group in turns.groupby("interview"):
        for speaker in group["speaker"].unique():
            label = re.compile(rf"(?:^|\n)\s*{re.escape(speaker)}\s*[:(\[]")
            assert not group["text"].str.contains(label).any(), interview


def test_every_coded_quote_is_in_its_turn(study):
    _, turns, _ = study
    texts = {(t.interview, t.turn): _straight(t.text) for t in turns.itertuples()}
    quotes = pd.concat(
        pd.read_csv(path, dtype=str, keep_default_na=False)
        for path in sorted((SAMPLE / "codings").glob("*.csv"))
    )
    missed = [
        (row.interview, row.turn)
        for row in quotes.itertuples()
        if _straight(row.quote) not in texts.get((row.interview, int(row.turn)), "")
    ]
    assert len(quotes) == 2177
    assert missed == []


def test_timed_formats_have_times_in_order(study):
    _, turns, _ = study
    untimed = {"P04", "P12", "P17", "P20", "P24"}  # labels without times
    for interview, group in turns.groupby("interview"):
        if interview in untimed:
            assert group["start_s"].isna().all()
        elif not interview.startswith(("P25", "P26", "P27")):  # marks at the end of turns
            assert group["start_s"].notna().all(), interview
            assert group["start_s"].is_monotonic_increasing, interview


def test_shuffled_rows_give_the_same_tables(study):
    interviews, turns, intake = study
    shuffled = interviews.sample(frac=1, random_state=3)
    again, report = read_study_transcripts(shuffled, SAMPLE / "transcripts")
    pd.testing.assert_frame_equal(again, turns)
    pd.testing.assert_frame_equal(report, intake)


def _straight(text):
    plain = str.maketrans("\u201c\u201d\u2018\u2019", "\"\"''")
    return " ".join(text.translate(plain).split())
