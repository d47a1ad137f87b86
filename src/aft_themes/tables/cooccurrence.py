"""The table of codes that occur together."""

from __future__ import annotations

import pandas as pd

from aft_themes.io.parquet import rows
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.results import Results
from aft_themes.wording import count

_PAIRS = 60  # two printed pages
_LEAST_TOGETHER = 3  # segments; pairs in fewer say little


def cooccurrence_table(results: Results) -> Table:
    """List the pairs of codes that stand together most often."""
    book = results.codebook
    pairs = results.cooccurrence
    specific = [code.id for code in results.codes]
    left_out = " (domains left out)" if results.domains else ""
    fitting = pairs[
        pairs["code"].isin(specific)
        & pairs["other"].isin(specific)
        & (pairs["segments"] >= _LEAST_TOGETHER)
    ]
    order = fitting.sort_values(["segments", "participants"], ascending=False, kind="stable")
    found = [
        Row(
            (
                book[row.code].name,
                book[row.other].name,
                row.segments,
                row.participants,
                float(row.expected),
                float(row.jaccard),
                None if pd.isna(row.phi) else float(row.phi),
            )
        )
        for row in rows(order[:_PAIRS])
    ]
    return Table(
        title="Codes That Occur Together",
        columns=(
            Column("Code", 2.4),
            Column("Other code", 2.4),
            Column("Segments with both", 1, numeric=True),
            Column("Participants with both", 1.1, numeric=True),
            Column("Expected participants", 1.1, decimals=1, numeric=True),
            Column("Jaccard", 0.8, bounded=True, numeric=True),
            Column("\u03c6", 0.7, bounded=True, numeric=True),
        ),
        rows=tuple(found),
        notes=_notes(len(found), len(fitting), left_out),
        points=9,
        data=order,
    )


def _notes(found: int, fitting: int, left_out: str) -> tuple[str, ...]:
    if not found:
        return (f"No two codes{left_out} share {_LEAST_TOGETHER} segments.",)
    return (
        f"Shown are {found:,} of {count(fitting, 'pair')} of codes{left_out} that share at least "
        f"{_LEAST_TOGETHER} segments, most segments first.",
        "Expected participants: if the two codes were independent. Jaccard and \u03c6 are over "
        "participants; \u03c6 is not defined where everybody or nobody has a code.",
    )
