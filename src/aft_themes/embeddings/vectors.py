"""Vectors of texts, and their length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from aft_themes.corpus.sentences import Span

Vectors = npt.NDArray[np.float32]
Rows = TypeVar("Rows", npt.NDArray[np.float32], npt.NDArray[np.float64])
SHORT: Final = 0.01  # of averages of unit vectors: shorter ones point by chance
TextWithSentences = tuple[str, tuple[Span, ...]]  # a text, and the sentences that get vectors

Embed = Callable[[Sequence[str]], Vectors]
Network = Callable[[npt.NDArray[np.int32]], Vectors]  # token numbers -> states of the tokens


def embed_others(known: Sequence[str], vectors: Vectors, embed: Embed) -> Embed:
    """Take the vectors of known texts as they are, and embed only other texts."""
    place = {text: row for row, text in enumerate(known)}

    def embed_or_take(texts: Sequence[str]) -> Vectors:
        others = sorted(set(texts) - place.keys())
        found = dict(zip(others, embed(others), strict=True))
        rows = [found[text] if text in found else vectors[place[text]] for text in texts]
        return np.reshape(rows, (len(rows), vectors.shape[1]))

    return embed_or_take


def unit(values: Rows, shortest: float = 1e-12) -> Rows:
    """Scale rows to length 1; rows shorter than ``shortest`` have no direction and stay short."""
    lengths = np.linalg.norm(values, axis=1, keepdims=True)
    scaled: Rows = values / np.maximum(lengths, values.dtype.type(shortest))
    return scaled
