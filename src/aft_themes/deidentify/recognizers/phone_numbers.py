"""Telephone numbers: where they begin and end, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import phonenumbers

from aft_themes.language.rules import Contacts

_ZONE = re.compile(r"[+(]{0,2}\d[\d\s().+/-]{5,24}\d")
# countries whose numbers begin with 0 at home, so that other numbers are not taken for them
_WITH_ZERO = ("GB", "DE", "NL", "FR", "AU", "IE", "CH", "AT", "BE", "NZ", "SE", "FI", "ZA")
# countries without it: there the number must be written in the country's own groups
_WITHOUT_ZERO = ("ES", "IT", "PT", "PL", "DK", "NO", "IN", "CN", "RU", "BR", "MX")
_VALID, _GROUPED = phonenumbers.Leniency.VALID, phonenumbers.Leniency.STRICT_GROUPING
_FROM_HOME = re.compile(r"\(?(?:0\d|\+|0\))")
_A_DATE = re.compile(r"\d{4}[./-]\d\d?[./-]\d\d?|\d\d?[./-]\d\d?[./-](?:\d\d)?\d\d")
_YEARS = re.compile(r"(?:1[6-9]|20)\d\d[\s./-]{1,3}(?:1[6-9]|20)\d\d")
_GROUP_BEFORE = re.compile(r"(?<![\w.,])(?:\+?\d{2,5}[ ./()-]{1,2})+$")
_GROUP_AFTER = re.compile(r"(?:[ ./()-]{1,2}\d{2,5})+(?![\w,-])")
_MOST_DIGITS = 15  # of a telephone number (ITU-T E.164)
_REACH = 24  # characters beside a number in which its other groups may stand


def find_phones(text: str) -> Iterator[tuple[int, int]]:
    """Find telephone numbers with all groups of digits that touch them."""
    for zone in _ZONE.finditer(text):
        for start, end in _phones_in(zone.group()):
            yield whole_number(text, zone.start() + start, zone.start() + end)


def _phones_in(zone: str) -> Iterator[tuple[int, int]]:
    regions = [("US", _VALID)]
    if "0" in zone or "+" in zone:
        regions += [(region, _VALID) for region in _WITH_ZERO]
    regions += [(region, _GROUPED) for region in _WITHOUT_ZERO]
    for region, leniency in regions:
        for phone in phonenumbers.PhoneNumberMatcher(zone, region, leniency):
            at_home = region not in _WITH_ZERO or _FROM_HOME.match(phone.raw_string)
            if at_home and not is_no_phone(phone.raw_string):
                yield phone.start, phone.end


def is_no_phone(said: str) -> bool:
    """Tell whether digits are a date, years, or somebody who counts."""
    return bool(_A_DATE.fullmatch(said) or _YEARS.fullmatch(said) or _counting(said))


def whole_number(text: str, start: int, end: int) -> tuple[int, int]:
    """Add the groups of digits that touch a number, unless they are too many for one."""
    before = _GROUP_BEFORE.search(text[max(0, start - _REACH) : start])
    after = _GROUP_AFTER.match(text[end : end + _REACH])
    first, last = (
        start - (len(before.group()) if before else 0),
        end + (after.end() if after else 0),
    )
    return (
        (first, last) if sum(map(str.isdigit, text[first:last])) <= _MOST_DIGITS else (start, end)
    )


def _counting(said: str) -> bool:
    """Tell whether somebody, or the numbers of lines, only count: "24 25 26"."""
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    return len(numbers) > 2 and all(after - before == 1 for before, after in pairwise(numbers[1:]))


def is_counting_aloud(said: str, words: Contacts) -> bool:
    """Tell whether somebody counts in words: "one, two, three, four"."""
    digits = words.digits.split("|")
    numbers = [digits.index(word) for word in re.findall(r"[a-z]+", said.lower()) if word in digits]
    return len(numbers) > 2 and all(after - before == 1 for before, after in pairwise(numbers))
