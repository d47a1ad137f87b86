"""Agreement between coders by code, by domain and overall, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from aft_themes.agreement.judgements import (
    Judgements,
    collect_judgements,
    places_of,
    roll_up,
    tally_codes,
)
from aft_themes.agreement.sets import Distance, tally_sets
from aft_themes.agreement.statistics import (
    Floats,
    Ints,
    Tally,
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    pabak,
    percent_agreement,
    positive_agreement,
    prevalence,
    tally_values,
)
from aft_themes.catalog import AGREEMENT, PAIR_COUNTS
from aft_themes.codebook.codes import VALENCES, Codebook
from aft_themes.io.parquet import empty_frame
from aft_themes.notices import about_coders
from aft_themes.settings import Settings
from aft_themes.stats import interval_weights, percentile_interval, why_no_interval
from aft_themes.vocabulary import Level, Measure, Variant

_MEASURES: dict[str, Callable[[Tally], Floats]] = {
    Measure.PREVALENCE: prevalence,
    Measure.PERCENT: percent_agreement,
    Measure.POSITIVE: positive_agreement,
    Measure.KAPPA: cohen_kappa,
    Measure.ALPHA: krippendorff_alpha,
    Measure.AC1: gwet_ac1,
    Measure.PABAK: pabak,
}
_SET_MEASURES: dict[str, Distance] = {
    Measure.MASI: "masi",
    Measure.JACCARD: "jaccard",
}
# if nobody gave a code, these measures say nothing; AC1 would be 1
_NEED_POSITIVES = (
    Measure.POSITIVE,
    Measure.KAPPA,
    Measure.ALPHA,
    Measure.AC1,
    Measure.PABAK,
)
_VALENCE_MEASURES = (Measure.PERCENT, Measure.KAPPA, Measure.ALPHA, Measure.AC1)
_SAME = 1e-9  # resamples that differ by less have one value: the rest is rounding
_NO_INTERVAL = "no interval"
_DIGITS = 10  # decimals kept: what differs between machines is smaller
NOTE = (
    "Agreement is between coders who coded independently, on interviews that at least two coders "
    "were assigned. Intervals resample participants."
)


@dataclass(frozen=True)
class _Part:
    """One level of one variant: what its rows of the table need."""

    level: str
    variant: str
    codes: list[str]
    tally: Tally  # by pair of interview and participant
    votes: Ints  # given, shared, interviews_given; (3, codes)
    segments: int
    sets: dict[str, Floats]  # set-valued alphas, of the estimate and of each resample


def measure_agreement(
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    assignments: pd.DataFrame,
    codebook: Codebook,
    settings: Settings,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Measure how far coders agree.

    A coding of a code counts for the codes above it when these are measured. ``all codes`` pools
    the decisions on each code as given, ``all domains`` those on each domain; set-valued alphas
    compare the sets of codes, or of domains, per segment. For more than two coders Cohen's kappa is
    the mean over pairs; everything else takes all coders together.

    Parameters
    ----------
    segments, codings, assignments : pandas.DataFrame
        Frames by the schemas ``SEGMENTS``, ``CODINGS`` and ``CODER_ASSIGNMENTS``.
    codebook : Codebook
        The codes.
    settings : Settings
        Of these, ``agreement``, ``seed`` and ``report.synthetic``.

    Returns
    -------
    agreement : pandas.DataFrame
        Rows by ``AGREEMENT``; empty where no interview has two coders.
    counts : pandas.DataFrame
        The two-by-two tables that they are computed from, by ``PAIR_COUNTS``.

    Raises
    ------
    SchemaError
        If a coding names a code or a segment that is not there.
    """
    judgements = collect_judgements(segments, codings, assignments, codebook)
    if not judgements.interviews:
        return empty_frame(AGREEMENT), empty_frame(PAIR_COUNTS)
    weights = _weights(judgements.cell_participants, settings)
    coded = _code_parts(judgements, weights, codebook)
    rows = [
        row
        for part in [*coded, *_valence_parts(judgements, codebook)]
        for row in _rows(part, judgements, weights, settings)
    ]
    names = {code.id: code.name for code in codebook.codes}
    agreement = pd.DataFrame(rows)
    agreement.insert(2, "name", agreement["code"].map(names).fillna(""))
    counts = [row for part in coded for row in _pair_counts(part, judgements)]
    return agreement[AGREEMENT.schema.names], pd.DataFrame(counts)


def _weights(participants: Ints, settings: Settings) -> Floats:
    """Weigh the participants: the first row holds each once, the others are resamples."""
    number = int(participants.max(initial=-1)) + 1
    rules = settings.agreement
    drawn = interval_weights(max(number, 1), rules.resamples, settings.seed, rules.confidence)
    return np.vstack([np.ones((1, max(number, 1))), drawn])[:, participants]


def _code_parts(judgements: Judgements, weights: Floats, codebook: Codebook) -> list[_Part]:
    codes, rolled = judgements.codes, roll_up(judgements, codebook)
    tops = [codes.index(domain.id) for domain in codebook.domains]
    lower = [at for at in range(len(codes)) if at not in set(tops)]
    coded = np.flatnonzero(sum(given.sum(axis=1) for given in judgements.given))
    parts = []
    for variant, keep in (
        (Variant.ALL_SEGMENTS, np.arange(len(judgements.groups))),
        (Variant.CODED_ONLY, coded),
    ):
        for level, matrices in (
            (Level.CODE, [given[keep][:, lower] for given in rolled]),
            (Level.DOMAIN, [given[keep][:, tops] for given in rolled]),
            (Level.ALL_CODES, [given[keep] for given in judgements.given]),
            (Level.ALL_DOMAINS, [given[keep][:, tops] for given in rolled]),
        ):
            columns = {Level.CODE: lower, Level.DOMAIN: tops}.get(level)
            cells, groups = judgements.cells[keep], judgements.groups[keep]
            present = judgements.cell_present
            tally, votes = tally_codes(matrices, present, cells), _votes(matrices, groups)
            sets = {}
            if columns is None:
                tally, votes = tally.pooled(), votes.sum(axis=1, keepdims=True)
                votes[2] = len(np.unique(groups[_any(matrices)]))
                sets = {
                    name: tally_sets(matrices, present, cells, distance).alpha(weights)
                    for name, distance in _SET_MEASURES.items()
                }
            labels = [""] if columns is None else [codes[at] for at in columns]
            parts.append(_Part(level, variant, labels, tally, votes, len(keep), sets))
    return parts


def _any(matrices: list[sparse.csr_array]) -> NDArray[np.bool_]:
    return np.asarray(sum(codes.sum(axis=1) for codes in matrices)) > 0


def _votes(matrices: list[sparse.csr_array], groups: Ints) -> Ints:
    """Count for each code the units with it, those where two gave it, and their interviews."""
    votes = sparse.coo_array(sum(matrices[1:], matrices[0]))
    yes, columns = votes.data, votes.coords[1]
    size = votes.shape[1]
    places = np.unique(groups[votes.coords[0]] * size + columns)
    return np.stack(
        [
            np.bincount(columns, minlength=size),
            np.bincount(columns[yes > 1], minlength=size),
            np.bincount(places % size, minlength=size),
        ]
    )


def _valence_parts(judgements: Judgements, codebook: Codebook) -> list[_Part]:
    """Compare valences where at least two coders gave a segment the same code."""
    domains = [domain.id for domain in codebook.domains]
    codings = judgements.codings
    decision = codings.groupby(["unit", "what"]).ngroup().to_numpy()
    values = np.full((decision.max(initial=-1) + 1, len(judgements.coders)), -1)
    values[decision, codings["who"]] = places_of(VALENCES, codings["valence"])
    first = codings[~codings.duplicated(["unit", "what"])].sort_values(["unit", "what"])
    shared = (values >= 0).sum(axis=1) > 1
    values, first = values[shared], first[shared]
    groups = judgements.groups[first["unit"]]
    items = places_of(domains, first["code"].map(lambda code: codebook[code].domain))
    tally = tally_values(
        values,
        len(VALENCES),
        judgements.cells[first["unit"]],
        items,
        (len(judgements.cell_interviews), len(domains)),
    )
    units = np.bincount(items, minlength=len(domains))
    places = np.unique(groups * len(domains) + items) % len(domains)
    votes = np.stack([units, units, np.bincount(places, minlength=len(domains))])
    pooled = np.array([[len(items)], [len(items)], [len(np.unique(groups))]])
    segments = first["unit"].nunique()
    return [
        _Part(Level.VALENCE, Variant.BOTH_CODED, domains, tally, votes, segments, {}),
        _Part(Level.VALENCE, Variant.BOTH_CODED, [""], tally.pooled(), pooled, segments, {}),
    ]


def _rows(
    part: _Part, judgements: Judgements, weights: Floats, settings: Settings
) -> list[dict[str, object]]:
    sums = part.tally.weighted(weights)
    values = {
        name: measure(sums)
        for name, measure in _MEASURES.items()
        if part.level != Level.VALENCE or name in _VALENCE_MEASURES
    } | {name: alphas[:, None] for name, alphas in part.sets.items()}
    note = " ".join(filter(None, (about_coders(settings.report), NOTE)))
    rules = settings.agreement
    not_drawn = why_no_interval(rules.resamples, rules.confidence)
    rows: list[dict[str, object]] = []
    for name, found in values.items():
        if name in _NEED_POSITIVES:
            found = np.where(part.votes[0] == 0, np.nan, found)
        lows, highs = percentile_interval(found[1:], rules.confidence)
        for at, code in enumerate(part.codes):
            given = int(part.votes[0, at])
            row = _estimate(found[:, at], lows[at], highs[at], not_drawn)
            if np.isnan(row["estimate"]):
                row["reason"] = _reason(part, given)
            rows.append(
                {
                    "level": part.level,
                    "code": code,
                    "variant": part.variant,
                    "measure": name,
                    **row,
                    "segments": part.segments,
                    "given": given,
                    "shared": int(part.votes[1, at]),
                    "interviews": len(judgements.interviews),
                    "interviews_given": int(part.votes[2, at]),
                    "coders": ", ".join(judgements.coders),
                    "note": note,
                }
            )
    return rows


def _reason(part: _Part, given: int) -> str:
    if part.segments == 0:
        return "no segment was coded"
    if given == 0:
        by_two = part.level == Level.VALENCE
        return "no code was given by two coders" if by_two else "no coder gave it"
    return "only one value was given, so chance agreement is complete"


def _estimate(found: Floats, low: float, high: float, not_drawn: str) -> dict[str, Any]:
    """Estimate and percentile interval; rounded, because sums differ in the last bit."""
    estimate, drawn = found[0], found[1:][~np.isnan(found[1:])]
    reason = ""
    if len(found) == 1:
        reason = f"{_NO_INTERVAL}: {not_drawn}"
    elif np.isnan(low):
        reason = f"{_NO_INTERVAL}: undefined in most resamples"
    elif np.ptp(drawn) < _SAME:
        # an interval without width would look certain
        reason = f"{_NO_INTERVAL}: every resample gives the same value"
        low = high = np.nan
    return {
        "estimate": round(float(estimate), _DIGITS),
        "low": round(float(low), _DIGITS),
        "high": round(float(high), _DIGITS),
        "resamples": len(drawn),
        "reason": reason,
    }


def why_without_intervals(agreement: pd.DataFrame) -> str:
    """Say why no statistic has an interval; nothing if one has."""
    if agreement["low"].notna().any():
        return ""
    return next((why for why in agreement["reason"] if why.startswith(_NO_INTERVAL)), _NO_INTERVAL)


def _pair_counts(part: _Part, judgements: Judgements) -> list[dict[str, object]]:
    tables = part.tally.tables.sum(axis=0)
    rows: list[dict[str, object]] = []
    for pair, (one, two) in enumerate(combinations(range(len(judgements.coders)), 2)):
        shared = int((judgements.present[:, one] & judgements.present[:, two]).sum())
        for at, code in enumerate(part.codes):
            (neither, only_2), (only_1, both) = tables[pair, at].astype(int).tolist()
            rows.append(
                {
                    "level": part.level,
                    "code": code,
                    "variant": part.variant,
                    "coder_1": judgements.coders[one],
                    "coder_2": judgements.coders[two],
                    "both": both,
                    "only_1": only_1,
                    "only_2": only_2,
                    "neither": neither,
                    "interviews": shared,
                }
            )
    return rows
