"""Embed the segments and their sentences.

Input: segments. Outputs: their vectors, and those of their sentences.
"""

from pathlib import Path

from aft_themes import catalog
from aft_themes.corpus.tags import say_tags
from aft_themes.embeddings.encoder import embed_sentences
from aft_themes.language import load
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings, cache: str, threads: int) -> None:
    language = load(settings.language)
    spoken = [say_tags(text, language) for text in files.read(catalog.SEGMENTS)["spoken"]]
    vectors, sentences = embed_sentences(
        spoken, settings.embeddings, threads=threads, cache=Path(cache)
    )
    files.write_array(vectors, catalog.VECTORS)
    files.write_array(sentences, catalog.SENTENCE_VECTORS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
