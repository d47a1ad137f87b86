"""A mark blocks suggestions only if those with it are wrong more often than was predicted."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from aft_themes.catalog import CAUTION_CHECKS
from aft_themes.stats import percentile_interval, ratio
from aft_themes.suggestions.assertion import CAUTIONS
from aft_themes.suggestions.counts import Bools
from aft_themes.suggestions.texts import Floats

CHECKED_FROM = 0.3
"""Less probable suggestions are never assigned at any bar in use; they would only add noise."""

_DIGITS = 6  # decimals kept: what differs between machines is smaller


def check_cautions(
    pairs: pd.DataFrame, weights: Floats, confidence: float
) -> tuple[pd.DataFrame, frozenset[str]]:
    """Compare marked suggestions with unmarked ones, on interviews left out.

    What is compared is how far the share that was right lies from the share that was promised, so
    that a mark is not blamed for low probabilities.

    Parameters
    ----------
    pairs : pandas.DataFrame
        Suggestions: ``cautions``, ``probability``, ``right`` (0 or 1), ``group`` (number of the
        participant).
    weights : numpy.ndarray
        (resamples, participants): how often each participant is in each resample.
    confidence : float
        Level of the interval.

    Returns
    -------
    checks : pandas.DataFrame
        By ``CAUTION_CHECKS``.
    blocking : frozenset of str
        The marks whose interval lies below 0.
    """
    asked = pairs[pairs["probability"] >= CHECKED_FROM]
    unmarked = asked[np.array([not len(one) for one in asked["cautions"]], dtype=bool)]
    rows = [_compare(name, asked, unmarked, weights, confidence) for name in CAUTIONS]
    checks = pd.DataFrame(rows, columns=CAUTION_CHECKS.schema.names)
    numbers = ["right", "others_right", "difference", "low", "high"]
    checks[numbers] = checks[numbers].astype(float).round(_DIGITS)
    return checks, frozenset(checks.loc[checks["blocks"], "caution"])


def _compare(
    name: str, asked: pd.DataFrame, unmarked: pd.DataFrame, weights: Floats, confidence: float
) -> dict[str, object]:
    marked = asked[np.array([name in one for one in asked["cautions"]], dtype=bool)]
    once = np.ones((1, weights.shape[1]))
    estimate = _excess(marked, once) - _excess(unmarked, once)
    low, high = percentile_interval(
        (_excess(marked, weights) - _excess(unmarked, weights))[:, None], confidence
    )
    return {
        "caution": name,
        "marked": len(marked),
        "right": marked["right"].mean(),
        "others_right": unmarked["right"].mean(),
        "difference": estimate[0],
        "low": low[0],
        "high": high[0],
        "blocks": bool(high[0] < 0),
    }


def _excess(pairs: pd.DataFrame, weights: Floats) -> Floats:
    """Give how much more often suggestions are right than their probabilities say, by resample."""
    groups = pairs["group"].to_numpy(dtype=np.int64)
    sums = np.zeros((2, weights.shape[1]))
    np.add.at(sums[0], groups, (pairs["right"] - pairs["probability"]).to_numpy(dtype=float))
    np.add.at(sums[1], groups, 1.0)
    found: Floats = ratio(weights @ sums[0], weights @ sums[1])
    return found


def has_caution(cautions: Iterable[Collection[str]], names: frozenset[str]) -> Bools:
    """Say which suggestions have one of these marks."""
    return np.array([bool(names & set(one)) for one in cautions], dtype=np.bool_)
