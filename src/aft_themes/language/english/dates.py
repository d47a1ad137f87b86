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
# in small letters, as recognition writes them, only where they are no other words
_SMALL_MONTHS = [month.lower() for month in _MONTHS if month not in ("March", "May")]
_MONTH = "|".join([*_MONTHS, *_SMALL_MONTHS, *(f"{m[:3]}\\." for m in _MONTHS), "Sept\\.?"])
_SHORT_MONTH = "|".join(month[:3] for month in _MONTHS)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth"
).split()
_ORDINAL = (
    rf"(?:twenty[ -](?:{'|'.join(_ORDINALS[:9])})|thirty[ -]first|{'|'.join(reversed(_ORDINALS))})"
)
_NUMBER_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|\s?(?:am|pm|percent)\b)"
_DAY = rf"(?:{_NUMBER_DAY}|{_ORDINAL}\b)"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_SPOKEN_YEAR = (
    rf"(?:two thousand(?:(?: and)? (?:{_TEENS}|{_UNITS})\b)?+"
    rf"|twenty[ -](?:oh[ -](?:{_UNITS})|{_TEENS}|twenty(?:[ -](?:{_UNITS}))?)"
    rf"|nineteen (?:(?:fif|six|seven|eigh|nine)ty|forty)(?:[ -](?:{_UNITS}))?)"
)
# "nineteen thirty" may be a time, so it is a year only in a date, or behind "in", "since", "born"
_OLD_YEAR = (
    rf"nineteen (?:(?:twen|thir)ty(?:[ -](?:{_UNITS}))?|(?:{_TEENS})|oh[ -](?:{_UNITS}))(?!-)"
)
_DATED_YEAR = rf"(?:{_SPOKEN_YEAR}|{_OLD_YEAR})"
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
_PAUSE = r"(?:(?: ?[,.])?(?: of)? (?:uh|um|er|erm|ah)\b){0,2}(?: ?,)?"
# "the first of October, ninety-nine"
_SPOKEN_SHORT = rf"(?:(?:fif|six|seven|eigh|nine)ty|forty)(?:[ -](?:{_UNITS}))?(?!-)"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?)?"
_DATE = (
    rf"{_WEEKDAY}\b(?P<m1>{_MONTH}) (?:the )?(?P<d1>{_DAY})"
    rf"(?:{_PAUSE} (?:of )?(?:(?P<y1>{_YEAR})|(?P<s1>{_DATED_YEAR})\b))?"
    # without "of" only before a year: "thirty first October nineteen ninety"
    rf"|\b(?:{_ORDINAL}|{_CARDINAL}) (?P<m9>{_MONTH}){_PAUSE} "
    rf"(?:(?P<y11>{_YEAR})|(?P<s9>{_DATED_YEAR})\b)"
    rf"|\b{_NUMBER_DAY} (?P<m10>{_SHORT_MONTH}) (?P<y12>{_YEAR})\b"
    rf"|{_WEEKDAY}\b(?P<d2>{_NUMBER_DAY} (?:(?:or so )?of )?|{_ORDINAL} (?:or so )?of "
    rf"|(?i:{_CARDINAL}) of )"
    rf"(?P<m2>{_MONTH})(?!\w)"
    rf"(?:{_PAUSE} (?:of )?(?:(?P<y2>{_YEAR})|(?P<s2>{_DATED_YEAR}|{_SPOKEN_SHORT})\b))?"
    rf"|\b(?P<m3>{_MONTH}),? (?:of )?(?P<y3>{_YEAR})"
    r"|\b(?P<y4>(?:19|20)\d\d)-(?P<m4>0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b"
    r"|\b(?P<m5>0?[1-9]|1[0-2])[/.](?:0?[1-9]|[12]\d|3[01])[/.](?P<y5>(?:(?:19|20)\d\d|\d\d))\b"
    # the day first, where it can be no month
    rf"|(?<![\w-])(?:1[3-9]|2\d|3[01])-(?P<m11>0?[1-9]|1[0-2])-(?P<y13>{_YEAR})(?![\w-])"
    # all in words: "born on twenty-five one nineteen sixty-nine"
    r"|(?:(?<=\bborn )|(?<=\bborn on )|(?<=\bbirthday is )|(?<=\bbirth is ))(?:the )?"
    rf"{_CARDINAL}(?:,? of)?,? {_CARDINAL},? (?P<s10>{_DATED_YEAR})\b"
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
    rf"\b(?P<years>{_SPOKEN_YEAR}"
    rf"|(?:(?<=\bin )|(?<=\bsince )|(?<=\bborn )|(?<=\bof )){_OLD_YEAR})"
    rf"(?: to (?:{_TEENS})| (?P=years))?\b"
    rf"(?!-| (?:{_COUNTED}|vision|hindsight|or|to)\b)"
    rf"|\b(?P<short>(?:oh|aught|ought)-(?:{_UNITS}))(?:[-, ]+(?:oh|aught|ought)-(?:{_UNITS}))?\b"
)

_TENS = {
    word: 10 * number
    for number, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), start=3)
}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["oh", *_UNITS.split("|"), *_TEENS.split("|"), "twenty"],
    )
}


# nobody younger is so named: "94 years old", "at the age of ninety-seven", "aged 91",
# "lived to be 98", "she was 92 when"
_OLD = (
    r"(?:9\d|1[01]\d"
    rf"|ninety(?:[ -](?:{_UNITS}))?|(?:a|one) hundred(?: (?:and )?(?:{_UNITS}|ten|eleven|twelve))?)"
)
_AGES = (
    rf"(?<![\w$\u00a3\u20ac.,/-])(?P<age>{_OLD})(?=[ -]years?[ -](?:old|of age)\b)"
    rf"|\b(?i:aged|(?:at )?(?:the )?age(?: of)?|turned|turns|turning) (?P<aged>{_OLD})"
    r"(?![\w%]|-\w|[.,]\d)"
    rf"|\b(?:lived|lives?|living) (?:to (?:be )?|until (?:s?he was )?)(?P<lived>{_OLD})"
    r"(?![\w%-]|[.,]\d| (?:percent|minutes)\b)"
    # "She's 92 now"; not "he was 92 percent sure"
    rf"|\b[Ss]?[Hh]e(?:'s| is| was)(?: (?:about|almost|already|around|nearly|now|only|over))?"
    rf" (?P<now>{_OLD})(?=[;?!]|[.,](?!\d)| (?:and|but|now|so|when|with)\b|$)"
)
_BIRTH = r"\b(?:date of birth|birth ?date|birthday|dob|born)\b[^.?!]{0,40}[?.]?\s*$"
_DAYS = (
    rf"(?:(?:[A-Za-z']{{1,6}},? ){{0,3}})(?P<birth>(?:\d{{1,4}}|{_CARDINAL})"
    rf"(?:[ ,./-]{{1,3}}(?:(?:uh|um|er|erm|ah)[ ,]{{1,2}})?"
    rf"(?:\d{{1,4}}|nineteen|two thousand|{_CARDINAL}|{_SPOKEN_SHORT})\b){{2,4}})"
)


def _spoken_year(words: str) -> int:
    century, *rest = re.split(r"[ -]", words.replace("two thousand", "thousand"))
    base = 1900 if century == "nineteen" else 2000
    values = _TENS | _NUMBERS
    if century in _TENS:  # "ninety-nine"
        base = 1900 + _TENS[century]
    return base + sum(values[word] for word in rest if word != "and")


DATES = Dates(
    sign=rf"\d|\b(?:{_MONTH}|born|birth)",
    signs_of_age=("year", "aged", "age ", "turn", "live", "living", "he is", "he was", "he's"),
    date=_DATE,
    years=_YEARS,
    spoken_years=_SPOKEN_YEARS,
    ages=_AGES,
    asks_for_birth=_BIRTH,
    birth=_DAYS,
    holidays=rf"\b(?:{_HOLIDAY})\b",
    month_numbers=_MONTH_NUMBERS,
    holiday_months=_HOLIDAY_MONTHS,
    seasons=("winter", "spring", "summer", "autumn"),
    season_names={"fall": "autumn"},
    spoken_year=_spoken_year,
)
