"""Interviews left out in turn, and interviews drawn with replacement."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from aft_themes.topics.smoothing import Ints


def leave_one_out(groups: npt.NDArray[np.object_], most: int) -> Iterator[Ints]:
    """Rows that stay when one interview, or one of ``most`` sets of interviews, is left out."""
    names, codes = np.unique(groups, return_inverse=True)
    part = np.arange(len(names)) % min(most, len(names))
    for left_out in range(part.max() + 1):
        yield np.flatnonzero(part[codes] != left_out)


def bootstrap(groups: npt.NDArray[np.object_], times: int, seed: int) -> Iterator[Ints]:
    """Rows of interviews drawn with replacement."""
    names, codes = np.unique(groups, return_inverse=True)
    rows_of = [np.flatnonzero(codes == i) for i in range(len(names))]
    random = np.random.default_rng(seed)
    for _ in range(times):
        yield np.concatenate([rows_of[i] for i in random.integers(len(names), size=len(names))])
