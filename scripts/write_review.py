"""Write the workbook that asks people what helps most.

Inputs: segments, the three layers, disagreements, out-of-fold probabilities, earlier decisions,
codebook. Outputs: the queue and the workbook.
"""

import logging

from aft_themes import catalog
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.review import make_queue
from aft_themes.coding.review.workbook import write_workbook
from aft_themes.notices import about_coders
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings) -> None:
    codebook = load_codebook(files.path(catalog.CODEBOOK))
    queue = make_queue(
        files.read(catalog.SEGMENTS),
        codebook,
        disagreements=files.read(catalog.DISAGREEMENTS),
        human=files.read(catalog.HUMAN_CODINGS),
        suggested=files.read(catalog.SUGGESTED_CODINGS),
        scores=files.read(catalog.SUGGESTION_SCORES),
        reviewed=files.read(catalog.REVIEWED_CODINGS),
        decisions=files.read(catalog.REVIEW_DECISIONS),
        always_review=settings.coding.always_review,
    )
    for kind, number in queue["kind"].value_counts(sort=False).items():
        logger.info("%d rows: %s", number, kind)
    files.write(queue, catalog.REVIEW_QUEUE)
    write_workbook(
        queue, codebook, files.path(catalog.REVIEW_WORKBOOK), about_coders(settings.report)
    )


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
