"""Embed what participants said; vectors of unchanged segments come from the cache."""

import io
from pathlib import Path

import numpy as np

from aft_themes.embeddings import embed, say_tags
from aft_themes.files import write_whole
from aft_themes.frames import SEGMENTS, read_frame
from aft_themes.settings import Settings


def main(*, segments: Path, vectors: Path, cache: Path, settings: Settings, threads: int) -> None:
    spoken = read_frame(segments, SEGMENTS)["spoken"].map(say_tags)
    found = embed(spoken.tolist(), settings.embeddings, threads=threads, cache=cache)
    whole = io.BytesIO()  # numpy does not say why it cannot write to a disk
    np.save(whole, found, allow_pickle=False)
    write_whole(vectors, lambda part: part.write_bytes(whole.getbuffer()))


if "snakemake" in globals():
    from aft_themes.job import run

    run(main, globals()["snakemake"])
