"""Roles that the list of speakers gives; it wins over what would be inferred."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from aft_themes.transcripts.roles import NOBODY, assign_roles, label_key, remark_on
from aft_themes.transcripts.speakers import likeness
from aft_themes.transcripts.turns import UNKNOWN_SPEAKER, Turn
from aft_themes.vocabulary import Role


class GivenSpeaker(NamedTuple):
    """A row of speakers.csv, for one interview."""

    label: str
    role: str
    participant: str  # empty where none is named
    row: int


def match_labels(given: Sequence[str], spoken: Iterable[str]) -> dict[str, int]:
    """Find the speakers that a list names.

    Labels that look alike are the same; where none does, brackets and the order of first and last
    name do not matter, if that leaves one choice.
    """
    labels = list(dict.fromkeys(spoken))
    found: dict[str, int] = {}
    for key in (likeness, label_key):
        free = [place for place in range(len(given)) if place not in found.values()]
        keys = [key(given[place]) for place in free]
        rest = [label for label in labels if label not in found]
        for label in rest:
            alike = [place for place, other in zip(free, keys, strict=True) if other == key(label)]
            if len(alike) == 1 and sum(key(other) == key(label) for other in rest) == 1:
                found[label] = alike[0]
    return found


def assign_listed_roles(
    turns: Sequence[Turn], interviewer_label: str = "", given: Sequence[GivenSpeaker] = ()
) -> tuple[dict[str, str], str, list[str]]:
    """Give each speaker a role: the list's, or else what :func:`assign_roles` finds."""
    if not given:
        return assign_roles(turns, interviewer_label)
    spoken = list(dict.fromkeys(turn.speaker for turn in turns))
    matched = match_labels([one.label for one in given], spoken)
    told = {speaker: given[place].role for speaker, place in matched.items()}
    unmatched = [one for place, one in enumerate(given) if place not in matched.values()]
    warnings = [_not_there(one, turns) for one in unmatched]
    asking = [speaker for speaker, role in told.items() if role == Role.INTERVIEWER]
    if all(speaker in told for speaker in spoken if speaker != UNKNOWN_SPEAKER):
        roles = {speaker: told.get(speaker, str(Role.OTHER)) for speaker in spoken}
        return roles, "given", warnings + remark_on(roles)
    found, how, remarks = assign_roles(turns, "; ".join(asking) or interviewer_label)
    if not asking and any(found[speaker] == Role.INTERVIEWER for speaker in told):
        rest = [turn for turn in turns if turn.speaker not in told]
        found, how, remarks = assign_roles(rest, interviewer_label)
    roles = found | told
    kept = [remark for remark in remarks if remark not in remark_on(found)]
    return roles, "given" if asking else how, [*warnings, *kept, *remark_on(roles)]


def _not_there(one: GivenSpeaker, turns: Sequence[Turn]) -> str:
    """Say where the most similar label stands, without saying any name."""
    at = {likeness(turn.speaker): turn.locator for turn in reversed(turns)}
    # half alike is enough for a hint: it is no decision
    near = get_close_matches(likeness(one.label), list(at), n=1, cutoff=0.5)
    where = f" The most similar label stands at {at[near[0]]}." if near else ""
    return f"Row {one.row} of speakers.csv {NOBODY}.{where}"
