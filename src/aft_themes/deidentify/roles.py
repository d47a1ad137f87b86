"""Who a name belongs to in an interview: client, peer, supervisor, relative, or unknown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from aft_themes.deidentify.capitals import Mention
from aft_themes.deidentify.tokens import Turn
from aft_themes.deidentify.words import CLIENT_TITLES

_REACH = 60  # characters on either side
_CUES = {
    "CLIENT": re.compile(r"\b(?:clients?|patients?|caseload|intake|session with|the hour with)\b"),
    "PEER": re.compile(
        r"\b(?:peers?|classmates?|colleagues?|cohort|fellow|interns|trainees|cotherap\w+"
        r"|(?:three|four|five|two) of us|the other (?:two|three|one|interns)|in (?:my|our) "
        r"(?:group|section|year)|me and|and me|me,)(?!\w)"
    ),
    "SUPERVISOR": re.compile(r"\b(?:supervisors?|supervised by|led (?:it|the group)|our leader)\b"),
    "RELATIVE": re.compile(
        r"\bmy (?:\w+ )?(?:sister|brother|wife|husband|son|daughter|partner|mother|father|aunt|"
        r"uncle|cousin|niece|nephew|boyfriend|girlfriend|fianc\u00e9e?|grand\w+|kid|baby)\b"
    ),
}


def propose_roles(
    turns: list[Turn], mentions: dict[str, list[Mention]]
) -> dict[tuple[str, str], str]:
    """Propose whom each name belongs to, by the words around it.

    Parameters
    ----------
    turns : list of Turn
        The study's turns.
    mentions : dict of str to list of Mention
        Mentions of persons by entity.

    Returns
    -------
    dict of tuple to str
        CLIENT, PEER, SUPERVISOR, RELATIVE or PERSON by entity and interview. Where an interview
        gives no hint, what most of the others hint at.
    """
    proposed: dict[tuple[str, str], str] = {}
    for entity, found in mentions.items():
        by_interview: dict[str, Counter[str]] = {}
        for mention in found:
            votes = by_interview.setdefault(mention.interview, Counter())
            votes.update(_votes(turns[mention.at].text, mention))
        overall = _winner(Counter(_winner(v) for v in by_interview.values() if _winner(v)))
        for interview, votes in by_interview.items():
            proposed[entity, interview] = _winner(votes) or overall or "PERSON"
    return proposed


def _votes(text: str, mention: Mention) -> Iterable[str]:
    if mention.title:
        role = "CLIENT" if mention.title in CLIENT_TITLES else ""
        yield from [role] * 3 if role else []
    around = text[max(0, mention.start - _REACH) : mention.end + _REACH]
    for role, cue in _CUES.items():
        if cue.search(around):
            yield role


def _winner(votes: Counter[str]) -> str:
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]
