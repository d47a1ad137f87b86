"""Files that list one speaker after the other: what was said is put in the order of its times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.turns import Utterance

_LEAST = 3  # utterances of each speaker, on average; a short list may be in any order
_SORTED = (
    "The file lists one speaker after the other; what they said was put in the order of its times."
)


def in_order(spoken: Sequence[Utterance]) -> tuple[Sequence[Utterance], list[Finding]]:
    """Sort utterances by time if the file is sorted by speaker, as ELAN exports tiers."""
    voiced = [one for one in _with_speakers(spoken) if one.text.strip()]
    blocks = sum(one.speaker != other.speaker for one, other in pairwise(voiced)) + 1
    speakers = {one.speaker for one in voiced}
    starts = [one.start_s for one in voiced if one.start_s is not None]
    if len(starts) < len(voiced) or not 1 < len(speakers) == blocks:
        return spoken, []
    back = sum(later < earlier for earlier, later in pairwise(starts))
    if len(voiced) < _LEAST * len(speakers) or not 0 < back < blocks:
        return spoken, []
    ordered = sorted(voiced, key=lambda one: one.start_s or 0.0)
    return ordered, [Finding(Kind.TIMES_BACKWARDS, _SORTED)]


def _with_speakers(spoken: Sequence[Utterance]) -> list[Utterance]:
    """Name the speaker of words that go on with those before."""
    last: str | None = None
    found = []
    for one in spoken:
        last = one.speaker or last
        found.append(one if one.speaker else replace(one, speaker=last))
    return found
