"""Stock BERTopic parts, UMAP and HDBSCAN, for those who want them: ``topics.engine: classic``.

They depend on a seed and on the order of rows, and leave segments without a topic.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import numpy.typing as npt

from aft_themes.errors import SettingsError
from aft_themes.topics.clustering import Ints


def partition_classic(vectors: npt.NDArray[np.floating], number: int | None, seed: int) -> Ints:
    """Divide segments with UMAP (5 dimensions) and HDBSCAN.

    Parameters
    ----------
    vectors : numpy.ndarray
        n x d unit vectors.
    number : int or None
        Topics wanted; the smallest are merged with their nearest until so many are left.
    seed : int
        Seed of UMAP.

    Returns
    -------
    numpy.ndarray
        Topic of each row, from 0; -1 for none.

    Raises
    ------
    SettingsError
        If the ``classic`` extra is not installed.

    Notes
    -----
    The parts and parameters are the defaults of Grootendorst (2022), arXiv 2203.05794.
    """
    umap, hdbscan = _import("umap"), _import("hdbscan")
    if len(vectors) < 20:
        return np.full(len(vectors), -1, dtype=np.int64)
    points = umap.UMAP(
        n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed, n_jobs=1
    ).fit_transform(vectors)
    found = hdbscan.HDBSCAN(min_cluster_size=10, core_dist_n_jobs=1).fit_predict(points)
    labels = np.asarray(found, dtype=np.int64)
    while number is not None and labels.max() + 1 > number:
        labels = _merge_smallest(points, labels)
    return labels


def _merge_smallest(points: npt.NDArray[np.floating], labels: Ints) -> Ints:
    sizes = np.bincount(labels[labels >= 0])
    means = np.stack([points[labels == topic].mean(axis=0) for topic in range(len(sizes))])
    smallest = int(sizes.argmin())
    distance = np.linalg.norm(means - means[smallest], axis=1)
    distance[smallest] = np.inf
    merged = np.where(labels == smallest, int(distance.argmin()), labels)
    return np.where(merged > smallest, merged - 1, merged)


def _import(name: str) -> Any:  # noqa: ANN401  # an optional package has no types
    try:
        return importlib.import_module(name)
    except ImportError:
        raise SettingsError(
            "topics.engine: classic needs the packages umap-learn and hdbscan, which are not "
            "installed. Run `make extra-classic`, or set topics.engine: stable."
        ) from None
