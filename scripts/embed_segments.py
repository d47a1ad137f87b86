"""Embed the segments, their sentences, and the questions that they answer.

Input: segments. Outputs: their vectors, those of their sentences, and those of the questions.
"""

from pathlib import Path

import numpy as np

from aft_themes import catalog
from aft_themes.corpus.tags import say_tags
from aft_themes.embeddings.encoder import embed_sentences
from aft_themes.language import load
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles


def main(*, files: RuleFiles, settings: Settings, cache: str, threads: int) -> None:
    language = load(settings.language)
    segments = files.read(catalog.SEGMENTS)
    vectors, sentences = embed_sentences(
        [say_tags(text, language) for text in segments["spoken"]],
        settings.embeddings,
        threads=threads,
        cache=Path(cache),
        others=sorted(set(segments["question"])),
    )
    spoken, questions = np.split(vectors, [len(segments)])
    files.write_array(spoken, catalog.VECTORS)
    files.write_array(sentences, catalog.SENTENCE_VECTORS)
    files.write_array(questions, catalog.QUESTION_VECTORS)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
