"""Files that are parts of one coder's work, such as one for each research question."""

from __future__ import annotations

from itertools import combinations
from pathlib import PurePosixPath

import pandas as pd

from aft_themes.coding.coder_assignments import Note
from aft_themes.wording import some_of

# Coders who work with one codebook share most of their codes; files of one coder's that answer two
# questions shared a tenth. Of fewer than ten codes little can be told.
_MOST_SHARED, _LEAST_CODES = 0.25, 10
_SHOWN = 5  # files that a message lists


def join_parts(coded: pd.DataFrame, listed: pd.DataFrame) -> tuple[pd.DataFrame, list[Note]]:
    """Take files of the same interviews with other codes for parts of one coder's work.

    Only where no column names the coder, and ``interviews.csv`` does not list the files as coders.

    Parameters
    ----------
    coded : pandas.DataFrame
        The coders' rows, with ``file``, ``interview``, ``code`` and ``coder``.
    listed : pandas.DataFrame
        ``interviews.csv``, with ``coders``.
    """
    known = {coder for coders in listed["coders"] for coder in coders}
    named = {
        coder: own
        for coder, own in coded.groupby("coder", sort=True)
        if coder not in known and _is_a_file(str(coder), own["file"])
    }
    first: dict[str, str] = {}
    for one, other in combinations(named, 2):
        if other not in first and _are_parts(named[one], named[other]):
            first[str(other)] = first.get(str(one), str(one))
    notes = [
        Note(
            "parts_of_one_coder",
            coder,
            f"is taken for one coder, with {some_of(others, _SHOWN)}: the files code the same "
            "interviews with other codes.",
            "if other people coded, add a column `coder` to the tables.",
        )
        for coder in dict.fromkeys(first.values())
        if (others := [part for part, whole in first.items() if whole == coder])
    ]
    return coded.assign(coder=coded["coder"].replace(first)), notes


def _is_a_file(coder: str, files: pd.Series[str]) -> bool:
    """Tell whether a coder is called after the file alone."""
    return {PurePosixPath(name.split(" [sheet ")[0]).stem for name in files} == {coder}


def _are_parts(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    codes = set(one["code"]), set(other["code"])
    fewer = min(map(len, codes))
    same = set(one["interview"]) & set(other["interview"])
    return bool(same) and fewer >= _LEAST_CODES and len(codes[0] & codes[1]) < _MOST_SHARED * fewer
