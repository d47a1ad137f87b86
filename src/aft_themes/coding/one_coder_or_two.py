"""Files that may be parts of one coder's work, such as one for each research question."""

from __future__ import annotations

import re
from itertools import combinations

import pandas as pd

from aft_themes.coding.coder_assignments import Note
from aft_themes.coding.coder_parts import is_a_file
from aft_themes.wording import some_of

ONE_OR_TWO_CODERS = ("parts_of_one_coder", "perhaps_one_coder")
"""Kinds of notes that ask whether codings are one person's work, or that of several."""
# Coders who work with one codebook share most of their codes; files of one coder's that answer two
# questions shared a tenth. Of fewer than ten codes little can be told.
_MOST_SHARED, _LEAST_CODES = 0.25, 10
# Share of the shorter file's quotes that stand in the other, or hold one of its own: of two people
# who read the same pages for the same reason a good part, of one coder's two questions .01
_SAME_WORDS = 0.1
_TELLING = 15  # letters of a quote; shorter ones recur by chance
_SHOWN = 5  # files that a message lists
_PIECES = re.compile(r"[^\W\d_]+|\d+")
_INITIALS = re.compile(r"[A-Z]{2,3}|[a-z]{2}")
_PERSON = frozenset(
    "coder rater codierer codiererin kodierer kodiererin codeur codificador".split()
)
_PART = frozenset("rq q ii iii iv".split())  # no initials: "RQ 1", "Part II"


def join_parts(coded: pd.DataFrame, listed: pd.DataFrame) -> tuple[pd.DataFrame, list[Note]]:
    """Take files of the same interviews with other codes for parts of one coder's work.

    Only where no column names the coder, ``interviews.csv`` does not list the files as coders, the
    files code other words, and their names do not differ in initials. Two people who code openly
    have other codes, too, but for the same words. A person is asked in either case.

    Parameters
    ----------
    coded : pandas.DataFrame
        The coders' rows, with ``file``, ``interview``, ``quote``, ``code`` and ``coder``.
    listed : pandas.DataFrame
        ``interviews.csv``, with ``coders``.
    """
    known = {coder for coders in listed["coders"] for coder in coders}
    named = {
        str(coder): own
        for coder, own in coded.groupby("coder", sort=True)
        if coder not in known and is_a_file(str(coder), own["file"])
    }
    first: dict[str, str] = {}
    notes = []
    for one, other in combinations(named, 2):
        if other in first or not _have_other_codes(named[one], named[other]):
            continue
        why = _two_people(one, other, named[one], named[other])
        if why:
            notes.append(_perhaps_one(one, other, why))
        else:
            first[other] = first.get(one, one)
    notes += [
        Note(
            "parts_of_one_coder",
            coder,
            f"is taken for one coder, with {some_of(others, _SHOWN)}: the files code other words "
            "of the same interviews, with other codes.",
            "if other people coded, add a column `coder` to the tables.",
        )
        for coder in dict.fromkeys(first.values())
        if (others := [part for part, whole in first.items() if whole == coder])
    ]
    return coded.assign(coder=coded["coder"].replace(first)), notes


def _perhaps_one(one: str, other: str, why: str) -> Note:
    return Note(
        "perhaps_one_coder",
        one,
        f"and {other} are taken for two coders, though they share few codes: {why}.",
        "if one person made both, add a column `coder` with one name to the tables. If two people "
        "did, their agreement says little: they had no codebook in common.",
    )


def _have_other_codes(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    codes = set(one["code"]), set(other["code"])
    fewer = min(map(len, codes))
    same = set(one["interview"]) & set(other["interview"])
    return bool(same) and fewer >= _LEAST_CODES and len(codes[0] & codes[1]) < _MOST_SHARED * fewer


def _two_people(name: str, other_name: str, one: pd.DataFrame, other: pd.DataFrame) -> str:
    """Say what speaks for two people; nothing where nothing does."""
    if _same_words(one, other) >= _SAME_WORDS:
        return "they code the same words"
    if _differ_in_initials(name, other_name):
        return "their names differ in initials"
    return ""


def _same_words(one: pd.DataFrame, other: pd.DataFrame) -> float:
    """Return the share of the shorter file's quotes that stand in the other's, or around them."""
    shorter, longer = sorted((_quotes(one), _quotes(other)), key=len)
    said: dict[str, list[str]] = {}
    for interview, quote in longer:
        said.setdefault(interview, []).append(quote)
    again = sum(
        any(quote in words or words in quote for words in said.get(interview, ()))
        for interview, quote in shorter
    )
    return again / len(shorter) if shorter else 0.0


def _quotes(rows: pd.DataFrame) -> set[tuple[str, str]]:
    found = (
        (interview, "".join(filter(str.isalnum, quote.casefold())))
        for interview, quote in zip(rows["interview"], rows["quote"], strict=True)
    )
    return {(interview, quote) for interview, quote in found if len(quote) >= _TELLING}


def _differ_in_initials(one: str, other: str) -> bool:
    """Tell "codes_AB" and "codes_CD", or "coder 1" and "coder 2", from "part A" and "part B"."""
    pieces = [_PIECES.findall(name) for name in (one, other)]
    own = [[piece for piece in pieces[at] if piece not in pieces[1 - at]] for at in (0, 1)]
    if any(len(left) != 1 for left in own):
        return False
    if _PERSON & {piece.casefold() for piece in pieces[0]}:
        return True
    return all(_INITIALS.fullmatch(left[0]) and left[0].casefold() not in _PART for left in own)
