"""Small words that every sentence needs."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from aft_themes.tables.results import Results
from aft_themes.wording import count

__all__ = ["count", "count_inferred", "listed", "read_intake", "sentences"]


def listed(words: Sequence[str]) -> str:
    """Join words with commas and a last "and"."""
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def sentences(*said: str) -> str:
    """Join what there is to say."""
    return " ".join(sentence for sentence in said if sentence)


def read_intake(results: Results) -> pd.DataFrame:
    """Return the intake rows of transcripts that were read."""
    return results.intake[results.intake["status"] == "read"]


def count_inferred(read: pd.DataFrame) -> int:
    """Count the transcripts in which a program found out who interviews."""
    return int(((read["roles"] == "inferred") & (read["interviewer_words"] > 0)).sum())
