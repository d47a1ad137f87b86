"""Score the model on segments that mislead a reader of words: irony, negation, other senses."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aft_themes.catalog import SEGMENTS
from aft_themes.codebook.codes import Codebook
from aft_themes.io.parquet import rows
from aft_themes.suggestions.model import Prediction
from aft_themes.suggestions.vocabulary import SUGGESTED

_PREFIX = "challenge/"


def join_challenge(segments: pd.DataFrame, challenge: pd.DataFrame) -> pd.DataFrame:
    """Put challenge segments after a study's, each as an interview of its own that nobody coded."""
    ids = _PREFIX + challenge["id"]
    words = [len(text.split()) for text in challenge["text"]]
    size = [len(text) for text in challenge["text"]]
    extra = pd.DataFrame(
        {
            "segment_id": ids,
            "interview": ids,
            "participant": ids,
            "turn": 2,
            "part": 1,
            "start": 0,
            "end": size,
            "clean_start": 0,
            "clean_end": size,
            "text": challenge["text"],
            "spoken": challenge["text"],
            "question": challenge["question"],
            "words": words,
            "position": 0.5,
        }
    )
    return pd.concat([segments, extra], ignore_index=True)[list(SEGMENTS.schema.names)]


def score_challenge(
    challenge: pd.DataFrame,
    segments: pd.DataFrame,
    prediction: Prediction,
    codebook: Codebook,
    assigned: NDArray[np.bool_],
) -> pd.DataFrame:
    """Count, by kind, how often the model walks into the trap and how often it finds the code."""
    place = {segment: row for row, segment in enumerate(segments["segment_id"])}
    number = {code: column for column, code in enumerate(codebook.ids)}
    found = []
    for item, gets in zip(rows(challenge), assigned, strict=True):
        chances = prediction.coded[place[_PREFIX + item.id]]
        listed = set(np.argsort(-chances, kind="stable")[:SUGGESTED].tolist())
        predicted = set(np.flatnonzero(chances >= prediction.thresholds).tolist())
        given = set(np.flatnonzero(gets).tolist())
        trap, code = number.get(item.trap), number.get(item.codes)
        found.append(
            {
                "kind": item.kind,
                "segments": 1,
                "traps": trap is not None,
                "listed": trap in listed,
                "predicted": trap in predicted,
                "assigned": trap in given,
                "codes": code is not None,
                "code listed": code in listed,
                "code predicted": code in predicted,
                "any assigned": bool(given),
            }
        )
    counts: pd.DataFrame = pd.DataFrame(found).groupby("kind", sort=True).sum()
    return counts
