"""Draw the figures, and write explorer, tables, report and supplement, the last two also in Word.

Inputs: the run's results, the authors' themes and summaries, what a language model coded if one was
asked, and the private list of candidates, of which only the number of undecided ones is used.
Outputs: folders of figures (each as PDF, SVG and PNG with its caption and data) and of tables (in
five formats), the explorer's page, pages, documents. Other processes draw while this one writes
what shows no figure.
"""

import logging
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from aft_themes import catalog
from aft_themes.deidentify import count_waiting
from aft_themes.explorer import build_explorer, explorer_study
from aft_themes.figures import draw_all
from aft_themes.figures.cache import FigureCache
from aft_themes.io.files import write_text
from aft_themes.io.processes import Processes
from aft_themes.report.figures import load_figures
from aft_themes.report.limits import unsettled
from aft_themes.report.write import write_all
from aft_themes.settings import Settings, declared_settings
from aft_themes.tables.registry import build_tables
from aft_themes.tables.results import Results, load_results
from aft_themes.workflow.rule_files import RuleFiles

# a change in another section of the settings draws no figure anew
SECTIONS_OF_FIGURES = {"figures", "report", "themes", "coding", "agreement", "seed"}
DOCUMENTS = (
    catalog.REPORT_PAGE,
    catalog.REPORT_DOCUMENT,
    catalog.SUPPLEMENT_PAGE,
    catalog.SUPPLEMENT_DOCUMENT,
)

logger = logging.getLogger(__name__)


def main(
    *, files: RuleFiles, settings: Settings, cache: str, figure_code: list[str], threads: int = 1
) -> None:
    with Processes(threads) as processes:
        chosen = declared_settings(settings.model_dump(include=SECTIONS_OF_FIGURES))
        kept = FigureCache(Path(cache), chosen, [Path(file) for file in figure_code])
        drawn = draw_figures(files, chosen, kept, processes)
        results = read_results(files, settings)
        write_explorer(files, results)
        write_report(files, results, processes, drawn)


def draw_figures(
    files: RuleFiles, settings: Settings, cache: FigureCache, processes: Processes
) -> Iterator[tuple[str, str]]:
    """Begin to draw the figures; give each when it is drawn, with the reason if it cannot be."""
    return draw_all(
        files.by_name,
        files.path(catalog.FIGURES),
        settings,
        cache=cache,
        processes=processes,
        themes_file=files.path_if_any(catalog.THEMES_FILE),
    )


def read_results(files: RuleFiles, settings: Settings) -> Results:
    """Read what explorer, tables and report are made from."""
    return load_results(
        files.by_name,
        settings,
        waiting=count_waiting(pd.read_csv(files.path(catalog.NAME_CANDIDATES))),
        themes_file=files.path_if_any(catalog.THEMES_FILE),
        summaries_file=files.path_if_any(catalog.SUMMARIES_FILE),
    )


def write_explorer(files: RuleFiles, results: Results) -> None:
    """Write one page for reading themes in their context."""
    study = explorer_study(
        results,
        topic_assignments=files.read_if_made(catalog.TOPIC_ASSIGNMENTS),
        suggestions=files.read_if_made(catalog.SUGGESTED_CODINGS),
        disagreements=files.read_if_made(catalog.DISAGREEMENTS),
        by_model=files.read_if_made(catalog.LANGUAGE_MODEL_CODINGS),
    )
    write_text(files.path(catalog.EXPLORER), build_explorer(study, results.lost))


def write_report(
    files: RuleFiles, results: Results, processes: Processes, drawn: Iterable[tuple[str, str]]
) -> None:
    """Write tables, report and supplement; the figures are waited for as late as possible."""
    for line in unsettled(results):
        logger.warning("%s", line)
    tables = build_tables(results)
    for name, why_not in tqdm(drawn, "drawing", disable=not sys.stderr.isatty()):
        logger.info("%s%s", name, f" is not drawn: {why_not}" if why_not else "")
    write_all(
        results,
        tables,
        load_figures(files.path(catalog.FIGURES)),
        folder=files.path(catalog.REPORT_TABLES),
        documents={entry.name: files.path(entry) for entry in DOCUMENTS},
        processes=processes,
    )


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
