"""Say of every coding what superseded it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aft_themes.catalog import CODINGS
from aft_themes.coding.layers import accepted_reviews, join_layers, whose_codings_count
from aft_themes.io.parquet import rows
from aft_themes.vocabulary import Layer


def trace_codings(
    human: pd.DataFrame,
    suggested: pd.DataFrame,
    reviewed: pd.DataFrame,
    final: pd.DataFrame,
    assigned: pd.DataFrame,
) -> pd.DataFrame:
    """Put all layers together and say of each coding what superseded it."""
    together = join_layers(human, suggested, accepted_reviews(reviewed))
    kept = set(pd.MultiIndex.from_frame(final[list(CODINGS.key)]))
    decided = zip(reviewed["segment_id"], reviewed["code"], strict=True)
    reviewers = dict(zip(decided, reviewed["coder"], strict=True))
    counting = whose_codings_count(assigned)
    lead = counting.drop_duplicates("interview")
    leads = dict(zip(lead["interview"], lead["coder"], strict=True))
    counted_coders = set(zip(counting["interview"], counting["coder"], strict=True))
    counted = set(final["layer"])

    def successor(row: Any) -> str:  # noqa: ANN401  # a row of any frame
        if tuple(getattr(row, name) for name in CODINGS.key) in kept:
            return ""
        if row.layer == Layer.REVIEWED:
            return f"coder {leads.get(row.interview, '')}"
        # a coding that counts is missing where people count only if a reviewer rejected it
        counts = Layer.HUMAN in counted and (row.interview, row.coder) in counted_coders
        if (Layer.REVIEWED in counted or counts) and (row.segment_id, row.code) in reviewers:
            return f"reviewer {reviewers[row.segment_id, row.code]}"
        return f"lead coder {leads[row.interview]}" if row.interview in leads else "the setting"

    traced = together.assign(superseded_by=[successor(row) for row in rows(together)])
    return traced.sort_values(list(CODINGS.key), kind="stable").reset_index(drop=True)
