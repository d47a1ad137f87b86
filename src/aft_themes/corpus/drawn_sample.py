"""Which participants people code, drawn at random and written down so that it can be checked.

The file lists all participants in an order that follows from the seed; the first of them are
drawn. To code more, the next ones in the same order follow, so that a sample may grow and stays
random. A participant who withdraws leaves the order of the others as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from aft_themes.errors import InputError
from aft_themes.io.parquet import rows
from aft_themes.io.spreadsheets import read_table, write_csv

COLUMNS = ("place", "participant", "interview", "drawn", "seed", "date")
_YES, _NO = "yes", "no"
_RESTORE = "restore the file that `aft-themes draw-sample` wrote."
_REDRAW = (
    "a second draw is not a random sample. To code more, draw a larger size with the same seed: it "
    "keeps those who were drawn. To begin anew, delete the file, and say so in your report."
)


def draw_sample(people: pd.DataFrame, size: int, seed: int, date: str) -> pd.DataFrame:
    """Put participants into random order and draw the first.

    Parameters
    ----------
    people : pandas.DataFrame
        ``participant``, and ``interviews`` (list of str) in which the participant speaks.
    size : int
        How many are drawn.
    seed : int
        Of the order.
    date : str
        When they are drawn, as YYYY-MM-DD.

    Returns
    -------
    pandas.DataFrame
        The columns of :data:`COLUMNS` as text, a row for each interview, in random order.

    Raises
    ------
    InputError
        If there are fewer participants, or an interview has several.
    """
    _check_people(people)
    if not 0 < size <= len(people):
        most = len(people)
        raise InputError("interviews.csv", f"has {most} participants.", f"draw 1 to {most}.")
    spoken = {row.participant: sorted(row.interviews) for row in rows(people)}
    ordered = enumerate(_order(spoken, seed), start=1)
    return pd.DataFrame(
        [
            (str(place), name, interview, _YES if place <= size else _NO, str(seed), date)
            for place, name in ordered
            for interview in spoken[name]
        ],
        columns=list(COLUMNS),
    )


def _order(participants: Iterable[str], seed: int) -> list[str]:
    """Sort by a hash of seed and name: whoever leaves, the others keep their order."""
    return sorted(
        participants, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).hexdigest()
    )


def _check_people(people: pd.DataFrame) -> None:
    spoken = people["interviews"].explode()
    shared = sorted(set(spoken[spoken.duplicated()]))
    if shared:
        raise InputError(
            "interviews.csv",
            f"interviews with several participants, such as {shared[0]}: they cannot be drawn one "
            "by one.",
            "code all interviews, or report the coded ones alone.",
        )


def write_sample(sample: pd.DataFrame, path: Path) -> None:
    """Write a draw; an earlier one may only be enlarged.

    Raises
    ------
    InputError
        If the file holds another draw.
    """
    if path.exists():
        earlier = load_sample(path)
        same = ["place", "participant", "interview", "seed"]
        grown = set(drawn_participants(earlier)) <= set(drawn_participants(sample))
        if not earlier[same].equals(sample[same]) or not grown:
            raise InputError(path, "holds another draw.", _REDRAW)
        before = (earlier["drawn"] == _YES) & (sample["drawn"] == _YES)
        sample = sample.assign(date=sample["date"].where(~before, earlier["date"]))
    write_csv(sample[list(COLUMNS)], path)


def load_sample(path: Path) -> pd.DataFrame:
    """Read a draw, and check that its order is the one that its seed gives.

    Raises
    ------
    InputError
        If columns are missing, or the order or those who are drawn were changed by hand.
    """
    frame = read_table(path, COLUMNS)[list(COLUMNS)].astype(str)
    people = list(dict.fromkeys(frame["participant"]))
    seeds = frame["seed"].unique().tolist()
    if len(seeds) != 1 or not seeds[0].isdecimal():
        raise InputError(path, "the seed is not one whole number in all rows.", _RESTORE)
    if people != _order(people, int(seeds[0])):
        raise InputError(path, "the order is not the one that the seed gives.", _RESTORE)
    drawn = (frame["drawn"] == _YES).tolist()
    if drawn != sorted(drawn, reverse=True):
        raise InputError(path, "others than the first of the order are drawn.", _RESTORE)
    return frame


def drawn_participants(sample: pd.DataFrame) -> list[str]:
    """Name the participants whom people code."""
    return sorted(set(sample.loc[sample["drawn"] == _YES, "participant"]))
