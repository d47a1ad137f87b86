"""Set topics beside codes: cross them, name them, and see which questions they answer."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from aft_themes.coding.layers import coded_interviews
from aft_themes.language import load
from aft_themes.settings import Settings
from aft_themes.topics.crosswalk import Crosswalk, cross_topics
from aft_themes.topics.names import name_topics, topics_by_question


@dataclass(frozen=True)
class TopicsBesideCodes:
    """Topics crossed with codes, and their names.

    Parameters
    ----------
    crossed : Crosswalk
        Topics by codes.
    names, questions : pandas.DataFrame
        By ``TOPIC_NAMES`` and ``TOPIC_QUESTIONS``.
    """

    crossed: Crosswalk
    names: pd.DataFrame
    questions: pd.DataFrame


def set_beside_codes(
    topics: pd.DataFrame,
    placed: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    assignments: pd.DataFrame,
    settings: Settings,
) -> TopicsBesideCodes:
    """Cross topics with the final codings, over the interviews that somebody coded.

    ``topics`` and ``placed`` are by ``TOPICS`` and ``TOPIC_ASSIGNMENTS``.
    """
    crossed = cross_topics(
        placed,
        codings,
        coded_interviews(codings, assignments, segments, settings.coding.final),
        resamples=settings.agreement.resamples,
        confidence=settings.agreement.confidence,
        seed=settings.seed,
    )
    language = load(settings.language)
    return TopicsBesideCodes(
        crossed,
        name_topics(topics, crossed.pairs, crossed.topics, placed, segments, language),
        topics_by_question(placed, segments, language),
    )
