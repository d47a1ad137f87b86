"""Read filled review workbooks, and choose the codings that enter the theme tables.

Inputs: workbooks, clean turns, segments, codebook, human and, if the setting ``coding.final``
counts them, suggested codings, assignments. Outputs: the reviewed layer, every decision of the
workbooks, final codings, and every coding with what superseded it.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

from aft_themes.catalog import CLEAN_TURNS, CODER_ASSIGNMENTS, CODINGS, REVIEW_DECISIONS, SEGMENTS
from aft_themes.coding.codebook import load_codebook
from aft_themes.coding.codings import final_codings, trace_codings
from aft_themes.coding.review import place_decisions, read_reviews
from aft_themes.io.parquet import empty_frame, read_frame, write_frame
from aft_themes.settings import Settings

logger = logging.getLogger(__name__)


def main(
    *,
    reviews: Sequence[Path],
    clean_turns: Path,
    segments: Path,
    codebook: Path,
    human: Path,
    suggested: Sequence[Path],
    assigned: Path,
    reviewed: Path,
    decisions: Path,
    final: Path,
    traced: Path,
    settings: Settings,
) -> None:
    book = load_codebook(codebook)
    layer, made = place_decisions(
        read_reviews(reviews, book),
        read_frame(clean_turns, CLEAN_TURNS),
        read_frame(segments, SEGMENTS),
        min_overlap=settings.coding.min_overlap,
        codebook_version=book.version,
    )
    for status, number in made["status"].value_counts().sort_index().items():
        logger.info("%d decisions %s", number, status)
    layers = (
        read_frame(human, CODINGS),
        read_frame(suggested[0], CODINGS) if suggested else empty_frame(CODINGS),
        layer,
    )
    who = read_frame(assigned, CODER_ASSIGNMENTS)
    chosen = final_codings(*layers, who, final=settings.coding.final)
    logger.info("%d final codings by the rule %r", len(chosen), settings.coding.final)
    write_frame(layer, reviewed, CODINGS)
    write_frame(made, decisions, REVIEW_DECISIONS)
    write_frame(chosen, final, CODINGS)
    write_frame(trace_codings(layers, chosen, who), traced, CODINGS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
