"""Find topics: a heuristic beside the themes.

Inputs: segments, their vectors. Outputs: topics, broad topics, their segments,
shares, terms, the numbers that were tried, changes since the last run, how the search ended.
"""

from pathlib import Path

import pandas as pd

from aft_themes import catalog
from aft_themes.embeddings.encoder import embed
from aft_themes.settings import Settings
from aft_themes.topics import TopicResult, find_topics, fingerprint, keep_terms, terms_before
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings, cache: str, history: str, threads: int) -> None:
    mark = _fingerprint(files, settings)
    previous = terms_before(Path(history), mark)
    found = find_topics(
        files.read(catalog.SEGMENTS),
        files.read_array(catalog.VECTORS, mapped=True),
        settings,
        embed_terms=lambda terms: embed(
            terms, settings.embeddings, threads=threads, cache=Path(cache)
        ),
        previous=previous,
    )
    _write(found, files)
    keep_terms(Path(history), mark, found.terms, previous)


def _fingerprint(files: RuleFiles, settings: Settings) -> str:
    """Digest of everything that decides the topics."""
    decisive = [files.path(entry).read_bytes() for entry in (catalog.SEGMENTS, catalog.VECTORS)]
    sections = (settings.topics, settings.embeddings)
    decisive += [section.model_dump_json().encode() for section in sections]
    return fingerprint([*decisive, str(settings.seed).encode(), settings.language.encode()])


def _write(found: TopicResult, files: RuleFiles) -> None:
    outcome = {"status": found.status, "reason": found.reason}
    files.write(found.topics, catalog.TOPICS)
    files.write(found.broad, catalog.BROAD_TOPICS)
    files.write(found.assignments, catalog.TOPIC_ASSIGNMENTS)
    files.write(found.shares, catalog.TOPIC_SHARES)
    files.write(found.terms, catalog.TOPIC_TERMS)
    files.write(found.choice, catalog.TOPIC_CHOICE)
    files.write(found.changes, catalog.TOPIC_CHANGES)
    files.write(pd.DataFrame([outcome]), catalog.TOPIC_STATUS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
