"""After a run: what a person must decide about other programs' codes is offered once."""

from pathlib import Path

import pandas as pd
import pytest

from aft_themes.catalog import IMPORT_MAPPING, IMPORTED_FILES, PROPOSED_MAPPING
from aft_themes.io.parquet import write_frame
from aft_themes.workflow.offered_imports import offer_imports
from aft_themes.workflow.study_files import StudyFiles
from tests.exchange.making import study_folder
from tests.exchange.test_importing import project


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return study_folder(tmp_path)


def imported(waiting):
    blank = dict.fromkeys(IMPORTED_FILES.schema.names, 0)
    words = dict.fromkeys(("file", "program", "positions", "problem", "fix"), "")
    frame = pd.DataFrame([blank | words | {"file": "ours.qdpx", "waiting": waiting}])
    write_frame(frame, study_path(IMPORTED_FILES), IMPORTED_FILES)
    proposed = study_path(PROPOSED_MAPPING)
    proposed.parent.mkdir(parents=True, exist_ok=True)
    proposed.write_text("kind,theirs,ours\n")


def study_path(entry):
    return Path(StudyFiles("test").path(entry.name))


def test_nothing_is_offered_if_nothing_waits(study):
    (study / "codings").mkdir(exist_ok=True)
    project(study / "codings")
    imported(waiting=0)
    offer_imports("test")
    assert not study_path(IMPORT_MAPPING).exists()


def test_what_waits_is_offered_once_and_again_when_it_changes(study):
    (study / "codings").mkdir(exist_ok=True)
    project(study / "codings")
    imported(waiting=2)
    offer_imports("test")
    mapping = study_path(IMPORT_MAPPING)
    offered = mapping.read_bytes()
    assert b"Tape & role-play" in offered
    study_path(PROPOSED_MAPPING).write_bytes(offered)  # as the next run proposes it
    mapping.touch()
    before = mapping.stat().st_mtime_ns
    offer_imports("test")
    assert mapping.stat().st_mtime_ns == before  # the next run has nothing to do
    mapping.write_text("kind,theirs,ours\n")
    offer_imports("test")
    assert b"Tape & role-play" in mapping.read_bytes()
