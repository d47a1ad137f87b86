"""Dates, years and holidays, found by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from aft_themes.deidentify.spans import Span
from aft_themes.language.rules import Dates, compiled

_RANK = 3  # known names and contacts come first: a date may be part of an address
_BAND = 5  # years; the bands begin with 2001, 2006, 2011 ...
AGE = "AGE: 90 or over"
"""Tag of an age above 89: so few reach it that it identifies (45 CFR 164.514)."""


def find_holidays(text: str, dates: Dates) -> list[tuple[int, int]]:
    """Find holidays, with or without a year, whose words are no names ("New Year's Eve")."""
    return [match.span() for match in compiled(dates.holidays).finditer(text)]


def find_dates(at: int, text: str, policy: str, dates: Dates, *, asked: str = "") -> Iterator[Span]:
    """Find exact dates, months and seasons with a year, years and academic years, and high ages.

    Weekdays, months and holidays without a year are no dates. What is found may overlap; the
    longer is the better one. ``keep`` finds none; ``band`` keeps year and season of a date and
    five-year bands of a bare year; ``drop`` keeps nothing. Where ``asked``, the end of the turn
    before, asks for a date of birth, numbers that begin the answer are one.
    """
    if policy == "keep":
        return
    written = compiled(dates.sign).search(text)
    for match in compiled(dates.date).finditer(text) if written else ():
        yield _date(at, match.start(), match.end(), _band_date(match.groupdict(), dates), policy)
    for match in compiled(dates.years).finditer(text):
        year = int(match["from"] or _century(match["short"] or match["pair"]))
        yield _date(at, match.start(), match.end(), _band_year(year), policy)
    for match in compiled(dates.spoken_years, re.IGNORECASE).finditer(text):
        band = _band_year(dates.spoken_year((match["years"] or match["short"]).lower()))
        yield _date(at, match.start(), match.end(), band, policy)
    small = text.lower()
    if any(word in small for word in dates.signs_of_age):
        for match in compiled(dates.ages).finditer(text):
            yield replace(
                _date(at, *match.span(match.lastgroup or 0), "", policy), entity=AGE, tag=AGE
            )
    if asked and compiled(dates.asks_for_birth, re.IGNORECASE).search(asked):
        answer = compiled(dates.birth, re.IGNORECASE).match(text)
        alone = compiled(dates.spoken_years, re.IGNORECASE)
        if answer and not alone.fullmatch(answer["birth"]):  # a year alone keeps its band
            yield _date(at, *answer.span("birth"), "", policy)


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


def _band_date(parts: dict[str, str | None], dates: Dates) -> str:
    def first(prefix: str) -> str | None:
        return next((v for k, v in parts.items() if k[0] == prefix and k[1:].isdigit() and v), None)

    year, month, holiday = first("y"), first("m"), parts["holiday"]
    spoken = first("s")
    if spoken:
        year = str(dates.spoken_year(spoken.lower()))
    number = int(month) if month and month.isdigit() else 0
    if month and not number:
        number = dates.month_numbers[month.lower().rstrip(".")]
    if holiday:
        number = dates.holiday_months.get(holiday.lower(), 1)
    season = (parts["season"] or "").lower()
    season = dates.season_names.get(season, season)
    if number:
        season = dates.seasons[number % 12 // 3]
    full = year and (year if len(year) == 4 else _century(year))
    return ", ".join(part for part in (full, season) if part)


def _century(short: str) -> str:
    # nobody who is interviewed speaks of 1949 as "49", or yet of 2050
    return ("20" if int(short) < 50 else "19") + short


def _band_year(year: int) -> str:
    first = (year - 1) // _BAND * _BAND + 1
    return f"{first}-{first + _BAND - 1}"
