"""How many participants share a combination of attributes, in what is published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from aft_themes.io.parquet import rows

_COUNTED = ["participants", "published_in"]
_LONGEST = 60  # characters of a value that a message shows
_MOST_NAMED = 20  # combinations in a message: one screen; a file lists all


def k_anonymity(participants: pd.DataFrame, attributes: Sequence[str], k: int) -> pd.DataFrame:
    """List the combinations of attributes that fewer than k participants share.

    A table with these attributes is k-anonymous if the list is empty (Samarati & Sweeney, 1998).
    It does not cover what participants said, so it is no full anonymisation.
    """
    missing = [name for name in attributes if name not in participants]
    if missing or k < 1:
        raise ValueError(f"no such attributes: {missing}" if missing else "k must be at least 1")
    columns = list(attributes)
    if not columns or participants.empty:
        return pd.DataFrame(columns=[*columns, "participants"])
    values = participants[columns].astype(object)
    values = values.where(values.notna() & (values != ""), "(none)").astype(str)
    groups = values.groupby(columns, sort=True).size().rename("participants").reset_index()
    few = groups[groups["participants"] < k]
    return few.sort_values(["participants", *columns], ignore_index=True)


def few_alike(published: Iterable[tuple[str, pd.DataFrame]], k: int) -> pd.DataFrame:
    """Find the participants whom few others resemble, in all that is published."""
    found = [
        k_anonymity(told, list(told.columns), k).assign(published_in=at) for at, told in published
    ]
    columns = list(
        dict.fromkeys(name for few in found for name in few.columns if name not in _COUNTED)
    )
    if not columns:
        return pd.DataFrame(columns=_COUNTED)
    stacked = pd.concat([few.astype(object) for few in found])[[*columns, *_COUNTED]]
    keys = [*columns, "participants"]
    few = stacked.groupby(keys, sort=False, dropna=False)["published_in"].agg("; ".join)
    return few.reset_index().sort_values("participants", kind="stable", ignore_index=True)


def name_combinations(few: pd.DataFrame) -> list[str]:
    """Name each combination for a message to the team."""
    columns = [name for name in few if name not in _COUNTED]
    said = []
    for row in rows(few):
        values = zip(columns, row, strict=False)
        told = ", ".join(_plain(f"{name} {value}") for name, value in values if pd.notna(value))
        people = f"{row.participants} participant{'' if row.participants == 1 else 's'}"
        said.append(f"{told}: {people} ({row.published_in})")
    return said


def say_few_alike(few: pd.DataFrame, k: int, listed: Path) -> list[str]:
    """Say which combinations fewer than k participants share; no line if there is none."""
    if few.empty:
        return []
    named = [f"  {combination}" for combination in name_combinations(few)]
    more = len(named) - _MOST_NAMED
    return [
        f"combinations of printed attributes that fewer than {k} participants share: {len(few)}",
        *named[:_MOST_NAMED],
        *([f"  and {more} more"] if more > 0 else []),
        f"all stand in {listed}. Fix: write wider groups (2006-2010 for 2008), or leave out an "
        "attribute; docs/privacy.md says how.",
    ]


def _plain(text: str) -> str:
    """Leave out control characters, which a terminal would obey."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}\u2026"
