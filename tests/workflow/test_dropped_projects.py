"""Projects of other programs that lie among the coders' files: every run imports them."""

import csv

import pandas as pd
import pytest

from aft_themes.workflow.offered_imports import offer_imports
from tests.exchange.making import qdpx

pytestmark = pytest.mark.slow
FILES = "data/processed/mini/codings/imported_files.parquet"
WORDS = ("I played my own client.", "At Westmark Hospital nobody had taught me to do that")


@pytest.fixture
def dropped(rerun, monkeypatch):
    """The finished mini study, with a project of two codings put into ``codings/``."""
    monkeypatch.chdir(rerun.folder)
    text = (rerun.raw / "transcripts" / "M01.txt").read_text(encoding="utf-8")
    spans = [(text.index(words), text.index(words) + len(words)) for words in WORDS]
    selections = [(*span, code) for code, span in enumerate(spans)]
    source = ("Interview one.docx", text, selections)
    qdpx(rerun.raw / "codings" / "Ada.qdpx", [source], codes=("Role-play", "Training elsewhere"))
    return rerun


def _make(project):
    done = project.run(FILES, cores=1)
    assert done.returncode == 0, done.stderr[-3000:]
    return pd.read_parquet(project.folder / FILES).iloc[0]


def _codings(project):
    human = pd.read_parquet(project.processed / "codings" / "human.parquet")
    return human.loc[human["coder"] == "Ada", ["turn", "code", "evidence"]].values.tolist()


def test_a_dropped_project_is_imported_by_the_run_and_again_when_it_changes(dropped):
    before = (dropped.processed / "codings" / "human.parquet").read_bytes()
    found = _make(dropped)
    assert (found["file"], found["codings"], found["rows"]) == ("Ada.qdpx", 2, 1)
    assert _codings(dropped) == [[4, "tasks.roleplay", WORDS[0]]]
    assert not (dropped.raw / "codings" / "Ada.csv").exists()

    assert found["waiting"] == 1  # a code that the codebook does not have
    offer_imports("mini")
    mapping = dropped.raw / "exchange" / "mapping.csv"
    with mapping.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["theirs"] for row in rows if not row["ours"]] == ["Training elsewhere"]
    mapping.write_text(
        mapping.read_text().replace("Training elsewhere,,", "Training elsewhere,impact,")
    )
    assert _make(dropped)["waiting"] == 0
    hospital = "At [ORGANISATION_1] nobody had taught me to do that"
    assert [row[:2] for row in _codings(dropped)] == [[4, "tasks.roleplay"], [6, "impact"]]
    assert _codings(dropped)[1][2].split()[2:] == hospital.split()[2:]
    losses = (dropped.processed / "private" / "imported" / "losses.csv").read_text()
    assert losses.count("\n") == 1, "nothing is lost any more"

    (dropped.raw / "codings" / "Ada.qdpx").unlink()
    mapping.unlink()
    done = dropped.run(FILES, cores=1)
    assert done.returncode == 0
    assert (dropped.processed / "codings" / "human.parquet").read_bytes() == before
