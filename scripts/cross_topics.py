"""Cross topics with codes.

Inputs: topics and their assignments, segments, final codings, coders' assignments. Outputs: pairs
of topics and codes, coverage of topics, scatter of codes, names of topics, topics by question.
"""

from pathlib import Path

from aft_themes.catalog import (
    CODE_SCATTER,
    CODER_ASSIGNMENTS,
    CODINGS,
    CROSSWALK,
    SEGMENTS,
    TOPIC_ASSIGNMENTS,
    TOPIC_COVERAGE,
    TOPIC_NAMES,
    TOPIC_QUESTIONS,
    TOPICS,
)
from aft_themes.coding.codings import coded_interviews
from aft_themes.io.parquet import read_frame, write_frame
from aft_themes.settings import Settings
from aft_themes.topics.crosswalk import cross_topics
from aft_themes.topics.names import name_topics, topics_by_question


def main(
    *,
    topics: Path,
    assignments: Path,
    segments: Path,
    final: Path,
    assigned: Path,
    pairs: Path,
    coverage: Path,
    scatter: Path,
    names: Path,
    questions: Path,
    settings: Settings,
) -> None:
    codings, said = read_frame(final, CODINGS), read_frame(segments, SEGMENTS)
    placed = read_frame(assignments, TOPIC_ASSIGNMENTS)
    coded = coded_interviews(
        codings,
        read_frame(assigned, CODER_ASSIGNMENTS),
        said,
        settings.coding.final,
    )
    crossed = cross_topics(
        placed,
        codings,
        coded,
        resamples=settings.agreement.resamples,
        confidence=settings.agreement.confidence,
        seed=settings.seed,
    )
    write_frame(crossed.pairs, pairs, CROSSWALK)
    write_frame(crossed.topics, coverage, TOPIC_COVERAGE)
    write_frame(crossed.codes, scatter, CODE_SCATTER)
    found = read_frame(topics, TOPICS)
    named = name_topics(found, crossed.pairs, crossed.topics, placed, said)
    write_frame(named, names, TOPIC_NAMES)
    write_frame(topics_by_question(placed, said), questions, TOPIC_QUESTIONS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
