"""Sentence embeddings without PyTorch: MiniLM on ONNX Runtime, the same for any number of threads.

The packaged weights of all-MiniLM-L6-v2 are checked against the published SHA-256. A text's
sentences get their vectors from the same pass as the text.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from aft_themes.corpus.sentences import find_sentences
from aft_themes.embeddings.cache import drop_caches, load_cache, make_key, part_of, save_cache
from aft_themes.embeddings.minilm import DEFAULT_MODEL, WEIGHTS_SHA256, WIDTH, encode_minilm
from aft_themes.embeddings.sentence_transformers import encode_torch, identify
from aft_themes.embeddings.vectors import TextWithSentences, Vectors
from aft_themes.settings import EmbeddingSettings

TOGETHER: Final = 20_000
"""Texts that are embedded together; more are dealt into parts, which bounds the memory."""

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
    return _embed([(text, ()) for text in texts], settings, threads, cache)[0]


def embed_sentences(
    texts: Sequence[str],
    settings: EmbeddingSettings,
    *,
    threads: int,
    cache: Path | None = None,
    others: Sequence[str] = (),
) -> tuple[Vectors, Vectors]:
    """Embed texts, and their sentences in the same pass; return the vectors of both.

    ``others`` are embedded without their sentences; their vectors come after those of the texts.

    Notes
    -----
    The mean of a sentence's token vectors, which know the whole text: late chunking (Günther et
    al., 2024), https://doi.org/10.48550/arXiv.2409.04701. A model of the ``torch`` extra embeds
    each sentence alone.
    """
    items: list[TextWithSentences] = [(text, tuple(find_sentences(text))) for text in texts]
    items += [(text, ()) for text in others]
    return _embed(items, settings, threads, cache)


def _embed(
    items: Sequence[TextWithSentences],
    settings: EmbeddingSettings,
    threads: int,
    cache: Path | None,
) -> tuple[Vectors, Vectors]:
    """Return the vectors of the texts, and those of all their sentences."""
    rows: dict[TextWithSentences, list[int]] = {}
    for row, item in enumerate(items):
        rows.setdefault(item, []).append(row)
    begins = np.cumsum([0, *(len(spans) for _, spans in items)])
    whole, sentences = np.zeros((0, WIDTH), np.float32), np.zeros((0, WIDTH), np.float32)
    for part, kept in _parts(sorted(rows), cache):
        for item, vectors in _embed_part(part, settings, threads, kept):
            if not len(whole):  # another model has another width
                whole = np.empty((len(items), vectors.shape[1]), dtype=np.float32)
                sentences = np.empty((begins[-1], vectors.shape[1]), dtype=np.float32)
            for row in rows[item]:
                whole[row] = vectors[0]
                sentences[begins[row] : begins[row + 1]] = vectors[1:]
    # how many came from the cache is not said, so that the log does not depend on earlier runs
    _log.info("%d texts have their vectors", len(items))
    return whole, sentences


def _parts(
    items: Sequence[TextWithSentences], cache: Path | None
) -> Iterator[tuple[Sequence[TextWithSentences], Path | None]]:
    """Deal the texts of a large study into 16 parts by their checksum, each with its own cache."""
    if len(items) <= TOGETHER:
        drop_caches(cache, parts=True)
        yield items, cache
        return
    drop_caches(cache, parts=False)
    parts: dict[str, list[TextWithSentences]] = {}
    for item in items:
        parts.setdefault(make_key("", "", item[0])[0], []).append(item)
    for name, part in sorted(parts.items()):
        yield part, part_of(cache, name)


def _embed_part(
    items: Sequence[TextWithSentences],
    settings: EmbeddingSettings,
    threads: int,
    cache: Path | None,
) -> Iterator[tuple[TextWithSentences, Vectors]]:
    """Yield each text with its vector and those of its sentences."""
    packaged = settings.model in _NAMES
    model, precision = (
        (WEIGHTS_SHA256 if packaged else identify(settings.model)),
        settings.precision,
    )
    keys = {
        (text, spans): [make_key(model, precision, text, span) for span in ((), *spans)]
        for text, spans in items
    }
    known = load_cache(cache)
    missing = [item for item in items if not known.keys() >= set(keys[item])]
    if missing and packaged:
        found = encode_minilm(missing, precision, max(1, threads))
    elif missing:
        found = encode_torch(missing, settings, max(1, threads))
    else:
        found = []
    for item, vectors in zip(missing, found, strict=True):
        known.update(zip(keys[item], vectors, strict=True))
    if cache is not None and items:
        save_cache(cache, {key: known[key] for item in items for key in keys[item]})
    for item in items:
        yield item, np.stack([known[key] for key in keys[item]])
