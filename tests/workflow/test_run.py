import json
import shutil
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from aft_themes import Study
from aft_themes.provenance.manifest import verify
from aft_themes.suggestions import COLD_START, MODEL

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def study(finished):
    return Study("mini", root=finished.folder)


def test_the_intake_tells_what_became_of_every_file(study):
    intake = study.intake.set_index("file")
    assert intake["status"].to_dict() == {
        "M01.txt": "read",
        "M02.vtt": "read",
        "M03.csv": "read",
        "M04.docx": "rejected",
        "M05.txt": "missing",
        "notes.txt": "unlisted",
    }
    assert intake.loc["M04.docx", "problem"]
    assert intake.loc["M04.docx", "fix"]
    assert intake.loc["M03.csv", "roles"] == "inferred"


def test_a_run_ends_with_what_to_mend(finished):
    lines = (finished.processed / "private" / "last_lines.txt").read_text().splitlines()
    assert lines[0].startswith("1. ")
    assert any("3 files are left out of the analysis." in line for line in lines)


def test_one_bad_transcript_does_not_stop_the_others(study):
    assert set(study.segments["interview"]) == {"M01", "M02", "M03"}
    assert study.themes["of"].eq(3).all()


def test_every_coding_is_placed_or_listed(study):
    coded = sum(len(pd.read_csv(path)) for path in sorted((study.raw / "codings").glob("*.csv")))
    placed = study.codings("human")["source"].str.split("; ").explode().nunique()
    assert placed + len(study.unplaced_codings) == coded
    assert study.unplaced_codings["row"].tolist() == [12]


def test_final_codings_are_the_lead_coders(study):
    assert set(study.codings()["coder"]) == {"A"}


def test_themes_count_participants(study):
    themes = study.themes.set_index("code")
    assert themes.loc["tasks.tape", "n"] == 3
    assert themes.loc["tasks.roleplay", ["benefit", "challenge"]].tolist() == [1, 2]
    assert set(themes["label"]) == {""}  # labels are those of consensual qualitative research


def test_names_do_not_reach_what_is_shared(finished):
    names = [b"Vera", b"Holm", b"Quill", b"Ida", b"Brandt", b"Westmark"]
    shared = [p for p in finished.reports.rglob("*") if p.is_file()]
    shared += [p for p in finished.processed.rglob("*") if p.is_file() and "private" not in p.parts]
    assert len(shared) > 20
    for path in shared:
        data = path.read_bytes()
        least = 4 if b"\0" in data else 3  # three letters stand in packed bytes by chance
        assert not [name for name in names if len(name) >= least and name in data], path


def test_what_may_identify_people_is_closed_to_others(finished):
    private = finished.processed / "private"
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    files = [path for path in private.rglob("*") if path.is_file()]
    assert files
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_every_rule_writes_a_log_without_times_or_paths(finished):
    logs = sorted((finished.processed / "logs").rglob("*.log"))
    assert len(logs) >= 9
    for log in logs:
        text = log.read_text()
        assert text.strip().endswith("done"), log
        assert str(finished.folder) not in text


def test_the_manifest_lists_every_output_and_notices_a_change(finished, tmp_path):
    reports = Path(shutil.copytree(finished.reports, tmp_path / "reports"))
    assert verify(reports / "manifest.json") == []
    (reports / "report.html").write_text("changed")
    (reports / "tables" / "themes.csv").unlink()
    (reports / "more.txt").write_text("")
    assert verify(reports / "manifest.json") == [
        "report.html: changed since it was written",
        "tables/themes.csv: missing",
        "more.txt: not part of the run",
    ]


def test_the_engines_own_report_can_be_made_and_says_that_the_data_are_synthetic(rerun):
    done = rerun.run("--report", "workflow.zip")
    assert done.returncode == 0, done.stderr[-2000:]
    with zipfile.ZipFile(rerun.folder / "workflow.zip") as archive:
        pages = "".join(
            archive.read(name).decode("utf-8", "replace")
            for name in archive.namelist()
            if name.endswith((".html", ".js", ".json"))
        )
    assert "Synthetic data" in pages
    assert "prevalence" in pages


def test_participants_who_stand_alone_by_their_attributes_are_named_in_private(finished):
    private = finished.processed / "private"
    few = pd.read_csv(private / "few_alike.csv")
    assert few["participants"].lt(5).all()
    together = few.dropna(subset=["cohort", "supervisor", "orientation"])
    assert set(together["published_in"]) == {"figures/quote_plate; explorer/index.html"}
    log = (private / "logs" / "make_themes.log").read_text()
    assert f"that fewer than 5 participants share: {len(few)}\n" in log
    for row in together.itertuples():
        named = f"cohort {row.cohort}, supervisor {row.supervisor}, orientation {row.orientation}: "
        assert f"{named}{row.participants} participant" in log
    shared = finished.processed / "logs"
    assert not [log for log in shared.rglob("*.log") if "supervisor S" in log.read_text()]


def take_codings_away(project):
    shutil.rmtree(project.raw / "codings")
    listed = pd.read_csv(project.raw / "interviews.csv")
    listed.drop(columns="coders").to_csv(project.raw / "interviews.csv", index=False)


def uncoded_to_the_end(project, *targets):
    """Run a study that nobody has coded yet, and look at what it gives."""
    done = project.run(*targets)
    assert done.returncode == 0, done.stderr[-2000:]
    study = Study(project.study, root=project.folder)
    assert study.codings("human").empty
    assert study.codings().empty
    assert study.themes["n"].eq(0).all()
    why = json.loads((project.reports / "figures" / "prevalence.json").read_text())
    assert why["skipped"] == "No interview has been coded."
    assert (project.reports / "report.docx").is_file()
    return study.codings("suggested")


# with the report come its tables and figures; the rest of a run is the same for every study
@pytest.mark.parametrize(
    "targets",
    [
        ("reports/newsite/report.docx", "reports/newsite/explorer/index.html"),
        pytest.param((), marks=pytest.mark.nightly),
    ],
    ids=["shown", "everything"],
)
def test_a_new_site_runs_to_the_end_by_a_model_trained_on_another_study(rerun, targets):
    site = replace(rerun, study="newsite")
    shutil.copytree(rerun.raw, site.raw)
    take_codings_away(site)
    with (site.raw / "settings.yaml").open("a") as settings:
        settings.write("coding:\n  train_on: mini\n  least_codings: 5\n")
    before = rerun.results()
    suggested = uncoded_to_the_end(site, *targets)
    assert rerun.results() == before
    scores = Study(site.study, rerun.folder).suggestion_scores
    assert set(scores["interview"]) == {"M01", "M02", "M03"}
    assert set(suggested["interview"]) <= {"M01", "M02", "M03"}
    assert set(suggested["coder"]) == {MODEL}
    # the codings of the mini study are too few to learn from unless a setting says otherwise
    assert set(Study("mini", rerun.folder).codings("suggested")["coder"]) == {COLD_START}
    assert suggested["similar_segment"].str.startswith("mini/M0").any()


@pytest.mark.nightly
def test_a_study_that_nobody_has_coded_yet_runs_to_the_end_without_a_model(project):
    take_codings_away(project)
    suggested = uncoded_to_the_end(project)
    assert set(suggested["interview"]) == {"M01", "M02", "M03"}
    assert set(suggested["coder"]) == {COLD_START}


EXPLORER = "explorer/index.html"
SHOWN = (EXPLORER, "report.html", "tables/themes.html", "figures/workflow.svg")


# tests/test_notices.py asks every writer of tables, figures and reports
@pytest.mark.parametrize(
    ("targets", "shown"),
    [
        ([f"reports/mini/{EXPLORER}"], [EXPLORER]),
        pytest.param([], SHOWN, marks=pytest.mark.nightly),
    ],
    ids=["explorer", "everything"],
)
def test_final_codings_may_be_the_machines_and_then_every_output_says_so(rerun, targets, shown):
    with (rerun.raw / "settings.yaml").open("a") as settings:
        settings.write("coding:\n  final: suggested\n")
    done = rerun.run(*targets)
    assert done.returncode == 0, done.stderr[-2000:]
    study = Study("mini", root=rerun.folder)
    assert set(study.codings()["layer"]) <= {"suggested"}
    assert study.themes["of"].eq(3).all(), "the program looked at every interview"
    for name in shown:
        assert "achine suggestions" in (rerun.reports / name).read_text(), name
