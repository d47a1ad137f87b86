"""Saturation: how new codes come in with each participant, and the measure of Guest et al. (2020).

What is counted is the first use of each code of the codebook. Where the codebook was fixed before
coding, as it is in this package, the curve tells how soon its codes came up, not whether further
interviews would have called for codes that it does not have.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from aft_themes.catalog import SATURATION, SATURATION_CURVE
from aft_themes.io.parquet import rows

# the sizes that Guest, Namey and Chen (2020, PLoS ONE 15(5), doi 10.1371/journal.pone.0232076) give
BASES, RUNS, THRESHOLDS = (4, 5, 6), (2, 3), (0.05, 0.0)
CAVEAT = (
    "The codebook was fixed before coding: this shows how soon its codes came up, not whether "
    "more interviews would have called for other codes."
)


def saturation_curve(
    codings: pd.DataFrame,
    participants: Sequence[str],
    *,
    seed: int,
    permutations: int = 1000,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Count codes that are new in each participant, with a band over random orders."""
    used = codings[codings["participant"].isin(participants)]
    present = pd.crosstab(used["participant"], used["code"])
    present = present.reindex(list(participants), fill_value=0)
    has = present.to_numpy() > 0
    number = len(participants)
    if not number:
        return pd.DataFrame(columns=SATURATION_CURVE.schema.names)
    seen = np.logical_or.accumulate(has, axis=0).sum(axis=1)
    random = np.random.default_rng(seed)
    drawn = np.empty((permutations, number))
    for row in range(permutations):
        order = random.permutation(number)
        drawn[row] = np.logical_or.accumulate(has[order], axis=0).sum(axis=1)
    tail = (1 - confidence) / 2
    low, median, high = np.quantile(drawn, (tail, 0.5, 1 - tail), axis=0)
    return pd.DataFrame(
        {
            "order": np.arange(1, number + 1),
            "participant": list(participants),
            "new": np.diff(seen, prepend=0),
            "cumulative": seen,
            "low": low,
            "median": median,
            "high": high,
        }
    )


def saturation_table(curve: pd.DataFrame) -> pd.DataFrame:
    """Assess saturation at all twelve settings of Guest, Namey and Chen (2020).

    PLOS ONE 15(5), e0232076, doi 10.1371/journal.pone.0232076: base sizes of 4, 5 and 6
    interviews, runs of 2 and 3, and new information of at most 5% or none.
    """
    new = [int(row.new) for row in rows(curve)]
    table = [
        assess(new, base, run, threshold)
        for base in BASES
        for run in RUNS
        for threshold in THRESHOLDS
    ]
    frame = pd.DataFrame(table, columns=SATURATION.schema.names)
    return frame.astype({"participants": "Int32", "share": "float64"})


def assess(new: Sequence[int], base: int, run: int, threshold: float) -> dict[str, object]:
    """Assess saturation at one setting.

    The codes of the first ``base`` interviews are the measure. Runs of ``run`` interviews follow
    each other by one interview, the first right after the base; saturation is reached before the
    first run whose new codes, as a share of the base's codes, are at most ``threshold``.
    """
    found = sum(new[:base])
    row: dict[str, object] = {
        "base": base,
        "run": run,
        "threshold": threshold,
        "base_codes": found,
        "status": "not assessable",
        "result": "not assessable",
        "participants": None,
        "share": None,
    }
    if len(new) < base + run or not found:
        return row
    for before in range(base, len(new) - run + 1):
        # a share such as 1/20 is not exact in binary: counts are compared, with 1e-9 for rounding
        fresh = sum(new[before : before + run])
        row |= {"share": fresh / found}
        if fresh <= threshold * found + 1e-9:
            reached = {"status": "reached", "result": f"{before}+{run}", "participants": before}
            return row | reached
    return row | {"status": "not reached", "result": "not reached"}
