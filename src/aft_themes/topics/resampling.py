"""Interviews left out in turn."""

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
