"""Take the beginning of a line apart: a possible speaker label, times, and what is left."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from aft_themes.transcripts.speakers import likeness
from aft_themes.transcripts.times import (
    BETWEEN,
    DAY,
    IN_WORDS,
    STOPPED,
    TIME,
    UNITS,
    clock,
    seconds,
    span,
)
from aft_themes.transcripts.turns import Line, tidy_speaker

_OPEN, _CLOSE = r"[\[(<{#]", r"[\])>}#]"
_DASH = "[-\u2013|]"
_TIMES = rf"{_OPEN}?{TIME}(?:{BETWEEN}{TIME})?{_CLOSE}?"
_LEAD = re.compile(
    rf"\s{{0,20}}({_OPEN})?\s?(?:{DAY},?\s)?({TIME})(?:{BETWEEN}({TIME}))?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
    rf"\s?{_CLOSE}?(?=\D|$)\s{{0,9}}(?:{_DASH}|=)?\s{{0,9}}"
)
# what may stand before a label: chevrons of broadcasters, dashes of subtitles, @, bullets
_MARK = re.compile(r"\s{0,20}(?:(?:(?:>|&gt;){1,3}|[-\u2013\u2014\u2022\u25cf*])\s{0,3}|@(?=\w))")
CHEVRONS = re.compile(r"\s{0,20}(?:>|&gt;){2,3}\s{0,9}")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s{1,3}")
_TITLE = re.compile(r"\s{0,3}#{2,6}\s{1,3}\S")
# of Markdown; three apostrophes are bold in wikis
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|\*|_|''')(?=[^\s*])")
# "Interviewer:in", "Befragte:r": the colon of German gender-neutral forms
_GENDERED = r"(?::(?:innen|in|r|n|e|INNEN|IN|R)\b[^:\n\t\[\]|]{0,20}?)?"
GENDERED = re.compile(r"(?<=[^\W\d_]{4}):(?:innen|in|r|n|e)\Z")
"""The end of a gender-neutral label in German, alone on a line."""
_BRACED = r"(?:\{(?=[^{}:\n]{1,40}\}\s{0,9}:))?"  # "{Ann}: words", "{112}: words"
_NAME = rf"\s{{0,20}}\[?{_BRACED}(?P<name>[^\s:\[\]#|][^:\n\t\[\]|]{{0,60}}?{_GENDERED})[\]}}]?"
_COLON = re.compile(
    rf"{_NAME}\s{{0,9}}{_DASH}?\s{{0,9}}(?P<time>{_TIMES})?\s{{0,9}}[:\uff1a](?![\d/\\])"
    # "Interviewer:in" alone, or before a time
    r"(?!(?<=[^\W\d_]{4}:)(?:innen|in|r|n|e)\]?(?:\s{0,9}\Z|\s{1,9}(?:[-\u2013|]\s)?[\[(]?\d))"
    r"\s{0,40}"
)
_TIMED = re.compile(
    rf"{_NAME}(?P<gap>\s{{1,40}}){_DASH}?\s?(?:(?P<time>{_TIMES}(?:\s?[AP]\.?M\b\.?)?)|(?P<words>{IN_WORDS}))"
    r"(?:(?P<end>\s{0,40}\Z)|(?P<tab>\t|\s{2,40})|(?P<space>\s))"
)
_TIME_INSIDE = re.compile(r"\s{0,3}[\[(](\d[^()\[\]]{0,30}[hmsHMS:][^()\[\]]{0,20})[\])]$")
_WORDS_ALONE = re.compile(rf"\s{{0,20}}{IN_WORDS}\s{{0,20}}", re.IGNORECASE)
_AFTER = re.compile(
    rf"{_OPEN}({TIME}){_CLOSE}\s{{0,9}}|({TIME})(?:\t\s{{0,9}}|\s{{2,40}})|(\d{{1,2}}:\d{{2}}:\d{{2}})\s{{1,40}}"
)
# "[00.00.03]", and "*2.33 = Ann:"
_STOPPED = re.compile(rf"(?<=[\[({{#<]){STOPPED}(?=[\])}}#>])|(?<=\*)\d{{1,2}}\.\d{{2}}(?=\s?=\s)")
# "[1m 5s]" at the beginning of a line or behind a name; "(3s)" is a pause
_IN_UNITS = re.compile(rf"(?<=[\[({{#<]){UNITS}(?=[\])}}#>])")
_SIGNED = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")
_SENTENCE = re.compile('[?!;"\u201c\u201d\u2026=/\\\\<>{}*&#]')
_OPENING = "'\u2018\u2019_#"
_ABBREVIATED = re.compile(r"(?:\w{1,4}\.)+")

ROLE = re.compile(
    r"(?:(?:interviewer|interviewee|participant|moderator|facilitator|researcher|speaker|"
    r"respondent|unknown|unknown speaker|unidentified speaker)(?:[ _#-]{0,2}(?:\d{1,3}|[a-z]))?|"
    r"(?:int|res|resp|par|part|mod|spk|sp|[a-z])[ _#-]{0,2}\d{0,3})",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "al bin da das de del della den der di dos du el la le of the van von y".split()
)
NOT_NAMES = frozenset(
    "so well yes no and but okay ok like right because then also again first second third finally "
    "honestly actually anyway example note however plus meaning still now one two three "
    "true false at by from until till around about since um gegen vers".split()
)
TITLES = frozenset("dr fr hr mr mrs ms prof rev sr st".split())
_TITLED = re.compile(r"\b(?:1[5-9]|20)\d\d\b")  # a year: of a book, a film, a law
# Chinese, Japanese, Korean: a name with a remark has ten signs, a heading has more
_SIGNS, _LONGEST_IN_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"), 12
_MOST_WORDS = 6  # "Dr. Anna van der Berg (Host)" has six; sentences before a colon have more


@dataclass(frozen=True, slots=True)
class Head:
    """A line taken apart: a possible speaker, times, and what is left."""

    speaker: str | None
    start_s: float | None
    end_s: float | None
    rest: str
    timed: bool = False
    key: str = ""
    shaped: bool = False
    weak: bool = False  # a label only where most labels have this form: a heading, or no colon

    @property
    def is_time(self) -> bool:
        """Whether the line holds a time and nothing else."""
        return self.speaker is None and not self.rest


def head_of(text: str) -> Head:
    """Take apart a line that may begin with ``Name:``, ``Name 0:05`` or a time."""
    heading = _HEADING.match(text)
    if heading:
        head = head_of(text[heading.end() :])
        if head.speaker is not None and head.rest and not head.timed:
            return Head(None, None, None, text)  # "## Part 2: the early years"
        return replace(head, weak=head.speaker is not None)
    text = without_emphasis(_with_colons(text.strip()))
    if _WORDS_ALONE.fullmatch(text):
        return Head(None, seconds(text), None, "")
    mark = _MARK.match(text)
    marked = _timed_head(without_emphasis(text[mark.end() :])) if mark else None
    return marked if marked is not None and marked.speaker is not None else _timed_head(text)


def is_title(text: str) -> bool:
    """Tell whether a line is a heading of Markdown below the first."""
    return bool(_TITLE.match(text))


def without_heading(text: str) -> str:
    """Remove the signs with which Markdown makes a line a heading."""
    heading = _HEADING.match(text)
    return text[heading.end() :] if heading else text


def without_emphasis(text: str) -> str:
    """Remove the signs with which Markdown makes the beginning of a line bold or italic."""
    match = _EMPHASIS.match(text)
    if match is None or match[1] not in text[match.end() :]:
        return text
    return text[match.end() :].replace(match[1], "", 1)


def _with_colons(text: str) -> str:
    """Write bracketed times as others write them: ``[00.00.03]``, ``[1m 5s]``."""
    text = _STOPPED.sub(lambda match: match[0].replace(".", ":"), text)
    return _IN_UNITS.sub(lambda match: clock(match[0]), text)


def _timed_head(text: str) -> Head:
    lead = _LEAD.match(text)
    if lead is None:
        return _named(text) or Head(None, None, None, text)
    start, end = seconds(lead[2]), seconds(lead[3]) if lead[3] else None
    rest = text[lead.end() :]
    mark = _MARK.match(rest)  # "[0:05] >> ANN: words"
    named = _named(without_emphasis(rest[mark.end() :])) if mark else None
    named = named or _named(without_emphasis(rest))
    if named is not None:
        return replace(named, start_s=start, end_s=end, timed=True)
    if lead[1] or not rest:
        return Head(None, start, end, rest, timed=bool(lead[1]))
    # a time without brackets or label may be speech: "10:30 was late"
    return Head(None, None, None, text)


def _named(text: str) -> Head | None:
    found = _with_name(text)
    name = (found.speaker if found else "") or ""
    # "(inaudible 00:49:30)" is no label with a time
    return None if name.startswith("(") and ")" not in name else found


def _with_name(text: str) -> Head | None:
    match = _COLON.match(text)
    if match:
        rest, time = text[match.end() :], match["time"]
        after = None if time else _AFTER.match(rest)
        if after:
            found = after[1] or after[2] or after[3]
            return candidate(match["name"], found, rest[after.end() :], timed=True)
        # "At 10:30: we met" may be speech
        return candidate(match["name"], time, rest, timed=bool(time) and time[0] in "[(<{#")
    match = _TIMED.match(text)
    if match is None:
        return None
    bracketed = bool(match["time"]) and match["time"][0] in "[(<{#"
    if match["space"] and not bracketed:  # "Room 10:30 is taken"
        return None
    ends = match["end"] is not None
    clear = ends and (bracketed or len(match["gap"]) > 1 or match["words"] is not None)
    time = match["time"] or match["words"]
    rest = _SEPARATOR.sub("", text[match.end() :], count=1)
    found = candidate(match["name"], time, rest, timed=clear)
    return replace(found, weak=match["space"] is not None)


def candidate(name: str, time: str | None, rest: str, *, timed: bool = False) -> Head:
    """Return a head with a possible speaker."""
    inside = None if time else _TIME_INSIDE.search(name)
    if inside and span(inside[1])[0] is not None:  # "Ann Lee (1m 5s)"
        name, time = name[: inside.start()], inside[1]
    speaker = tidy_speaker(name.rstrip(" ,;@|"))
    start, end = span(time.strip("[](){}<># ")) if time else (None, None)
    return Head(
        speaker=speaker,
        start_s=start,
        end_s=end,
        rest=rest,
        timed=timed,
        key=likeness(speaker),
        shaped=name_shaped(speaker),
    )


def name_after_time(text: str) -> tuple[float | None, str]:
    """Return the time at the beginning of a line and what follows it."""
    text = _with_colons(text)
    lead = _LEAD.match(text)
    return (seconds(lead[2]), text[lead.end() :]) if lead else (None, text)


def unnamed(head: Head, text: str) -> Head:
    """Give a line back its beginning that turned out to be no label."""
    lead = _LEAD.match(text)
    if lead and lead[1]:
        return Head(None, head.start_s, head.end_s, text[lead.end() :])
    return Head(None, None, None, text)


@lru_cache(maxsize=4096)
def name_shaped(name: str) -> bool:
    """Tell whether a prefix has the shape of a speaker label."""
    bare = " ".join(_SIGNED.sub(" ", name).split())
    if not bare or bare.casefold() in NOT_NAMES:
        return False
    if ROLE.fullmatch(bare):
        return True
    if _TITLED.search(bare) or (_SIGNS.search(bare) and len(bare) > _LONGEST_IN_SIGNS):
        return False
    words = bare.replace(",", " ").split()
    return len(words) <= _MOST_WORDS and all(
        _name_word(word, first=word is words[0]) for word in words
    )


def _name_word(word: str, *, first: bool) -> bool:
    if _SENTENCE.search(word) and word != "&":
        return False
    if "." in word and not _ABBREVIATED.fullmatch(word):
        return False
    if word.casefold() in _PARTICLES:
        return True
    return not word[0].islower() and (word[0].isalnum() or not first or word[0] in _OPENING)


# Forms of labels without a colon. They are tried where no names with a colon recur.
_BRACKETED = re.compile(
    r"[\[({<\u3010\uff08\uff3b\u3014](?P<name>[^\[\](){}<>:\n\u3010\u3011\uff08\uff09]{1,60}?"
    r"(?:(?<=[^\W\d_]{4}):(?:innen|in|r|n|e))?)(?:,\s?(?P<second>\d{1,6}(?:\.\d{1,3})?)|"
    rf",?\s{{1,3}}(?P<time>{TIME}))?[\])}}>\u3011\uff09\uff3d\u3015]\s{{0,9}}[-\u2013]?\s{{0,9}}(?P<rest>.*)",
    re.DOTALL,
)
_AT = re.compile(r"@(?P<name>[\w.-]{1,30})\s{1,9}(?P<rest>\S.*)", re.DOTALL)
# "I. words", "INTERVIEWER. words", "Speaker 1. words"
_STOP = re.compile(
    r"(?P<name>[^\W\d_]{1,3}\d{0,2}|[A-Z][A-Z_ ]{3,30}\d{0,3}|(?:Interviewer|Interviewee|"
    r"Participant|Moderator|Facilitator|Researcher|Respondent|Speaker)(?: ?\w{1,3})?)"
    rf"(?:\s{{1,2}}{_OPEN}(?P<second>{TIME}){_CLOSE})?[.)]\s{{1,9}}(?P<rest>\S.*)",
    re.DOTALL,
)
_GAP = re.compile(r"(?P<name>[^\t:\n]{1,40}?)(?:\t{1,5}|\s{2,30})(?P<rest>\S.*)", re.DOTALL)
_DIVIDER = r"(?:\.?-{1,2}|[\u2013\u2014;|/=~>\u00bb])"
_DASHED = re.compile(
    rf"(?P<name>[^:\t\n\u2013\u2014;|/=~>\u00bb]{{1,40}}?)(?:\s{{1,2}}{_OPEN}?(?P<second>{TIME}){_CLOSE}?)?"
    rf"\s{{0,2}}{_DIVIDER}\s{{1,3}}"
    rf"(?:(?P<time>{_TIMES})\s{{0,3}}{_DIVIDER}\s{{1,3}})?(?P<rest>\S.*)",
    re.DOTALL,
)
_SEPARATOR = re.compile(rf"\A{_DIVIDER}\s{{1,3}}(?=\S)")  # "Ann [0:05] - words"
_TIME_BEHIND = re.compile(  # behind a name: "(0:05) words", "0:05; words"
    rf"(?:{_OPEN}({TIME}){_CLOSE}\s{{0,3}}(?:{_DIVIDER}|:)?|({TIME})\s{{0,3}}(?:{_DIVIDER}|:))"
    r"\s{1,9}(?=\S)"
)
_TIME_ALONE = re.compile(rf"{_OPEN}?{TIME}{_CLOSE}?")
# "D-And then?": an initial, a dash and a sentence
_INITIAL = re.compile(r"\A([A-Z]{1,2}[-\u2013\u2014])(?=[\u00bf\u00a1\"\u201c]?[A-Z\u00c0-\u00dc])")
# "I1 words", "Int words": a code and nothing else before the words
_CODED = re.compile(
    r"(?P<name>[A-Z]{1,3}\d{1,3}|(?:Int|INT|Res|RES|IP|IV|Interviewer|INTERVIEWER|Participant|"
    r"PARTICIPANT|Interviewee|INTERVIEWEE)(?:\s?\d{1,2})?|"
    r"[A-Z]{1,3}/\d{1,3}(?=\s{0,2}[-\u2013\u2014]))\s{0,2}(?:(?<=\s)|[-\u2013\u2014]\s{0,2})"
    r"(?!\d{1,2}\s*\Z|\(\w{1,9}\)\.?(?:\s|\Z))"  # "Interviewer 1" alone, "Interviewer (AW)"
    r"(?P<rest>\S.*)",
    re.DOTALL,
)


def _by(pattern: re.Pattern[str]) -> Callable[[Line], Head | None]:
    def _head(line: Line) -> Head | None:
        text = _with_colons(line.text.strip())
        mark, lead = _MARK.match(text), _LEAD.match(text)
        begin = lead.end() if lead else mark.end() if mark else 0
        match = pattern.match(_INITIAL.sub(r"\1 ", text[begin:]))
        if match is None:
            return None
        groups = match.groupdict()
        time, rest = groups.get("time") or groups.get("second"), match["rest"]
        after = None if time else _TIME_BEHIND.match(rest)
        if after:  # "Ann (0:05); words"
            time, rest = after[1] or after[2], rest[after.end() :]
        head = candidate(match["name"], time, rest, timed=bool(time))
        return replace(head, start_s=seconds(lead[2])) if lead else head

    return _head


def _bold(line: Line) -> Head | None:
    """Take a label that is bold, in Word or in Markdown, before words that are not."""
    text = line.text.strip()
    if 0 < line.bold < len(line.text.rstrip()):
        plain = line.text[: line.bold]
        rest = line.text[line.bold :].strip()
        if plain.rstrip()[-1:] != ":" and _TIME_ALONE.fullmatch(rest):  # "P73:37" above the words
            return candidate(plain.strip(), rest, "")
        return candidate(plain.strip(" :"), None, rest)
    match = _EMPHASIS.match(text)
    end = text.find(match[1], match.end()) if match else -1
    if match is None or end < 0:
        return None
    return candidate(text[match.end() : end].strip(" :"), None, text[end + len(match[1]) :].strip())


def _at(line: Line) -> Head | None:
    """Take a name behind the sign @, which needs no colon."""
    match = _AT.fullmatch(line.text.strip())
    return candidate(match["name"], None, match["rest"]) if match else None


FORMS: dict[str, Callable[[Line], Head | None]] = {
    "bracketed": _by(_BRACKETED),
    "bold": _bold,
    "stop": _by(_STOP),
    "gap": _by(_GAP),
    "dash": _by(_DASHED),
    "code": _by(_CODED),
    "at": _at,
}
