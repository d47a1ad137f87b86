"""One spelling for many: names without accents, with ae for \u00e4, with ss for \u00df."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_BASES = {"\u00f8": "o", "\u00d8": "O", "\u0142": "l", "\u0141": "L", "\u0111": "d", "\u0110": "D"}
_WRITTEN_OUT = {
    "\u00e4": "ae", "\u00f6": "oe", "\u00fc": "ue", "\u00f8": "oe", "\u00e5": "aa", "\u00e6": "ae",
    "\u0153": "oe", "\u00df": "ss", "\u00fe": "th", "\u00f0": "d",
}  # fmt: skip
CASELESS = (
    "\u0590-\u08ff\u0900-\u109f\u1100-\u139f\u1700-\u18af\u3040-\u30ff\u3130-\u318f"
    "\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc"
)
"""Letters of scripts without capitals, for a set in a regular expression: from Hebrew and Arabic to
Chinese, Japanese and Korean. In most of them words stand without spaces, or bear endings."""
_CASELESS = re.compile(f"[{CASELESS}]+")
_DIGRAPH = re.compile(r"(?<=\w)([aou])e(?=[b-df-hj-np-tv-z])")  # "Mueller", not "Sue"


@lru_cache(maxsize=4096)  # more than all accented letters
def _base(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    base = parts[0] if unicodedata.combining(parts[-1]) else letter
    return _BASES.get(base, base)


def plain(text: str) -> str:
    """Take the accents off; the text keeps its length, so places in it stay the same."""
    if text.isascii():
        return text
    for letter in set(text):  # a text has few different letters, and may be long
        base = _base(letter)
        if base != letter:
            text = text.replace(letter, base)
    return text


def caseless(name: str) -> bool:
    """Tell whether a name is written in a script without capitals."""
    return bool(_CASELESS.fullmatch("".join(name.split())))


def spellings(name: str) -> Iterator[str]:
    """List a name's spellings in small letters without accents, its own first."""
    low = name.lower()
    yield plain(low)
    yield plain("".join(_WRITTEN_OUT.get(letter, letter) for letter in low))
    yield plain(_DIGRAPH.sub(r"\1", low))
    yield plain(low).replace("ss", "\u00df")
