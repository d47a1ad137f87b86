"""Embed what participants said; vectors of unchanged segments come from the cache."""

from pathlib import Path

import numpy as np

from aft_themes.embeddings import embed, say_tags
from aft_themes.frames import SEGMENTS, read_frame, write_whole
from aft_themes.settings import Settings


def main(*, segments: Path, vectors: Path, cache: Path, settings: Settings, threads: int) -> None:
    spoken = read_frame(segments, SEGMENTS)["spoken"].map(say_tags)
    found = embed(spoken.tolist(), settings.embeddings, threads=threads, cache=cache)

    def write(part: Path) -> None:
        with part.open("wb") as handle:
            np.save(handle, found, allow_pickle=False)

    write_whole(vectors, write)


if "snakemake" in globals():
    from aft_themes.job import run

    run(main, globals()["snakemake"])
