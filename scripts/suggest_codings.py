"""Suggest codes for every segment, and measure the suggestions on interviews left out.

Inputs: segments, embeddings of them and of their sentences, human codings, assignments; the same of
the study that ``coding.train_on`` names; embeddings of the questions, codebook, participants.
Outputs: suggested and assigned codings, scores, quality, reliability, learning curve, thresholds,
verdicts, cautions.
"""

import logging
from pathlib import Path

import numpy as np

from aft_themes import catalog
from aft_themes.codebook.reading import load_codebook
from aft_themes.corpus.participants import as_columns
from aft_themes.embeddings.encoder import embed
from aft_themes.embeddings.vectors import embed_others
from aft_themes.settings import Settings
from aft_themes.suggestions import CodedStudy, suggest
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(*, files: RuleFiles, settings: Settings, cache: str, threads: int) -> None:
    people = as_columns(files.read(catalog.PARTICIPANTS))
    study, other = _read_study(files), files.of("other")
    found = suggest(
        study,
        load_codebook(files.path(catalog.CODEBOOK)),
        settings,
        embed_others(
            sorted(set(study.segments["question"])),
            np.asarray(files.read_array(catalog.QUESTION_VECTORS, mapped=True)),
            lambda texts: embed(texts, settings.embeddings, threads=threads, cache=Path(cache)),
        ),
        attributes=people.drop(columns="interviews"),
        other=_read_study(other) if catalog.SEGMENTS in other else None,
        threads=threads,
    )
    logger.info("%d suggestions, of which %d assign", len(found.suggested), len(found.assigned))
    files.write(found.suggested, catalog.SUGGESTED_CODINGS)
    files.write(found.assigned, catalog.AUTO_CODED)
    files.write(found.scores, catalog.SUGGESTION_SCORES)
    files.write(found.quality, catalog.SUGGESTION_QUALITY)
    files.write(found.reliability, catalog.SUGGESTION_RELIABILITY)
    files.write(found.learning, catalog.LEARNING_CURVE)
    files.write(found.thresholds, catalog.SUGGESTION_THRESHOLDS)
    files.write(found.verdicts, catalog.SUGGESTION_VERDICTS)
    files.write(found.cautions, catalog.CAUTION_CHECKS)


def _read_study(files: RuleFiles) -> CodedStudy:
    return CodedStudy(
        segments=files.read(catalog.SEGMENTS),
        # left on the disk until they are used; as plain arrays
        vectors=np.asarray(files.read_array(catalog.VECTORS, mapped=True)),
        sentences=np.asarray(files.read_array(catalog.SENTENCE_VECTORS, mapped=True)),
        human=files.read(catalog.HUMAN_CODINGS),
        assignments=files.read(catalog.CODER_ASSIGNMENTS),
    )


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
