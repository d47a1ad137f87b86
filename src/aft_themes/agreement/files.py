"""Agreement on ratings or freely marked passages that stand in a table of their own."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from aft_themes.agreement.coded_unitizing import unitized_alphas
from aft_themes.agreement.ratings import (
    alpha_of_ratings,
    intraclass_correlation,
    ordinal_weights,
    pabak,
    weighted_kappa,
)
from aft_themes.agreement.unitizing import Spans, unitizing_alpha
from aft_themes.errors import InputError
from aft_themes.io.spreadsheets import ROW, read_sheets, read_table

RATINGS = ("unit", "coder", "rating")
PASSAGES = ("category", "coder", "start", "end")
_MOST_VALUES = 50  # of a rating scale; more are measurements, for which kappa says nothing


def agreement_of(
    path: Path, begin: float | None = None, end: float | None = None
) -> dict[str, float]:
    """Measure agreement on what a table holds.

    Parameters
    ----------
    path : Path
        CSV or XLSX with the columns of :data:`RATINGS`, one row for each rating, or of
        :data:`PASSAGES`, one row for each passage, in characters or seconds.
    begin, end : float, optional
        Of what all coders read; by default the first start and the last end.

    Returns
    -------
    dict of str to float
        Measures by name; NaN where one is undefined.

    Raises
    ------
    InputError
        If columns are missing, a cell is no number, or the rows cannot be compared.
    """
    first = next(iter(read_sheets(path).values()), [])
    header = {cell.strip().lower() for cell in first[0][1]} if first else set()
    if set(RATINGS) <= header:
        return _of_ratings(path)
    if set(PASSAGES) <= header:
        return _of_passages(path, begin, end)
    raise InputError(
        path,
        "the columns fit neither a table of ratings nor one of passages.",
        f"name them {', '.join(RATINGS)} or {', '.join(PASSAGES)}.",
        "row 1",
    )


def _numbers(path: Path, frame: pd.DataFrame, column: str) -> pd.Series[float]:
    found = pd.to_numeric(frame[column], errors="coerce")
    wrong = frame.loc[~np.isfinite(found), ROW]
    if len(wrong):
        rows = ", ".join(str(row) for row in wrong[:5])
        raise InputError(path, f"{column} is not a number.", "write numbers.", f"row {rows}")
    return found


def _of_ratings(path: Path) -> dict[str, float]:
    frame = read_table(path, RATINGS)
    frame["rating"] = _numbers(path, frame, "rating")
    twice = frame.loc[frame.duplicated(["unit", "coder"]), ROW]
    if len(twice):
        raise InputError(
            path,
            "a coder gives two ratings to one unit.",
            "keep one rating.",
            f"row {twice.iloc[0]}",
        )
    wide = frame.set_index(["unit", "coder"])["rating"].unstack()  # noqa: PD010  # no row is twice
    if wide.shape[1] < 2:
        raise InputError(path, "there are not two coders.", "add the other coder's ratings.")
    ratings = wide.to_numpy(dtype=np.float64)
    levels = ("nominal", "ordinal", "interval")
    found = {f"Krippendorff's alpha, {one}": alpha_of_ratings(ratings, one) for one in levels}
    whole = ratings[np.isfinite(ratings).all(axis=1)]
    if len(whole) > 1:
        correlation = intraclass_correlation(whole)
        found |= {"ICC(2,1)": correlation.single, "ICC(2,k)": correlation.mean}
    return found | _by_pairs(ratings)


def _by_pairs(ratings: np.ndarray) -> dict[str, float]:
    """Average what is defined for two coders over all pairs of coders."""
    values = np.unique(ratings[np.isfinite(ratings)])
    if not 1 < len(values) <= _MOST_VALUES:
        return {}
    place = np.searchsorted(values, ratings)
    tables = []
    for one, two in combinations(range(ratings.shape[1]), 2):
        both = np.isfinite(ratings[:, [one, two]]).all(axis=1)
        table = np.zeros((len(values), len(values)))
        np.add.at(table, (place[both, one], place[both, two]), 1.0)
        tables.append(table)
    measures = {
        "Cohen's kappa": lambda table: weighted_kappa(table, 1 - np.eye(len(values))),
        "weighted kappa, linear": lambda table: weighted_kappa(table, ordinal_weights(len(values))),
        "weighted kappa, quadratic": lambda table: weighted_kappa(
            table, ordinal_weights(len(values), 2)
        ),
        "PABAK": pabak,
    }
    return {
        name: float(np.mean([one(table) for table in tables])) for name, one in measures.items()
    }


def _of_passages(path: Path, begin: float | None, end: float | None) -> dict[str, float]:
    frame = read_table(path, PASSAGES)
    for column in ("start", "end"):
        frame[column] = _numbers(path, frame, column)
    if frame["coder"].nunique() < 2:
        raise InputError(path, "there are not two coders.", "add the other coder's passages.")
    low = float(frame["start"].min() if begin is None else begin)
    high = float(frame["end"].max() if end is None else end)
    try:
        found = unitizing_alpha(_by_category(frame), low, high)
    except ValueError:
        problem = "passages overlap, are empty, or lie outside of --from and --to."
        fix = "join passages of one coder and category that overlap, and check --from and --to."
        raise InputError(path, problem, fix) from None
    return {
        "unitizing alpha (2004), all categories": found.alpha,
        **{f"unitizing alpha (2004), {name}": one for name, one in found.by_category.items()},
        **_at_once(frame, low, high),
    }


def _by_category(frame: pd.DataFrame) -> dict[str, list[Spans]]:
    """Passages of each coder, for each category."""
    coders = sorted(frame["coder"].unique())
    return {
        str(category): [
            list(zip(one["start"], one["end"], strict=True))
            for one in (mine[mine["coder"] == coder] for coder in coders)
        ]
        for category, mine in frame.groupby("category")
    }


def _at_once(frame: pd.DataFrame, begin: float, end: float) -> dict[str, float]:
    """Compare all categories at once; nothing where a coder gives a place two categories."""
    coders = [
        list(zip(mine["start"], mine["end"], mine["category"].astype(str), strict=True))
        for _, mine in frame.groupby("coder")
    ]
    try:
        found = unitized_alphas(coders, begin, end)
    except ValueError:
        return {}
    return {
        "unitizing alpha (2016), passages and categories": found.passages_and_codes,
        "unitizing alpha (2016), passages whatever the category": found.marked,
        "unitizing alpha (2016), categories where both mark": found.codes,
        "share of the text where both mark": found.covered,
        **{
            f"unitizing alpha (2016), {name} where both mark": one
            for name, one in found.by_code.items()
        },
    }
