"""What a person can decide in the page: the machine's suggestions, and where coders differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from aft_themes.codebook.codes import Codebook
from aft_themes.coding.review.bulk import CHECK, LEAST_ACCEPTED, TICKED
from aft_themes.coding.review.queue import DISAGREEMENT, LANGUAGE_MODEL, LIKELY, SURE, UNCERTAIN
from aft_themes.io.parquet import rows
from aft_themes.vocabulary import Valence

# by bits, so that joining two is "or"
VALENCES = (Valence.NONE, Valence.BENEFIT, Valence.CHALLENGE, Valence.MIXED)
_SUGGESTED = (
    "segment", "code", "valence", "confidence", "words", "cautions", "similar", "similarity",
    "exemplar", "sibling", "sibling_confidence", "kind",
)  # fmt: skip
KINDS = ("uncertain", "likely", "sure", "sample", "model")
"""What a suggestion is to a reviewer: a sample is a sure one that is checked one by one; a model is
a code that a language model gave."""
REVIEW = {
    "why": {
        "uncertain": UNCERTAIN,
        "likely": LIKELY,
        "sure": SURE,
        "sample": SURE,
        "model": LANGUAGE_MODEL,
        "disagreement": DISAGREEMENT,
    },
    "check": CHECK,
    "ticked": TICKED,
    "least_accepted": LEAST_ACCEPTED,
}
"""Names and rules that page and review workbook share, so that a run reads both alike."""
# confidence: of those below, people would accept fewer than one in five
_LEAST = 0.2
# rank: without coded interviews there is no confidence, and the order says all
_MOST_UNRATED = 3
_DIFFERING = ("segment", "code", "valence")


def suggestion_columns(
    suggestions: pd.DataFrame | None,
    place: dict[str, int],
    codebook: Codebook,
    by_model: pd.DataFrame | None = None,
) -> dict[str, list[Any]]:
    """Turn suggestions and their reasons into columns.

    ``by_model`` holds a language model's codes: those that most runs gave are shown as suggestions,
    or beside the reasons where the program suggests them too.
    """
    number = {code: order for order, code in enumerate(codebook.ids)}
    known = [
        row
        for row in _worth_showing([] if suggestions is None else list(rows(suggestions)))
        if row.segment_id in place and row.code in number
    ]
    known.sort(key=lambda row: (place[row.segment_id], row.rank, number[row.code]))
    said = _said_by_model(by_model)
    table = [
        (
            place[row.segment_id],
            number[row.code],
            VALENCES.index(row.valence),
            _rounded(row.confidence),
            [*row.words, *said.get((row.segment_id, row.code), [])],
            list(row.cautions),
            place.get(row.similar_segment, -1),
            _rounded(row.similarity),
            row.exemplar,
            number.get(row.sibling, -1),
            _rounded(row.sibling_confidence),
            _kind(row),
        )
        for row in known
    ]
    further = said.keys() - {(row.segment_id, row.code) for row in known}
    no_reasons: tuple[Any, ...] = ([], -1, None, "", -1, None)  # of the program itself
    table += [
        (
            place[segment],
            number[code],
            VALENCES.index(Valence.NONE),
            None,
            said[segment, code],
            *no_reasons,
            KINDS.index("model"),
        )
        for segment, code in sorted(further)
        if segment in place and code in number
    ]
    return _columns(_SUGGESTED, sorted(table, key=lambda row: int(row[0])))


def _worth_showing(suggestions: Sequence[Any]) -> list[Any]:
    """Keep what a reviewer is offered; in interviews without offers, what is worth a look."""
    # where a reviewer is offered suggestions, what is not offered lies below the study's bar
    offers = {row.interview for row in suggestions if row.offered}
    return [
        row
        for row in suggestions
        if row.offered or (row.interview not in offers and _is_worth_a_look(row))
    ]


def _said_by_model(codings: pd.DataFrame | None) -> dict[tuple[str, str], list[str]]:
    """Give the quote of each code that most runs of a language model gave, by segment and code."""
    if codings is None or codings.empty:
        return {}
    runs = int(codings["run"].max())
    most = codings[codings["runs_given"] * 2 > runs].drop_duplicates(["segment_id", "code"])
    return {
        (row.segment_id, row.code): [
            f"{row.evidence} ({row.layer}, in {row.runs_given} of {runs} runs)"
        ]
        for row in rows(most)
    }


def _kind(row: Any) -> int:  # noqa: ANN401  # a row of suggested_codings
    if row.sampled:
        return KINDS.index("sample")
    return KINDS.index(row.offered) if row.offered else KINDS.index("uncertain")


def _is_worth_a_look(row: Any) -> bool:  # noqa: ANN401  # a row of suggested_codings
    if pd.isna(row.confidence):
        return bool(row.rank <= _MOST_UNRATED)
    return bool(row.confidence >= _LEAST)


def disagreement_columns(
    disagreements: pd.DataFrame | None, place: dict[str, int], codebook: Codebook
) -> dict[str, list[Any]]:
    """List the differences between coders as columns; which coder gave a code is left out."""
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
