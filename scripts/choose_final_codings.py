"""Read filled review workbooks, and choose the codings that enter the theme tables.

Inputs: workbooks, clean turns, segments, codebook, human and, if the setting ``coding.final``
counts them, suggested codings, assignments. Outputs: the reviewed layer, every decision of the
workbooks, how often they corrected the machine, consensus, core ideas and audit, final codings, and
every coding with what superseded it.
"""

import logging

import pandas as pd

from aft_themes import catalog
from aft_themes.coding.codebook_reading import load_codebook
from aft_themes.coding.files import sort_files
from aft_themes.coding.layers import final_codings
from aft_themes.coding.review import count_corrections, place_decisions, read_reviews
from aft_themes.coding.tracing import trace_codings
from aft_themes.consensus import Consensus, read_consensus, unanswered
from aft_themes.io.parquet import empty_frame
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings) -> None:
    codebook = load_codebook(files.path(catalog.CODEBOOK))
    found = sort_files(files.paths(catalog.CODER_FILES))
    workbooks = [file.path for file in found if file.kind == "review"]
    reviewed, decisions = place_decisions(
        read_reviews(workbooks, codebook),
        files.read(catalog.CLEAN_TURNS),
        files.read(catalog.SEGMENTS),
        min_overlap=settings.coding.min_overlap,
        codebook_version=codebook.version,
    )
    for status, number in decisions["status"].value_counts().sort_index().items():
        logger.info("%d decisions %s", number, status)
    counted = catalog.AUTO_CODED in files
    suggested = files.read(catalog.AUTO_CODED) if counted else empty_frame(catalog.AUTO_CODED)
    layers = (files.read(catalog.HUMAN_CODINGS), suggested, reviewed)
    assignments = files.read(catalog.CODER_ASSIGNMENTS)
    final = final_codings(*layers, assignments, final=settings.coding.final)
    _log(final, len(layers[0]), settings.coding.final)
    files.write(reviewed, catalog.REVIEWED_CODINGS)
    files.write(decisions, catalog.REVIEW_DECISIONS)
    _write_consensus(read_consensus(workbooks), files)
    files.write(count_corrections(decisions, settings.themes.confidence), catalog.CORRECTIONS)
    files.write(final, catalog.FINAL_CODINGS)
    files.write(trace_codings(*layers, final, assignments), catalog.TRACED_CODINGS)


def _write_consensus(consensus: Consensus, files: RuleFiles) -> None:
    files.write(consensus.decisions, catalog.CONSENSUS_DECISIONS)
    files.write(consensus.core_ideas, catalog.CORE_IDEAS)
    files.write(consensus.audit, catalog.AUDIT_COMMENTS)
    for line in unanswered(consensus.audit):
        logger.warning("%s", line)


def _log(final: pd.DataFrame, human: int, rule: str) -> None:
    if final.empty and human:
        logger.warning(
            "No coding is final though %d human ones were placed: none is of a coder whom "
            "interviews.csv lists first, or the setting coding.final leaves them out.",
            human,
        )
    logger.info("%d final codings by the rule %r", len(final), rule)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
