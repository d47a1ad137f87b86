"""The review loop: what a person should look at, the workbook, and the decisions read back."""

from aft_themes.review.decisions import DECISIONS, place_decisions, read_reviews
from aft_themes.review.queue import KINDS, REVIEW_QUEUE, make_queue
from aft_themes.review.workbook import DECISIONS_ALLOWED, write_workbook

__all__ = [
    "DECISIONS",
    "DECISIONS_ALLOWED",
    "KINDS",
    "REVIEW_QUEUE",
    "make_queue",
    "place_decisions",
    "read_reviews",
    "write_workbook",
]
