"""Who a name belongs to in an interview: client, peer, supervisor, relative, or unknown."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator

from aft_themes.deidentify.recognizers.capitalised_names import Mention
from aft_themes.deidentify.tokens import Study
from aft_themes.language.rules import OTHER, SELF, compiled

_REACH = 60  # characters on either side


def propose_roles(study: Study, mentions: dict[str, list[Mention]]) -> dict[tuple[str, str], str]:
    """Propose whom each name belongs to in each interview, by the words around it.

    CLIENT, PEER, SUPERVISOR, RELATIVE or PERSON; if an interview has no cue, what most of
    the other interviews say.
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
    for role, weight, cue in study.language.role_cues:
        if compiled(cue).search(around):
            yield role, weight


def _around(text: str, mention: Mention, others: list[Mention]) -> str:
    low, high = max(0, mention.start - _REACH), mention.end + _REACH
    first = bisect_left(others, low, key=lambda other: other.start)
    parts, at = [], low
    for other in others[first : first + 2 * _REACH]:
        if other.end > high:
            break
        parts += [text[at : other.start], SELF if other.keys == mention.keys else OTHER]
        at = other.end
    return "".join([*parts, text[at:high]])


def _winner(votes: Counter[str]) -> str:
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]
