"""Embed what participants said; vectors of unchanged segments come from the cache.

Input: segments. Outputs: one vector per segment, and one per sentence of each segment.
"""

import io
from pathlib import Path

import numpy as np

from aft_themes.catalog import SEGMENTS
from aft_themes.embeddings.encoder import Vectors, embed_sentences, say_tags
from aft_themes.io.files import write_whole
from aft_themes.io.parquet import read_frame
from aft_themes.settings import Settings


def main(
    *,
    segments: Path,
    vectors: Path,
    sentences: Path,
    cache: Path,
    settings: Settings,
    threads: int,
) -> None:
    spoken = read_frame(segments, SEGMENTS)["spoken"].map(say_tags).tolist()
    found = embed_sentences(spoken, settings.embeddings, threads=threads, cache=cache)
    _save(found[0], vectors)
    _save(found[1], sentences)


def _save(found: Vectors, path: Path) -> None:
    whole = io.BytesIO()  # numpy does not say why it cannot write to a disk
    np.save(whole, found, allow_pickle=False)
    write_whole(path, lambda part: part.write_bytes(whole.getbuffer()))


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
