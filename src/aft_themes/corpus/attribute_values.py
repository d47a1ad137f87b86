"""Values of attributes as people type them: one value in several spellings, and what is none."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from aft_themes.wording import some_of

# what people and programs write where they know nothing; "unknown" and "none" may be answers
_MISSING = frozenset("- \u2013 \u2014 . ? na n/a n.a. #n/a nan null k.a.".split()) | {"k. a."}
_BROKEN = re.compile(r"#(?:REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d{1,6})?")
_MONTH = r"(?:jan|feb|mar|m\u00e4r|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)\w*"
_DATE = re.compile(
    rf"\d{{4}}-\d\d-\d\d(?: 00:00:00)?|\d{{1,2}}[.\- ]*{_MONTH}\.?|{_MONTH}[.\- ]*\d{{1,2}}",
    re.IGNORECASE,
)
_BAND = re.compile(r"\d{1,4}\s*[-\u2013]\s*\d{1,4}\+?")
_CONSENT = re.compile(
    r"(?:informed_)?consent(?:ed|_given|_status)?|einwilligung|einverst\u00e4ndnis|consentement|"
    r"consentimiento(?:_informado)?"
)
_REFUSED = frozenset(
    "no n false 0 withdrawn withdrew withdraw refused declined revoked nein widerrufen "
    "zur\u00fcckgezogen abgelehnt non retir\u00e9 refus retirado rechazado".split()
)
_SHOWN = 5  # values or ids that a message lists


def one_spelling(values: Iterable[str]) -> dict[str, str]:
    """Map each value to the spelling that most cells have; to ``""`` where it says nothing.

    Letter case, accents written in two ways, and spaces make no second value; nor does a decimal
    comma, or a zero behind it.
    """
    listed = list(values)
    often = Counter(listed)
    first = {value: at for at, value in reversed(list(enumerate(listed)))}
    found: dict[str, str] = {}
    for value in sorted(often, key=lambda one: (-often[one], first[one])):
        found.setdefault(_key(value), value)
    return {value: "" if _key(value) in _MISSING else found[_key(value)] for value in often}


def _key(value: str) -> str:
    text = " ".join(unicodedata.normalize("NFKC", value).casefold().split())
    if not _NUMBER.fullmatch(text):
        return text
    return f"{float(text.replace(',', '.')):g}"


def faulty_values(name: str, values: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Name what must be mended in an attribute's cells: pairs of whose it is and the value.

    These are errors of a spreadsheet program, and people who did not consent.
    """
    cells = list(values)
    broken = [whose for whose, value in cells if _BROKEN.fullmatch(value)]
    if broken:
        yield (
            f"{name}: errors of a spreadsheet program at {some_of(broken, _SHOWN)}. Fix: correct "
            "the formula, or empty the cell."
        )
    refused = [whose for whose, value in cells if value.casefold() in _REFUSED]
    if _CONSENT.fullmatch(name) and refused:
        yield (
            f"{name}: {some_of(refused, _SHOWN)} did not consent, or no longer. Fix: take them out "
            "with `aft-themes withdraw`, or give the column another name if it means another thing."
        )


def doubtful_values(name: str, values: Iterable[str]) -> Iterator[str]:
    """Ask about values of an attribute that may be one, or were changed by a program."""
    given = sorted({value for value in one_spelling(values).values() if value})
    short = [(one, other) for one in given for other in given if _shortens(one, other)]
    if short:
        pairs = some_of([f"{one} and {other}" for one, other in short], _SHOWN)
        yield (
            f"{name}: {pairs} are counted as different values. Fix: write one of them everywhere, "
            "if they mean the same."
        )
    dates = [value for value in given if _DATE.fullmatch(value)]
    if dates and any(_BAND.fullmatch(value) for value in given):
        yield (
            f"{name}: {some_of(dates, _SHOWN)} look like bands (5-10) that a spreadsheet program "
            "took for dates. Fix: make the column text, and type the bands again."
        )


def _shortens(one: str, other: str) -> bool:
    """Tell whether a value of one or two letters begins another, as F does Female."""
    begins = other.casefold().startswith(one.casefold())
    return one != other and len(one) <= 2 and one.isalpha() and begins
