"""Number topics so that a topic keeps its number from one run to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from aft_themes.catalog import TOPIC_CHANGES
from aft_themes.io.parquet import empty_frame
from aft_themes.topics.terms import SHOWN

LEAST_SIMILARITY: Final = 0.3  # cosine of term weights below which topics are different


def number_topics(
    topics: Sequence[int], terms: pd.DataFrame, previous: pd.DataFrame | None
) -> dict[int, int]:
    """Give each topic the number of the most similar topic of the last run.

    Parameters
    ----------
    topics : sequence of int
        Topics numbered from 1 by size; one may have no terms.
    terms : pandas.DataFrame
        Their terms, by ``TOPIC_TERMS``.
    previous : pandas.DataFrame or None
        The terms of the last run; None for a first run.

    Returns
    -------
    dict of int to int
        Final number by number by size. New topics get the smallest free numbers that no topic of
        the last run had.

    Notes
    -----
    One-to-one with the largest total cosine of term weights: Kuhn (1955), The Hungarian method.
    """
    if previous is None or previous.empty:
        return {topic: topic for topic in topics}
    before = _numbers(previous)
    matched = {topic: old for topic, old, _ in _pairs(terms, previous)}
    free = (number for number in range(1, len(topics) + len(before) + 1) if number not in before)
    return {topic: matched[topic] if topic in matched else next(free) for topic in topics}


def list_changes(terms: pd.DataFrame, previous: pd.DataFrame | None) -> pd.DataFrame:
    """List which topics were kept, are new, or are gone.

    Parameters
    ----------
    terms : pandas.DataFrame
        By ``TOPIC_TERMS``, with final numbers.
    previous : pandas.DataFrame or None
        The terms of the last run; None for a first run.

    Returns
    -------
    pandas.DataFrame
        By ``TOPIC_CHANGES``; empty for a first run.
    """
    if previous is None or previous.empty:
        return empty_frame(TOPIC_CHANGES)
    now, before = _shown(terms), _shown(previous)
    similarity = {topic: value for topic, old, value in _pairs(terms, previous) if topic == old}
    rows = [
        {
            "topic": topic,
            "change": "kept" if topic in similarity else ("new" if topic in now else "gone"),
            "similarity": similarity.get(topic),
            "terms": now.get(topic, []),
            "terms_before": before.get(topic, []),
        }
        for topic in sorted(now.keys() | before.keys())
    ]
    frame = pd.DataFrame(rows, columns=TOPIC_CHANGES.schema.names)
    return frame.astype({"similarity": float})


def _numbers(terms: pd.DataFrame) -> list[int]:
    return [int(topic) for topic in sorted(terms["topic"].unique())]


def _shown(terms: pd.DataFrame) -> dict[int, list[str]]:
    top = terms[terms["rank"] <= SHOWN]
    return {topic: top.loc[top["topic"] == topic, "term"].tolist() for topic in _numbers(terms)}


def _pairs(terms: pd.DataFrame, previous: pd.DataFrame) -> list[tuple[int, int, float]]:
    from scipy.optimize import linear_sum_assignment

    if terms.empty:
        return []
    both = pd.concat([terms.assign(run="now"), previous.assign(run="before")])
    table = both.pivot_table(index=["run", "topic"], columns="term", values="weight", fill_value=0)
    unit = table.div(np.sqrt((table**2).sum(axis=1)), axis=0)
    now, before = unit.loc["now"], unit.loc["before"]
    own, old = _numbers(terms), _numbers(previous)
    cosine = now.to_numpy() @ before.to_numpy().T
    return [
        (own[i], old[j], round(float(cosine[i, j]), 6))
        for i, j in zip(*linear_sum_assignment(-cosine), strict=True)
        if cosine[i, j] >= LEAST_SIMILARITY
    ]
