"""The plan: how many interviews to code for intervals of a wanted width."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aft_themes.agreement.planning import WIDTHS
from aft_themes.io.parquet import rows
from aft_themes.numbers import statistic

_FEW = 8  # interviews; with fewer behind it, a width is a rough guess
_NOTE = (
    "Widths are of this study's intervals; they narrow with the square root of the interviews. "
    "A star marks widths that rest on fewer than eight interviews: rough guesses."
)


def print_plan(plan: pd.DataFrame) -> str:
    """Print the plan as lines of text, what is about all codes first."""
    if plan.empty:
        return "Nothing is coded yet: code three interviews, two of them twice, and run the study."
    ordered = plan.assign(whole=plan["code"] != "").sort_values(
        ["what", "whole", "level", "code"], kind="stable"
    )
    head = [
        "",
        "now",
        "interviews",
        "width",
        *(f"for {width:.1f}".replace("0.", ".") for width in WIDTHS),
    ]
    lines, last = [], ""
    for row in rows(ordered):
        if row.what != last:
            lines += ["", f"{row.what} ({row.measure})", _line(head)]
            last = row.what
        lines.append(_line(_cells(row)))
    return "\n".join([*lines[1:], "", _NOTE])


def _cells(row: Any) -> list[str]:  # noqa: ANN401  # a row of the plan
    wanted = [getattr(row, f"for_{round(100 * width)}") for width in WIDTHS]
    star = "*" if row.interviews < _FEW else ""
    return [
        row.code or row.level,
        "\u2013" if pd.isna(row.estimate) else statistic(row.estimate),
        str(row.interviews),
        "\u2013" if pd.isna(row.width) else statistic(row.width) + star,
        *("\u2013" if pd.isna(one) else str(one) for one in wanted),
    ]


def _line(cells: list[str]) -> str:
    first, *rest = cells
    return f"{first:<40}" + "".join(f"{cell:>11}" for cell in rest)
