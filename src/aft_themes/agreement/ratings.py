"""Agreement on ratings: ordered values that coders give to the same units, such as 1 to 5."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aft_themes.stats import ratio

Floats = NDArray[np.float64]


def weighted_kappa(table: Floats, disagreement: Floats) -> float:
    """Cohen's weighted kappa (1968, Psychological Bulletin 70, 213-220).

    Parameters
    ----------
    table : numpy.ndarray
        How often the first coder gave a value and the second another; (values, values).
    disagreement : numpy.ndarray
        How grave it is to give the one value instead of the other; 0 where they are the same.

    Returns
    -------
    float
        NaN where no disagreement is to be expected by chance.
    """
    counts = np.asarray(table, dtype=np.float64)
    weights = np.asarray(disagreement, dtype=np.float64)
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / max(counts.sum(), 1.0)
    found = ratio(np.array((weights * counts).sum()), np.array((weights * expected).sum()))
    return float(1 - found)


def ordinal_weights(values: int, power: int = 1) -> Floats:
    """Give the disagreement of ordered values: their distance, or its square.

    Parameters
    ----------
    values : int
        How many values there are.
    power : int
        1 for linear weights (Cicchetti & Allison, 1971), 2 for quadratic ones (Fleiss & Cohen,
        1973), with which weighted kappa nears the intraclass correlation.

    Returns
    -------
    numpy.ndarray
        (values, values).
    """
    place = np.arange(values)
    distance = np.abs(place[:, None] - place[None, :]).astype(np.float64)
    weights: Floats = distance**power
    return weights


def pabak(table: Floats) -> float:
    """Prevalence- and bias-adjusted kappa (Byrt, Bishop & Carlin, 1993, J Clin Epidemiol 46).

    It says what percent agreement says, on the scale of kappa: as if all values were equally
    frequent and both coders equally generous. Read it only beside kappa.

    Parameters
    ----------
    table : numpy.ndarray
        How often the coders gave which two values; (values, values).

    Returns
    -------
    float
        NaN without units.
    """
    counts = np.asarray(table, dtype=np.float64)
    values = len(counts)
    agreed = ratio(np.array(np.trace(counts)), np.array(counts.sum()))
    return float((values * agreed - 1) / (values - 1))


@dataclass(frozen=True)
class IntraclassCorrelation:
    """Agreement of coders on a number, coders and units being random samples.

    Parameters
    ----------
    single : float
        ICC(2,1): of one coder's ratings.
    mean : float
        ICC(2,k): of the mean of all k coders.
    """

    single: float
    mean: float


def intraclass_correlation(ratings: Floats) -> IntraclassCorrelation:
    """ICC(2,1) and ICC(2,k) for absolute agreement (Shrout & Fleiss, 1979, Psychol Bull 86).

    Parameters
    ----------
    ratings : numpy.ndarray
        (units, coders), no value missing; at least two of each.

    Returns
    -------
    IntraclassCorrelation
        NaN where all ratings are the same.
    """
    values = np.asarray(ratings, dtype=np.float64)
    units, coders = values.shape
    of_units, of_coders = values.mean(axis=1), values.mean(axis=0)
    between = coders * of_units.var(ddof=1)
    among = units * of_coders.var(ddof=1)
    residual = values - of_units[:, None] - of_coders[None, :] + values.mean()
    error = (residual**2).sum() / ((units - 1) * (coders - 1))
    shared = np.array(between - error)
    bias = (among - error) / units
    single = ratio(shared, np.array(between + (coders - 1) * error + coders * bias))
    return IntraclassCorrelation(float(single), float(ratio(shared, np.array(between + bias))))


def alpha_of_ratings(ratings: Floats, level: str = "ordinal") -> float:
    """Krippendorff's alpha for ordered values, any number of coders, some ratings missing.

    Krippendorff (2011), Computing Krippendorff's alpha-reliability.

    Parameters
    ----------
    ratings : numpy.ndarray
        (units, coders); NaN where a coder did not rate the unit.
    level : str
        ``nominal``, ``ordinal`` or ``interval``: what differences between values mean.

    Returns
    -------
    float
        NaN where only one value was given, or no unit was rated twice.
    """
    given = np.asarray(ratings, dtype=np.float64)
    values = np.unique(given[np.isfinite(given)])
    counts = np.stack([(given == value).sum(axis=1) for value in values], axis=1).astype(float)
    counts = counts[counts.sum(axis=1) > 1]
    if not len(counts):
        return float("nan")
    pairs = counts[:, :, None] * (counts[:, None, :] - np.eye(len(values)))
    together = (pairs / (counts.sum(axis=1) - 1)[:, None, None]).sum(axis=0)
    margins = together.sum(axis=1)
    weights = _differences(values, margins, level)
    expected = (weights * np.outer(margins, margins)).sum()
    observed = (margins.sum() - 1) * (weights * together).sum()
    return float(1 - ratio(np.array(observed), np.array(expected)))


def _differences(values: Floats, margins: Floats, level: str) -> Floats:
    """Squared differences between values; ordinal ones by how many ratings lie between."""
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    if level == "interval":
        squared: Floats = (values[:, None] - values[None, :]) ** 2
        return squared
    if level != "ordinal":
        raise ValueError(f"level must be nominal, ordinal or interval, not {level!r}")
    reached = np.cumsum(margins)
    middle = reached - margins / 2
    ranks: Floats = (middle[:, None] - middle[None, :]) ** 2
    return ranks
