"""What stopped a run, said once more at its end: the engine prints it among much else."""

from __future__ import annotations

from pathlib import Path

from aft_themes.errors import AftThemesError
from aft_themes.workflow.check_inputs import check_inputs
from aft_themes.workflow.check_study import inputs_of, merged_settings
from aft_themes.workflow.job import STOPPED
from aft_themes.workflow.study_files import StudyFiles

_TICK = 1.0  # seconds by which a disk's clock may be behind


def why_stopped(study: str, began: float) -> list[str]:
    """Say what stopped a run of a study.

    Parameters
    ----------
    study : str
        The folder below ``data/raw``.
    began : float
        When the run began, in seconds since 1970.

    Returns
    -------
    list of str
        The errors, each once, those of the check of all inputs first. None if the run was killed.
    """
    try:
        settings = merged_settings(study)
        files = StudyFiles(study, settings.coding)
    except AftThemesError as error:
        return str(error).splitlines()
    folder = Path(files.folder("processed"))
    logs = [log for log in folder.rglob("*.log") if log.stat().st_mtime >= began - _TICK]
    logs.sort(key=lambda log: (log.stem != "check_inputs", log))
    errors = (line for log in logs for line in _error_in(log.read_text(encoding="utf-8")))
    # a list of interviews that cannot be read stops the engine before any rule begins
    return list(dict.fromkeys(errors)) or check_inputs(inputs_of(files), settings).problems


def _error_in(log: str) -> list[str]:
    """Give the lines of a job's last message, if the job stopped after it."""
    rule = log.partition(":")[0]
    *messages, end = log.rstrip("\n").split(f"\n{rule}: ")
    return messages[-1].splitlines() if messages and end == STOPPED else []
