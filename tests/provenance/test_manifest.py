"""The manifest of a run: checksums, and the way from each output back to the raw files."""

import json
from pathlib import Path

import pytest

from aft_themes.errors import InputError
from aft_themes.provenance.manifest import make_manifest, sha256, verify
from aft_themes.settings import check_settings


@pytest.fixture(scope="module")
def written(finished):
    return json.loads((finished.reports / "manifest.json").read_text())


def came_from(manifest, name):
    """Every file on the way from a file back to the raw files."""
    made = {**manifest["stages"], **manifest["outputs"]}
    below = [other for other in made if other == name or other.startswith(f"{name}/")]
    direct = {source for other in below for source in made[other]["from"]}
    return direct.union(*(came_from(manifest, source) for source in direct))


def test_every_file_says_what_it_was_made_from(written, finished):
    made = {**written["stages"], **written["outputs"]}
    folders = {"reports/tables", "reports/figures"}
    known = {*made, *written["inputs"]["files"], *folders, "raw/transcripts"}
    for name, entry in made.items():
        assert entry["from"], name
        assert set(entry["from"]) <= known - {name}, name
        assert (finished.folder / "scripts" / f"{entry['rule']}.py").is_file(), name
    there = {
        f"reports/{path.relative_to(finished.reports).as_posix()}"
        for path in finished.reports.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    assert set(written["outputs"]) == there - {"reports/manifest.json"}


@pytest.mark.parametrize(
    "output", ["tables/themes.csv", "figures/prevalence.svg", "report.docx", "explorer/index.html"]
)
def test_every_output_leads_back_to_the_raw_files(written, output):
    found = came_from(written, f"reports/{output}")
    raw = {source for source in found if not source.startswith(("processed/", "reports/"))}
    assert raw == {
        "raw/codebook.yaml",
        "raw/codings/coder_A.csv",
        "raw/codings/coder_B.csv",
        "raw/identifiers.csv",
        "raw/interviews.csv",
        "raw/transcripts",
    }
    assert "processed/private/turns.parquet" in found


def test_direct_inputs_are_those_of_the_rule(written):
    stages = written["stages"]
    assert stages["processed/embeddings.npy"]["from"] == ["processed/segments.parquet"]
    assert stages["processed/settings.yaml"]["rule"] == "check_inputs"
    # the rule of the manifest also searches for leaks, when the manifest is written
    assert "check_leaks" not in {entry["rule"] for entry in stages.values()}
    assert "processed/themes.parquet" in written["outputs"]["reports/report.html"]["from"]


def test_the_manifest_names_no_transcript_no_folder_and_no_checksum_of_private_files(
    written, finished
):
    text = json.dumps(written)
    assert str(finished.folder) not in text
    assert not [path for path in (finished.raw / "transcripts").iterdir() if path.name in text]
    hidden = {name for name, entry in written["stages"].items() if "sha256" not in entry}
    private = {name for name in written["stages"] if name.startswith("processed/private/")}
    assert hidden == private != set()


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A study of three files, and what the rules would say of them."""
    monkeypatch.chdir(tmp_path)
    for name in ("data/raw/s/transcripts/Ann Lee.txt", "data/processed/other/segments.parquet"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(name)
    tables = tmp_path / "reports" / "s" / "tables"
    tables.mkdir(parents=True)
    (tables / "themes.csv").write_text("n")
    (tables / ".themes.csv.part").write_text("n")
    (tmp_path / "reports" / "s" / "left over.txt").write_text("n")
    return {
        "reports/s/tables": {
            "rule": "write_report",
            "inputs": [
                "data/processed/other/segments.parquet",
                "data/raw/s/transcripts/Ann Lee.txt",
            ],
        }
    }


def described(made, folder):
    return make_manifest(
        inputs=folder / "data/raw/s",
        stages=folder / "data/processed/s",
        reports=folder / "reports/s",
        manifest=folder / "reports/s/manifest.json",
        made=made,
        settings=check_settings({"study": "s"}),
    )


def test_files_of_another_study_are_inputs_with_a_checksum(small, tmp_path):
    found = described(small, Path())
    other = "data/processed/other/segments.parquet"
    themes = found["outputs"].pop("reports/tables/themes.csv")
    assert themes["from"] == [other, "raw/transcripts"]
    assert found["inputs"]["files"] == {other: sha256(tmp_path / other)}
    # what no rule of the run has made is no output of it
    assert found["outputs"] == found["stages"] == {}


def test_what_no_rule_made_is_not_part_of_the_run(small, tmp_path):
    manifest = tmp_path / "reports" / "s" / "manifest.json"
    manifest.write_text(json.dumps(described(small, Path())))
    assert verify(manifest) == ["left over.txt: not part of the run"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"outputs": {"a": "b"}}'])
def test_a_manifest_that_cannot_be_read_is_an_error(tmp_path, content):
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(InputError, match="cannot be read"):
        verify(tmp_path / "manifest.json")
