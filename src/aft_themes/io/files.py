"""Files are written whole or not at all; private ones can be read by their owner only."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

_UNFINISHED = ".unfinished."  # begins the name of a file while it is written
_KEPT = ("thumbs.db", "desktop.ini", "icon\r")  # of Windows' and Apple's folders
PRIVATE = "private"  # the folder of files that may identify people; only their owner can read them


def is_kept(name: str) -> bool:
    """Tell the name of a file that a program keeps for itself, such as .DS_Store or Thumbs.db."""
    return name.startswith((".", "~$")) or name.casefold() in _KEPT


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file under a temporary name and move it into place.

    What lies below a study's ``private`` folder is closed to others: folder 0700, files 0600.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    closed = _private_folder(path)
    if closed:
        closed.chmod(0o700)
    begin = f"{_UNFINISHED}{path.name}."
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=begin, suffix=path.suffix)
    os.close(handle)
    part = Path(name)
    try:
        write(part)
        part.chmod(0o600 if closed else 0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def remove_unfinished(folder: Path) -> None:
    """Remove what a run that was killed left half written below a folder."""
    for part in folder.rglob(f"{_UNFINISHED}*"):
        part.unlink(missing_ok=True)


def new_folder(parent: Path) -> Path:
    """Make a folder inside another, named by how many stand there already."""
    folder = parent / str(sum(1 for _ in parent.iterdir()))
    folder.mkdir()
    return folder


def find_file(folder: Path, name: str) -> Path | None:
    """Find a file by its name as people write it, or None.

    Accents may be written in one character or in two, as a Mac does, and the extension in capital
    letters. A file of exactly that name comes first; of several others none is chosen.
    """
    exact = folder / name
    if exact.is_file():
        return exact
    wanted = _name_key(name)
    found = [path for path in folder.glob("*") if _name_key(path.name) == wanted and path.is_file()]
    return found[0] if len(found) == 1 else None


def _name_key(name: str) -> str:
    stem, point, extension = unicodedata.normalize("NFC", name).rpartition(".")
    return f"{stem}{point}{extension.lower()}"


def _private_folder(path: Path) -> Path | None:
    # only data/processed/<study>/private: the project itself may lie in a folder called private
    for folder in path.absolute().parents:
        if folder.name == PRIVATE and folder.parent.parent.name == "processed":
            return folder
    return None


def write_text(path: Path, text: str) -> None:
    """Write a text whole or not at all."""
    write_whole(path, lambda part: part.write_text(text, encoding="utf-8", newline=""))
