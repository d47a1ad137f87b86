"""Interviews that may have the same participant, which count as several people until told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePath

import pandas as pd

from aft_themes.corpus.participants import listed_pairs
from aft_themes.transcripts import grouped
from aft_themes.transcripts.role_words import answers_by_name
from aft_themes.vocabulary import Role

# "P02 part 1", "anna-session-2": a name of a file that counts the talks with one participant
_COUNTED = re.compile(
    r"(?P<who>.*\w)[ _.-]+(?:part|session|wave|round|teil|deel|partie|parte)"
    r"[ _.-]*(?:\d{1,2}|[ab])",
    re.IGNORECASE,
)
# "B", "P1", "Speaker 2", "SPEAKER_01": a label that each file counts anew
_OF_ANYBODY = re.compile(r"\s*|[^\W\d_]\d?|\D+[ _-]\d{1,2}")
# of the interviews; a label in more of them is the study's word for whoever answers
_MOST = 1 / 2


def say_same_people(
    turns: pd.DataFrame, interviews: pd.DataFrame, speakers: pd.DataFrame
) -> list[str]:
    """Ask about interviews whose label or name of the file seems to be of one participant.

    Interviews with several participants are not asked about, nor those whose participant is given.

    Parameters
    ----------
    turns : DataFrame
        Every turn that was read.
    interviews : DataFrame
        The list of interviews.
    speakers : DataFrame
        The list of speakers.

    Returns
    -------
    list of str
        What a person should look at, by the files' names.
    """
    spoken = turns[turns["role"] == Role.PARTICIPANT]
    people = spoken[["interview", "speaker"]].drop_duplicates()
    pairs = listed_pairs(interviews, speakers)
    given = pairs.loc[pairs["participant"] != pairs["interview"], "interview"]
    several = people["interview"].duplicated(keep=False)
    alone = people[~several & ~people["interview"].isin(given)]
    files = dict(zip(interviews["interview"], interviews["file"], strict=True))
    labels = {
        str(one): str(label)
        for one, label in zip(alone["interview"], alone["speaker"], strict=True)
        if not _OF_ANYBODY.fullmatch(str(label).strip()) and not answers_by_name(str(label))
    }
    stems = {
        str(one): found["who"]
        for one in alone["interview"]
        if (found := _COUNTED.fullmatch(PurePath(files[one]).stem))
    }
    lines = []
    for group in sorted({*_shared(labels, len(alone)), *_shared(stems, len(alone))}):
        message = (
            f"may be of one participant, and count as {len(group)} people. If they are, give them "
            "the same id in the column participant of interviews.csv; if not, leave it."
        )
        lines += grouped([(files[one], message) for one in group])
    return lines


def _shared(marks: dict[str, str], every: int) -> Iterator[tuple[str, ...]]:
    """Group the interviews that share a mark, if it is not the mark of most of them."""
    groups: dict[str, list[str]] = defaultdict(list)
    for interview, mark in marks.items():
        groups[mark.casefold()].append(interview)
    for group in groups.values():
        if 1 < len(group) <= every * _MOST:
            yield tuple(sorted(group))
