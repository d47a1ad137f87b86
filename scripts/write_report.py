"""Write the explorer, every table in five formats, and report and supplement as pages and in Word.

Inputs: the run's results, the figures, the authors' themes and summaries, what a language model
coded if one was asked, and the private list of candidates, of which only the number of undecided
ones is used. Outputs: the explorer's page, folder of tables, pages, documents.
"""

import logging

import pandas as pd

from aft_themes import catalog
from aft_themes.coding.codebook_reading import load_codebook
from aft_themes.corpus.participants import as_columns
from aft_themes.deidentify import count_waiting
from aft_themes.explorer import ExplorerStudy, build_explorer
from aft_themes.io.files import write_text
from aft_themes.notices import count_lost
from aft_themes.report.figures import load_figures
from aft_themes.report.limits import unsettled
from aft_themes.report.write import write_all
from aft_themes.settings import Settings
from aft_themes.tables.results import load_results
from aft_themes.themes.authors_themes import load_authors_themes
from aft_themes.workflow.rule_files import RuleFiles

DOCUMENTS = (
    catalog.REPORT_PAGE,
    catalog.REPORT_DOCUMENT,
    catalog.SUPPLEMENT_PAGE,
    catalog.SUPPLEMENT_DOCUMENT,
)

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings) -> None:
    write_explorer(files, settings)
    write_report(files, settings)


def write_explorer(files: RuleFiles, settings: Settings) -> None:
    """Write one page for reading themes in their context."""
    codebook = load_codebook(files.path(catalog.CODEBOOK))
    themes = files.path_if_any(catalog.THEMES_FILE)
    lost = count_lost(files.read(catalog.HUMAN_CODINGS), files.read(catalog.UNPLACED_CODINGS))
    study = ExplorerStudy(
        segments=files.read(catalog.SEGMENTS),
        clean_turns=files.read(catalog.CLEAN_TURNS),
        codings=files.read(catalog.FINAL_CODINGS),
        themes=files.read(catalog.THEMES),
        theme_participants=files.read(catalog.THEME_PARTICIPANTS),
        quotes=files.read(catalog.QUOTES),
        participants=as_columns(files.read(catalog.PARTICIPANTS)),
        codebook=codebook,
        authors_themes=load_authors_themes(themes, codebook) if themes else (),
        settings=settings,
        topics=files.read_if_made(catalog.TOPICS),
        broad_topics=files.read_if_made(catalog.BROAD_TOPICS),
        topic_names=files.read_if_made(catalog.TOPIC_NAMES),
        topic_assignments=files.read_if_made(catalog.TOPIC_ASSIGNMENTS),
        suggestions=files.read_if_made(catalog.SUGGESTED_CODINGS),
        disagreements=files.read_if_made(catalog.DISAGREEMENTS),
        by_model=files.read_if_made(catalog.LANGUAGE_MODEL_CODINGS),
    )
    write_text(files.path(catalog.EXPLORER), build_explorer(study, lost))


def write_report(files: RuleFiles, settings: Settings) -> None:
    """Write tables, report and supplement."""
    candidates = pd.read_csv(files.path(catalog.NAME_CANDIDATES))
    results = load_results(
        files.by_name,
        settings,
        waiting=count_waiting(candidates),
        themes_file=files.path_if_any(catalog.THEMES_FILE),
        summaries_file=files.path_if_any(catalog.SUMMARIES_FILE),
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
