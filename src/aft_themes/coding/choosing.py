"""Choose the codings that count, from the three layers and what reviewers decided."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from aft_themes.codebook.codes import Codebook
from aft_themes.coding.layers import final_codings
from aft_themes.coding.review import count_corrections, place_decisions, read_reviews
from aft_themes.coding.tracing import trace_codings
from aft_themes.settings import Settings

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Layers:
    """What the choice is made from: codings of people and of the machine, and who read what."""

    human: pd.DataFrame
    suggested: pd.DataFrame
    assignments: pd.DataFrame


@dataclass(frozen=True)
class ChosenCodings:
    """The reviewed layer, the decisions behind it, and what counts in the end.

    Parameters
    ----------
    reviewed, decisions, corrections, final, traced : pandas.DataFrame
        By ``REVIEWED_CODINGS``, ``REVIEW_DECISIONS``, ``CORRECTIONS``, ``CODINGS`` and
        ``TRACED_CODINGS``.
    """

    reviewed: pd.DataFrame
    decisions: pd.DataFrame
    corrections: pd.DataFrame
    final: pd.DataFrame
    traced: pd.DataFrame


def choose_codings(
    layers: Layers,
    workbooks: Sequence[Path],
    turns: pd.DataFrame,
    segments: pd.DataFrame,
    codebook: Codebook,
    settings: Settings,
) -> ChosenCodings:
    """Read filled review workbooks, and choose the codings that enter the theme tables."""
    reviewed, decisions = place_decisions(
        read_reviews(workbooks, codebook),
        turns,
        segments,
        min_overlap=settings.coding.min_overlap,
        codebook_version=codebook.version,
    )
    for status, number in decisions["status"].value_counts().sort_index().items():
        _log.info("%d decisions %s", number, status)
    three = layers.human, layers.suggested, reviewed
    final = final_codings(*three, layers.assignments, final=settings.coding.final)
    _log_final(final, len(layers.human), settings.coding.final)
    return ChosenCodings(
        reviewed=reviewed,
        decisions=decisions,
        corrections=count_corrections(decisions, settings.themes.confidence),
        final=final,
        traced=trace_codings(*three, final, layers.assignments),
    )


def _log_final(final: pd.DataFrame, human: int, rule: str) -> None:
    if final.empty and human:
        _log.warning(
            "No coding counts, although %d by people were placed. Fix: name the coder first in "
            "the column coders of interviews.csv, or see what the setting coding.final leaves out.",
            human,
        )
    _log.info("%d codings count by the setting coding.final: %s", len(final), rule)
