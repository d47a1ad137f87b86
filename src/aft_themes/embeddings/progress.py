"""Show the progress of embedding in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from tqdm import tqdm

from aft_themes.embeddings.vectors import Vectors


def show_progress(items: Iterable[Vectors], total: int) -> Iterator[Vectors]:
    """Draw a bar in a terminal; a log gets none, so that it does not depend on earlier runs."""
    bar: Iterator[Vectors] = iter(
        tqdm(items, total=total, desc="embedding", unit="text", disable=not sys.stderr.isatty())
    )
    return bar
