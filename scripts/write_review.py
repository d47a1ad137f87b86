"""Write the workbook that asks people what helps most.

Inputs: segments, the three layers, disagreements, out-of-fold probabilities, earlier decisions,
codebook. Outputs: the queue and the workbook.
"""

import logging
from pathlib import Path

from aft_themes.agreement import SYNTHETIC_NOTE
from aft_themes.catalog import (
    CODINGS,
    DISAGREEMENTS,
    REVIEW_DECISIONS,
    REVIEW_QUEUE,
    SEGMENTS,
    SUGGESTION_SCORES,
)
from aft_themes.coding.codebook import load_codebook
from aft_themes.coding.review import make_queue
from aft_themes.coding.review.workbook import write_workbook
from aft_themes.io.parquet import read_frame, write_frame
from aft_themes.settings import Settings

logger = logging.getLogger(__name__)


def main(
    *,
    segments: Path,
    human: Path,
    suggested: Path,
    scores: Path,
    reviewed: Path,
    decisions: Path,
    disagreements: Path,
    codebook: Path,
    queue: Path,
    workbook: Path,
    settings: Settings,
) -> None:
    book = load_codebook(codebook)
    found = make_queue(
        read_frame(segments, SEGMENTS),
        book,
        disagreements=read_frame(disagreements, DISAGREEMENTS),
        human=read_frame(human, CODINGS),
        suggested=read_frame(suggested, CODINGS),
        scores=read_frame(scores, SUGGESTION_SCORES),
        reviewed=read_frame(reviewed, CODINGS),
        decisions=read_frame(decisions, REVIEW_DECISIONS),
        always_review=settings.coding.always_review,
    )
    for kind, number in found["kind"].value_counts(sort=False).items():
        logger.info("%d rows: %s", number, kind)
    write_frame(found, queue, REVIEW_QUEUE)
    note = SYNTHETIC_NOTE if settings.report.synthetic else ""
    write_workbook(found, book, workbook, note)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
