"""The table of saturation."""

from __future__ import annotations

import pandas as pd

from aft_themes.io.parquet import rows
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.results import Results
from aft_themes.themes.saturation import CAVEAT, saturation_curve, saturation_table


def saturation_results(results: Results) -> pd.DataFrame:
    """Assess saturation over the coded participants in the order of their ids."""
    seed = results.settings.seed
    curve = saturation_curve(results.codings, results.coded, seed=seed, permutations=1)
    return saturation_table(curve)


def saturation_report(results: Results) -> Table:
    """List saturation at the twelve settings of Guest, Namey and Chen (2020)."""
    assessed = saturation_results(results)
    found = [
        Row(
            (
                row.base,
                row.run,
                f"\u2264 {100 * row.threshold:g}%" if row.threshold else "none",
                row.base_codes,
                row.result,
                None if pd.isna(row.share) else 100 * float(row.share),
            )
        )
        for row in rows(assessed)
    ]
    return Table(
        title="Saturation by Base Size, Run Length and New Information",
        columns=(
            Column("Base size", numeric=True),
            Column("Run length", numeric=True),
            Column("New information allowed", 1.4, numeric=True),
            Column("Codes in base", numeric=True),
            Column("Result", 1.4, numeric=True),
            Column("New information in the last run (%)", 1.6, decimals=1, numeric=True),
        ),
        rows=tuple(found),
        notes=(
            "After Guest, Namey and Chen (2020, https://doi.org/10.1371/journal.pone.0232076). "
            "5+2 means: reached after five participants, as two further ones showed. The last run "
            "is the one in which it was reached, or the last of the study.",
            "Participants were taken in the order of their ids, which need not be that in which "
            "they were interviewed.",
            CAVEAT,
        ),
        points=10,
        data=assessed,
    )
