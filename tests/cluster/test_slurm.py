"""A study runs on a real SLURM, with the same bytes as on one machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cluster.slurm import PROGRAMS, kill_program, running_cluster, running_job, said, wait_for

SNAKEMAKE = Path(sys.executable).parent / "snakemake"


@pytest.mark.slurm
@pytest.mark.skipif(os.geteuid() != 0, reason="the cluster's programs are started as root")
@pytest.mark.skipif(not all(map(shutil.which, PROGRAMS)), reason="needs slurm-wlm and munge")
def test_a_study_on_slurm_gives_the_same_bytes(finished, project, tmp_path_factory):
    log = project.folder / "slurm.log"
    command = [SNAKEMAKE, "--workflow-profile", "profiles/slurm", "--config", "study=mini"]
    with running_cluster(tmp_path_factory.mktemp("slurm")), log.open("w") as out:
        run = subprocess.Popen(command, cwd=project.folder, stdout=out, stderr=out)
        try:
            # somebody cancels one job, and the program of another is killed
            said("scancel", wait_for(lambda: running_job("read_transcripts")))
            kill_program(wait_for(lambda: running_job("find_topics")))
            assert run.wait() == 0, log.read_text()[-3000:]
        finally:
            run.kill()
    told = log.read_text()
    assert "status is: 'CANCELLED'" in told
    assert "status is: 'FAILED'" in told
    assert told.count("Trying to restart job") == 2
    ours, theirs = project.results(), finished.results()
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []
