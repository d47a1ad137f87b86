"""How often topics are found where there are none, and where there are some.

    python benchmarks/topics/shuffled.py --clones FOLDER --draws 20

The first 50 words of each segment are shuffled across all segments, which keep their lengths, and
the segments are dealt to made-up interviews: neither a segment nor an interview then has a subject.
Or they are shuffled within each interview: interviews keep their subjects, segments have none.
Beside them the same number of real interviews and segments is drawn. ``corpora.py`` says which
clones the folder must hold.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import read_corpus

from aft_themes.embeddings.encoder import embed
from aft_themes.settings import EmbeddingSettings, Settings
from aft_themes.topics import FOUND, TopicResult, find_topics

SIZES = ((15, 10), (15, 20), (15, 40), (30, 40))  # interviews, segments of each
WORDS = 50  # of each segment that are shuffled: the oral histories' long turns take minutes


def embed_texts(texts: list[str]) -> np.ndarray:
    """Vectors of texts or terms."""
    return embed(texts, EmbeddingSettings(), threads=1)


def shuffle_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Deal the words of some segments out again, each segment as many as it had."""
    spoken = frame["spoken"].str.split().str[:WORDS]
    words = np.array([word for said in spoken for word in said], dtype=object)
    np.random.default_rng(7).shuffle(words)
    ends = spoken.map(len).cumsum().to_numpy()
    mixed = [" ".join(part) for part in np.split(words, ends[:-1])]
    return frame.assign(spoken=mixed, words=spoken.map(len))


def shuffle_within(frame: pd.DataFrame) -> pd.DataFrame:
    """Shuffle the words of each interview apart."""
    return pd.concat([shuffle_words(one) for _, one in frame.groupby("interview")]).sort_index()


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
    print("| corpus | words | interviews x segments | draws | with topics | company (most) |")
    print("|---|---|---|---|---|---|")
    for name in options.corpora:
        frame, vectors = read_corpus(name, options.clones)
        across, within = shuffle_words(frame), shuffle_within(frame)
        for title, rows, points, take in (
            ("shuffled across segments", across, embed_texts(across["spoken"].tolist()), deal),
            ("shuffled within interviews", within, embed_texts(within["spoken"].tolist()), draw),
            ("as spoken", frame, vectors, draw),
        ):
            for size in SIZES:
                studies = [take(rows, *size, seed) for seed in range(options.draws)]
                found = [search(study, points) for study in studies if len(study)]
                print(
                    f"| {name} | {title} | {size[0]} x {size[1]} | {describe(found)} |", flush=True
                )


def search(study: pd.DataFrame, points: np.ndarray) -> TopicResult:
    """Find topics in a drawn study as a run does."""
    return find_topics(study, points[study.index], Settings(), embed_terms=embed_texts)


def describe(found: list[TopicResult]) -> str:
    """Draws, those with topics, and how firmly terms come together at the best number."""
    choices = [one.choice[one.choice["good"] >= 2] for one in found]
    company = np.array([one["company"].max() for one in choices if len(one)])
    hits = sum(one.status == FOUND for one in found)
    middle = f"{np.median(company):.1f} ({company.max():.1f})" if len(company) else "-"
    return f"{len(found)} | {hits} | {middle}"


if __name__ == "__main__":
    main()
