"""The errors that a user can cause; each says how to mend it.

::

    AftThemesError
    ├── InputError        a file of the study cannot be used as it is
    ├── SettingsError     a setting is unknown or out of range
    ├── SchemaError     a stage file does not have the columns it must have
    └── LeakError         something identifying stands in a shareable output
"""

from __future__ import annotations

from pathlib import Path


class AftThemesError(Exception):
    """Base of every error that this package raises on purpose."""


class InputError(AftThemesError):
    """A file of the study cannot be used; says where and how to fix it.

    The message never quotes what a participant said.

    Parameters
    ----------
    file : str or Path
        The file; only its name enters the message, not the folder it is in.
    problem : str
        What is wrong, in plain words.
    fix : str
        What the researcher can do about it.
    where : str, optional
        The row, line, page or paragraph, e.g. ``"line 12"``.
    """

    def __init__(self, file: str | Path, problem: str, fix: str, where: str = "") -> None:
        self.file = Path(file).name
        self.problem = problem
        self.fix = fix
        self.where = where
        place = f"{self.file}, {where}" if where else self.file
        super().__init__(f"{place}: {problem} Fix: {fix}")

    def __reduce__(self) -> tuple[type, tuple[str, str, str, str]]:
        return type(self), (self.file, self.problem, self.fix, self.where)


class SettingsError(AftThemesError):
    """A setting is unknown or out of range; names the key and what is allowed."""


class SchemaError(AftThemesError):
    """A stage file lacks columns, has wrong types, or repeats a key."""


class LeakError(AftThemesError):
    """An identifying string stands in a shareable output; names the file and the tag."""
