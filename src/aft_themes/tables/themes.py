"""Tables of the themes: how widespread, in which groups, and who lacks or contradicts them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aft_themes.corpus.attribute_values import place_of_value
from aft_themes.io.parquet import rows
from aft_themes.numbers import share_text
from aft_themes.settings import ThemeSettings
from aft_themes.tables.estimates import estimated_shares, estimates_heading, say_estimates
from aft_themes.tables.model import (
    Column,
    Row,
    Table,
    Value,
    without_columns,
    without_empty_columns,
)
from aft_themes.tables.participants import hidden_groups
from aft_themes.tables.results import Results
from aft_themes.themes.groups import NOT_STATED
from aft_themes.themes.quotation import RULE, printed_quote
from aft_themes.vocabulary import Chooser, Stance, Valence
from aft_themes.wording import attribute_label

_FEW_PARTICIPANTS = 8  # below the eight to fifteen that consensual qualitative research asks for
_OPPOSITE = {Valence.BENEFIT: Valence.CHALLENGE, Valence.CHALLENGE: Valence.BENEFIT}


def themes_table(results: Results) -> Table:
    """List every code: how many participants, how they valued it, quotes for and against."""
    quotes, estimated = printed_quotes(results), estimated_shares(results)
    table = Table(
        title=_title(quotes),
        columns=_theme_columns(results),
        rows=tuple(
            Row((heading, *_theme_cells(results, row, estimated.get(row.code), quotes)), indent)
            for heading, row, indent in arranged_rows(results)
        ),
        notes=_theme_notes(results),
        group=True,
        landscape=True,
        points=8,
        data=_theme_data(results),
    )
    if not results.valued:
        table = without_columns(table, *_BY_VALENCE)
    if results.settings.themes.shown_confidence is None:
        table = without_columns(table, _interval_heading(results))
    table = without_empty_columns(
        table,
        "Definition",
        estimates_heading(results),
        "Label",
        "Typical quote",
        "Contrary quote",
    )
    return _grouped(table, results)


def _title(quotes: dict[tuple[str, str], str]) -> str:
    if any(stance == Stance.CONTRARY for _, stance in quotes):
        return "Codes, Their Frequency, and Quotes For and Against"
    return "Codes, Their Frequency, and Quotes" if quotes else "Codes and Their Frequency"


def _theme_columns(results: Results) -> tuple[Column, ...]:
    return (
        Column(results.grouped_by),
        Column("Code", 1.2),
        Column("Definition", 1.5),
        Column(f"n (% of {len(results.coded)})", 0.75, numeric=True),
        Column(_interval_heading(results), 0.7),
        Column(estimates_heading(results), 0.8),
        Column("Label", 0.7),
        Column("Segments", 0.35, numeric=True, upright=True),
        *(Column(name, 0.3, numeric=True, upright=True) for name in _BY_VALENCE),
        Column("Typical quote", 2.3),
        Column("Contrary quote", 2.3),
    )


def _theme_cells(
    results: Results,
    row: Any,  # noqa: ANN401  # a row of the themes
    estimate: str | None,
    quotes: dict[tuple[str, str], str],
) -> tuple[Value, ...]:
    """Fill the columns of one theme, but for the first."""
    return (
        theme_name(results, row),
        row.definition or None,
        share_text(row.n, row.of),
        f"[{100 * row.low:.0f}, {100 * row.high:.0f}]",
        estimate,
        row.label or None,
        row.segments,
        row.benefit,
        row.challenge,
        row.mixed,
        row.none,
        quotes.get((row.code, Stance.TYPICAL)),
        quotes.get((row.code, Stance.CONTRARY)),
    )


def _grouped(table: Table, results: Results) -> Table:
    """Leave out the first column where nothing groups the codes."""
    return table if results.grouped_by else without_columns(table, "")


def arranged_rows(results: Results) -> list[tuple[str, Any, int]]:
    """Give the rows of the themes as tables list them, each with its heading and indent."""
    row_of = {row.code: row for row in rows(results.themes)}
    return [
        (one.heading, row_of[one.code], one.indent)
        for one in results.arranged
        if one.code in row_of
    ]


_DATA = "code domain level name n of share low high label segments".split()
_INTERVAL = ["low", "high"]


def _theme_data(results: Results) -> pd.DataFrame:
    """Give the numbers of the themes under the names of the stage table."""
    columns = [*_DATA, *(key.value for key in Valence)] if results.valued else _DATA
    data = results.themes[columns]
    if results.settings.themes.labels != "hill":
        data = data.drop(columns="label")
    theme_of = {code: theme.name for theme in results.authors_themes for code in theme.codes}
    if theme_of:
        data = data.assign(theme=data["code"].map(theme_of).fillna(""))
    return _without_intervals(results, data)


def _without_intervals(results: Results, data: pd.DataFrame) -> pd.DataFrame:
    if results.settings.themes.shown_confidence is None:
        return data.drop(columns=_INTERVAL)
    return data


_BY_VALENCE = ("Benefit", "Challenge", "Mixed", "Neither")
_VALUES = "Benefit, challenge, mixed and neither: participants who spoke of the code in this way."


def _level(results: Results) -> str:
    return f"{100 * results.settings.themes.confidence:g}"


def _interval_heading(results: Results) -> str:
    return f"{_level(results)}% CI"


def theme_name(results: Results, row: Any) -> str:  # noqa: ANN401  # a row of the themes
    """Name a theme; a domain is marked as a whole."""
    whole = row.code in {code.id for code in results.domains}
    return f"{row.name} (whole domain)" if whole else str(row.name)


def _theme_notes(results: Results) -> tuple[str, ...]:
    themes = results.settings.themes
    interval = (
        f"CI = {_level(results)}% Wilson interval of the share, in percent; it describes counting "
        "error, not a population that was sampled at random."
    )
    return (
        f"N = {len(results.coded)} participants whose interviews were coded. "
        f"{_counted_once(results)}",
        *(interval,) * (themes.shown_confidence is not None),
        *filter(None, (say_estimates(results),)),
        *(label_rule(themes, len(results.coded)),) * (themes.labels == "hill"),
        *(_VALUES,) * results.valued,
        quote_rule(results),
        RULE,
    )


def _counted_once(results: Results) -> str:
    if results.domains:
        return "A participant counts for a code and for those above it."
    return "A participant counts once for each code."


def quote_rule(results: Results) -> str:
    """State the rule by which quotes are chosen."""
    quotes = results.settings.quotes
    contrary = "; the contrary quote, among the passages that value the code otherwise"
    if results.vectors is None:
        return "The authors chose all quotes."
    within = "Within a domain at most" if results.domains else "Of a code at most"
    chosen = (results.quotes.loc[results.quotes["printed"], "chosen_by"] == Chooser.AUTHORS).sum()
    authors = f"The authors chose {chosen}; the others follow a rule. " if chosen else ""
    order = "; specific codes choose first, so that other codes may have none"
    return (
        f"{authors}The typical quote is among the nearest to the centre of the code's passages"
        f"{contrary if results.valued else ''}. Quotes have {quotes.min_words} to "
        f"{quotes.max_words} words if the coder's words allow; no words are quoted twice. {within} "
        f"{quotes.per_participant} come from one participant{order if results.domains else ''}."
    )


def label_rule(themes: ThemeSettings, participants: int) -> str:
    """State the rule of the frequency labels."""
    few = f" With {participants} participants, one more or one fewer changes a label."
    return (
        f"Label after Hill et al. (2005): general = all participants or all but "
        f"{themes.general_missing}; typical = more than {100 * themes.typical_above:g}%; variant "
        f"= {themes.variant_from} or more; rare = {themes.rare_from} or more; fewer carry no label."
        f"{few if participants < _FEW_PARTICIPANTS else ''}"
    )


def printed_quotes(results: Results) -> dict[tuple[str, str], str]:
    """Print the quotes that were chosen for the tables."""
    chosen = results.quotes[results.quotes["printed"]]
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows(chosen):
        found.setdefault((row.code, row.stance), []).append(printed_quote(row))
    return {key: " ".join(quotes) for key, quotes in found.items()}


def attributes_table(results: Results) -> Table:
    """Split every code by the participants' attributes."""
    groups = results.groups
    wide = {(row.code, row.attribute, row.value): (row.n, row.of) for row in rows(groups)}
    sizes = groups.drop_duplicates(["attribute", "value"])[["attribute", "value", "of"]]
    shown = _shown_groups(sizes, results.settings.report.suppress_below)
    found = [
        Row(
            (
                heading,
                theme_name(results, theme),
                *(share_text(*wide[theme.code, attribute, value]) for attribute, value, _ in shown),
            ),
            indent,
        )
        for heading, theme, indent in arranged_rows(results)
    ]
    notes = [
        "n (%) of the participants of each group.",
        "The groups are small: use differences as hints where to read on.",
    ]
    if not shown:
        notes = [
            "No attribute of the participants has two to six values that at least two of them "
            "share, and themes.attributes in the settings names none."
        ]
    if len(shown) < len(sizes):
        notes.append("Groups that are too small to be shown are left out.")
    heads = [f"{attribute_label(attribute)}: {value} (n = {of})" for attribute, value, of in shown]
    table = Table(
        title="Codes by Attributes of the Participants",
        columns=(
            Column(results.grouped_by),
            Column("Code", 2.4),
            *(Column(head, numeric=True, upright=True) for head in heads),
        ),
        rows=tuple(found),
        notes=tuple(notes),
        group=True,
        landscape=True,
        points=7.5,
        data=_without_intervals(results, _group_data(results, shown)),
    )
    return _grouped(table, results)


def _group_data(results: Results, shown: list[tuple[str, str, int]]) -> pd.DataFrame:
    """Give the numbers of the groups that are shown."""
    kept = pd.MultiIndex.from_tuples(
        [(attribute, value) for attribute, value, _ in shown], names=["attribute", "value"]
    )
    groups = results.groups
    mine = groups[pd.MultiIndex.from_frame(groups[["attribute", "value"]]).isin(kept)]
    return mine[["code", "attribute", "value", "n", "of", "share", *_INTERVAL]]


def _shown_groups(sizes: pd.DataFrame, least: int) -> list[tuple[str, str, int]]:
    shown: list[tuple[str, str, int]] = []
    for attribute, mine in sizes.groupby("attribute", sort=False):
        counts = {str(row.value): int(row.of) for row in rows(mine)}
        hidden = hidden_groups(counts, least)
        seen = sorted(
            set(counts) - hidden, key=lambda one: (one == NOT_STATED, place_of_value(one))
        )
        shown += [(str(attribute), value, counts[value]) for value in seen]
    return shown


def negative_cases_table(results: Results) -> Table:
    """List who values a widespread code otherwise than most."""
    spoken = widespread(results)
    counted = spoken[(spoken["mixed"] > 0) | (spoken["against"].str.len() > 0)]
    order = {row.code: (heading, indent) for heading, row, indent in arranged_rows(results)}
    found = [
        _against(results, row, *order[code])
        for code in order
        for row in rows(counted[counted["code"] == code])
    ]
    kept = ["code", "domain", "name", "n", "of", "share", "main", "against", "mixed"]
    table = Table(
        title="Negative Cases of Widespread Codes",
        columns=(
            Column(results.grouped_by),
            Column("Code", 2.2),
            Column(f"n (% of {len(results.coded)})", 1, numeric=True),
            Column("Main valence", 1),
            Column("Negative cases", 2.2),
            Column("Both ways", 0.7, numeric=True),
            Column("Not coded for", 0.8, numeric=True),
        ),
        rows=tuple(found),
        notes=_negative_notes(results, bool(found)),
        group=True,
        points=9,
        data=counted[kept].assign(not_coded=counted["absent"].str.len()),
    )
    return _grouped(table, results)


def widespread(results: Results) -> pd.DataFrame:
    """Give the codes that most participants have, their main valence and who speaks against it."""
    themes = results.themes[results.themes["n"] > results.themes["of"] / 2]
    spoken = results.participants.set_index(["code", "participant"])["valence"]
    main, against = [], []
    for row in rows(themes):
        most = Valence.BENEFIT if row.benefit >= row.challenge else Valence.CHALLENGE
        valued = row.benefit + row.challenge > 0
        main.append(str(most) if valued else "")
        said = spoken[row.code].items()
        against.append([who for who, how in said if valued and how == _OPPOSITE[most]])
    return themes.assign(main=main, against=pd.Series(against, index=themes.index, dtype="object"))


def _against(results: Results, row: Any, heading: str, indent: int) -> Row:  # noqa: ANN401  # a row of the widespread codes
    cells = (
        heading,
        theme_name(results, row),
        share_text(row.n, row.of),
        row.main or None,
        ", ".join(row.against) or "nobody",
        row.mixed,
        len(row.absent),
    )
    return Row(cells, indent)


def _negative_notes(results: Results, some: bool) -> tuple[str, ...]:
    if not results.valued:
        return ("No coding has a valence, so that negative cases cannot be found.",)
    if not some:
        return ("Nobody values a widespread code otherwise than most.",)
    return (
        "Codes that more than half of the participants have, and that somebody values otherwise "
        "than most. Negative cases speak of the code only in the opposite way. Both ways: "
        "participants who speak of it as a benefit and as a challenge.",
        "Not coded for: the other participants. That the code was not given to them does not mean "
        "that they deny it.",
    )
