"""Place the coders' quotes on the segments that they cover.

Inputs: turns, replacements, segments, codebook, interviews, the coders' files. Outputs: human
codings, rows that could not be placed, which coder coded which interview.
"""

import logging

from aft_themes import catalog
from aft_themes.coding.codebook import load_codebook
from aft_themes.coding.codings import assignments, load_codings, place_codings
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.segments import place_turns
from aft_themes.io.parquet import rows
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings) -> None:
    turns = files.read(catalog.TURNS)
    codebook = load_codebook(files.path(catalog.CODEBOOK))
    coder_files = [path for path in files.paths(catalog.CODER_FILES) if path.suffix == ".csv"]
    decisions = load_codings(coder_files, codebook)
    placement = place_codings(
        decisions,
        turns,
        place_turns(turns, files.read(catalog.REPLACEMENTS)),
        files.read(catalog.SEGMENTS),
        min_overlap=settings.coding.min_overlap,
        codebook_version=codebook.version,
    )
    lost = len(placement.unplaced)
    logger.info(
        "%d of %d rows placed; %d could not be", len(decisions) - lost, len(decisions), lost
    )
    for row in rows(placement.unplaced):
        logger.warning("left out: %s row %d: %s Fix: %s", row.file, row.row, row.reason, row.fix)
    files.write(placement.codings, catalog.HUMAN_CODINGS)
    files.write(placement.unplaced, catalog.UNPLACED_CODINGS)
    interviews = load_interviews(files.path(catalog.INTERVIEWS))
    assigned = assignments(interviews, turns["interview"].unique(), placement.codings)
    files.write(assigned, catalog.CODER_ASSIGNMENTS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
