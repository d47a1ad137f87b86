"""Groups of participants side by side: where the share who have a code differs most.

Differences suggest what to read next. They are no tests: groups are small, and participants were
not drawn at random.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from aft_themes.corpus.attribute_values import place_of_value
from aft_themes.io.parquet import rows
from aft_themes.settings import ThemeSettings

LEADS: Final = "Groups are small: differences between them are leads for reading on, not tests."
OTHERS: Final = "other"
LEAST_WITH_CODE: Final = 5  # with fewer participants, one more or less changes a share much
NOT_STATED: Final = "not stated"


@dataclass(frozen=True)
class GroupComparison:
    """The groups of one attribute.

    Parameters
    ----------
    attribute : str
        A column of the participants' attributes.
    members : mapping of str to tuple of str
        The groups that are compared, in order, and the attribute's values in each.
    shares : pandas.DataFrame
        Columns ``code``, ``group``, ``n``, ``of``, ``share`` and ``gap`` (highest share less the
        lowest), the codes with the widest gap first.
    among : tuple of str
        The attributes that could have been compared.
    """

    attribute: str
    members: dict[str, tuple[str, ...]]
    shares: pd.DataFrame
    among: tuple[str, ...]

    @property
    def sizes(self) -> dict[str, int]:
        """How many participants each group has."""
        once = self.shares.drop_duplicates("group")
        sizes = dict(zip(once["group"], once["of"], strict=True))
        return {group: int(sizes[group]) for group in self.members}

    @property
    def counts(self) -> dict[tuple[str, str], Any]:
        """The rows of ``shares`` by code and group."""
        return {(row.code, row.group): row for row in rows(self.shares)}

    @property
    def codes(self) -> list[str]:
        """The codes, those with the widest gap first."""
        return list(dict.fromkeys(self.shares["code"]))


def compare_groups(
    groups: pd.DataFrame, themes: pd.DataFrame, settings: ThemeSettings, *, least: int = 0
) -> GroupComparison | None:
    """Set the groups of one attribute side by side."""
    smallest = max(settings.group_from, least)
    compared = {
        str(attribute): _pooled(mine, smallest)
        for attribute, mine in groups[groups["value"] != NOT_STATED].groupby(
            "attribute", sort=False
        )
        if settings.compare in ("", attribute)
    }
    usable = {name: found for name, found in compared.items() if len(found[0]) > 1}
    if not usable:
        return None
    codes = _compared_codes(themes)
    spread = {
        name: _spread(shares[shares["code"].isin(codes)]) for name, (_, shares) in usable.items()
    }
    attribute = max(usable, key=lambda name: spread[name])
    members, shares = usable[attribute]
    ordered = _widest_first(shares[shares["code"].isin(codes)], list(members))
    if ordered.empty:
        return None
    return GroupComparison(attribute, members, ordered, tuple(usable))


def _compared_codes(themes: pd.DataFrame) -> list[str]:
    heads = {code.partition(".")[0] for code in themes["code"] if "." in code}
    enough = themes[(themes["n"] >= LEAST_WITH_CODE) & ~themes["code"].isin(list(heads))]
    return list(enough["code"])


def _pooled(groups: pd.DataFrame, least: int) -> tuple[dict[str, tuple[str, ...]], pd.DataFrame]:
    """Pool groups that are too small; add the next larger group until the pool is large enough."""
    once = groups.drop_duplicates("value")
    sizes = {row.value: int(row.of) for row in rows(once)}
    order = sorted(sizes, key=lambda value: (sizes[value], value))
    pool = [value for value in order if sizes[value] < least]
    while pool and sum(sizes[value] for value in pool) < least and len(pool) < len(order):
        pool.append(order[len(pool)])
    alone = sorted(set(sizes) - set(pool), key=place_of_value)
    members: dict[str, tuple[str, ...]] = {value: (value,) for value in alone}
    if pool:
        members[OTHERS] = tuple(sorted(pool, key=place_of_value))
    named = {value: group for group, values in members.items() for value in values}
    shares = groups.assign(group=groups["value"].map(named))
    added = shares.groupby(["code", "group"], as_index=False)[["n", "of"]].sum()
    return members, added.assign(share=added["n"] / added["of"])


def _spread(shares: pd.DataFrame) -> float:
    """How much groups differ, on average over codes, beyond chance."""
    by = shares.groupby("code")
    total, number = by["of"].sum(), by["group"].size()
    overall = by["n"].sum() / total
    between = (shares["of"] * (shares["share"] - shares["code"].map(overall)) ** 2).groupby(
        shares["code"]
    )
    variance = (total * overall * (1 - overall)).where(lambda value: value > 0)
    beyond = between.sum() / variance - (number - 1) / (total - 1)
    # rounded, so that machines agree which attribute differs most
    return round(float(beyond.mean()), 9) if beyond.notna().any() else 0.0


def _widest_first(shares: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    by = shares.groupby("code")["share"]
    gap = (by.max() - by.min()).round(9)  # so that machines agree on the order
    placed = shares.assign(gap=shares["code"].map(gap), place=shares["group"].map(order.index))
    kept = placed[placed["gap"] > 0]
    ordered = kept.sort_values(["gap", "code", "place"], ascending=[False, True, True])
    return ordered.drop(columns="place").reset_index(drop=True)


def group_counts(compared: GroupComparison) -> dict[str, str]:
    """Say for each code how many of each group have it: ``1 of 13 (S1), 8 of 10 (S2)``."""
    return {
        str(code): ", ".join(f"{row.n} of {row.of} ({row.group})" for row in rows(mine))
        for code, mine in compared.shares.groupby("code", sort=False)
    }
