"""What the report says of consensus, audit and stability, and every decision with its dissent."""

from __future__ import annotations

from aft_themes.consensus.stability import check_stability, say_stability
from aft_themes.io.parquet import rows
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.numbering import cite_table
from aft_themes.tables.results import Results
from aft_themes.vocabulary import Decision
from aft_themes.wording import count


def consensus_table(results: Results) -> Table:
    """List what was decided by consensus, each decision beside the minority's reading."""
    known = results.codebook
    return Table(
        title="Decisions by Consensus, With the Readings of Those Who See It Otherwise",
        columns=(
            Column("Code", 2.0),
            Column("Interview", 0.8),
            Column("Turn", 0.5),
            Column("Consensus", 1.4),
            Column("Date", 0.9),
            Column("Minority reading", 4.0),
        ),
        rows=tuple(
            Row(
                (
                    _name(results, one.code),
                    one.interview,
                    one.turn,
                    _decision(results, one.decision, one.change_to),
                    one.date or None,
                    one.minority or None,
                )
            )
            for one in rows(results.consensus)
            if one.code in known
        ),
        notes=(
            "Where coders differed, the team decided together. A minority reading is what those "
            "said who see it otherwise; it is kept, and changes no count.",
        ),
        landscape=True,
    )


def _name(results: Results, code: str) -> str:
    return results.codebook[code].name if code in results.codebook else code


def _decision(results: Results, decision: str, change_to: str) -> str:
    if decision == Decision.CHANGE_TO:
        return f"the code is {_name(results, change_to)} instead"
    said = {Decision.ACCEPT.value: "the code applies", Decision.REJECT.value: "it does not apply"}
    return said.get(decision, decision)


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
        f"Where coders differed, {count(len(decided), 'case was', 'cases were')} decided by "
        f"consensus{by}{when}; a "
        f"minority reading is kept for {kept} of them ({cite_table('consensus')})."
    )


def _core_ideas(results: Results) -> str:
    ideas = results.core_ideas
    if ideas.empty:
        return ""
    cases, domains = ideas["participant"].nunique(), ideas["domain"].nunique()
    return f"Core ideas were written for {count(cases, 'case')} in {count(domains, 'domain')}."


def _audited(results: Results) -> str:
    audit = results.audit
    if audit.empty:
        return ""
    answered = int(audit["answered"].sum())
    return (
        f"An auditor made {count(len(audit), 'comment')} on consensus, core ideas and "
        f"cross-analysis; the team answered {answered} of them."
    )


def _stable(results: Results) -> str:
    themes = results.settings.themes
    if themes.labels != "hill":
        return ""  # without labels there is nothing that could change
    found = check_stability(results.participants, themes.withheld, themes)
    withheld = len(set(themes.withheld) & set(results.participants["participant"]))
    return say_stability(found, withheld)
