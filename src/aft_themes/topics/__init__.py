"""Topics that are the same in every run: BERTopic made of deterministic parts.

:func:`find_topics` takes segments and their vectors and returns a :class:`TopicResult`. Topics
are a heuristic beside the themes: they never enter the theme table.
"""

from aft_themes.topics.find import find_topics
from aft_themes.topics.history import fingerprint, keep_terms, terms_before
from aft_themes.topics.result import FOUND, NOT_STABLE, TopicResult

__all__ = [
    "FOUND",
    "NOT_STABLE",
    "TopicResult",
    "find_topics",
    "fingerprint",
    "keep_terms",
    "terms_before",
]
