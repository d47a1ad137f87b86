"""Numbers as every output prints them: one form for each kind (APA 7, 6.36-6.38)."""

from __future__ import annotations

import pandas as pd


def statistic_in_full(value: float) -> str:
    """Print a statistic that cannot exceed 1 with three decimals; a dash where it is undefined."""
    if pd.isna(value):
        return "\u2013"
    said = f"{abs(value):.3f}"
    said = said.removeprefix("0") if said.startswith("0.") else said
    return f"\u2212{said}" if value < 0 and float(said) else said


def statistic(value: float) -> str:
    """Print a statistic that cannot exceed 1: two decimals, no zero before the point."""
    said = f"{abs(value):.2f}"
    said = said.removeprefix("0") if said.startswith("0.") else said
    return f"\u2212{said}" if value < 0 and float(said) else said


def tick_text(value: float) -> str:
    """Print a tick of a scale that cannot exceed 1 with as many decimals as it needs."""
    said = f"{abs(value):g}"
    said = said.removeprefix("0") if said.startswith("0.") else said
    return f"\u2212{said}" if value < 0 else said


def interval_text(estimate: float, low: float, high: float) -> str | None:
    """Print a statistic that cannot exceed 1 with its interval."""
    if pd.isna(estimate):
        return None
    if pd.isna(low) or pd.isna(high):
        return statistic(estimate)
    return f"{statistic(estimate)} [{statistic(low)}, {statistic(high)}]"


def range_text(estimate: float, low: float, high: float) -> str:
    """Say a statistic that cannot exceed 1 with its interval, in words that can be read aloud."""
    if pd.isna(low) or pd.isna(high):
        return f"{statistic(estimate)} (no interval)"
    return f"{statistic(estimate)} ({statistic(low)} to {statistic(high)})"


def share_text(n: int, of: int) -> str:
    """Print a count with its share in whole percent."""
    return f"{n:,} ({100 * n / of:.0f}%)" if of else f"{n:,}"
