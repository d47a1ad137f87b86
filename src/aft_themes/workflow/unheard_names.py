"""Listed names that stand in no transcript: spelt in another way there, they are not replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from aft_themes.deidentify.recognizers.spelling import caseless, plain
from aft_themes.io.spreadsheets import ROW
from aft_themes.wording import some_of

_SEARCHED = ("person", "place", "organisation")  # numbers and addresses have too many forms
_SHORTEST = 3  # letters of a part of a name; shorter ones stand in other words
_SHOWN = 8  # rows that a line lists


def say_unheard(identifiers: pd.DataFrame, turns: pd.DataFrame, listed: str) -> list[str]:
    """Say which rows of the list name nobody and nothing in the transcripts.

    A person is there if a part of the name is, because people are called by a part.

    Parameters
    ----------
    identifiers : DataFrame
        The listed names.
    turns : DataFrame
        Every turn that was read.
    listed : str
        The file that lists the names.

    Returns
    -------
    list of str
        A line without the names, or none.
    """
    if turns.empty:
        return []
    said = _folded([*turns["text"], *turns["speaker"].unique()])
    words = set(said.split())
    rows = identifiers[identifiers["kind"].isin(_SEARCHED)].to_dict("records")
    heard = {row[ROW] for row in rows if _is_heard(row["text"], row["kind"], said, words)}
    unheard = [str(one) for one in dict.fromkeys(row[ROW] for row in rows) if one not in heard]
    if not unheard:
        return []
    return [
        f"{listed}: {'row' if len(unheard) == 1 else 'rows'} {some_of(unheard, _SHOWN)} "
        f"{'has' if len(unheard) == 1 else 'have'} a name that stands in no transcript. Fix: "
        "nothing, if it need not; a name that is spelt in another way there is not replaced."
    ]


def _is_heard(name: str, kind: str, said: str, words: set[str]) -> bool:
    folded = _folded([name])
    parts = [part for part in folded.split() if len(part) >= _SHORTEST]
    some = kind == "person" and any(part in words for part in parts)
    return some or (folded.strip() if caseless(name) else folded) in said


def _folded(texts: Iterable[str]) -> str:
    """Write texts in small letters without accents, with one space around each word."""
    words = re.findall(r"\w+", plain(" ".join(texts).casefold()))
    return f" {' '.join(words)} "
