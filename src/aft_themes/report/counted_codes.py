"""Sentences about what was counted: frequent and rare codes, quotes, groups, negative cases."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from aft_themes.report.wording import count, listed
from aft_themes.tables.numbering import cite_table
from aft_themes.tables.results import Results
from aft_themes.tables.themes import quote_rule, widespread
from aft_themes.themes.groups import LEADS
from aft_themes.vocabulary import Chooser, FrequencyLabel
from aft_themes.wording import attribute_words

_LEAST_SHOWN = 4  # participants: codes of fewer are quoted in tables only
_GAPS = 3  # the widest that the text names; figure and table have more


def least_shown(of: int) -> int:
    """Participants from which a code is quoted in the text; half of them in a small study."""
    return min(_LEAST_SHOWN, (of + 1) // 2)


def counted_facts(results: Results) -> dict[str, str]:
    """Say what the counts of codes show, and how quotes were chosen."""
    codes = results.themes[results.themes["code"].isin([code.id for code in results.codes])]
    quoted = results.quotes[results.quotes["printed"]]
    nothing = "The codebook has no codes yet, so nothing is counted."
    if len(codes) and not results.coded:
        nothing = "No interview is coded yet, so nothing is counted."
    counted = len(codes) > 0 and bool(results.coded)
    return {
        "major_themes": _frequent(results, codes) if counted else nothing,
        "minor_themes": _seldom(codes) if counted else "",
        "quotes": _say_quotes(results, quoted),
        "quote_rule": _quote_rule(results) if len(quoted) else "",
        "groups": _groups(results),
        "negative": _negative(results),
    }


def _say_quotes(results: Results, quoted: pd.DataFrame) -> str:
    """Say how many quotes are printed, what they are, and who chose them."""
    if results.codings.empty:
        return "No quotes are printed: nothing is coded yet."
    if quoted.empty and results.vectors is not None:
        return "No quotes are printed: no passage fits the rule, and the authors have chosen none."
    if quoted.empty:
        return "No quotes are printed: the authors have chosen none yet."
    people = count(quoted["participant"].nunique(), "participant")
    return (
        f"Report, supplement and tables have {count(len(quoted), 'quote')} of {people}, each with "
        f"the participant's id: {_choosers(quoted)}. Each is the coder's own passage, widened to "
        "whole sentences. A code counts for a segment if at least "
        f"{results.settings.coding.min_overlap:.0%} of the coder's words lie in it, or if they are "
        "at least that share of its words; what is shown is always the passage. Where an answer "
        "goes on from the interviewer's question, the question stands before it."
        f"{_say_short_quotes(results)}"
    )


def _say_short_quotes(results: Results) -> str:
    if results.vectors is None:
        return ""
    return (
        f" {cite_table('themes_summary')} adds a few words on each code, by the rule in its note; "
        "the figure of quotes may add further ones."
    )


def _quote_rule(results: Results) -> str:
    if results.vectors is None:
        return ""
    embeddings = results.settings.embeddings
    return (
        f"{quote_rule(results)} The centre is the mean of the passages' sentence embeddings "
        f"({Path(embeddings.model).name}, {embeddings.precision}; Reimers & Gurevych, 2019)."
    )


def _frequent(results: Results, codes: pd.DataFrame) -> str:
    """Say how many codes most participants have."""
    below = _beside_domains(results, codes)
    if not codes["of"].any():
        return "No coding is counted."
    if not codes["n"].any():
        return f"No code{below} was given to any participant."
    if results.settings.themes.labels == "hill":
        named = {kind: int((codes["label"] == kind).sum()) for kind in FrequencyLabel}
        shares = listed([f"{n} {kind}" for kind, n in named.items() if n])
        labelled = f": {shares}" if shares else ""
        return (
            f"Of {count(len(codes), 'code')}{below}, {sum(named.values())} carry a label{labelled}."
        )
    often = int((codes["n"] > codes["of"] / 2).sum())
    if codes["of"].max() == 1:
        return f"Of {count(len(codes), 'code')}{below}, {often} {_given(often)} the participant."
    if not often:
        return f"No code{below} was given to more than half of the participants."
    if often == len(codes) > 1:
        return f"All {often} codes{below} were given to more than half of the participants."
    known = count(len(codes), "code")
    if len(codes) == 1:
        return f"The only code{below} was given to more than half of the participants."
    return f"Of the {known}{below}, {often} {_given(often)} more than half of the participants."


def _beside_domains(results: Results, codes: pd.DataFrame) -> str:
    """Say that domains are not among the codes; some codes may be of no domain."""
    if not results.domains:
        return ""
    return " besides the domains" if (codes["level"] == 1).any() else " below the domains"


def _given(codes: int) -> str:
    return "was given to" if codes == 1 else "were given to"


def _seldom(codes: pd.DataFrame) -> str:
    """Say how many codes few participants have; nothing where few and many are the same."""
    if codes["of"].max() <= 1 or not codes["n"].any():
        return ""
    least = least_shown(int(codes["of"].max()))
    few = int(((codes["n"] > 0) & (codes["n"] < least)).sum())
    unseen = int((codes["n"] == 0).sum())
    if not few and not unseen:
        return ""
    number = few or unseen
    said = [
        f"{few} {{given}}to fewer than {count(least, 'participant')} (see the tables)"
        if few
        else "",
        f"{unseen} {{given}}to nobody" if unseen else "",
    ]
    told = listed([one for one in said if one])
    given = "was given " if number == 1 else "were given "
    return f"Of the codes, {told.replace('{given}', given, 1).replace('{given}', '')}."


def _negative(results: Results) -> str:
    """Say how many widespread codes somebody speaks against."""
    found = widespread(results)
    if not results.valued or found.empty:
        return ""
    against = int((found["against"].str.len() > 0).sum())
    what, whats = ("code or domain", "codes and domains") if results.domains else ("code", "codes")
    return (
        f"Of the {count(len(found), what, whats)} that more than half of the participants have, "
        f"{against or 'none'} {'has' if against == 1 else 'have'} negative cases: participants "
        f"who value the code only in the opposite way from most ({cite_table('negative_cases')})."
    )


def _groups(results: Results) -> str:
    """Say by what groups are compared, and where they differ most."""
    compared = results.compared
    if compared is None:
        return ""  # the table's note says so
    others = [attribute_words(one) for one in compared.among if one != compared.attribute]
    beside = f"; by {listed(others)}, groups differ less" if others else ""
    name = dict(zip(results.themes["code"], results.themes["name"], strict=True))
    widest = [name[code] for code in compared.codes[:_GAPS]]
    gaps = "gap of all is" if len(widest) == 1 else "gaps of all are"
    return (
        f"Participants are compared by {attribute_words(compared.attribute)}{beside}. The "
        f"widest {gaps} in {listed(widest)}. {LEADS}"
    )


def _choosers(quoted: pd.DataFrame) -> str:
    """Say how many quotes the authors chose, and how many the rule."""
    by = quoted["chosen_by"].value_counts()
    chosen, ruled = int(by.get(Chooser.AUTHORS, 0)), int(by.get(Chooser.RULE, 0))
    if not ruled:
        return "all chosen by the authors"
    if not chosen:
        return "chosen by a stated rule"
    return f"{chosen} chosen by the authors, {ruled} by a stated rule"
