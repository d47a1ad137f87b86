"""The challenge set, and what a model trained on part of the sample makes of it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import pytest
from benchmarks.challenge import join_challenge, score_challenge

from aft_themes.codebook.codes import Codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.embeddings.encoder import embed, embed_sentences
from aft_themes.language.english import ENGLISH
from aft_themes.settings import EmbeddingSettings
from aft_themes.suggestions.labels import Labels
from aft_themes.suggestions.model import fit
from aft_themes.suggestions.offers import SURE
from aft_themes.suggestions.similarities import compare
from aft_themes.suggestions.texts import read_texts

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "raw" / "aft-sample"
CHALLENGE = Path(__file__).parents[1] / "data" / "challenge" / "segments.csv"
KINDS = {
    "irony",
    "negation",
    "hypothetical",
    "reported speech",
    "interviewer's words",
    "other sense",
}


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_codebook(SAMPLE / "codebook.yaml")


@pytest.fixture(scope="module")
def challenge() -> pd.DataFrame:
    with CHALLENGE.open(encoding="utf-8", newline="") as handle:
        return pd.DataFrame(list(csv.DictReader(handle)))


def test_challenge_set_is_complete(challenge: pd.DataFrame, book: Codebook) -> None:
    traps = challenge[challenge["kind"] != "plain"]
    assert len(traps) >= 60
    assert set(traps["kind"]) == KINDS
    assert traps.groupby("kind").size().min() >= 10
    assert challenge["id"].is_unique and challenge["text"].is_unique
    assert set(traps["trap"]) <= set(book.ids)
    assert set(challenge["codes"]) <= {"", *book.ids}
    assert (traps["trap"] != traps["codes"]).all()


def test_challenge_repeats_nothing_that_a_model_learns_from(challenge: pd.DataFrame) -> None:
    quotes = (SAMPLE / "codings" / "coder_A.csv").read_text(encoding="utf-8")
    codebook = (SAMPLE / "codebook.yaml").read_text(encoding="utf-8")
    for text in challenge["text"]:
        words = text.split()
        for start in range(len(words) - 7):
            run = " ".join(words[start : start + 8])
            assert run not in quotes and run not in codebook


# int8 gives the same counts here as fp32, in half the time
@pytest.mark.slow
@pytest.mark.parametrize("precision", ["int8", pytest.param("fp32", marks=pytest.mark.nightly)])
def test_model_is_misled_less_than_it_finds(
    challenge: pd.DataFrame, book: Codebook, precision: Literal["fp32", "int8"]
) -> None:
    """Trained on the units of twelve interviews; the full figures are in docs/appendix."""
    quotes = pd.read_csv(SAMPLE / "codings" / "coder_A.csv")
    quotes = quotes[quotes["interview"] <= "P12"]
    units = quotes.drop_duplicates(["interview", "turn", "quote"]).reset_index(drop=True)
    number = units.groupby(["interview", "turn"]).cumcount() + 1
    segments = pd.DataFrame(
        {
            "segment_id": units["interview"]
            + "."
            + units["turn"].astype(str)
            + "."
            + number.map(str),
            "interview": units["interview"],
            "participant": units["interview"],
            "turn": units["turn"],
            "spoken": units["quote"],
            "question": "",
            "position": units["turn"] / 50,
        }
    ).reindex(columns=join_challenge(pd.DataFrame(), challenge).columns)
    joined = join_challenge(segments, challenge)

    chosen = EmbeddingSettings(precision=precision)

    def vectors(texts: list[str]) -> np.ndarray:
        return embed(texts, chosen, threads=2)

    no_cues = np.zeros((len(joined), len(book.codes)))
    read = embed_sentences(joined["spoken"].tolist(), chosen, threads=2)
    texts = read_texts(joined, *read, book, vectors, no_cues, ENGLISH)
    coded = np.zeros_like(no_cues)
    row = {
        key: i
        for i, key in enumerate(zip(units["interview"], units["turn"], units["quote"], strict=True))
    }
    for one in quotes.itertuples():
        coded[row[one.interview, one.turn, one.quote], book.ids.index(one.code)] = 1
    train = np.arange(len(units))
    labels = Labels(coded, np.where(coded > 0, 0, -1), train)
    similarities = compare(texts)
    prediction = fit(texts, book, labels, train, similarities=similarities).prediction
    rows = np.arange(len(units), len(joined))
    assigned = prediction.coded[rows] >= SURE
    found = score_challenge(challenge, joined, prediction, book, assigned)

    assert set(found.index) == {*KINDS, "plain"}
    plain, traps = found.loc["plain"], found.drop(index="plain").sum()
    assert plain["code listed"] >= 12  # of 20
    assert traps["predicted"] / traps["traps"] < plain["code predicted"] / plain["codes"]
    assert traps["assigned"] <= 4  # of 69
    assert found.loc["other sense", "predicted"] <= 2
    assert found.loc["interviewer's words", "predicted"] <= 2
