"""Find topics in the segments; a heuristic appendix to the themes.

Inputs: segments, their embeddings, the codebook (for guided topics). Outputs: topics, assignments,
shares, terms, choice, changes and status. ``history`` keeps the last run's terms between runs.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from aft_themes.catalog import (
    SEGMENTS,
    TOPIC_ASSIGNMENTS,
    TOPIC_CHANGES,
    TOPIC_CHOICE,
    TOPIC_SHARES,
    TOPIC_STATUS,
    TOPIC_TERMS,
    TOPICS,
)
from aft_themes.coding.codebook import load_codebook
from aft_themes.embeddings.encoder import embed
from aft_themes.io.parquet import read_frame, write_frame
from aft_themes.settings import Settings
from aft_themes.topics import find_topics, fingerprint, keep_terms, terms_before
from aft_themes.topics.seeds import codebook_guides


def main(
    *,
    segments: Path,
    vectors: Path,
    codebook: Path,
    topics: Path,
    assignments: Path,
    shares: Path,
    terms: Path,
    choice: Path,
    changes: Path,
    status: Path,
    history: Path,
    cache: Path,
    settings: Settings,
    threads: int,
) -> None:
    seeded, sections = settings.topics.seeded, (settings.topics, settings.embeddings)
    decisive = [path.read_bytes() for path in (segments, vectors)]
    decisive += [section.model_dump_json().encode() for section in sections]
    decisive += [str(settings.seed).encode(), codebook.read_bytes() if seeded else b""]
    mark = fingerprint(decisive)
    previous = terms_before(history, mark)
    guides = None
    if seeded:
        guides = codebook_guides(load_codebook(codebook), settings.embeddings, threads=threads)
    found = find_topics(
        read_frame(segments, SEGMENTS),
        np.load(vectors, mmap_mode="r", allow_pickle=False),
        settings,
        embed_terms=lambda words: embed(words, settings.embeddings, threads=threads, cache=cache),
        previous=previous,
        guides=guides,
    )
    write_frame(found.topics, topics, TOPICS)
    write_frame(found.assignments, assignments, TOPIC_ASSIGNMENTS)
    write_frame(found.shares, shares, TOPIC_SHARES)
    write_frame(found.terms, terms, TOPIC_TERMS)
    write_frame(found.choice, choice, TOPIC_CHOICE)
    write_frame(found.changes, changes, TOPIC_CHANGES)
    outcome = {"status": found.status, "reason": found.reason, "engine": settings.topics.engine}
    write_frame(pd.DataFrame([outcome]), status, TOPIC_STATUS)
    keep_terms(history, mark, found.terms, previous)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
