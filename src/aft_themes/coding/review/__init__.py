"""The review loop: what a person should look at, and the decisions read back.

:mod:`aft_themes.coding.review.workbook` writes the workbook in which people decide.
"""

from aft_themes.coding.review.corrections import count_corrections
from aft_themes.coding.review.decisions import place_decisions, read_reviews
from aft_themes.coding.review.queue import KINDS, make_queue

__all__ = [
    "KINDS",
    "count_corrections",
    "make_queue",
    "place_decisions",
    "read_reviews",
]
