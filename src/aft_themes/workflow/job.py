"""Run a script's ``main`` as one job of the workflow: arguments by name, a log, plain errors."""

from __future__ import annotations

import errno
import logging
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol, get_type_hints

from aft_themes.errors import AftThemesError
from aft_themes.io.files import write_text
from aft_themes.settings import Settings, check_settings

_NO_ROOM = {
    errno.ENOSPC: "free some disk space and run again",
    errno.EDQUOT: "free some of your disk quota and run again",
    errno.EROFS: "make the folder writable and run again",
    errno.EACCES: "make the folder writable and run again",
}


class _Named(Protocol):
    def items(self) -> Iterable[tuple[str, Any]]: ...


class Job(Protocol):
    """What a script finds under the name ``snakemake``."""

    input: _Named
    output: _Named
    params: _Named
    log: Iterable[str]
    rule: str
    threads: int


def run(main: Callable[..., None], job: Job) -> None:
    """Call a script's ``main`` with the rule's inputs, outputs and parameters.

    The names in the rule are the names of ``main``'s arguments; paths arrive as ``Path``,
    ``settings`` as checked :class:`Settings`, ``threads`` as the rule declares them. An error
    that the user can mend is logged in one line, without a traceback, and ends the job.

    Parameters
    ----------
    main : callable
        Takes keyword arguments only.
    job : Job
        The object that the workflow engine hands to scripts.

    Raises
    ------
    SystemExit
        If ``main`` raises an :class:`AftThemesError`, or finds no room or right to write.
    """
    logger = logging.getLogger(job.rule)
    try:
        _log_to(list(job.log), job.rule)
        logger.info("begins")
        main(**_arguments(main, job))
    except AftThemesError as error:
        logger.error("%s", error)
        sys.exit(1)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        place = Path(str(error.filename)).name if error.filename else "an output"
        logger.error("%s: %s. Fix: %s.", place, error.strerror, _NO_ROOM[error.errno])
        sys.exit(1)
    logger.info("done")


def _arguments(main: Callable[..., None], job: Job) -> dict[str, Any]:
    paths = {**dict(job.input.items()), **dict(job.output.items())}
    given: dict[str, Any] = {name: _as_path(value) for name, value in paths.items()}
    given |= dict(job.params.items())
    given["threads"] = job.threads
    if "settings" in given:
        given["settings"] = _only(given["settings"])
    wanted = get_type_hints(main)
    # params are plain text; those that main takes as paths become paths
    return {
        name: _as_path(value) if wanted[name] in (Path, Sequence[Path]) else value
        for name, value in given.items()
        if name in wanted
    }


def _only(sections: dict[str, Any]) -> Settings:
    """Check settings, and take away those that the rule does not name: no change reruns it."""
    checked = check_settings(sections)
    for name in Settings.model_fields.keys() - sections.keys():
        del checked.__dict__[name]
    return checked


def _as_path(value: Any) -> Any:  # noqa: ANN401  # one path or several
    return Path(value) if isinstance(value, str | Path) else [Path(item) for item in value]


def _log_to(files: list[str], rule: str) -> None:
    for file in files:
        write_text(Path(file), "")  # a log of what is private is closed to others, too
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    handlers += [logging.FileHandler(file, mode="w", encoding="utf-8") for file in files]
    logging.basicConfig(format=f"{rule}: %(message)s", handlers=handlers, force=True)
    # what libraries tell is not for researchers; scripts run as __main__
    for ours in ("aft_themes", "__main__", rule):
        logging.getLogger(ours).setLevel(logging.INFO)
