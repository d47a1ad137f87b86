"""Machine suggestions: ranked codes with evidence, measured on interviews the model never saw."""

from aft_themes.suggestions.contracts import (
    AS_CODED,
    ASSIGNS,
    LEARNING_CURVE,
    RELIABILITY,
    SUGGESTION_QUALITY,
    SUGGESTION_SCORES,
    WITH_ANCESTORS,
)
from aft_themes.suggestions.suggesting import (
    COLD_START,
    LEAST_LISTED,
    MODEL,
    CodedStudy,
    Suggestions,
    suggest,
)

__all__ = [
    "ASSIGNS",
    "AS_CODED",
    "COLD_START",
    "LEARNING_CURVE",
    "LEAST_LISTED",
    "MODEL",
    "RELIABILITY",
    "SUGGESTION_QUALITY",
    "SUGGESTION_SCORES",
    "WITH_ANCESTORS",
    "CodedStudy",
    "Suggestions",
    "suggest",
]
