"""What the search for topics returns: tables, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

FOUND: Final = "topics found"
NOT_STABLE: Final = "no stable topics at this size"


@dataclass(frozen=True)
class TopicResult:
    """Topics of a study, or the reason why there are none.

    Parameters
    ----------
    status : str
        ``topics found`` or ``no stable topics at this size``.
    reason : str
        Why this number of topics, or why none.
    topics, broad, assignments, shares, terms, choice, changes : pandas.DataFrame
        By the schemas of these names; empty where there are no topics.
    """

    status: str
    reason: str
    topics: pd.DataFrame
    broad: pd.DataFrame
    assignments: pd.DataFrame
    shares: pd.DataFrame
    terms: pd.DataFrame
    choice: pd.DataFrame
    changes: pd.DataFrame
