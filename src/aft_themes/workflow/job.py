"""Run a script's ``main`` as one job of the workflow: arguments by name, a log, plain errors."""

from __future__ import annotations

import gc
import logging
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from inspect import signature
from pathlib import Path
from typing import Any, NoReturn, Protocol

from aft_themes.errors import AftThemesError
from aft_themes.io.files import write_text
from aft_themes.io.foreign_errors import say_fault, why_unwritten
from aft_themes.settings import declared_settings
from aft_themes.workflow.rule_files import RuleFiles, as_paths

STOPPED = "stopped"  # the last word of a log whose job met an error


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
    """Call a script's ``main`` with the rule's files, settings and other parameters.

    ``main`` names what it needs: ``files`` (a :class:`RuleFiles` of all inputs and outputs),
    ``settings`` (checked; only the sections that the rule declares can be read), ``threads``, and
    any other of the rule's params. An error that the user can mend is logged in one line, without
    a traceback, and ends the job.
    """
    logger = logging.getLogger(job.rule)
    gc.freeze()  # modules stay: looking through them again took up to a tenth of a rule's time
    try:
        _log_to(list(job.log), job.rule)
        logger.info("begins")
        main(**_arguments(main, job))
    except AftThemesError as error:
        _stop(logger, str(error))
    except Exception as error:
        told = why_unwritten(error) if isinstance(error, OSError) else ""
        _stop(logger, told or _say_fault(error, [Path(file) for file in job.log]))
    logger.info("done")


def _stop(logger: logging.Logger, message: str) -> NoReturn:
    logger.error("%s", message)
    logger.info(STOPPED)
    sys.exit(1)


def _say_fault(error: Exception, logs: Sequence[Path]) -> str:
    """Say that the program has a fault; what a library said may quote a participant."""
    files = [_fault_file(log) for log in logs]
    for file in files:
        write_text(file, "".join(traceback.format_exception(error)))
    more = "".join(
        f" More stands in {file}; do not send it: it may hold words of participants."
        for file in files
    )
    return f"{say_fault(error)}{more}"


def _fault_file(log: Path) -> Path:
    """Name the file beside the private logs that may quote what the study's files hold."""
    private = (
        log.parent if log.parent.parent.name == "private" else log.parent.parent / "private/logs"
    )
    return private / f"{log.stem}_fault.txt"


def _arguments(main: Callable[..., None], job: Job) -> dict[str, Any]:
    given = {**dict(job.params.items()), "threads": job.threads}
    paths = {**dict(job.input.items()), **dict(job.output.items())}
    given["files"] = RuleFiles({name: as_paths(value) for name, value in paths.items()})
    if "settings" in given:
        given["settings"] = declared_settings(given["settings"])
    return {name: given[name] for name in signature(main).parameters if name in given}


def _log_to(files: list[str], rule: str) -> None:
    for file in files:
        write_text(Path(file), "")  # the log of a private rule is private, too
        _fault_file(Path(file)).unlink(missing_ok=True)
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    handlers += [logging.FileHandler(file, mode="w", encoding="utf-8") for file in files]
    logging.basicConfig(format=f"{rule}: %(message)s", handlers=handlers, force=True)
    # messages of libraries are not for researchers; scripts run as __main__
    for ours in ("aft_themes", "__main__", rule):
        logging.getLogger(ours).setLevel(logging.INFO)
