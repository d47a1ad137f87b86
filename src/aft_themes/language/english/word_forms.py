"""How words change: endings, beginnings and contractions."""

from __future__ import annotations

ENDINGS = (
    ("s", ""),
    ("ses", "s"),
    ("xes", "x"),
    ("zes", "z"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("oes", "o"),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ings", ""),
    ("ly", ""),
    ("ingly", ""),
    ("ingly", "e"),
    ("edly", ""),
    ("edly", "e"),
    ("er", ""),
    ("er", "e"),
    ("ers", ""),
    ("ers", "e"),
    ("ness", ""),
    ("less", ""),
    ("ful", ""),
    ("able", ""),
    ("ment", ""),
    ("est", ""),
    ("est", "e"),
)

PAST_ENDINGS = ("ed",)

ABSTRACT_ENDINGS = ("tion", "sion", "ment", "ness", "ship", "ance", "ence")

DERIVED = (
    ("ive", "e"),
    ("ive", ""),
    ("ative", "ate"),
    ("ism", ""),
    ("ism", "e"),
    ("al", ""),
    ("ally", ""),
    ("ation", "e"),
    ("ization", ""),
    ("isation", ""),
    ("ize", ""),
    ("ized", ""),
    ("ity", ""),
    ("ous", ""),
    ("ish", ""),
    ("y", ""),
)

PREFIXES = tuple(
    "anti auto co counter cyber de dis hyper inter micro mid mini mis multi non over post pre "
    "re self semi super trans ultra un under".split()
)

CONTRACTED = r"'(?:s|d|ll|ve|re|m|S|D|LL)$"

POSSESSIVE = "'s"

CONTRACTED_VERBS = {"'d": "would", "'ll": "would"}

CUT_NOT = "t"

ONE_LETTER_WORDS = "ia"
