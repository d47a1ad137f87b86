"""Place the coders' quotes on segments; say who coded what.

Inputs: turns, replacements, segments, codebook, interviews, the coders' files.
Outputs: human codings, unplaced rows, assignments.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

from aft_themes.catalog import (
    CODER_ASSIGNMENTS,
    CODINGS,
    REPLACEMENTS,
    SEGMENTS,
    TURNS,
    UNPLACED_CODINGS,
)
from aft_themes.coding.codebook import load_codebook
from aft_themes.coding.codings import assignments, load_codings, place_codings
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.segments import place_turns
from aft_themes.io.parquet import read_frame, write_frame
from aft_themes.settings import Settings

logger = logging.getLogger(__name__)


def main(
    *,
    turns: Path,
    replacements: Path,
    segments: Path,
    codebook: Path,
    interviews: Path,
    coded: Sequence[Path],
    human: Path,
    unplaced: Path,
    assigned: Path,
    settings: Settings,
) -> None:
    read = read_frame(turns, TURNS)
    book = load_codebook(codebook)
    decisions = load_codings(coded, book)
    placement = place_codings(
        decisions,
        read,
        place_turns(read, read_frame(replacements, REPLACEMENTS)),
        read_frame(segments, SEGMENTS),
        min_overlap=settings.coding.min_overlap,
        codebook_version=book.version,
    )
    logger.info(
        "%d of %d rows placed; %d could not be",
        len(decisions) - len(placement.unplaced),
        len(decisions),
        len(placement.unplaced),
    )
    for row in placement.unplaced.itertuples():
        logger.warning("left out: %s row %d: %s Fix: %s", row.file, row.row, row.reason, row.fix)
    write_frame(placement.codings, human, CODINGS)
    write_frame(placement.unplaced, unplaced, UNPLACED_CODINGS)
    who = assignments(load_interviews(interviews), read["interview"].unique(), placement.codings)
    write_frame(who, assigned, CODER_ASSIGNMENTS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
