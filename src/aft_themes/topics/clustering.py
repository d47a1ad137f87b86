"""Divide segments into topics: Ward's tree, then k-means from its cut.

Every step is deterministic: no random start, no approximate neighbours.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from aft_themes.topics.smoothing import Floats, Ints, Space, smooth

_STEPS = 100  # most steps of k-means; it stops when no segment moves


def partition(space: Space, numbers: Sequence[int], rows: Ints | None = None) -> dict[int, Ints]:
    """Divide all segments, or some that may repeat, into each of several numbers of topics."""
    return cut_tree(smooth(space, rows), numbers)


def cut_tree(points: Floats, numbers: Sequence[int]) -> dict[int, Ints]:
    """Labels from 0 by number of topics; fewer topics result where points are too alike.

    Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. Journal of the
    American Statistical Association, 58, 236-244.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    tree = linkage(points, "ward")
    return {number: _settle(points, fcluster(tree, number, "maxclust") - 1) for number in numbers}


def _settle(points: Floats, labels: npt.NDArray[np.integer]) -> Ints:
    """Run k-means from a division until no point moves; topics that lose all points vanish."""
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    start = centres(points, np.unique(labels, return_inverse=True)[1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # fewer different points than topics
        model = KMeans(len(start), init=start, n_init=1, max_iter=_STEPS, tol=0).fit(points)
    settled: Ints = np.unique(model.labels_, return_inverse=True)[1].astype(np.int64)
    return settled


def centres(points: Floats, labels: Ints) -> Floats:
    """Mean point of each topic."""
    member = np.zeros((labels.max() + 1, len(points)))
    member[labels, np.arange(len(points))] = 1
    means: Floats = (member @ points) / member.sum(axis=1, keepdims=True)
    return means


def assign(points: Floats, means: Floats) -> Ints:
    """Nearest centre of each point."""
    nearest: Ints = ((means**2).sum(axis=1) - 2 * points @ means.T).argmin(axis=1)
    return nearest


def memberships(points: Floats, means: Floats, spread: float) -> Floats:
    """Probability of each topic for each point, if topics are round and equally wide."""
    distance = (means**2).sum(axis=1) - 2 * points @ means.T
    distance -= distance.min(axis=1, keepdims=True)
    odds = np.exp(-distance / (2 * max(spread, 1e-12)))  # all points may be the same
    shares: Floats = odds / odds.sum(axis=1, keepdims=True)
    return shares


def find_spread(points: Floats, means: Floats, labels: Ints, held: float) -> float:
    """Spread at which the mean membership of points is the share that stays in its topic.

    With the variance within topics nearly every membership would be 1, because each of the many
    dimensions would count as independent evidence.
    """
    from scipy.optimize import brentq

    own = np.arange(len(points)), labels
    variance = float(((points - means[labels]) ** 2).mean())

    def excess(logarithm: float) -> float:
        return float(memberships(points, means, variance * 10**logarithm)[own].mean()) - held

    least, most = -3.0, 6.0  # powers of ten: from a thousandth of the variance to a million times
    if excess(least) <= 0:  # nothing ever moves
        return float(variance * 10**least)
    if excess(most) >= 0:  # all is chance
        return float(variance * 10**most)
    return variance * 10 ** float(brentq(excess, least, most, xtol=1e-6))
