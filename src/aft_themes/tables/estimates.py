"""Estimated shares of all participants, where people coded a random part of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aft_themes.io.parquet import rows
from aft_themes.tables.results import Results
from aft_themes.themes.estimates import count_estimated

HEADING = "Estimated % of {}"


def estimated_shares(results: Results) -> Mapping[str, str]:
    """Print the estimate of each code with its interval, in percent."""
    return {row.code: _share(row) for row in rows(results.theme_estimates) if not row.refused}


def _share(row: Any) -> str:  # noqa: ANN401  # a row of the estimates
    return f"{100 * row.share:.0f} [{100 * row.low:.0f}, {100 * row.high:.0f}]"


def estimates_heading(results: Results) -> str:
    """Head the column of estimates."""
    of = results.theme_estimates["of"].iloc[0] if len(results.theme_estimates) else 0
    return HEADING.format(of)


def say_estimates(results: Results) -> str:
    """Say how shares of all participants were estimated, or why not; empty if nobody asked."""
    if not results.settings.coding.estimates_shares or results.theme_estimates.empty:
        return ""
    first = next(rows(results.theme_estimates))
    if first.refused:
        return f"Shares of all participants were not estimated: {first.refused}."
    known, helped = count_estimated(results.theme_estimates)
    level = f"{100 * results.settings.themes.confidence:g}%"
    return (
        f"People coded {first.coded} of {first.of} participants, drawn at random before the "
        f"coding. Shares of all {first.of} estimate what coding everybody would give: the "
        "machine's labels sort participants into two groups. The coded participants show how often "
        "the labels are right; the number among the others follows a beta-binomial distribution "
        f"in each group. The labels made the {level} interval narrower for {helped} of {known} "
        "codes; for the other codes it rests on the coded participants alone."
    )
