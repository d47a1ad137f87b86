"""Machine suggestions: ranked codes with reasons, measured on interviews that were left out."""

from aft_themes.suggestions.coded_study import CodedStudy
from aft_themes.suggestions.cross_validated_run import LEAST_LISTED
from aft_themes.suggestions.pipeline import suggest
from aft_themes.suggestions.results import COLD_START, MODEL, Suggestions
from aft_themes.suggestions.vocabulary import AS_CODED, ASSIGNS, WITH_ANCESTORS

__all__ = [
    "ASSIGNS",
    "AS_CODED",
    "COLD_START",
    "LEAST_LISTED",
    "MODEL",
    "WITH_ANCESTORS",
    "CodedStudy",
    "Suggestions",
    "suggest",
]
