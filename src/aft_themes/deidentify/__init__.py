"""Find what identifies people and institutions, replace it, and check that nothing leaks."""

from aft_themes.deidentify.anonymity import (
    few_alike,
    k_anonymity,
    name_combinations,
    say_few_alike,
)
from aft_themes.deidentify.name_files import (
    load_decisions,
    load_identifiers,
    load_identifiers_if_any,
)
from aft_themes.deidentify.pipeline import Deidentification, find_replacements
from aft_themes.deidentify.review_list import count_waiting, say_waiting
from aft_themes.deidentify.tagging import apply_replacements, replaced

__all__ = [
    "Deidentification",
    "apply_replacements",
    "count_waiting",
    "few_alike",
    "find_replacements",
    "k_anonymity",
    "load_decisions",
    "load_identifiers",
    "load_identifiers_if_any",
    "name_combinations",
    "replaced",
    "say_few_alike",
    "say_waiting",
]
