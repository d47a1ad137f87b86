"""How often people corrected the machine, by code."""

from __future__ import annotations

from aft_themes.io.parquet import rows
from aft_themes.numbers import interval_text
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.results import Results

_MOST_CODES = 3  # codes chosen instead that a cell names


def corrections_table(results: Results) -> Table:
    """List, by code, what reviewers made of the machine's suggestions."""
    found = list(rows(results.corrections))
    return Table(
        title="How Often People Corrected the Machine",
        columns=(
            Column("Code", 2.4),
            Column("Decided", 0.8, numeric=True),
            Column("Accepted", 0.8, numeric=True),
            Column("Rejected", 0.8, numeric=True),
            Column("Changed", 0.8, numeric=True),
            Column("Share corrected", 1.4, numeric=True),
            Column("Chosen instead", 2.0),
        ),
        rows=tuple(
            Row(
                (
                    results.codebook[one.code].name if one.code else "All codes",
                    one.decided,
                    one.accepted,
                    one.rejected,
                    one.changed,
                    interval_text(one.share, one.low, one.high) if one.decided else None,
                    _chosen(results, one.changed_to) or None,
                )
            )
            for one in found
            if not one.code or one.code in results.codebook
        ),
        notes=_notes(results),
    )


def _chosen(results: Results, codes: list[str]) -> str:
    known = [results.codebook[code].name for code in codes if code in results.codebook]
    return ", ".join(known[:_MOST_CODES])


def _notes(results: Results) -> tuple[str, ...]:
    if results.corrections.empty:
        return ("Nobody has decided about a suggestion of the machine in this run.",)
    every = results.corrections.iloc[0]
    level = results.settings.themes.confidence
    return (
        "Suggestions that a person accepted, rejected or changed to another code, looking at each. "
        f"Brackets: {level:.0%} Wilson intervals, a little too narrow, for decisions about one "
        "participant are alike.",
        f"Left open as unsure: {every['unsure']}. Accepted in bulk after a sample check, which "
        f"shows nothing about them: {every['in_bulk']}.",
    )


def say_corrections(results: Results) -> str:
    """Say in one sentence how often the machine was corrected."""
    if results.corrections.empty:
        return ""  # the table's note says so
    if not results.corrections.iloc[0]["decided"]:
        return "Nobody has decided about a suggestion of the machine."
    every = results.corrections.iloc[0]
    said = interval_text(every["share"], every["low"], every["high"])
    bulk = (
        f" A further {every['in_bulk']} were accepted in bulk after a sample check."
        if every["in_bulk"]
        else ""
    )
    return (
        f"People looked at {every['decided']} suggestions of the machine and corrected "
        f"{every['rejected'] + every['changed']} of them ({said}): {every['rejected']} were "
        f"rejected, {every['changed']} changed to another code.{bulk}"
    )
