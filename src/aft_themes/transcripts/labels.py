"""Find who speaks in lines such as ``Name (00:12): text``.

A prefix counts as a speaker label by its shape and by how often it recurs in the file, so that
"One thing: I never" stays speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aft_themes.transcripts.times import BETWEEN, TIME, seconds
from aft_themes.transcripts.turns import Line, Utterance, tidy_speaker

_OPEN, _CLOSE = r"[\[(<{#]", r"[\])>}#]"
_DASH = "[-\u2013|]"
_TIMES = rf"{_OPEN}?{TIME}(?:{BETWEEN}{TIME})?{_CLOSE}?"
_LEAD = re.compile(
    rf"\s{{0,20}}({_OPEN})?\s?({TIME})(?:{BETWEEN}({TIME}))?\s?{_CLOSE}?(?=\D|$)"
    rf"\s{{0,9}}{_DASH}?\s{{0,9}}"
)
_NAME = r"\s{0,20}\[?(?P<name>[^\s:\[\]#|][^:\n\t\[\]#|]{0,60}?)\]?"
_COLON = re.compile(
    rf"{_NAME}\s{{0,9}}{_DASH}?\s{{0,9}}(?P<time>{_TIMES})?\s{{0,9}}[:\uff1a](?![\d/\\])\s{{0,9}}"
)
_TIMED = re.compile(rf"{_NAME}(?P<gap>\s{{1,40}}){_DASH}?\s?(?P<time>{_TIMES})\s{{0,20}}\Z")
_AFTER = re.compile(rf"{_OPEN}({TIME}){_CLOSE}\s{{0,9}}")
_STAMPS = re.compile(rf"\s?(?:\[{TIME}\]|#{TIME}#)")
_TAIL = re.compile(rf"(?:\[({TIME})\]|#({TIME})#)\Z")
_BRACKETED = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")
_SENTENCE = re.compile('[?!;"\u201c\u201d\u2026=/\\\\<>{}*&]')
_OPENING = "'\u2018\u2019_#"
_ABBREVIATED = re.compile(r"(?:\w{1,4}\.)+")

_ROLE = re.compile(
    r"(?:interviewer|interviewee|participant|moderator|speaker|respondent|researcher|facilitator|"
    r"therapist|supervisor|supervisee|trainee|student|client|patient|host|guest|unknown|"
    r"unknown speaker|unidentified speaker|question|answer|int|res|resp|par|part|mod|spk|sp|"
    r"[a-z])[ _#-]{0,2}(?:\d{1,3}|[a-z])?",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "al bin da das de del della den der di dos du el la le of the van von y".split()
)
_NOT_NAMES = frozenset(
    "so well yes no and but okay ok like right because then also again first second third finally "
    "honestly actually anyway example note however plus meaning still now one two three".split()
)
_META = frozenset(
    "audio file,code,conducted by,date,date of interview,duration,file,file name,interview,"
    "interview date,interview number,key,language,length,location,note,notes,participants,place,"
    "present,project,recorded,recording,setting,start time,study,subject,time,title,transcribed by,"
    "transcriber,transcript,transcription,transcription by,transcription key,version".split(",")
)
_ARTEFACT = re.compile(
    r"[\[(<*]{0,2}(?:end of (?:the )?(?:recording|interview|transcript|audio|tape)|"
    r"(?:recording|transcription|transcript|interview|audio) (?:ends?|ended|stopped|begins?|"
    r"started)|.{1,80}\s(?:started|stopped) transcription|"
    r"(?:transcribed|transcript|transcription) (?:by|with) \S.{0,60})[\])>*]{0,2}\.?",
    re.IGNORECASE,
)
_HEADER_LINES, _HEADER_WORDS = 20, 6


@dataclass(frozen=True, slots=True)
class _Head:
    """A line taken apart: a possible speaker, times, and what is left."""

    speaker: str | None
    start_s: float | None
    end_s: float | None
    rest: str
    timed: bool = False


def utterances(
    lines: Sequence[Line], *, captions: bool = False
) -> tuple[list[Utterance], list[str]]:
    """Give each line its speaker.

    Parameters
    ----------
    lines : sequence of Line
        Lines, paragraphs or captions, in order.
    captions : bool
        Captions have no title lines: what stands before the first label was spoken.

    Returns
    -------
    utterances : list of Utterance
        Lines without a label continue the last speaker. Empty if no label was found.
    warnings : list of str
        What was left out and why.
    """
    lines = [line for line in lines if line.text.strip()]
    names = _accepted([_head(line.text) for line in lines])
    if not names:
        return [], []
    found, warnings = [], []
    first = 0 if captions else _first_spoken(lines, names)
    if first:
        warnings.append(
            f"{first} lines before the first speaker label were left out as title or notes."
        )
    waiting: float | None = None
    for line in lines[first:]:
        utterance = _utterance(line, names)
        if utterance is None:
            waiting = _lone_time(line.text)
            continue
        if utterance.start_s is None and waiting is not None:
            utterance = replace(utterance, start_s=waiting)
        waiting = None
        found.append(utterance)
    return found, warnings


def _head(text: str) -> _Head:
    """Take the beginning of a line apart."""
    text = text.strip()
    if text.startswith("**"):
        text = text[2:].replace("**", "", 1)
    start = end = None
    rest = text
    lead = _LEAD.match(text)
    if lead:
        start, end = seconds(lead[2]), seconds(lead[3]) if lead[3] else None
        rest = text[lead.end() :]
    named = _named(rest, timed=lead is not None)
    if named is None:
        # a bare time without brackets or label may be speech: "10:30 was late"
        kept = rest if lead and (lead[1] or not rest) else text
        return _Head(None, start, end, kept, timed=lead is not None)
    if start is None:
        return named
    return replace(named, start_s=start, end_s=end)


def _named(text: str, *, timed: bool) -> _Head | None:
    match = _COLON.match(text)
    if match and _name_shaped(match["name"]):
        rest = text[match.end() :]
        time = match["time"]
        after = None if time else _AFTER.match(rest)
        if after:
            time, rest = after[1], rest[after.end() :]
        start = seconds(time) if time else None
        return _Head(tidy_speaker(match["name"]), start, None, rest, timed or time is not None)
    match = _TIMED.match(text) if len(text) < 200 else None
    if match and _name_shaped(match["name"]):
        clear = len(match["gap"]) > 1 or "\t" in match["gap"] or match["time"][0] in "[(<{#"
        start = seconds(match["time"])
        return _Head(tidy_speaker(match["name"]), start, None, "", timed=clear)
    return None


def _name_shaped(name: str) -> bool:
    """Tell whether a prefix has the shape of a speaker label."""
    bare = " ".join(_BRACKETED.sub(" ", name).split())
    if not bare or bare.casefold() in _NOT_NAMES:
        return False
    if _ROLE.fullmatch(bare):
        return True
    words = bare.replace(",", " ").split()
    return len(words) <= 6 and all(_name_word(word, at == 0) for at, word in enumerate(words))


def _name_word(word: str, first: bool) -> bool:
    if any(mark in word for mark in '?!;"“”…=/\\<>{}*&') and word != "&":
        return False
    if "." in word and not _ABBREVIATED.fullmatch(word):
        return False
    if word.casefold() in _PARTICLES:
        return True
    return not word[0].islower() and (word[0].isalnum() or not first or word[0] in _OPENING)


def _accepted(heads: list[_Head]) -> frozenset[str]:
    """Choose which candidates are speakers."""
    named = [head for head in heads if head.speaker is not None]
    timed = {head.speaker for head in named if head.timed and head.speaker}
    times = sum(head.timed for head in named)
    if times >= 2 or (timed and times == len(named)):
        return frozenset(timed)
    counts = Counter(head.speaker for head in named if head.speaker)
    often = {name for name, count in counts.items() if count > 1 and not _is_meta(name)}
    once = {name for name in counts if name not in often and not _is_meta(name)}
    clear = {name for name in once if _ROLE.fullmatch(name) or len(name.split()) > 1}
    return frozenset(often | clear or once)


def _is_meta(name: str) -> bool:
    return name.casefold() in _META


def _first_spoken(lines: Sequence[Line], names: frozenset[str]) -> int:
    """Return the index of the first line that was spoken; title and header lines come before."""
    heads = [_head(line.text) for line in lines]
    first = next(at for at, head in enumerate(heads) if head.speaker in names)
    metas = [
        at
        for at, head in enumerate(heads[:_HEADER_LINES])
        if head.speaker and _is_meta(head.speaker) and head.speaker not in names
    ]
    last = max(metas, default=-1)
    short = all(len(head.rest.split()) <= _HEADER_WORDS for head in heads[first:last])
    if last > first and short:
        first = next(
            (at for at, head in enumerate(heads) if at > last and head.speaker in names), first
        )
    return first


def _utterance(line: Line, names: frozenset[str]) -> Utterance | None:
    """Return what was said in a line, or None if it holds only a time or an artefact."""
    text = line.text.strip()
    if len(text) < 120 and _ARTEFACT.fullmatch(text):
        return None
    head = _head(text)
    if head.speaker is None and not head.rest:
        return None
    if head.speaker not in names:
        head = _unnamed(head, text)
    rest, end = _without_stamps(head.rest)
    return Utterance(
        speaker=head.speaker,
        text=rest,
        place=line.place,
        start_s=head.start_s if head.start_s is not None else line.start_s,
        end_s=next((t for t in (end, head.end_s, line.end_s) if t is not None), None),
    )


def _unnamed(head: _Head, text: str) -> _Head:
    if head.speaker is None:
        bracketed = head.rest != text
        return head if bracketed else _Head(None, None, None, text)
    lead = _LEAD.match(text)
    if lead and lead[1]:
        return _Head(None, head.start_s, head.end_s, text[lead.end() :])
    return _Head(None, None, None, text)


def _lone_time(text: str) -> float | None:
    head = _head(text)
    return head.start_s if head.speaker is None else None


def _without_stamps(text: str) -> tuple[str, float | None]:
    """Remove time stamps; one at the end is the time at which the words end."""
    text = text.strip()
    tail = _TAIL.search(text[-24:])
    end = seconds(tail[1] or tail[2]) if tail else None
    return _STAMPS.sub("", text).strip(), end


def spellings(names: Iterator[str]) -> dict[str, str]:
    """Map labels that look alike to the spelling that comes first."""
    first: dict[str, str] = {}
    return {name: first.setdefault(name.casefold(), name) for name in names}
