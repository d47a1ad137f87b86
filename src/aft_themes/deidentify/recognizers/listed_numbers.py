"""Numbers and codes that were listed, however they are spaced: a telephone's, a passport's.

Excel drops the nought that a telephone number begins with, and people write the country's number
or leave it out, so both are looked for.
"""

from __future__ import annotations

import re

import phonenumbers

_SIGNS = re.compile(r"[\s().+/-]")
_FEWEST = 5  # letters and digits of a code such as a postcode; shorter ones are years and rooms
_FEWEST_DIGITS = 7  # of a number without letters; shorter ones are amounts as often
_GAP = r"[ \u00a0().+/-]{0,2}"
_COUNTRY = rf"(?:(?:\+|00){_GAP}\d{{1,3}}{_GAP})?(?:\(?0\)?{_GAP})?"


def core_of(text: str, kind: str) -> str:
    """Give what must stand in a text where a listed number or code does; empty if it is none.

    Of a telephone number that are its digits without the country's number and a leading nought.
    """
    bare = _SIGNS.sub("", text).casefold()
    coded = bare.isascii() and bare.isalnum() and any(map(str.isdigit, bare))
    if kind not in ("contact", "place") or not coded:
        return ""
    if not bare.isdigit():
        # "Flat 3, High St" is no code
        words = re.search(r"[a-z]{4}|[a-z] [a-z]", text.casefold())
        return bare if len(bare) >= _FEWEST and not words else ""
    number = _without_country(text, bare).lstrip("0")
    return number if len(number) >= _FEWEST_DIGITS else ""


def _without_country(text: str, digits: str) -> str:
    if not text.strip().startswith(("+", "00")):
        return digits
    try:
        parsed = phonenumbers.parse(f"+{digits.removeprefix('00')}")
    except phonenumbers.NumberParseException:
        return digits
    return str(parsed.national_number)


def pattern_of(core: str) -> re.Pattern[str]:
    """Compile a pattern that finds a number or a code in every spacing."""
    form = _GAP.join(core)
    before = rf"(?<!\d){_COUNTRY}" if core.isdigit() else r"(?<![^\W_])"
    return re.compile(rf"{before}{form}(?![^\W_])", re.IGNORECASE)
