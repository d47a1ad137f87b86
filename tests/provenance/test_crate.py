import json

import pytest
from rocrate.rocrate import ROCrate

from aft_themes.errors import InputError
from aft_themes.provenance.crate import write_crate
from aft_themes.provenance.manifest import checksums


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports" / "mini"
    (folder / "tables").mkdir(parents=True)
    (folder / "tables" / "themes.csv").write_text("theme,n\ntape,3\n")
    (folder / "report.html").write_text("<p>Synthetic data</p>")
    sources = {
        "tables/themes.csv": ["processed/themes.parquet"],
        "report.html": ["reports/tables", "raw/codebook.yaml"],
    }
    described = {
        "study": "mini",
        "synthetic": True,
        "settings": {"report": {"synthetic": True}},
        "versions": {"aft-themes": "0.1.0", "python": "3.11"},
        "inputs": {"files": {"raw/codebook.yaml": "ab" * 32}, "transcripts": ["cd" * 32]},
        "stages": {
            "processed/private/turns.parquet": {"rule": "read", "from": ["raw/transcripts"]},
            "processed/themes.parquet": {
                "rule": "make_themes",
                "from": ["processed/private/turns.parquet", "raw/codebook.yaml"],
                "sha256": "ef" * 32,
            },
        },
        "outputs": {
            f"reports/{name}": {"rule": "write", "from": sources[name], "sha256": digest}
            for name, digest in checksums(folder).items()
        },
    }
    (folder / "manifest.json").write_text(json.dumps(described))
    return folder


def test_a_crate_holds_every_output_with_its_checksum(reports, tmp_path):
    write_crate(reports, tmp_path / "crate", date="2026-11-22")
    crate = ROCrate(tmp_path / "crate")
    assert "Synthetic" in crate.description
    assert crate.root_dataset["datePublished"] == "2026-11-22"
    listed = {entity.id: entity.get("sha256") for entity in crate.data_entities}
    assert listed == {**checksums(reports, [reports / "manifest.json"]), "manifest.json": None}
    run = crate.dereference("#run")
    assert run["instrument"]["softwareVersion"] == "0.1.0"
    assert len(run["result"]) == 3
    assert checksums(tmp_path / "crate")["tables/themes.csv"] == listed["tables/themes.csv"]


def test_a_crate_leads_from_each_output_back_to_the_raw_files(reports, tmp_path):
    write_crate(reports, tmp_path / "crate", date="2026-11-22")
    crate = ROCrate(tmp_path / "crate")

    def based_on(name):
        return [entity.id for entity in crate.dereference(name)["isBasedOn"]]

    assert based_on("report.html") == ["tables/themes.csv", "#raw/codebook.yaml"]
    assert based_on("tables/themes.csv") == ["#processed/themes.parquet"]
    stages = based_on("#processed/themes.parquet")
    assert stages == ["#processed/private/turns.parquet", "#raw/codebook.yaml"]
    assert based_on(stages[0]) == ["#raw/transcripts"]
    assert crate.dereference("#raw/codebook.yaml")["sha256"] == "ab" * 32
    assert "sha256" not in crate.dereference(stages[0]).properties()


def test_the_same_run_gives_the_same_crate(reports, tmp_path):
    write_crate(reports, tmp_path / "one", date="2026-11-22")
    write_crate(reports, tmp_path / "two", date="2026-11-22")
    assert checksums(tmp_path / "one") == checksums(tmp_path / "two")


def test_a_run_whose_outputs_were_changed_is_not_packed(reports, tmp_path):
    (reports / "report.html").write_text("other")
    with pytest.raises(InputError, match=r"report\.html: changed"):
        write_crate(reports, tmp_path / "crate", date="2026-11-22")


def test_a_folder_with_files_in_it_is_left_alone(reports, tmp_path):
    with pytest.raises(InputError, match="is not empty"):
        write_crate(reports, reports, date="2026-11-22")
