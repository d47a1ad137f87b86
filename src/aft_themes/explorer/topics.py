"""Topics in the page: two levels of them, and every segment's place on the map."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from aft_themes.io.parquet import rows

_MAP = 1000  # units from side to side: finer than a screen draws the map


def topic_lists(
    topics: pd.DataFrame | None, broad: pd.DataFrame | None, names: pd.DataFrame | None
) -> dict[str, list[Any]]:
    """List topics and broad topics with their names, terms and sizes."""
    named = {} if names is None else {row.topic: row for row in rows(names)}
    if not _listed(topics, "topic"):
        return {"topics": [], "broad_topics": []}
    number = _numbers(broad, "broad")
    return {
        "topics": [
            {
                "id": str(row.topic),
                "name": row.label,
                "offered": named[row.topic].name if row.topic in named else "",
                "exclude": named[row.topic].exclude if row.topic in named else "",
                "broad": number.get(row.broad, -1),
                "terms": list(row.terms),
                "segments": row.segments,
                "participants": row.participants,
                "question": row.question,
                "question_share": round(row.top_question_share, 3),
                "flags": list(row.flags),
            }
            for row in _listed(topics, "topic")
        ],
        "broad_topics": [
            {
                "id": str(row.broad),
                "name": row.label,
                "terms": list(row.terms),
                "segments": row.segments,
                "participants": row.participants,
            }
            for row in _listed(broad, "broad")
        ],
    }


def segment_topics(
    segments: pd.Series[str],
    topics: pd.DataFrame | None,
    broad: pd.DataFrame | None,
    assignments: pd.DataFrame | None,
) -> dict[str, list[int]]:
    """Give each segment its topic, its broad topic and its place; -1 stands for none."""
    if assignments is None or not _listed(topics, "topic"):
        return {"topic": [], "broad": [], "x": [], "y": []}
    placed = assignments.set_index("segment_id").reindex(segments)
    topic_number, broad_number = _numbers(topics, "topic"), _numbers(broad, "broad")
    return {
        "topic": [topic_number.get(one, -1) for one in placed["topic"]],
        "broad": [broad_number.get(one, -1) for one in placed["broad"]],
        "x": _scaled(placed["x"]),
        "y": _scaled(placed["y"]),
    }


def _listed(table: pd.DataFrame | None, key: str) -> list[Any]:
    return [] if table is None else list(rows(table.sort_values(key)))


def _numbers(table: pd.DataFrame | None, key: str) -> dict[int, int]:
    return {getattr(row, key): place for place, row in enumerate(_listed(table, key))}


def _scaled(places: pd.Series[float]) -> list[int]:
    """Stretch places over the map; -1 for a segment without one."""
    values = places.to_numpy(dtype=float)
    known = values[np.isfinite(values)]
    if not len(known):
        return [-1] * len(values)
    low, wide = float(known.min()), float(np.ptp(known)) or 1.0
    return [round(_MAP * (one - low) / wide) if np.isfinite(one) else -1 for one in values]
