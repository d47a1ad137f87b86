"""Dates, years and holidays, found by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aft_themes.deidentify.spans import Span

_RANK = 3
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MONTH_NUMBER = {name.lower(): at for at, name in enumerate(_MONTHS, start=1)}
_MONTH_NUMBER |= {name[:3].lower(): at for at, name in enumerate(_MONTHS, start=1)}
_MONTH_NUMBER["sept"] = 9
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
_HOLIDAYS = re.compile(rf"\b(?:{_HOLIDAY})\b")
_HOLIDAY_MONTH = {
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
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?)?"
_DATE = re.compile(
    rf"{_WEEKDAY}\b(?P<m1>{_MONTH}) (?:the )?(?P<d1>{_DAY})(?:,? (?:of )?(?P<y1>{_YEAR}))?"
    rf"|{_WEEKDAY}\b(?P<d2>{_NUMBER_DAY} (?:(?:or so )?of )?|{_ORDINAL} (?:or so )?of )"
    rf"(?P<m2>{_MONTH})(?!\w)"
    rf"(?:,? (?:of )?(?P<y2>{_YEAR}))?"
    rf"|\b(?P<m3>{_MONTH}),? (?:of )?(?P<y3>{_YEAR})"
    r"|\b(?P<y4>(?:19|20)\d\d)-(?P<m4>0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b"
    r"|\b(?P<m5>0?[1-9]|1[0-2])[/.](?:0?[1-9]|[12]\d|3[01])[/.](?P<y5>(?:(?:19|20)\d\d|\d\d))\b"
    r"|\b(?:1[3-9]|2\d|3[01])[/.](?P<m6>0?[1-9]|1[0-2])[/.](?P<y6>(?:19|20)\d\d|\d\d)\b"
    rf"|\b(?P<holiday>{_HOLIDAY}),? (?:of |in )?(?P<y7>{_YEAR})"
    rf"|\b(?P<season>[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter),? (?:of )?(?P<y8>{_YEAR})"
)
_COUNTED = "minutes|people|percent|hours|years|dollars|times|pages|patients|clients|words|miles"
_YEARS = re.compile(
    rf"(?<![\w$\u00a3\u20ac.,/-])(?P<from>{_YEAR})(?:(?:-|/| to | through )(?:{_YEAR}|\d\d))?"
    rf"(?![\w%]|[.,]\d|-\w| (?:{_COUNTED})\b)"
    rf"|(?<![\w'])'(?P<short>\d\d)(?:-'?\d\d)?\b(?!')"
    r"|(?<![\w./-])(?P<pair>0\d)[-/](?:0\d|10)(?![\w./-])"
)
_SPOKEN_YEARS = re.compile(
    rf"\b(?P<years>{_SPOKEN_YEAR})(?: to (?:{_TEENS})| (?P=years))?\b"
    rf"(?!-| (?:{_COUNTED}|vision|hindsight|or|to)\b)"
    rf"|\b(?P<short>(?:oh|aught|ought)-(?:{_UNITS}))(?:[-, ]+(?:oh|aught|ought)-(?:{_UNITS}))?\b",
    re.IGNORECASE,
)
_SEASONS = ("winter", "spring", "summer", "autumn")
_BAND = 5  # years; the bands begin with 2001, 2006, 2011 ...


def find_holidays(text: str) -> list[tuple[int, int]]:
    """Find holidays, with or without a year, whose words are no names ("New Year's Eve")."""
    return [match.span() for match in _HOLIDAYS.finditer(text)]


def find_dates(at: int, text: str, policy: str) -> Iterator[Span]:
    """Find exact dates, months and seasons with a year, years and academic years.

    Weekdays, months and holidays without a year are no dates. What is found may overlap; the
    longer is the better one. ``keep`` finds none; ``band`` keeps year and season of a date and
    five-year bands of a bare year; ``drop`` keeps nothing.
    """
    if policy == "keep":
        return
    for match in _DATE.finditer(text):
        yield _date(at, match.start(), match.end(), _band_date(match.groupdict()), policy)
    for match in _YEARS.finditer(text):
        year = int(match["from"] or _century(match["short"] or match["pair"]))
        yield _date(at, match.start(), match.end(), _band_year(year), policy)
    for match in _SPOKEN_YEARS.finditer(text):
        band = _band_year(_spoken_year((match["years"] or match["short"]).lower()))
        yield _date(at, match.start(), match.end(), band, policy)


def _date(at: int, start: int, end: int, band: str, policy: str) -> Span:
    tag = f"DATE: {band}" if policy == "band" and band else "DATE"
    return Span(
        turn=at,
        start=start,
        end=end,
        rank=_RANK,
        kind="date",
        layer="pattern",
        entity=tag,
        stem="DATE",
        tag=tag,
    )


def _band_date(parts: dict[str, str | None]) -> str:
    def first(prefix: str) -> str | None:
        return next((v for k, v in parts.items() if k[0] == prefix and k[1:].isdigit() and v), None)

    year, month, holiday = first("y"), first("m"), parts["holiday"]
    number = int(month) if month and month.isdigit() else 0
    if month and not number:
        number = _MONTH_NUMBER[month.lower().rstrip(".")]
    if holiday:
        number = _HOLIDAY_MONTH.get(holiday.lower(), 1)
    season = (parts["season"] or "").lower().replace("fall", "autumn")
    if number:
        season = _SEASONS[number % 12 // 3]
    full = year and (year if len(year) == 4 else _century(year))
    return ", ".join(part for part in (full, season) if part)


def _century(short: str) -> str:
    return ("20" if int(short) < 50 else "19") + short


def _band_year(year: int) -> str:
    first = (year - 1) // _BAND * _BAND + 1
    return f"{first}-{first + _BAND - 1}"


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
