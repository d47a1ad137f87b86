"""Changes are seen by content, whatever the date of a file."""

import logging
import os
import re
import shutil
import subprocess
import time
from types import SimpleNamespace

import pytest

from aft_themes.errors import InputError
from aft_themes.workflow.contents import checksum_of, contents_of
from aft_themes.workflow.dates import mend_future_dates
from aft_themes.workflow.engine import run_study

from .test_form import workflow

pytestmark = pytest.mark.slow
INTAKE = "data/processed/mini/intake.parquet"
LONG_AGO = 1_000_000_000  # in 2001
YEAR = 366 * 24 * 3600


def test_every_rule_tells_the_engine_what_its_files_hold():
    for rule in re.split(r"^(?:rule|checkpoint) ", workflow(), flags=re.MULTILINE)[1:]:
        name = rule.partition(":")[0]
        assert name == "all" or f'contents=contents("{name}"),' in rule, name


def test_a_transcript_put_back_with_an_older_date_is_noticed(rerun):
    path = rerun.raw / "transcripts" / "M01.txt"
    path.write_text(path.read_text() + "\nInterviewer: Anything else?\nVera: No.\n")
    os.utime(path, (LONG_AGO, LONG_AGO))
    said = rerun.run("--dry-run", INTAKE).stdout
    assert "read_transcripts" in said
    assert "check_inputs" not in said, "what does not read the file is not run again"


def test_a_decision_that_changes_no_segment_makes_no_vectors_anew(rerun):
    decisions = rerun.raw / "deidentify_decisions.csv"
    decisions.write_text("candidate,decision\nTape,refuse\n")
    done = rerun.run("data/processed/mini/embeddings.npy")
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-2000:]
    assert "make_segments: done" in said
    assert "embed_segments: begins" not in said


def test_a_changed_coding_and_a_changed_setting_reach_the_report(rerun):
    codings = rerun.raw / "codings" / "coder_A.csv"
    codings.write_text(codings.read_text().replace("tasks.roleplay", "tasks.tape"))
    assert "write_report" in rerun.run("--dry-run").stdout
    shutil.copy("tests/data/mini/codings/coder_A.csv", codings)
    with (rerun.raw / "settings.yaml").open("a") as settings:
        settings.write("coding:\n  final: suggested\n")
    assert "make_themes" in rerun.run("--dry-run").stdout


def test_a_changed_file_that_no_rule_reads_makes_the_manifest_anew(rerun):
    (rerun.raw / "README.md").write_text("How we drew the interviews.\n")
    said = rerun.run("--dry-run").stdout
    assert "check_leaks" in said
    assert "read_transcripts" not in said


def test_a_second_run_has_nothing_to_do_even_if_a_file_has_a_newer_date(rerun):
    os.utime(rerun.raw / "transcripts" / "M01.txt")
    done = rerun.run("--dry-run")
    assert "Nothing to be done" in done.stdout + done.stderr


def test_a_file_dated_in_the_future_does_not_stop_a_run(project):
    late = time.time() + YEAR
    for path in (project.raw / "transcripts" / "M01.txt", project.raw / "interviews.csv"):
        os.utime(path, (late, late))
    done = project.run(INTAKE)
    assert done.returncode == 0, done.stderr[-2000:]
    assert (project.folder / INTAKE).is_file()


def test_only_the_date_changes_and_the_file_is_named(tmp_path, caplog):
    late, early = tmp_path / "late.txt", tmp_path / "early.txt"
    for path, date in ((late, time.time() + YEAR), (early, LONG_AGO)):
        path.write_text("words")
        os.utime(path, (date, date))
    with caplog.at_level(logging.WARNING):
        assert mend_future_dates([tmp_path, tmp_path / "none"]) == [late]
    assert late.stat().st_mtime <= time.time()
    assert (late.read_text(), early.stat().st_mtime) == ("words", LONG_AGO)
    assert "late.txt was dated in the future" in caplog.text


def test_a_date_that_cannot_be_changed_names_the_file_and_the_fix(tmp_path, monkeypatch):
    path = tmp_path / "late.txt"
    path.touch()
    late = time.time() + YEAR
    os.utime(path, (late, late))

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(os, "utime", refuse)
    with pytest.raises(InputError, match=r"late\.txt.*touch"):
        mend_future_dates([tmp_path])


def test_contents_do_not_depend_on_dates_and_leave_out_what_rules_make(tmp_path):
    brought, made = tmp_path / "a.txt", tmp_path / "made" / "b.txt"
    made.parent.mkdir()
    made.write_text("anything")
    brought.write_text("one")
    folders = (str(made.parent),)
    before = checksum_of([str(brought)], folders)
    os.utime(brought, (LONG_AGO, LONG_AGO))
    assert checksum_of([str(brought), str(made)], folders) == before
    brought.write_text("two")  # of the same size
    os.utime(brought, (LONG_AGO, LONG_AGO))
    assert checksum_of([str(brought)], folders) != before


def test_a_copied_folder_does_not_run_the_program_of_the_first_one(tmp_path, monkeypatch):
    (tmp_path / "src" / "aft_themes").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"moved or copied.*delete \.venv"):
        run_study("mini")


def test_a_moved_folder_is_told_by_make(tmp_path):
    shutil.copy("Makefile", tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "folder").write_text("/elsewhere\n")
    make = ["make", "-C", str(tmp_path), "help"]
    done = subprocess.run(make, capture_output=True, text=True, check=False)
    assert "moved or copied. Delete its .venv" in done.stderr
    (tmp_path / ".venv" / "folder").write_text(f"{tmp_path.resolve()}\n")
    assert subprocess.run(make, capture_output=True, check=False).returncode == 0


def test_a_rule_is_told_the_contents_of_its_own_files(tmp_path):
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b.txt").write_text("two")
    rules = [
        SimpleNamespace(name=name, expand_input=lambda _, file=file: ([str(tmp_path / file)], None))
        for name, file in (("first", "a.txt"), ("second", "b.txt"), ("third", "none.txt"))
    ]
    contents = contents_of(rules, ["made"], code=lambda _: ())
    found = [contents(rule.name)({}) for rule in rules]
    assert found[:2] == [checksum_of([str(tmp_path / file)], ()) for file in ("a.txt", "b.txt")]
    assert found[2] == checksum_of([], ())  # a file that is not there holds nothing
    assert len(set(found)) == 3


def test_a_rule_is_told_the_contents_of_its_own_code(tmp_path):
    (tmp_path / "a.py").write_text("one")
    rules = [
        SimpleNamespace(name=n, expand_input=lambda _: ([], None)) for n in ("first", "second")
    ]

    def found():
        code = {"first": [str(tmp_path / "a.py")], "second": []}
        contents = contents_of(rules, ["made"], code=code.__getitem__)
        return [contents(rule.name)({}) for rule in rules]

    before = found()
    (tmp_path / "a.py").write_text("other")
    after = found()
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, True]


def test_the_order_of_files_and_repetition_do_not_change_their_checksum(tmp_path):
    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    for file in files:
        file.write_text(file.name)
    assert checksum_of(files, ()) == checksum_of([*reversed(files), files[0]], ())
