"""How English is spoken, and how transcribers write it down."""

from __future__ import annotations

from aft_themes.language.rules import Speech

_FILLERS = frozenset(
    "um uh uhm umm uhh er erm ah eh hm hmm mhm mm mmm mm-hm uh-huh huh oh okay ok yeah yep yup "
    "nah well like right so anyway basically actually literally honestly".split()
)
_MARKS = (
    "pause|long pause|short pause|silence|laughs?|laughter|laughing|chuckles?|sighs?|sighing|"
    "coughs?|sniffs?|cries|crying|tearful|inaudible|unclear|crosstalk|overlapping|unintelligible|"
    "clears throat|exhales?|inhales?|whispers?|nods?|shrugs?|smiles?|background noise"
)
_ABBREVIATIONS = frozenset(
    "dr mr mrs ms mx prof st jr sr vs etc e.g i.e cf al approx dept univ no vol fig p pp ph.d "
    "psy.d m.d m.a b.a u.s u.k a.m p.m inc ltd co mt ave blvd jan feb mar apr jun jul aug sept "
    "sep oct nov dec".split()
)
_TAG_WORDS = (
    dict.fromkeys(("SUPERVISOR", "CLIENT", "PEER", "RELATIVE", "PERSON", "NAME"), "someone")
    | dict.fromkeys(("UNIVERSITY", "HOSPITAL", "UNIT", "CITY", "STREET", "PLACE"), "somewhere")
    | {"DATE": "then"}
)
_GOES_ON = frozenset(
    "and but or so because cause then also too either neither both that this these those it they "
    "them he she him her there which yes no yeah yep nope nah not none never exactly".split()
)

SPEECH = Speech(
    fillers=_FILLERS,
    # sounds only: "like" or "so" may be what was meant
    sounds=r"\b(?:u+h+m*|u+m+|e+rm*|a+h+|h+m+|m+-?h*m+|mhm|uh-huh|mm-hm+|huh)\b",
    marks=_MARKS,
    shouted_marks="INAUDIBLE|UNCLEAR|CROSSTALK|OVERLAPPING|LAUGHS?|LAUGHTER|LAUGHING|PAUSE|SILENCE",
    abbreviations=_ABBREVIATIONS,
    tag_words=_TAG_WORDS,
    any_tag="something",
    goes_on=_GOES_ON,
)
