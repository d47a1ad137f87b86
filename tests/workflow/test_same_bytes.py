"""The same study gives the same bytes, wherever, whenever and however it is run.

The run that is compared is one as people start it: a process for each rule, two cores. The other is
made in one process, on one core (tests/engine.py).
"""

import shutil
import subprocess
import time

import pytest

from .test_interrupted import kill, reproduce

# a run is killed as soon as these appear, before the engine has noted that they are made: the first
# of two files of a rule, which has a cache; a folder that is being filled
BOUNDARIES = (
    "data/processed/mini/embeddings.npy",
    "reports/mini/figures",
)
EVERY_STAGE = (
    "data/processed/mini/private/turns.parquet",
    "data/processed/mini/topics/topics.parquet",
    *BOUNDARIES,
    "reports/mini/report.docx",
    "reports/mini/manifest.json",
)


def machine(home):
    """What another machine tells its programs."""
    return {
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "TZ": "Asia/Kathmandu",
        "PYTHONHASHSEED": "12345",
        "USER": "kmensah84",
        "LOGNAME": "kmensah84",
        "HOME": str(home),
    }


def shuffle(folder, beside):
    """Files come back from the disk in another order when they were written in another order."""
    for path in sorted(folder.iterdir(), reverse=True):
        moved = beside / path.name
        shutil.move(path, moved)
        shutil.move(moved, path)


def killed_at(path, project, **environment):
    run = reproduce(project, cores=1, output=subprocess.DEVNULL, **environment)
    while run.poll() is None and not path.exists():
        time.sleep(0.02)
    assert run.poll() is None, f"the run ended before {path.name} was seen"
    kill(run)


def half_written(*folders):
    """Leave in folders what a run leaves that is killed while it writes there."""
    for folder in folders:
        (folder / ".unfinished.table.parquet.a1b2c3d4.parquet").write_bytes(b"PAR1")


@pytest.mark.slow
@pytest.mark.parametrize(
    "boundaries",
    [BOUNDARIES, pytest.param(EVERY_STAGE, marks=pytest.mark.nightly)],
    ids=["some stages", "every stage"],
)
def test_another_machine_where_runs_are_killed_gives_the_same_bytes(
    elsewhere, tmp_path, finished, boundaries
):
    shuffle(elsewhere.raw / "transcripts", tmp_path)
    environment = machine(tmp_path / "home")
    for path in boundaries:
        killed_at(elsewhere.folder / path, elsewhere, **environment)
    half_written(elsewhere.processed / "topics", elsewhere.reports)
    last = reproduce(elsewhere, cores=2, **environment)
    said, _ = last.communicate()
    assert last.returncode == 0, said[-3000:]
    ours, theirs = elsewhere.results(), finished.results()
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []
