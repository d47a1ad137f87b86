"""How often topics are found where there are none, and where there are some.

    python benchmarks/topics/shuffled.py --clones FOLDER --draws 20 --keep FILE

The first 50 words of each segment are shuffled across all segments, which keep their lengths, and
the segments are dealt to made-up interviews: neither a segment nor an interview then has a subject.
Or they are shuffled within each interview: interviews keep their subjects, segments have none.
Beside them the same number of real interviews and segments is drawn. ``corpora.py`` says which
clones the folder must hold.

Each finished search is a line of the file; a search that is in the file is not made again, so the
command can be stopped and called anew. Draws are made in turn, so that all rows grow alike.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import read_corpus
from scipy.stats import beta

from aft_themes.embeddings.encoder import embed
from aft_themes.settings import EmbeddingSettings, Settings, TopicSettings
from aft_themes.topics import FOUND, find_topics
from aft_themes.topics.selection import LEAST_BEYOND_CHANCE, LEAST_SHARE

SIZES = ((15, 10), (15, 20), (15, 40), (30, 40))  # interviews, segments of each
WORDS = 50  # of each segment that are shuffled: the oral histories' long turns take minutes
ACROSS, WITHIN, SPOKEN = "shuffled across segments", "shuffled within interviews", "as spoken"
KINDS = (ACROSS, WITHIN, SPOKEN)
BARS = (1.0, 1.5, 2.0, 2.5, 3.0)  # of company, for which draws with topics are counted


class Embedder:
    """Vectors of terms; those of earlier draws are kept, since most terms come again."""

    def __init__(self) -> None:
        self.known: dict[str, np.ndarray] = {}

    def __call__(self, terms: list[str]) -> np.ndarray:
        """Embed what is not known yet."""
        new = [term for term in terms if term not in self.known]
        self.known |= dict(zip(new, embed_texts(new), strict=True))
        return np.array([self.known[term] for term in terms])


def embed_texts(texts: list[str]) -> np.ndarray:
    """Vectors of texts."""
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


def read_kinds(name: str, clones: Path | None) -> dict[str, tuple[pd.DataFrame, np.ndarray]]:
    """Segments as spoken and with shuffled words, and their vectors."""
    frame, vectors = read_corpus(name, clones)
    kinds = {SPOKEN: (frame, vectors)}
    for kind, shuffle in ((ACROSS, shuffle_words), (WITHIN, shuffle_within)):
        mixed = shuffle(frame)
        kinds[kind] = mixed, embed_texts(mixed["spoken"].tolist())
    return kinds


def search(study: pd.DataFrame, points: np.ndarray, terms: Embedder) -> dict[str, object]:
    """Find topics in a drawn study as a run does, and keep what decides whether there are any."""
    # own subjects are looked at only where there are topics, and change their number, not this
    settings = Settings(topics=TopicSettings(own_subjects=False))
    found = find_topics(study, points[study.index], settings, embed_terms=terms)
    columns = ["number", "beyond_chance", "good", "good_share", "company", "information"]
    return {
        "found": found.status == FOUND,
        "topics": len(found.topics),
        "choice": found.choice[columns].to_numpy(dtype=float).tolist(),
    }


def studies(
    corpora: list[str], clones: Path | None, draws: int, done: set[tuple[object, ...]]
) -> Iterator[dict[str, object]]:
    """Draw studies that are not done yet, and find topics in them."""
    for name in corpora:
        terms, kinds = Embedder(), read_kinds(name, clones)
        for seed, size, kind in product(range(draws), SIZES, KINDS):
            about = {"corpus": name, "kind": kind, "size": list(size), "seed": seed}
            if key(about) in done:
                continue
            frame, points = kinds[kind]
            study = (deal if kind == ACROSS else draw)(frame, *size, seed)
            if len(study):
                yield about | search(study, points, terms)


def key(about: dict[str, object]) -> tuple[object, ...]:
    """Return what tells one draw from another."""
    return about["corpus"], about["kind"], tuple(about["size"]), about["seed"]


def largest_company(row: dict[str, object]) -> float:
    """Return the largest company of a number that all other rules would let pass; -inf for none."""
    ones = np.array(row["choice"])
    if not len(ones) or ones[:, 1].max() < LEAST_BEYOND_CHANCE:
        return -np.inf
    passed = ones[(ones[:, 2] >= 2) & (ones[:, 3] >= LEAST_SHARE)]
    return float(passed[:, 4].max()) if len(passed) else -np.inf


def write_table(rows: list[dict[str, object]]) -> Iterator[str]:
    """Yield a row for each corpus, kind and size: company, and how many draws reach each bar."""
    bars = " | ".join(f"{bar:g}" for bar in BARS)
    yield f"| corpus | words | interviews x segments | draws | company | {bars} |"
    yield "|---" * (5 + len(BARS)) + "|"
    frame = pd.DataFrame(rows)
    frame["company"] = [largest_company(row) for row in rows]
    frame["size"] = ["{} x {}".format(*row["size"]) for row in rows]
    groups = [(list(about), group) for about, group in frame.groupby(["corpus", "kind", "size"])]
    shuffled = frame[frame["kind"] != SPOKEN]
    if len(shuffled):
        groups.append((["all", "shuffled", ""], shuffled))
    for about, group in groups:
        company = group["company"].to_numpy()
        some = company[np.isfinite(company)]
        middle = (
            f"{np.median(some):.1f} ({some.min():.1f} to {some.max():.1f})" if len(some) else "-"
        )
        counts = [int((company >= bar).sum()) for bar in BARS]
        cells = [len(group), middle, *counts]
        yield "| " + " | ".join(map(str, [*about, *cells])) + " |"
    if len(shuffled):
        counts = [int((shuffled["company"] >= bar).sum()) for bar in BARS]
        upper = [beta.ppf(0.95, n + 1, len(shuffled) - n) for n in counts]
        yield ""
        yield "False rate at each bar, 95% upper bound: " + ", ".join(
            f"{bar:g}: {most:.1%}" for bar, most in zip(BARS, upper, strict=True)
        )


def main() -> None:
    """Search what is not in the file yet, and print the table of all that is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", default=["sample", "oral-histories"])
    parser.add_argument("--clones", type=Path)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--keep", type=Path, default=Path("shuffled.jsonl"))
    options = parser.parse_args()
    options.keep.touch()
    done = [json.loads(line) for line in options.keep.read_text("utf-8").splitlines()]
    for row in studies(options.corpora, options.clones, options.draws, {key(r) for r in done}):
        with options.keep.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        done.append(row)
    print("\n".join(write_table(done)))


if __name__ == "__main__":
    main()
