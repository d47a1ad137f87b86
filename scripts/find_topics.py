"""Find topics: a heuristic beside the themes.

Inputs: segments, their vectors, the codebook (where it guides). Outputs: topics, their segments,
shares, terms, the numbers that were tried, changes since the last run, how the search ended.
"""

from pathlib import Path

import pandas as pd

from aft_themes import catalog
from aft_themes.coding.codebook_reading import load_codebook
from aft_themes.embeddings.encoder import embed
from aft_themes.settings import Settings
from aft_themes.topics import TopicResult, find_topics, fingerprint, keep_terms, terms_before
from aft_themes.topics.seeds import codebook_guides
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings, cache: str, history: str, threads: int) -> None:
    codebook = files.path(catalog.CODEBOOK)
    seeded = settings.topics.seeded
    mark = _fingerprint(files, settings)
    previous = terms_before(Path(history), mark)
    guides = None
    if seeded:
        guides = codebook_guides(load_codebook(codebook), settings.embeddings, threads=threads)
    found = find_topics(
        files.read(catalog.SEGMENTS),
        files.read_array(catalog.VECTORS, mapped=True),
        settings,
        embed_terms=lambda terms: embed(
            terms, settings.embeddings, threads=threads, cache=Path(cache)
        ),
        previous=previous,
        guides=guides,
    )
    _write(found, files, settings)
    keep_terms(Path(history), mark, found.terms, previous)


def _fingerprint(files: RuleFiles, settings: Settings) -> str:
    """Digest of everything that decides the topics."""
    decisive = [files.path(entry).read_bytes() for entry in (catalog.SEGMENTS, catalog.VECTORS)]
    sections = (settings.topics, settings.embeddings)
    decisive += [section.model_dump_json().encode() for section in sections]
    guided = files.path(catalog.CODEBOOK).read_bytes() if settings.topics.seeded else b""
    return fingerprint([*decisive, str(settings.seed).encode(), guided])


def _write(found: TopicResult, files: RuleFiles, settings: Settings) -> None:
    outcome = {"status": found.status, "reason": found.reason, "engine": settings.topics.engine}
    files.write(found.topics, catalog.TOPICS)
    files.write(found.assignments, catalog.TOPIC_ASSIGNMENTS)
    files.write(found.shares, catalog.TOPIC_SHARES)
    files.write(found.terms, catalog.TOPIC_TERMS)
    files.write(found.choice, catalog.TOPIC_CHOICE)
    files.write(found.changes, catalog.TOPIC_CHANGES)
    files.write(pd.DataFrame([outcome]), catalog.TOPIC_STATUS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
