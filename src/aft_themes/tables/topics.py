"""Tables of the topics, and of topics by codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from aft_themes.io.parquet import rows
from aft_themes.tables.model import Column, Row, Table
from aft_themes.tables.numbers import interval_text
from aft_themes.tables.results import Results
from aft_themes.themes.quotation import SEGMENT_RULE, printed_segment

APPENDIX = (
    "Topics are a program's sorting of segments by their words, a heuristic beside the themes: "
    "they never enter the theme table. People name them; sizes are rough, for a reader would put "
    "many a segment elsewhere or nowhere."
)
_TERMS = 10  # as many as coherence is measured on
_NAMED_SEGMENTS = 3  # enough to look at, and they fit the cell


def topics_table(results: Results) -> Table:
    """List the topics with their terms, size, stability and a representative quote."""
    covered = {row.topic: row for row in rows(results.coverage)}
    said = {row.segment_id: row for row in rows(results.segments)}
    found = [
        Row(
            (
                str(row.topic),
                row.broad_label or None,
                ", ".join(row.terms[:_TERMS]),
                row.segments,
                row.participants,
                interval_text(row.stability, row.stability_low, row.stability_high),
                float(row.term_lift),
                _share_covered(covered.get(row.topic)),
                "; ".join(row.flags) or None,
                _representative(row, said),
            )
        )
        for row in rows(results.topics)
    ]
    return Table(
        title="Topics Found by Program (Heuristic)",
        columns=(
            Column("Topic", 0.6),
            Column("Broad topic", 1.1),
            Column("Foremost terms", 2.0),
            Column("Segments", 0.85, numeric=True),
            Column("Participants", 1, numeric=True),
            Column("Stability [middle 95%]", 1.2, numeric=True),
            Column("Term lift", 0.7, decimals=2, numeric=True),
            Column("Coded (%)", 0.7, decimals=0, numeric=True),
            Column("Remarks", 1.4),
            Column("Representative quote", 2.5),
        ),
        rows=tuple(found),
        notes=(
            *_topic_notes(results),
            "Broad topic: in a coarser division, the group with most of its segments. "
            "Stability: mean Jaccard index of the topic over bootstraps of interviews, and the "
            "middle 95% of these. Term lift: how much better than chance its terms find its "
            "segments in interviews that they were not taken from (average precision over share). "
            "Coded: share of its segments in coded interviews that bear a code.",
            SEGMENT_RULE,
        ),
        landscape=True,
        points=8,
        data=results.topics,
    )


def _topic_notes(results: Results) -> tuple[str, ...]:
    if results.topic_status.empty:
        return (APPENDIX, "No topics were looked for in this run.")
    first = next(rows(results.topic_status))
    reason = first.reason[:1].upper() + first.reason[1:]
    if results.topics.empty:
        return (APPENDIX, f"{first.status[:1].upper() + first.status[1:]}. {reason}")
    return (APPENDIX, reason)


def _share_covered(row: Any) -> float | None:  # noqa: ANN401  # a row of the coverage
    return None if row is None else 100 * float(row.share_covered)


def _representative(row: Any, said: dict[str, Any]) -> str | None:  # noqa: ANN401
    found = [said[segment] for segment in row.representative if segment in said]
    return printed_segment(found[0]) if found else None


def crosswalk_table(results: Results) -> Table:
    """List the codes that belong to each topic more than chance would have it."""
    labels = {row.topic: row.label for row in rows(results.topics)}
    close = results.crosswalk[results.crosswalk["together"]]
    order = close.sort_values(["topic", "residual", "code"], ascending=[True, False, True])
    found = [
        Row(
            (
                f"Topic {row.topic}: {labels.get(row.topic, '')}",
                results.codebook[row.code].name,
                row.segments,
                row.participants,
                float(row.expected),
                100 * float(row.share_of_topic),
                100 * float(row.share_of_code),
                _lift(row),
                float(row.residual),
            )
        )
        for row in rows(order)
    ]
    return Table(
        title="Codes That Belong to Topics (Heuristic)",
        columns=(
            Column("Topic"),
            Column("Code", 2.6),
            Column("Segments with both", 0.9, numeric=True),
            Column("Participants with both", 1.05, numeric=True),
            Column("Expected segments", 0.9, decimals=1, numeric=True),
            Column("% of topic", 0.7, decimals=0, numeric=True),
            Column("% of code", 0.7, decimals=0, numeric=True),
            Column("Lift [95% CI]", 1.5, numeric=True),
            Column("Adjusted residual", 0.9, decimals=1, numeric=True),
        ),
        rows=tuple(found),
        notes=("Topics are a heuristic beside the themes.", *_crosswalk_notes(results)),
        group=True,
        points=9,
        data=order,
    )


def _lift(row: Any) -> str:  # noqa: ANN401  # a row of the crosswalk
    if pd.isna(row.lift_low) or pd.isna(row.lift_high):
        return f"{row.lift:.1f}"
    return f"{row.lift:.1f} [{row.lift_low:.1f}, {row.lift_high:.1f}]"


def _crosswalk_notes(results: Results) -> list[str]:
    if results.crosswalk.empty:
        return ["There are no topics, or no codings of their segments, to cross."]
    notes = [
        "Pairs of topic and code with an adjusted residual of 3 or more and a lift whose interval "
        "(bootstrap of participants) lies above 1; of so many pairs a few are there by chance. "
        "Segments with this very code count, not those of codes below it. Lift: how many times as "
        "frequent as if topic and code had nothing to do with each other.",
    ]
    bare = [_uncovered(row) for row in rows(results.coverage) if row.uncovered]
    if bare:
        notes.append(f"Candidates for new codes: {'; '.join(bare)}.")
    scattered = _names(results, results.scatter.loc[results.scatter["scatters"], "code"])
    if scattered:
        notes.append(f"Codes that scatter over topics: {', '.join(scattered)}.")
    return notes


def _uncovered(row: Any) -> str:  # noqa: ANN401  # a row of the coverage
    segments = ", ".join(row.candidates[:_NAMED_SEGMENTS])
    where = f" (e.g. segments {segments})" if segments else ""
    return f"Topic {row.topic}, because {row.reason}{where}"


def _names(results: Results, codes: Iterable[str]) -> list[str]:
    return [results.codebook[code].name for code in codes if code in results.codebook]
