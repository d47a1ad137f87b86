"""The sheets of the consensus workbook: their names and columns, for writing and for reading."""

from __future__ import annotations

from dataclasses import dataclass

AUDIT = ("Auditor's comment", "Auditor", "Team's answer")
"""What an auditor writes on every sheet, and what the team answers."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: columns that the program fills, and columns for people.

    Parameters
    ----------
    name : str
        Of the sheet, and of what an auditor's comment is about.
    given, asked : tuple of str
        Headers.
    """

    name: str
    given: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """All headers, in their order."""
        return (*self.given, *self.asked, *AUDIT)

    def is_mine(self, header: set[str]) -> bool:
        """Tell whether a sheet's first row, in small letters, is that of this sheet."""
        return {name.casefold() for name in (*self.given[:2], *self.asked, *AUDIT)} <= header


DECISIONS = Sheet(
    "Consensus",
    ("Interview", "Turn", "Segment", "Code", "Name", "Said by"),
    ("Decision", "Change to", "Valence", "Minority reading", "Reviewer", "Date"),
)
CORE_IDEAS = Sheet("Core ideas", ("Case", "Domain", "Name", "Passages"), ("Core idea",))
CROSS_ANALYSIS = Sheet(
    "Cross-analysis", ("Category", "Name", "Cases", "Of", "Label"), ("Team's note",)
)
SHEETS = (DECISIONS, CORE_IDEAS, CROSS_ANALYSIS)
