"""Times as transcripts write them: 0:05, 00:43.810, 00:00:12-7, 0:0:-6.-820, 12.5."""

from __future__ import annotations

import math
import re

# hours may be missing, a fraction may follow a point, comma or hyphen
TIME = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,-]\d{1,3})?"
_CLOCK = re.compile(r"(?:(-?\d{1,4}):)?(-?\d{1,4}):(-?\d{1,3})(?:[.,-](-?\d{1,6}))?", re.ASCII)
# between two times: an arrow, a dash of any length, or a word
BETWEEN = "\\s?(?:-->|[-\u2013\u2014]|to)\\s?"
_SPAN = re.compile(r"\s" + BETWEEN + r"|(?<=\d)" + BETWEEN + r"(?=\d{1,3}:)")


def seconds(text: str) -> float | None:
    """Read one time.

    Parameters
    ----------
    text : str
        A clock time with or without hours and fraction, or a number of seconds. Parts may be
        negative, as some meeting software writes them.

    Returns
    -------
    float or None
        Seconds, never below 0; None if the text is no time.
    """
    text = text.strip()[:32].strip("[](){}<># ")
    match = _CLOCK.fullmatch(text)
    if match:
        hours, minutes, whole, fraction = match.groups()
        part = float(f"0.{fraction.lstrip('-')}") if fraction else 0.0
        part = -part if fraction and fraction.startswith("-") else part
        total = int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + part
        return round(max(total, 0.0), 3)
    return number_of_seconds(text.replace(",", "."))


def number_of_seconds(value: object) -> float | None:
    """Read a plain number of seconds.

    Parameters
    ----------
    value : object
        A number, or a text that holds one.

    Returns
    -------
    float or None
        Seconds, never below 0; None if the value is no finite number.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return round(max(number, 0.0), 3) if math.isfinite(number) else None


def span(text: str) -> tuple[float | None, float | None]:
    """Read a time or a time span such as ``00:02,0 - 00:09,0``.

    Parameters
    ----------
    text : str
        The cell of a time column.

    Returns
    -------
    tuple of float or None
        Start and end in seconds.
    """
    if not text.strip():
        return None, None
    alone = seconds(text)
    if alone is not None:
        return alone, None
    parts = _SPAN.split(text.strip()[:80], maxsplit=1)
    return seconds(parts[0]), seconds(parts[1]) if len(parts) == 2 else None
