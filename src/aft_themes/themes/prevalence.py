"""How many participants of a study have a theme, where people coded some and a machine read all.

Derivation and simulation: docs/appendix/estimated-prevalence.md. In short: the participants whom
people code are drawn at random. The machine's label only sorts participants into two strata; what
the label is worth is learnt from the coded ones. Of those whom nobody coded, the number that has
the theme follows in each stratum a beta-binomial distribution (posterior predictive, Jeffreys
prior), and the two are added up. That is post-stratification (Holt & Smith, 1979, doi
10.2307/2344652) with the machine's label, as design-based supervised learning (Egami, Hinck,
Stewart & Wei, 2023) and prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan &
Zrnic, 2023, doi 10.1126/science.adi6000) use it, without their large-sample intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_PRIOR = 0.5  # Jeffreys: half a participant with the theme, half a one without
_EDGE = 1e-12  # keeps rounding from moving a bound


@dataclass(frozen=True)
class Stratum:
    """Participants whom the machine labels alike.

    Parameters
    ----------
    coded, having : int
        Participants whom people coded, and those of them who have the theme.
    uncoded : int
        Participants whom nobody coded.
    """

    coded: int
    having: int
    uncoded: int

    def __add__(self, other: Stratum) -> Stratum:
        return Stratum(
            self.coded + other.coded, self.having + other.having, self.uncoded + other.uncoded
        )


@dataclass(frozen=True)
class Prevalence:
    """An estimate of the participants who have a theme.

    Parameters
    ----------
    number, low, high : float
        Of all participants, those who would have it if people coded everyone; the interval is one
        of whole participants.
    people_low, people_high : float
        The interval from the coded participants alone.
    uses_machine : bool
        Whether the machine's labels made the interval narrower.
    """

    number: float
    low: float
    high: float
    people_low: float
    people_high: float
    uses_machine: bool


def estimate_prevalence(labelled: Stratum, others: Stratum, confidence: float) -> Prevalence:
    """Estimate how many participants have a theme.

    Parameters
    ----------
    labelled, others : Stratum
        Participants whom the machine gives the theme, and those whom it does not.
    confidence : float
        Level of the interval.

    Returns
    -------
    Prevalence
        The interval is that of people alone, unless the machine makes it narrower with half the
        error of it: who may choose between two intervals needs the surer one.
    """
    pooled = labelled + others
    alone = _interval((pooled,), confidence)
    strata = _interval((labelled, others), (1 + confidence) / 2)
    narrower = strata[1] - strata[0] < alone[1] - alone[0]
    low, high = strata if narrower else alone
    found = _number((labelled, others), pooled) if narrower else _number((pooled,), pooled)
    return Prevalence(float(np.clip(found, low, high)), low, high, *alone, narrower)


def _number(strata: Sequence[Stratum], pooled: Stratum) -> float:
    """Add to those who were coded the expected number of the others, stratum by stratum."""
    common = pooled.having / pooled.coded if pooled.coded else 0.5
    return sum(
        one.having + one.uncoded * (one.having / one.coded if one.coded else common)
        for one in strata
    )


def _interval(strata: tuple[Stratum, ...], confidence: float) -> tuple[float, float]:
    having = sum(one.having for one in strata)
    chances = np.ones(1)
    for one in strata:
        chances = np.convolve(chances, _predict(one))
    reached, tail = np.cumsum(chances), (1 - confidence) / 2
    low = int(np.searchsorted(reached, tail + _EDGE))
    high = int(np.searchsorted(reached, 1 - tail - _EDGE))
    return float(having + low), float(having + min(high, len(chances) - 1))


@lru_cache(maxsize=4096)
def _predict(stratum: Stratum) -> NDArray[np.float64]:
    """Give the probability that 0, 1, 2, ... of the uncoded ones have the theme."""
    from scipy.stats import betabinom

    having, lacking = stratum.having + _PRIOR, stratum.coded - stratum.having + _PRIOR
    number = np.arange(stratum.uncoded + 1)
    found: NDArray[np.float64] = betabinom.pmf(number, stratum.uncoded, having, lacking)
    return found
