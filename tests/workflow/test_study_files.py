import subprocess
import sys
from pathlib import Path

import pytest

from aft_themes.errors import InputError
from aft_themes.settings import CodingSettings
from aft_themes.workflow.sources import module_sources, sources
from aft_themes.workflow.study_files import StudyFiles, open_study, settings_of, shards


def test_a_script_depends_on_the_modules_that_it_imports_and_no_others():
    paths = [Path(path) for path in sources("scripts/make_segments.py")]
    modules = {path.name for path in paths}
    assert {"segments.py", "cleaning.py", "parquet.py", "settings.py"} <= modules
    assert "study.py" not in modules
    rooms = {path.parent.name for path in paths}
    assert not rooms & {"coding", "themes", "embeddings", "suggestions", "topics", "report"}


def test_the_workflow_starts_without_pandas():
    """Half a second of every run, also of one that has nothing to do."""
    code = (
        "import sys, aft_themes.workflow.study_files, aft_themes.provenance.manifest\n"
        "print('pandas' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_imports_are_mapped_if_a_mapping_is_proposed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data/raw/mine").mkdir(parents=True)
    (tmp_path / "data/raw/mine/interviews.csv").write_text("interview,file\nP01,1.txt\n")
    files = StudyFiles("mine")
    proposed = Path(files.path("proposed_mapping"))
    proposed.parent.mkdir(parents=True)
    proposed.write_text("kind,theirs,ours\n")
    assert not files.maps_imports
    proposed.write_text("kind,theirs,ours\ncode,Tape,\n")
    assert files.maps_imports


def test_a_script_depends_on_the_templates_of_the_rooms_that_it_uses():
    assert any(path.endswith("explorer.css") for path in sources("scripts/write_report.py"))
    assert not any(path.endswith("explorer.css") for path in sources("scripts/make_themes.py"))


def test_the_figures_depend_on_their_own_code_and_fonts_only():
    files = module_sources("aft_themes.figures.drawing")
    assert {"registry.py", "export.py", "Arimo-Bold.ttf"} <= {Path(file).name for file in files}
    assert "src/aft_themes/themes/saturation.py" in files
    assert not any("/report/" in file or "/tables/" in file for file in files)


def test_shards_are_stable_and_hold_every_interview_once():
    assert shards(["P02", "P01"]) == {"000": ["P01", "P02"]}
    many = [f"P{n:03d}" for n in range(200)]
    spread = shards(many)
    assert len(spread) == 5
    assert sorted(i for ids in spread.values() for i in ids) == many
    without = shards([i for i in many if i != "P007"])
    assert all(set(without[name]) == set(spread[name]) - {"P007"} for name in spread)
    assert shards([]) == {}
    assert len(shards(f"P{n:04d}" for n in range(3000))) == 50


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    raw = tmp_path / "data" / "raw" / "mine"
    (raw / "transcripts").mkdir(parents=True)
    (raw / "interviews.csv").write_text("interview,file\nP01,a.txt\nP02,b.txt\n")
    (raw / "transcripts" / "a.txt").write_text("I: Hello")
    (raw / "transcripts" / ".DS_Store").write_text("")
    return raw


def test_a_missing_transcript_does_not_stop_the_workflow(study):
    files = StudyFiles("mine")
    assert files.transcripts("000") == ["data/raw/mine/transcripts/a.txt"]
    assert files.files("transcripts", "identifiers") == {
        "transcripts": ["data/raw/mine/transcripts/a.txt"],
        "identifiers": [],
    }
    assert not files.has_settings


def test_an_unknown_study_is_an_error_that_names_the_known_ones(study):
    with pytest.raises(InputError, match="use one of mine"):
        open_study({"study": "other"})


def test_a_rule_gets_the_settings_that_it_asks_for():
    chosen = settings_of({"seed": 3})("seed", "quotes")
    assert chosen["seed"] == 3
    assert set(chosen) == {"seed", "quotes"}


@pytest.mark.parametrize(
    ("final", "auto_coded", "estimates"),
    [
        ("human", False, False),
        ("suggested", True, False),
        ("human+suggested", True, False),
        ("human+estimated", False, True),
    ],
)
@pytest.mark.usefixtures("study")
def test_rules_wait_for_the_machine_only_if_the_setting_counts_it(final, auto_coded, estimates):
    files = StudyFiles("mine", CodingSettings(final=final))
    assert bool(files.final_suggestions) == auto_coded
    assert bool(files.theme_estimates) == estimates


@pytest.mark.usefixtures("study")
def test_a_reflexive_study_has_no_files_of_machines():
    names = ("themes", "topics")
    assert StudyFiles("mine").machine_files(*names) == StudyFiles("mine").files(*names)
    assert StudyFiles("mine", machine=False).machine_files(*names) == {}
    assert StudyFiles("mine", machine=False).files("topics")


@pytest.mark.usefixtures("study")
def test_logs_that_name_people_are_private():
    files = StudyFiles("mine")
    assert files.log("a") == "data/processed/mine/logs/a.log"
    assert files.log("a", private=True) == "data/processed/mine/private/logs/a.log"
    assert files.benchmark("a") == "data/processed/mine/benchmarks/a.tsv"


def test_a_study_learns_from_another_only_if_it_is_named(study):
    assert StudyFiles("mine").training_files(None) == {}
    (study.parent / "other").mkdir()
    (study.parent / "other/interviews.csv").write_text("interview,file\n")
    found = StudyFiles("mine", CodingSettings(train_on="other")).training_files(None)
    assert found
    assert all(name.startswith("other_") for name in found)
    assert all("/other/" in path for path in found.values())


@pytest.mark.parametrize("missing", ["interviews.csv", "codebook.yaml"])
def test_a_run_without_what_every_study_needs_says_so(tmp_path, monkeypatch, missing):
    monkeypatch.chdir(tmp_path)
    raw = tmp_path / "data/raw/mine"
    raw.mkdir(parents=True)
    (raw / "interviews.csv").write_text("interview,file\nP01,1.txt\n")
    (raw / "codebook.yaml").write_text("codes:\n- name: Maps\n")
    assert open_study({"study": "mine"}).name == "mine"
    (raw / missing).unlink()
    with pytest.raises(InputError, match=f"{missing}: the file is missing"):
        open_study({"study": "mine"})
