"""How like segments and questions are to each code's own words in the codebook."""

from __future__ import annotations

import numpy as np

from aft_themes.suggestions.texts import Floats, Texts
from aft_themes.suggestions.tfidf import weigh


def compare_with_codebook(texts: Texts) -> dict[str, Floats]:
    """Compare segments and questions with each code's own words.

    Parameters
    ----------
    texts : Texts
        Segments and codes.

    Returns
    -------
    dict of str to numpy.ndarray
        By name, (segments, codes).
    """
    rows, codes, questions = weigh(texts.words.words, texts.words.code_words, texts.words.question)
    letters, code_letters = weigh(texts.words.chars, texts.words.code_chars)
    found = {
        "definition": (texts.vectors @ texts.definitions.T).astype(np.float64),
        "exemplars": _best_exemplar(texts),
        "own words": (rows @ codes.T).toarray(),
        "own letters": (letters @ code_letters.T).toarray(),
        "question definition": (texts.questions @ texts.definitions.T).astype(np.float64),
        "question words": (questions @ codes.T).toarray(),
    }
    centred = {name: one - one.mean(axis=1, keepdims=True) for name, one in found.items()}
    return {**centred, "cues": texts.cues}


def _best_exemplar(texts: Texts) -> Floats:
    codes = texts.cues.shape[1]
    if not len(texts.exemplars):
        return np.zeros((len(texts), codes))
    cosines = np.maximum.reduceat(
        texts.sentences.vectors @ texts.exemplars.T, texts.sentences.begins, axis=0
    )
    having, begins = np.unique(texts.exemplar_codes, return_index=True)
    best = np.tile(cosines.mean(axis=1, keepdims=True), (1, codes)).astype(np.float64)
    best[:, having] = np.maximum.reduceat(cosines, begins, axis=1)
    return best
