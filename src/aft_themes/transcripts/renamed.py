"""Signs that labels were renamed in a part of the file only: one person has two labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from aft_themes.transcripts.findings import Finding, Kind
from aft_themes.transcripts.prefixes import ROLE
from aft_themes.transcripts.role_words import answers_by_name, asks_by_name
from aft_themes.transcripts.speakers import likeness
from aft_themes.transcripts.turns import UNKNOWN_SPEAKER, Turn
from aft_themes.wording import count

_OWN_TURNS = 3  # turns from which on a label is somebody's; fewer may be a passer-by
_MUCH = 0.1  # share of turns; a voice that nobody named says less
_PART = 0.15  # share of turns, of an interview's part; people in a course ask one after another
_LEAST_TURNS = 10  # of a talk in which a third person always waits for the second
# what recognition of speakers calls people
_GIVEN = re.compile(r"(?:unknown )?speaker[ _-]?\d{0,3}|speaker[ _-][a-z]|s\d{2}")
_CODE = re.compile(r"[a-z]{1,4}[ _-]?\d{1,4}")
_FINISH = "give each person one label in the whole file"


def check(turns: Sequence[Turn]) -> list[Finding]:
    """Find labels that may be another name of somebody who has a label already."""
    counts = Counter(turn.speaker for turn in turns if turn.speaker != UNKNOWN_SPEAKER)
    often = {speaker: number for speaker, number in counts.items() if number >= _OWN_TURNS}
    found = _without_number(counts) or _half_named(often) or _in_turn(turns, often)
    place = _others_from(turns, often)
    if not found and place:
        found = (
            f"From turn {place + 1} on others speak in place of those before: if labels were "
            f"renamed there, {_FINISH}; if another interview begins, give it a file of its own."
        )
    return [Finding(Kind.RENAMED_IN_PART, found)] if found else []


def _without_number(counts: Mapping[str, int]) -> str:
    """Look for "Speaker" beside "Speaker 1" and "Speaker 2": it may be either."""
    numbered = any(re.fullmatch(r"speaker[ _-]?\d{1,3}", likeness(name)) for name in counts)
    bare = sum(number for name, number in counts.items() if likeness(name) == "speaker")
    if not (numbered and bare):
        return ""
    missing = count(bare, "turn")
    return f"Labels such as `Speaker` lack the number that others have ({missing}): {_FINISH}."


def _half_named(often: Mapping[str, int]) -> str:
    """Look for labels that a program gave, in a file in which others have names."""
    given = {name for name in often if _GIVEN.fullmatch(likeness(name))}
    total = sum(often.values())
    voices = sum(often[name] for name in given)
    if len(often) <= 2 or not given or len(given) == len(often) or voices < _MUCH * total:
        return ""
    return (
        f"Speakers who have a program's label such as `Speaker 1`, while others have names: "
        f"{len(given)}. If some are the same people, {_FINISH}."
    )


def _in_turn(turns: Sequence[Turn], often: Mapping[str, int]) -> str:
    """Look for labels that never meet: somebody of the other side always speaks between them.

    People who talk together do meet: two who ask, or a couple that answers. Labels of one side that
    are of one kind, such as two names, may be two people if the other side has one.
    """
    sides = [{turn.speaker for turn in turns[start::2]} for start in (0, 1)]
    several = [side & often.keys() for side in sides if len(side & often.keys()) > 1]
    mixed = any(len({_kind(label) for label in side}) > 1 for side in several)
    if sides[0] & sides[1] or len(turns) < _LEAST_TURNS or not (mixed or len(several) > 1):
        return ""
    return f"Labels that never answer one another may be the same person: {_FINISH}."


def _kind(label: str) -> str:
    """Return the word of a label for a role or a code without its number, or the form of a name."""
    key = likeness(label)
    if asks_by_name(label) or answers_by_name(label) or ROLE.fullmatch(key) or _CODE.fullmatch(key):
        return re.sub(r"[ _#-]{0,2}\d+", " 1", key)
    return "full name" if " " in key else "name"


def _others_from(turns: Sequence[Turn], often: Mapping[str, int]) -> int:
    """Return where all speakers but one change at once, and nobody comes back; 0 if nowhere."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for at, turn in enumerate(turns):
        if turn.speaker in often:
            first.setdefault(turn.speaker, at)
            last[turn.speaker] = at
    for place in sorted(first.values()):
        on = sum(first[name] < place <= last[name] for name in often)
        before = sum(often[name] for name in often if last[name] < place)
        after = sum(often[name] for name in often if first[name] >= place)
        if on <= 1 and min(before, after) >= _PART * sum(often.values()):
            return place
    return 0
