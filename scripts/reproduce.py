"""Run the whole workflow for one study, alone: `make reproduce`.

A second run of the same study refuses. The lock belongs to the process and dies with it, so a run
that was killed leaves no lock behind; what it had not finished is made anew.
"""

import argparse
import fcntl
import os
import sys
from pathlib import Path

from aft_themes.errors import AftThemesError
from aft_themes.settings import check_settings


def main(*, study: str, cores: str, targets: list[str]) -> None:
    checked = check_settings({"study": study}).study
    lock = Path("data/processed") / f".{checked}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(f"Another run of {checked} is going on. Fix: wait until it has ended.")
        # every rule is a process, which would otherwise compile what it imports anew
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        options = ["--cores", cores, "--rerun-incomplete", "--nolock", "--scheduler", "greedy"]
        _run(["snakemake", *options, *targets, "--config", f"study={checked}"])


def _run(command: list[str]) -> None:
    from snakemake.cli import main as run_workflow

    sys.argv = command
    try:
        run_workflow()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        # a timer of the engine would hold the finished process for another second
        os._exit(int(end.code or 0))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study")
    parser.add_argument("targets", nargs="*", help="files to make; all if none is named")
    parser.add_argument("--cores", default="all")
    given = parser.parse_args()
    try:
        main(study=given.study, cores=given.cores, targets=given.targets)
    except AftThemesError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"data/processed cannot be written: {error.strerror}. Fix: make it writable.")
