"""What the search for topics returns: frames by contract, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from aft_themes.io.parquet import contract

TOPICS = contract(
    "topics",
    key="topic",
    topic="int",
    label="str",  # the three foremost terms; a person names the topic
    guide="str",  # the code that guided it, "" where topics were not guided
    terms="list[str]",
    weights="list[float]",
    segments="int",
    participants="int",
    stability="float",  # mean Jaccard index over interview bootstraps
    stability_low="float",
    stability_high="float",
    coherence="float",  # mean NPMI of its terms over segments
    term_lift="float",  # how much better than chance its terms find its segments
    top_participant="str",
    top_participant_share="float",
    question="str",  # the interviewer's words most often before its segments
    top_question_share="float",
    flags="list[str]",
    representative="list[str]",  # segment ids, from different participants
)
TOPIC_ASSIGNMENTS = contract(
    "topic_assignments",
    key="segment_id",
    segment_id="str",
    interview="str",
    topic="int",
    probability="float",
    x="float",  # place on a map of topics
    y="float",
)
TOPIC_SHARES = contract(
    "topic_shares",
    key="topic interview",
    topic="int",
    interview="str",
    segments="int",
    share="float",  # of the interview's segments that have a topic
)
TOPIC_TERMS = contract(
    "topic_terms",
    key="topic rank",
    topic="int",
    rank="int",
    term="str",
    weight="float",
)
TOPIC_CHOICE = contract(
    "topic_choice",
    key="number",
    number="int",
    left_out="float",  # mean adjusted Rand index when one interview is left out
    stability="float",  # mean adjusted Rand index over interview bootstraps
    stability_low="float",
    stability_high="float",
    chance="float?",  # the same for structureless points of the same spread
    beyond_chance="float?",  # (stability - chance) / (1 - chance)
    coherence="float",
    diversity="float",
    chosen="bool",
    reason="str",
)
TOPIC_CHANGES = contract(
    "topic_changes",
    key="topic change",
    topic="int",
    change="str",  # kept, new or gone
    similarity="float?",
    terms="list[str]",
    terms_before="list[str]",
)

TOPIC_STATUS = contract(
    "topic_status",
    key="status",
    status="str",
    reason="str",
    engine="str",
)

FOUND: Final = "topics found"
NOT_STABLE: Final = "no stable topics at this size"


@dataclass(frozen=True)
class TopicResult:
    """Topics of a study, or the reason why there are none.

    Parameters
    ----------
    status : str
        ``topics found`` or ``no stable topics at this size``.
    reason : str
        Why this number of topics, or why none.
    topics, assignments, shares, terms, choice, changes : pandas.DataFrame
        By the contracts of this module; empty where there are no topics.
    """

    status: str
    reason: str
    topics: pd.DataFrame
    assignments: pd.DataFrame
    shares: pd.DataFrame
    terms: pd.DataFrame
    choice: pd.DataFrame
    changes: pd.DataFrame
