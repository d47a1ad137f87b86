"""How good the suggestions are, by code, domain, interview and group; with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aft_themes.suggestions.contracts import (
    AS_CODED,
    ASSIGNS,
    RELIABILITY,
    SUGGESTION_QUALITY,
    WITH_ANCESTORS,
)
from aft_themes.suggestions.labels import Labels, Tree
from aft_themes.suggestions.texts import Floats, Ints
from aft_themes.suggestions.validation import LeftOut

LEAST_EXAMPLES = 15
LEAST_INTERVIEWS = 4
LEAST_ASSIGNED = 5
SUGGESTED = 5
_LEAST_DEFINED = 0.5  # share of resamples below which an interval would mislead
_BINS = 10

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Counts:
    """Hits and errors by interview; (interviews, codes).

    Parameters
    ----------
    hits, predicted, positives : numpy.ndarray
        Pairs of segment and code that are predicted and coded, predicted, coded.
    segments : numpy.ndarray
        Segments of each interview; (interviews, 1).
    """

    hits: Floats
    predicted: Floats
    positives: Floats
    segments: Floats

    def resample(self, weights: Floats) -> Counts:
        """Count every interview as often as a row of weights says; (resamples, codes)."""
        return Counts(
            weights @ self.hits,
            weights @ self.predicted,
            weights @ self.positives,
            weights @ self.segments,
        )

    def pool(self, codes: NDArray[np.generic]) -> Counts:
        """Add up codes; segments are counted once for each."""
        return Counts(
            self.hits[:, codes].sum(axis=1, keepdims=True),
            self.predicted[:, codes].sum(axis=1, keepdims=True),
            self.positives[:, codes].sum(axis=1, keepdims=True),
            self.segments * self.hits[:, codes].shape[1],
        )

    def only(self, interviews: Bools) -> Counts:
        """Count some interviews only."""
        chosen = interviews.astype(np.float64)[:, None]
        return Counts(
            self.hits * chosen,
            self.predicted * chosen,
            self.positives * chosen,
            self.segments * chosen,
        )


def count(predicted: Bools, coded: Floats, groups: Ints) -> Counts:
    """Count hits and errors by interview.

    Parameters
    ----------
    predicted, coded : numpy.ndarray
        (segments, codes).
    groups : numpy.ndarray
        Interview of every segment.

    Returns
    -------
    Counts
    """
    place = np.unique(groups, return_inverse=True)[1]

    def add(values: Floats) -> Floats:
        out = np.zeros((place.max() + 1, values.shape[1]))
        np.add.at(out, place, values)
        return out

    right = predicted.astype(np.float64)
    ones = np.ones((len(groups), 1))
    return Counts(add(right * coded), add(right), add(coded), add(ones))


def _divide(one: Floats, two: Floats) -> Floats:
    share: Floats = np.divide(one, two, out=np.full(one.shape, np.nan), where=two > 0)
    return share


def precision(counts: Counts) -> Floats:
    """Share of what is predicted that people coded."""
    return _divide(counts.hits, counts.predicted)


def recall(counts: Counts) -> Floats:
    """Share of what people coded that is predicted."""
    return _divide(counts.hits, counts.positives)


def f1(counts: Counts) -> Floats:
    """Harmonic mean of precision and recall."""
    return _divide(2 * counts.hits, counts.predicted + counts.positives)


def kappa(counts: Counts) -> Floats:
    """Cohen's kappa between the model and the lead coder (Cohen, 1960)."""
    n = counts.segments
    observed = 1 - _divide(counts.predicted + counts.positives - 2 * counts.hits, n)
    said, coded = _divide(counts.predicted, n), _divide(counts.positives, n)
    chance = said * coded + (1 - said) * (1 - coded)
    return _divide(observed - chance, np.round(1 - chance, 12))


Measure = Callable[[Counts], Floats]
MEASURES: dict[str, Measure] = {"precision": precision, "recall": recall, "f1": f1, "kappa": kappa}
RANKED: dict[str, Measure] = {"recall at 5": recall}
ASSIGNED: dict[str, Measure] = {"precision of assigned": precision, "recall of assigned": recall}


def bootstrap_weights(interviews: int, resamples: int, seed: int) -> Floats:
    """Draw how often each interview is in each resample; (resamples, interviews)."""
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(interviews, np.full(interviews, 1 / interviews), size=resamples)
    return drawn.astype(np.float64)


@dataclass(frozen=True)
class Bootstrap:
    """Resamples of interviews and the level of the interval."""

    weights: Floats
    confidence: float

    def interval(self, values: Floats) -> tuple[Floats, Floats]:
        """Return percentiles; missing where fewer than half the resamples are defined."""
        tail = (1 - self.confidence) / 2
        out = np.full((2, values.shape[1]), np.nan)
        defined = np.isfinite(values).mean(axis=0) if len(values) else np.zeros(values.shape[1])
        usable = defined >= _LEAST_DEFINED
        if usable.any():
            out[:, usable] = np.nanquantile(values[:, usable], [tail, 1 - tail], axis=0)
        return out[0], out[1]


def code_status(left_out: LeftOut, coded: Floats, groups: Ints, bar: float) -> list[str]:
    """Say of each code whether the machine may assign it, and if not, why.

    Parameters
    ----------
    left_out : LeftOut
        What models said of interviews that they had not seen.
    coded : numpy.ndarray
        (those segments, codes): 1 where coded.
    groups : numpy.ndarray
        Interview of each.
    bar : float
        Precision that is asked for.

    Returns
    -------
    list of str
        ``assigns``, or ``suggest only:`` and the reason.
    """
    counts = count(left_out.reaches, coded, groups)
    examples = counts.positives.sum(axis=0)
    spread = (counts.positives > 0).sum(axis=0)
    assigned = counts.predicted.sum(axis=0)
    right = counts.hits.sum(axis=0)
    return [
        _status(*values, bar=bar)
        for values in zip(
            examples.tolist(), spread.tolist(), assigned.tolist(), right.tolist(), strict=True
        )
    ]


def _status(examples: float, spread: float, assigned: float, right: float, bar: float) -> str:
    if examples < LEAST_EXAMPLES:
        return f"suggest only: under {LEAST_EXAMPLES} examples"
    if spread < LEAST_INTERVIEWS:
        return f"suggest only: in under {LEAST_INTERVIEWS} interviews"
    if assigned < LEAST_ASSIGNED:
        return f"suggest only: under {LEAST_ASSIGNED} segments reach the bar"
    if right < bar * assigned:
        return f"suggest only: precision {right / assigned:.2f} below {bar:.2f}"
    return ASSIGNS


def assign_honestly(left_out: LeftOut, coded: Floats, groups: Ints, bar: float) -> Bools:
    """Assign codes to left-out interviews, choosing which codes may be from the other folds.

    Parameters
    ----------
    left_out, coded, groups, bar
        As :func:`code_status` takes them.

    Returns
    -------
    numpy.ndarray
        (segments, codes): what would have been assigned.
    """
    out = np.zeros_like(left_out.reaches)
    for fold in np.unique(left_out.fold):
        here = left_out.fold == fold
        others = _take(left_out, ~here)
        may = np.array(
            [s == ASSIGNS for s in code_status(others, coded[~here], groups[~here], bar)]
        )
        out[here] = left_out.reaches[here] & may
    return out


def _take(left_out: LeftOut, rows: Bools) -> LeftOut:
    return LeftOut(**{name: values[rows] for name, values in vars(left_out).items()})


def hits_at(probable: Floats, coded: Floats, number: int = SUGGESTED) -> Floats:
    """Count a segment's human codes among its highest-ranked ones; (segments, 1)."""
    top = np.argsort(-probable, axis=1, kind="stable")[:, :number]
    found: Floats = np.take_along_axis(coded, top, axis=1).sum(axis=1, keepdims=True)
    return found


@dataclass(frozen=True)
class _Table:
    """Rows of the quality table while it is made."""

    bootstrap: Bootstrap
    rows: list[dict[str, object]]

    def add(
        self,
        counts: Counts,
        measures: dict[str, Measure],
        keys: Sequence[dict[str, str]],
        intervals: bool = True,
    ) -> None:
        """Add one row per measure and column of the counts."""
        weights = self.bootstrap.weights if intervals else self.bootstrap.weights[:0]
        resampled = counts.resample(weights)
        whole = counts.resample(np.ones((1, len(counts.hits))))
        for name, measure in measures.items():
            estimates = measure(whole)[0]
            low, high = self.bootstrap.interval(measure(resampled))
            for place, key in enumerate(keys):
                self.rows.append(
                    {
                        **key,
                        "measure": name,
                        "estimate": estimates[place],
                        "low": low[place],
                        "high": high[place],
                        "positives": int(whole.positives[0, place]),
                        "interviews": int((counts.positives[:, place] > 0).sum()),
                    }
                )


def measure_quality(
    left_out: LeftOut,
    labels: Labels,
    tree: Tree,
    segments: pd.DataFrame,
    attributes: pd.DataFrame,
    *,
    bar: float,
    status: Sequence[str],
    resamples: int,
    confidence: float,
    seed: int,
) -> pd.DataFrame:
    """Measure suggestions for interviews that the models had not seen.

    Parameters
    ----------
    left_out : LeftOut
        As :func:`aft_themes.suggestions.validation.gather` gives it.
    labels : Labels
        What people coded.
    tree : Tree
        The codes.
    segments : pandas.DataFrame
        All segments, with ``interview``.
    attributes : pandas.DataFrame
        ``interview`` and the columns to split by.
    bar : float
        Precision that assigned codes must have.
    status : sequence of str
        Of each code, as :func:`code_status` gives it.
    resamples : int
        Bootstrap resamples of interviews.
    confidence : float
        Level of the interval.
    seed : int
        Of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        By the contract ``SUGGESTION_QUALITY``.
    """
    coded = labels.coded[left_out.rows]
    interview = segments["interview"].to_numpy()[left_out.rows]
    names, groups = np.unique(interview, return_inverse=True)
    weights = bootstrap_weights(len(names), resamples, seed)
    table = _Table(Bootstrap(weights, confidence), [])
    strict = count(left_out.predicted, coded, groups)
    within = count(left_out.predicted_within, np.minimum(coded @ tree.below.T, 1), groups)
    bases = ((AS_CODED, strict), (WITH_ANCESTORS, within))
    for basis, counts in bases:
        keys = [
            _key(basis, _level(tree, place, basis), code, status=status[place])
            for place, code in enumerate(tree.ids)
        ]
        table.add(counts, MEASURES, keys)
        table.add(counts.pool(np.arange(len(tree.ids))), MEASURES, [_key(basis, "all codes")])
    table.add(within.pool(tree.levels == 1), MEASURES, [_key(WITH_ANCESTORS, "all domains")])
    top = _ranked(left_out, coded, groups)
    table.add(top, RANKED, [_key(AS_CODED, "all codes")])
    _add_assigned(table, left_out, coded, groups, tree, bar, status)
    _add_groups(table, strict, top, names, attributes)
    _add_valence(table, left_out, labels, groups)
    frame = pd.DataFrame(table.rows, columns=SUGGESTION_QUALITY.schema.names)
    numbers = ["estimate", "low", "high"]
    frame[numbers] = frame[numbers].astype(float).round(6)
    return frame


def _key(
    basis: str, level: str, code: str = "", *, by: str = "", group: str = "", status: str = ""
) -> dict[str, str]:
    names = ("basis", "level", "code", "group_by", "group", "status")
    return dict(zip(names, (basis, level, code, by, group, status), strict=True))


def _level(tree: Tree, place: int, basis: str) -> str:
    return "domain" if basis == WITH_ANCESTORS and tree.levels[place] == 1 else "code"


def _ranked(left_out: LeftOut, coded: Floats, groups: Ints) -> Counts:
    listed = np.full((len(coded), 1), float(SUGGESTED))
    sums = [hits_at(left_out.probable, coded), listed, coded.sum(axis=1, keepdims=True)]
    out = np.zeros((4, int(groups.max()) + 1, 1))
    for place, values in enumerate([*sums, np.ones_like(listed)]):
        np.add.at(out[place], groups, values)
    return Counts(*out)


def _add_assigned(
    table: _Table,
    left_out: LeftOut,
    coded: Floats,
    groups: Ints,
    tree: Tree,
    bar: float,
    status: Sequence[str],
) -> None:
    may = np.array([one == ASSIGNS for one in status])
    counts = count(left_out.reaches & may, coded, groups)
    keys = [
        _key(AS_CODED, "code", code, status=one) for code, one in zip(tree.ids, status, strict=True)
    ]
    table.add(counts, ASSIGNED, keys)
    honest = assign_honestly(left_out, coded, groups, bar)
    total = count(honest, coded, groups).pool(np.arange(len(tree.ids)))
    table.add(total, ASSIGNED, [_key(AS_CODED, "all codes")])
    some = count(honest.any(axis=1, keepdims=True), np.ones((len(coded), 1)), groups)
    table.add(some, {"segments with an assigned code": recall}, [_key(AS_CODED, "all codes")])


def _add_groups(
    table: _Table, strict: Counts, top: Counts, names: NDArray[np.generic], attributes: pd.DataFrame
) -> None:
    pooled = strict.pool(np.arange(strict.hits.shape[1]))
    splits = {"interview": pd.Series(names, index=names)}
    of_interview = attributes.drop_duplicates("interview").set_index("interview").reindex(names)
    splits |= {str(column): of_interview[column] for column in of_interview.columns}
    for column, values in splits.items():
        for group in sorted(values.dropna().astype(str).unique()):
            here = (values.astype(str) == group).to_numpy()
            key = _key(AS_CODED, "all codes", by=column, group=group)
            several = column != "interview" and bool(here.sum() >= LEAST_INTERVIEWS)
            table.add(pooled.only(here), MEASURES, [key], several)
            table.add(top.only(here), RANKED, [key], several)


def _add_valence(table: _Table, left_out: LeftOut, labels: Labels, groups: Ints) -> None:
    at, codes = np.nonzero(labels.valence[left_out.rows] >= 0)
    if not len(at):
        return
    truth = labels.valence[left_out.rows][at, codes]
    said = left_out.valence[at, codes]
    usual = _usual_valence(truth, codes, left_out.fold[at])
    key = [_key(AS_CODED, "valence")]
    for name, answer in (("agreement", said), ("agreement of the code's usual valence", usual)):
        right = count((answer - truth == 0)[:, None], np.ones((len(at), 1)), groups[at])
        table.add(right, {name: recall}, key)


def _usual_valence(truth: Ints, codes: Ints, fold: Ints) -> Ints:
    """Answer with the commonest valence that a code has in the other folds."""
    out = np.zeros_like(truth)
    for one in np.unique(fold):
        here = fold == one
        counts = np.zeros((codes.max() + 1, truth.max() + 1))
        np.add.at(counts, (codes[~here], truth[~here]), 1)
        counts += 1e-3 * counts.sum(axis=0) / max(1, counts.sum())
        out[here] = counts.argmax(axis=1)[codes[here]]
    return out


def measure_reliability(
    left_out: LeftOut, coded: Floats, groups: Ints, bootstrap: Bootstrap
) -> pd.DataFrame:
    """Compare predicted probabilities with what people coded, in bins of a tenth.

    Parameters
    ----------
    left_out : LeftOut
        What models said of interviews that they had not seen.
    coded : numpy.ndarray
        (those segments, codes): 1 where coded.
    groups : numpy.ndarray
        Interview of each, numbered from 0.
    bootstrap : Bootstrap
        Resamples of the interviews.

    Returns
    -------
    pandas.DataFrame
        By the contract ``RELIABILITY``; empty bins are left out.
    """
    bins = np.minimum((left_out.probable * _BINS).astype(np.int64), _BINS - 1)
    rows = []
    for one in np.unique(bins):
        inside = bins == one
        counts = count(
            inside.any(axis=1, keepdims=True), (inside * coded).sum(axis=1, keepdims=True), groups
        )
        size = np.zeros((len(counts.hits), 1))
        np.add.at(size, groups, inside.sum(axis=1, keepdims=True).astype(np.float64))
        shares = _divide(bootstrap.weights @ counts.positives, bootstrap.weights @ size)
        low, high = bootstrap.interval(shares)
        total = int(inside.sum())
        observed = float((inside * coded).sum() / total)
        rows.append(
            {
                "bin": int(one) + 1,
                "predicted": round(float(left_out.probable[inside].mean()), 6),
                "observed": round(observed, 6),
                "low": round(float(low[0]), 6) if np.isfinite(low[0]) else observed,
                "high": round(float(high[0]), 6) if np.isfinite(high[0]) else observed,
                "n": total,
            }
        )
    return pd.DataFrame(rows, columns=RELIABILITY.schema.names)
