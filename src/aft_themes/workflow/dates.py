"""Files dated in the future, which the workflow engine refuses: they get the date of today."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from aft_themes.errors import InputError

logger = logging.getLogger(__name__)


def mend_future_dates(folders: Iterable[str | Path]) -> list[Path]:
    """Give files that are dated in the future the date of today; their content does not change.

    Such dates come from cameras, recorders and shared disks with another clock. The engine would
    end with an error, because what it makes seems older than what it is made from.
    """
    now = time.time()
    late = [path for folder in folders for path in _files(Path(folder)) if _date(path) > now]
    kept = [path for path in late if not _redated(path, now)]
    if kept:
        names = ", ".join(path.name for path in kept)
        problem = f"dated in the future, and the date cannot be changed: {names}."
        raise InputError(kept[0].parent, problem, "give them the date of today (`touch`).")
    for path in late:
        logger.warning("%s was dated in the future; it has the date of today now.", path.name)
    return late


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in sorted(os.walk(folder)):
        yield from (Path(place, name) for name in sorted(names))


def _date(path: Path) -> float:
    return path.lstat().st_mtime


def _redated(path: Path, now: float) -> bool:
    try:
        os.utime(path, (now, now), follow_symlinks=False)
    except OSError:
        return False
    return True
