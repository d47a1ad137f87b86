"""What errors of other libraries mean, in plain words: their own may quote a participant."""

from __future__ import annotations

import errno
import sqlite3
import struct
import sysconfig
import traceback
import zipfile
import zlib
from pathlib import Path

_HERE = Path(__file__).resolve().parents[1]
_STANDARD = Path(sysconfig.get_path("stdlib")).resolve()
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    sqlite3.DatabaseError,
    UnicodeError,
    SyntaxError,  # what parsers of XML raise is one
)
_NO_ROOM = {
    errno.ENOSPC: "the disk is full. Fix: free some disk space, and run again.",
    errno.EDQUOT: "your share of the disk is full. Fix: free some of it, and run again.",
    errno.EROFS: "nothing can be written there. Fix: make the folder writable, and run again.",
    errno.EACCES: "nothing can be written there. Fix: make the folder writable, and run again.",
}


def why_unread(error: Exception, fix: str) -> tuple[str, str]:
    """Say what is wrong with a file that a library could not read, and what to do.

    Parameters
    ----------
    error : Exception
        What the library raised; none of its words is used.
    fix : str
        What to do with a file that is damaged.

    Returns
    -------
    problem, fix : str
        The problem goes on after a noun: "is damaged or cut off."
    """
    if isinstance(error, FileNotFoundError):
        return "is missing.", "check its name and folder."
    if isinstance(error, PermissionError):
        return "may not be opened by you.", "close it in other programs; check who may read it."
    if isinstance(error, MemoryError):
        return "is too large for this computer's memory.", "split it."
    if isinstance(error, RecursionError):
        return "is damaged: it holds more parts within parts than can be read.", fix
    if isinstance(error, NotImplementedError):
        return "is packed in a way that is not read.", fix
    if isinstance(error, RuntimeError) and "password" in str(error):  # zipfile has no other sign
        return "has a password.", "save it without a password."
    if isinstance(error, _DAMAGED):
        return "is damaged or cut off.", fix
    return "is damaged or cut off, or has a form that the program does not know.", fix


def why_unwritten(error: OSError) -> str:
    """Say which file could not be written, why, and what to do; empty if that is not the cause."""
    place = Path(str(error.filename)).name if error.filename else "an output"
    return f"{place}: {_NO_ROOM[error.errno]}" if error.errno in _NO_ROOM else ""


def place_of_fault(error: BaseException) -> str:
    """Say where the program stopped, for those who mend it, without a word of any file."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if _is_ours(Path(one.filename).resolve())]
    last = (ours or frames)[-1:]
    places = [f"{_short(Path(one.filename))}, line {one.lineno}" for one in last]
    return " at ".join([type(error).__name__, *places])


def say_fault(error: BaseException) -> str:
    """Say that the program has a fault, with nothing that only the study's files hold."""
    return (
        f"the program has a fault here: {place_of_fault(error)}. "
        "Fix: none by you; tell the developers this line."
    )


def _is_ours(file: Path) -> bool:
    foreign = file.is_relative_to(_STANDARD) or "site-packages" in file.parts
    return file.is_relative_to(_HERE) or not foreign


def _short(file: Path) -> str:
    file = file.resolve()
    return str(file.relative_to(_HERE)) if file.is_relative_to(_HERE) else file.name
