"""Who a name belongs to in an interview: client, peer, supervisor, relative, or unknown."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator

from aft_themes.corpus.tags import UNSURE
from aft_themes.deidentify.recognizers.capitalised.mention import Mention
from aft_themes.deidentify.tokens import Study
from aft_themes.language.rules import OTHER, SELF, compiled

_REACH = 60  # characters on either side
_SAYS_SO = 2  # weight from which a cue says whose name it is; weaker ones are hints
_Votes = Counter[str]


def propose_roles(study: Study, mentions: dict[str, list[Mention]]) -> dict[tuple[str, str], str]:
    """Propose whom each name belongs to in each interview, by the words around it.

    CLIENT, PEER, SUPERVISOR or RELATIVE where a cue says so and none says otherwise; if an
    interview has no such cue, what the other interviews agree on; else NAME.
    """
    in_turn: dict[int, list[Mention]] = defaultdict(list)
    for found in mentions.values():
        for mention in found:
            in_turn[mention.at].append(mention)
    for here in in_turn.values():
        here.sort(key=lambda mention: mention.start)
    proposed: dict[tuple[str, str], str] = {}
    for entity, found in mentions.items():
        by_interview: dict[str, tuple[_Votes, _Votes]] = {}
        for mention in found:
            votes, clear = by_interview.setdefault(mention.interview, (Counter(), Counter()))
            for role, weight in _votes(study, mention, in_turn[mention.at]):
                votes[role] += weight
                clear[role] += weight if weight >= _SAYS_SO else 0
        roles = {interview: _role(*both) for interview, both in by_interview.items()}
        agreed = set(filter(None, roles.values()))
        overall = agreed.pop() if len(agreed) == 1 else UNSURE
        for interview, (votes, _) in by_interview.items():
            # a hint at another role than elsewhere: it may be somebody else of the same name
            hinted = set(votes) - {overall}
            elsewhere = UNSURE if hinted else overall
            proposed[entity, interview] = roles[interview] or elsewhere
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


def _role(votes: _Votes, clear: _Votes) -> str:
    """Give the role that a clear cue names; none where cues of other roles weigh as much."""
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or not clear[ranked[0][0]]:
        return ""
    rivals = [weight for _, weight in ranked[1:]]
    return ranked[0][0] if ranked[0][1] > max(rivals, default=0) else ""
