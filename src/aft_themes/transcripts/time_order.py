"""Files that list one speaker after the other, or begin with the end: put in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.turns import Utterance

_LEAST = 3  # utterances of each speaker, on average; a short list may be in any order
_LEAST_NEWEST = 6  # messages, all of them newest first
_NEWEST = "The file begins with what was said last; it was put in the order of its times."
_LATER_THAN_1973 = 1e8  # seconds since 1970; no recording is three years long
_SORTED = (
    "The file lists one speaker after the other; what they said was put in the order of its times."
)


def in_order(spoken: Sequence[Utterance]) -> tuple[Sequence[Utterance], list[Finding]]:
    """Sort utterances by time if the file is sorted by speaker (ELAN's tiers) or newest first."""
    spoken = _since_first(spoken)
    voiced = [one for one in _with_speakers(spoken) if one.text.strip()]
    blocks = sum(one.speaker != other.speaker for one, other in pairwise(voiced)) + 1
    speakers = {one.speaker for one in voiced}
    starts = [one.start_s for one in voiced if one.start_s is not None]
    if len(starts) < len(voiced) or not starts or starts[0] == starts[-1]:
        return spoken, []
    if len(starts) >= _LEAST_NEWEST and starts == sorted(starts, reverse=True):
        return voiced[::-1], [Finding(Kind.TIMES_BACKWARDS, _NEWEST)]
    back = sum(later < earlier for earlier, later in pairwise(starts))
    listed = 1 < len(speakers) == blocks and len(voiced) >= _LEAST * len(speakers)
    if not listed or not 0 < back < blocks:
        return spoken, []
    ordered = sorted(voiced, key=lambda one: one.start_s or 0.0)
    return ordered, [Finding(Kind.TIMES_BACKWARDS, _SORTED)]


def _since_first(spoken: Sequence[Utterance]) -> Sequence[Utterance]:
    """Count seconds from the first message on, where a chat program counts them from 1970 on."""
    first = min((one.start_s for one in spoken if one.start_s is not None), default=0.0)
    if first < _LATER_THAN_1973:
        return spoken
    return [
        replace(
            one,
            start_s=None if one.start_s is None else round(one.start_s - first, 3),
            end_s=None if one.end_s is None else round(one.end_s - first, 3),
        )
        for one in spoken
    ]


def _with_speakers(spoken: Sequence[Utterance]) -> list[Utterance]:
    """Name the speaker of words that go on with those before."""
    last: str | None = None
    found = []
    for one in spoken:
        last = one.speaker or last
        found.append(one if one.speaker else replace(one, speaker=last))
    return found
