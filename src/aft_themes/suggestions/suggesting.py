"""Suggest codes for a study: from its codebook alone, or from what people have coded."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from aft_themes.codebook import VALENCES, Codebook
from aft_themes.frames import CODINGS, empty_frame
from aft_themes.settings import Settings
from aft_themes.suggestions.cold_start import count_cues, rank_cold
from aft_themes.suggestions.contracts import (
    ASSIGNS,
    LEARNING_CURVE,
    RELIABILITY,
    SUGGESTION_QUALITY,
    SUGGESTION_SCORES,
)
from aft_themes.suggestions.evidence import Reasons
from aft_themes.suggestions.labels import Labels, Tree, make_tree, read_labels
from aft_themes.suggestions.model import Prediction, fit
from aft_themes.suggestions.quality import (
    SUGGESTED,
    Bootstrap,
    bootstrap_weights,
    code_status,
    count,
    f1,
    hits_at,
    kappa,
    measure_quality,
    measure_reliability,
)
from aft_themes.suggestions.texts import Embed, Floats, Ints, Singles, Texts, read_texts
from aft_themes.suggestions.validation import LeftOut, curve_samples, fit_folds, gather
from aft_themes.suggestions.views import sentence_kernel, weigh

MODEL = "model ridge-vote 1"
"""Name and version of the trained model, as it stands in the column coder."""

COLD_START = "model cold-start 1"
"""Name and version of the suggestions that need no human codings."""

LEAST_LISTED = 0.02
"""Codes less probable than this are not suggested at all."""

_COLD_LISTED = 4
_DIGITS = 6

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CodedStudy:
    """A study's stage files.

    Parameters
    ----------
    segments : pandas.DataFrame
        By the contract ``SEGMENTS``.
    vectors : numpy.ndarray
        Embeddings of the segments, unit rows, in their order.
    human : pandas.DataFrame
        By the contract ``CODINGS``.
    assignments : pandas.DataFrame
        By the contract ``ASSIGNMENTS``.
    """

    segments: pd.DataFrame
    vectors: Singles
    human: pd.DataFrame
    assignments: pd.DataFrame


@dataclass(frozen=True)
class Suggestions:
    """What the machine suggests, and how well it does.

    Parameters
    ----------
    suggested : pandas.DataFrame
        By ``CODINGS``, layer ``suggested``: up to five codes per segment. Where an interview is
        coded they come from a model that has not seen it. A cold start has no confidence.
    assigned : pandas.DataFrame
        By ``CODINGS``: those that the machine may assign.
    scores : pandas.DataFrame
        By ``SUGGESTION_SCORES``: every segment and code; empty in a cold start.
    quality, reliability, learning : pandas.DataFrame
        By ``SUGGESTION_QUALITY``, ``RELIABILITY`` and ``LEARNING_CURVE``; empty where too few
        interviews are coded for cross-validation.
    """

    suggested: pd.DataFrame
    assigned: pd.DataFrame
    scores: pd.DataFrame
    quality: pd.DataFrame
    reliability: pd.DataFrame
    learning: pd.DataFrame


def suggest(
    study: CodedStudy,
    codebook: Codebook,
    settings: Settings,
    embed: Embed,
    *,
    attributes: pd.DataFrame,
    other: CodedStudy | None = None,
) -> Suggestions:
    """Suggest codes for every segment of a study.

    Parameters
    ----------
    study : CodedStudy
        The study; none, some or all of its interviews coded.
    codebook : Codebook
        Its codebook.
    settings : Settings
        ``coding``, ``agreement`` (resamples, confidence) and ``seed`` are used.
    embed : callable
        Embeds texts as the segments were embedded.
    attributes : pandas.DataFrame
        ``interview`` and the columns of interviews.csv that results are split by.
    other : CodedStudy, optional
        The study that ``coding.train_on`` names; its codings train the model too.

    Returns
    -------
    Suggestions
    """
    if study.segments.empty:
        return _nothing()
    own = len(study.segments)
    joined = study if other is None else _join(study, other, settings.coding.train_on)
    cues = count_cues(joined.segments["spoken"].tolist(), codebook)
    # sums must not depend on how many threads share them
    with threadpool_limits(limits=1):
        texts = read_texts(joined.segments, joined.vectors, codebook, embed, cues)
        labels = read_labels(joined.segments, joined.human, joined.assignments, make_tree(codebook))
        coded = np.unique(texts.groups[labels.rows[labels.coded[labels.rows].any(axis=1)]])
        if len(coded) < 2:
            _log.info("fewer than two coded interviews: suggestions from the codebook alone")
            return _cold(texts, codebook)
        work = _Work(texts, codebook, labels, settings, sentence_kernel(texts), own)
        return work.run(attributes)


def _nothing() -> Suggestions:
    contracts = (CODINGS, CODINGS, SUGGESTION_SCORES, SUGGESTION_QUALITY)
    return Suggestions(*(empty_frame(c) for c in (*contracts, RELIABILITY, LEARNING_CURVE)))


def _join(study: CodedStudy, other: CodedStudy, name: str) -> CodedStudy:
    def mark(frame: pd.DataFrame) -> pd.DataFrame:
        ids = [c for c in ("interview", "segment_id") if c in frame.columns]
        return frame.assign(**{column: f"{name}/" + frame[column] for column in ids})

    def both(one: pd.DataFrame, two: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([part for part in (one, mark(two)) if len(part)], ignore_index=True)

    return CodedStudy(
        segments=both(study.segments, other.segments),
        vectors=np.vstack([study.vectors, other.vectors]),
        human=both(study.human, other.human),
        assignments=both(study.assignments, other.assignments),
    )


def _row(texts: Texts, row: int, code: str, version: str, **values: object) -> dict[str, object]:
    segment = texts.segments.iloc[row]
    fixed = {name: segment[name] for name in ("segment_id", "interview", "turn")}
    blank = {"evidence_start": None, "evidence_end": None, "source": "", "superseded_by": ""}
    more = {"layer": "suggested", "codebook_version": version}
    return {**fixed, "code": code, **more, **blank, **values}


def _codings(rows: list[dict[str, object]]) -> pd.DataFrame:
    if not rows:
        return empty_frame(CODINGS)
    frame = pd.DataFrame(rows, columns=CODINGS.schema.names)
    return frame.sort_values(list(CODINGS.key), kind="stable").reset_index(drop=True)


def _cold(texts: Texts, codebook: Codebook) -> Suggestions:
    scores = np.round(rank_cold(texts), _DIGITS)
    everything = np.arange(len(texts))
    words, codes = weigh(texts.words.words, everything, texts.words.code_words)
    reasons = Reasons(
        texts,
        codebook,
        words,
        codes.T.toarray(),
        np.zeros_like(scores),
        np.zeros(0, dtype=np.int64),
    )
    order = np.argsort(-scores, axis=1, kind="stable")[:, :_COLD_LISTED]
    rows = [
        _row(
            texts,
            row,
            codebook.ids[code],
            codebook.version,
            coder=COLD_START,
            valence=_usual_valence(codebook, int(code)),
            confidence=None,
            evidence=f"rank {rank} of {_COLD_LISTED} | {reasons.explain(row, int(code))}",
        )
        for row in everything[(texts.segments["words"] > 0).to_numpy()].tolist()
        for rank, code in enumerate(order[row], start=1)
    ]
    nothing = _nothing()
    return Suggestions(
        _codings(rows),
        nothing.assigned,
        nothing.scores,
        nothing.quality,
        nothing.reliability,
        nothing.learning,
    )


def _usual_valence(codebook: Codebook, code: int) -> str:
    valence = codebook.codes[code].valence
    return valence if valence in VALENCES else "none"


@dataclass(frozen=True)
class _Work:
    """One run of the trained model over a study."""

    texts: Texts
    codebook: Codebook
    labels: Labels
    settings: Settings
    sentences: Floats | None
    own: int  # rows of the study itself; those of another study come after

    @property
    def tree(self) -> Tree:
        return make_tree(self.codebook)

    def run(self, attributes: pd.DataFrame) -> Suggestions:
        """Cross-validate, fit on everything coded, suggest, and measure."""
        folds = list(
            fit_folds(
                self.texts,
                self.codebook,
                self.labels,
                bar=self.settings.coding.precision_bar,
                seed=self.settings.seed,
                sentences=self.sentences,
            )
        )
        left_out = gather(folds, self.labels)
        coded = self.labels.coded[left_out.rows]
        groups = self.texts.groups[left_out.rows]
        status = self._status(left_out, coded, groups)
        uncoded = np.setdiff1d(np.arange(self.own), self.labels.rows)
        said = [(rows[rows < self.own], prediction) for rows, prediction in folds]
        if len(uncoded):
            said.append((uncoded, self._fit(self.labels.rows)))
        rows = [row for part, prediction in said for row in self._suggest(part, prediction, status)]
        assigned = [row for row, assigns in rows if assigns]
        bootstrap = Bootstrap(
            bootstrap_weights(
                len(np.unique(groups)), self.settings.agreement.resamples, self.settings.seed
            ),
            self.settings.agreement.confidence,
        )
        return Suggestions(
            suggested=_codings([row for row, _ in rows]),
            assigned=_codings(assigned),
            scores=self._scores(said, status),
            quality=measure_quality(
                left_out,
                self.labels,
                self.tree,
                self.texts.segments,
                attributes,
                bar=self.settings.coding.precision_bar,
                status=status,
                resamples=self.settings.agreement.resamples,
                confidence=self.settings.agreement.confidence,
                seed=self.settings.seed,
            ),
            reliability=measure_reliability(left_out, coded, groups, bootstrap),
            learning=self._learning(),
        )

    def _fit(self, train: Ints) -> Prediction:
        return fit(
            self.texts,
            self.codebook,
            self.labels,
            train,
            bar=self.settings.coding.precision_bar,
            sentences=self.sentences,
        )

    def _status(self, left_out: LeftOut, coded: Floats, groups: Ints) -> list[str]:
        earned = code_status(left_out, coded, groups, self.settings.coding.precision_bar)
        person = set(self.settings.coding.always_review)
        return [
            "suggest only: always needs a person" if code in person else status
            for code, status in zip(self.codebook.ids, earned, strict=True)
        ]

    def _suggest(
        self, rows: Ints, said: Prediction, status: Sequence[str]
    ) -> Iterable[tuple[dict[str, object], bool]]:
        """Yield the suggestions for some segments, and whether each may be assigned."""
        reasons = Reasons(
            self.texts,
            self.codebook,
            said.word_rows,
            said.word_weights,
            self.labels.coded,
            np.setdiff1d(self.labels.rows, rows),
        )
        probable = np.round(said.coded[rows], _DIGITS)
        ranked = np.argsort(-probable, axis=1, kind="stable")[:, :SUGGESTED]
        at, rank = np.nonzero(np.take_along_axis(probable, ranked, axis=1) >= LEAST_LISTED)
        codes = ranked[at, rank]
        valences, sure = said.valence.predict(rows[at], codes)
        for place, code, valence, how_sure in zip(at, codes, valences, sure, strict=True):
            row, chance = int(rows[place]), float(probable[place, code])
            why = reasons.explain(row, int(code))
            yield (
                _row(
                    self.texts,
                    row,
                    self.codebook.ids[code],
                    self.codebook.version,
                    coder=MODEL,
                    valence=VALENCES[valence],
                    confidence=chance,
                    evidence=f"{why} | {VALENCES[valence]} ({how_sure:.2f})",
                ),
                status[code] == ASSIGNS and chance >= round(said.assigning[code], _DIGITS),
            )

    def _scores(
        self, said: Sequence[tuple[Ints, Prediction]], status: Sequence[str]
    ) -> pd.DataFrame:
        may = np.array([one == ASSIGNS for one in status])
        was_coded = np.zeros(len(self.texts), dtype=bool)
        was_coded[self.labels.rows] = True
        parts = []
        for rows, prediction in said:
            probable = np.round(prediction.coded[rows], _DIGITS)
            assigned = (probable >= np.round(prediction.assigning, _DIGITS)) & may
            n_codes = probable.shape[1]
            segments = self.texts.segments.iloc[np.repeat(rows, n_codes)]
            parts.append(
                pd.DataFrame(
                    {
                        "segment_id": segments["segment_id"].to_numpy(),
                        "interview": segments["interview"].to_numpy(),
                        "code": np.tile(np.array(self.codebook.ids, dtype=object), len(rows)),
                        "probability": probable.ravel(),
                        "coded": self.labels.coded[rows].astype(bool).ravel(),
                        "coded_interview": np.repeat(was_coded[rows], n_codes),
                        "assigned": assigned.ravel(),
                    }
                )
            )
        return pd.concat(parts, ignore_index=True)

    def _learning(self) -> pd.DataFrame:
        """Train on few, then more interviews, and test on all that were not trained on."""
        groups = self.texts.groups[self.labels.rows]
        found: dict[tuple[int, str], list[float]] = {}
        for size, interviews in curve_samples(groups, self.settings.seed):
            seen = np.isin(groups, interviews)
            train, test = self.labels.rows[seen], self.labels.rows[~seen]
            if not self.labels.coded[train].any():
                continue
            said = self._fit(train)
            for name, value in measure_unseen(said, self.labels.coded, self.tree, test).items():
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


def measure_unseen(said: Prediction, coded: Floats, tree: Tree, test: Ints) -> dict[str, float]:
    """Measure one model on segments that it has not seen.

    Parameters
    ----------
    said : Prediction
        What the model says.
    coded : numpy.ndarray
        (segments, codes): 1 where people coded.
    tree : Tree
        The codes.
    test : numpy.ndarray
        Rows of the segments.

    Returns
    -------
    dict of str to float
        Micro-F1 and kappa of codes as coded, recall at 5, micro-F1 and kappa of domains.
    """
    truth = coded[test]
    one = np.zeros(len(test), dtype=np.int64)
    codes = count(said.coded[test] >= said.thresholds, truth, one).pool(np.arange(truth.shape[1]))
    above = np.minimum(truth @ tree.below.T, 1)
    within = count(said.within[test] >= said.within_thresholds, above, one)
    domains = within.pool(tree.levels == 1)
    found = hits_at(said.coded[test], truth).sum()
    return {
        "f1": float(f1(codes)[0, 0]),
        "kappa": float(kappa(codes)[0, 0]),
        "recall at 5": float(found / truth.sum()) if truth.any() else float("nan"),
        "f1 with ancestors": float(f1(within.pool(np.arange(truth.shape[1])))[0, 0]),
        "domain f1": float(f1(domains)[0, 0]),
        "domain kappa": float(kappa(domains)[0, 0]),
    }
