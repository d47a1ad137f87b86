"""Cross topics with codes.

Inputs: topic assignments, segments, final codings, coders' assignments. Outputs: pairs of topics
and codes, coverage of topics, scatter of codes.
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
)
from aft_themes.coding.codings import coded_interviews
from aft_themes.io.parquet import read_frame, write_frame
from aft_themes.settings import Settings
from aft_themes.topics.crosswalk import cross_topics


def main(
    *,
    assignments: Path,
    segments: Path,
    final: Path,
    assigned: Path,
    pairs: Path,
    coverage: Path,
    scatter: Path,
    settings: Settings,
) -> None:
    codings = read_frame(final, CODINGS)
    coded = coded_interviews(
        codings,
        read_frame(assigned, CODER_ASSIGNMENTS),
        read_frame(segments, SEGMENTS),
        settings.coding.final,
    )
    crossed = cross_topics(
        read_frame(assignments, TOPIC_ASSIGNMENTS),
        codings,
        coded,
        resamples=settings.agreement.resamples,
        confidence=settings.agreement.confidence,
        seed=settings.seed,
    )
    write_frame(crossed.pairs, pairs, CROSSWALK)
    write_frame(crossed.topics, coverage, TOPIC_COVERAGE)
    write_frame(crossed.codes, scatter, CODE_SCATTER)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
