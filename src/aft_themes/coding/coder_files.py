"""All rows of the coders' files, with the study's ids, and notes about the files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from aft_themes.coding.codebook import Codebook
from aft_themes.coding.coder_assignments import Note, name_coders, name_interviews
from aft_themes.coding.coder_parts import name_by_interview
from aft_themes.coding.files import sort_files
from aft_themes.coding.one_coder_or_two import join_parts
from aft_themes.coding.reading import load_codings
from aft_themes.wording import count


@dataclass(frozen=True)
class CoderRows:
    """Rows of all coders' files.

    Parameters
    ----------
    coded : pandas.DataFrame
        As :func:`~aft_themes.coding.reading.load_codings` gives them, with ids of interviews and
        coders as ``interviews.csv`` spells them.
    interviews : pandas.DataFrame
        ``interviews.csv``, each coder spelt in one way.
    coders : frozenset of str
        Everybody who has a file or a row.
    notes : list of Note
        Files that were not read, rows without a code, ids that were understood as another.
    """

    coded: pd.DataFrame
    interviews: pd.DataFrame
    coders: frozenset[str]
    notes: list[Note]


def read_coder_files(
    paths: Iterable[Path], codebook: Codebook, interviews: pd.DataFrame
) -> CoderRows:
    """Read every file of ``codings/`` that holds codings."""
    files = sort_files(paths)
    notes = [
        Note("file_not_read", file.path.name, file.problem, file.fix)
        for file in files
        if file.kind == "other"
    ]
    found = load_codings([file.path for file in files if file.kind == "codings"], codebook)
    notes += [
        Note(
            "rows_without_code",
            name,
            f"has {count(number, 'row')} without a code.",
            "none is needed.",
        )
        for name, number in found.uncoded.items()
    ]
    notes += [
        Note(
            "column_not_read",
            name,
            f"has a column for each coder; what they settled ({column}) is nobody's coding.",
            "settle differences in the consensus workbook.",
        )
        for name, column in found.settled.items()
    ]
    named = name_interviews(found.rows, interviews)
    named, without, by_interview = name_by_interview(named, found.without_rows, interviews)
    coders = pd.DataFrame({"coder": sorted({*named["coder"], *without})})
    spelt, listed, otherwise = name_coders(coders, interviews)
    ids = dict(zip(coders["coder"], spelt["coder"], strict=True))
    coded, parts = join_parts(named.assign(coder=named["coder"].map(ids)), listed)
    without = [ids[name] for name in without]
    present = frozenset({*coded["coder"], *without})
    return CoderRows(coded, listed, present, [*notes, *by_interview, *otherwise, *parts])
