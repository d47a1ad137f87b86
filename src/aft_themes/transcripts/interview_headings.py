"""Headings that count the interviews of one file: ``Interview 2``, ``Participant 3:``, ``004``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

_TALK = (
    "interview|transcript|focus ?group|entrevista|entretien|intervista|gespr\u00e4ch|vraaggesprek"
)
_PERSON = (
    "participant|respondent|interviewee|informant|proband(?:in)?|befragte[rn]?|teilnehmer(?:in)?|"
    "entrevistad[oa]|participante|enqu\u00eat\u00e9e?|deelnemer"
)
_NUMBER = r"[\s_]*(?:no\.?|nr\.?|n\u00ba|#)?[\s_]*(\d{1,3})"
# a person's number with words behind it is a label: "Participant 2: Well"; "007" alone counts files
_HEADING = re.compile(
    rf"[#*_\s]*(?:(?:{_TALK}){_NUMBER}(?:\s*[:(\u2013\u2014-].*)?|(?:{_PERSON}){_NUMBER}|0(\d{{1,2}}))[\s:*_]*",
    re.IGNORECASE,
)
_LONGEST = 60  # characters of a heading


def interview_number(line: str) -> int | None:
    """Return the number of the interview that begins below a heading; none for other lines."""
    text = line.strip()
    match = _HEADING.fullmatch(text) if len(text) <= _LONGEST else None
    return int(match[1] or match[2] or match[3]) if match else None


def counts_on(numbers: Iterable[int]) -> bool:
    """Tell whether two numbers or more go up by one, as those of interviews do."""
    steps = [later - number for number, later in pairwise(numbers)]
    return bool(steps) and set(steps) == {1}
