"""Corpora to measure topics on: segments, and what is known of each.

The sample is read from its finished run. Public corpora are read from clones of GitHub
repositories that lie in one folder under their own names:

- ``thecdil/gayrodeo_dev``: 39 oral histories about gay rodeo; known is the archive's first tag of a
  turn, on about half of them;
- ``MIND-Lab/OCTIS``: 2,225 BBC news texts as 40 made-up interviews; known is the section;
- ``uccollab/AnnoMI``: clients' words of 133 counselling conversations; known is what the
  *conversation* is about.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from aft_themes.embeddings.encoder import embed
from aft_themes.settings import EmbeddingSettings

PROCESSED = Path(__file__).resolve().parents[2] / "data" / "processed" / "aft-sample"
MADE_UP = 40  # interviews among which texts without one are dealt out


def read_oral_histories(clones: Path) -> pd.DataFrame:
    """Take the turns of whoever says most in each file: the person who is interviewed."""
    rows = []
    for path in sorted((clones / "gayrodeo_dev" / "_data" / "transcripts").glob("*.csv")):
        turns = pd.read_csv(path, dtype=str).fillna("")
        turns.columns = [name.strip().lower() for name in turns.columns]
        said = turns["words"].str.split().map(len).groupby(turns["speaker"]).sum()
        question = ""
        for speaker, words, tags in turns[["speaker", "words", "tags"]].itertuples(index=False):
            if speaker == said.idxmax() and words.strip():
                first = tags.split(";")[0].strip() or None
                rows.append((path.stem, words.strip(), question, first))
            question = words
    return _frame(rows)


def read_news(clones: Path) -> pd.DataFrame:
    """BBC news, cleaned by OCTIS; neighbours in the file go to different made-up interviews."""
    path = clones / "OCTIS" / "preprocessed_datasets" / "BBC_News" / "corpus.tsv"
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    rows = [(f"B{i % MADE_UP:02d}", line[0], "", line[-1]) for i, line in enumerate(lines)]
    return _frame(sorted(rows, key=lambda row: row[0]))


def read_counselling(clones: Path) -> pd.DataFrame:
    """Clients' utterances; the therapist's last one is the question."""
    with (clones / "AnnoMI" / "AnnoMI-full.csv").open(encoding="utf-8", newline="") as file:
        # several annotators: one row of each
        every = {(int(r["transcript_id"]), int(r["utterance_id"])): r for r in csv.DictReader(file)}
    rows, question = [], ""
    for (transcript, _), row in sorted(every.items()):
        if row["interlocutor"] == "client":
            subject = row["topic"].strip()
            rows.append((f"A{transcript:03d}", row["utterance_text"], question, subject))
        question = row["utterance_text"]
    return _frame(rows)


def _frame(rows: list[tuple[str, str, str, str | None]]) -> pd.DataFrame:
    """Segments as the pipeline has them, and what is known of each."""
    frame = pd.DataFrame(rows, columns=["interview", "spoken", "question", "known"])
    frame["participant"], frame["part"], frame["position"] = frame["interview"], 1, 0.5
    frame["turn"] = frame.groupby("interview").cumcount() + 1
    frame["segment_id"] = frame["interview"] + "." + frame["turn"].map("{:04d}.1".format)
    frame["words"] = frame["spoken"].str.split().map(len)
    return frame


PUBLIC: dict[str, Callable[[Path], pd.DataFrame]] = {
    "oral-histories": read_oral_histories,
    "news": read_news,
    "counselling": read_counselling,
}


def read_sample() -> tuple[pd.DataFrame, np.ndarray]:
    """Segments of the sample, their vectors and foremost code by domain."""
    segments = pd.read_parquet(PROCESSED / "segments.parquet")
    codings = pd.read_parquet(PROCESSED / "codings" / "final.parquet")
    codings["part"] = codings["code"].str.split(".").str[:2].str.join(".")
    first = codings.groupby("segment_id")["part"].agg(lambda code: code.value_counts().index[0])
    segments["known"] = segments["segment_id"].map(first)
    return segments, np.load(PROCESSED / "embeddings.npy")


def read_corpus(name: str, clones: Path | None) -> tuple[pd.DataFrame, np.ndarray]:
    """Segments of at least eight words, and their vectors."""
    if name == "sample":
        frame, vectors = read_sample()
    elif clones is None:
        raise SystemExit(f"{name}: --clones must say where the clones lie.\n{__doc__}")
    else:
        frame = PUBLIC[name](clones)
        vectors = embed(frame["spoken"].tolist(), EmbeddingSettings(), threads=2)
    long = (frame["words"] >= 8).to_numpy()
    return frame[long].reset_index(drop=True), vectors[long]
