"""Values of attributes as people type them: one value in several spellings, and what is none."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from aft_themes.io.spreadsheets import plain_heading
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
# Columns that say whether somebody takes part, and the answers that mean no
_TAKES_PART = re.compile(
    r"(?:informed_)?consent(?:ed|_\w+)?|included?|participat(?:es|ed|ion)|status|"
    r"einwilligung|einverst\u00e4ndnis|consentement|consentimiento(?:_informado)?"
)
_REFUSED = frozenset(
    "withdrawn withdrew withdraw refused declined revoked excluded widerrufen "
    "zur\u00fcckgezogen abgelehnt ausgeschlossen retir\u00e9 refus retirado rechazado".split()
)
_NO = frozenset("no n false 0 nein non".split()) | {"not given", "not signed"}
_LEFT = re.compile(r"exclu(?:de|ded|sion)|withdr(?:awn|ew|awal)|drop(?:ped)?_?out|dropped")
_YES = frozenset("yes y true 1 x ja j oui si s\u00ed".split())
# Columns of a contact sheet; attributes are printed, so they must not stand in the list
_TELLS_WHO = re.compile(
    r"(?:(?:real|full|first|last|given|family|middle|participants?|respondent|person|birth)_?)?"
    r"(?:names?|surname)|vornamen?|nachnamen?|klarname|nom|pr\u00e9nom|nombres?|apellidos?|"
    r"(?:\w+_)?(?:e_?mail|mail|phone|telephone|telefon|tel|mobile|handy|address|adresse|"
    r"direcci\u00f3n|postcode|zip(?:_code)?|plz)(?:_\w+)?|(?:\w+_)?birth_?(?:day|date)|"
    r"date_of_birth|d_?o_?b|geburts(?:datum|tag)|date_de_naissance|fecha_de_nacimiento|"
    r"ssn|social_security(?:_\w+)?|passport(?:_\w+)?|(?:patient|insurance|medical_record)_"
    r"(?:id|no|number)|mrn|contacts?|contact_\w+|skype(?:_\w+)?|ip(?:_address)?|signature"
)
# e-mail, or a telephone's digits
_ADDRESS = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+|\+?(?:[\s()/.-]*\d){9,15}")
_LEAST_TOLD_APART = 5  # values; in a smaller study each person may well differ
_TOLD_APART = 0.75  # of the values are one participant's: such a list describes no groups
_SHOWN = 5  # values or ids that a message lists
_FIRST_NUMBER = re.compile(r"(\D*)(\d+(?:\.\d+)?)")
_LESS = frozenset(
    "under|below|before|up to|until|less than|fewer than|younger than|<|\u2264".split("|")
)
_MORE = frozenset("over|above|after|from|more than|at least|older than|>|\u2265".split("|"))


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

    These are errors of a spreadsheet program, people who did not consent or take part no longer,
    and what says who somebody is.
    """
    cells = list(values)
    broken = [whose for whose, value in cells if _BROKEN.fullmatch(value)]
    if broken:
        yield (
            f"{name}: errors of a spreadsheet program at {some_of(broken, _SHOWN)}. Fix: correct "
            "the formula, or empty the cell."
        )
    refused = [whose for whose, value in cells if _takes_no_part(name, value)]
    if refused:
        yield (
            f"{name}: {some_of(refused, _SHOWN)} did not consent, or take part no longer. Fix: "
            "take them out with `aft-themes withdraw`, or give the column another name if it means "
            "another thing."
        )
    if _TELLS_WHO.fullmatch(plain_heading(name)) and any(value for _, value in cells):
        yield (
            f"{name}: such a column says who participants are, and attributes are printed. Fix: "
            "take it out, and keep it outside of the study's folder; names belong into "
            "identifiers.csv. Give the column another name if it means another thing."
        )
    else:
        addresses = [whose for whose, value in cells if _ADDRESS.fullmatch(value)]
        if addresses:
            yield (
                f"{name}: addresses or telephone numbers at {some_of(addresses, _SHOWN)}, and "
                "attributes are printed. Fix: take them out."
            )


def _takes_no_part(name: str, value: str) -> bool:
    heading, said = plain_heading(name), value.casefold()
    if _LEFT.fullmatch(heading):
        return said in _YES
    return bool(_TAKES_PART.fullmatch(heading)) and (
        said in _REFUSED or (said in _NO and heading != "status")
    )


def tells_apart(values: Iterable[str]) -> bool:
    """Tell whether nearly every participant has a value of their own; numbers stand in bands."""
    given = [_key(value) for value in values if value and _key(value) not in _MISSING]
    if len(given) < _LEAST_TOLD_APART or all(_NUMBER.fullmatch(value) for value in given):
        return False
    alone = sum(times == 1 for times in Counter(given).values())
    return alone > _TOLD_APART * len(given)


def doubtful_values(name: str, values: Iterable[str]) -> Iterator[str]:
    """Ask about values of an attribute that may be one, or were changed by a program."""
    listed = list(values)
    if tells_apart(listed):
        yield (
            f"{name}: nearly every participant has a value of their own, so tables do not print "
            "it. Fix: nothing, or write groups (2006-2010 for 2008)."
        )
        return
    given = sorted({value for value in one_spelling(listed).values() if value})
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


def place_of_value(value: str) -> tuple[object, ...]:
    """Place an attribute's value for sorting: numbers by their size, then words, then none.

    "under 30" comes before "30 to 39", and "5 to 9" before "10 to 14"; "Site 2" before "Site 10".
    """
    words = value.casefold().strip()
    found = _FIRST_NUMBER.match(words)
    if not words or not found:
        return (not words, True, words, 0.0, 0, words)
    before = found[1].strip()
    side = (before in _MORE) - (before in _LESS)
    before = "" if side else before
    return (False, bool(before), before, float(found[2]), side, words)
