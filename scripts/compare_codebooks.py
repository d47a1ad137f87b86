"""Compare the codebook with its previous version, if the study keeps one.

Inputs: codebook, kept versions, turns, replacements, segments, human codings, assignments,
interviews, the coders' files now and, if kept, then. Outputs: changes, affected codings, agreement
before and after, a summary.
"""

import logging

import pandas as pd

from aft_themes import catalog
from aft_themes.agreement.codebook_versions import (
    affected_codings,
    both_versions,
    compare_agreement,
    compare_codebooks,
    previous_version,
    summarise_changes,
)
from aft_themes.codebook.codes import Codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.coder_files import read_coder_files
from aft_themes.coding.divided_work import who_coded
from aft_themes.coding.placing import place_codings
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.segments import place_turns
from aft_themes.exchange.dropped_files import coder_tables
from aft_themes.io.files import write_text
from aft_themes.io.parquet import empty_frame
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings) -> None:
    new = load_codebook(files.path(catalog.CODEBOOK))
    found = previous_version(files.paths(catalog.CODEBOOK_VERSIONS), new)
    if found is None:
        _write_nothing(files)
        return
    path, old = found
    logger.info("comparing version %s with %s", new.version, old.version)
    changes = compare_codebooks(old, new)
    interviews = load_interviews(files.path(catalog.INTERVIEWS))
    imported = files.path(catalog.IMPORTED_CODINGS)
    coder_files = coder_tables(files.paths(catalog.CODER_FILES), imported)
    coded = read_coder_files(coder_files, both_versions(old, new), interviews).coded
    affected = affected_codings(coded, changes)
    now = (
        files.read(catalog.SEGMENTS),
        files.read(catalog.HUMAN_CODINGS),
        files.read(catalog.CODER_ASSIGNMENTS),
    )
    earlier = _place_earlier(files, path.stem, old, settings)
    measured = compare_agreement(*now, old, new, settings, earlier)
    report = settings.report
    text = summarise_changes(old, new, changes, affected, measured, report=report)
    files.write(changes, catalog.CODEBOOK_CHANGES)
    files.write(affected, catalog.AFFECTED_CODINGS)
    files.write(measured, catalog.AGREEMENT_CHANGES)
    write_text(files.path(catalog.CODEBOOK_SUMMARY), text)


def _write_nothing(files: RuleFiles) -> None:
    logger.info("no earlier version of the codebook is kept")
    tables = (catalog.CODEBOOK_CHANGES, catalog.AFFECTED_CODINGS, catalog.AGREEMENT_CHANGES)
    for table in tables:
        files.write(empty_frame(table), table)
    write_text(files.path(catalog.CODEBOOK_SUMMARY), "")


def _place_earlier(
    files: RuleFiles, version: str, codebook: Codebook, settings: Settings
) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Place the codings of an earlier version: files in a folder of its name."""
    earlier = files.paths(catalog.EARLIER_CODER_FILES)
    kept = [path for path in earlier if path.parent.name == version]
    if not kept:
        return None
    turns = files.read(catalog.TURNS)
    found = read_coder_files(kept, codebook, load_interviews(files.path(catalog.INTERVIEWS)))
    codings = place_codings(
        found.coded,
        turns,
        place_turns(turns, files.read(catalog.REPLACEMENTS)),
        files.read(catalog.SEGMENTS),
        min_overlap=settings.coding.min_overlap,
        codebook_version=codebook.version,
    ).codings
    return codings, who_coded(found, turns["interview"].unique(), codings)[0]


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
