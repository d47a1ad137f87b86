"""Agreement on sets of codes: Krippendorff's alpha with the MASI or the Jaccard distance."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from aft_themes.agreement.statistics import Floats, Ints
from aft_themes.stats import ratio

Distance = Literal["jaccard", "masi"]

_BLOCK = 4_000_000  # cells of a block of distances; limits memory and does not change the result


@dataclass(frozen=True)
class SetTally:
    """Sums of distances by interview.

    Parameters
    ----------
    values : numpy.ndarray
        Sets given, in units with at least two coders; (interviews,).
    observed : numpy.ndarray
        Distances within units, each unit's divided by its coders less one; (interviews,).
    expected : numpy.ndarray
        Sum of distances between every set of one interview and every set of another;
        (interviews, interviews).
    """

    values: Floats
    observed: Floats
    expected: Floats

    def alpha(self, weights: Floats) -> Floats:
        """Krippendorff's alpha of each resample.

        Parameters
        ----------
        weights : numpy.ndarray
            How often each interview was drawn; (resamples, interviews).

        Returns
        -------
        numpy.ndarray
            (resamples,); NaN where all sets are the same.
        """
        n = weights @ self.values
        expected = ((weights @ self.expected) * weights).sum(axis=1)
        return 1 - ratio((n - 1) * (weights @ self.observed), expected)


def jaccard_distance(one: AbstractSet[str], two: AbstractSet[str]) -> float:
    """Return 1 less the shared part of the union; 0 for two empty sets.

    Parameters
    ----------
    one, two : set
        Codes given by two coders.

    Returns
    -------
    float
    """
    return _distance(one, two, "jaccard")


def masi_distance(one: AbstractSet[str], two: AbstractSet[str]) -> float:
    """Return 1 - Jaccard x monotonicity (Passonneau 2006, LREC); 0 for two empty sets.

    Monotonicity is 1 for equal sets, 2/3 if one holds the other, 1/3 if they overlap, else 0.

    Parameters
    ----------
    one, two : set
        Codes given by two coders.

    Returns
    -------
    float
    """
    return _distance(one, two, "masi")


def _distance(one: AbstractSet[str], two: AbstractSet[str], distance: Distance) -> float:
    shared, *sizes = (np.array([float(len(codes))]) for codes in (one & two, one, two))
    return float(1 - _similarity(shared, sizes[0], sizes[1], distance)[0])


def _similarity(shared: Floats, one: Floats, two: Floats, distance: Distance) -> Floats:
    """Similarity of sets from the sizes of their intersection and of each."""
    union = one + two - shared
    similar = np.ones(union.shape)
    np.divide(shared, union, out=similar, where=union > 0)
    if distance == "masi":
        # disjoint sets have Jaccard 0 already, so that their factor does not matter
        similar[shared < np.maximum(one, two)] *= 2 / 3
        similar[shared < np.minimum(one, two)] *= 1 / 2
    return similar


def tally_sets(
    given: list[sparse.csr_array], present: NDArray[np.bool_], groups: Ints, distance: Distance
) -> SetTally:
    """Sum distances between the sets of codes that coders gave.

    Parameters
    ----------
    given : list of scipy.sparse.csr_array
        For each coder, 1 where the coder gave a code; (units, codes).
    present : numpy.ndarray
        Which coders read which interview; (interviews, coders).
    groups : numpy.ndarray
        Each unit's interview, from 0 on; (units,).
    distance : {"jaccard", "masi"}
        The distance.

    Returns
    -------
    SetTally
    """
    readers = present.sum(axis=1)
    units = np.bincount(groups, minlength=len(present))
    return SetTally(
        values=(units * readers).astype(float),
        observed=_observed(given, present, groups, distance) / (readers - 1),
        expected=_expected(given, present, groups, distance),
    )


def _observed(
    given: list[sparse.csr_array], present: NDArray[np.bool_], groups: Ints, distance: Distance
) -> Floats:
    total = np.zeros(len(present))
    sizes = [np.asarray(codes.sum(axis=1), dtype=float) for codes in given]
    for one in range(len(given)):
        for two in range(one + 1, len(given)):
            shared = given[one].multiply(given[two]).sum(axis=1)
            apart = 1 - _similarity(shared, sizes[one], sizes[two], distance)
            apart *= (present[:, one] & present[:, two])[groups]
            # both orders of a pair count
            total += 2 * np.bincount(groups, weights=apart, minlength=len(present))
    return total


def _expected(
    given: list[sparse.csr_array], present: NDArray[np.bool_], groups: Ints, distance: Distance
) -> Floats:
    """Compare each pair of distinct sets once, weighted by how often interviews have them."""
    read = [np.flatnonzero(present[groups, coder]) for coder in range(len(given))]
    rows = np.concatenate(
        [codes[units].toarray() for codes, units in zip(given, read, strict=True)]
    )
    owner = np.concatenate([groups[units] for units in read])
    if not len(rows):
        return np.zeros((len(present), len(present)))
    packed = np.packbits(rows.astype(bool), axis=1)
    keys = np.ascontiguousarray(packed).view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    distinct = rows[first]
    counts = sparse.csr_array(
        (np.ones(len(owner)), (owner, which)), shape=(len(present), len(distinct))
    )
    by_set = sparse.csc_array(counts)
    sizes = distinct.sum(axis=1)
    similar = np.zeros((len(present), len(present)))
    step = max(1, _BLOCK // len(distinct))
    for start in range(0, len(distinct), step):
        block = slice(start, start + step)
        shared = distinct[block] @ distinct.T
        alike = _similarity(shared, sizes[block, None], sizes[None, :], distance)
        similar += np.asarray(by_set[:, block] @ (counts @ alike.T).T)
    totals: Floats = counts.sum(axis=1)
    return np.outer(totals, totals) - similar
