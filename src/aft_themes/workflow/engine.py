"""Start the workflow engine; no other module of the package knows it."""

from __future__ import annotations

import fcntl
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from aft_themes.errors import InputError
from aft_themes.settings import check_settings

# who runs this where, and which of dozens of files are why; plain Snakemake still says both
_QUIET = ("host", "reason")


def run_study(study: str, targets: Sequence[str] = (), *, cores: str = "all") -> int:
    """Run the whole workflow for one study, or make some of its files.

    A second run of the same study is refused. The lock belongs to the process and ends with it, so
    a run that was killed can simply be started again; unfinished files are made again.

    Parameters
    ----------
    study : str
        The folder below ``data/raw``.
    targets : sequence of str
        Files to make; none means all.
    cores : str
        Number of cores, or ``all``.

    Returns
    -------
    int
        The engine's exit code: 0 if everything is made.

    Raises
    ------
    InputError
        If another run of the study is going on, data/processed cannot be written, or the folder
        was copied with its .venv.
    """
    name = check_settings({"study": study}).study
    _check_program(Path("src/aft_themes"))
    with _locked(name):
        options = ["--quiet", *_QUIET, "--nolock", "--cores", cores]
        return _engine([*options, *targets, "--config", f"study={name}"])


def _check_program(ours: Path) -> None:
    """Refuse a .venv that was copied with the project: it runs the program of the first folder."""
    if ours.is_dir() and ours.resolve() != Path(__file__).resolve().parents[1]:
        problem = "runs the program of another folder; this one was moved or copied."
        raise InputError(".venv", problem, "delete .venv here, then type `make install`.")


@contextmanager
def _locked(study: str) -> Iterator[None]:
    """Let one run of a study go on at a time."""
    lock = Path("data/processed") / f".{study}.lock"
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        handle = lock.open("w")
    except OSError:
        fix = "make it writable, and see that the disk has room."
        raise InputError("data/processed", "cannot be written.", fix) from None
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            problem = "another run of this study is going on."
            raise InputError(study, problem, "wait until it has ended.") from None
        yield


def _engine(arguments: Sequence[str]) -> int:
    from snakemake.cli import main

    # every rule is a process; without this each would compile its imports again
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # the engine puts this path into a shell line as it is; it may hold spaces or apostrophes
    sys.executable = shlex.quote(sys.executable)
    try:
        main(list(arguments))
    except SystemExit as end:
        return int(end.code or 0)
    return 0
