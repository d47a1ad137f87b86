"""How dates are written and spoken in English."""

from __future__ import annotations

import re

from aft_themes.language.rules import Dates

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MONTH_NUMBERS = {name.lower(): at for at, name in enumerate(_MONTHS, start=1)}
_MONTH_NUMBERS |= {name[:3].lower(): at for at, name in enumerate(_MONTHS, start=1)}
_MONTH_NUMBERS["sept"] = 9
_MONTH = "|".join([*_MONTHS, *(f"{m[:3]}\\." for m in _MONTHS), "Sept\\.?"])
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth"
).split()
_ORDINAL = rf"(?:twenty-(?:{'|'.join(_ORDINALS[:9])})|thirty-first|{'|'.join(reversed(_ORDINALS))})"
_NUMBER_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|\s?(?:am|pm|percent)\b)"
_DAY = rf"(?:{_NUMBER_DAY}|{_ORDINAL}\b)"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_SPOKEN_YEAR = (
    rf"(?:two thousand(?: and)?(?: (?:{_TEENS}|{_UNITS}))?"
    rf"|twenty[ -](?:oh[ -](?:{_UNITS})|{_TEENS}|twenty(?:[ -](?:{_UNITS}))?)"
    rf"|nineteen (?:(?:fif|six|seven|eigh|nine)ty|forty)(?:[ -](?:{_UNITS}))?)"
)
_YEAR = r"(?:19|20)\d\d"
_HOLIDAY = (
    "New Year's Eve|New Year's Day|New Year's|New Year|Valentine's Day|Independence Day|Labor Day|"
    "Memorial Day|Halloween|Thanksgiving|Christmas Eve|Christmas Day|Christmas|Boxing Day|Easter"
)
_HOLIDAY_MONTHS = {
    "new year's eve": 12,
    "valentine's day": 2,
    "independence day": 7,
    "labor day": 9,
    "memorial day": 5,
    "halloween": 10,
    "thanksgiving": 11,
    "christmas eve": 12,
    "christmas day": 12,
    "christmas": 12,
    "boxing day": 12,
    "easter": 4,
}
# "the seventeenth of April, uh, nineteen eighty": where people give their date of birth
_CARDINAL = rf"(?:(?:twenty|thirty)[ -](?:{_UNITS})|twenty|thirty|{_TEENS}|{_UNITS})"
_PAUSE = r"(?:[,.]? (?:uh|um|er|erm|ah)\b)?,?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?)?"
_DATE = (
    rf"{_WEEKDAY}\b(?P<m1>{_MONTH}) (?:the )?(?P<d1>{_DAY})"
    rf"(?:{_PAUSE} (?:of )?(?:(?P<y1>{_YEAR})|(?P<s1>{_SPOKEN_YEAR})\b))?"
    rf"|{_WEEKDAY}\b(?P<d2>{_NUMBER_DAY} (?:(?:or so )?of )?|{_ORDINAL} (?:or so )?of "
    rf"|(?i:{_CARDINAL}) of )"
    rf"(?P<m2>{_MONTH})(?!\w)"
    rf"(?:{_PAUSE} (?:of )?(?:(?P<y2>{_YEAR})|(?P<s2>{_SPOKEN_YEAR})\b))?"
    rf"|\b(?P<m3>{_MONTH}),? (?:of )?(?P<y3>{_YEAR})"
    r"|\b(?P<y4>(?:19|20)\d\d)-(?P<m4>0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b"
    r"|\b(?P<m5>0?[1-9]|1[0-2])[/.](?:0?[1-9]|[12]\d|3[01])[/.](?P<y5>(?:(?:19|20)\d\d|\d\d))\b"
    # with hyphens only with a whole year, or where a birth is spoken of
    r"|(?<![\w-])(?P<m7>0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])-(?P<y9>(?:19|20)\d\d)(?![\w-])"
    r"|(?:(?<=\bdob )|(?<=\bDOB )|(?<=\bdob: )|(?<=\bDOB: )|(?<=\bbirth )|(?<=\bbirth: )"
    r"|(?<=\bborn )|(?<=\bborn on ))"
    r"(?P<m8>0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])-(?P<y10>\d\d)(?![\w-])"
    r"|\b(?:1[3-9]|2\d|3[01])[/.](?P<m6>0?[1-9]|1[0-2])[/.](?P<y6>(?:19|20)\d\d|\d\d)\b"
    rf"|\b(?P<holiday>{_HOLIDAY}),? (?:of |in )?(?P<y7>{_YEAR})"
    rf"|\b(?P<season>[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter),? (?:of )?(?P<y8>{_YEAR})"
)
_COUNTED = "minutes|people|percent|hours|years|dollars|times|pages|patients|clients|words|miles"
_YEARS = (
    rf"(?<![\w$\u00a3\u20ac.,/-])(?P<from>{_YEAR})(?:(?:-|/| to | through )(?:{_YEAR}|\d\d))?"
    rf"(?![\w%]|[.,]\d|-\w| (?:{_COUNTED})\b)"
    rf"|(?<![\w'])'(?P<short>\d\d)(?:-'?\d\d)?\b(?!')"
    r"|(?<![\w./-])(?P<pair>0\d)[-/](?:0\d|10)(?![\w./-])"
)
_SPOKEN_YEARS = (
    rf"\b(?P<years>{_SPOKEN_YEAR})(?: to (?:{_TEENS})| (?P=years))?\b"
    rf"(?!-| (?:{_COUNTED}|vision|hindsight|or|to)\b)"
    rf"|\b(?P<short>(?:oh|aught|ought)-(?:{_UNITS}))(?:[-, ]+(?:oh|aught|ought)-(?:{_UNITS}))?\b"
)

_TENS = {"fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "forty": 40}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["oh", *_UNITS.split("|"), *_TEENS.split("|"), "twenty"],
    )
}


def _spoken_year(words: str) -> int:
    century, *rest = re.split(r"[ -]", words.replace("two thousand", "thousand"))
    base = 1900 if century == "nineteen" else 2000
    values = _TENS | _NUMBERS
    return base + sum(values[word] for word in rest if word != "and")


DATES = Dates(
    sign=rf"\d|\b(?:{_MONTH})",
    date=_DATE,
    years=_YEARS,
    spoken_years=_SPOKEN_YEARS,
    holidays=rf"\b(?:{_HOLIDAY})\b",
    month_numbers=_MONTH_NUMBERS,
    holiday_months=_HOLIDAY_MONTHS,
    seasons=("winter", "spring", "summer", "autumn"),
    season_names={"fall": "autumn"},
    spoken_year=_spoken_year,
)
