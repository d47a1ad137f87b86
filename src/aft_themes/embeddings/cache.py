"""Keep vectors between runs, by the hash of the text, the model and the precision."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from aft_themes.embeddings.vectors import Vectors
from aft_themes.io.files import write_whole

_log = logging.getLogger(__name__)


def make_key(model: str, precision: str, text: str, span: tuple[int, ...] = ()) -> str:
    """Name the vector of a text, or of one sentence (span) of it."""
    parts = (model, precision, *map(str, span), text)
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def load_cache(cache: Path | None) -> dict[str, Vectors]:
    """Read all vectors of a cache; none if the file is missing or damaged."""
    if cache is None or not cache.exists():
        return {}
    try:
        with np.load(cache, allow_pickle=False) as stored:
            vectors = stored["vectors"].astype(np.float32, copy=False)
            return dict(zip(stored["keys"].tolist(), vectors, strict=True))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        _log.warning("%s cannot be read; its vectors are computed again", cache.name)
        return {}


def save_cache(cache: Path, known: dict[str, Vectors]) -> None:
    """Replace a cache by these vectors."""
    keys = sorted(known)
    vectors = np.stack([known[key] for key in keys])

    def write(part: Path) -> None:
        with part.open("wb") as handle:
            np.savez(handle, keys=np.array(keys), vectors=vectors)

    write_whole(cache, write)


def part_of(cache: Path | None, part: str) -> Path | None:
    """Name the file that keeps a part of the vectors of a large study."""
    return None if cache is None else cache.with_name(f"{cache.name}-{part}")


def drop_caches(cache: Path | None, *, parts: bool) -> None:
    """Delete a cache's parts, or the whole one, when the study has grown or shrunk."""
    if cache is not None:
        for path in cache.parent.glob(f"{cache.name}-?") if parts else (cache,):
            path.unlink(missing_ok=True)
