"""What became of imported files, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aft_themes.catalog import IMPORT_MAPPING, IMPORTS
from aft_themes.errors import InputError
from aft_themes.exchange.model import Loss
from aft_themes.wording import count

LOSSES = f"{IMPORTS.path}/losses.csv"


@dataclass(frozen=True)
class FileReport:
    """What became of one file.

    Parameters
    ----------
    file, program, positions : str
        The file, what it was read as, and how it counts positions.
    codings : int
        Codings in the file.
    rows : int
        Rows that count as a coder's; a coding that spans turns has several.
    placed : int
        Codings whose turn is known; the others are looked for by their words.
    waiting : int
        Codings whose code, source or coder waits in the mapping for a person.
    left_out : int
        Codings that the mapping leaves out.
    doubles : int
        Rows that another imported file already has.
    """

    file: str
    program: str
    positions: str
    codings: int
    rows: int
    placed: int
    waiting: int
    left_out: int
    doubles: int


@dataclass(frozen=True)
class ImportReport:
    """What became of all files.

    Parameters
    ----------
    files : tuple of FileReport
        The files that were read.
    losses : tuple of (str, Loss)
        File and item: what could not be carried over.
    problems : tuple of InputError
        The files that could not be read, and why; nothing of them was imported.
    written : tuple of Path
        Every file that was written.
    """

    files: tuple[FileReport, ...]
    losses: tuple[tuple[str, Loss], ...]
    problems: tuple[InputError, ...]
    written: tuple[Path, ...]

    def __str__(self) -> str:
        lines = [
            f"{one.file} ({one.program}): {count(one.codings, 'coding')}, "
            f"{count(one.rows, 'row')} written, "
            f"{one.waiting} wait for the mapping, {one.left_out} left out, "
            f"{one.doubles} were there already."
            for one in self.files
        ]
        lines += [f"Not read: {problem}" for problem in self.problems]
        if self.losses:
            lines.append(f"{count(len(self.losses), 'item was', 'items were')} lost; see {LOSSES}.")
        if any(one.waiting for one in self.files):
            lines.append(f"Fill in the column `ours` of {IMPORT_MAPPING.path}, and import again.")
        return "\n".join(lines)
