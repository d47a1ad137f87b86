"""Keep figures between runs: one whose files have not changed is copied, not drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from shutil import copyfile, rmtree

from aft_themes.figures.saving import figure_files
from aft_themes.files import write_whole
from aft_themes.settings import Settings

_DRAW_WITH = ("matplotlib", "pillow", "fonttools", "numpy", "pandas")


class Keeper:
    """Knows by all that figures depend on whether they would come out as they did before.

    Parameters
    ----------
    kept : Path
        The folder that keeps what was drawn last.
    settings : Settings
        The settings that figures depend on.
    code : sequence of Path
        The program's files that figures depend on.
    """

    def __init__(self, kept: Path, settings: Settings, code: Sequence[Path]) -> None:
        self._kept = kept
        versions = [f"{package} {version(package)}" for package in _DRAW_WITH]
        parts = [settings.model_dump_json(), *versions, *map(_checksum, code)]
        self._common = "\0".join(parts)

    def bring(
        self, name: str, files: Iterable[Path], folder: Path, save: Callable[[Path], None]
    ) -> None:
        """Copy a figure from the kept ones; draw it first if it is not among them.

        Parameters
        ----------
        name : str
            The figure's name.
        files : iterable of Path
            The run's files that it is drawn from.
        folder : Path
            Where it goes.
        save : callable
            Draws it into a folder.
        """
        parts = [self._common, *map(_checksum, files)]
        mark = sha256("\0".join(parts).encode()).hexdigest()[:16]
        place = self._kept / f"{name}-{mark}"
        if not all(path.is_file() for path in figure_files(name, place)):
            save(place)
        for path in figure_files(name, place):
            write_whole(folder / path.name, partial(copyfile, path))
        for other in self._kept.glob(f"{name}-*"):
            if other != place:
                rmtree(other)


def _checksum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
