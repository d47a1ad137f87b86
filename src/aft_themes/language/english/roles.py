"""English words around a name that tell whose name it is."""

from __future__ import annotations

from aft_themes.language.rules import OTHER, SELF, RoleCues

_AND = r"(?:, and |, | and |,? or )"
_RELATIVES = (
    "sister|brother|wife|husband|son|daughter|partner|mother|father|aunt|uncle|cousin|niece|nephew|"
    "boyfriend|girlfriend|twin|grandmother|grandfather"
)
# 3: the words say the relation; 2: they nearly do, or others may be meant; 1: only a hint. A role
# wins by the sum of its cues over an interview, so hints decide only where nothing better is said
ROLE_CUES: RoleCues = (
    ("CLIENT", 2, rf"\b(?:client|patient)s?,? (?:(?:named|called|was) )?{SELF}"),
    ("CLIENT", 2, rf"{SELF},? (?:who )?(?:was|is)?,? ?my (?:\w+ )?(?:client|patient)"),
    ("CLIENT", 1, r"\b(?:client|patient)s?\b"),
    (
        "CLIENT",
        1,
        rf"\b(?:session|intake|hour)\b.{{0,20}}{SELF}|{SELF}.{{0,20}}\bintake",
    ),
    ("PEER", 3, rf"\b(?:me|myself){_AND}(?:{OTHER}{_AND})*{SELF}(?!')"),
    ("PEER", 3, rf"{SELF}(?:{_AND}{OTHER})*,? and (?:me|myself)\b"),
    ("PEER", 3, rf"\b(?:two|three|four|five) of us\b.{{0,25}}{SELF}"),
    ("PEER", 3, rf"{SELF}(?:{_AND}{OTHER})* were (?:the other|my)\b"),
    (
        "PEER",
        2,
        rf"\b(?:peers?|classmates?|colleagues?|cohort|fellow)\b.{{0,20}}{SELF}",
    ),
    ("PEER", 1, rf"{SELF}(?:'s tapes?\b| (?:played|role-played|showed)\b)"),
    ("SUPERVISOR", 3, rf"\bsupervisors?,? (?:(?:named|called|was) )?{SELF}"),
    ("SUPERVISOR", 3, rf"{SELF},? (?:who )?(?:was|is)?,? ?my supervisor"),
    ("SUPERVISOR", 2, rf"{SELF} (?:led|ran|supervised)\b"),
    ("RELATIVE", 3, rf"\b[Mm]y (?:\w+ )?(?:{_RELATIVES}),? (?:\w+,? )?{SELF}"),
    ("RELATIVE", 3, rf"{SELF},? (?:is |was |that's )?my (?:\w+ )?(?:{_RELATIVES})\b"),
)
