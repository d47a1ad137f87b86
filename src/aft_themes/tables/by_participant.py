"""Tables of codes by participant, and of domains by participant with quotes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from aft_themes.io.parquet import rows
from aft_themes.tables.model import Column, Link, Row, Table, Value, without_columns
from aft_themes.tables.results import Results
from aft_themes.themes.quotation import RULE, printed_answer
from aft_themes.themes.quotes import with_distances
from aft_themes.themes.summaries import CASE, Topic, framework_topics

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
            *(Column(one, 0.62, numeric=True, upright=True, key=one) for one in people),
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
    """Participants by topics: what people wrote, else the number of segments and a passage."""
    topics = framework_topics(results.codebook, results.authors_themes)
    counts = {one.id: _segments(results, one) for one in topics}
    best = best_quotes(results, topics)
    cases = [(person, CASE) in results.summaries for person in results.coded]
    found = [
        Row(
            (
                person,
                results.summaries.get((person, CASE)),
                *(
                    _framework_cell(
                        results.summaries.get((person, one.id), ""),
                        best.get((person, one.id)),
                        counts[one.id].get(person, 0),
                    )
                    for one in topics
                ),
            )
        )
        for person in results.coded
    ]
    table = Table(
        title=f"Framework Matrix: Participants by {_kind(results).capitalize()}s",
        columns=(
            Column("Participant", 1),
            Column("Case summary", 2),
            *(Column(one.name, 2) for one in topics),
        ),
        rows=tuple(found),
        notes=_framework_notes(results, bool(best)),
        landscape=True,
        points=7,
        across=_ACROSS,
        data=_framework_data(results, topics, counts, best),
    )
    return table if any(cases) else without_columns(table, "Case summary")


def _kind(results: Results) -> str:
    return (results.grouped_by or "Code").lower()


def _segments(results: Results, topic: Topic) -> dict[str, int]:
    """Count each participant's segments with a code of the topic."""
    mine = results.codings[results.codings["code"].isin(topic.codes)]
    counted = mine.groupby("participant")["segment_id"].nunique()
    return {str(person): int(number) for person, number in counted.items()}


def _framework_data(
    results: Results,
    topics: Sequence[Topic],
    counts: dict[str, dict[str, int]],
    best: dict[tuple[str, str], Any],
) -> pd.DataFrame:
    table = []
    for person in results.coded:
        for one in topics:
            quote = best.get((person, one.id))
            said = printed_answer(quote) if quote is not None else ""
            written = results.summaries.get((person, one.id), "")
            number = counts[one.id].get(person, 0)
            table.append((person, one.id, one.name, number, written, said))
    columns = ["participant", "topic", "name", "segments", "summary", "quote"]
    return pd.DataFrame(table, columns=columns)


def _framework_notes(results: Results, quoted: bool) -> tuple[str, ...]:
    limits, kind = results.settings.quotes, _kind(results)
    said = []
    if results.summaries:
        said.append("Cells without quotation marks are the authors' summaries.")
    said.append(
        "The number is how many of the participant's segments have "
        f"{'the code' if kind == 'code' else f'a code of the {kind}'}."
    )
    if quoted:
        said.append(
            "The quote is the one that is nearest to the centre of all participants' passages of "
            f"the {kind}, has {limits.min_words} to {limits.max_words} words and is not quoted for "
            f"another {kind} if there is a choice; it leads to its place in the explorer. {RULE}"
        )
    return tuple(said)


def _framework_cell(written: str, quote: Any, segments: int) -> Value:  # noqa: ANN401
    if written:
        return f"{segments}: {written}"
    if quote is None:
        return str(segments)
    words = f"{segments}: \u201c{printed_answer(quote)}\u201d"
    return Link(words, segment_link(quote.segment_ids[0]))


def segment_link(segment_id: str) -> str:
    """Point to a segment in the explorer."""
    interview = segment_id.partition(".")[0]
    return f"{EXPLORER}#view=transcript&interview={interview}&at={segment_id}"


def best_quotes(results: Results, topics: Sequence[Topic]) -> dict[tuple[str, str], Any]:
    """Find, for each participant and topic, the passage nearest to the topic's centre.

    In a reflexive study no program chooses.
    """
    limits = results.settings.quotes
    best: dict[tuple[str, str], Any] = {}
    if results.vectors is None:
        return best
    used: set[tuple[str, int, int]] = set()
    place = ["interview", "turn", "start", "end"]
    for topic in topics:
        mine = results.passages[results.passages["code"].isin(topic.codes)].drop_duplicates(place)
        if mine.empty:
            continue
        mine = with_distances(mine, results.segments, results.vectors)
        fitting = mine[mine["words"].between(limits.min_words, limits.max_words) & mine["paired"]]
        places = list(zip(fitting["interview"], fitting["turn"], fitting["start"], strict=True))
        fitting = fitting.assign(used=[one in used for one in places])
        order = fitting.sort_values(["used", "distance", "interview", "turn", "start"])
        for row in rows(order.drop_duplicates("participant")):
            best[row.participant, topic.id] = row
            used.add((row.interview, row.turn, row.start))
    return best
