"""Times as transcripts write them: 0:05, 00:00:12-7, 00.00.03, 0 minutes 3 seconds, PT2.5S."""

from __future__ import annotations

import math
import re

# hours may be missing; a fraction may follow a point, comma or hyphen, frames of a film a colon
TIME = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,-]\d{1,3}|[:;]\d{2}(?!\d))?"
# the day of a message: 12/03/2023, 12.3.23, 2023-03-12, 04-Mar-23, 4/3, Mar 4, 2023
DAY = (
    r"(?:\d{1,4}[./-](?:\d{1,2}|[A-Z][a-z]{2})[./-]\d{1,4}|\d{1,2}/\d{1,2}(?=\s\d)|"
    r"[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4}|\d{1,2}\.?\s[A-Z][a-z]{2,8}\.?\s\d{4})"
)
# QualCoder and some transcribers write full stops; three parts, so that no amount is a time
STOPPED = r"\d{2}\.\d{2}\.\d{2}"
# "1m30s", "1h 02m 03s": minutes and seconds at least
UNITS = r"(?:\d{1,2}\s?h\s?)?\d{1,3}\s?m(?:in)?\.?\s?\d{1,2}\s?s(?:ec)?\.?"
# "1 hour 0 minutes 5 seconds", as Teams shows it: units begin alike in the languages of Europe
_HOURS = "(?:h|st|god|ora|ore|uur|uren|tim|\u0447)"
_UNIT_END = "[^\\W\\d_]{0,9}\\.?"
_AND = r"(?:(?:and|und|et|y|e|en|og|och|i)\s)?"
_SPOKEN = re.compile(
    rf"(?:(\d{{1,3}})\s?{_HOURS}{_UNIT_END}[\s,]{{0,2}}{_AND})?"
    rf"(?:(\d{{1,4}})\s?[m\u043c]{_UNIT_END}[\s,]{{0,2}}{_AND})?"
    rf"(?:(\d{{1,5}})\s?[s\u0441]{_UNIT_END})?",
    re.IGNORECASE,
)
IN_WORDS = (
    rf"(?i:(?:\d{{1,3}}\s{_HOURS}[^\W\d_]{{2,9}},?\s{{1,2}}{_AND})?"
    rf"(?:\d{{1,4}}\sm[^\W\d_]{{2,9}},?\s{{1,2}}{_AND}(?:\d{{1,5}}\ss[^\W\d_]{{2,9}})|"
    r"\d{1,5}\ss[^\W\d_]{2,9}))"
)
_CLOCK = re.compile(
    r"(?:(-?\d{1,4}):)?(-?\d{1,4}):(-?\d{1,3})(?:[.,-](-?\d{1,6})|[:;]\d{2})?", re.ASCII
)
# "2:05 PM", and a length of time as Excel prints it: "12:00:05 AM"
_HALF_DAY = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s?([AaPp])\.?[Mm]\.?", re.ASCII)
_ISO = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?", re.IGNORECASE)
_NUMBER_S = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)s")  # "1.500s", as Google writes it
# between two times: an arrow, a dash of any length, or a word
BETWEEN = "\\s{0,3}(?:-->|[-\u2013\u2014]|to)\\s{0,3}"
_SPAN = re.compile(r"\s" + BETWEEN + r"|(?<=\d)" + BETWEEN + r"(?=\d{1,3}:)")
# no interview lasts two days; beyond, a frame or a sample was counted as a second
LONGEST_S = 48 * 3600


def seconds(text: str) -> float | None:
    """Read one time: a clock time, words with units, an ISO duration or a number of seconds.

    Parts may be negative, as some meeting software writes them; the result never is.
    """
    text = text.strip()[:48].strip("[](){}<># ")
    half = _HALF_DAY.fullmatch(text)
    if half:
        hours, minutes, whole, after_noon = half.groups()
        hour = int(hours) % 12 + 12 * (after_noon in "Pp")
        return _clock(str(hour), minutes, whole or "0", None)
    match = _CLOCK.fullmatch(text)
    if match:
        return _clock(*match.groups())
    if re.fullmatch(STOPPED, text):
        hours, minutes, whole = text.split(".")
        return _clock(hours, minutes, whole, None)
    for units in (_ISO, _SPOKEN):
        match = units.fullmatch(text)
        if match and any(match.groups()):
            parts = [float(part or 0) for part in match.groups()]
            return round(parts[0] * 3600 + parts[1] * 60 + parts[2], 3)
    match = _NUMBER_S.fullmatch(text)
    return number_of_seconds(match[1] if match else text.replace(",", "."))


def clock(text: str) -> str:
    """Write a time with a colon between its parts: ``1m 5s`` is ``0:01:05``."""
    total = int(seconds(text) or 0)
    return f"{total // 3600}:{total // 60 % 60:02d}:{total % 60:02d}"


def _clock(hours: str | None, minutes: str, whole: str, fraction: str | None) -> float:
    part = float(f"0.{fraction.lstrip('-')}") if fraction else 0.0
    part = -part if fraction and fraction.startswith("-") else part
    total = int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + part
    return round(max(total, 0.0), 3)


def number_of_seconds(value: object) -> float | None:
    """Read a finite number of seconds, never below 0, from a number or a text that holds one."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return round(max(number, 0.0), 3) if math.isfinite(number) else None


def span(text: str) -> tuple[float | None, float | None]:
    """Read a time or a time span such as ``00:02,0 - 00:09,0``: start and end in seconds."""
    if not text.strip():
        return None, None
    alone = seconds(text)
    if alone is not None:
        return alone, None
    # two times and an arrow have at most 40 characters
    parts = _SPAN.split(text.strip()[:80], maxsplit=1)
    return seconds(parts[0]), seconds(parts[1]) if len(parts) == 2 else None
