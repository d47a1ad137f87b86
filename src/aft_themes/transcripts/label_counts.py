"""How often labels recur among the lines of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from aft_themes.transcripts.prefixes import Head

SYSTEMATIC = 0.8  # if this share of lines begins in one form, it is the form of the file's labels
COMMON = 1 / 3  # share of lines with a label: a turn seldom has more than three paragraphs
FEW = 3  # times that an odd label must recur where most lines have none
Choice = tuple[list[Head], Collection[str]]  # lines taken apart, and the keys of their labels


def count_labelled(heads: Sequence[Head], names: Collection[str]) -> int:
    """Count the lines that have a label."""
    return sum(head.key in names for head in heads if head.key)


def recur(heads: Sequence[Head], names: Collection[str]) -> bool:
    """Tell whether two labels occur twice or more, which does not happen in speech by chance."""
    counts = Counter(head.key for head in heads if head.key in names)
    return sum(count > 1 for count in counts.values()) > 1
