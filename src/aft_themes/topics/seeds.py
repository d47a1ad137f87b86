"""Guides for seeded topics: the domains of the codebook."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from aft_themes.coding.codebook import Code, Codebook
from aft_themes.embeddings.encoder import embed
from aft_themes.embeddings.vectors import unit
from aft_themes.settings import EmbeddingSettings
from aft_themes.topics.documents import Guides


def codebook_guides(
    codebook: Codebook, settings: EmbeddingSettings, *, threads: int, cache: Path | None = None
) -> Guides:
    """Make a guide of each domain: the mean of its codes' definitions and exemplars.

    Parameters
    ----------
    codebook : Codebook
        The study's codes.
    settings : EmbeddingSettings
        The model of the segments' vectors.
    threads : int
        Threads for embedding.
    cache : Path, optional
        As for :func:`aft_themes.embeddings.encoder.embed`.

    Returns
    -------
    Guides
        One per domain, in the codebook's order.
    """
    domains = [domain.id for domain in codebook.domains]
    texts = {
        domain: [
            text
            for name in (domain, *codebook.descendants(domain))
            for text in _texts(codebook[name])
        ]
        for domain in domains
    }
    every = [text for domain in domains for text in texts[domain]]
    vectors = embed(every, settings, threads=threads, cache=cache)
    place = {text: i for i, text in enumerate(every)}
    means = np.stack([vectors[[place[text] for text in texts[d]]].mean(axis=0) for d in domains])
    return Guides(tuple(domains), unit(means))


def _texts(code: Code) -> list[str]:
    return [text for text in (f"{code.name}. {code.definition}", *code.exemplars) if text.strip()]
