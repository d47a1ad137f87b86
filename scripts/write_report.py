"""Write every table in five formats, and report and supplement, each as a page and in Word.

Inputs: the run's results, the figures, the authors' themes and summaries, and the private list of
candidates, of which only the number of undecided ones is used. Outputs: folder of tables, pages,
documents.
"""

import logging

import pandas as pd

from aft_themes import catalog
from aft_themes.deidentify import count_waiting
from aft_themes.report.figures import load_figures
from aft_themes.report.limits import unsettled
from aft_themes.report.write import write_all
from aft_themes.settings import Settings
from aft_themes.tables.results import load_results
from aft_themes.workflow.rule_files import RuleFiles

DOCUMENTS = (
    catalog.REPORT_PAGE,
    catalog.REPORT_DOCUMENT,
    catalog.SUPPLEMENT_PAGE,
    catalog.SUPPLEMENT_DOCUMENT,
)

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings) -> None:
    candidates = pd.read_csv(files.path(catalog.NAME_CANDIDATES))
    results = load_results(
        files.by_name,
        settings,
        waiting=count_waiting(candidates),
        themes_file=next(iter(files.paths(catalog.THEMES_FILE)), None),
        summaries_file=next(iter(files.paths(catalog.SUMMARIES_FILE)), None),
    )
    for line in unsettled(results):
        logger.warning("%s", line)
    write_all(
        results,
        load_figures(files.path(catalog.FIGURES)),
        tables=files.path(catalog.REPORT_TABLES),
        documents={entry.name: files.path(entry) for entry in DOCUMENTS},
    )


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
