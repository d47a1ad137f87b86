"""Propose who is interviewer and who participant: the rows of speakers.csv."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from aft_themes.new_study.said_names import bare_name
from aft_themes.transcripts.languages import count_words
from aft_themes.transcripts.roles import assign_roles
from aft_themes.transcripts.turns import Transcript
from aft_themes.vocabulary import Role

_CODED = re.compile(r"(?!s(?:pk|peaker)?[ _-]?\d)[a-z]{1,4}[ _-]?\d{1,3}", re.I)  # of a person
_NUMBERED = re.compile(r"s(?:pk|peaker)?[ _-]?\d{1,3}", re.I)
# words of people without a role: less is a door, a waiter, or the recorder's announcement
_LEAST_OTHER, _MOST_OTHER = 100, 0.05
_FILES_OF_A_HOST = 4  # who speaks in three files may be a participant who came three times
_FILES_ASKED = 3  # in which a code must ask, and in three of four in which it speaks


def find_interviewers(transcripts: Iterable[Transcript]) -> set[str]:
    """Name the people who interview in some file: they do so wherever they speak.

    What is no name, such as A1 or "Doctor", must ask in most of its files. "Speaker 1" never does:
    it is somebody else in each. A host who speaks in every file is the only one.
    """
    transcripts = list(transcripts)
    if host := _host(transcripts):
        return {host}
    spoken: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for transcript in transcripts:
        for one, role in _roles(transcript).items():
            spoken[one] += 1
            asked[one] += role == Role.INTERVIEWER
    return {
        one
        for one, times in asked.items()
        if times and (bare_name(one) or _usually_asks(one, times, spoken[one]))
    }


def _host(transcripts: Sequence[Transcript]) -> str:
    """Name the one person who speaks in every file, and mostly less than others; "" if none.

    Hosts of talks ask less than they tell, so questions alone do not show who they are.
    """
    if len(transcripts) < _FILES_OF_A_HOST:
        return ""
    said = [Counter[str]() for _ in transcripts]
    for words, transcript in zip(said, transcripts, strict=True):
        for turn in transcript.turns:
            words[turn.speaker] += count_words(turn.text)
    files = Counter(speaker for words in said for speaker in words)
    often = [speaker for speaker, count in files.items() if 2 * count > len(said)]
    always = [one for one in often if files[one] == len(said) and bare_name(one)]
    if len(often) > 1 or not always:
        return ""
    less = sum(2 * words[always[0]] < words.total() for words in said)
    return always[0] if 4 * less >= 3 * len(said) else ""


def list_speakers(
    interview: str, transcript: Transcript, interviewers: Collection[str]
) -> list[dict[str, Any]]:
    """List the speakers of an interview with what they say and who they seem to be."""
    lengths: dict[str, list[int]] = {}
    for turn in transcript.turns:
        lengths.setdefault(turn.speaker, []).append(count_words(turn.text))
    words = {speaker: sum(each) for speaker, each in lengths.items()}
    roles = _roles_here(transcript, words, interviewers)
    people = [speaker for speaker, role in roles.items() if role == Role.PARTICIPANT]
    # a single one is whom interviews.csv names, so that there is one place to correct
    ids = {one: f"{interview}-{at}" for at, one in enumerate(people, 1) if len(people) > 1}
    return [
        {
            "interview": interview,
            "speaker": speaker,
            "turns": len(each),
            "words": words[speaker],
            "role": str(roles.get(speaker, Role.OTHER)),
            "participant": ids.get(speaker, ""),
        }
        for speaker, each in lengths.items()
    ]


def say_unheard(speakers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say so where people without a role say much: their words count for nobody."""
    other = sum(one["words"] for one in speakers if one["role"] == Role.OTHER)
    answered = sum(one["words"] for one in speakers if one["role"] == Role.PARTICIPANT)
    if other >= max(_LEAST_OTHER, _MOST_OTHER * (other + answered)):
        yield (
            f"{other} words are of speakers with the role `other`, and are not analysed: say in "
            "speakers.csv who of them is a participant."
        )


def _roles(transcript: Transcript) -> dict[str, str]:
    """Give the speakers of a file roles: what its legend tells, else what they say."""
    asking = [one for one, role in transcript.roles.items() if role == Role.INTERVIEWER]
    roles, _, _ = assign_roles(transcript.turns, ";".join(asking))
    return roles | {one: str(role) for one, role in transcript.roles.items()}


def _roles_here(
    transcript: Transcript, words: Mapping[str, int], interviewers: Collection[str]
) -> Mapping[str, str]:
    """Give the speakers of a file roles; who interviews elsewhere does so here, too."""
    roles = _roles(transcript)
    most = max(words, key=lambda speaker: words[speaker])
    asking = [
        one for one in words if one in interviewers and (one != most or _CODED.fullmatch(one))
    ]
    if not asking or transcript.roles:
        return roles
    # with the one who was found in this file, whose label may name nobody
    here = [one for one, role in roles.items() if role == Role.INTERVIEWER]
    roles, _, _ = assign_roles(transcript.turns, ";".join(dict.fromkeys(asking + here)))
    if Role.PARTICIPANT not in roles.values():  # whoever asks elsewhere is interviewed here
        roles, _, _ = assign_roles(transcript.turns, ";".join(asking))
    return roles


def _usually_asks(label: str, asked: int, spoken: int) -> bool:
    return not _NUMBERED.fullmatch(label) and asked >= _FILES_ASKED and 4 * asked >= 3 * spoken
