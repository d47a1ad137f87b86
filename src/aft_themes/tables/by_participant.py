"""Tables of codes by participant, and of domains by participant with quotes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aft_themes.io.parquet import rows
from aft_themes.tables.model import Column, Link, Row, Table, Value
from aft_themes.tables.quotation import RULE, printed_answer
from aft_themes.tables.results import Results
from aft_themes.themes.quotes import centre_distances, passage_vectors, roll_up_passages

EXPLORER = "../explorer/index.html"
_ACROSS = 9  # columns of quotes that can be read side by side on a page across


def presence_table(results: Results) -> Table:
    """Code by participant: 1 where the participant has the code, else 0."""
    return _by_participant(
        results,
        (results.participants["segments"] > 0).astype(int),
        title="Codes by Participant: Present (1) or Not Coded (0)",
        file="code_by_participant.csv",
    )


def counts_table(results: Results) -> Table:
    """Code by participant: how many of the participant's segments have the code."""
    return _by_participant(
        results,
        results.participants["segments"],
        title="Codes by Participant: Number of Segments",
        file="code_by_participant_counts.csv",
    )


def _by_participant(results: Results, counts: pd.Series[int], *, title: str, file: str) -> Table:
    wide = results.participants.assign(count=counts).pivot_table(
        index="code", columns="participant", values="count", aggfunc="sum"
    )
    people = list(wide.columns)
    found = [
        Row((code.id, *map(int, wide.loc[[code.id]].to_numpy()[0])), code.level - 1)
        for code in results.codebook.codes
        if code.id in wide.index
    ]
    return Table(
        title=title,
        columns=(
            Column("code", 7),
            *(Column(person, 0.62, numeric=True, upright=True) for person in people),
        ),
        rows=tuple(found),
        notes=(
            "A coding counts for its code and for those above it.",
            'In R: as.matrix(read.csv("' + file + '", row.names = "code")[seq_len('
            f"{len(people)})]).",
        ),
        landscape=True,
        points=7,
    )


def framework_table(results: Results) -> Table:
    """Participants by domains: the number of segments, and the passage nearest to the centre."""
    domains = results.domains or results.codes
    kind = "domain" if results.domains else "code"
    counts = results.participants.set_index(["participant", "code"])["segments"].to_dict()
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
        title=f"Framework Matrix: Participants by {kind.capitalize()}s",
        columns=(Column("Participant", 1), *(Column(domain.name, 2) for domain in domains)),
        rows=tuple(found),
        notes=(
            "The number is how many of the participant's segments have "
            f"{'a code of the domain' if results.domains else 'the code'}. The "
            f"quote is the one that is nearest to the centre of all participants' passages of the "
            f"{kind}, has {limits.min_words} to {limits.max_words} words and is not quoted for "
            f"another {kind} if there is a choice; it leads to its place in the explorer.",
            RULE,
        ),
        landscape=True,
        points=7,
        across=_ACROSS,
    )


def _framework_cell(quote: Any, segments: int) -> Value:  # noqa: ANN401
    if quote is None:
        return str(segments)
    words = f"{segments}: \u201c{printed_answer(quote)}\u201d"
    return Link(words, segment_link(quote.segment_ids[0]))


def segment_link(segment_id: str) -> str:
    """Point to a segment in the explorer."""
    interview = segment_id.partition(".")[0]
    return f"{EXPLORER}#view=transcript&interview={interview}&at={segment_id}"


def best_quotes(results: Results) -> dict[tuple[str, str], Any]:
    """Find, for each participant and domain, the passage nearest to the domain's centre."""
    limits = results.settings.quotes
    rolled = roll_up_passages(results.passages, results.codebook)
    best: dict[tuple[str, str], Any] = {}
    used: set[tuple[str, int, int]] = set()
    for domain in results.domains or results.codes:
        mine = rolled[rolled["code"] == domain.id]
        if mine.empty:
            continue
        vectors = passage_vectors(mine, results.segments, results.vectors)
        mine = mine.assign(distance=centre_distances(vectors))
        fitting = mine[mine["words"].between(limits.min_words, limits.max_words) & mine["paired"]]
        places = list(zip(fitting["interview"], fitting["turn"], fitting["start"], strict=True))
        fitting = fitting.assign(used=[place in used for place in places])
        order = fitting.sort_values(["used", "distance", "interview", "turn", "start"])
        for row in rows(order.drop_duplicates("participant")):
            best[row.participant, domain.id] = row
            used.add((row.interview, row.turn, row.start))
    return best
