"""What the models said and decided, as tables from which every figure can be recomputed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aft_themes.catalog import SUGGESTION_SCORES, SUGGESTION_THRESHOLDS, SUGGESTION_VERDICTS
from aft_themes.codebook.codes import VALENCES
from aft_themes.suggestions.counts import Bools
from aft_themes.suggestions.model import Fitted, Prediction
from aft_themes.suggestions.precision_control import NEVER, CodeVerdict
from aft_themes.suggestions.texts import Floats, Ints


@dataclass(frozen=True)
class Model:
    """One fitted model, and the segments that it speaks of: it has not seen them.

    Parameters
    ----------
    fold : int
        Its number; 0 learnt from all coded interviews.
    rows : numpy.ndarray
        Those segments.
    fitted : Fitted
        What it learnt.
    """

    fold: int
    rows: Ints
    fitted: Fitted

    @property
    def prediction(self) -> Prediction:
        """What it says."""
        return self.fitted.prediction


def score_rows(
    models: Iterable[Model],
    segments: pd.DataFrame,
    coded: Floats,
    ids: Sequence[str],
    assigned: Bools,
    blind: Bools,
) -> pd.DataFrame:
    """List the probability of every code for every segment, and what is decided by it.

    ``coded``, ``assigned`` and ``blind`` are of all segments and codes.
    """
    parts = [_scores_of(model, segments, coded, ids, assigned, blind) for model in models]
    joined = pd.concat(parts, ignore_index=True)
    return joined.sort_values(["segment_id", "code"], ignore_index=True)


def _scores_of(
    model: Model,
    segments: pd.DataFrame,
    coded: Floats,
    ids: Sequence[str],
    assigned: Bools,
    blind: Bools,
) -> pd.DataFrame:
    rows, prediction = model.rows, model.prediction
    chosen = segments.iloc[np.repeat(rows, len(ids))]
    return pd.DataFrame(
        {
            "segment_id": chosen["segment_id"].to_numpy(),
            "interview": chosen["interview"].to_numpy(),
            "code": np.tile(np.array(ids, dtype=object), len(rows)),
            "probability": prediction.coded[rows].ravel(),
            "within": prediction.within[rows].ravel(),
            "coded": coded[rows].astype(bool).ravel(),
            "coded_interview": model.fold > 0,
            "fold": model.fold,
            "predicted": (prediction.coded[rows] >= prediction.thresholds).ravel(),
            "predicted_within": (prediction.within[rows] >= prediction.within_thresholds).ravel(),
            "assigned": assigned[rows].ravel(),
            "assigned_blind": blind[rows].ravel(),
        },
        columns=SUGGESTION_SCORES.schema.names,
    )


def threshold_rows(
    models: Iterable[Model], assigning: Mapping[int, Floats], ids: Sequence[str]
) -> pd.DataFrame:
    """List each model's thresholds; ``assigning`` by fold, for those that assign."""
    nothing = np.full(len(ids), NEVER)
    every = np.arange(len(ids))
    parts = []
    for model in models:
        usual = model.prediction.valence.predict(every)[0]
        parts.append(
            pd.DataFrame(
                {
                    "fold": model.fold,
                    "code": list(ids),
                    "predicted_from": _or_missing(model.prediction.thresholds),
                    "within_from": _or_missing(model.prediction.within_thresholds),
                    "assigned_from": _or_missing(assigning.get(model.fold, nothing)),
                    "usual_valence": [VALENCES[one] for one in usual],
                }
            )
        )
    joined = pd.concat(parts, ignore_index=True)[list(SUGGESTION_THRESHOLDS.schema.names)]
    return joined.sort_values(["fold", "code"], ignore_index=True)


def _or_missing(thresholds: Floats) -> Floats:
    return np.where(thresholds < NEVER, thresholds, np.nan)


def verdict_rows(verdicts: Sequence[CodeVerdict], ids: Sequence[str]) -> pd.DataFrame:
    """List the verdict on each code."""
    rows = [
        {
            "code": code,
            "verdict": str(one.verdict),
            "status": one.status,
            "coded_segments": one.coded_segments,
            "participants": one.participants,
            "assigned_from": one.threshold if one.threshold < NEVER else None,
            "reaching": one.reaching,
            "right": one.right,
            "precision_low": None if np.isnan(one.precision_low) else round(one.precision_low, 6),
            "more_segments": one.more_segments,
        }
        for code, one in zip(ids, verdicts, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=SUGGESTION_VERDICTS.schema.names)
    typed = {"assigned_from": "float64", "precision_low": "float64", "more_segments": "Int32"}
    return frame.astype(typed)
