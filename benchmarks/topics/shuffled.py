"""How often topics are found where there are none, and where there are some.

    python benchmarks/topics/shuffled.py --clones FOLDER --draws 20

Words of a corpus are shuffled across its segments, which keep their lengths, and the segments are
dealt to made-up interviews: no segment then has a subject. Beside them the same number of real
interviews and segments is drawn. ``corpora.py`` says which clones the folder must hold.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import read_corpus

from aft_themes.embeddings.encoder import embed
from aft_themes.settings import EmbeddingSettings, Settings
from aft_themes.topics import FOUND, find_topics

SIZES = ((15, 10), (15, 20), (15, 40), (30, 40))  # interviews, segments of each


def embed_texts(texts: list[str]) -> np.ndarray:
    """Vectors of texts or terms."""
    return embed(texts, EmbeddingSettings(), threads=1)


def shuffle_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Deal all words out again, each segment as many as it had."""
    words = np.array(" ".join(frame["spoken"]).split(), dtype=object)
    np.random.default_rng(7).shuffle(words)
    ends = frame["spoken"].str.split().map(len).cumsum().to_numpy()
    return frame.assign(spoken=[" ".join(part) for part in np.split(words, ends[:-1])])


def deal(frame: pd.DataFrame, interviews: int, each: int, seed: int) -> pd.DataFrame:
    """Segments at random, dealt to made-up interviews."""
    some = frame.iloc[np.random.default_rng(seed).permutation(len(frame))[: interviews * each]]
    number = np.arange(len(some))
    names = [f"I{i:02d}" for i in number // each]
    return some.assign(interview=names, participant=names, turn=number % each + 1, part=1)


def draw(frame: pd.DataFrame, interviews: int, each: int, seed: int) -> pd.DataFrame:
    """Interviews at random, and segments of each."""
    random = np.random.default_rng(seed)
    sizes = frame["interview"].value_counts().sort_index()
    long = sizes.index[sizes >= each]
    if len(long) < interviews:
        return frame.iloc[:0]
    chosen = frame[frame["interview"].isin(random.choice(long, interviews, replace=False))]
    return chosen.groupby("interview").sample(each, random_state=seed).sort_index()


def main() -> None:
    """Print a row for each corpus and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", default=["sample", "oral-histories"])
    parser.add_argument("--clones", type=Path)
    parser.add_argument("--draws", type=int, default=20)
    options = parser.parse_args()
    print("| corpus | interviews x segments | draws | with topics |\n|---|---|---|---|")
    for name in options.corpora:
        frame, vectors = read_corpus(name, options.clones)
        shuffled = shuffle_words(frame)
        mixed = embed_texts(shuffled["spoken"].tolist())
        for title, rows, points, take in (
            (f"{name}, words shuffled", shuffled, mixed, deal),
            (name, frame, vectors, draw),
        ):
            for size in SIZES:
                studies = [take(rows, *size, seed) for seed in range(options.draws)]
                found = [
                    find_topics(study, points[study.index], Settings(), embed_terms=embed_texts)
                    for study in studies
                    if len(study)
                ]
                hits = sum(one.status == FOUND for one in found)
                print(f"| {title} | {size[0]} x {size[1]} | {len(found)} | {hits} |", flush=True)


if __name__ == "__main__":
    main()
