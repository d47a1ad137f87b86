"""Which codes the machine may assign, and to which segments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from aft_themes.stats import bootstrap_weights
from aft_themes.suggestions.caution_checks import check_cautions, has_caution
from aft_themes.suggestions.counts import Bools
from aft_themes.suggestions.cross_validation import LeftOut
from aft_themes.suggestions.precision_control import (
    Bar,
    CodeVerdict,
    Judged,
    judge_codes,
    needs_person,
    nobody_coded,
    thresholds_of,
)
from aft_themes.suggestions.texts import Floats, Ints
from aft_themes.suggestions.vocabulary import SUGGESTED


@dataclass(frozen=True)
class Rules:
    """What a code must fulfil to be assigned.

    Parameters
    ----------
    bar : Bar
        Precision that must hold, and with which confidence.
    person : numpy.ndarray
        (codes,): whether the code always needs a person.
    resamples, seed
        Of the bootstrap that judges the cautions.
    """

    bar: Bar
    person: Bools
    resamples: int
    seed: int


@dataclass(frozen=True)
class Assigning:
    """What was decided.

    Parameters
    ----------
    verdicts : list of CodeVerdict
        By code.
    cautions : pandas.DataFrame
        By ``CAUTION_CHECKS``.
    blocking : frozenset of str
        Cautions that keep a code from being assigned.
    fold_thresholds : dict of int to numpy.ndarray
        By fold: thresholds found without its interviews.
    blind : numpy.ndarray
        (left-out segments, codes): what is assigned by those.
    """

    verdicts: list[CodeVerdict]
    cautions: pd.DataFrame
    blocking: frozenset[str]
    fold_thresholds: dict[int, Floats]
    blind: Bools

    @property
    def thresholds(self) -> Floats:
        """Probability from which each code is assigned."""
        return thresholds_of(self.verdicts)


@dataclass(frozen=True)
class Evidence:
    """Left-out segments of the study's own coded interviews.

    Parameters
    ----------
    left_out : LeftOut
        What the models said of them.
    coded : numpy.ndarray
        (segments, codes): what people gave.
    groups : numpy.ndarray
        Number of each segment's participant.
    pairs : pandas.DataFrame
        Suggestions for them: ``place`` (row of ``coded``), ``column``, ``cautions``,
        ``probability``, ``right``, ``group``.
    """

    left_out: LeftOut
    coded: Floats
    groups: Ints
    pairs: pd.DataFrame

    def only(self, chosen: Bools) -> Evidence:
        """Keep some segments."""
        place = np.cumsum(chosen) - 1
        pairs = self.pairs[chosen[self.pairs["place"].to_numpy()]]
        return Evidence(
            self.left_out.only(chosen),
            self.coded[chosen],
            self.groups[chosen],
            pairs.assign(place=place[pairs["place"].to_numpy()]),
        )

    def assignable(self, blocking: frozenset[str]) -> Floats:
        """Give probabilities; -1 for what is not among the first or carries a caution."""
        out = top_only(self.left_out.probable)
        marked = self.pairs[has_caution(self.pairs["cautions"], blocking)]
        out[marked["place"].to_numpy(dtype=int), marked["column"].to_numpy(dtype=int)] = -1.0
        return out


def top_only(probable: Floats) -> Floats:
    """Keep the probabilities of the codes that are suggested for a segment; others are -1."""
    out = np.full(probable.shape, -1.0)
    top = np.argsort(-probable, axis=1, kind="stable")[:, :SUGGESTED]
    np.put_along_axis(out, top, np.take_along_axis(probable, top, axis=1), axis=1)
    return out


def decide(evidence: Evidence, rules: Rules) -> Assigning:
    """Decide which codes may be assigned, and by thresholds that an interview had no part in.

    Parameters
    ----------
    evidence : Evidence
        The study's own interviews; none of them need be coded.
    rules : Rules
        What must hold.

    Returns
    -------
    Assigning
    """
    verdicts, cautions, blocking = _settle(evidence, rules)
    blind = np.zeros(evidence.coded.shape, dtype=np.bool_)
    fold_thresholds = {}
    for fold in np.unique(evidence.left_out.fold).tolist():
        here = evidence.left_out.fold == fold
        others, _, blocks = _settle(evidence.only(~here), rules)
        fold_thresholds[fold] = thresholds_of(others)
        blind[here] = evidence.only(here).assignable(blocks) >= fold_thresholds[fold]
    return Assigning(verdicts, cautions, blocking, fold_thresholds, blind)


def _settle(
    evidence: Evidence, rules: Rules
) -> tuple[list[CodeVerdict], pd.DataFrame, frozenset[str]]:
    number = int(evidence.groups.max(initial=0)) + 1
    weights = bootstrap_weights(number, rules.resamples, rules.seed)
    cautions, blocking = check_cautions(evidence.pairs, weights, rules.bar.confidence)
    if not len(evidence.coded):
        return nobody_coded(evidence.coded.shape[1]), cautions, blocking
    judged = Judged(evidence.assignable(blocking), evidence.coded, evidence.groups)
    found = judge_codes(judged, rules.bar)
    settled = [
        needs_person(one) if person else one
        for one, person in zip(found, rules.person.tolist(), strict=True)
    ]
    return settled, cautions, blocking
