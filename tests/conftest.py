"""Whole runs of the workflow, each in a folder of its own."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from aft_themes.provenance.manifest import checksums

PROJECT = Path(__file__).parents[1]
MINI = PROJECT / "tests" / "data" / "mini"
SAMPLE = PROJECT / "data" / "raw" / "aft-sample"

# a busy machine may take its time: what is too slow is measured in CPU time
PATIENT = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
# chance finds faults in the nightly tests; it stops nobody who changes something else
hypothesis.settings.register_profile("same examples", derandomize=True, **PATIENT)
hypothesis.settings.register_profile("new examples", derandomize=False, **PATIENT)
hypothesis.settings.load_profile("same examples")


@dataclass(frozen=True)
class Project:
    """A copy of the workflow with one study in it."""

    folder: Path
    study: str = "mini"

    @property
    def raw(self) -> Path:
        return self.folder / "data" / "raw" / self.study

    @property
    def processed(self) -> Path:
        return self.folder / "data" / "processed" / self.study

    @property
    def reports(self) -> Path:
        return self.folder / "reports" / self.study

    def command(self, *arguments: str, cores: int = 2) -> list[str]:
        tool = Path(sys.executable).parent / "snakemake"
        return [str(tool), "--cores", str(cores), *arguments, "--config", f"study={self.study}"]

    def run(
        self, *arguments: str, cores: int = 2, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments, cores=cores),
            cwd=self.folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def results(self) -> dict[str, str]:
        """Checksums of all that a run makes, but for its timings."""
        stages = checksums(self.processed)
        kept = {name: sha for name, sha in stages.items() if not name.startswith("benchmarks/")}
        return {**kept, **checksums(self.reports)}


def copy_project(folder: Path, study: Path = MINI, name: str = "mini") -> Project:
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("Snakefile", "workflow", "scripts", "config", "profiles"):
        source = PROJECT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    shutil.copytree(study, folder / "data" / "raw" / name)
    return Project(folder, name)


def run_whole(project: Project) -> Project:
    done = project.run()
    assert done.returncode == 0, done.stderr[-4000:]
    return project


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A finished run of the invented study of three interviews, made once for all processes."""
    ours = tmp_path_factory.getbasetemp()
    shared = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours
    folder = shared / "finished"
    with (shared / "finished.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first process runs it, the others wait
        if not (shared / "finished.done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            run_whole(copy_project(folder))
            (shared / "finished.done").touch()
    return Project(folder)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Project:
    """The same in a folder whose name programs stumble over."""
    return copy_project(tmp_path / "OneDrive - Uni" / "Ana's \u00dcbung (1)")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project in which nothing has been run."""
    return copy_project(tmp_path)


@pytest.fixture
def rerun(finished: Project, tmp_path: Path) -> Project:
    """A copy of the finished run, times kept, that a test may change."""
    folder = tmp_path / "copy"
    shutil.copytree(finished.folder, folder, symlinks=True)
    return Project(folder)
