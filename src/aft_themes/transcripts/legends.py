"""Legends: lines above a transcript that say what its labels stand for, as ``I = interviewer``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from aft_themes.transcripts.role_words import answers_by_name, asks_by_name
from aft_themes.transcripts.roles import label_key
from aft_themes.vocabulary import Role

_LABEL = r"[^\W_]{1,3}"  # "I", "P1", "B"; longer labels say who somebody is without a legend
_WHO = r"[^\W\d_][^=:;()\n.?!]{2,60}?"
_BEFORE = re.compile(
    rf"\s*({_LABEL})\s{{0,3}}[=:\u2013-]\s{{0,3}}({_WHO})\s*(?:[;.]|,(?=\s*{_LABEL}\s{{0,3}}[=:])|\Z)"
)
_MOST_WORDS = 3  # up to a comma; what is longer may be somebody's first sentence
_BEHIND = re.compile(rf"\s*({_WHO})\s{{0,3}}\(({_LABEL})\)\s*[;,.]?")
# "[...] = pause", "( ) = unclear": signs of the transcript, which stand below who speaks
_SIGN = re.compile(r"\s*[^\w\s][^\w=\n]{0,9}=\s*[^\W\d_][^=:\n.?!]{2,60}[;.,]?\s*")
# who else may speak; these words alone tell no role
_PEOPLE = frozenset(
    "man woman male female husband wife mother father son daughter child partner mann frau "
    "mutter vater kind sohn tochter ehemann ehefrau homme femme enfant hombre mujer uomo "
    "donna mand kvinde barn mor far datter s\u00f8n vrouw dochter zoon".split()
)


def read_legend(lines: Sequence[str]) -> tuple[dict[str, Role | None], int]:
    """Read the legend among a transcript's first lines.

    Parameters
    ----------
    lines : sequence of str
        From the beginning of the file.

    Returns
    -------
    roles : dict
        Each label's role, ``None`` where the legend tells none; empty if there is no legend.
    end : int
        The line after the legend.
    """
    roles: dict[str, Role | None] = {}
    end = 0
    for at, line in enumerate(lines):
        entries = _entries(line)
        known = [label for label, _ in entries if label in roles]
        if entries and not known and all(map(_tells, (who for _, who in entries))):
            roles |= {label: _role(who) for label, who in entries}
            end = at + 1
        elif roles and not _SIGN.fullmatch(line):
            break
        elif roles:
            end = at + 1
    told = set(roles.values())
    return (roles, end) if Role.INTERVIEWER in told and len(roles) > 1 else ({}, 0)


def roles_of(legend: Mapping[str, Role | None], speakers: Collection[str]) -> dict[str, Role]:
    """Give speakers the roles that a legend tells; of "I" also to "I1", which it does not name."""
    told = {label_key(label): role for label, role in legend.items()}
    roles: dict[str, Role] = {}
    for one in speakers:
        key = label_key(one)
        role = told.get(key if key in told else key.rstrip("0123456789 "))
        roles |= {one: role} if role else {}
    return roles


def _entries(line: str) -> list[tuple[str, str]]:
    """Take a line apart that holds nothing but entries of a legend."""
    for pattern in (_BEFORE, _BEHIND):
        found, place = [], 0
        while match := pattern.match(line, place):
            found.append((match[1], match[2]) if pattern is _BEFORE else (match[2], match[1]))
            place = match.end()
            if place == len(line):
                break
        if found and not line[place:].strip():
            return found
    return []


def _tells(who: str) -> bool:
    words = _words(who.partition(",")[0])
    return len(words) <= _MOST_WORDS and (_role(who) is not None or bool(_PEOPLE & set(words)))


def _role(who: str) -> Role | None:
    words = _words(who.partition(",")[0])
    if any(len(word) > 1 and asks_by_name(word) for word in words):
        return Role.INTERVIEWER
    return Role.PARTICIPANT if any(map(answers_by_name, words)) else None


def _words(who: str) -> list[str]:
    return re.findall(r"[\w*/'\u2019]+", who.casefold())
