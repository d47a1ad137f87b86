"""The same study gives the same bytes, wherever, whenever and however it is run."""

import shutil

import pytest


@pytest.mark.slow
def test_another_machine_gives_the_same_bytes(elsewhere, tmp_path, finished):
    # files come back from the disk in another order when they were written in another order
    folder = elsewhere.raw / "transcripts"
    for path in sorted(folder.iterdir(), reverse=True):
        moved = tmp_path / path.name
        shutil.move(path, moved)
        shutil.move(moved, path)
    done = elsewhere.run(
        cores=1,
        LC_ALL="tr_TR.UTF-8",
        LANG="tr_TR.UTF-8",
        TZ="Asia/Kathmandu",
        PYTHONHASHSEED="12345",
        USER="kmensah84",
        LOGNAME="kmensah84",
        HOME=str(tmp_path / "home"),
    )
    assert done.returncode == 0, done.stderr[-3000:]
    ours, theirs = elsewhere.results(), finished.results()
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []
