"""English words at which one sees that a sentence goes on from what was said before."""

from __future__ import annotations

from typing import Final

GOES_ON: Final[frozenset[str]] = frozenset(
    "and but or so because cause then also too either neither both that this these those it they "
    "them he she him her there which yes no yeah yep nope nah not none never exactly".split()
)
"""First words of answers that a reader cannot follow without the question."""
