"""What readers return: lines, utterances, turns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from aft_themes.transcripts.findings import Finding
from aft_themes.vocabulary import Role

QUESTION_MARKS = ("?", "\uff1f", "\u061f")  # of Latin and other letters, wide, Arabic
# Japanese asks by "ka", Greek by what is a semicolon elsewhere
_QUESTION_END = re.compile(
    "[?\uff1f\u061f]\\Z|\u304b\u3002?\\Z|[\u0370-\u03ff\u1f00-\u1fff][;\u037e]\\Z"
)
SENTENCE_END = (*QUESTION_MARKS, ".", "!", "\u2026", "\u3002", "\uff01", ",")
UNKNOWN_SPEAKER = "Unknown speaker"
BOLD, PLAIN = "Bold text", "Plain text"  # where only the print tells who speaks
QUESTION, ANSWER = "Questions", "Answers"  # where only question marks do
UNLABELLED = "Without a label"  # whoever answers where only the moderator is labelled
GIVEN_LABELS = frozenset((UNKNOWN_SPEAKER, BOLD, PLAIN, QUESTION, ANSWER, UNLABELLED))
"""Labels that a reader gives to speakers: no word of them is a name."""

# C0 and C1 controls but white space, and halves of surrogate pairs
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until another speaks.

    Parameters
    ----------
    speaker : str
        The label as it stands in the file.
    start_s, end_s : float or None
        Seconds from the beginning of the recording, where the file gives them.
    text : str
        The words as transcribed; only artefacts of the format are removed.
    locator : str
        Where in the file the turn stands, e.g. ``"cue 2 to cue 5"``.
    """

    speaker: str
    start_s: float | None
    end_s: float | None
    text: str
    locator: str


@dataclass(frozen=True)
class Transcript:
    """One interview as read from its file.

    Parameters
    ----------
    format : str
        Name of the format that was found in the content.
    encoding : str
        Character encoding of a text file; empty for formats that fix it themselves.
    turns : tuple of Turn
        In speaking order; the first is turn 1. Neighbours differ in speaker.
    findings : tuple of Finding
        What a person should look at: doubts about speakers or words, and notes.
    roles : dict of str to Role
        The speakers whose roles a legend above the transcript tells.
    """

    format: str
    encoding: str
    turns: tuple[Turn, ...]
    findings: tuple[Finding, ...] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)

    @property
    def warnings(self) -> tuple[str, ...]:
        """The sentences of the findings; they never quote the transcript."""
        return tuple(finding.message for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Line:
    """A line, paragraph or caption whose speaker, if it names one, is still in the text."""

    text: str
    place: str
    start_s: float | None = None
    end_s: float | None = None
    bold: int = 0  # how many characters at the beginning are bold, where others are not


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words with their speaker; a speaker of None means that the last one goes on."""

    speaker: str | None
    text: str
    place: str
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True)
class Reading:
    """What a format's reader hands on: utterances, and all text that the file holds."""

    format: str
    utterances: Sequence[Utterance]
    text: str  # to see which words were not read
    findings: tuple[Finding, ...] = ()
    encoding: str = ""
    glue: str = "\n"  # between two utterances: a space for captions
    legend: Mapping[str, Role | None] = field(default_factory=dict)  # of labels: their roles


def join(utterances: Iterable[Utterance], glue: str) -> list[Turn]:
    """Join consecutive utterances of one speaker into turns; leave out those without words."""
    turns: list[Turn] = []
    group: list[Utterance] = []
    current, last = "", UNKNOWN_SPEAKER
    begun: float | None = None  # the time of a label that stands on a line of its own
    for utterance in utterances:
        if utterance.speaker is not None:
            last, begun = tidy_speaker(utterance.speaker), utterance.start_s
        text = tidy_text(utterance.text).strip()
        if not has_words(text):
            continue
        start = begun if utterance.start_s is None else utterance.start_s
        utterance = replace(utterance, text=text, start_s=start)
        begun = None
        if group and last != current:
            turns.append(_turn(current, group, glue))
            group = []
        current = last
        group.append(utterance)
    if group:
        turns.append(_turn(current, group, glue))
    return turns


@lru_cache(maxsize=4096)
def tidy_speaker(label: str) -> str:
    """Return a label in NFC, with single spaces and no invisible characters; never empty."""
    seen = _INVISIBLE.sub("", tidy_text(label))
    named = seen.strip(" -\u2013\u2014")  # some programs mark a change of speakers by a dash
    return unicodedata.normalize("NFC", " ".join(seen.split())) if named else UNKNOWN_SPEAKER


def tidy_text(text: str) -> str:
    """Remove control characters and lone surrogates; line ends of any kind become line feeds."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", text))


def asks(text: str) -> bool:
    """Tell whether a text ends in a question, before signs of emphasis."""
    return bool(_QUESTION_END.search(text.rstrip(" *_")[-3:]))


def questions_in(text: str) -> int:
    """Count the questions of a text by their ends."""
    return sum(map(text.count, QUESTION_MARKS)) + text.count("\u304b\u3002")


def has_words(text: str) -> bool:
    """Tell whether anything visible is left in a text."""
    return bool(text) and bool(_INVISIBLE.sub("", text).strip())


def _turn(speaker: str, group: list[Utterance], glue: str) -> Turn:
    first, last = group[0].place.split(" to ")[0], group[-1].place.split(" to ")[-1]
    starts = [u.start_s for u in group if u.start_s is not None]
    ends = [u.end_s for u in group if u.end_s is not None]
    return Turn(
        speaker=speaker,
        start_s=min(starts, default=None),
        end_s=max(ends, default=None),
        text=glue.join(u.text for u in group),
        locator=first if first == last else f"{first} to {last}",
    )
