"""Tables of the codebook, the themes and who spoke of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from aft_themes.io.parquet import rows
from aft_themes.settings import QuoteSettings, ThemeSettings
from aft_themes.tables.model import Column, Link, Row, Table, Value
from aft_themes.tables.participants import hidden_groups, label
from aft_themes.tables.quotation import RULE, printed_quote, printed_words
from aft_themes.tables.results import Results
from aft_themes.themes.quotes import centre_distances
from aft_themes.themes.themes import roll_up

EXPLORER = "../explorer/index.html"
_WIDESPREAD = ("general", "typical")
_FEW_PARTICIPANTS = 8  # below the eight to fifteen that consensual qualitative research asks for
_PAIRS = 60
_LEAST_TOGETHER = 3
_OPPOSITE = {"benefit": "challenge", "challenge": "benefit"}


def codebook_table(results: Results) -> Table:
    """List all codes with their definitions and rules."""
    book = results.codebook
    found = [
        Row(
            (
                book[code.domain].name,
                code.name,
                code.id,
                code.definition,
                code.include,
                code.exclude,
                code.valence,
                " \u2022 ".join(code.exemplars) or None,
                ", ".join(code.see_also) or None,
            ),
            max(0, code.level - 2),
        )
        for code in book.codes
    ]
    return Table(
        name="codebook",
        number="3",
        title="Codebook",
        columns=(
            Column("Domain"),
            Column("Code", 1.1),
            Column("Identifier", 2.0),
            Column("Definition", 1.6),
            Column("Include", 1.3),
            Column("Exclude", 1.5),
            Column("Valence", 0.7),
            Column("Examples", 2.1),
            Column("See also", 1.7),
        ),
        rows=tuple(found),
        notes=(
            f"{book.title}, version {book.version}: {len(book.codes)} codes in "
            f"{len(book.domains)} domains.",
            "Examples are invented, not quotes of participants.",
            "Valence: what the code can speak for.",
        ),
        group=True,
        landscape=True,
        points=7,
    )


def share_text(n: int, of: int) -> str:
    """Print a count with its share."""
    return f"{n} ({100 * n / of:.0f}%)" if of else f"{n}"


def themes_table(results: Results) -> Table:
    """List every theme: how many participants, how they valued it, quotes for and against."""
    quotes = printed_quotes(results)
    found = [
        Row(
            (
                results.codebook[row.domain].name,
                theme_name(row),
                row.definition,
                share_text(row.n, row.of),
                f"[{100 * row.low:.0f}, {100 * row.high:.0f}]",
                row.label or None,
                row.segments,
                row.benefit,
                row.challenge,
                row.mixed,
                row.none,
                quotes.get((row.code, "typical")),
                quotes.get((row.code, "contrary")),
            ),
            max(0, row.level - 2),
        )
        for row in rows(results.themes)
    ]
    return Table(
        name="themes",
        number="5",
        title="Themes, Their Frequency, and Quotes For and Against",
        columns=(
            Column("Domain"),
            Column("Theme", 1.2),
            Column("Definition", 1.5),
            Column(f"n (% of {len(results.coded)})", 0.75, numeric=True),
            Column("95% CI" if _level(results) == "95" else f"{_level(results)}% CI", 0.7),
            Column("Label", 0.7),
            Column("Segments", 0.35, numeric=True, upright=True),
            Column("Benefit", 0.3, numeric=True, upright=True),
            Column("Challenge", 0.3, numeric=True, upright=True),
            Column("Mixed", 0.3, numeric=True, upright=True),
            Column("Neither", 0.3, numeric=True, upright=True),
            Column("Typical quote", 2.3),
            Column("Contrary quote", 2.3),
        ),
        rows=tuple(found),
        notes=_theme_notes(results),
        group=True,
        landscape=True,
        points=8,
    )


def _level(results: Results) -> str:
    return f"{100 * results.settings.themes.confidence:g}"


def theme_name(row: Any) -> str:  # noqa: ANN401  # a row of the themes
    """Name a theme; a domain is marked as a whole."""
    return f"{row.name} (whole domain)" if row.level == 1 else str(row.name)


def _theme_notes(results: Results) -> tuple[str, ...]:
    themes, quotes = results.settings.themes, results.settings.quotes
    return (
        f"N = {len(results.coded)} participants whose interviews were coded. A participant counts "
        "for a theme and for those above it.",
        f"CI = {_level(results)}% Wilson interval of the share, in percent; it describes counting "
        "error, not a population that was sampled at random.",
        label_rule(themes, len(results.coded)),
        "Benefit, challenge, mixed and neither count the participants by how they spoke of the "
        "theme.",
        quote_rule(quotes),
        RULE,
    )


def quote_rule(quotes: QuoteSettings) -> str:
    """State the rule by which quotes are chosen."""
    return (
        "The typical quote is among the nearest to the centre of the theme's segments; the "
        "contrary one is the same among those that value it otherwise. Quotes have "
        f"{quotes.min_words} to {quotes.max_words} words. Within a domain at most "
        f"{quotes.per_participant} come from one participant, and specific themes choose first, "
        "which may leave none for others."
    )


def label_rule(themes: ThemeSettings, participants: int) -> str:
    """State the rule of the frequency labels."""
    few = f" With {participants} participants labels say little: one more or less changes them."
    return (
        f"Label after Hill et al. (2005): general = all participants or all but "
        f"{themes.general_missing}; typical = more than {100 * themes.typical_above:g}%; variant "
        f"= {themes.variant_from} or more; rare = {themes.rare_from} or more; fewer carry no label."
        f"{few if participants < _FEW_PARTICIPANTS else ''}"
    )


def printed_quotes(results: Results) -> dict[tuple[str, str], str]:
    """Print the quotes that were chosen for the tables."""
    chosen = results.quotes[results.quotes["printed"]]
    return {(row.code, row.stance): printed_quote(row) for row in rows(chosen)}


def attributes_table(results: Results) -> Table:
    """Split every theme by the participants' attributes."""
    groups = results.groups
    wide = {(row.code, row.attribute, row.value): (row.n, row.of) for row in rows(groups)}
    sizes = groups.drop_duplicates(["attribute", "value"])[["attribute", "value", "of"]]
    shown = _shown_groups(sizes, results.settings.report.suppress_below)
    found = [
        Row(
            (
                results.codebook[theme.domain].name,
                theme_name(theme),
                *(share_text(*wide[theme.code, attribute, value]) for attribute, value, _ in shown),
            ),
            max(0, theme.level - 2),
        )
        for theme in rows(results.themes)
    ]
    notes = [
        "n (%) of the participants of each group.",
        "Groups are small: differences between them are leads for reading on, not findings.",
    ]
    if not shown:
        notes = ["None of the attributes named in the settings is in interviews.csv."]
    if len(shown) < len(sizes):
        notes.append("Groups that are too small to be shown are left out.")
    heads = [f"{label(attribute)}: {value} (n = {of})" for attribute, value, of in shown]
    return Table(
        name="themes_by_attribute",
        number="6",
        title="Themes by Attributes of the Participants",
        columns=(
            Column("Domain"),
            Column("Theme", 2.4),
            *(Column(head, numeric=True, upright=True) for head in heads),
        ),
        rows=tuple(found),
        notes=tuple(notes),
        group=True,
        landscape=True,
        points=7.5,
    )


def _shown_groups(sizes: pd.DataFrame, least: int) -> list[tuple[str, str, int]]:
    shown: list[tuple[str, str, int]] = []
    for attribute, mine in sizes.groupby("attribute", sort=False):
        counts = {str(row.value): int(row.of) for row in rows(mine)}
        hidden = hidden_groups(counts, least)
        shown += [(str(attribute), value, n) for value, n in counts.items() if value not in hidden]
    return shown


def negative_cases_table(results: Results) -> Table:
    """List who lacks a widespread theme, and who speaks against how most value it."""
    quotes = printed_quotes(results)
    spoken = results.participants.set_index(["code", "interview"])["valence"]
    found = []
    for row in rows(results.themes[results.themes["label"].isin(_WIDESPREAD)]):
        main = "benefit" if row.benefit >= row.challenge else "challenge"
        valued = row.benefit + row.challenge > 0
        against = [p for p, said in spoken[row.code].items() if valued and said == _OPPOSITE[main]]
        found.append(
            Row(
                (
                    results.codebook[row.domain].name,
                    theme_name(row),
                    share_text(row.n, row.of),
                    main if valued else None,
                    ", ".join(row.absent) or "nobody",
                    ", ".join(against) or "nobody",
                    row.mixed,
                    quotes.get((row.code, "contrary")),
                ),
                max(0, row.level - 2),
            )
        )
    notes = [
        "Themes of most participants (general or typical). Negative cases lack the theme; contrary "
        "cases speak of it only as the opposite of its main valence; both ways counts those who "
        "speak of it as benefit and as challenge, who may be the ones quoted.",
        "That a theme is lacking means that it was not coded, not that the participant denies it.",
        RULE,
    ]
    if not found:
        notes.insert(0, "No theme is general or typical.")
    return Table(
        name="negative_cases",
        number="7",
        title="Negative and Contrary Cases of Widespread Themes",
        columns=(
            Column("Domain"),
            Column("Theme", 1.4),
            Column(f"n (% of {len(results.coded)})", 0.8, numeric=True),
            Column("Main valence", 0.8),
            Column("Negative cases", 1.8),
            Column("Contrary cases", 1.5),
            Column("Both ways", 0.6, numeric=True),
            Column("Contrary quote", 3),
        ),
        rows=tuple(found),
        notes=tuple(notes),
        group=True,
        landscape=True,
        points=8.5,
    )


def cooccurrence_table(results: Results) -> Table:
    """List the pairs of codes that stand together most often."""
    book = results.codebook
    pairs = results.cooccurrence
    specific = [code.id for code in book.codes if code.level > 1]
    fitting = pairs[
        pairs["code"].isin(specific)
        & pairs["other"].isin(specific)
        & (pairs["segments"] >= _LEAST_TOGETHER)
    ]
    order = fitting.sort_values(["segments", "participants"], ascending=False, kind="stable")
    found = [
        Row(
            (
                book[row.code].name,
                book[row.other].name,
                row.segments,
                row.participants,
                float(row.expected),
                float(row.jaccard),
                None if pd.isna(row.phi) else float(row.phi),
            )
        )
        for row in rows(order[:_PAIRS])
    ]
    return Table(
        name="cooccurrence",
        number="8",
        title="Codes That Occur Together",
        columns=(
            Column("Code", 2.4),
            Column("Other code", 2.4),
            Column("Segments with both", 1, numeric=True),
            Column("Participants with both", 1.1, numeric=True),
            Column("Expected participants", 1.1, decimals=1, numeric=True),
            Column("Jaccard", 0.8, bounded=True, numeric=True),
            Column("\u03c6", 0.7, bounded=True, numeric=True),
        ),
        rows=tuple(found),
        notes=(
            f"{len(found)} of {len(fitting)} pairs of codes (domains left out) that share at least "
            f"{_LEAST_TOGETHER} segments, most segments first.",
            "Expected participants: if the two codes were independent. Jaccard and \u03c6 are over "
            "participants; \u03c6 is not defined where everybody or nobody has a code.",
        ),
        points=9,
    )


def presence_table(results: Results) -> Table:
    """Code by participant: 1 where the participant has the code, else 0."""
    return _by_participant(
        results,
        name="code_by_participant",
        number="11",
        title="Codes by Participant: Present (1) or Not Coded (0)",
        counts=(results.participants["segments"] > 0).astype(int),
    )


def counts_table(results: Results) -> Table:
    """Code by participant: how many of the participant's segments have the code."""
    return _by_participant(
        results,
        name="code_by_participant_counts",
        number="12",
        title="Codes by Participant: Number of Segments",
        counts=results.participants["segments"],
    )


def _by_participant(
    results: Results, *, name: str, number: str, title: str, counts: pd.Series[int]
) -> Table:
    wide = results.participants.assign(count=counts).pivot_table(
        index="code", columns="interview", values="count", aggfunc="sum"
    )
    people = list(wide.columns)
    found = [
        Row((code.id, *map(int, wide.loc[[code.id]].to_numpy()[0])), code.level - 1)
        for code in results.codebook.codes
        if code.id in wide.index
    ]
    return Table(
        name=name,
        number=number,
        title=title,
        columns=(
            Column("code", 7),
            *(Column(person, 0.62, numeric=True, upright=True) for person in people),
        ),
        rows=tuple(found),
        notes=(
            "A coding counts for its code and for those above it.",
            'In R: as.matrix(read.csv("' + name + '.csv", row.names = "code")[seq_len('
            f"{len(people)})]).",
        ),
        landscape=True,
        points=7,
    )


def framework_table(results: Results) -> Table:
    """Participants by domains: how many segments, and the quote nearest to the domain's centre."""
    domains = results.codebook.domains
    counts = results.participants.set_index(["interview", "code"])["segments"].to_dict()
    best = best_quotes(results)
    limits = results.settings.quotes
    found = [
        Row(
            (
                person,
                *(
                    _framework_cell(best.get((person, domain.id)), counts[person, domain.id])
                    for domain in domains
                ),
            )
        )
        for person in results.coded
    ]
    return Table(
        name="framework_matrix",
        number="10",
        title="Framework Matrix: Participants by Domains",
        columns=(Column("Participant", 1), *(Column(domain.name, 2) for domain in domains)),
        rows=tuple(found),
        notes=(
            "The number is how many of the participant's segments have a code of the domain. The "
            "quote is the one of these that is nearest to the centre of all participants' segments "
            f"of the domain, has {limits.min_words} to {limits.max_words} words and is not quoted "
            "for another domain if there is a choice; it leads to its place in the explorer.",
            RULE,
        ),
        landscape=True,
        points=7,
    )


def _framework_cell(quote: Any, segments: int) -> Value:  # noqa: ANN401
    if quote is None:
        return str(segments)
    words = f"{segments}: \u201c{printed_words(quote.text)}\u201d"
    return Link(words, segment_link(quote.segment_id))


def segment_link(segment_id: str) -> str:
    """Point to a segment in the explorer."""
    interview = segment_id.partition(".")[0]
    return f"{EXPLORER}#view=transcript&interview={interview}&at={segment_id}"


def best_quotes(results: Results) -> dict[tuple[str, str], Any]:
    """Find, for each participant and domain, the segment nearest to the domain's centre."""
    limits = results.settings.quotes
    place = {segment: at for at, segment in enumerate(results.segments["segment_id"])}
    rolled = roll_up(results.codings, results.codebook)
    best: dict[tuple[str, str], Any] = {}
    used: set[str] = set()
    for domain in results.codebook.domains:
        told = rolled.loc[rolled["code"] == domain.id, "segment_id"]
        at = np.array([place[segment] for segment in told], dtype=np.int64)
        if not len(at):
            continue
        mine = results.segments.iloc[at].assign(distance=centre_distances(results.vectors[at]))
        fitting = mine[mine["words"].between(limits.min_words, limits.max_words)]
        fitting = fitting.assign(used=fitting["segment_id"].isin(used))
        order = fitting.sort_values(["used", "distance", "segment_id"])
        for row in rows(order.drop_duplicates("interview")):
            best[row.interview, domain.id] = row
            used.add(row.segment_id)
    return best
