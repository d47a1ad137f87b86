"""What the report says of consensus, audit and stability."""

from __future__ import annotations

from aft_themes.consensus.stability import check_stability, say_stability
from aft_themes.tables.results import Results


def say_consensus(results: Results) -> str:
    """Say how differences were settled, audited and checked; empty where nothing was recorded."""
    parts = [_decided(results), _core_ideas(results), _audited(results), _stable(results)]
    return " ".join(part for part in parts if part)


def _decided(results: Results) -> str:
    decided = results.consensus
    if decided.empty:
        return ""
    dates = sorted(date for date in decided["date"] if date)
    when = f" between {dates[0]} and {dates[-1]}" if dates else ""
    who = {name.strip() for names in decided["decided_by"] for name in names.split(",")} - {""}
    by = f" by {len(who)} people" if len(who) > 1 else ""
    kept = int((decided["minority"] != "").sum())
    return (
        f"Where coders differed, {len(decided)} cases were decided by consensus{by}{when}; a "
        f"minority reading is kept for {kept} of them."
    )


def _core_ideas(results: Results) -> str:
    ideas = results.core_ideas
    if ideas.empty:
        return ""
    cases, domains = ideas["participant"].nunique(), ideas["domain"].nunique()
    return f"Core ideas were written for {cases} cases in {domains} domains."


def _audited(results: Results) -> str:
    audit = results.audit
    if audit.empty:
        return ""
    answered = int(audit["answered"].sum())
    return (
        f"An auditor made {len(audit)} comments on consensus, core ideas and cross-analysis; the "
        f"team answered {answered} of them."
    )


def _stable(results: Results) -> str:
    themes = results.settings.themes
    if themes.labels != "hill":
        return ""  # without labels there is nothing that could change
    found = check_stability(results.participants, themes.withheld, themes)
    withheld = len(set(themes.withheld) & set(results.participants["participant"]))
    return say_stability(found, withheld)
