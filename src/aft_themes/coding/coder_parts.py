"""Files that are parts of one coder's work: one for each interview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

import pandas as pd

from aft_themes.coding.coder_assignments import Note, Spellings, plain
from aft_themes.wording import count

_NOBODY = "coder"  # who coded, where files are called after interviews alone
# what names of files say of codings, beside the interview and the coder
_OF_CODINGS = frozenset(
    "code codes coded coding codings codierung codierungen kodierung kodierungen codage "
    "codificacion interview transcript final".split()
)


@dataclass(frozen=True)
class _File:
    """A file that is called after its interview: which, and who coded it."""

    interview: str
    coder: str


def name_by_interview(
    coded: pd.DataFrame, without: Iterable[str], interviews: pd.DataFrame
) -> tuple[pd.DataFrame, list[str], list[Note]]:
    """Take files called after their interview ("Ann_P01", "P02 Ann") for one coder's work.

    Only where no column names the coder, and ``interviews.csv`` does not list the file as one.

    Parameters
    ----------
    coded : pandas.DataFrame
        The coders' rows, with ``file``, ``interview``, ``hint`` and ``coder``.
    without : iterable of str
        Names of files that hold no codings.
    interviews : pandas.DataFrame
        ``interviews.csv``.

    Returns
    -------
    pandas.DataFrame
        The rows; one that named no interview has that of its file.
    list of str
        Coders of the files without codings.
    list of Note
        A note for each coder who has several files.
    """
    spellings = Spellings(interviews)
    known = {plain(coder) for coders in interviews["coders"] for coder in coders}
    files: dict[str, _File] = {}
    for coder, own in coded.groupby(coded["coder"].astype(str), sort=True):
        file = None if plain(str(coder)) in known else _file(str(coder), spellings)
        named = set(own["interview"].where(own["interview"] != "", own["hint"]))
        if file and is_a_file(str(coder), own["file"]) and named <= {file.interview, coder}:
            files[str(coder)] = file
    empty = {name: _file(name, spellings) for name in without if plain(name) not in known}
    notes = [
        Note(
            "coder_of_files",
            coder,
            f"is taken for the coder of {count(number, 'file')} named by interview.",
            "if that is wrong, add a column `coder` to the tables.",
        )
        for coder, number in sorted(Counter(file.coder for file in files.values()).items())
    ]
    found = coded.copy()
    for name, file in files.items():
        found.loc[coded["coder"] == name, ["interview", "coder"]] = file.interview, file.coder
    return found, [file.coder if (file := empty.get(name)) else name for name in without], notes


def _file(name: str, spellings: Spellings) -> _File | None:
    interview, rest = spellings.inside(name)
    words = [word for word in rest.split("_") if word.casefold() not in _OF_CODINGS]
    return _File(interview, "_".join(words) or _NOBODY) if interview else None


def is_a_file(coder: str, files: pd.Series[str]) -> bool:
    """Tell whether a coder is called after the file alone."""
    return {PurePosixPath(name.split(" [sheet ")[0]).stem for name in files} == {coder}
