"""Cue blocks of WebVTT, SRT and SBV files, read more tolerantly than libraries do.

Meeting software writes times such as ``0:0:-6.-820`` that caption libraries refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aft_themes.transcripts.times import seconds

_BREAK = re.compile(r"\r\n|\r|\n")
_ARROW = re.compile(
    r"[ \t]{0,20}([-\d:.,]{4,24})[ \t]{0,20}-->[ \t]{0,20}([-\d:.,]{4,24})(?:[ \t].*)?"
)
# Webex: 12 "Ann Lee" (3445634816)
# YouTube's SBV: "0:00:01.000,0:00:04.500"
_COMMA = re.compile(r"\s{0,9}(\d{1,3}:\d\d:\d\d\.\d{3}),(\d{1,3}:\d\d:\d\d\.\d{3})\s{0,9}")
_NAMED_ID = re.compile(r'\s{0,9}(?:\d{1,6}\s)?"([^"\n]{1,60})"(?:\s\(\d{1,20}\))?\s{0,9}')
_LONGEST_ID = 3  # words; what is longer was said: somebody put an empty line into a caption
_SKIPPED = ("NOTE", "STYLE", "REGION")


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption: its number in the file, times in seconds and text lines."""

    number: int
    start_s: float | None
    end_s: float | None
    lines: list[str]


def cues(text: str) -> Iterator[Cue]:
    """Find the cues of a caption file."""
    current: Cue | None = None
    for block in _blocks(text):
        pending: list[str] = []
        for line in block:
            match = (_ARROW if "-->" in line else _COMMA).fullmatch(line)
            if match is None:
                pending.append(line)
                continue
            if current is not None:
                current.lines.extend(_without_id(pending, opens=pending[:1] == block[:1]))
                yield current
            number = current.number + 1 if current else 1
            current = Cue(number, seconds(match[1]), seconds(match[2]), _name_in_id(pending))
            pending = []
        if current is not None and not (pending == block and _is_note(block)):
            current.lines.extend(pending)
    if current is not None:
        yield current


def _name_in_id(before: list[str]) -> list[str]:
    """Return the label of the speaker whom a cue's id names."""
    match = _NAMED_ID.fullmatch(before[-1]) if before else None
    return [f"{match[1]}:"] if match else []


def _blocks(text: str) -> Iterator[list[str]]:
    block: list[str] = []
    for line in _BREAK.split(text):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_note(block: list[str]) -> bool:
    return block[0].split(maxsplit=1)[0] in _SKIPPED


def _without_id(before: list[str], *, opens: bool) -> list[str]:
    """Drop a cue's id: the line before its times, a short one if it opens a block, or a number."""
    lone = opens and len(before) == 1
    short = lone and (len(before[0].split()) <= _LONGEST_ID or _NAMED_ID.fullmatch(before[0]))
    if before and (short or before[-1].strip().isdigit()):
        return before[:-1]
    return before
