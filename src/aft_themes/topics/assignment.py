"""Give every segment its topic, its broad topic, and its place on the map."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from aft_themes.topics.clustering import assign, centres, find_spread, memberships
from aft_themes.topics.divisions import Division
from aft_themes.topics.documents import Corpus
from aft_themes.topics.smoothing import Floats, Ints, find_plane, smooth, smooth_others

_COLUMNS = ["segment_id", "interview", "participant"]
_BLOCK = 20_000  # segments placed at once in a large study: bounds the memory
_DIGITS = 6  # decimals kept: what differs between machines is smaller
_OWN_PLACE = 0.3  # of a segment on the map; the rest is its topic's, so that topics lie apart


def assign_segments(corpus: Corpus, topics: Division, broad: Division | None) -> pd.DataFrame:
    """All segments with the number of their topic and broad topic from 0, and a place on the map.

    Columns ``segment_id``, ``interview``, ``topic``, ``broad`` (-1 for none), ``probability``,
    ``x`` and ``y``, sorted by ``segment_id``.
    """
    points = smooth(corpus.space)
    means = centres(points, topics.labels)
    spread = find_spread(points, means, topics.labels, topics.held)
    broad_means = None if broad is None else centres(points, broad.labels)
    shown = topics.good[topics.labels] | ~topics.good.any()
    own = _OWN_PLACE * points[shown]
    plane = find_plane((1 - _OWN_PLACE) * means[topics.labels[shown]] + own, 2)
    parts = []
    for rows, places in _places(corpus, points):
        fitted = rows is corpus.fitted
        labels = topics.labels if fitted else assign(places, means)
        above = np.full(len(rows), -1)
        if broad is not None and broad_means is not None:
            above = broad.labels if fitted else assign(places, broad_means)
        sure = memberships(places, means, spread)[np.arange(len(rows)), labels]
        part = corpus.segments[_COLUMNS].iloc[rows].reset_index(drop=True)
        part["topic"], part["broad"], part["probability"] = labels, above, sure.round(_DIGITS)
        part[["x", "y"]] = plane.place(places).round(_DIGITS)
        parts.append(part)
    return pd.concat(parts).sort_values("segment_id", ignore_index=True)


def _places(corpus: Corpus, points: Floats) -> Iterator[tuple[Ints, Floats]]:
    """Yield row numbers and places of the fitted segments, then of all others in blocks."""
    yield corpus.fitted, points
    people = corpus.segments["participant"].to_numpy(object)
    for start in range(0, len(corpus.rest), _BLOCK):
        rows = corpus.rest[start : start + _BLOCK]
        known = np.full(len(rows), -1)
        if not corpus.own_subjects:
            known = pd.Index(corpus.names).get_indexer(pd.Index(people[rows]))
        yield rows, smooth_others(corpus.space, corpus.neutral.segments(rows), known)
