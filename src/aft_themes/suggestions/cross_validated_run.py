"""A run of the trained model: cross-validate, suggest, decide what may be assigned, measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from aft_themes.catalog import CODINGS
from aft_themes.codebook.codes import VALENCES, Codebook, always_reviewed
from aft_themes.language import load
from aft_themes.settings import Settings
from aft_themes.stats import interval_weights
from aft_themes.suggestions.assertion import find_cautions
from aft_themes.suggestions.assigning import Assigning, Evidence, Rules, decide
from aft_themes.suggestions.caution_checks import has_caution
from aft_themes.suggestions.counts import Bools, Bootstrap
from aft_themes.suggestions.cross_validation import LeftOut, curve_samples, fit_folds, gather
from aft_themes.suggestions.explanations import Reasons, columns_of
from aft_themes.suggestions.labels import Labels, Tree, make_tree
from aft_themes.suggestions.learning import Point, learning_curve, measure_unseen
from aft_themes.suggestions.model import Fitted, Prediction, fit
from aft_themes.suggestions.offers import mark_offers
from aft_themes.suggestions.precision_control import Bar
from aft_themes.suggestions.quality import measure_quality, measure_reliability
from aft_themes.suggestions.records import Model, score_rows, threshold_rows, verdict_rows
from aft_themes.suggestions.results import MODEL, Suggestions, make_codings, places
from aft_themes.suggestions.similarities import Similarities
from aft_themes.suggestions.texts import Floats, Ints, Texts
from aft_themes.suggestions.vocabulary import SUGGESTED

LEAST_LISTED = 0.02
"""Codes less probable than this are not suggested at all."""

LEAST_CODED = 3
"""With fewer coded interviews than this, a model can be neither trained nor measured."""

Listed = tuple[pd.DataFrame, pd.DataFrame]  # suggestions, and rows of the table of scores
Further = Callable[["CrossValidatedRun", Fitted, Assigning], Iterable[Listed]]

_DIGITS = 6  # decimals kept: what differs between machines is smaller


@dataclass(frozen=True)
class CrossValidatedRun:
    """One run of the trained model over a study.

    Parameters
    ----------
    texts, codebook, labels, settings, similarities
        What the model reads and learns.
    study_segments : int
        Rows of the study itself; those of another study come after.
    threads : int
        Models that are fitted at a time; what they say does not depend on it.
    quotes : mapping of (str, str) to str
        What people coded, by segment and code; shown as a reason.
    coded_interviews : frozenset of str
        Interviews that people coded.
    further : callable, optional
        In a large study: suggests codes for the interviews that the models do not know.
    """

    texts: Texts
    codebook: Codebook
    labels: Labels
    settings: Settings
    similarities: Similarities
    study_segments: int
    threads: int = 1
    quotes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    coded_interviews: frozenset[str] = frozenset()
    further: Further | None = None

    def run(self, attributes: pd.DataFrame) -> Suggestions:
        """Cross-validate, fit on everything coded, suggest, decide, and measure."""
        folds = self._folds()
        left_out = gather([(model.rows, model.prediction) for model in folds], self.labels)
        everything = self._all_coded()
        models = [*everything, *folds]
        suggested = self._suggest_all(models)
        own = left_out.only(left_out.rows < self.study_segments)
        assigning = decide(self._evidence(own, suggested), self._rules())
        listed = self.assign(suggested, assigning)
        parts = [(listed, self._scores(models, listed, own, assigning))]
        if self.further is not None:
            parts += self.further(self, everything[0].fitted, assigning)
        offered = self._offer(pd.concat([part for part, _ in parts], ignore_index=True))
        measured = self._measured(left_out)
        return Suggestions(
            suggested=make_codings(offered),
            assigned=make_codings(offered[offered["assigned"]])[list(CODINGS.columns)],
            scores=pd.concat([part for _, part in parts], ignore_index=True),
            quality=self._quality(measured, own, assigning, attributes),
            reliability=self._reliability(measured),
            learning=self._learning(folds, measured),
            thresholds=threshold_rows(
                models, {0: assigning.thresholds, **assigning.fold_thresholds}, self.codebook.ids
            ),
            verdicts=verdict_rows(assigning.verdicts, self.codebook.ids),
            cautions=assigning.cautions,
        )

    def beside(self, texts: Texts, labels: Labels, words: sparse.csr_array) -> CrossValidatedRun:
        """Put further segments after those that the models know, to say why they get a code."""
        segments = pd.concat([self.texts.segments, texts.segments], ignore_index=True)
        vectors = np.vstack([self.texts.vectors, texts.vectors])
        word_rows = sparse.csr_array(sparse.vstack([self.similarities.word_rows, words]))
        return replace(
            self,
            texts=replace(self.texts, segments=segments, vectors=vectors),
            labels=replace(self.labels, coded=np.vstack([self.labels.coded, labels.coded])),
            similarities=replace(self.similarities, word_rows=word_rows),
        )

    # --- models

    def _folds(self) -> list[Model]:
        found = fit_folds(
            self.texts,
            self.codebook,
            self.labels,
            similarities=self.similarities,
            seed=self.settings.seed,
            threads=self.threads,
        )
        return [
            Model(number, rows, _rounded(fitted))
            for number, (rows, fitted) in enumerate(found, start=1)
        ]

    def _all_coded(self) -> list[Model]:
        """Fit a model on everything coded, if there are interviews that it has not seen."""
        uncoded = np.setdiff1d(np.arange(self.study_segments), self.labels.rows)
        asked = len(uncoded) or self.further is not None
        return [Model(0, uncoded, self._fit(self.labels.rows))] if asked else []

    def _fit(self, train: Ints) -> Fitted:
        found = fit(self.texts, self.codebook, self.labels, train, similarities=self.similarities)
        return _rounded(found)

    # --- suggestions

    def _suggest_all(self, models: Sequence[Model]) -> pd.DataFrame:
        mine = [
            replace(model, rows=model.rows[model.rows < self.study_segments]) for model in models
        ]
        parts = [self.suggest(model) for model in mine if len(model.rows)]
        filled = [part for part in parts if len(part)] or parts[:1]
        return pd.concat(filled, ignore_index=True)

    def suggest(self, model: Model, least: float = LEAST_LISTED) -> pd.DataFrame:
        """Suggest codes for some segments; ``row`` and ``column`` number segment and code.

        Codes less probable than ``least`` are left out.
        """
        probable = model.prediction.coded[model.rows]
        ranked = np.argsort(-probable, axis=1, kind="stable")[:, :SUGGESTED]
        at, rank = np.nonzero(np.take_along_axis(probable, ranked, axis=1) >= least)
        codes, chosen = ranked[at, rank], model.rows[at]
        valences, sure = model.prediction.valence.predict(codes)
        siblings = find_siblings(model.prediction.coded[chosen], codes, self._tree.parents)
        return pd.DataFrame(
            {
                "row": chosen,
                **places(self.texts, chosen),
                "column": codes,
                "code": [self.codebook.ids[code] for code in codes],
                "coder": MODEL,
                "valence": [VALENCES[valence] for valence in valences],
                "confidence": probable[at, codes],
                "codebook_version": self.codebook.version,
                "rank": rank + 1,
                "valence_share": np.round(sure, _DIGITS),
                "sibling": [self.codebook.ids[one] if one >= 0 else "" for one in siblings],
                "sibling_confidence": np.where(
                    siblings >= 0, model.prediction.coded[chosen, siblings], np.nan
                ),
                **self._reasons(model, chosen, codes),
            }
        )

    def _reasons(self, model: Model, chosen: Ints, codes: Ints) -> dict[str, list[object]]:
        reasons = Reasons(
            self.texts,
            self.codebook,
            self.similarities.word_rows,
            model.fitted.word_weights(self.similarities),
            self.labels.coded,
            np.setdiff1d(self.labels.rows, model.rows),
            load(self.settings.language),
            self.quotes,
        )
        assertion = reasons.language.assertion
        pairs = list(zip(chosen.tolist(), codes.tolist(), strict=True))
        cautions = [
            find_cautions(reasons.spoken[row], reasons.heaviest_words(row, code), assertion)
            for row, code in pairs
        ]
        return columns_of(
            [
                reasons.explain(row, code, marks)
                for (row, code), marks in zip(pairs, cautions, strict=True)
            ]
        )

    def assign(self, suggested: pd.DataFrame, assigning: Assigning) -> pd.DataFrame:
        """Mark what is assigned."""
        reaches = suggested["confidence"].to_numpy() >= assigning.thresholds[suggested["column"]]
        allowed = ~has_caution(suggested["cautions"], assigning.blocking)
        return suggested.assign(assigned=reaches & allowed)

    def _offer(self, suggested: pd.DataFrame) -> pd.DataFrame:
        """Mark what reviewers of uncoded interviews are offered."""
        return mark_offers(
            suggested,
            set(suggested["interview"]) - self.coded_interviews,
            offer_from=self.settings.coding.offer_from,
            one_by_one=self._person,
            seed=self.settings.seed,
        )

    # --- decisions

    @cached_property
    def _person(self) -> frozenset[str]:
        return always_reviewed(self.codebook, self.settings.coding.always_review)

    def _rules(self) -> Rules:
        coding, agreement = self.settings.coding, self.settings.agreement
        return Rules(
            Bar(coding.precision_bar, coding.precision_confidence),
            np.array([code in self._person for code in self.codebook.ids], dtype=np.bool_),
            agreement.resamples,
            self.settings.seed,
        )

    def _evidence(self, own: LeftOut, suggested: pd.DataFrame) -> Evidence:
        """Gather what the study's own coded interviews show."""
        coded, groups = self.labels.coded[own.rows], self._number_participants(own.rows)
        place = np.full(len(self.texts), -1)
        place[own.rows] = np.arange(len(own.rows))
        known = suggested[place[suggested["row"]] >= 0]
        at = place[known["row"]]
        pairs = pd.DataFrame(
            {
                "place": at,
                "column": known["column"].to_numpy(),
                "cautions": known["cautions"].to_numpy(),
                "probability": known["confidence"].to_numpy(dtype=float),
                "right": coded[at, known["column"]],
                "group": groups[at],
            }
        )
        return Evidence(own, coded, groups, pairs)

    def _number_participants(self, rows: Ints) -> Ints:
        people = self.texts.segments["participant"].to_numpy()[rows]
        return np.unique(people, return_inverse=True)[1].astype(np.int64)

    # --- measurements

    @cached_property
    def _tree(self) -> Tree:
        return make_tree(self.codebook)

    def _measured(self, left_out: LeftOut) -> LeftOut:
        """Choose whose interviews figures are about: the study's own, if enough are coded."""
        own = left_out.rows < self.study_segments
        enough = len(np.unique(self.texts.groups[left_out.rows[own]])) >= LEAST_CODED
        return left_out.only(own if enough or own.all() else ~own)

    def _study_of(self, measured: LeftOut) -> str:
        own = (measured.rows < self.study_segments).all()
        return self.settings.study if own else self.settings.coding.train_on

    def _bootstrap(self, groups: Ints) -> Bootstrap:
        agreement = self.settings.agreement
        weights = interval_weights(
            len(np.unique(groups)),
            agreement.resamples,
            self.settings.seed,
            agreement.confidence,
        )
        return Bootstrap(weights, agreement.confidence)

    def _spread(self, rows: Ints, values: Bools) -> Bools:
        out = np.zeros((len(self.texts), values.shape[1]), dtype=np.bool_)
        out[rows] = values
        return out

    def assigned_pairs(self, listed: pd.DataFrame) -> Bools:
        """Mark the segments and codes that are assigned."""
        chosen = listed[listed["assigned"]]
        assigned = np.zeros(self.labels.coded.shape, dtype=np.bool_)
        assigned[chosen["row"], chosen["column"]] = True
        return assigned

    def _scores(
        self, models: Sequence[Model], listed: pd.DataFrame, own: LeftOut, assigning: Assigning
    ) -> pd.DataFrame:
        return score_rows(
            [replace(m, rows=m.rows[m.rows < self.study_segments]) for m in models],
            self.texts.segments,
            self.labels.coded,
            self.codebook.ids,
            self.assigned_pairs(listed),
            self._spread(own.rows, assigning.blind),
        )

    def _quality(
        self, measured: LeftOut, own: LeftOut, assigning: Assigning, attributes: pd.DataFrame
    ) -> pd.DataFrame:
        agreement = self.settings.agreement
        found = measure_quality(
            measured,
            self.labels,
            self._tree,
            self.texts.segments,
            attributes,
            assigned=self._spread(own.rows, assigning.blind)[measured.rows],
            status=[one.status for one in assigning.verdicts],
            either=np.array([code.valence == "either" for code in self.codebook.codes]),
            resamples=agreement.resamples,
            confidence=agreement.confidence,
            seed=self.settings.seed,
        )
        return found.assign(study=self._study_of(measured))

    def _reliability(self, measured: LeftOut) -> pd.DataFrame:
        groups = self._number_participants(measured.rows)
        coded = self.labels.coded[measured.rows]
        found = measure_reliability(measured, coded, groups, self._bootstrap(groups))
        return found.assign(study=self._study_of(measured))

    def _samples(self, groups: Ints, asked: Bools) -> list[tuple[int, Bools]]:
        """Draw interviews to train on that have codings, and leave others to test on."""
        drawn = curve_samples(groups, self.settings.seed)
        return [
            (size, on)
            for size, on in ((size, np.isin(groups, chosen)) for size, chosen in drawn)
            if self.labels.coded[self.labels.rows[on]].any() and (asked & ~on).any()
        ]

    def _learning(self, folds: Sequence[Model], measured: LeftOut) -> pd.DataFrame:
        """Train on few, then more interviews, and test on others; the folds are the last point."""
        groups = self.texts.groups[self.labels.rows]
        asked = np.isin(self.labels.rows, measured.rows)
        useful = self._samples(groups, asked)

        def measure(size: int, prediction: Prediction, test: Ints) -> Point:
            return Point(size, measure_unseen(prediction, self.labels.coded, self._tree, test))

        def measure_few(size: int, on: Bools) -> Point:
            # the model is forgotten at once: together they would need much memory
            fitted = self._fit(self.labels.rows[on])
            return measure(size, fitted.prediction, self.labels.rows[asked & ~on])

        with ThreadPoolExecutor(self.threads) as pool:
            points = list(pool.map(measure_few, *zip(*useful, strict=True))) if useful else []
        most = len(np.unique(groups)) - max(
            len(np.unique(self.texts.groups[m.rows])) for m in folds
        )
        tests = [(m.prediction, np.intersect1d(m.rows, measured.rows)) for m in folds]
        points += [measure(most, prediction, rows) for prediction, rows in tests if len(rows)]
        return learning_curve(points, self._study_of(measured))


def find_siblings(chances: Floats, codes: Ints, parents: Ints) -> Ints:
    """Find the most probable other code below the same parent; -1 if none would be suggested.

    ``chances`` (suggestions, codes) belong to the segments of the suggested ``codes``.
    """
    beside = parents[None, :] == parents[codes][:, None]
    beside[np.arange(len(codes)), codes] = False
    beside[:, parents == np.arange(len(parents))] = False  # a domain is nobody's sibling
    other = np.where(beside, chances, 0.0)
    return np.where(other.max(axis=1) >= LEAST_LISTED, other.argmax(axis=1), -1).astype(np.int64)


def rounded(prediction: Prediction) -> Prediction:
    """Round probabilities as they are stored, so that stored ones give the same figures."""
    return replace(
        prediction,
        coded=np.round(prediction.coded, _DIGITS),
        within=np.round(prediction.within, _DIGITS),
    )


def _rounded(fitted: Fitted) -> Fitted:
    return replace(fitted, prediction=rounded(fitted.prediction))
