"""Divide segments into topics: neighbours averaged, Ward's tree, k-means from its cut.

Every step is deterministic: no random start, no approximate neighbours. Averaging a segment with
its nearest neighbours in other interviews (one step of mean shift; Cheng, 1995, doi
10.1109/34.400568) makes the result hold still when an interview is left out, and draws it towards
what participants share and away from what one of them tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_NEIGHBOURS = (5, 40)  # fewest and most that are averaged with a segment
_PER_NEIGHBOUR = 30  # segments of the study for each
_SPARE = 3  # times as many are kept, so that a resample finds enough of them
_SPACE = 50  # dimensions in which neighbours are averaged
_TREE = 20  # dimensions in which segments are divided
_STEPS = 100  # most steps of k-means; it stops when no segment moves
_BLOCK = 1000  # rows compared with all others at once: bounds the memory
_ANCHOR = 20  # segments that a guide weighs as much as


@dataclass(frozen=True)
class Plane:
    """Principal axes, exact and with fixed signs.

    Parameters
    ----------
    mean : numpy.ndarray
        Length d.
    axes : numpy.ndarray
        At most the wanted number x d, the widest first.
    """

    mean: Floats
    axes: Floats

    def place(self, values: npt.NDArray[np.floating]) -> Floats:
        """Coordinates of points on the axes.

        Parameters
        ----------
        values : numpy.ndarray
            n x d.

        Returns
        -------
        numpy.ndarray
            n x axes.
        """
        placed: Floats = (np.asarray(values, dtype=np.float64) - self.mean) @ self.axes.T
        return placed


def find_plane(values: npt.NDArray[np.floating], number: int) -> Plane:
    """Principal axes of points.

    Parameters
    ----------
    values : numpy.ndarray
        n x d.
    number : int
        Axes wanted; there are fewer when the points have fewer dimensions.

    Returns
    -------
    Plane
    """
    from sklearn.decomposition import PCA

    # other solvers start at random; this one is exact, and signs follow the largest loading
    model = PCA(min(number, *values.shape), svd_solver="covariance_eigh")
    with np.errstate(invalid="ignore"):  # where all points are the same, shares of variance are 0/0
        model.fit(np.asarray(values, dtype=np.float64))
    return Plane(model.mean_, model.components_)


@dataclass(frozen=True)
class Space:
    """Segments as points, with the neighbours of each.

    Parameters
    ----------
    unit : numpy.ndarray
        Unit vectors, float32, n x d.
    plane : Plane
        The principal axes of the vectors.
    points : numpy.ndarray
        The vectors on these axes, float64, n x at most 50.
    groups : numpy.ndarray
        Interview of each segment, as numbers from 0.
    neighbours : numpy.ndarray
        Row numbers of the segment itself and of the nearest segments of other interviews, the
        nearest first; more than are averaged, so that a resample finds enough of them.
    averaged : int
        How many of these are averaged.
    """

    unit: npt.NDArray[np.float32]
    plane: Plane
    points: Floats
    groups: Ints
    neighbours: Ints
    averaged: int


def make_space(vectors: npt.NDArray[np.floating], groups: Ints) -> Space:
    """Take unit vectors to their principal components and find neighbours by cosine.

    Parameters
    ----------
    vectors : numpy.ndarray
        n x d unit vectors.
    groups : numpy.ndarray
        Interview of each row, as numbers from 0.

    Returns
    -------
    Space
    """
    unit = np.asarray(vectors, dtype=np.float32)
    plane = find_plane(unit, _SPACE)
    others = len(unit) - int(np.bincount(groups).max())
    averaged = min(int(np.clip(len(unit) // _PER_NEIGHBOUR, *_NEIGHBOURS)), others) + 1
    number = min(averaged * _SPARE, others + 1)
    neighbours = np.empty((len(unit), number), dtype=np.int64)
    for start in range(0, len(unit), _BLOCK):
        likeness = _likeness(unit, groups, unit[start : start + _BLOCK], groups[start:])
        own = np.arange(start, start + len(likeness))
        likeness[np.arange(len(likeness)), own] = 2
        neighbours[own] = _largest(likeness, number)
    return Space(unit, plane, plane.place(unit), groups, neighbours, averaged)


def _likeness(
    unit: npt.NDArray[np.float32], groups: Ints, block: npt.NDArray[np.float32], own: Ints
) -> npt.NDArray[np.float32]:
    """Cosines of a block with all segments; those of the same interview are put out of reach."""
    likeness: npt.NDArray[np.float32] = block @ unit.T
    likeness[own[: len(block), None] == groups[None]] = -2
    return likeness


def _largest(values: npt.NDArray[np.float32], number: int) -> Ints:
    """Columns of the largest values of each row, the largest first."""
    near = np.argpartition(-values, number - 1, axis=1)[:, :number]
    order = np.argsort(-np.take_along_axis(values, near, axis=1), axis=1, kind="stable")
    largest: Ints = np.take_along_axis(near, order, axis=1)
    return largest


def smooth(space: Space, rows: Ints | None = None) -> Floats:
    """Average segments with their nearest neighbours.

    Parameters
    ----------
    space : Space
        All segments.
    rows : numpy.ndarray, optional
        Only these segments, which may repeat; neighbours are sought among them.

    Returns
    -------
    numpy.ndarray
        One point per row.
    """
    from scipy.sparse import csr_array

    size = len(space.points)
    present = np.ones(size, dtype=bool)
    if rows is not None:
        present[:] = False
        present[rows] = True
    distinct = np.flatnonzero(present)
    near = space.neighbours[distinct]
    known = present[near]
    used = known & (np.cumsum(known, axis=1) <= space.averaged)
    counts = used.sum(axis=1)
    starts = np.concatenate([[0], np.cumsum(counts)])
    mean = csr_array((np.repeat(1 / counts, counts), near[used], starts), (len(distinct), size))
    points = np.empty_like(space.points)
    points[distinct] = mean @ space.points
    return points if rows is None else points[rows]


def smooth_others(space: Space, vectors: npt.NDArray[np.floating], groups: Ints) -> Floats:
    """Average segments that are not in the space with their nearest segments in it.

    Parameters
    ----------
    space : Space
        The segments from which topics are made.
    vectors : numpy.ndarray
        Unit vectors of other segments.
    groups : numpy.ndarray
        Their interviews, numbered as those of the space; -1 for an interview that is not in it.

    Returns
    -------
    numpy.ndarray
        One point per vector.
    """
    points = np.empty((len(vectors), space.points.shape[1]))
    number = space.averaged - 1
    for start in range(0, len(vectors), _BLOCK):
        block = np.asarray(vectors[start : start + _BLOCK], dtype=np.float32)
        likeness = _likeness(space.unit, space.groups, block, groups[start:])
        near = np.sort(np.argpartition(-likeness, number - 1, axis=1)[:, :number], axis=1)
        total = space.points[near].sum(axis=1) + space.plane.place(block)
        points[start : start + _BLOCK] = total / (number + 1)
    return points


def partition(space: Space, numbers: Sequence[int], rows: Ints | None = None) -> dict[int, Ints]:
    """Divide segments into each of several numbers of topics.

    Parameters
    ----------
    space : Space
        All segments.
    numbers : sequence of int
        Numbers of topics.
    rows : numpy.ndarray, optional
        Only these segments, which may repeat; all when left out.

    Returns
    -------
    dict of int to numpy.ndarray
        Topic of each row, from 0, by number of topics. Fewer topics result where segments are
        too alike.

    Notes
    -----
    Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. Journal of the
    American Statistical Association, 58, 236-244.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    points = smooth(space, rows)
    points = find_plane(points, _TREE).place(points)
    tree = linkage(points, "ward")
    return {number: _settle(points, fcluster(tree, number, "maxclust") - 1) for number in numbers}


def partition_guided(
    space: Space, guides: npt.NDArray[np.floating], rows: Ints | None = None
) -> Ints:
    """Divide segments by guides: k-means whose centres are held by the guides.

    Parameters
    ----------
    space : Space
        All segments.
    guides : numpy.ndarray
        Unit vectors of the guides.
    rows : numpy.ndarray, optional
        Only these segments, which may repeat; all when left out.

    Returns
    -------
    numpy.ndarray
        Guide of each row, from 0; a guide may be left without segments.
    """
    points = smooth(space, rows)
    # guides are written in another manner than people speak: only their differences count
    places = space.plane.place(guides)
    anchors = places - places.mean(axis=0) + points.mean(axis=0)
    labels = assign(points, anchors)
    for _ in range(_STEPS):
        member = np.zeros((len(anchors), len(points)))
        member[labels, np.arange(len(points))] = 1
        weights = member.sum(axis=1, keepdims=True) + _ANCHOR
        moved = assign(points, (member @ points + _ANCHOR * anchors) / weights)
        if np.array_equal(moved, labels):
            break
        labels = moved
    return labels


def _settle(points: Floats, labels: npt.NDArray[np.integer]) -> Ints:
    """Run k-means from a division until no point moves; topics that lose all points vanish."""
    settled: Ints = labels.astype(np.int64)
    for _ in range(_STEPS):
        moved = assign(points, centres(points, settled))
        if np.array_equal(moved, settled):
            break
        settled = np.unique(moved, return_inverse=True)[1]
    return settled


def centres(points: Floats, labels: Ints) -> Floats:
    """Mean point of each topic.

    Parameters
    ----------
    points : numpy.ndarray
        n x d.
    labels : numpy.ndarray
        Topic of each point, from 0, none empty.

    Returns
    -------
    numpy.ndarray
        Topics x d.
    """
    member = np.zeros((labels.max() + 1, len(points)))
    member[labels, np.arange(len(points))] = 1
    means: Floats = (member @ points) / member.sum(axis=1, keepdims=True)
    return means


def assign(points: Floats, means: Floats) -> Ints:
    """Nearest centre of each point.

    Parameters
    ----------
    points : numpy.ndarray
        n x d.
    means : numpy.ndarray
        Topics x d.

    Returns
    -------
    numpy.ndarray
        Topic of each point, from 0.
    """
    nearest: Ints = ((means**2).sum(axis=1) - 2 * points @ means.T).argmin(axis=1)
    return nearest


def memberships(points: Floats, means: Floats, spread: float) -> Floats:
    """Probability of each topic for each point, if topics are round and equally wide.

    Parameters
    ----------
    points : numpy.ndarray
        n x d.
    means : numpy.ndarray
        Topics x d.
    spread : float
        Variance within topics, per dimension, as :func:`find_spread` gives it.

    Returns
    -------
    numpy.ndarray
        n x topics; rows add to 1. The model that k-means assumes.
    """
    distance = (means**2).sum(axis=1) - 2 * points @ means.T
    distance -= distance.min(axis=1, keepdims=True)
    odds = np.exp(-distance / (2 * max(spread, 1e-12)))
    shares: Floats = odds / odds.sum(axis=1, keepdims=True)
    return shares


def find_spread(points: Floats, means: Floats, labels: Ints, held: float) -> float:
    """Spread at which points belong to their topics, on average, as surely as they stay there.

    The variance within topics itself would make nearly every point certain of its topic: the many
    dimensions are taken for as many independent witnesses.

    Parameters
    ----------
    points : numpy.ndarray
        n x d.
    means : numpy.ndarray
        Topics x d.
    labels : numpy.ndarray
        Topic of each point, from 0.
    held : float
        Share of points that stay in their topic when interviews are drawn again.

    Returns
    -------
    float
        For :func:`memberships`, whose mean for the points' own topics is then ``held``.
    """
    from scipy.optimize import brentq

    own = np.arange(len(points)), labels
    variance = float(((points - means[labels]) ** 2).mean())

    def excess(logarithm: float) -> float:
        return float(memberships(points, means, variance * 10**logarithm)[own].mean()) - held

    least, most = -3.0, 6.0
    if excess(least) <= 0:  # nothing ever moves
        return float(variance * 10**least)
    if excess(most) >= 0:  # all is chance
        return float(variance * 10**most)
    return variance * 10 ** float(brentq(excess, least, most, xtol=1e-6))


def leave_one_out(groups: npt.NDArray[np.object_], most: int) -> Iterator[Ints]:
    """Rows that stay when one interview, or one of ``most`` sets of interviews, is left out.

    Parameters
    ----------
    groups : numpy.ndarray
        Interview of each row.
    most : int
        Most sets; with more interviews, several are left out together.

    Yields
    ------
    numpy.ndarray
        Row numbers.
    """
    names, codes = np.unique(groups, return_inverse=True)
    part = np.arange(len(names)) % min(most, len(names))
    for left_out in range(part.max() + 1):
        yield np.flatnonzero(part[codes] != left_out)
