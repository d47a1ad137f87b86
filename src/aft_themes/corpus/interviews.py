"""The list of interviews: one row per interview with its file, roles, coders and attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aft_themes.corpus.attribute_values import one_spelling, tells_apart
from aft_themes.corpus.list_columns import heading_faults, other_headings
from aft_themes.errors import SettingsError
from aft_themes.io.problems import FileProblem, raise_problems
from aft_themes.io.spreadsheets import ROW, read_rows, read_table

if TYPE_CHECKING:
    import pandas as pd

_NEEDED = ("interview", "file")
COLUMNS = (
    *_NEEDED,
    "participant",
    "interviewer",
    "interviewer_label",
    "coders",
    "was",  # what the file was called before; codings may still name it so
    "format",  # this and the next are written by `aft-themes init` for people to read
    "speakers",
)
_MOST_GROUPS = 6  # groups: as many as a reader can compare; numbers have at most as many bands
_LEAST_IN_GROUP = 2  # in a group of one, the person could be recognised
_BETWEEN_CODERS = re.compile(r"[,/&+|\n]|\s(?:and|und|y|et|e|en)\s", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_FIX_ID = "use ids such as P01."
_LONGEST_ID = 32  # longer ones leave figures and tables no room


def id_fault(ident: str) -> str:
    """Say what is wrong with the id of an interview or participant; empty if nothing."""
    if not ident:
        return "is missing"
    if not _ID.fullmatch(ident):
        return "must begin with a letter or digit, and have only A to Z, digits, - and _"
    return f"has more than {_LONGEST_ID} characters" if len(ident) > _LONGEST_ID else ""


def load_interviews(path: Path) -> pd.DataFrame:
    """Read and check ``interviews.csv``.

    Parameters
    ----------
    path : Path
        The file. Columns ``interview`` and ``file`` are needed; ``participant``, ``interviewer``,
        ``interviewer_label``, ``coders`` (separated by semicolons) and ``was`` (a former name of
        the file) are optional; ``format`` and ``speakers`` are notes; every other
        column is an attribute of the participant.

    Returns
    -------
    pandas.DataFrame
        One row per interview, sorted by interview; ``coders`` holds lists, lead coder first;
        ``participant`` is the interview's id where no other is given.

    Raises
    ------
    InputError
        If ids are missing, malformed or repeated, files are named twice or with a folder, or
        headings may mean a column; it lists all of these.
    """
    frame = read_table(path, _NEEDED, COLUMNS, other_headings(COLUMNS))
    _check(path, list(frame.columns), frame.to_dict("records"))
    named = frame["participant"] != ""
    frame["participant"] = frame["participant"].where(named, frame["interview"])
    frame["coders"] = [split_coders(cell) for cell in frame["coders"]]
    rest = [name for name in frame.columns if name not in (*COLUMNS, ROW)]
    tidy_attributes(frame, rest)
    return frame[[*COLUMNS, *rest]].sort_values("interview").reset_index(drop=True)


def tidy_attributes(frame: pd.DataFrame, names: Iterable[str]) -> None:
    """Write each value of these attributes in one spelling."""
    for name in names:
        frame[name] = frame[name].map(one_spelling(frame[name]))


def split_coders(cell: str) -> list[str]:
    """Split the coders of an interview, lead coder first.

    Semicolons part them; where there are none, commas, slashes, ``&``, ``+`` and "and" do.
    """
    parts = cell.split(";") if ";" in cell else _BETWEEN_CODERS.split(cell)
    return list(dict.fromkeys(coder.strip() for coder in parts if coder.strip()))


def list_files(path: Path) -> dict[str, str]:
    """Read which file each interview stands in, and nothing else."""
    columns, rows = read_rows(path, _NEEDED, COLUMNS, other_headings(COLUMNS))
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    _check(path, columns, records)
    return dict(sorted((str(row["interview"]), str(row["file"])) for row in records))


def _check(path: Path, columns: Sequence[str], rows: Sequence[Mapping[Any, Any]]) -> None:
    """Raise an error that lists all that is wrong in the list."""
    found = list(heading_faults(columns, COLUMNS))
    for row in rows:
        found += _faults(row, f"row {row[ROW]}")
    for column in _NEEDED:
        seen: set[str] = set()
        for row in rows:
            if row[column] in seen:
                problem = f"{column} {row[column]!r} is listed twice."
                fix = "keep one row for each interview."
                found.append(FileProblem(problem, fix, f"row {row[ROW]}"))
            seen |= {row[column]} - {""}
    raise_problems(path, found)


def _faults(row: Mapping[Any, Any], where: str) -> Iterator[FileProblem]:
    file = row["file"]
    if fault := id_fault(row["interview"]):
        yield FileProblem(f"the interview id {fault}.", _FIX_ID, where)
    if row["participant"] and (fault := id_fault(row["participant"])):
        yield FileProblem(f"the participant id {fault}.", _FIX_ID, where)
    if not file:
        yield FileProblem("no file is named.", "name the transcript's file.", where)
    elif Path(file).name != file or "\\" in file:
        fix = "put the file into transcripts/, and write its name alone."
        yield FileProblem("the file is named with a folder.", fix, where)


def attributes(interviews: pd.DataFrame) -> list[str]:
    """Name the columns that describe participants."""
    return [name for name in interviews.columns if name not in (*COLUMNS, "interviews")]


def described_attributes(participants: pd.DataFrame) -> list[str]:
    """Name the attributes that tables print: not those that tell nearly everybody apart."""
    names = attributes(participants)
    return [name for name in names if not tells_apart(map(str, participants[name]))]


def split_attributes(participants: pd.DataFrame, named: Sequence[str] | None) -> list[str]:
    """Choose the attributes by which themes are split."""
    there = attributes(participants)
    if participants.empty:
        return []  # nobody was heard
    if named is None:
        return [name for name in there if _splits(participants[name])]
    unknown = [name for name in named if name not in there]
    if unknown:
        columns = f"the attributes are {', '.join(there)}" if there else "there are none"
        raise SettingsError(
            f"themes.attributes: {', '.join(unknown)}: no such column. Fix: {columns}; "
            "correct the setting or add the column to interviews.csv or speakers.csv."
        )
    return list(named)


def _splits(values: pd.Series[str]) -> bool:
    sizes = values[values != ""].value_counts()
    return 2 <= len(sizes) <= _MOST_GROUPS and int(sizes.min()) >= _LEAST_IN_GROUP
