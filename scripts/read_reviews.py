"""Read filled review workbooks and anchor their decisions to the participants' words.

Inputs: workbooks, clean turns, segments, codebook. Outputs: the reviewed layer, every decision.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

from aft_themes.codebook import load_codebook
from aft_themes.frames import CLEAN_TURNS, CODINGS, SEGMENTS, read_frame, write_frame
from aft_themes.review import DECISIONS, place_decisions, read_reviews
from aft_themes.settings import Settings

logger = logging.getLogger(__name__)


def main(
    *,
    reviews: Sequence[Path],
    clean_turns: Path,
    segments: Path,
    codebook: Path,
    reviewed: Path,
    decisions: Path,
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
    write_frame(layer, reviewed, CODINGS)
    write_frame(made, decisions, DECISIONS)


if "snakemake" in globals():
    from aft_themes.job import run

    run(main, globals()["snakemake"])
