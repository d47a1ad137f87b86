"""What a person can decide in the page: the machine's suggestions, and where coders differ."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aft_themes.coding.codebook import Codebook
from aft_themes.io.parquet import rows
from aft_themes.vocabulary import Valence

# by bits, so that joining two is "or"
VALENCES = (Valence.NONE, Valence.BENEFIT, Valence.CHALLENGE, Valence.MIXED)
_SUGGESTED = (
    "segment", "code", "valence", "confidence", "words", "cautions", "similar", "similarity",
    "exemplar", "sure",
)  # fmt: skip
# confidence: of those below, people would accept fewer than one in five
_LEAST = 0.2
# rank: without coded interviews there is no confidence, and the order says all
_MOST_UNRATED = 3
_DIFFERING = ("segment", "code", "valence")


def suggestion_columns(
    suggestions: pd.DataFrame | None,
    auto_coded: pd.DataFrame | None,
    place: dict[str, int],
    codebook: Codebook,
) -> dict[str, list[Any]]:
    """Turn suggestions and their reasons into columns.

    Sure are those that the machine may assign by itself.
    """
    number = {code: order for order, code in enumerate(codebook.ids)}
    sure = _pairs(auto_coded)
    known = [
        row
        for row in ([] if suggestions is None else rows(suggestions))
        if row.segment_id in place
        and row.code in number
        and ((row.segment_id, row.code) in sure or _is_worth_a_look(row))
    ]
    known.sort(key=lambda row: (place[row.segment_id], row.rank, number[row.code]))
    return _columns(
        _SUGGESTED,
        [
            (
                place[row.segment_id],
                number[row.code],
                VALENCES.index(row.valence),
                _rounded(row.confidence),
                list(row.words),
                list(row.cautions),
                place.get(row.similar_segment, -1),
                _rounded(row.similarity),
                row.exemplar,
                int((row.segment_id, row.code) in sure),
            )
            for row in known
        ],
    )


def _is_worth_a_look(row: Any) -> bool:  # noqa: ANN401  # a row of suggested_codings
    if pd.isna(row.confidence):
        return bool(row.rank <= _MOST_UNRATED)
    return bool(row.confidence >= _LEAST)


def _pairs(codings: pd.DataFrame | None) -> set[tuple[str, str]]:
    if codings is None:
        return set()
    return set(zip(codings["segment_id"], codings["code"], strict=True))


def disagreement_columns(
    disagreements: pd.DataFrame | None, place: dict[str, int], codebook: Codebook
) -> dict[str, list[Any]]:
    """Turn what coders differ in into columns; who gave the code stays out."""
    number = {code: order for order, code in enumerate(codebook.ids)}
    listed = [] if disagreements is None else list(rows(disagreements))
    found = sorted(
        {
            (place[row.segment_id], number[row.code], VALENCES.index(Valence.NONE))
            for row in listed
            if row.segment_id in place and row.code in number
        }
    )
    return _columns(_DIFFERING, found)


def _columns(names: tuple[str, ...], table: list[tuple[Any, ...]]) -> dict[str, list[Any]]:
    return {name: [row[at] for row in table] for at, name in enumerate(names)}


def _rounded(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else round(float(value), 3)
