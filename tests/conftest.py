"""Whole runs of the workflow, each in a folder of its own."""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import hypothesis
import pandas as pd
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from aft_themes.corpus.interviews import load_interviews
from aft_themes.embeddings import minilm
from aft_themes.provenance.manifest import checksums
from aft_themes.transcripts import read_study_transcripts
from tests import engine

PROJECT = Path(__file__).parents[1]
MINI = PROJECT / "tests" / "data" / "mini"
SAMPLE = PROJECT / "data" / "raw" / "aft-sample"
BROWSER = "tests/browser/"
QUOTED = "the sound of the machine"  # by a participant of the invented study

# a busy machine may take its time: what is too slow is measured in CPU time
PATIENT = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
# chance finds faults in the nightly tests; it stops nobody who changes something else
hypothesis.settings.register_profile("same examples", derandomize=True, **PATIENT)
hypothesis.settings.register_profile("new examples", derandomize=False, **PATIENT)
hypothesis.settings.load_profile("same examples")


gc.disable()


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over modules and tests, which stay until the end.

    Figures that several tests look at are hundreds of thousands of objects. By Python's own limits,
    which fit small programs, a tenth of all time goes into looking through them.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)  # no more memory at the peak than with Python's 700, 10, 10
    gc.enable()


def pytest_sessionfinish() -> None:
    """Do not look through everything once more, five times, when all is done."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that no process waits for another one."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    run = {item.path for item in items if "finished" in getattr(item, "fixturenames", ())} & slow
    # one process makes the finished run, while the others do what needs none
    first = next((item.path for item in items if item.path in run), None)
    place = {path: 0 if path == first else 2 if path in run else 1 for path in slow}
    items.sort(key=lambda item: place.get(item.path, 3))  # a stable sort: else the order stays


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    return ByFile(config, log)


class ByFile(LoadFileScheduling):
    """Give a whole file to one process, and all files of the browser, which then starts once."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else super()._split_scope(nodeid)


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

    def run(
        self, *arguments: str, cores: int = 1, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the engine, and the rules in its process (see tests/engine.py)."""
        options = ["--cores", str(cores), *arguments, "--config", f"study={self.study}"]
        return engine.run("snakemake", *options, folder=self.folder, **environment)

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


def made_once(
    name: str, make: Callable[[Path], object], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Give a folder that is filled once for all processes, which then only read it."""
    ours = tmp_path_factory.getbasetemp()
    shared = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first process fills it, the others wait
        if not (shared / f"{name}.done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            (shared / f"{name}.done").touch()
    return folder


@pytest.fixture(scope="session", autouse=True)
def each_network_starts_once() -> Iterator[None]:
    """Let tests share what each rule of a run starts once: the network of one file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minilm, "_session", cache(minilm._session))
        yield


@pytest.fixture(scope="session")
def sample_read(tmp_path_factory: pytest.TempPathFactory) -> tuple[pd.DataFrame, ...]:
    """The sample's list of interviews, the turns of its transcripts and what is said of each."""

    def make(folder: Path) -> None:
        interviews = load_interviews(SAMPLE / "interviews.csv")
        read = interviews, *read_study_transcripts(interviews, SAMPLE / "transcripts")
        folder.mkdir()
        (folder / "read.pickle").write_bytes(pickle.dumps(read))

    found = made_once("sample", make, tmp_path_factory) / "read.pickle"
    return tuple(pickle.loads(found.read_bytes()))


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A finished run of the invented study of three interviews."""
    return Project(
        made_once("finished", lambda folder: run_whole(copy_project(folder)), tmp_path_factory)
    )


@pytest.fixture(scope="session")
def withdrawn(finished: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same as a reflexive study from which M02 has withdrawn; said.txt is what was printed."""

    def make(folder: Path) -> None:
        shutil.copytree(finished.folder, folder, symlinks=True)
        make_reflexive(Project(folder))
        withdraw_m02(Project(folder))

    return Project(made_once("withdrawn", make, tmp_path_factory))


def withdraw_m02(project: Project) -> None:
    """Let M02 withdraw by the command, which makes everything anew without them."""
    command = ("withdraw", project.study, "M02", "--yes", "--cores", "1")
    done = engine.run("aft-themes", *command, folder=project.folder)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    (project.folder / "said.txt").write_text(done.stdout, "utf-8")


def make_reflexive(project: Project) -> None:
    """Let people alone read the study; its authors choose a quote, for no rule does."""
    settings = project.raw / "settings.yaml"
    text = settings.read_text("utf-8").replace("report:\n", "report:\n  approach: reflexive\n")
    settings.write_text(text, "utf-8")
    header = "interview,turn,words,code,use,note\n"
    (project.raw / "quotes.csv").write_text(f"{header}M03,2,{QUOTED},tasks.tape,use,\n", "utf-8")


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
