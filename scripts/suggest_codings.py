"""Suggest codes for every segment, and measure the suggestions on interviews left out.

Inputs: segments, embeddings of them and of their sentences, human codings, assignments, codebook,
interviews; of the study that ``coding.train_on`` names, the first five. Outputs: suggested and
assigned codings, scores, quality, reliability, learning curve.
"""

import logging
from pathlib import Path

import numpy as np

from aft_themes.catalog import (
    CODER_ASSIGNMENTS,
    CODINGS,
    LEARNING_CURVE,
    SEGMENTS,
    SUGGESTION_QUALITY,
    SUGGESTION_RELIABILITY,
    SUGGESTION_SCORES,
)
from aft_themes.coding.codebook import load_codebook
from aft_themes.corpus.interviews import attributes, load_interviews
from aft_themes.embeddings.encoder import embed
from aft_themes.io.parquet import read_frame, write_frame
from aft_themes.settings import Settings
from aft_themes.suggestions import CodedStudy, suggest

logger = logging.getLogger(__name__)


def main(
    *,
    segments: Path,
    vectors: Path,
    sentences: Path,
    human: Path,
    assignments: Path,
    codebook: Path,
    interviews: Path,
    suggested: Path,
    assigned: Path,
    scores: Path,
    quality: Path,
    reliability: Path,
    learning: Path,
    cache: Path,
    settings: Settings,
    threads: int,
    other_segments: Path | None = None,
    other_vectors: Path | None = None,
    other_sentences: Path | None = None,
    other_human: Path | None = None,
    other_assignments: Path | None = None,
) -> None:
    listed = load_interviews(interviews)
    other = None
    others = (other_segments, other_vectors, other_sentences, other_human, other_assignments)
    if all(others):
        other = _read_study(*(path for path in others if path))
    found = suggest(
        _read_study(segments, vectors, sentences, human, assignments),
        load_codebook(codebook),
        settings,
        lambda texts: embed(texts, settings.embeddings, threads=threads, cache=cache),
        attributes=listed[["interview", *attributes(listed)]],
        other=other,
        threads=threads,
    )
    logger.info("%d suggestions, of which %d assign", len(found.suggested), len(found.assigned))
    write_frame(found.suggested, suggested, CODINGS)
    write_frame(found.assigned, assigned, CODINGS)
    write_frame(found.scores, scores, SUGGESTION_SCORES)
    write_frame(found.quality, quality, SUGGESTION_QUALITY)
    write_frame(found.reliability, reliability, SUGGESTION_RELIABILITY)
    write_frame(found.learning, learning, LEARNING_CURVE)


def _read_study(
    segments: Path, vectors: Path, sentences: Path, human: Path, assignments: Path
) -> CodedStudy:
    return CodedStudy(
        segments=read_frame(segments, SEGMENTS),
        vectors=np.load(vectors, allow_pickle=False),
        sentences=np.load(sentences, allow_pickle=False),
        human=read_frame(human, CODINGS),
        assignments=read_frame(assignments, CODER_ASSIGNMENTS),
    )


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
