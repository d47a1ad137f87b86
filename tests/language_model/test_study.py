"""A language model in a study: what a run makes of it, and that people's numbers stay."""

import json
import runpy
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml
from click.testing import CliRunner

from aft_themes.catalog import (
    LANGUAGE_MODEL_CODINGS,
    LANGUAGE_MODEL_QUALITY,
    LANGUAGE_MODEL_REQUESTS,
)
from aft_themes.cli import main
from aft_themes.codebook.reading import load_codebook
from aft_themes.errors import SettingsError
from aft_themes.io.parquet import check
from aft_themes.io.settings_files import load_settings
from aft_themes.language_model.answers import load_answers
from aft_themes.language_model.prompt import first_prompt
from aft_themes.language_model.quality import judge
from aft_themes.settings import check_settings
from aft_themes.study import Study
from aft_themes.workflow.check_inputs import StudyInputs, check_inputs
from aft_themes.workflow.rule_files import RuleFiles, as_paths
from aft_themes.workflow.study_files import StudyFiles
from tests.conftest import PROJECT, Project

QUOTED = {"tasks.tape": "tape"}
SCRIPT = PROJECT / "scripts/code_by_language_model.py"


def settings_of(project: Project, **language_model) -> None:
    path = project.raw / "settings.yaml"
    values = yaml.safe_load(path.read_text("utf-8")) or {}
    values["language_model"] = language_model
    path.write_text(yaml.safe_dump(values), "utf-8")


def tape(body):
    """Give Tape wherever the passage speaks of a tape."""
    text = body["messages"][0]["content"]
    passage = text.partition("The passage:\n")[2].partition("\n\nAnswer in JSON")[0]
    found = [{"code": "tasks.tape", "quote": "tape"}] if " tape" in passage.lower() else []
    return json.dumps({"codings": found})


def command(project, monkeypatch, *words):
    monkeypatch.chdir(project.folder)
    return CliRunner().invoke(main, ["ask-model", project.study, *words])


@pytest.fixture
def asked(rerun, server, monkeypatch):
    """A finished run whose settings name the server's model, with the proposed prompt."""
    settings_of(rerun, name="tiny", url=server.url)
    (rerun.raw / "language_model_prompt.md").write_text(first_prompt(), "utf-8")
    return rerun


def answers_read_again(project: Project, folder: Path) -> RuleFiles:
    """Let the rule's script read the answers once more, into a folder of its own."""
    study = StudyFiles(project.study)
    names = "segments codebook human_codings coder_assignments".split()
    brought = study.files(*names, "language_model_prompt", "language_model_answers")
    tables = LANGUAGE_MODEL_CODINGS, LANGUAGE_MODEL_REQUESTS, LANGUAGE_MODEL_QUALITY
    made = {table.name: folder / table.path for table in tables}
    files = RuleFiles({**{name: as_paths(path) for name, path in brought.items()}, **made})
    settings = load_settings(project.raw / "settings.yaml")
    runpy.run_path(str(SCRIPT))["main"](files=files, settings=settings)
    return files


def test_a_run_counts_nothing_of_the_model_and_needs_no_server(
    asked, server, monkeypatch, tmp_path
):
    before = asked.results()
    server.say = tape
    done = command(asked, monkeypatch)
    assert done.exit_code == 0, done.output
    assert "Nothing was sent" in done.output and not server.requests
    assert not (asked.raw / "language_model_answers.jsonl").exists()
    assert "this computer" in done.output and "at most as many again" in done.output
    sent = command(asked, monkeypatch, "--send")
    assert sent.exit_code == 0, sent.output
    assert "0 not asked" in sent.output
    server.stop()
    shown = ("supplement.html", "explorer/index.html")
    again = asked.run(*(f"reports/{asked.study}/{page}" for page in shown))
    assert again.returncode == 0, again.stderr[-3000:]
    after = asked.results()
    people = [name for name in before if name.startswith(("agreement/", "codings/", "themes"))]
    assert len(people) > 15
    assert {name: after[name] for name in people} == {name: before[name] for name in people}
    supplement = (asked.reports / "supplement.html").read_text("utf-8")
    assert "A Language Model as One More Coder" in supplement
    assert "MI-CLEAR-LLM" in supplement and "TRIPOD-LLM" in supplement
    assert "Its codes enter no count." in supplement
    explorer = (asked.reports / "explorer" / "index.html").read_text("utf-8")
    assert "(machine: tiny, in 3 of 3 runs)" in explorer
    codings = Study(asked.study, asked.folder).codings("language_model")
    assert set(codings["layer"]) == {"machine: tiny"} and set(codings["code"]) == {"tasks.tape"}
    assert len([name for name in after if "language_model" in name]) >= 8
    made = (LANGUAGE_MODEL_CODINGS, LANGUAGE_MODEL_REQUESTS, LANGUAGE_MODEL_QUALITY)
    again = answers_read_again(asked, tmp_path / "again")
    for table in made:
        assert again.path(table).read_bytes() == (asked.processed / table.path).read_bytes()


def test_the_command_writes_a_prompt_first_and_sends_nothing(asked, server, monkeypatch):
    prompt = asked.raw / "language_model_prompt.md"
    prompt.unlink()
    done = command(asked, monkeypatch, "--send")
    assert done.exit_code == 1 and "read and change it" in done.output
    assert prompt.read_text("utf-8") == first_prompt() and not server.requests


def test_without_a_finished_run_nothing_is_sent(asked, server, monkeypatch):
    (asked.processed / "leaks_checked.txt").unlink()
    done = command(asked, monkeypatch, "--send")
    assert done.exit_code == 1 and "no finished run" in done.output and not server.requests


def test_a_study_without_a_model_has_nobody_to_ask(rerun, monkeypatch):
    done = command(rerun, monkeypatch)
    assert done.exit_code == 1 and "name no language model" in done.output


def test_a_name_in_a_prompt_stops_everything_and_is_not_repeated(asked, server, monkeypatch):
    known = pd.read_csv(asked.raw / "identifiers.csv")
    name = next(text for text in known["text"] if text[0].isupper() and " " in text)
    prompt = asked.raw / "language_model_prompt.md"
    prompt.write_text(f"{first_prompt()}\nAsk {name} if in doubt.", "utf-8")
    done = command(asked, monkeypatch, "--send")
    assert done.exit_code == 1 and "Names stand in" in done.output
    assert name not in done.output and not server.requests


def test_the_model_is_judged_without_the_interviews_that_made_its_prompt():
    segments = pd.DataFrame(
        [(f"M0{n}.002.{part}", f"M0{n}", f"M0{n}") for n in (1, 2, 3) for part in (1, 2)],
        columns=["segment_id", "interview", "participant"],
    )
    book = load_codebook(Study("aft-sample").raw / "codebook.yaml")
    code = book.leaves[0].id
    human = pd.DataFrame(
        {
            "segment_id": ["M01.002.1", "M02.002.1", "M03.002.1"],
            "interview": ["M01", "M02", "M03"],
            "coder": "A",
            "code": code,
            "valence": "none",
        }
    )
    assignments = pd.DataFrame(
        {"interview": ["M01", "M02", "M03"], "coder": "A", "rank": 1, "apart": False}
    )
    wrong = [("M01.002.2", run) for run in (1, 2, 3)]
    right = [("M02.002.1", run) for run in (1, 2, 3)] + [("M03.002.1", run) for run in (1, 2)]
    codings = pd.DataFrame(wrong + right, columns=["segment_id", "run"]).assign(code=code)
    requests = segments.assign(status="no code")
    settings = check_settings(
        {
            "language_model": {"name": "tiny", "prompt_made_with": ["M01"]},
            "agreement": {"resamples": 9},
        }
    )
    found = judge(codings, requests, segments, human, assignments, book, settings)
    check(found, LANGUAGE_MODEL_QUALITY)
    own = found[found["code"] == code].set_index("measure")
    assert own.loc["precision", "estimate"] == 1 and own.loc["precision", "segments"] == 4
    assert own.loc["recall", "estimate"] == pytest.approx(2.5 / 3, abs=1e-6)
    assert (own.loc["recall", "lowest"], own.loc["recall", "highest"]) == (0.5, 1)
    assert own.loc["kappa between runs", "lowest"] < own.loc["kappa between runs", "highest"] == 1
    unasked = requests.assign(status=["no code"] * 3 + ["not asked"] + ["no code"] * 2)
    fewer = judge(codings, unasked, segments, human, assignments, book, settings)
    assert set(fewer["segments"]) == {2}  # M02 was not asked whole
    none = judge(codings, requests, segments, human, assignments.iloc[:1], book, settings)
    assert none.empty


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"url": "http://models.example.org/v1"}, "not on this computer"),
        ({"url": "http://localhost.example.org/v1"}, "not on this computer"),
        ({"url": "http://127.0.0.1.example.org/v1"}, "not on this computer"),
        ({"url": "http://0.0.0.0/v1"}, "not on this computer"),
        ({"url": "file:///etc/passwd"}, "must begin with http"),
        ({"runs": 2}, "must be 3 or more"),
        ({"name": "a model"}, "signs that are not allowed"),
    ],
)
def test_settings_that_would_be_careless_are_refused(more, problem):
    with pytest.raises(SettingsError, match=problem):
        check_settings({"language_model": {"name": "tiny", **more}})


def test_a_server_elsewhere_needs_approval_date_and_processor():
    given = {"approval": "Ethics board 12/26", "approved_on": "2026-01-02", "processor": "A, Inc."}
    far = {"name": "tiny", "url": "https://models.example.org/v1"}
    for missing in given:
        with pytest.raises(SettingsError, match="not on this computer"):
            check_settings(
                {"language_model": {**far, **given, missing: None if "on" in missing else ""}}
            )
    approved = check_settings({"language_model": {**far, **given}}).language_model
    assert approved.approved_on == date(2026, 1, 2) and not approved.is_local
    with pytest.raises(SettingsError, match="https"):
        plain = far["url"].replace("https", "http")
        check_settings({"language_model": {**far, **given, "url": plain}})


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "[::1]"])
def test_this_computer_has_several_names(host):
    settings = check_settings({"language_model": {"name": "tiny", "url": f"http://{host}:8080/v1"}})
    assert settings.language_model.is_local


def test_it_is_off_by_default_and_refused_in_a_reflexive_study():
    assert not check_settings({}).language_model.is_asked
    with pytest.raises(SettingsError, match="in which no program codes"):
        check_settings({"language_model": {"name": "tiny"}, "report": {"approach": "reflexive"}})


def test_a_model_with_the_name_of_a_coder_or_without_a_prompt_stops_the_run(project):
    inputs = StudyInputs(
        interviews=project.raw / "interviews.csv",
        codebook=project.raw / "codebook.yaml",
        transcripts=project.raw / "transcripts",
    )
    settings = check_settings({"language_model": {"name": "a", "prompt_made_with": ["X9"]}})
    problems = "\n".join(check_inputs(inputs, settings).problems)
    assert "a is a coder of interviews.csv" in problems
    assert "X9 are not interviews" in problems
    assert "language_model_prompt.md: is not there" in problems


def test_the_layer_is_no_layer_of_people():
    assert LANGUAGE_MODEL_CODINGS.path == "codings/language_model.parquet"
    assert "run" in LANGUAGE_MODEL_CODINGS.key


def test_a_withdrawal_takes_the_answers(asked, server, monkeypatch):
    from aft_themes.provenance.withdrawal import withdraw

    server.say = tape
    assert command(asked, monkeypatch, "--send").exit_code == 0
    withdraw(asked.study, "M01", "2026-01-02")
    kept = load_answers(asked.raw / "language_model_answers.jsonl")
    assert kept and "M01" not in {answer.interview for answer in kept.values()}
