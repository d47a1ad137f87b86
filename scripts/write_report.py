"""Write every table in five formats, and the report as one HTML page and as a Word document.

Inputs: the run's results, the figures, and the private list of candidates, of which only the
number of undecided ones is used. Outputs: folder of tables, page and document.
"""

import logging
from pathlib import Path

import pandas as pd

from aft_themes.deidentify import count_waiting
from aft_themes.report.build import write_report
from aft_themes.report.limits import unsettled
from aft_themes.settings import Settings
from aft_themes.tables.results import STAGES, load_results

logger = logging.getLogger(__name__)


def main(
    *,
    codebook: Path,
    interviews: Path,
    vectors: Path,
    intake: Path,
    clean_turns: Path,
    segments: Path,
    codings: Path,
    assignments: Path,
    unplaced: Path,
    themes: Path,
    groups: Path,
    participants: Path,
    cooccurrence: Path,
    quotes: Path,
    agreement: Path,
    tables: Path,
    page: Path,
    document: Path,
    settings: Settings,
    candidates: Path | None = None,
    figures: Path | None = None,
    topic_status: Path | None = None,
    topics: Path | None = None,
    crosswalk: Path | None = None,
    coverage: Path | None = None,
    scatter: Path | None = None,
    suggestion_quality: Path | None = None,
) -> None:
    stages = {name: path for name, path in locals().items() if name in STAGES and path}
    results = load_results(
        settings=settings,
        codebook=codebook,
        interviews=interviews,
        vectors=vectors,
        stages=stages,
        waiting=count_waiting(pd.read_csv(candidates)) if candidates else 0,
    )
    for line in unsettled(results):
        logger.warning("%s", line)
    write_report(results, figures=figures, tables=tables, page=page, document=document)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
