"""What a run gives, and how suggestions become codings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from aft_themes.catalog import (
    CAUTION_CHECKS,
    CODINGS,
    LEARNING_CURVE,
    SUGGESTED_CODINGS,
    SUGGESTION_QUALITY,
    SUGGESTION_RELIABILITY,
    SUGGESTION_SCORES,
    SUGGESTION_THRESHOLDS,
    SUGGESTION_VERDICTS,
)
from aft_themes.io.parquet import empty_frame
from aft_themes.suggestions.texts import Ints, Texts
from aft_themes.vocabulary import Layer

MODEL = "model ridge-vote 2"
"""Name and version of the trained model, as it stands in the column coder."""

COLD_START = "model cold-start 1"
"""Name and version of the suggestions that need no human codings."""


@dataclass(frozen=True)
class Suggestions:
    """What the machine suggests, and how well it does.

    Parameters
    ----------
    suggested : pandas.DataFrame
        By ``SUGGESTED_CODINGS``: up to five codes per segment. Where an interview is
        coded they come from a model without its codes. A cold start has no confidence.
    assigned : pandas.DataFrame
        By ``CODINGS``: those that the machine may assign.
    scores : pandas.DataFrame
        By ``SUGGESTION_SCORES``: every segment and code; empty in a cold start.
    quality, reliability, learning : pandas.DataFrame
        By ``SUGGESTION_QUALITY``, ``SUGGESTION_RELIABILITY`` and ``LEARNING_CURVE``; empty where
        too few interviews are coded for cross-validation.
    thresholds, verdicts, cautions : pandas.DataFrame
        By ``SUGGESTION_THRESHOLDS``, ``SUGGESTION_VERDICTS`` and ``CAUTION_CHECKS``: what may be
        assigned and why; empty in a cold start.
    """

    suggested: pd.DataFrame
    assigned: pd.DataFrame
    scores: pd.DataFrame
    quality: pd.DataFrame
    reliability: pd.DataFrame
    learning: pd.DataFrame
    thresholds: pd.DataFrame
    verdicts: pd.DataFrame
    cautions: pd.DataFrame


def nothing() -> Suggestions:
    """Return tables without rows."""
    return Suggestions(
        suggested=empty_frame(SUGGESTED_CODINGS),
        assigned=empty_frame(CODINGS),
        scores=empty_frame(SUGGESTION_SCORES),
        quality=empty_frame(SUGGESTION_QUALITY),
        reliability=empty_frame(SUGGESTION_RELIABILITY),
        learning=empty_frame(LEARNING_CURVE),
        thresholds=empty_frame(SUGGESTION_THRESHOLDS),
        verdicts=empty_frame(SUGGESTION_VERDICTS),
        cautions=empty_frame(CAUTION_CHECKS),
    )


def places(texts: Texts, rows: Ints) -> dict[str, npt.NDArray[np.generic]]:
    """Give the columns that say where codings stand."""
    chosen = texts.segments[["segment_id", "interview", "turn"]].iloc[rows]
    return {str(name): chosen[name].to_numpy() for name in chosen}


def make_codings(values: pd.DataFrame) -> pd.DataFrame:
    """Make codings of the layer ``suggested``."""
    if values.empty:
        return empty_frame(SUGGESTED_CODINGS)
    frame = values.copy()
    frame["layer"], frame["source"], frame["superseded_by"] = Layer.SUGGESTED, "", ""
    frame["evidence"], frame["evidence_start"], frame["evidence_end"] = "", None, None
    ordered = frame.sort_values(list(SUGGESTED_CODINGS.key), ignore_index=True)
    return pd.DataFrame(ordered, columns=SUGGESTED_CODINGS.schema.names)
