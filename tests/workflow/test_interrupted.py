"""Killed, repeated, doubled and hindered runs end as an undisturbed one does."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from shutil import rmtree

import pytest

from aft_themes.provenance.manifest import checksums

pytestmark = pytest.mark.slow
KILLS = 20  # at random moments, in the nightly run


def reproduce(project, *, cores=2, output=subprocess.PIPE, **environment):
    return subprocess.Popen(
        [sys.executable, "-m", "aft_themes.cli", "run", "--cores", str(cores), project.study],
        cwd=project.folder,
        env={**os.environ, **environment},
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def kill(run):
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()


def ends_as(finished, project):
    last = reproduce(project)
    said, _ = last.communicate()
    assert last.returncode == 0, said[-3000:]
    assert project.results() == finished.results()


@pytest.mark.nightly
def test_a_run_that_was_killed_at_random_moments_ends_as_an_undisturbed_one(project, finished):
    chance = random.Random(7)
    killed = 0
    while killed < KILLS:
        run = reproduce(project)
        try:
            run.communicate(timeout=chance.uniform(2.5, 7))
        except subprocess.TimeoutExpired:
            kill(run)
            killed += 1
            continue
        # the run came to its end before it could be killed: begin again
        assert run.returncode == 0
        rmtree(project.processed)
        rmtree(project.reports)
    ends_as(finished, project)


def test_a_second_run_at_the_same_time_refuses(rerun):
    rmtree(rerun.processed)  # there must be enough to do
    first = reproduce(rerun)
    while first.poll() is None and not rerun.processed.exists():
        time.sleep(0.02)  # the first holds the lock once it has made something
    second = reproduce(rerun)
    said, _ = second.communicate()
    kill(first)
    assert second.returncode != 0
    assert "mini: another run of this study is going on" in said


def test_raw_data_are_only_read(finished):
    # a whole run happened on files that nobody may write; their bytes are those of the study
    source = Path("tests/data/mini")
    assert checksums(finished.raw) == checksums(source)


@pytest.fixture
def mounted(project):
    """Mount a small disk where the stage files go; only some users and systems may."""
    folder = project.folder / "data" / "processed"
    folder.mkdir(parents=True)

    def mount(options):
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        try:
            done = subprocess.run(command, capture_output=True, check=False)
        except FileNotFoundError:
            pytest.skip("there is no mount command here")
        if done.returncode:
            pytest.skip("this user may not mount a disk")
        return project

    yield mount
    subprocess.run(["umount", str(folder)], capture_output=True, check=False)


@pytest.mark.parametrize(
    ("options", "message"),
    [("ro", "make it writable"), ("size=64k", "free some disk space, and run again")],
)
def test_a_disk_that_is_read_only_or_full_is_a_clear_error(mounted, options, message):
    project = mounted(options)
    before = checksums(project.raw)
    run = reproduce(project, cores=1)  # the same file meets the full disk each time
    said, _ = run.communicate()
    assert run.returncode != 0
    assert message in said
    assert checksums(project.raw) == before
