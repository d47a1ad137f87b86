"""How good the suggestions are, by code, domain, interview and group; with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aft_themes.catalog import SUGGESTION_QUALITY, SUGGESTION_RELIABILITY
from aft_themes.stats import interval_weights, ratio
from aft_themes.suggestions.counts import (
    ASSIGNED,
    MEASURES,
    RANKED,
    RANKED_EACH,
    Bools,
    Bootstrap,
    Counts,
    Measure,
    count,
    recall,
)
from aft_themes.suggestions.cross_validation import LeftOut
from aft_themes.suggestions.labels import Labels, Tree
from aft_themes.suggestions.texts import Floats, Ints
from aft_themes.suggestions.vocabulary import AS_CODED, SUGGESTED, WITH_ANCESTORS
from aft_themes.vocabulary import Level

LEAST_PARTICIPANTS = 4  # a group of fewer gets no interval
EITHER = " on codes of either valence"
_BINS = 10  # of the reliability diagram, each a tenth wide


def ranking_tells(codes: int) -> bool:
    """Say whether it says anything that a code is among the first: of five codes all are."""
    return codes > SUGGESTED


def hits_at(probable: Floats, coded: Floats) -> Floats:
    """Count a segment's human codes among its highest-ranked ones; (segments, 1)."""
    top = np.argsort(-probable, axis=1, kind="stable")[:, :SUGGESTED]
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
                        "participants": int((counts.positives[:, place] > 0).sum()),
                    }
                )


def measure_quality(
    left_out: LeftOut,
    labels: Labels,
    tree: Tree,
    segments: pd.DataFrame,
    attributes: pd.DataFrame,
    *,
    assigned: Bools,
    status: Sequence[str],
    either: Bools,
    resamples: int,
    confidence: float,
    seed: int,
) -> pd.DataFrame:
    """Measure suggestions for interviews that the models had not seen.

    ``assigned`` says what is assigned to them by thresholds that they had no part in.
    """
    coded = labels.coded[left_out.rows]
    participant = segments["participant"].to_numpy()[left_out.rows]
    names, groups = np.unique(participant, return_inverse=True)
    weights = interval_weights(len(names), resamples, seed, confidence)
    table = _Table(Bootstrap(weights, confidence), [])
    strict = count(left_out.predicted, coded, groups, len(names))
    above = np.minimum(coded @ tree.below.T, 1)
    within = count(left_out.predicted_within, above, groups, len(names))
    bases = ((AS_CODED, strict), (WITH_ANCESTORS, within))
    for basis, counts in bases:
        keys = [
            _key(basis, _level(tree, place, basis), code, status=status[place])
            for place, code in enumerate(tree.ids)
        ]
        table.add(counts, MEASURES, keys)
        table.add(counts.pool(np.arange(len(tree.ids))), MEASURES, [_key(basis, Level.ALL_CODES)])
    table.add(within.pool(tree.levels == 1), MEASURES, [_key(WITH_ANCESTORS, Level.ALL_DOMAINS)])
    top = _ranked(left_out, coded, groups)
    ranked = RANKED if ranking_tells(len(tree.ids)) else {}
    if ranked:
        each = _ranked_each(left_out, coded, groups)
        table.add(top, ranked, [_key(AS_CODED, Level.ALL_CODES)])
        table.add(each, RANKED_EACH, [_key(AS_CODED, Level.ALL_CODES)])
    _add_assigned(table, assigned, coded, groups, tree, status)
    _add_groups(table, strict, top, ranked, names, attributes)
    _add_valence(table, left_out, labels, groups, either)
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
    return Level.DOMAIN if basis == WITH_ANCESTORS and tree.levels[place] == 1 else Level.CODE


def _ranked_each(left_out: LeftOut, coded: Floats, groups: Ints) -> Counts:
    """Count the share that was found of each coded segment, instead of each coding."""
    has = coded.any(axis=1)
    found = hits_at(left_out.probable, coded)[has] / coded[has].sum(axis=1, keepdims=True)
    out = np.zeros((2, int(groups.max()) + 1, 1))
    np.add.at(out[0], groups[has], found)
    np.add.at(out[1], groups[has], 1.0)
    return Counts(out[0], out[1], out[1], out[1])


def _ranked(left_out: LeftOut, coded: Floats, groups: Ints) -> Counts:
    listed = np.full((len(coded), 1), float(SUGGESTED))
    sums = [hits_at(left_out.probable, coded), listed, coded.sum(axis=1, keepdims=True)]
    out = np.zeros((4, int(groups.max()) + 1, 1))
    for place, values in enumerate([*sums, np.ones_like(listed)]):
        np.add.at(out[place], groups, values)
    return Counts(*out)


def _add_assigned(
    table: _Table, assigned: Bools, coded: Floats, groups: Ints, tree: Tree, status: Sequence[str]
) -> None:
    """Add how right assigned codes are; thresholds are of folds without the interview."""
    size = int(groups.max()) + 1
    counts = count(assigned, coded, groups, size)
    keys = [
        _key(AS_CODED, Level.CODE, code, status=one)
        for code, one in zip(tree.ids, status, strict=True)
    ]
    table.add(counts, ASSIGNED, keys)
    total = counts.pool(np.arange(len(tree.ids)))
    table.add(total, ASSIGNED, [_key(AS_CODED, Level.ALL_CODES)])
    some = count(assigned.max(axis=1, keepdims=True), np.ones((len(coded), 1)), groups, size)
    table.add(some, {"segments with an assigned code": recall}, [_key(AS_CODED, Level.ALL_CODES)])


def _add_groups(
    table: _Table,
    strict: Counts,
    top: Counts,
    ranked: dict[str, Measure],
    names: NDArray[np.generic],
    attributes: pd.DataFrame,
) -> None:
    pooled = strict.pool(np.arange(strict.hits.shape[1]))
    splits = {"participant": pd.Series(names, index=names)}
    known = attributes.drop_duplicates("participant").set_index("participant").reindex(names)
    splits |= {str(column): known[column] for column in known.columns}
    for column, values in splits.items():
        for group in sorted(values.dropna().astype(str).unique()):
            here = (values.astype(str) == group).to_numpy()
            key = _key(AS_CODED, Level.ALL_CODES, by=column, group=group)
            several = column != "participant" and bool(here.sum() >= LEAST_PARTICIPANTS)
            table.add(pooled.only(here), MEASURES, [key], several)
            table.add(top.only(here), ranked, [key], several)


def _add_valence(
    table: _Table, left_out: LeftOut, labels: Labels, groups: Ints, either: Bools
) -> None:
    at, codes = np.nonzero(labels.valence[left_out.rows] >= 0)
    if not len(at):
        return
    truth = labels.valence[left_out.rows][at, codes]
    size = int(groups.max()) + 1
    predicted = left_out.valence[at, codes]
    for name, chosen in (("", np.ones(len(at), dtype=bool)), (EITHER, either[codes])):
        if chosen.any():
            agrees = np.zeros((int(chosen.sum()), 1), dtype=np.bool_)
            agrees[:, 0] = predicted[chosen] == truth[chosen]
            right = count(agrees, np.ones((len(agrees), 1)), groups[at][chosen], size)
            measure: dict[str, Measure] = {f"agreement{name}": recall}
            table.add(right, measure, [_key(AS_CODED, Level.VALENCE)])


def measure_reliability(
    left_out: LeftOut, coded: Floats, groups: Ints, bootstrap: Bootstrap
) -> pd.DataFrame:
    """Compare predicted probabilities with what people coded, in bins of a tenth."""
    bins = np.minimum((left_out.probable * _BINS).astype(np.int64), _BINS - 1)
    rows = []
    for one in np.unique(bins):
        inside = bins == one
        size = np.zeros((int(groups.max()) + 1, 1))
        positives = np.zeros_like(size)
        np.add.at(size, groups, inside.sum(axis=1, keepdims=True).astype(np.float64))
        np.add.at(positives, groups, (inside * coded).sum(axis=1, keepdims=True))
        shares = ratio(bootstrap.weights @ positives, bootstrap.weights @ size)
        low, high = bootstrap.interval(shares)
        total = int(inside.sum())
        observed = float((inside * coded).sum() / total)
        rows.append(
            {
                "bin": int(one) + 1,
                "predicted": round(float(left_out.probable[inside].mean()), 6),
                "observed": round(observed, 6),
                "low": round(float(low[0]), 6),
                "high": round(float(high[0]), 6),
                "n": total,
            }
        )
    return pd.DataFrame(rows, columns=SUGGESTION_RELIABILITY.schema.names)
