"""What stopped a run is said last, in the words of the check or of the rules."""

import os

import pytest

from aft_themes.workflow.stops import why_stopped

BEGAN = 1_000_000.0


@pytest.fixture
def logs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    raw = tmp_path / "data/raw/mini"
    (raw / "transcripts").mkdir(parents=True)
    (raw / "transcripts/P01.txt").write_text("I: How was it?\nP: It was good.\n")
    (raw / "interviews.csv").write_text("interview,file,interviewer_label\nP01,P01.txt,I\n")
    (raw / "codebook.yaml").write_text("codes:\n- {id: a, name: A}\n")

    def write(name, text, at=BEGAN + 1):
        path = tmp_path / "data/processed/mini" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, (at, at))

    return write


def test_the_errors_of_all_rules_stand_once_and_those_of_the_check_first(logs):
    logs("logs/a_rule.log", "a_rule: begins\na_rule: one. Fix: x.\na_rule: stopped\n")
    logs("private/logs/b.log", "b: begins\nb: 3 read\nb: three.\nb: stopped\n")
    logs(
        "logs/check_inputs.log",
        "check_inputs: begins\ncheck_inputs: two.\none. Fix: x.\ncheck_inputs: stopped\n",
    )
    assert why_stopped("mini", BEGAN) == ["two.", "one. Fix: x.", "three."]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a: begins\na: done\n", BEGAN + 1),
        ("a: begins\na: 12 of 40\n", BEGAN + 1),  # killed
        ("", BEGAN + 1),
        ("a: begins\na: of an earlier run.\na: stopped\n", BEGAN - 60),
    ],
)
def test_a_rule_that_did_not_stop_in_this_run_says_nothing(logs, text, at):
    logs("logs/a.log", text, at)
    assert why_stopped("mini", BEGAN) == []


def test_a_fault_in_the_settings_is_said_without_any_log(logs, tmp_path):
    (tmp_path / "data/raw/mini/settings.yaml").write_text("sead: 4\n")
    (line,) = why_stopped("mini", BEGAN)
    assert "sead" in line


def test_a_list_of_interviews_that_stops_the_engine_itself_is_told(logs, tmp_path):
    (tmp_path / "data/raw/mini/interviews.csv").write_text("interview,file\nP 1?,P01.txt\n")
    assert any("interviews.csv" in line for line in why_stopped("mini", BEGAN))
