"""Who a name belongs to in an interview: client, peer, supervisor, relative, or unknown."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator

from aft_themes.deidentify.recognizers.capitalised_names import Mention
from aft_themes.deidentify.tokens import Study

_REACH = 60  # characters on either side
_SELF, _OTHER = "\ue000", "\ue001"  # stand for the name in question and for other names
_AND = r"(?:, and |, | and |,? or )"
_RELATIVES = (
    "sister|brother|wife|husband|son|daughter|partner|mother|father|aunt|uncle|cousin|niece|nephew|"
    "boyfriend|girlfriend|twin|grandmother|grandfather"
)
_CUES: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("CLIENT", 2, re.compile(rf"\b(?:client|patient)s?,? (?:(?:named|called|was) )?{_SELF}")),
    ("CLIENT", 2, re.compile(rf"{_SELF},? (?:who )?(?:was|is)?,? ?my (?:\w+ )?(?:client|patient)")),
    ("CLIENT", 1, re.compile(r"\b(?:client|patient)s?\b")),
    (
        "CLIENT",
        1,
        re.compile(rf"\b(?:session|intake|hour)\b.{{0,20}}{_SELF}|{_SELF}.{{0,20}}\bintake"),
    ),
    ("PEER", 3, re.compile(rf"\b(?:me|myself){_AND}(?:{_OTHER}{_AND})*{_SELF}(?!')")),
    ("PEER", 3, re.compile(rf"{_SELF}(?:{_AND}{_OTHER})*,? and (?:me|myself)\b")),
    ("PEER", 3, re.compile(rf"\b(?:two|three|four|five) of us\b.{{0,25}}{_SELF}")),
    ("PEER", 3, re.compile(rf"{_SELF}(?:{_AND}{_OTHER})* were (?:the other|my)\b")),
    (
        "PEER",
        2,
        re.compile(rf"\b(?:peers?|classmates?|colleagues?|cohort|fellow)\b.{{0,20}}{_SELF}"),
    ),
    ("PEER", 1, re.compile(rf"{_SELF}(?:'s tapes?\b| (?:played|role-played|showed)\b)")),
    ("SUPERVISOR", 3, re.compile(rf"\bsupervisors?,? (?:(?:named|called|was) )?{_SELF}")),
    ("SUPERVISOR", 3, re.compile(rf"{_SELF},? (?:who )?(?:was|is)?,? ?my supervisor")),
    ("SUPERVISOR", 2, re.compile(rf"{_SELF} (?:led|ran|supervised)\b")),
    ("RELATIVE", 3, re.compile(rf"\b[Mm]y (?:\w+ )?(?:{_RELATIVES}),? (?:\w+,? )?{_SELF}")),
    ("RELATIVE", 3, re.compile(rf"{_SELF},? (?:is |was |that's )?my (?:\w+ )?(?:{_RELATIVES})\b")),
)


def propose_roles(study: Study, mentions: dict[str, list[Mention]]) -> dict[tuple[str, str], str]:
    """Propose whom each name belongs to in each interview, by the words around it.

    CLIENT, PEER, SUPERVISOR, RELATIVE or PERSON; where an interview gives no hint, what most of
    the others hint at.
    """
    in_turn: dict[int, list[Mention]] = defaultdict(list)
    for found in mentions.values():
        for mention in found:
            in_turn[mention.at].append(mention)
    for here in in_turn.values():
        here.sort(key=lambda mention: mention.start)
    proposed: dict[tuple[str, str], str] = {}
    for entity, found in mentions.items():
        by_interview: dict[str, Counter[str]] = {}
        for mention in found:
            votes = by_interview.setdefault(mention.interview, Counter())
            for role, weight in _votes(study, mention, in_turn[mention.at]):
                votes[role] += weight
        overall = _winner(Counter(filter(None, map(_winner, by_interview.values()))))
        for interview, votes in by_interview.items():
            proposed[entity, interview] = _winner(votes) or overall or "PERSON"
    return proposed


def _votes(study: Study, mention: Mention, others: list[Mention]) -> Iterator[tuple[str, int]]:
    if mention.title in study.language.client_titles:
        yield "CLIENT", 2
    around = _around(study.turns[mention.at].text, mention, others)
    for role, weight, cue in _CUES:
        if cue.search(around):
            yield role, weight


def _around(text: str, mention: Mention, others: list[Mention]) -> str:
    low, high = max(0, mention.start - _REACH), mention.end + _REACH
    first = bisect_left(others, low, key=lambda other: other.start)
    parts, at = [], low
    for other in others[first : first + 2 * _REACH]:
        if other.end > high:
            break
        parts += [text[at : other.start], _SELF if other.keys == mention.keys else _OTHER]
        at = other.end
    return "".join([*parts, text[at:high]])


def _winner(votes: Counter[str]) -> str:
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]
