"""Vectors of texts, and their length."""

from __future__ import annotations

from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from aft_themes.corpus.sentences import Span

Vectors = npt.NDArray[np.float32]
Rows = TypeVar("Rows", npt.NDArray[np.float32], npt.NDArray[np.float64])
SHORT: Final = 0.01  # of averages of unit vectors: shorter ones point by chance
TextWithSentences = tuple[str, tuple[Span, ...]]  # a text, and the sentences that get vectors


def unit(values: Rows, shortest: float = 1e-12) -> Rows:
    """Scale rows to length 1; rows shorter than ``shortest`` have no direction and stay short."""
    lengths = np.linalg.norm(values, axis=1, keepdims=True)
    scaled: Rows = values / np.maximum(lengths, values.dtype.type(shortest))
    return scaled
