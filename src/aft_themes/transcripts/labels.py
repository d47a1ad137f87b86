"""Find who speaks in lines such as ``Name (00:12): text``.

A prefix counts as a speaker label by its shape and by how often it recurs in the file, so that
"One thing: I never" stays speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from aft_themes.transcripts.speakers import likeness
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
_TIMED = re.compile(
    rf"{_NAME}(?P<gap>\s{{1,40}}){_DASH}?\s?(?P<time>{_TIMES})(?:(?P<end>\s{{0,40}}\Z)|\t|\s{{2,9}})"
)
_AFTER = re.compile(rf"{_OPEN}({TIME}){_CLOSE}\s{{0,9}}")
_STAMPS = re.compile(rf"\s?(?:\[{TIME}\]|#{TIME}#)\s?")
_TAIL = re.compile(rf"(?:\[({TIME})\]|#({TIME})#)\Z")
_BRACKETED = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")
_SENTENCE = re.compile('[?!;"\u201c\u201d\u2026=/\\\\<>{}*&]')
_SENTENCE_END = (".", "?", "!", "\u2026")
_OPENING = "'\u2018\u2019_#"
_ABBREVIATED = re.compile(r"(?:\w{1,4}\.)+")

_ROLE = re.compile(
    r"(?:(?:interviewer|interviewee|participant|moderator|speaker|respondent|unknown|"
    r"unknown speaker|unidentified speaker)(?:[ _#-]{0,2}(?:\d{1,3}|[a-z]))?|"
    r"(?:int|res|resp|par|part|mod|spk|sp|[a-z])[ _#-]{0,2}\d{0,3})",
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
_ARTEFACT_LENGTH = 120
_HEADER_LINES, _HEADER_WORDS = 20, 6
_ALWAYS_TIMED = 0.8  # share of labels with times from which on one without is speech


@dataclass(frozen=True, slots=True)
class _Head:
    """A line taken apart: a possible speaker, times, and what is left."""

    speaker: str | None
    start_s: float | None
    end_s: float | None
    rest: str
    timed: bool = False
    key: str = ""
    shaped: bool = False


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
    heads = _heads(lines, captions=captions)
    names = _accepted(heads)
    if not names:
        return [], []
    if captions:
        return list(_spoken(lines, heads, names)), []
    first = _first_spoken(heads, names)
    warnings = []
    if first:
        warnings.append(f"Left out as title or notes before the first speaker: {first} line(s).")
    kept = [
        at
        for at in range(first, len(lines))
        if heads[at].key in names or not _is_artefact(lines[at].text.strip())
    ]
    return list(_spoken([lines[at] for at in kept], [heads[at] for at in kept], names)), warnings


def _heads(lines: Sequence[Line], *, captions: bool) -> list[_Head]:
    heads = [_head(line.text) for line in lines]
    bare = [at for at, head in enumerate(heads) if _is_time(head) and not head.timed]
    if captions or len(bare) == 1:  # somebody says "10:30"
        for at in bare:
            heads[at] = _Head(None, None, None, lines[at].text)
    return heads


def _is_artefact(text: str) -> bool:
    return len(text) < _ARTEFACT_LENGTH and bool(_ARTEFACT.fullmatch(text))


def _spoken(
    lines: Sequence[Line], heads: Sequence[_Head], names: frozenset[str]
) -> Iterator[Utterance]:
    waiting: float | None = None  # the time on a line of its own
    for line, head in zip(lines, heads, strict=True):
        if _is_time(head):
            waiting = head.start_s
            continue
        text = line.text.strip()
        utterance = _utterance(line, head if head.key in names else _unnamed(head, text))
        if utterance.start_s is None and waiting is not None:
            utterance = replace(utterance, start_s=waiting)
        waiting = None
        yield utterance


def _head(text: str) -> _Head:
    """Take the beginning of a line apart."""
    text = text.strip()
    if text.startswith("**"):  # Markdown's bold
        text = text[2:].replace("**", "", 1)
    lead = _LEAD.match(text)
    if lead is None:
        return _named(text) or _Head(None, None, None, text)
    start, end = seconds(lead[2]), seconds(lead[3]) if lead[3] else None
    rest = text[lead.end() :]
    named = _named(rest)
    if named is not None:
        return replace(named, start_s=start, end_s=end, timed=True)
    if lead[1] or not rest:
        return _Head(None, start, end, rest, timed=bool(lead[1]))
    # a time without brackets or label may be speech: "10:30 was late"
    return _Head(None, None, None, text)


def _named(text: str) -> _Head | None:
    match = _COLON.match(text)
    if match:
        rest, time = text[match.end() :], match["time"]
        after = None if time else _AFTER.match(rest)
        if after:
            return _candidate(match["name"], after[1], rest[after.end() :], timed=True)
        # "At 10:30: we met" may be speech
        return _candidate(match["name"], time, rest, timed=bool(time) and time[0] in "[(<{#")
    match = _TIMED.match(text)
    if match:
        bracketed = match["time"][0] in "[(<{#"
        clear = match["end"] is not None and (bracketed or len(match["gap"]) > 1)
        return _candidate(match["name"], match["time"], text[match.end() :], timed=clear)
    return None


def _candidate(name: str, time: str | None, rest: str, *, timed: bool) -> _Head:
    speaker = tidy_speaker(name)
    return _Head(
        speaker=speaker,
        start_s=seconds(time) if time else None,
        end_s=None,
        rest=rest,
        timed=timed,
        key=likeness(speaker),
        shaped=_name_shaped(speaker),
    )


@lru_cache(maxsize=4096)
def _name_shaped(name: str) -> bool:
    """Tell whether a prefix has the shape of a speaker label."""
    bare = " ".join(_BRACKETED.sub(" ", name).split())
    if not bare or bare.casefold() in _NOT_NAMES:
        return False
    if _ROLE.fullmatch(bare):
        return True
    words = bare.replace(",", " ").split()
    return len(words) <= 6 and all(_name_word(word, first=word is words[0]) for word in words)


def _name_word(word: str, *, first: bool) -> bool:
    if _SENTENCE.search(word) and word != "&":
        return False
    if "." in word and not _ABBREVIATED.fullmatch(word):
        return False
    if word.casefold() in _PARTICLES:
        return True
    return not word[0].islower() and (word[0].isalnum() or not first or word[0] in _OPENING)


def _accepted(heads: Sequence[_Head]) -> frozenset[str]:
    """Choose which candidates are speakers, by their likeness."""
    named = [head for head in heads if head.shaped]
    timed = {head.key for head in named if head.timed}
    counts = Counter(head.key for head in named if head.key not in _META)
    often = {key for key, count in counts.items() if count > 1}
    once = {head.key: head.speaker or "" for head in named if head.key in counts.keys() - often}
    clear = {key for key, name in once.items() if _ROLE.fullmatch(name) or " " in name}
    times = [head.timed for head in named if head.key in timed]
    if len(timed) > 1 and sum(times) >= _ALWAYS_TIMED * len(times):
        return frozenset(timed)  # dialogue that is recounted has no times
    return frozenset(often | clear | timed or once)


def _first_spoken(heads: Sequence[_Head], names: frozenset[str]) -> int:
    """Return the index of the first line that was spoken; title and header lines come before.

    "Participant: P12" between "Date:" and "Place:" is part of a header, and so are two or more
    labels that never recur before the first that does.
    """
    named = [at for at, head in enumerate(heads) if head.key in names]
    counts = Counter(head.key for head in heads)
    top = [
        at
        for at, head in enumerate(heads[:_HEADER_LINES])
        if head.key and len(head.rest.split()) <= _HEADER_WORDS
    ]
    first = named[0]
    metas = [at for at in top if heads[at].key in _META and heads[at].key not in names]
    if metas and all(at in top for at in named if at < metas[-1]):
        first = next((at for at in named if at > metas[-1]), first)
    recurs = next((at for at in named if at >= first and counts[heads[at].key] > 1), first)
    once = [at for at in top if at < recurs and heads[at].rest[-1:] not in _SENTENCE_END]
    if len(once) > 1 and all(at in once for at in named if at < recurs):
        first = recurs
    while first and _is_time(heads[first - 1]):
        first -= 1
    return first


def _is_time(head: _Head) -> bool:
    return head.speaker is None and not head.rest


def _utterance(line: Line, head: _Head) -> Utterance:
    rest, end = without_stamps(head.rest)
    return Utterance(
        speaker=head.speaker,
        text=rest,
        place=line.place,
        start_s=line.start_s if head.start_s is None else head.start_s,
        end_s=next((time for time in (end, head.end_s, line.end_s) if time is not None), None),
    )


def _unnamed(head: _Head, text: str) -> _Head:
    """Give a line back its beginning that turned out to be no label."""
    if head.speaker is None:
        return head
    lead = _LEAD.match(text)
    if lead and lead[1]:
        return _Head(None, head.start_s, head.end_s, text[lead.end() :])
    return _Head(None, None, None, text)


def without_stamps(text: str) -> tuple[str, float | None]:
    """Remove time stamps such as ``[00:12:33]`` and ``#00:12:33-4#``.

    Parameters
    ----------
    text : str
        What was said; marks such as ``[inaudible 00:12:33]`` stay.

    Returns
    -------
    text : str
        Without stamps.
    end_s : float or None
        The stamp at the end: the time at which the words end.
    """
    text = text.strip()
    tail = _TAIL.search(text[-24:])
    end = seconds(tail[1] or tail[2]) if tail else None
    return _STAMPS.sub(" ", text).strip(), end
