"""Tables of the topics, and of topics by codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from aft_themes.io.parquet import rows
from aft_themes.numbers import interval_text, statistic
from aft_themes.stats import why_no_interval
from aft_themes.tables.model import Column, Row, Table, Value
from aft_themes.tables.results import Results
from aft_themes.themes.quotation import SEGMENT_RULE, printed_segment
from aft_themes.topics.crosswalk import has_intervals
from aft_themes.wording import count, some_of, with_capital

APPENDIX = (
    "Topics are a program's sorting of segments by their words, a heuristic beside the themes: "
    "they never enter the theme table. People name them. Sizes are rough: a reader would put "
    "many segments elsewhere or nowhere."
)
_TERMS = 10  # as many as coherence is measured on
_NAMED_SEGMENTS = 3  # enough to look at, and they fit the cell
_TOPICS_OF_A_QUESTION = 3  # more have a few segments each
_MOST_UNCOVERED = 8  # topics in a note: a third of a page; the table of passages has all
_MOST_SCATTERED = 20  # codes in a note: long names then take a third of a page
_QUESTIONS = 30  # the most answered: about as many as a guide has, and two pages


def topics_table(results: Results) -> Table:
    """List the topics with their terms, size, stability and a representative quote."""
    covered = {row.topic: row for row in rows(results.coverage)}
    said = {row.segment_id: row for row in rows(results.segments)}
    named = {row.topic: row for row in rows(results.topic_names)}
    order = {topic: row.order for topic, row in named.items()}
    topics = sorted(rows(results.topics), key=lambda row: order.get(row.topic, row.topic))
    return Table(
        title="Topics Found by Program (Heuristic)",
        columns=_TOPIC_COLUMNS,
        rows=tuple(
            Row(_topic_cells(row, named, covered.get(row.topic), _representative(row, said)))
            for row in topics
        ),
        notes=_topic_notes(results),
        landscape=True,
        points=8,
        data=results.topics,
    )


_TOPIC_COLUMNS = (
    Column("Topic", 1.5),
    Column("Broad topic", 1.0),
    Column("Foremost terms", 1.7),
    Column("Segments", 0.85, numeric=True),
    Column("Participants", 1, numeric=True),
    Column("Stability [middle 95%]", 1.2, numeric=True),
    Column("Term lift", 0.7, decimals=2, numeric=True),
    Column("Coded (%)", 0.7, decimals=0, numeric=True),
    Column("Remarks", 1.4),
    Column("Representative quote", 2.5),
)
_TOPIC_RULES = (
    "Topics that the codebook may lack come first, and what may be left out last. A name "
    "has three terms, or more where another has the same, and the codes that belong to the topic "
    "with their lift. "
    "Broad topic: in a coarser division, the group with most of its segments. "
    "Stability: mean Jaccard index of the topic over bootstraps of interviews, and the "
    "middle 95% of these. Term lift: how much better than chance its terms find its "
    "segments in interviews that they were not taken from (average precision over share). "
    "Coded: share of its segments in coded interviews that bear a code."
)


def _topic_cells(
    row: Any,  # noqa: ANN401  # a row of the topics
    named: dict[int, Any],
    covered: Any,  # noqa: ANN401  # a row of the coverage, or none
    quote: str | None,
) -> tuple[Value, ...]:
    return (
        _numbered_name(row, named),
        row.broad_label or None,
        ", ".join(row.terms[:_TERMS]),
        row.segments,
        row.participants,
        interval_text(row.stability, row.stability_low, row.stability_high),
        float(row.term_lift),
        _share_covered(covered),
        "; ".join([*row.flags, *_leave_out(named.get(row.topic))]) or None,
        quote,
    )


def _numbered_name(topic: Any, named: dict[int, Any]) -> str:  # noqa: ANN401  # rows of stage tables
    name = named[topic.topic].name if topic.topic in named else topic.label
    return f"{topic.topic}. {name}"


def _leave_out(named: Any) -> list[str]:  # noqa: ANN401  # a row of the names
    return [] if named is None or not named.exclude else [f"may be left out: {named.exclude}"]


def topic_candidates_table(results: Results) -> Table:
    """List passages without a code of the topics that the codebook may lack."""
    said = {row.segment_id: row for row in rows(results.segments)}
    bare = {row.topic: row for row in rows(results.coverage) if row.uncovered}
    named = sorted(rows(results.topic_names), key=lambda row: row.order)
    found = [
        Row((f"Topic {row.topic}: {row.name}", segment, printed_segment(said[segment])))
        for row in named
        if row.topic in bare and not row.exclude
        for segment in list(bare[row.topic].candidates)[:_NAMED_SEGMENTS]
        if segment in said
    ]
    return Table(
        title="Passages Without a Code, as Candidates for New Codes (Heuristic)",
        columns=(Column("Topic"), Column("Segment", 0.8), Column("Passage", 5)),
        rows=tuple(found),
        notes=_candidate_notes(bool(found)),
        group=True,
    )


def _candidate_notes(found: bool) -> tuple[str, ...]:
    if not found:
        return ("There is no topic that the codebook may lack.",)
    return (
        "Topics of which fewer segments are coded than of others, or to which no code belongs, "
        f"and of each the {_NAMED_SEGMENTS} surest segments without a code, whole.",
    )


def topic_questions_table(results: Results) -> Table:
    """List which topics answer which interview question, the most answered question first."""
    terms = {row.topic: row.label for row in rows(results.topics)}
    questions = results.topic_questions
    answers = questions.groupby("question")["segments"].sum().sort_index()
    placed = questions[questions["topic"] > 0].sort_values("segments", ascending=False)
    found = []
    most = answers.sort_values(ascending=False, kind="stable").head(_QUESTIONS)
    for question, segments in most.items():
        own = placed[placed["question"] == question].head(_TOPICS_OF_A_QUESTION)
        topics = [f"{row.topic}. {terms[row.topic]} ({row.share:.0%})" for row in rows(own)]
        found.append(Row((str(question), int(segments), "; ".join(topics) or None)))
    return Table(
        title="Topics by Interview Question (Heuristic)",
        columns=(
            Column("Question", 3),
            Column("Segments", 0.8, numeric=True),
            Column("Topics (share of the segments)", 4),
        ),
        rows=tuple(found),
        notes=_question_notes(bool(found)),
    )


def _question_notes(found: bool) -> tuple[str, ...]:
    if not found:
        return ("There are no topics, or no question that three or more participants were asked.",)
    return (
        "Questions that three or more participants were asked, in their most frequent "
        f"wording: at most {_QUESTIONS}, and {_TOPICS_OF_A_QUESTION} topics of each.",
    )


def say_levels(results: Results) -> str:
    """Say how many topics there are on each level, and how far they hold."""
    if results.topics.empty:
        return ""
    said = f"A program found {_counted(results.topics, 'topic')}"
    if len(results.broad_topics):
        said += f"; the same segments in {_counted(results.broad_topics, 'broad topic')}"
    return f"{said}."


def _counted(level: pd.DataFrame, noun: str) -> str:
    number, low, high = len(level), level["stability"].min(), level["stability"].max()
    held = statistic(low) if number == 1 else f"{statistic(low)} to {statistic(high)}"
    return f"{number} {noun}{'' if number == 1 else 's'} with a stability of {held}"


def _topic_notes(results: Results) -> tuple[str, ...]:
    if results.topic_status.empty:
        return (APPENDIX, "No topics were looked for in this run.")
    first = next(rows(results.topic_status))
    reason = with_capital(first.reason)
    if results.topics.empty:
        return (APPENDIX, f"{with_capital(first.status)}. {reason}")
    return (APPENDIX, reason, _TOPIC_RULES, SEGMENT_RULE)


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
            Column(_lift_heading(results), 1.5, numeric=True),
            Column("Adjusted residual", 0.9, decimals=1, numeric=True),
        ),
        rows=tuple(found),
        notes=("Topics are a heuristic beside the themes.", *_crosswalk_notes(results)),
        group=True,
        points=9,
        data=order,
    )


def _lift_heading(results: Results) -> str:
    if not has_intervals(results.crosswalk):
        return "Lift"
    return f"Lift [{100 * results.settings.agreement.confidence:g}% CI]"


def _lift(row: Any) -> str:  # noqa: ANN401  # a row of the crosswalk
    if pd.isna(row.lift_low) or pd.isna(row.lift_high):
        return f"{row.lift:.1f}"
    return f"{row.lift:.1f} [{row.lift_low:.1f}, {row.lift_high:.1f}]"


def _crosswalk_notes(results: Results) -> list[str]:
    if results.crosswalk.empty:
        return ["There are no topics, or no codings of their segments, to cross."]
    notes = [
        f"{_rule_of_pairs(results)} Segments with this very code count, not those of codes below "
        "it. Lift: how many times as frequent as if topic and code were unrelated.",
    ]
    bare = [_uncovered(row) for row in rows(results.coverage) if row.uncovered]
    if bare:
        more = len(bare) - _MOST_UNCOVERED
        further = [f"and {count(more, 'more topic', 'more topics')}"] if more > 0 else []
        notes.append(f"Candidates for new codes: {'; '.join(bare[:_MOST_UNCOVERED] + further)}.")
    scattered = _names(results, results.scatter.loc[results.scatter["scatters"], "code"])
    if scattered:
        notes.append(f"Codes that scatter over topics: {some_of(scattered, _MOST_SCATTERED)}.")
    return notes


def _rule_of_pairs(results: Results) -> str:
    rules = results.settings.agreement
    chance = "with so many pairs, a few are there by chance"
    if not has_intervals(results.crosswalk):
        return (
            f"Pairs of topic and code with an adjusted residual of 3 or more; {chance}. Lifts have "
            f"no interval: {why_no_interval(rules.resamples, rules.confidence)}."
        )
    return (
        "Pairs of topic and code with an adjusted residual of 3 or more and a lift whose interval "
        f"(bootstrap of participants) lies above 1; {chance}."
    )


def _uncovered(row: Any) -> str:  # noqa: ANN401  # a row of the coverage
    segments = ", ".join(row.candidates[:_NAMED_SEGMENTS])
    where = f" (e.g. segments {segments})" if segments else ""
    return f"Topic {row.topic}, because {row.reason}{where}"


def _names(results: Results, codes: Iterable[str]) -> list[str]:
    return [results.codebook[code].name for code in codes if code in results.codebook]
