"""What a reviewer of uncoded interviews is offered: sure suggestions in bulk, others one by one."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection

import numpy as np
import pandas as pd

from aft_themes.vocabulary import Offer

SURE = 0.8
"""Probability from which suggestions are sure enough to be accepted in bulk; on the sample, of
those that are so probable nine in ten were right."""

LEAST_SAMPLE = 10
"""Sure suggestions that are checked one by one at least: if all ten are right, so are, with 90%
confidence, at least eight in ten of the others (.1 ** (1 / 10) = .79)."""

SAMPLE_SHARE = 0.1  # of many sure suggestions; one in ten finds errors of a single interview


def mark_offers(
    suggested: pd.DataFrame,
    uncoded: Collection[str],
    *,
    offer_from: float,
    one_by_one: Collection[str],
    seed: int,
) -> pd.DataFrame:
    """Mark what is offered for interviews that nobody coded, and draw the sample check.

    Parameters
    ----------
    suggested : pandas.DataFrame
        Suggestions with ``interview``, ``segment_id``, ``code`` and ``confidence``.
    uncoded : collection of str
        Interviews that nobody coded.
    offer_from : float
        Probability from which a suggestion is offered.
    one_by_one : collection of str
        Codes that a person must decide one by one.
    seed : int
        Of the draw; a suggestion keeps its place in it whatever others there are.

    Returns
    -------
    pandas.DataFrame
        The suggestions with ``offered`` and ``sampled``.
    """
    chances = suggested["confidence"].astype(float).fillna(0.0)
    open_rows = suggested["interview"].isin(uncoded) & (chances >= offer_from)
    sure = open_rows & (chances >= SURE) & ~suggested["code"].isin(one_by_one)
    offered = np.where(sure, Offer.SURE, np.where(open_rows, Offer.LIKELY, ""))
    pairs = zip(suggested["segment_id"], suggested["code"], strict=True)
    drawn = pd.Series([_draw(seed, *pair) for pair in pairs], suggested.index, dtype=object)
    first = drawn[sure].sort_values().head(sample_size(int(sure.sum())))
    return suggested.assign(offered=offered, sampled=suggested.index.isin(first.index))


def sample_size(sure: int) -> int:
    """Say how many of the sure suggestions are checked one by one."""
    return min(sure, max(LEAST_SAMPLE, math.ceil(SAMPLE_SHARE * sure)))


def _draw(seed: int, segment: str, code: str) -> str:
    return hashlib.sha256(f"{seed} {segment} {code}".encode()).hexdigest()
