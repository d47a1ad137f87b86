"""Find what identifies people and institutions, replace it, and check that nothing leaks."""

from aft_themes.deidentify.anonymity import k_anonymity
from aft_themes.deidentify.apply import apply_replacements, replaced
from aft_themes.deidentify.find import Deidentification, find_replacements
from aft_themes.deidentify.known import load_decisions, load_identifiers

__all__ = [
    "Deidentification",
    "apply_replacements",
    "find_replacements",
    "k_anonymity",
    "load_decisions",
    "load_identifiers",
    "replaced",
]
