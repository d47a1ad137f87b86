"""How often people corrected the machine, by code."""

from __future__ import annotations

import pandas as pd

from aft_themes.catalog import CORRECTIONS
from aft_themes.coding.review.queue import SUGGESTIONS
from aft_themes.stats import wilson
from aft_themes.vocabulary import Decision, How


def count_corrections(decisions: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Count what people made of the machine's suggestions.

    Only decisions that a person took looking at the passage count towards the share: of what was
    accepted in bulk nobody knows how much was right.

    Parameters
    ----------
    decisions : pandas.DataFrame
        By ``REVIEW_DECISIONS``.
    confidence : float
        Level of the Wilson interval.

    Returns
    -------
    pandas.DataFrame
        By ``CORRECTIONS``; empty where no suggestion was decided.
    """
    about = decisions[
        decisions["asked"].isin(SUGGESTIONS) & decisions["status"].isin(("used", "unsure"))
    ]
    parts = [("", about)] if len(about) else []
    parts += [(str(code), mine) for code, mine in about.groupby("code", sort=True)]
    rows = [_count(code, mine, confidence) for code, mine in parts]
    frame = pd.DataFrame(rows, columns=CORRECTIONS.schema.names)
    return frame.astype({"share": "float64", "low": "float64", "high": "float64"})


def _count(code: str, mine: pd.DataFrame, confidence: float) -> dict[str, object]:
    each = mine[mine["how"] == How.ONE_BY_ONE]
    said = each["decision"].value_counts()
    accepted, rejected, changed, unsure = (
        int(said.get(one.value, 0))
        for one in (Decision.ACCEPT, Decision.REJECT, Decision.CHANGE_TO, Decision.UNSURE)
    )
    decided, corrected = accepted + rejected + changed, rejected + changed
    low, high = wilson(corrected, decided, confidence)
    chosen = each.loc[each["decision"] == Decision.CHANGE_TO, "change_to"].value_counts()
    ordered = sorted(chosen.items(), key=lambda one: (-one[1], str(one[0])))
    return {
        "code": code,
        "decided": decided,
        "accepted": accepted,
        "rejected": rejected,
        "changed": changed,
        "share": corrected / decided if decided else None,
        "low": low if decided else None,
        "high": high if decided else None,
        "unsure": unsure,
        "in_bulk": int((mine["how"] == How.IN_BULK).sum()),
        "changed_to": [str(one) for one, _ in ordered],
    }
