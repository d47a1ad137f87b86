"""Measure agreement between coders and list where they differ.

Inputs: segments, human codings, assignments, codebook. Outputs: agreement, the counts behind it,
disagreements, and the codes and valences most often exchanged.
"""

from pathlib import Path

from aft_themes.agreement import (
    collect_judgements,
    count_confusions,
    list_disagreements,
    measure_agreement,
)
from aft_themes.catalog import (
    AGREEMENT,
    CODER_ASSIGNMENTS,
    CODINGS,
    CONFUSIONS,
    DISAGREEMENTS,
    PAIR_COUNTS,
    SEGMENTS,
)
from aft_themes.coding.codebook import load_codebook
from aft_themes.io.parquet import read_frame, write_frame
from aft_themes.settings import Settings


def main(
    *,
    segments: Path,
    human: Path,
    assigned: Path,
    codebook: Path,
    agreement: Path,
    pair_counts: Path,
    disagreements: Path,
    confusions: Path,
    settings: Settings,
) -> None:
    book = load_codebook(codebook)
    frames = (
        read_frame(segments, SEGMENTS),
        read_frame(human, CODINGS),
        read_frame(assigned, CODER_ASSIGNMENTS),
    )
    measured, counts = measure_agreement(*frames, book, settings)
    judgements = collect_judgements(*frames, book)
    write_frame(measured, agreement, AGREEMENT)
    write_frame(counts, pair_counts, PAIR_COUNTS)
    write_frame(list_disagreements(judgements, book), disagreements, DISAGREEMENTS)
    write_frame(count_confusions(judgements), confusions, CONFUSIONS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
