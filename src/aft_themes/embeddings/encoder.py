"""Sentence embeddings without PyTorch: MiniLM on ONNX Runtime, the same for any number of threads.

The packaged weights of all-MiniLM-L6-v2 are checked against the published SHA-256. A text's
sentences get their vectors from the same pass as the text.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from aft_themes.corpus.sentences import find_sentences
from aft_themes.embeddings.cache import load_cache, make_key, save_cache
from aft_themes.embeddings.minilm import DEFAULT_MODEL, WEIGHTS_SHA256, WIDTH, encode_minilm
from aft_themes.embeddings.sentence_transformers import encode_torch, identify
from aft_themes.embeddings.vectors import TextWithSentences, Vectors
from aft_themes.settings import EmbeddingSettings

_NAMES: Final = {DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"}

_log = logging.getLogger(__name__)


def embed(
    texts: Sequence[str],
    settings: EmbeddingSettings,
    *,
    threads: int,
    cache: Path | None = None,
) -> Vectors:
    """Embed texts as unit vectors.

    Parameters
    ----------
    texts : sequence of str
        Any texts, in any order; longer ones than 256 word pieces are cut.
    settings : EmbeddingSettings
        Model and arithmetic.
    threads : int
        Threads, at least 1; the vectors do not depend on it.
    cache : Path, optional
        A file that keeps the vectors of these texts. Texts whose vectors are in it are not
        embedded again; vectors of other texts are dropped from it.

    Returns
    -------
    numpy.ndarray
        float32, one row of Euclidean length 1 per text; 384 columns with the default model.

    Raises
    ------
    SettingsError
        If the model needs the ``torch`` extra and that is not installed, or is not found.
    InputError
        If the packaged weights are missing or are not the published ones.

    Notes
    -----
    Mean of the token vectors, scaled to length 1, as in Reimers and Gurevych (2019),
    Sentence-BERT, https://doi.org/10.18653/v1/D19-1410.
    """
    rows = _embed([(text, ()) for text in texts], settings, threads, cache)
    return np.concatenate(rows) if rows else np.zeros((0, WIDTH), dtype=np.float32)


def embed_sentences(
    texts: Sequence[str],
    settings: EmbeddingSettings,
    *,
    threads: int,
    cache: Path | None = None,
) -> tuple[Vectors, Vectors]:
    """Embed texts, and their sentences in the same pass.

    Notes
    -----
    The mean of a sentence's token vectors, which know the whole text: late chunking (Günther et
    al., 2024), https://doi.org/10.48550/arXiv.2409.04701. A model of the ``torch`` extra embeds
    each sentence alone.
    """
    rows = _embed([(text, tuple(find_sentences(text))) for text in texts], settings, threads, cache)
    if not rows:
        return np.zeros((0, WIDTH), dtype=np.float32), np.zeros((0, WIDTH), dtype=np.float32)
    return np.stack([row[0] for row in rows]), np.concatenate([row[1:] for row in rows])


def _embed(
    items: Sequence[TextWithSentences],
    settings: EmbeddingSettings,
    threads: int,
    cache: Path | None,
) -> list[Vectors]:
    """Return of each item the vectors of the text and of its sentences."""
    packaged = settings.model in _NAMES
    model, precision = (
        (WEIGHTS_SHA256 if packaged else identify(settings.model)),
        settings.precision,
    )
    unique = sorted(set(items))
    keys = {
        (text, spans): [make_key(model, precision, text, span) for span in ((), *spans)]
        for text, spans in unique
    }
    known = load_cache(cache)
    missing = [item for item in unique if not known.keys() >= set(keys[item])]
    if missing and packaged:
        found = encode_minilm(missing, precision, max(1, threads))
    elif missing:
        found = encode_torch(missing, settings, max(1, threads))
    else:
        found = []
    for item, vectors in zip(missing, found, strict=True):
        known.update(zip(keys[item], vectors, strict=True))
    # how many came from the cache is not said, so that the log does not depend on earlier runs
    _log.info("%d texts have their vectors", len(items))
    if cache is not None and unique:
        save_cache(cache, {key: known[key] for item in unique for key in keys[item]})
    return [np.stack([known[key] for key in keys[item]]) for item in items]
