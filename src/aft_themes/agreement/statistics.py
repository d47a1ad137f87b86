"""Agreement statistics from sums by interview, so that interviews can be resampled as weights.

Every statistic here is a ratio of sums over units. The sums are kept by interview; a bootstrap
resample is a row of integer weights, and all resamples together are one matrix product.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from aft_themes.stats import kappa, ratio

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Tally:
    """Sums over units, by interview (or resample) and item, an item being for example a code.

    Parameters
    ----------
    rated, units : numpy.ndarray
        Units with at least one and with at least two judgements; (interviews, items).
    agreed : numpy.ndarray
        Sum over units of the share of coder pairs that agree; (interviews, items).
    shares : numpy.ndarray
        Sum over rated units of the share of coders who gave each value;
        (interviews, items, values).
    margins : numpy.ndarray
        Judgements by value in units with at least two; (interviews, items, values).
    diagonal : numpy.ndarray
        The coincidence matrix's diagonal (Krippendorff 2011); (interviews, items, values).
    tables : numpy.ndarray
        Contingency tables of each pair of coders; (interviews, pairs, items, values, values).
    """

    rated: Floats
    units: Floats
    agreed: Floats
    shares: Floats
    margins: Floats
    diagonal: Floats
    tables: Floats

    def weighted(self, weights: Floats) -> Tally:
        """Sum over interviews with weights.

        Parameters
        ----------
        weights : numpy.ndarray
            How often each interview was drawn; (resamples, interviews).

        Returns
        -------
        Tally
            With resamples in place of interviews.
        """
        return Tally(*(_product(weights, getattr(self, field.name)) for field in fields(self)))

    def pooled(self) -> Tally:
        """Sum over items, so that every decision on every item counts as one unit.

        Returns
        -------
        Tally
            With one item.
        """
        axes = {"tables": 2}
        return Tally(
            *(
                getattr(self, field.name).sum(axis=axes.get(field.name, 1), keepdims=True)
                for field in fields(self)
            )
        )


def _product(weights: Floats, sums: Floats) -> Floats:
    flat = sums.reshape(len(sums), -1)
    return (weights @ flat).reshape(len(weights), *sums.shape[1:])


def tally_values(
    values: Ints, n_values: int, groups: Ints, items: Ints, shape: tuple[int, int]
) -> Tally:
    """Sum judgements of any number of coders on nominal values, some missing.

    Parameters
    ----------
    values : numpy.ndarray
        Each coder's value from 0 on, -1 where missing; (units, coders).
    n_values : int
        How many values there are.
    groups, items : numpy.ndarray
        Each unit's interview and item, from 0 on; (units,).
    shape : tuple of int
        Numbers of interviews and of items.

    Returns
    -------
    Tally
    """
    counts = np.stack([(values == value).sum(axis=1) for value in range(n_values)], axis=1)
    judged = counts.sum(axis=1).astype(float)
    rated, paired = judged > 0, judged > 1
    coincidences = counts * (counts - 1) / np.where(paired, judged - 1, 1)[:, None]
    coincidences[~paired] = 0
    safe = np.where(rated, judged, 1)
    cells = groups * shape[1] + items

    def total(amounts: Floats, at: Ints = cells) -> Floats:
        sums = np.bincount(at, weights=amounts, minlength=shape[0] * shape[1])
        return sums.astype(float).reshape(shape)

    return Tally(
        rated=total(rated.astype(float)),
        units=total(paired.astype(float)),
        agreed=total(coincidences.sum(axis=1) / safe),
        shares=np.stack([total(column / safe) for column in counts.T], axis=-1),
        margins=np.stack([total(column * paired) for column in counts.T], axis=-1),
        diagonal=np.stack([total(column) for column in coincidences.T], axis=-1),
        tables=_tables(values, n_values, cells, shape),
    )


def _tables(values: Ints, n_values: int, cells: Ints, shape: tuple[int, int]) -> Floats:
    coders = values.shape[1]
    pairs = [(one, two) for one in range(coders) for two in range(one + 1, coders)]
    tables = np.zeros((shape[0], len(pairs), shape[1], n_values, n_values))
    for pair, (one, two) in enumerate(pairs):
        both = (values[:, one] >= 0) & (values[:, two] >= 0)
        at = (cells[both] * n_values + values[both, one]) * n_values + values[both, two]
        counted = np.bincount(at, minlength=shape[0] * shape[1] * n_values**2)
        tables[:, pair] = counted.reshape(*shape, n_values, n_values)
    return tables


def prevalence(tally: Tally) -> Floats:
    """Share of judgements that gave value 1.

    Parameters
    ----------
    tally : Tally
        With two values, 0 and 1.

    Returns
    -------
    numpy.ndarray
        (resamples, items); NaN without judgements.
    """
    return ratio(tally.margins[..., 1], tally.margins.sum(axis=-1))


def percent_agreement(tally: Tally) -> Floats:
    """Share of coder pairs that agree, averaged over units.

    Parameters
    ----------
    tally : Tally
        Judgements.

    Returns
    -------
    numpy.ndarray
        (resamples, items); NaN without units.
    """
    return ratio(tally.agreed, tally.units)


def pabak(tally: Tally) -> Floats:
    """Prevalence- and bias-adjusted kappa of two values (Byrt et al. 1993, J Clin Epidemiol 46).

    Parameters
    ----------
    tally : Tally
        With two values, 0 and 1.

    Returns
    -------
    numpy.ndarray
        (resamples, items); NaN without units.
    """
    return 2 * percent_agreement(tally) - 1


def positive_agreement(tally: Tally) -> Floats:
    """Positive-specific agreement: how often a given code is given by another coder too.

    With two coders 2a / (2a + b + c) (Cicchetti & Feinstein 1990, J Clin Epidemiol 43, 551-558).

    Parameters
    ----------
    tally : Tally
        With two values, 0 and 1.

    Returns
    -------
    numpy.ndarray
        (resamples, items); NaN where no coder gave value 1.
    """
    return ratio(tally.diagonal[..., 1], tally.margins[..., 1])


def cohen_kappa(tally: Tally) -> Floats:
    """Cohen's kappa (1960, Educ Psychol Meas 20, 37-46).

    For more than two coders, the mean of the pairs' kappas (Light 1971); pairs for which kappa is
    undefined are left out of the mean.

    Parameters
    ----------
    tally : Tally
        Judgements.

    Returns
    -------
    numpy.ndarray
        (resamples, items); NaN where chance agreement is complete.
    """
    by_pair = kappa(tally.tables)
    defined = ~np.isnan(by_pair)
    return ratio(np.where(defined, by_pair, 0).sum(axis=1), defined.sum(axis=1).astype(float))


def krippendorff_alpha(tally: Tally) -> Floats:
    """Krippendorff's alpha for nominal values (2011, Computing Krippendorff's alpha-reliability).

    Parameters
    ----------
    tally : Tally
        Judgements.

    Returns
    -------
    numpy.ndarray
        (resamples, items); NaN where only one value was given.
    """
    n = tally.margins.sum(axis=-1)
    disagreed = n - tally.diagonal.sum(axis=-1)
    expected = n * n - (tally.margins**2).sum(axis=-1)
    return 1 - ratio((n - 1) * disagreed, expected)


def gwet_ac1(tally: Tally) -> Floats:
    """Gwet's AC1 (2008, Br J Math Stat Psychol 61, 29-48; missing values as in Gwet 2014).

    Parameters
    ----------
    tally : Tally
        Judgements.

    Returns
    -------
    numpy.ndarray
        (resamples, items); NaN without units.
    """
    share = ratio(tally.shares, tally.rated[..., None])
    chance = (share * (1 - share)).sum(axis=-1) / (share.shape[-1] - 1)
    return ratio(percent_agreement(tally) - chance, 1 - chance)
