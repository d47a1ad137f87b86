"""Compare coders: how far they agree, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from aft_themes.agreement.disagreements import count_confusions, list_disagreements
from aft_themes.agreement.judgements import collect_judgements
from aft_themes.agreement.measure import measure_agreement
from aft_themes.codebook.codes import Codebook
from aft_themes.settings import Settings


@dataclass(frozen=True)
class Comparison:
    """How far coders agree, and where they differ.

    Parameters
    ----------
    agreement, pair_counts, disagreements, confusions : pandas.DataFrame
        By ``AGREEMENT``, ``PAIR_COUNTS``, ``DISAGREEMENTS`` and ``CONFUSIONS``.
    """

    agreement: pd.DataFrame
    pair_counts: pd.DataFrame
    disagreements: pd.DataFrame
    confusions: pd.DataFrame


def compare_coders(
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    assignments: pd.DataFrame,
    codebook: Codebook,
    settings: Settings,
) -> Comparison:
    """Compare the coders of a study, on interviews that at least two of them were assigned."""
    measured, counts = measure_agreement(segments, codings, assignments, codebook, settings)
    judgements = collect_judgements(segments, codings, assignments, codebook)
    return Comparison(
        measured, counts, list_disagreements(judgements, codebook), count_confusions(judgements)
    )
