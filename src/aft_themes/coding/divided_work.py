"""Coders whose codings do not show that they read the same, where interviews.csv does not say so.

Agreement supposes that coders read the same pages for the same codes: what one of them did not code
is then a judgement. Who divides an interview, or codes a passage of another's, judged nothing else.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Final, NamedTuple

import pandas as pd

from aft_themes.coding.coder_assignments import Note
from aft_themes.wording import count

# Of the segments that either coded, people who code everything for the same reason share most; two
# who each mark a third of the text at random still share a fifth
_LEAST_SHARED: Final = 0.1
# segments: one or two are shared by chance, or were tried out together, if they are not most
_FEWEST_SHARED: Final = 3
# segments of one interview; of these two who share .3 elsewhere share fewer than 2 once in 130
_LEAST_IN_ONE: Final = 20
# Two who work with one codebook share most of their codes; of fewer than ten little can be told
_LEAST_SAME_CODES, _LEAST_CODES = 0.25, 10


COMPARED_BY_NOBODY: Final = "coders_apart"
"""Kind of the notes on two coders whose agreement is not measured."""


class Apart(NamedTuple):
    """Two coders who hardly code the same, in interviews for which no coder is listed."""

    first: str
    second: str
    interviews: tuple[str, ...]
    shared: int  # segments that both coded
    either: int  # segments that at least one of them coded
    same_codes: int
    fewer_codes: int  # of the one who used fewer

    @property
    def in_codes(self) -> bool:
        """Whether it is the codes that differ, not the segments."""
        return not _other_segments(self)


def find_apart(human: pd.DataFrame, assigned: pd.DataFrame) -> tuple[Apart, ...]:
    """Find every two coders whose codings do not show that they read the same.

    Parameters
    ----------
    human, assigned : pandas.DataFrame
        By ``HUMAN_CODINGS`` and ``CODER_ASSIGNMENTS``. A coder whom ``interviews.csv`` names for an
        interview read all of it: somebody says so.
    """
    inferred = assigned.loc[~assigned["explicit"], ["interview", "coder"]]
    here = human.merge(inferred, on=["interview", "coder"])
    coded = {str(coder): own for coder, own in here.groupby("coder", sort=True)}
    found = (_apart(coded[one], coded[other]) for one, other in combinations(coded, 2))
    return tuple(pair for pair in found if pair)


def _apart(one: pd.DataFrame, other: pd.DataFrame) -> Apart | None:
    """Find the interviews in which two coders hardly code the same: all, some or none."""
    both = tuple(sorted(set(one["interview"]) & set(other["interview"])))
    single = tuple(name for name in both if _divided(_compare(one, other, (name,))))
    rest = tuple(name for name in both if name not in single)
    whole = _compare(one, other, rest)
    if rest and (_other_segments(whole) or _other_codes(whole)):
        return _compare(one, other, both)
    return _compare(one, other, single) if single else None


def _compare(one: pd.DataFrame, other: pd.DataFrame, interviews: tuple[str, ...]) -> Apart:
    first, second = (own[own["interview"].isin(interviews)] for own in (one, other))
    segments = set(first["segment_id"]), set(second["segment_id"])
    codes = set(first["code"]), set(second["code"])
    return Apart(
        str(one["coder"].iloc[0]),
        str(other["coder"].iloc[0]),
        interviews,
        len(segments[0] & segments[1]),
        len(segments[0] | segments[1]),
        len(codes[0] & codes[1]),
        min(map(len, codes)),
    )


def _divided(pair: Apart) -> bool:
    """Whether one interview shows by itself that not both coded all of it."""
    return pair.either >= _LEAST_IN_ONE and pair.shared < _LEAST_SHARED * pair.either


def _other_segments(pair: Apart) -> bool:
    single = pair.shared < _FEWEST_SHARED and 2 * pair.shared < pair.either
    return single or pair.shared < _LEAST_SHARED * pair.either


def _other_codes(pair: Apart) -> bool:
    few = pair.same_codes < _LEAST_SAME_CODES * pair.fewer_codes
    return pair.fewer_codes >= _LEAST_CODES and few


def mark_apart(assigned: pd.DataFrame, pairs: tuple[Apart, ...]) -> pd.DataFrame:
    """Mark coders until no two who are left in an interview were found apart.

    The one who is apart from most others is marked first; of equals the one of lower rank.
    """
    apart = {
        (interview, frozenset((pair.first, pair.second)))
        for pair in pairs
        for interview in pair.interviews
    }
    marked: set[tuple[str, str]] = set()
    for name, here in assigned[~assigned["explicit"]].groupby("interview"):
        left = here.sort_values("rank")["coder"].tolist()
        divided = {coders for interview, coders in apart if interview == name}
        while worst := _worst(left, divided):
            left.remove(worst)
            marked.add((str(name), worst))
    seats = zip(assigned["interview"], assigned["coder"], strict=True)
    return assigned.assign(apart=[seat in marked for seat in seats])


def _worst(coders: list[str], divided: set[frozenset[str]]) -> str:
    """Name who is apart from most others, the last of equals; nobody if none are apart."""
    here = [pair for pair in combinations(coders, 2) if frozenset(pair) in divided]
    number = Counter(coder for pair in here for coder in pair)
    return max(coders, key=lambda coder: (number[coder], coders.index(coder))) if here else ""


def say_apart(pair: Apart) -> str:
    """Say what is known of two coders who hardly code the same, and what it may mean."""
    return f"{_names(pair)} {_known(pair)}"


def _names(pair: Apart) -> str:
    return f"Coders {pair.first} and {pair.second}"


def _known(pair: Apart) -> str:
    number = count(len(pair.interviews), "interview")
    known = f"of the {count(pair.either, 'segment')} that either coded, both coded {pair.shared:,}"
    told = (
        "Agreement supposes that each of them read all of it; people who divide the work, or look "
        "at single passages, share as little"
    )
    if pair.in_codes:
        known = (
            f"of the {count(pair.fewer_codes, 'code')} that one of them used, the other used "
            f"{pair.same_codes:,}"
        )
        told = (
            "Agreement supposes that both looked for the same codes; people who divide the "
            "questions or have no codebook in common share as few"
        )
    return f"have codings in the same {number}, but {known}. {told}."


def notes_on_apart(pairs: tuple[Apart, ...]) -> list[Note]:
    """Ask whether coders who are apart divided the work."""
    return [
        Note(
            COMPARED_BY_NOBODY,
            _names(pair),
            f"{_known(pair)} As it is, the codings of both count, and their agreement is not "
            "measured.",
            "if both coded all of these interviews, list them in interviews.csv, column `coders`, "
            "the lead coder first. If they are one person, or count as one, give both one name: in "
            "the column `coder` of the table, or, for a project of another program, in the column "
            "`ours` of exchange/mapping.csv, which `aft-themes import --study <study>` writes.",
        )
        for pair in pairs
    ]
