"""Show how far the embedding is, to people only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from tqdm import tqdm

from aft_themes.embeddings.vectors import Vectors


def show_progress(items: Iterable[Vectors], total: int) -> Iterator[Vectors]:
    """Draw a bar where a person looks on; a log stays the same whatever went before."""
    bar: Iterator[Vectors] = iter(
        tqdm(items, total=total, desc="embedding", unit="text", disable=not sys.stderr.isatty())
    )
    return bar
