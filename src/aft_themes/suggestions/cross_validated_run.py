"""A run of the trained model: cross-validate, suggest, and measure."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from aft_themes.catalog import CODINGS, LEARNING_CURVE
from aft_themes.coding.codebook import VALENCES, Codebook, always_reviewed
from aft_themes.language import load
from aft_themes.settings import Settings
from aft_themes.stats import bootstrap_weights
from aft_themes.suggestions.assertion import SUGGESTED, find_cautions, may_assign
from aft_themes.suggestions.counts import Bools, Bootstrap, count, f1, kappa
from aft_themes.suggestions.cross_validation import LeftOut, curve_samples, fit_folds, gather
from aft_themes.suggestions.explanations import Explanation, Reasons, columns_of
from aft_themes.suggestions.labels import Labels, Tree, make_tree
from aft_themes.suggestions.model import Prediction, fit
from aft_themes.suggestions.quality import (
    code_status,
    hits_at,
    measure_quality,
    measure_reliability,
)
from aft_themes.suggestions.results import MODEL, Suggestions, make_codings
from aft_themes.suggestions.schemas import ASSIGNS
from aft_themes.suggestions.similarities import Similarities
from aft_themes.suggestions.texts import Floats, Ints, Texts

LEAST_LISTED = 0.02
"""Codes less probable than this are not suggested at all."""

_DIGITS = 6  # decimals kept: what differs between machines is smaller


def _join(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    # empty parts would make pandas guess at the columns' types
    filled = [part for part in parts if len(part)] or [parts[0]]
    joined = pd.concat(filled, ignore_index=True)
    return joined.sort_values(list(CODINGS.key), ignore_index=True)


@dataclass(frozen=True)
class _UnseenPrediction:
    """Predictions of one model for segments that it has not seen."""

    rows: Ints
    prediction: Prediction
    reasons: Reasons
    allowed: Bools

    def only(self, chosen: Bools) -> _UnseenPrediction:
        """Keep some of the segments."""
        return replace(self, rows=self.rows[chosen], allowed=self.allowed[chosen])


@dataclass(frozen=True)
class CrossValidatedRun:
    """One run of the trained model over a study."""

    texts: Texts
    codebook: Codebook
    labels: Labels
    settings: Settings
    similarities: Similarities
    study_segments: int  # rows of the study itself; those of another study come after
    threads: int = 1  # models that are fitted at a time; the results do not depend on it

    @property
    def tree(self) -> Tree:
        """The codes as numbers."""
        return make_tree(self.codebook)

    def run(self, attributes: pd.DataFrame) -> Suggestions:
        """Cross-validate, fit on everything coded, suggest, and measure."""
        folds = list(
            fit_folds(
                self.texts,
                self.codebook,
                self.labels,
                similarities=self.similarities,
                min_precision=self.settings.coding.precision_bar,
                seed=self.settings.seed,
                threads=self.threads,
            )
        )
        predictions = [self._predict_unseen(rows, prediction) for rows, prediction in folds]
        allowed = np.vstack([unseen.allowed for unseen in predictions])
        order = np.argsort(np.concatenate([rows for rows, _ in folds]), kind="stable")
        left_out = replace(gather(folds, self.labels), reaches=allowed[order])
        coded = self.labels.coded[left_out.rows]
        people = self.texts.segments["participant"].to_numpy()[left_out.rows]
        groups = np.unique(people, return_inverse=True)[1]
        status = self._status(left_out, coded, groups)
        uncoded = np.setdiff1d(np.arange(self.study_segments), self.labels.rows)
        if len(uncoded):
            predictions.append(self._predict_unseen(uncoded, self._fit(self.labels.rows)))
        mine = [unseen.only(unseen.rows < self.study_segments) for unseen in predictions]
        listed = [self._suggest(unseen, status) for unseen in mine]
        bootstrap = Bootstrap(
            bootstrap_weights(
                len(np.unique(groups)), self.settings.agreement.resamples, self.settings.seed
            ),
            self.settings.agreement.confidence,
        )
        return Suggestions(
            suggested=_join([part for part, _ in listed]),
            assigned=_join([part for _, part in listed]),
            scores=self._scores(mine, status),
            quality=measure_quality(
                left_out,
                self.labels,
                self.tree,
                self.texts.segments,
                attributes,
                min_precision=self.settings.coding.precision_bar,
                status=status,
                either=np.array([code.valence == "either" for code in self.codebook.codes]),
                resamples=self.settings.agreement.resamples,
                confidence=self.settings.agreement.confidence,
                seed=self.settings.seed,
            ),
            reliability=measure_reliability(left_out, coded, groups, bootstrap),
            learning=self._learning(folds),
        )

    def _fit(self, train: Ints) -> Prediction:
        return fit(
            self.texts,
            self.codebook,
            self.labels,
            train,
            similarities=self.similarities,
            min_precision=self.settings.coding.precision_bar,
        )

    def _status(self, left_out: LeftOut, coded: Floats, groups: Ints) -> list[str]:
        earned = code_status(left_out, coded, groups, self.settings.coding.precision_bar)
        person = always_reviewed(self.codebook, self.settings.coding.always_review)
        return [
            "suggest only: always needs a person" if code in person else status
            for code, status in zip(self.codebook.ids, earned, strict=True)
        ]

    def _predict_unseen(self, rows: Ints, prediction: Prediction) -> _UnseenPrediction:
        pool = np.setdiff1d(self.labels.rows, rows)
        reasons = Reasons(
            self.texts,
            self.codebook,
            self.similarities.word_rows,
            prediction.word_weights,
            self.labels.coded,
            pool,
            load(self.settings.language),
        )
        return _UnseenPrediction(rows, prediction, reasons, may_assign(reasons, prediction, rows))

    def _suggest(
        self, unseen: _UnseenPrediction, status: Sequence[str]
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the suggestions for some segments, and those that may be assigned."""
        rows, prediction, reasons = unseen.rows, unseen.prediction, unseen.reasons
        probable = np.round(prediction.coded[rows], _DIGITS)
        ranked = np.argsort(-probable, axis=1, kind="stable")[:, :SUGGESTED]
        at, rank = np.nonzero(np.take_along_axis(probable, ranked, axis=1) >= LEAST_LISTED)
        codes, chosen = ranked[at, rank], rows[at]
        chances = probable[at, codes]
        valences, sure = prediction.valence.predict(codes)
        names = [VALENCES[valence] for valence in valences]
        why = [_explain(reasons, row, code) for row, code in zip(chosen, codes, strict=True)]
        values = pd.DataFrame(
            {
                "code": [self.codebook.ids[code] for code in codes],
                "coder": MODEL,
                "valence": names,
                "confidence": chances,
                "codebook_version": self.codebook.version,
                "rank": rank + 1,
                "valence_share": np.round(sure, _DIGITS),
                **columns_of(why),
            }
        )
        assignable = np.array([one == ASSIGNS for one in status])
        reaches = unseen.allowed[at, codes] & assignable[codes]
        every = make_codings(self.texts, chosen, values)
        assigned = make_codings(self.texts, chosen[reaches], values[reaches])
        return every, assigned[list(CODINGS.columns)]

    def _scores(
        self, predictions: Sequence[_UnseenPrediction], status: Sequence[str]
    ) -> pd.DataFrame:
        assignable = np.array([one == ASSIGNS for one in status])
        was_coded = np.zeros(len(self.texts), dtype=bool)
        was_coded[self.labels.rows] = True
        parts = []
        for unseen in predictions:
            rows, n_codes = unseen.rows, len(self.codebook.ids)
            segments = self.texts.segments.iloc[np.repeat(rows, n_codes)]
            parts.append(
                pd.DataFrame(
                    {
                        "segment_id": segments["segment_id"].to_numpy(),
                        "interview": segments["interview"].to_numpy(),
                        "code": np.tile(np.array(self.codebook.ids, dtype=object), len(rows)),
                        "probability": np.round(unseen.prediction.coded[rows], _DIGITS).ravel(),
                        "coded": self.labels.coded[rows].astype(bool).ravel(),
                        "coded_interview": np.repeat(was_coded[rows], n_codes),
                        "assigned": (unseen.allowed & assignable).ravel(),
                    }
                )
            )
        joined = pd.concat(parts, ignore_index=True)
        return joined.sort_values(["segment_id", "code"], ignore_index=True)

    def _learning(self, folds: Sequence[tuple[Ints, Prediction]]) -> pd.DataFrame:
        """Train on few, then more interviews, and test on others; the folds are the last point."""
        groups = self.texts.groups[self.labels.rows]
        seen = [(size, np.isin(groups, i)) for size, i in curve_samples(groups, self.settings.seed)]
        useful = [(n, on) for n, on in seen if self.labels.coded[self.labels.rows[on]].any()]
        with ThreadPoolExecutor(self.threads) as pool:
            models = pool.map(self._fit, [self.labels.rows[on] for _, on in useful])
            points = [
                (size, prediction, self.labels.rows[~on])
                for (size, on), prediction in zip(useful, models, strict=True)
            ]
        most = len(np.unique(groups)) - max(len(np.unique(self.texts.groups[r])) for r, _ in folds)
        points += [(most, prediction, rows) for rows, prediction in folds]
        found: dict[tuple[int, str], list[float]] = {}
        for size, prediction, test in points:
            for name, value in measure_unseen(
                prediction, self.labels.coded, self.tree, test
            ).items():
                found.setdefault((size, name), []).append(value)
        rows: list[dict[str, Any]] = [
            {
                "interviews": size,
                "measure": name,
                "estimate": round(float(np.mean(values)), _DIGITS),
                "low": round(min(values), _DIGITS),
                "high": round(max(values), _DIGITS),
                "repeats": len(values),
            }
            for (size, name), values in sorted(found.items())
            if np.isfinite(values).all()
        ]
        return pd.DataFrame(rows, columns=LEARNING_CURVE.schema.names)


def _explain(reasons: Reasons, row: int, code: int) -> Explanation:
    words = reasons.heaviest_words(row, code)
    cautions = find_cautions(reasons.spoken[row], words, reasons.language.assertion)
    return reasons.explain(row, code, words, cautions)


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
    return {
        "f1": float(f1(codes)[0, 0]),
        "kappa": float(kappa(codes)[0, 0]),
        "recall at 5": float(found / truth.sum()) if truth.any() else float("nan"),
        "f1 with ancestors": float(f1(within.pool(np.arange(truth.shape[1])))[0, 0]),
        "domain f1": float(f1(domains)[0, 0]),
        "domain kappa": float(kappa(domains)[0, 0]),
    }
