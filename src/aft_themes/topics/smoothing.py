"""Read each segment together with what others say that is like it.

Averaging a segment with its nearest neighbours in other interviews (two steps of mean shift; Cheng,
1995, doi 10.1109/34.400568) keeps topics stable when an interview is left out, and moves them
towards what participants share and away from what only one of them tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from aft_themes.embeddings.vectors import SHORT, unit

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# fewest and most that are averaged with a segment: of 40, 80 and 120, weighed by nearness, 80 gave
# the most segments in good topics on four corpora (docs/appendix/topics-measured.md)
_NEIGHBOURS = (5, 80)
_PER_NEIGHBOUR = 15  # segments of the study for each
_SPARE = 3  # times as many are kept, so that a resample finds enough of them
# a second step holds topics much stiller on five corpora, a third hardly more (the same page)
_STEPS = 2
_SPACE = 50  # dimensions in which neighbours are averaged
_ITSELF = 1.0  # cosine of a segment with itself
_LEAST_WEIGHT = 1e-9  # where all neighbours are equally near they count alike
_BLOCK = 1000  # rows compared with all others at once: bounds the memory


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
        """Coordinates of points on the axes."""
        placed: Floats = (np.asarray(values, dtype=np.float64) - self.mean) @ self.axes.T
        return placed


def find_plane(values: npt.NDArray[np.floating], number: int) -> Plane:
    """Principal axes of points."""
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
    cosines : numpy.ndarray
        Of the segment with each of these.
    averaged : int
        How many of these are averaged.
    """

    unit: npt.NDArray[np.float32]
    plane: Plane
    points: Floats
    groups: Ints
    neighbours: Ints
    cosines: Floats
    averaged: int


def make_space(
    vectors: npt.NDArray[np.floating],
    groups: Ints,
    *,
    neighbours: int | None = None,
    components: int = _SPACE,
) -> Space:
    """Take unit vectors to their principal components and find neighbours by cosine."""
    values = np.asarray(vectors, dtype=np.float32)
    plane = find_plane(values, components)
    others = len(values) - int(np.bincount(groups).max())
    if neighbours is None:
        neighbours = int(np.clip(len(values) // _PER_NEIGHBOUR, *_NEIGHBOURS))
    averaged = min(neighbours, others) + 1
    number = min(averaged * _SPARE + 1, others + 1)
    rows = np.empty((len(values), number), dtype=np.int64)
    cosines = np.empty(rows.shape)
    for start in range(0, len(values), _BLOCK):
        likeness = _likeness(values, groups, values[start : start + _BLOCK], groups[start:])
        own = np.arange(start, start + len(likeness))
        likeness[np.arange(len(likeness)), own] = 1 + _ITSELF  # before all others
        rows[own] = _largest(likeness, number)
        cosines[own] = np.take_along_axis(likeness, rows[own], axis=1)
    cosines[:, 0] = _ITSELF
    return Space(values, plane, plane.place(values), groups, rows, cosines, averaged)


def _likeness(
    unit: npt.NDArray[np.float32], groups: Ints, block: npt.NDArray[np.float32], own: Ints
) -> npt.NDArray[np.float32]:
    """Cosines of a block with all segments; -2 for those of the same interview."""
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
    """Average segments with their nearest neighbours, and the averages again; of length 1."""
    distinct, mean = _averaging(space, rows)
    points = space.points.copy()
    for _ in range(_STEPS):
        points[distinct] = mean @ points
    points[distinct] = unit(points[distinct], SHORT)
    return points if rows is None else points[rows]


def _averaging(space: Space, rows: Ints | None) -> tuple[Ints, csr_array]:
    """Different rows of all or some segments, and the weights of their neighbours among these."""
    from scipy.sparse import csr_array

    size = len(space.points)
    present = np.ones(size, dtype=bool)
    if rows is not None:
        present[:] = False
        present[rows] = True
    distinct = np.flatnonzero(present)
    near = space.neighbours[distinct]
    known = present[near]
    rank = np.cumsum(known, axis=1)
    used = known & (rank <= space.averaged)
    edge = np.where(known & (rank <= space.averaged + 1), space.cosines[distinct], np.inf).min(1)
    weights = np.where(used, _weigh(space.cosines[distinct], edge), 0)
    weights /= weights.sum(axis=1, keepdims=True)
    starts = np.concatenate([[0], np.cumsum(used.sum(axis=1))])
    return distinct, csr_array((weights[used], near[used], starts), (len(distinct), size))


def smooth_others(space: Space, vectors: npt.NDArray[np.floating], groups: Ints) -> Floats:
    """Average segments that are not in the space with their nearest segments in it, as these."""
    _, mean = _averaging(space, None)
    steps = [space.points]
    for _ in range(_STEPS - 1):
        steps.append(mean @ steps[-1])
    points = np.empty((len(vectors), space.points.shape[1]))
    for start in range(0, len(vectors), _BLOCK):
        block = np.asarray(vectors[start : start + _BLOCK], dtype=np.float32)
        near, weights, own = _near_others(space, block, groups[start:])
        own_places = space.plane.place(block)
        for known in steps:
            own_places = (weights[:, :, None] * known[near]).sum(axis=1) + own * own_places
        points[start : start + _BLOCK] = unit(own_places, SHORT)
    return points


def _near_others(
    space: Space, block: npt.NDArray[np.float32], groups: Ints
) -> tuple[Ints, Floats, Floats]:
    """Nearest segments of the space, and the weights of these and of the segment itself."""
    number = min(space.averaged, len(space.points))
    likeness = _likeness(space.unit, space.groups, block, groups)
    near = np.sort(np.argpartition(-likeness, number - 1, axis=1)[:, :number], axis=1)
    cosines = np.take_along_axis(likeness, near, axis=1).astype(np.float64)
    # neighbours that may not be used have a cosine of -2
    edge = np.where(cosines > -1.5, cosines, np.inf).min(axis=1)
    weights, own = _weigh(cosines, edge), _weigh(np.full((len(block), 1), _ITSELF), edge)
    total = weights.sum(axis=1, keepdims=True) + own
    return near, weights / total, own / total


def _weigh(cosines: Floats, edge: Floats) -> Floats:
    """Weights that fall to 0 at the first neighbour that is not averaged.

    So a hair of difference that makes two neighbours at the edge change places changes nothing.
    """
    weights: Floats = np.maximum(cosines - edge[:, None], 0) + _LEAST_WEIGHT
    return weights
