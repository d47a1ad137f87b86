"""The words that stage tables use: each stands once, here."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Approach(StrEnum):
    """The kinds of thematic analysis that the report knows."""

    CODEBOOK = "codebook"
    CODING_RELIABILITY = "coding reliability"
    CQR = "cqr"
    FRAMEWORK = "framework"
    REFLEXIVE = "reflexive"


class Role(StrEnum):
    """Who speaks a turn."""

    PARTICIPANT = "participant"
    INTERVIEWER = "interviewer"
    OTHER = "other"


class Layer(StrEnum):
    """Where a coding comes from."""

    HUMAN = "human"
    SUGGESTED = "suggested"
    REVIEWED = "reviewed"


class Valence(StrEnum):
    """How a passage speaks of a code."""

    BENEFIT = "benefit"
    CHALLENGE = "challenge"
    MIXED = "mixed"
    NONE = "none"


def join_valences(valences: Iterable[str]) -> Valence:
    """Join valences: equal ones stay, ``none`` yields to any, others together are ``mixed``."""
    told = set(valences) - {Valence.NONE}
    if not told:
        return Valence.NONE
    return Valence(told.pop()) if len(told) == 1 else Valence.MIXED


class FrequencyLabel(StrEnum):
    """How widespread a theme is; a theme in too few participants has none of these."""

    GENERAL = "general"
    TYPICAL = "typical"
    VARIANT = "variant"
    RARE = "rare"


class Level(StrEnum):
    """What a row about agreement or about suggestions counts."""

    CODE = "code"
    DOMAIN = "domain"
    ALL_CODES = "all codes"
    ALL_DOMAINS = "all domains"
    VALENCE = "valence"


class Variant(StrEnum):
    """The segments on which agreement is measured."""

    ALL_SEGMENTS = "all segments"
    CODED_ONLY = "coded only"
    BOTH_CODED = "both coded"


class Measure(StrEnum):
    """Measures of agreement between coders."""

    PREVALENCE = "prevalence"
    PERCENT = "percent agreement"
    POSITIVE = "positive agreement"
    KAPPA = "Cohen's kappa"
    ALPHA = "Krippendorff's alpha"
    AC1 = "Gwet's AC1"
    PABAK = "PABAK"
    MASI = "set-valued alpha (MASI)"
    JACCARD = "set-valued alpha (Jaccard)"


class Stance(StrEnum):
    """What a quote shows of a theme."""

    TYPICAL = "typical"
    CONTRARY = "contrary"
    FURTHER = "further"


class Chooser(StrEnum):
    """Who chose a quote."""

    RULE = "rule"
    AUTHORS = "authors"


class Verdict(StrEnum):
    """Whether the machine may assign a code, and if not, why."""

    ASSIGNS = "assigns"
    NOT_ENOUGH_GOLD = "not enough gold"
    NOT_AUTOMATABLE = "not automatable"
    NEW_SITE = "new site"
    PERSON = "needs a person"


class Offer(StrEnum):
    """How a suggestion for an uncoded interview is offered to a reviewer."""

    SURE = "sure"
    LIKELY = "likely"


class How(StrEnum):
    """How a reviewer came to a decision."""

    ONE_BY_ONE = "one by one"
    IN_BULK = "in bulk after a sample check"


class Decision(StrEnum):
    """What a reviewer decides about a code on a segment."""

    ACCEPT = "accept"
    REJECT = "reject"
    CHANGE_TO = "change to"
    UNSURE = "unsure"
