"""A joint display: codes by groups of participants, with numbers and a quote of each group."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from aft_themes.io.parquet import rows
from aft_themes.numbers import share_text
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.results import Results
from aft_themes.themes.authors_quotes import Words
from aft_themes.themes.groups import OTHERS, GroupComparison
from aft_themes.themes.quotation import RULE, printed_quote
from aft_themes.themes.quotes import with_distances
from aft_themes.wording import attribute_label

_MOST_CODES: Final = 6  # with a quote for each group, two pages


def groups_table(results: Results) -> Table:
    """Set groups side by side: how many have a code, and a quote of each group."""
    compared = results.compared
    if compared is None:
        return Table(
            title="Groups of Participants Compared",
            columns=(Column("Code"),),
            rows=(),
            notes=(
                "No attribute has two groups of participants that are large enough to compare.",
            ),
        )
    names = dict(zip(results.themes["code"], results.themes["name"], strict=True))
    quotes = group_passages(results, compared)
    counts = compared.counts
    found = []
    for code in compared.codes[:_MOST_CODES]:
        cells: list[str | None] = [names[code]]
        for group in compared.members:
            row = counts[code, group]
            said = quotes.get((code, group))
            cells += [share_text(row.n, row.of), None if said is None else printed_quote(said)]
        found.append(Row(tuple(cells)))
    columns = [Column("Code", 1.1)]
    for group, of in compared.sizes.items():
        columns += [Column(f"{group} (n = {of})", 0.6, numeric=True), Column(f"{group}: quote", 2)]
    return Table(
        title=f"Codes by {attribute_label(compared.attribute)}: Numbers and Quotes",
        columns=tuple(columns),
        rows=tuple(found),
        notes=_notes(compared),
        landscape=True,
        points=8,
        data=compared.shares[["code", "group", "n", "of", "share", "gap"]],
    )


def _notes(compared: GroupComparison) -> tuple[str, ...]:
    pool = compared.members.get(OTHERS)
    return (
        "n (%) of the participants of each group who have the code, and one passage of one of "
        "them that is quoted nowhere else: the nearest to the centre of the code's passages. Shown "
        "are the codes with the widest gap between groups.",
        *((f"{OTHERS} = groups too small to stand alone: {', '.join(pool)}.",) if pool else ()),
        "The gaps are leads, not tests.",
        RULE,
    )


def group_passages(
    results: Results, compared: GroupComparison | None
) -> dict[tuple[str, str], Any]:
    """Choose a passage for each code and group; none that is printed already.

    In a reflexive study no program chooses.
    """
    if compared is None or results.vectors is None:
        return {}
    printed = results.quotes[results.quotes["printed"]]
    taken = [Words.of(row) for row in rows(printed)]
    values = results.people.set_index("participant")[compared.attribute]
    group_of = {value: group for group, held in compared.members.items() for value in held}
    chosen: dict[tuple[str, str], Any] = {}
    for code in compared.codes[:_MOST_CODES]:
        mine = results.rolled_up[results.rolled_up["code"] == code]
        for row in rows(_nearest_first(mine, results)):
            group = group_of.get(values.get(row.participant, ""), "")
            free = not any(Words.of(row).overlaps(one) for one in taken)
            if group and free and (code, group) not in chosen:
                chosen[code, group] = row
                taken.append(Words.of(row))
    return chosen


def _nearest_first(passages: pd.DataFrame, results: Results) -> pd.DataFrame:
    limits = results.settings.quotes
    placed = with_distances(passages, results.segments, results.vectors)
    whole = placed["paired"] & ~placed["cut_before"] & ~placed["cut_after"]
    fitting: Any = placed[whole & placed["words"].between(limits.min_words, limits.max_words)]
    ordered: pd.DataFrame = fitting.sort_values(["distance", "interview", "turn", "start"])
    return ordered
