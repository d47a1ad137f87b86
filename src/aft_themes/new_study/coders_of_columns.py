"""Columns of marks that several coders have: ``warmth_A`` and ``warmth_B``, ``coder1_warmth``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

_PEOPLE = "coder|rater|annotator|kodierer|codierer|codificador|codeur"
_NAMED = re.compile(
    rf"(?P<first>(?:{_PEOPLE})[ _-]?[^\W_]{{1,12}}?)[ _:.-]+(?P<rest>.+)"
    rf"|(?P<code>.+?)[ _:.(-]+(?P<last>(?:{_PEOPLE})[ _-]?[^\W_]{{1,12}})\)?",
    re.IGNORECASE,
)
# initials, a letter or a number, behind the code or before it
_BEHIND = re.compile(r"(?P<code>.+?)[ _.:(-]+(?P<who>[A-Z]{1,3}|[a-z]|[A-Za-z]?\d)\)?")
_BEFORE = re.compile(r"(?P<who>[A-Z]{1,3}|[a-z]|[A-Za-z]?\d)[ _.:-]+(?P<code>.+)")
# "theme_a" and "theme_b" are two themes
_NO_CODES = frozenset(
    "code theme tag category level item question q strategy act type label group topic part".split()
)


def coders_of(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Say of columns that hold one coder's marks whose they are, and which code's.

    Parameters
    ----------
    names : iterable of str
        Of all columns of marks.

    Returns
    -------
    dict of str to tuple of str
        Coder and code by the name of the column; none where columns are codes of their own.
    """
    names = list(names)
    said = {
        name: (match["first"] or match["last"], match["rest"] or match["code"])
        for name in names
        if (match := _NAMED.fullmatch(name))
    }
    if said:
        return {name: (who, code.strip(" _.:-")) for name, (who, code) in said.items()}
    for form in (_BEHIND, _BEFORE):
        found = {
            name: (match["who"], match["code"]) for name in names if (match := form.fullmatch(name))
        }
        people = _people(found)
        if people:
            return {name: pair for name, pair in found.items() if pair[0] in people}
    return {}


def _people(found: Mapping[str, tuple[str, str]]) -> set[str]:
    """Return what stands with each code alike, as coders do; a number may belong to the code."""
    by_code: dict[str, set[str]] = defaultdict(set)
    for who, code in found.values():
        by_code[code].add(who)
    shared = [who for who in by_code.values() if len(who) > 1]
    if not shared or any(code.casefold() in _NO_CODES for code in by_code):
        return set()
    people = set.union(*shared)
    alike = all(who == people for who in shared)
    numbers = all(who.isdecimal() for who in people)
    return people if alike and (len(shared) > 1 or not numbers) else set()
