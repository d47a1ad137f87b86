"""Suggestions before anybody has coded: ranked by cue words and similarity to the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import regex

from aft_themes.codebook.codes import VALENCES, Code, Codebook, compile_cue
from aft_themes.errors import InputError
from aft_themes.language import Language
from aft_themes.suggestions.explanations import Reasons, columns_of
from aft_themes.suggestions.results import COLD_START, Suggestions, make_codings, nothing, places
from aft_themes.suggestions.similarities import Weigh, compare_with_codebook, weights_of
from aft_themes.suggestions.texts import Floats, Texts
from aft_themes.vocabulary import Valence

LISTED = 4
"""How many codes a segment is given without any human coding."""

_TIMEOUT_S = 1.0  # for one cue on one segment; an ordinary cue takes microseconds
_DIGITS = 6  # decimals kept: what differs between machines is smaller
_CUE_WEIGHT = 2.0  # a cue that the researcher wrote counts as two similarities


def count_cues(texts: Sequence[str], codebook: Codebook) -> Floats:
    """Count how many of a code's cues occur in each text."""
    out = np.zeros((len(texts), len(codebook.codes)))
    for place, code in enumerate(codebook.codes):
        for cue in code.cues:
            pattern = compile_cue(cue)
            out[:, place] += [_occurs(pattern, text, code) for text in texts]
    return out


def _occurs(pattern: regex.Pattern[str], text: str, code: Code) -> bool:
    try:
        return pattern.search(text, timeout=_TIMEOUT_S) is not None
    except TimeoutError:
        raise InputError(
            "codebook.yaml",
            f"a cue of {code.id} takes too long to search for.",
            "write it without a repeat inside a repeat, such as (a+)+.",
        ) from None


@dataclass(frozen=True)
class ColdModel:
    """What is usual in a study's texts, for scores without any human coding.

    Parameters
    ----------
    weights : dict of str to callable
        Weigh counts of terms.
    means, spreads : dict
        Of each similarity with the codebook: its mean for each code, its standard deviation.
    """

    weights: dict[str, Weigh]
    means: dict[str, Floats]
    spreads: dict[str, float]

    def rank(self, texts: Texts) -> Floats:
        """Score every code for every segment."""
        total = np.zeros_like(texts.cues)
        for name, values in compare_with_codebook(texts, self.weights).items():
            if self.spreads[name] > 0:
                weight = _CUE_WEIGHT if name == "cues" else 1.0
                total += weight * (values - self.means[name]) / self.spreads[name]
        return total


def learn_cold(texts: Texts) -> ColdModel:
    """Learn what is usual in texts."""
    weights = weights_of(texts)
    found = compare_with_codebook(texts, weights)
    return ColdModel(
        weights,
        {name: values.mean(axis=0) for name, values in found.items()},
        {name: float(values.std()) for name, values in found.items()},
    )


def rank_from_codebook(texts: Texts) -> Floats:
    """Score every code for every segment without any human coding."""
    return learn_cold(texts).rank(texts)


def suggest_cold(
    texts: Texts,
    codebook: Codebook,
    study_segments: int,
    language: Language,
    further: Iterable[Texts] = (),
) -> Suggestions:
    """Rank four codes for every segment of the study; nothing is assigned or measured.

    ``further`` are the other interviews of a large study, in blocks.
    """
    cold = learn_cold(texts)
    parts = [_list_cold(cold, texts, codebook, study_segments, language)]
    parts += [_list_cold(cold, block, codebook, len(block), language) for block in further]
    suggested = make_codings(pd.concat(parts, ignore_index=True))
    return replace(nothing(), suggested=suggested)


def _list_cold(
    cold: ColdModel, texts: Texts, codebook: Codebook, study_segments: int, language: Language
) -> pd.DataFrame:
    scores = np.round(cold.rank(texts), _DIGITS)
    words = cold.weights["words"](texts.words.words)
    codes = cold.weights["words"](texts.words.code_words)
    nobody, no_rows = np.zeros_like(scores), np.zeros(0, dtype=np.int64)
    reasons = Reasons(texts, codebook, words, codes.T.toarray(), nobody, no_rows, language, {})
    spoken = np.flatnonzero(texts.segments["words"].to_numpy()[:study_segments] > 0)
    order = np.argsort(-scores[spoken], axis=1, kind="stable")[:, :LISTED]
    rows, listed = np.repeat(spoken, order.shape[1]), order.ravel()
    ranks = np.tile(np.arange(1, order.shape[1] + 1), len(spoken))
    why = [
        reasons.explain(row, code) for row, code in zip(rows.tolist(), listed.tolist(), strict=True)
    ]
    return pd.DataFrame(
        {
            **places(texts, rows),
            "code": [codebook.ids[code] for code in listed],
            "coder": COLD_START,
            "valence": [_usual_valence(codebook.codes[code]) for code in listed],
            "confidence": np.nan,
            "codebook_version": codebook.version,
            "rank": ranks,
            "valence_share": np.nan,
            "sibling": "",
            "sibling_confidence": np.nan,
            "offered": "",
            "sampled": False,
            **columns_of(why),
        }
    )


def _usual_valence(code: Code) -> str:
    return code.valence if code.valence in VALENCES else Valence.NONE
