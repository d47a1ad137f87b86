"""How well the model does with few, then more coded interviews."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aft_themes.catalog import LEARNING_CURVE
from aft_themes.suggestions.counts import count, f1, kappa
from aft_themes.suggestions.labels import Tree
from aft_themes.suggestions.model import Prediction
from aft_themes.suggestions.quality import hits_at, ranking_tells
from aft_themes.suggestions.texts import Floats, Ints

_DIGITS = 6  # decimals kept: what differs between machines is smaller


@dataclass(frozen=True)
class Point:
    """One model: how many interviews it learnt from, and how well it does on others."""

    interviews: int
    measured: dict[str, float]


def learning_curve(points: Iterable[Point], study: str) -> pd.DataFrame:
    """Average points of the same size."""
    found: dict[tuple[int, str], list[float]] = {}
    for point in points:
        for name, value in point.measured.items():
            found.setdefault((point.interviews, name), []).append(value)
    rows = [
        {
            "interviews": size,
            "measure": name,
            "estimate": round(float(np.mean(values)), _DIGITS),
            "low": round(min(values), _DIGITS),
            "high": round(max(values), _DIGITS),
            "repeats": len(values),
            "study": study,
        }
        for (size, name), values in sorted(found.items())
        if np.isfinite(values).all()
    ]
    return pd.DataFrame(rows, columns=LEARNING_CURVE.schema.names)


def measure_unseen(
    prediction: Prediction, coded: Floats, tree: Tree, test: Ints
) -> dict[str, float]:
    """Measure one model on segments that it has not seen."""
    truth = coded[test]
    one = np.zeros(len(test), dtype=np.int64)
    predicted = prediction.coded[test] >= prediction.thresholds
    codes = count(predicted, truth, one, 1).pool(np.arange(truth.shape[1]))
    above = np.minimum(truth @ tree.below.T, 1)
    within = count(prediction.within[test] >= prediction.within_thresholds, above, one, 1)
    domains = within.pool(tree.levels == 1)
    found = hits_at(prediction.coded[test], truth).sum()
    ranked = truth.any() and ranking_tells(truth.shape[1])
    return {
        "f1": float(f1(codes)[0, 0]),
        "kappa": float(kappa(codes)[0, 0]),
        "recall at 5": float(found / truth.sum()) if ranked else float("nan"),
        "f1 with ancestors": float(f1(within.pool(np.arange(truth.shape[1])))[0, 0]),
        "domain f1": float(f1(domains)[0, 0]),
        "domain kappa": float(kappa(domains)[0, 0]),
    }
