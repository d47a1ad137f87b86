"""Keep figures between runs: a figure that would not change is copied, not drawn again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from shutil import copyfile, rmtree

from aft_themes.io.files import write_text, write_whole
from aft_themes.settings import Settings

Save = Callable[[Path, Path | None], None]
_DRAW_WITH = ("matplotlib", "pillow", "fonttools", "numpy", "pandas")
_WHOLE = "whole.txt"  # written last: a folder without it was left by a run that was stopped


class FigureCache:
    """Copies a figure of an earlier run if nothing that it depends on has changed."""

    def __init__(self, kept: Path, settings: Settings, code: Sequence[Path]) -> None:
        self._kept = kept
        versions = [f"{package} {version(package)}" for package in _DRAW_WITH]
        self._program = _mark(
            [
                settings.model_dump_json(include=settings.model_fields_set),
                *versions,
                *map(_checksum, code),
            ]
        )

    def copy_or_draw(
        self,
        name: str,
        files: Iterable[Path],
        folder: Path,
        save: Save,
        notes: Iterable[str] = (),
    ) -> None:
        """Copy a figure's files from the kept ones; draw it first if it is not among them."""
        drawings = f"{name}-{self._program}"
        place = self._kept / f"{drawings}-{_mark([*map(_checksum, files), *notes])}"
        if not _is_whole(place):
            last = (one for one in self._kept.glob(f"{drawings}-*") if _is_whole(one))
            save(place, next(last, None))
            write_text(place / _WHOLE, "All files of this figure were written.\n")
        for path in sorted(place.iterdir()):
            if path.name != _WHOLE:
                write_whole(folder / path.name, partial(copyfile, path))
        self._remove(name, but=place)

    def forget(self, name: str) -> None:
        """Keep nothing of a figure."""
        self._remove(name)

    def _remove(self, name: str, but: Path | None = None) -> None:
        for place in self._kept.glob(f"{name}-*"):
            if place != but:
                rmtree(place)


def _is_whole(place: Path) -> bool:
    return (place / _WHOLE).is_file()


def _mark(parts: Iterable[str]) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:16]


def _checksum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
