"""What people type: every command explains itself, and errors are one plain line."""

import hashlib
import json
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import yaml
from click.testing import CliRunner

from aft_themes.catalog import (
    LAST_LINES,
    PASSAGES,
    PROPOSED_MAPPING,
    THEME_PARTICIPANTS,
)
from aft_themes.cli import _after_withdrawal, main
from aft_themes.io.parquet import empty_frame, write_frame
from tests.conftest import copy_project


@pytest.fixture
def typed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, words)


@pytest.mark.parametrize("command", sorted(main.commands))
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_explains_itself(typed, command, option):
    done = typed(command, option)
    assert done.exit_code == 0
    assert done.output.startswith(f"Usage: main {command} ")
    assert main.commands[command].help.splitlines()[0].split()[0] in done.output


def test_the_commands_are_listed(typed):
    done = typed("--help")
    assert done.exit_code == 0
    for command in main.commands:
        assert f"\n  {command} " in done.output
    assert typed("--version").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("check", "nobody"),
        ("run", "../nobody"),
        ("audit", "nobody"),
        ("verify", "nobody"),
        ("crate", "nobody"),
        ("export", "nobody", "--for", "refi"),
        ("double-coding-sheets", "nobody"),
        ("init", "nobody", "no-such-folder"),
        ("import", "--study", "nobody"),
    ],
)
def test_an_error_is_one_plain_line(typed, words):
    done = typed(*words)
    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert done.output.startswith("Error: ")
    assert isinstance(done.exception, SystemExit)


@pytest.mark.parametrize("words", [("check",), ("init", "mini"), ("import", "a.qdpx"), ("such",)])
def test_a_command_that_is_not_complete_says_what_is_missing(typed, words):
    done = typed(*words)
    assert done.exit_code == 2
    assert "Usage: " in done.output


def written(folder, text):
    folder.mkdir(parents=True)
    (folder / "report.html").write_text(text)
    sha256 = hashlib.sha256(b"as it was").hexdigest()
    manifest = {"outputs": {"reports/report.html": {"sha256": sha256}}}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_verify_says_that_all_is_as_it_was(typed, tmp_path):
    written(tmp_path / "reports/mini", "as it was")
    done = typed("verify", "mini")
    assert (done.exit_code, done.output) == (0, "mini: every output is as the run wrote it.\n")


def test_verify_lists_what_changed_and_fails(typed, tmp_path):
    written(tmp_path / "reports/mini", "changed")
    (tmp_path / "reports/mini/more.txt").write_text("x")
    done = typed("verify", "mini")
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "report.html: changed since it was written",
        "more.txt: not part of the run",
    ]


def test_init_says_what_was_made_and_what_to_look_at_first(typed, tmp_path):
    talks = tmp_path / "talks"
    talks.mkdir()
    (talks / "P01.txt").write_text("I: What helped you?\nP: The tapes, I think.\n")
    (talks / "P02.txt").write_bytes(b"")
    done = typed("init", "new", "talks")
    assert done.exit_code == 0
    first, *lines = done.stdout.splitlines()
    assert first == "data/raw/new is made: 1 transcript, 0 codes."
    look, left = lines.index("Look at these first:"), lines.index("Not used:")
    assert "  No codings were found: add the coders' files to codings/." in lines[look:left]
    assert lines[left + 1].startswith("  P02.txt: ")
    assert lines[-1] == "Then type: aft-themes check new"


@pytest.mark.parametrize(
    ("others", "left", "code", "said"),
    [
        ([], [], 0, ["No passage of eight words and no name"]),
        (["two"], [], 0, ["two: learnt from this study", "No passage of eight words"]),
        ([], ["a.md", "b.md"], 0, ["a.md: still holds", "b.md: still holds"]),
        ([], ["a.md"], 1, ["one: the rest is not rebuilt.", "a.md: still holds"]),
    ],
)
def test_a_withdrawal_says_what_is_left_to_do_by_hand(others, left, code, said):
    *lines, last = _after_withdrawal("one", others, left, code)
    assert len(lines) == len(said)
    assert all(line.startswith(begin) for line, begin in zip(lines, said, strict=True))
    assert last.startswith("Not cleaned: the history of git, backups")


def test_check_ends_well_only_if_nothing_must_be_mended(typed, tmp_path):
    raw = tmp_path / "data/raw/mini"
    (raw / "transcripts").mkdir(parents=True)
    (raw / "interviews.csv").write_text("interview,file,interviewer_label\nP01,P01.txt,I\n")
    (raw / "codebook.yaml").write_text("title: T\nversion: '1'\ncodes:\n- {id: a, name: A}\n")
    (raw / "transcripts/P01.txt").write_text("I: What helped you?\nP: The tapes, I think.\n")
    done = typed("check", "mini")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("1 transcript can be read.")
    (raw / "codebook.yaml").write_text("codes: nothing\n")
    done = typed("check", "mini")
    assert done.exit_code == 1
    assert "Mend these before a run (1):\n  - codebook.yaml" in done.output


def test_a_study_may_be_named_by_its_folder(typed, tmp_path):
    written(tmp_path / "reports/mini", "as it was")
    (tmp_path / "data/raw/mini").mkdir(parents=True)
    done = typed("verify", "data/raw/mini/")
    assert (done.exit_code, done.output) == (0, "mini: every output is as the run wrote it.\n")


@pytest.mark.parametrize("command", ["check", "run", "plan", "verify", "crate", "summaries"])
def test_a_study_that_is_not_there_is_told_with_those_that_are(typed, tmp_path, command):
    for name in ("hills", "rivers"):
        (tmp_path / "data/raw" / name).mkdir(parents=True)
    assert typed(command, "lakes").output == (
        "Error: lakes: there is no such study. Fix: use one of hills, rivers; or begin it with "
        "`aft-themes init lakes FOLDER`.\n"
    )


def test_a_study_s_name_with_a_space_is_refused(typed):
    said = "Error: my study: cannot name a study. Fix: use letters, digits, - and _ only.\n"
    assert typed("init", "my study", "talks").output == said


@pytest.mark.parametrize("cores", ["0", "-1", "two", "1.5", ""])
def test_cores_are_a_number_or_all(typed, tmp_path, cores):
    (tmp_path / "data/raw/mini").mkdir(parents=True)
    done = typed("run", "mini", "--cores", cores)
    assert done.exit_code == 2
    assert f"{cores!r} is neither a number above 0 nor 'all'." in done.output


def test_a_second_word_that_is_no_result_is_refused(typed, tmp_path):
    (tmp_path / "data/raw/my").mkdir(parents=True)
    done = typed("run", "my", "study")
    assert done.output.startswith("Error: study: is not among the results of my. Fix: ")


def test_the_list_explains_each_command_in_a_whole_sentence_in_the_order_of_the_work(typed):
    said = typed("--help").output
    assert "..." not in said.replace("Taguette ...", "").replace("[ARGS]...", "")
    assert said.index("  init ") < said.index("  check ") < said.index("  run ")
    assert said.index("  run ") < said.index("  review ") < said.index("  crate ")


def small_study(folder, settings=""):
    """A study with settings and a codebook, in a project that is nothing else."""
    raw = folder / "data/raw/small"
    raw.mkdir(parents=True)
    (folder / "config").mkdir()
    (folder / "config/config.yaml").write_text("study: small\n")
    (raw / "settings.yaml").write_text(settings)
    (raw / "interviews.csv").write_text("interview,file\nP01,P01.txt\n")
    (raw / "codebook.yaml").write_text(
        "title: Small\nversion: '1'\ncodes:\n- id: tasks\n  name: Tasks\n  codes:\n"
        "  - id: tasks.tape\n    name: Tape\n"
    )
    return raw


def test_the_template_of_statements_is_for_the_studys_approach(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    raw = small_study(tmp_path, "report:\n  approach: cqr\n  statements:\n    ethics: Approved.\n")
    done = CliRunner().invoke(main, ["statements", "small"])
    assert done.exit_code == 0, done.output
    found = yaml.safe_load((raw / "statements.yaml").read_text())["report"]["statements"]
    assert found["ethics"] == "Approved."
    assert {"consensus", "auditing"} <= set(found)
    assert "double_coding" not in found


def test_summaries_need_a_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    small_study(tmp_path)
    done = CliRunner().invoke(main, ["summaries", "small"])
    assert done.exit_code == 1
    assert "small: has not been run. Fix: type `aft-themes run small` first." in done.output


def test_summaries_are_laid_out_and_what_is_written_stays(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    raw = small_study(tmp_path)
    processed = tmp_path / "data/processed/small"
    processed.mkdir(parents=True)
    counted = pd.DataFrame([("tasks", "P01", 1, "none")], columns=THEME_PARTICIPANTS.schema.names)
    write_frame(counted, processed / THEME_PARTICIPANTS.path, THEME_PARTICIPANTS)
    write_frame(empty_frame(PASSAGES), processed / PASSAGES.path, PASSAGES)
    assert CliRunner().invoke(main, ["summaries", "small"]).exit_code == 0
    book = openpyxl.load_workbook(raw / "summaries.xlsx")
    assert [cell.value for cell in book["Summaries"][1]] == ["participant", "case", "tasks"]
    book["Summaries"]["C2"] = "She dreads it."
    book.save(raw / "summaries.xlsx")
    done = CliRunner().invoke(main, ["summaries", "small"])
    assert "Fill in data/raw/small/summaries.xlsx." in done.output
    sheet = openpyxl.load_workbook(raw / "summaries.xlsx")["Summaries"]
    assert sheet["C2"].value == "She dreads it."


SNAKEFILE = """
rule all:
    output: touch("done.txt")
rule workbook:
    output: touch("{folder}/review/review.xlsx")
"""


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """A project whose workflow makes empty files, so that the real engine takes a second."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", sys.executable)  # given back after the test
    small_study(tmp_path)
    processed = tmp_path / "data/processed/small"
    (tmp_path / "Snakefile").write_text(SNAKEFILE.format(folder="data/processed/small"))
    (processed / "private").mkdir(parents=True)
    (processed / LAST_LINES.path).write_text("")
    mapping = processed / PROPOSED_MAPPING.path
    mapping.parent.mkdir()
    mapping.write_text("kind,theirs,ours\n")
    return processed


def test_a_run_ends_with_what_to_do_first_or_says_that_all_is_well(tiny):
    done = CliRunner().invoke(main, ["run", "small", "--cores", "1"])
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-2:] == [
        "The report: reports/small/report.html",
        "Nothing needs mending.",
    ]
    (tiny / LAST_LINES.path).write_text("1. Look here.\n2. And there.\n")
    said = CliRunner().invoke(main, ["run", "small"]).stdout.splitlines()
    assert said[-3:] == ["Before you use it:", "1. Look here.", "2. And there."]


def test_a_run_of_some_files_or_one_that_fails_says_no_more(tiny):
    done = CliRunner().invoke(
        main, ["run", "small", "data/processed/small/review/review.xlsx", "--cores", "1"]
    )
    assert done.exit_code == 0
    assert "report" not in done.stdout
    done = CliRunner().invoke(main, ["run", "small", "reports/small/no such file", "--cores", "1"])
    assert done.exit_code != 0


def test_a_run_that_stops_says_last_what_stopped_it(tiny, capfd):
    log = tiny / "logs/a.log"
    log.parent.mkdir()
    lines = "a: begins\na: b.csv: is empty. Fix: fill it.\na: stopped\n"
    write = f"__import__('pathlib').Path({str(log)!r}).write_text({lines!r})"
    rule = f'rule all:\n    output: "never.txt"\n    run:\n        {write}\n'
    (tiny.parents[2] / "Snakefile").write_text(rule)
    with pytest.raises(SystemExit, match="1"):
        main(["run", "small", "--cores", "1"])
    assert capfd.readouterr().out.splitlines()[-2:] == [
        "The run stopped. Mend this, and run it again:",
        "b.csv: is empty. Fix: fill it.",
    ]


def test_the_review_workbook_is_named_once_it_is_made(tiny):
    done = CliRunner().invoke(main, ["review", "small", "--cores", "1"])
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1].startswith("Fill in ")
    (tiny.parents[2] / "Snakefile").write_text("rule all:\n    output: 'nothing'\n")
    (tiny / "review/review.xlsx").unlink()
    done = CliRunner().invoke(main, ["review", "small", "--cores", "1"])
    assert done.exit_code != 0
    assert "Fill in" not in done.stdout


def test_a_drawn_sample_is_written_and_told(typed, tmp_path):
    raw = tmp_path / "data/raw/small"
    raw.mkdir(parents=True)
    (raw / "interviews.csv").write_text("interview,file\nP01,1.txt\nP02,2.txt\nP03,3.txt\n")
    done = typed("draw-sample", "small", "--size", "2")
    assert done.exit_code == 0, done.output
    drawn = pd.read_csv(raw / "drawn_sample.csv").query("drawn == 'yes'")["participant"]
    assert len(drawn) == 2
    assert done.output == (
        f"data/raw/small/drawn_sample.csv is written. People code: {', '.join(sorted(drawn))}.\n"
    )


def test_a_withdrawal_that_leaves_words_behind_ends_as_a_failure(tiny):
    raw = tiny.parents[1] / "raw/small"
    (raw / "transcripts").mkdir()
    said = "I watched that blue tape nine times before I dared to speak of it at all"
    for who, words in (("P01", said), ("P02", "The other one said other things.")):
        (raw / f"transcripts/{who}.txt").write_text(f"I: And then?\nP: {words}.\n")
    listed = "interview,file,interviewer_label\nP01,P01.txt,I\nP02,P02.txt,I\n"
    (raw / "interviews.csv").write_text(listed)
    (raw / "notes.txt").write_text(said)
    done = CliRunner().invoke(main, ["withdraw", "small", "P01", "--yes", "--cores", "1"])
    assert "notes.txt: still holds words or names of the participant." in done.output
    assert done.exit_code == 1
    (raw / "notes.txt").unlink()
    (raw / "interviews.csv").write_text(listed)
    (raw / "transcripts/P01.txt").write_text(f"I: And then?\nP: {said}.\n")
    done = CliRunner().invoke(main, ["withdraw", "small", "P01", "--yes", "--cores", "1"])
    assert done.exit_code == 0, done.output


def test_import_without_files_says_that_there_are_none(tmp_path, typed):
    copy_project(tmp_path)
    done = typed("import", "--study", "mini")
    assert done.exit_code == 0, done.output
    assert done.output == "data/raw/mini/codings holds no file of another program.\n"


def test_a_fault_of_the_program_is_one_line_that_quotes_nobody(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    Path("data/raw").write_text("")  # a file where a folder should be: nobody thought of that
    Path("files").mkdir()
    Path("files/a.txt").write_text("INT: How was it?\nANA: It was good.\nINT: Why?\nANA: So.\n")
    told = CliRunner().invoke(main, ["init", "mini", "files"])
    assert told.exit_code == 1
    assert "the program has a fault here: NotADirectoryError at new_study/" in told.output
    assert str(tmp_path) not in told.output
    asked = CliRunner().invoke(main, ["--traceback", "init", "mini", "files"])
    assert isinstance(asked.exception, NotADirectoryError)
