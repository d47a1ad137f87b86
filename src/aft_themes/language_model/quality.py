"""Judge the model as a coder is judged: against the lead coder, code by code, run by run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aft_themes.catalog import LANGUAGE_MODEL_QUALITY
from aft_themes.codebook.codes import Codebook
from aft_themes.io.parquet import frame_of
from aft_themes.language_model.outcomes import Status
from aft_themes.settings import Settings
from aft_themes.stats import interval_weights
from aft_themes.suggestions.counts import MEASURES, Bootstrap, Counts, Measure, count, kappa
from aft_themes.suggestions.labels import Tree, make_tree, read_labels
from aft_themes.suggestions.texts import Floats, Ints
from aft_themes.vocabulary import Level

BETWEEN_RUNS = "kappa between runs"
_DIGITS = 6


@dataclass(frozen=True)
class _Judged:
    """Whose segments the model is judged on, and who said them."""

    segments: pd.DataFrame
    groups: Ints
    participants: int


def judge(
    codings: pd.DataFrame,
    requests: pd.DataFrame,
    segments: pd.DataFrame,
    human: pd.DataFrame,
    assignments: pd.DataFrame,
    codebook: Codebook,
    settings: Settings,
) -> pd.DataFrame:
    """Compare each run with the lead coders' codings on interviews that were held out.

    Held out are interviews that people coded, that the authors did not use to make the prompt, and
    of which every passage was asked in every run. A passage that was not coded because its answers
    were refused counts as one without codes.

    Parameters
    ----------
    codings, requests : pandas.DataFrame
        By ``LANGUAGE_MODEL_CODINGS`` and ``LANGUAGE_MODEL_REQUESTS``.
    segments, human, assignments : pandas.DataFrame
        By ``SEGMENTS``, ``HUMAN_CODINGS`` and ``CODER_ASSIGNMENTS``.
    codebook : Codebook
        The codes.
    settings : Settings
        Of these ``language_model``, ``agreement`` and ``seed``.

    Returns
    -------
    pandas.DataFrame
        By ``LANGUAGE_MODEL_QUALITY``; empty where there is no such interview.
    """
    tree = make_tree(codebook)
    held_out = held_out_interviews(requests, assignments, settings)
    here = segments[segments["interview"].isin(held_out)].reset_index(drop=True)
    if here.empty:
        return frame_of([], LANGUAGE_MODEL_QUALITY)
    people, groups = np.unique(here["participant"], return_inverse=True)
    judged = _Judged(here, groups.astype(np.int64), len(people))
    coded = read_labels(here, human, assignments, tree).coded
    given = [
        _matrix(codings[codings["run"] == run], here, tree)
        for run in range(1, settings.language_model.runs + 1)
    ]
    rules = settings.agreement
    weights = interval_weights(len(people), rules.resamples, settings.seed, rules.confidence)
    bootstrap = Bootstrap(weights, rules.confidence)
    return frame_of(_rows(given, coded, judged, tree, bootstrap), LANGUAGE_MODEL_QUALITY)


def held_out_interviews(
    requests: pd.DataFrame, assignments: pd.DataFrame, settings: Settings
) -> frozenset[str]:
    """Name the interviews on which the model can be judged."""
    unasked = set(requests.loc[requests["status"] == Status.NOT_ASKED, "interview"])
    used = unasked | set(settings.language_model.prompt_made_with)
    return frozenset(set(requests["interview"]) & set(assignments["interview"]) - used)


def _matrix(codings: pd.DataFrame, segments: pd.DataFrame, tree: Tree) -> Floats:
    """Mark the codes that one run gave; (segments, codes)."""
    row = {segment: place for place, segment in enumerate(segments["segment_id"])}
    column = {code: place for place, code in enumerate(tree.ids)}
    known = codings[codings["segment_id"].isin(row)]
    marked = np.zeros((len(segments), len(tree.ids)))
    marked[known["segment_id"].map(row), known["code"].map(column)] = 1
    return marked


def _rows(
    given: Sequence[Floats], coded: Floats, judged: _Judged, tree: Tree, bootstrap: Bootstrap
) -> list[dict[str, object]]:
    def with_above(marked: Floats) -> Floats:
        return np.minimum(marked @ tree.below.T, 1)

    def compare(one: Floats, other: Floats) -> Counts:
        return count(one.astype(np.bool_), other, judged.groups, judged.participants)

    every, domains = np.arange(len(tree.ids)), np.flatnonzero(tree.levels == 1)
    levels: list[tuple[dict[str, str], NDArray[np.int64], bool]] = [
        ({"level": Level.ALL_CODES, "code": ""}, every, False),
        ({"level": Level.ALL_DOMAINS, "code": ""}, domains, True),
        *(
            ({"level": Level.CODE, "code": code}, np.array([place]), False)
            for place, code in enumerate(tree.ids)
        ),
    ]
    plain = [compare(run, coded) for run in given]
    above = [compare(with_above(run), with_above(coded)) for run in given]
    pairs = list(combinations(given, 2))
    plain_pairs = [compare(one, other) for one, other in pairs]
    above_pairs = [compare(with_above(one), with_above(other)) for one, other in pairs]
    found = []
    for key, codes, is_above in levels:
        runs = [one.pool(codes) for one in (above if is_above else plain)]
        between = [one.pool(codes) for one in (above_pairs if is_above else plain_pairs)]
        measures: list[tuple[str, Measure, list[Counts]]] = [
            *((name, measure, runs) for name, measure in MEASURES.items()),
            (BETWEEN_RUNS, kappa, between),
        ]
        common = {**key, **_sizes(runs, judged)}
        found += [
            {**common, "measure": name, **_estimate(measure, counts, bootstrap)}
            for name, measure, counts in measures
        ]
    return found


def _sizes(runs: Sequence[Counts], judged: _Judged) -> dict[str, float]:
    return {
        "positives": int(runs[0].positives.sum()),
        "given": float(np.mean([one.predicted.sum() for one in runs])),
        "segments": len(judged.segments),
        "participants": judged.participants,
    }


def _estimate(
    measure: Measure, counts: Sequence[Counts], bootstrap: Bootstrap
) -> Mapping[str, float | None]:
    """Give the mean of some runs, the lowest and highest, and an interval of the mean."""
    whole = np.ones((1, len(counts[0].hits)))
    each = np.array([measure(one.resample(whole))[0, 0] for one in counts])
    if not np.isfinite(each).all():  # such as the precision of a run that gives nothing
        return dict.fromkeys(("estimate", "lowest", "highest", "low", "high"))
    resampled = np.mean([measure(one.resample(bootstrap.weights)) for one in counts], axis=0)
    low, high = bootstrap.interval(resampled)
    values = {
        "estimate": each.mean(),
        "lowest": each.min(),
        "highest": each.max(),
        "low": low[0],
        "high": high[0],
    }
    return {
        name: round(float(value), _DIGITS) if np.isfinite(value) else None
        for name, value in values.items()
    }
