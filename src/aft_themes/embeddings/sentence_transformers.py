"""Any other model of sentence-transformers, with the extra ``torch``."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from aft_themes.embeddings.minilm import DEFAULT_MODEL
from aft_themes.embeddings.progress import show_progress
from aft_themes.embeddings.vectors import TextWithSentences, Vectors, unit
from aft_themes.errors import SettingsError
from aft_themes.settings import EmbeddingSettings


def encode_torch(
    items: Sequence[TextWithSentences], settings: EmbeddingSettings, threads: int
) -> list[Vectors]:
    """Embed each text, and each of its sentences alone."""
    try:
        torch = importlib.import_module("torch")
        models = importlib.import_module("sentence_transformers")
    except ImportError:
        raise SettingsError(
            f"embeddings.model: {settings.model!r} needs PyTorch, which is not installed. "
            f"Run `make extra-torch`, or set embeddings.model: {DEFAULT_MODEL}."
        ) from None
    if settings.precision != "fp32":
        raise SettingsError(f"embeddings.precision: must be fp32 for {settings.model!r}.")
    torch.set_num_threads(threads)
    try:
        model = models.SentenceTransformer(settings.model, device="cpu")
    except (OSError, ValueError):
        raise SettingsError(
            f"embeddings.model: no sentence-transformers model is found under {settings.model!r}. "
            "Give a model's name, or a folder that holds one."
        ) from None

    def run(item: TextWithSentences) -> Vectors:
        text, spans = item
        parts = [text, *(text[slice(*span)] for span in spans)]
        # one text at a time, so that padding does not change a vector
        rows = [model.encode(part, show_progress_bar=False) for part in parts]
        return unit(np.stack(rows).astype(np.float32))

    return list(show_progress(map(run, items), len(items)))


def identify(model: str) -> str:
    """Name a model on the hub by its name, one in a folder by its files' sizes and times."""
    folder = Path(model)
    if not folder.is_dir():
        return model
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return repr([(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files])
