"""How many interviews to code, or to code twice, for intervals as narrow as one wants.

The widths are this study's own: an interval of n interviews narrows with the square root of n,
because interviews are what the bootstrap resamples. That holds for interviews like these; with
fewer than eight behind it, a width itself is a rough guess.
"""

from __future__ import annotations

import math

import pandas as pd

from aft_themes.catalog import PLANNING
from aft_themes.io.parquet import rows
from aft_themes.vocabulary import Level, Measure, Variant

WIDTHS = (0.1, 0.2, 0.3)
"""Whole widths of intervals: from narrow enough to compare groups by, to a rough idea."""

_LEAST = 3  # interviews; with fewer no width can be told from


def plan_coding(agreement: pd.DataFrame, quality: pd.DataFrame) -> pd.DataFrame:
    """Say how many interviews each wanted width takes.

    Parameters
    ----------
    agreement : pandas.DataFrame
        By ``AGREEMENT``: how many interviews to code twice.
    quality : pandas.DataFrame
        By ``SUGGESTION_QUALITY``: how many to code, to know the precision of suggestions.

    Returns
    -------
    pandas.DataFrame
        By ``PLANNING``.
    """
    kappa = agreement[
        (agreement["measure"] == Measure.KAPPA)
        & (agreement["variant"] == Variant.ALL_SEGMENTS)
        & agreement["level"].isin([Level.ALL_CODES, Level.ALL_DOMAINS, Level.CODE, Level.DOMAIN])
    ]
    precise = quality[
        (quality["measure"] == "precision")
        & (quality["basis"] == "as coded")
        & (quality["group_by"] == "")
    ]
    table = [_plan("interviews coded twice", row, row.interviews) for row in rows(kappa)] + [
        _plan("interviews coded", row, row.participants) for row in rows(precise)
    ]
    frame = pd.DataFrame(table, columns=PLANNING.schema.names)
    wanted = {f"for_{round(100 * width)}": "Int32" for width in WIDTHS}
    return frame.astype({"width": "float64", "estimate": "float64", **wanted})


def _plan(what: str, row: object, interviews: int) -> dict[str, object]:
    low, high = getattr(row, "low"), getattr(row, "high")  # noqa: B009  # rows have no type
    width = high - low if pd.notna(low) and pd.notna(high) else math.nan
    return {
        "what": what,
        "level": getattr(row, "level"),  # noqa: B009
        "code": getattr(row, "code"),  # noqa: B009
        "measure": getattr(row, "measure"),  # noqa: B009
        "estimate": getattr(row, "estimate"),  # noqa: B009
        "interviews": interviews,
        "width": width,
        **{f"for_{round(100 * one)}": needed(interviews, width, one) for one in WIDTHS},
    }


def needed(interviews: int, width: float, wanted: float) -> int | None:
    """Say how many interviews an interval of the wanted width takes; None if it cannot be told."""
    if interviews < _LEAST or not math.isfinite(width) or width <= 0:
        return None
    return math.ceil(interviews * (width / wanted) ** 2 - 1e-9)
