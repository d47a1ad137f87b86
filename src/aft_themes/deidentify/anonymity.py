"""How many participants share a combination of attributes."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def k_anonymity(participants: pd.DataFrame, attributes: Sequence[str], k: int) -> pd.DataFrame:
    """List the combinations of attributes that fewer than k participants share.

    A table with these attributes is k-anonymous if the list is empty (Samarati & Sweeney, 1998).
    That says nothing about what participants told: it is no full anonymisation.

    Parameters
    ----------
    participants : pandas.DataFrame
        One row per participant; empty and missing values count as one value, ``(none)``.
    attributes : sequence of str
        Columns that are published together.
    k : int
        Smallest group that is not listed.

    Returns
    -------
    pandas.DataFrame
        The attributes' columns and ``participants`` (how many share the combination), fewest
        first.

    Raises
    ------
    ValueError
        If an attribute is no column or ``k`` is below 1.
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
