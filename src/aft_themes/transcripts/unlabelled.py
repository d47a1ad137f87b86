"""Lines without a label, in files of programs that write one before everything that is said."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from aft_themes.transcripts.prefixes import Head
from aft_themes.transcripts.turns import Line

# what recognition of speakers calls people: SPEAKER_00, Speaker 1, speaker A
_GIVEN = re.compile(r"speaker[\s_-]?(?:\d{1,3}|[a-z])", re.IGNORECASE)
_LEAST = 10  # lines, below which shares mean little
_MOST_BARE = 0.1  # share of lines without a label; in files of people answers go on without one
_LEAST_AGAIN = 0.1  # share of labels that name the speaker before again, as no person writes


def lines_of_nobody(
    lines: Sequence[Line], heads: Sequence[Head], names: Collection[str], *, captions: bool
) -> frozenset[int]:
    """Find lines whose speaker the program did not know; they are not the last one's.

    WhisperX and others write the label again before each caption or line. Where nearly all have
    one, and the same speaker is named again and again, a line without one was given to nobody.
    """
    first = [
        at
        for at, line in enumerate(lines)
        if line.text.strip() and not (captions and at and lines[at - 1].place == line.place)
    ]
    keys = [heads[at].key if heads[at].key in names else "" for at in first]
    bare = frozenset(at for at, key in zip(first, keys, strict=True) if not key)
    again = sum(one == other != "" for one, other in pairwise(keys))
    if (
        len(first) < _LEAST
        or len(bare) > _MOST_BARE * len(first)
        or again < _LEAST_AGAIN * len(first)
    ):
        return frozenset()
    return bare if captions or all(_GIVEN.fullmatch(name) for name in names) else frozenset()
