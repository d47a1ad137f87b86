"""The files of one rule, by their names in the catalog.

What reads and writes tables is imported when a script asks for one: a rule that handles none starts
in half the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from aft_themes.io.entries import Entry, Table
from aft_themes.io.files import write_whole

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Paths = Path | list[Path]


class RuleFiles:
    """What a rule declares as its inputs and outputs; a script finds its files here.

    A script can only reach what its rule declares, so that rule and script cannot drift apart.

    Parameters
    ----------
    paths : mapping of str to Path or list of Path
        By the names in :mod:`aft_themes.catalog`.
    """

    def __init__(self, paths: Mapping[str, Paths]) -> None:
        self._paths = dict(paths)

    def __contains__(self, entry: Entry) -> bool:
        return bool(self._paths.get(entry.name))

    def path(self, entry: Entry) -> Path:
        """Give the path of a file that the rule declares."""
        (path,) = self.paths(entry)
        return path

    def paths(self, entry: Entry) -> list[Path]:
        """Give all paths under a name: none, one or several."""
        if entry.name not in self._paths:
            raise KeyError(f"the rule declares no file {entry.name!r}")
        found = self._paths[entry.name]
        return [found] if isinstance(found, Path) else list(found)

    def path_if_any(self, entry: Entry) -> Path | None:
        """Give the path of a file that a study may lack; none where it lacks it."""
        return next(iter(self.paths(entry)), None)

    @property
    def by_name(self) -> dict[str, Path]:
        """Every name that stands for one path."""
        return {name: path for name, path in self._paths.items() if isinstance(path, Path)}

    def of(self, prefix: str) -> RuleFiles:
        """Give the files of another study: those whose names begin with ``prefix``."""
        begin = f"{prefix}_"
        paths = self._paths.items()
        return RuleFiles({n.removeprefix(begin): p for n, p in paths if n.startswith(begin)})

    def read(self, table: Table) -> pd.DataFrame:
        """Read a stage table."""
        from aft_themes.io.parquet import read_frame

        return read_frame(self.path(table), table)

    def read_if_made(self, table: Table) -> pd.DataFrame:
        """Read a stage table; an empty one if the rule declares none, as in a reflexive study."""
        from aft_themes.io.parquet import empty_frame

        return self.read(table) if table in self else empty_frame(table)

    def read_all(self, table: Table) -> list[pd.DataFrame]:
        """Read a stage table of every shard."""
        from aft_themes.io.parquet import read_frame

        return [read_frame(path, table) for path in self.paths(table)]

    def read_array(self, entry: Entry, *, mapped: bool = False) -> np.ndarray:
        """Read vectors; ``mapped`` leaves them on the disk until they are used."""
        import numpy as np

        array: np.ndarray = np.load(
            self.path(entry), mmap_mode="r" if mapped else None, allow_pickle=False
        )
        return array

    def write(self, frame: pd.DataFrame, table: Table) -> None:
        """Write a stage table."""
        from aft_themes.io.parquet import write_frame

        write_frame(frame, self.path(table), table)

    def write_array(self, array: np.ndarray, entry: Entry) -> None:
        """Write vectors."""
        import numpy as np

        values = np.ascontiguousarray(array)

        def write(part: Path) -> None:
            # not by np.save: its error does not say why the disk refused
            with part.open("wb") as handle:
                header = np.lib.format.header_data_from_array_1_0(values)
                np.lib.format.write_array_header_1_0(handle, header)
                handle.write(values.data)

        write_whole(self.path(entry), write)


def as_paths(value: str | Path | Iterable[str | Path]) -> Paths:
    """Make one path, or a list of them, of what the workflow engine hands over."""
    return Path(value) if isinstance(value, str | Path) else [Path(item) for item in value]
