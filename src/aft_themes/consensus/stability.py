"""The stability check: whether frequency labels hold when withheld cases are added.

Hill, Thompson and Williams (1997, The Counseling Psychologist 25, 517-572) withhold a few cases
until the cross-analysis is done, add them, and see whether labels or categories change.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from aft_themes.io.parquet import rows
from aft_themes.settings import ThemeSettings
from aft_themes.themes.themes import frequency_label
from aft_themes.wording import count

COLUMNS = ("code", "n_before", "of_before", "label_before", "n", "of", "label", "change")


def check_stability(
    counted: pd.DataFrame, withheld: Collection[str], settings: ThemeSettings
) -> pd.DataFrame:
    """Compare each code's frequency label without and with the withheld participants.

    Parameters
    ----------
    counted : pandas.DataFrame
        By ``THEME_PARTICIPANTS``.
    withheld : collection of str
        Participants; those who were not coded are left out.
    settings : ThemeSettings
        The rule of the labels.

    Returns
    -------
    pandas.DataFrame
        The columns of :data:`COLUMNS`; ``change`` is ``none``, ``label`` or ``new`` (a code that
        only the withheld cases have). Empty where nobody was withheld, or nobody else was coded.
    """
    people = set(counted["participant"])
    kept = people - set(withheld)
    if not kept or kept == people:
        return pd.DataFrame(columns=list(COLUMNS))
    has = counted[counted["segments"] > 0]
    every = has.groupby("code")["participant"].agg(set)
    table = []
    for code in dict.fromkeys(counted["code"]):
        with_them = every.get(code, set())
        without = with_them & kept
        labels = [
            str(frequency_label(len(one), len(of), settings))
            for one, of in ((without, kept), (with_them, people))
        ]
        change = (
            "new" if with_them and not without else "label" if labels[0] != labels[1] else "none"
        )
        table.append(
            (
                code,
                len(without),
                len(kept),
                labels[0],
                len(with_them),
                len(people),
                labels[1],
                change,
            )
        )
    return pd.DataFrame(table, columns=list(COLUMNS))


def say_stability(found: pd.DataFrame, withheld: int) -> str:
    """Say in one sentence what the withheld cases changed; empty if none were withheld."""
    if found.empty:
        return ""
    changed = found["change"].value_counts()
    label, new = int(changed.get("label", 0)), int(changed.get("new", 0))
    used = sum(row.n > 0 for row in rows(found))
    withheld_said = count(withheld, "case was", "cases were")
    changes = f"{label} of {count(used, 'category', 'categories')}"
    return (
        f"Stability check: {withheld_said} withheld until the end. With "
        f"{'it' if withheld == 1 else 'them'} the frequency label changed for {changes}, and "
        f"{count(new, 'category', 'categories')} came in."
    )
