"""Copies and versions of one table of codings that lie in the folder together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import PurePosixPath

import pandas as pd

from aft_themes.coding.coder_assignments import Note, plain
from aft_themes.io.parquet import rows
from aft_themes.wording import count

# Of one coder's files, such as one for each code, no two give the same code to the same words:
# half of the shorter file's rows again, and five of them, is no chance.
_SAME_WORK, _LEAST_SAME = 0.5, 5
# Of what either coded in the interviews of both, two people never share so much, not even where
# the words were given: of two who differ in every tenth coding only .8 is the same.
_SAME_HAND = 0.9
_FIX = "keep the one that counts, and move the other out of codings/."
# what names of files say of a version, beside the coder
_VERSION = re.compile(
    r"copy|of|kopie|von|copie|de|copia|final|finale|new|neu|old|alt|backup|export|korrigiert|"
    r"corrected|revised|revision|version|v|draft|updated?|conflicted|laptop|desktop|pc|\d+"
)
Said = tuple[str, str, str]  # interview, words, code
_PIECES = re.compile(r"[^\W\d_]+|\d+")
_LEFT_OVER = frozenset(
    "old older alt archive archived archiv draft backup deleted rejected discarded test trial "
    "unused".split()
)


def ask_about_versions(coded: pd.DataFrame) -> Iterator[Note]:
    """Ask about files and sheets that say largely the same: all of them count.

    Parameters
    ----------
    coded : pandas.DataFrame
        The coders' rows, with ``file``, ``interview``, ``quote``, ``code`` and ``coder``.
    """
    said = {
        (str(file), str(coder)): {(row.interview, plain(row.quote), row.code) for row in rows(own)}
        for (file, coder), own in coded.groupby(["file", "coder"], sort=True)
    }
    for (one, coder), (other, other_coder) in _in_same_interviews(said):
        first, second = said[one, coder], said[other, other_coder]
        same, fewer = len(first & second), min(len(first), len(second))
        if same < max(_LEAST_SAME, _SAME_WORK * fewer):
            continue
        if coder == other_coder and first != second:
            yield Note(
                "versions",
                one,
                f"and {other} hold {count(same, 'coding')} of {coder} that are the same, as two "
                "versions of one table do. What stands in one of them only counts, too.",
                _FIX,
            )
        elif (
            coder != other_coder
            and _is_called_after(one, coder)
            and _is_called_after(other, other_coder)
            and (_shared(first, second) >= _SAME_HAND or _bare(coder) == _bare(other_coder))
        ):
            yield Note(
                "versions",
                one,
                f"and {other} are taken for two coders, but {count(same, 'coding')} are the "
                "same in both, as in a copy or an older version of one table.",
                f"{_FIX} If they are two people, add a column `coder` to both tables.",
            )


def _shared(one: set[Said], other: set[Said]) -> float:
    """Return the share of equal codings, of all in the interviews of both."""
    both = {interview for interview, *_ in one} & {interview for interview, *_ in other}
    return len(one & other) / sum(interview in both for interview, *_ in one | other)


def _is_called_after(file: str, coder: str) -> bool:
    return plain(PurePosixPath(file.split(" [sheet ")[0]).stem).endswith(plain(coder))


def _in_same_interviews(
    said: dict[tuple[str, str], set[Said]],
) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Pair what is in the same interviews; with a file for each interview there are no pairs."""
    of: dict[str, list[tuple[str, str]]] = {}
    for source, codings in said.items():
        for interview in {interview for interview, *_ in codings}:
            of.setdefault(interview, []).append(source)
    pairs = {pair for sources in of.values() for pair in combinations(sources, 2)}
    return sorted(pair for pair in pairs if pair[0][0] != pair[1][0])


def _bare(name: str) -> str:
    """Give what a file's name says but for its version: "A_v2 (1)" is A."""
    pieces = _PIECES.findall(name.casefold())
    return " ".join(piece for piece in pieces if not _VERSION.fullmatch(piece))


def ask_about_left_over(coded: pd.DataFrame) -> Iterator[Note]:
    """Ask about sheets and files whose name says that they are no longer used."""
    hints = coded[["file", "hint"]].drop_duplicates().sort_values("file")
    if hints["file"].nunique() < 2:
        return
    for file, hint in hints.itertuples(index=False):
        if _LEFT_OVER & set(_PIECES.findall(str(hint).casefold())):
            yield Note(
                "left_over",
                str(file),
                "is called like something that is no longer used, and its codings count.",
                "move it out of codings/, or delete the sheet, if it is.",
            )
