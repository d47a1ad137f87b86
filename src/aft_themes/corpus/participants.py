"""Participants: who speaks in which interview, and what is known about them.

An interview may have several participants, and a participant several interviews. Whatever is
counted "of N" is counted over participants.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pandas as pd

from aft_themes.catalog import INTERVIEWS, PARTICIPANTS, SPEAKERS
from aft_themes.corpus import interviews as interviews_list
from aft_themes.corpus import speakers as speakers_list
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.speakers import given_speakers, load_speakers
from aft_themes.errors import InputError
from aft_themes.io.parquet import frame_of, rows
from aft_themes.io.spreadsheets import ROW
from aft_themes.transcripts.given_roles import GivenSpeaker, match_labels
from aft_themes.vocabulary import Role

_FIX = (
    "make the cells alike, leave all but one empty, or remove the column if it describes "
    "interviews rather than participants."
)


def name_participants(
    turns: pd.DataFrame, interviews: pd.DataFrame, speakers: pd.DataFrame
) -> pd.DataFrame:
    """Say which participant speaks each turn.

    A speaker is the participant whom speakers.csv names; else the interview's participant. Where
    an interview has several participants, those without a name are counted: the second to speak
    in P07 is P07-2.
    """
    default: dict[str, str] = dict(
        zip(interviews["interview"], interviews["participant"], strict=True)
    )
    taken = {*default.values(), *speakers["participant"]}
    spoken = turns[turns["role"] == Role.PARTICIPANT].sort_values("turn")
    given = given_speakers(speakers)
    names: dict[tuple[str, str], str] = {}
    for key, mine in spoken.groupby("interview"):
        interview = str(key)
        labels = list(dict.fromkeys(mine["speaker"]))
        named = _given(labels, given.get(interview, []))
        if len(labels) > 1:
            named |= _numbered(labels, named, interview, taken)
        for label in labels:
            names[interview, label] = named.get(label) or default[interview]
    every = zip(turns["interview"], turns["speaker"], turns["role"], strict=True)
    return turns.assign(
        participant=[
            names[interview, speaker] if role == Role.PARTICIPANT else ""
            for interview, speaker, role in every
        ]
    )


def _given(labels: Sequence[str], given: Sequence[GivenSpeaker]) -> dict[str, str]:
    """Find the ids that speakers.csv gives to the participants of one interview."""
    places = match_labels([one.label for one in given], labels)
    ids = {label: given[place].participant for label, place in places.items()}
    return {label: name for label, name in ids.items() if name}


def _numbered(
    labels: Sequence[str], named: dict[str, str], interview: str, taken: set[str]
) -> dict[str, str]:
    """Give participants without an id a number; numbers in use are skipped."""
    found: dict[str, str] = {}
    for place, label in enumerate(labels, 1):
        if label not in named:
            others = {*taken, *found.values()}
            free = (f"{interview}-{number}" for number in count(place))
            found[label] = next(name for name in free if name not in others)
    return found


def describe_participants(
    turns: pd.DataFrame, interviews: pd.DataFrame, speakers: pd.DataFrame
) -> pd.DataFrame:
    """List the participants with their interviews and attributes.

    Attributes in speakers.csv win over those in interviews.csv, which belong to every participant
    of the interview.
    """
    spoken = turns[turns["participant"] != ""]
    named = _with_ids(speakers, spoken)
    return _describe(spoken[["interview", "participant"]], interviews, named)


def _with_ids(speakers: pd.DataFrame, spoken: pd.DataFrame) -> pd.DataFrame:
    """Fill in the ids that the program gave, so that no attribute is lost."""
    names: dict[tuple[str, int], str] = {}
    given = given_speakers(speakers)
    for key, mine in spoken.groupby("interview"):
        listed = given.get(str(key), [])
        places = match_labels([one.label for one in listed], mine["speaker"])
        who = dict(zip(mine["speaker"], mine["participant"], strict=True))
        names |= {(str(key), listed[place].row): who[label] for label, place in places.items()}
    keys = zip(speakers["interview"], speakers[ROW], speakers["participant"], strict=True)
    return speakers.assign(
        participant=[person or names.get((place, int(row)), "") for place, row, person in keys]
    )


def listed_participants(interviews: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """List the participants that the two lists name, without reading transcripts."""
    return as_columns(_describe(listed_pairs(interviews, speakers), interviews, speakers))


def load_listed_participants(raw: Path) -> pd.DataFrame:
    """Read the two lists of a study's folder, and list the participants."""
    interviews = load_interviews(raw / INTERVIEWS.path)
    path = raw / SPEAKERS.path
    speakers = load_speakers([path] if path.is_file() else [], interviews)
    return listed_participants(interviews, speakers)


def listed_pairs(interviews: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """Say who speaks in which interview, as far as the two lists tell."""
    named = speakers.loc[speakers["participant"] != "", ["interview", "participant"]]
    rest = interviews[~interviews["interview"].isin(named["interview"])]
    return pd.concat([named, rest[["interview", "participant"]]], ignore_index=True)


def _describe(
    every: pd.DataFrame, interviews: pd.DataFrame, speakers: pd.DataFrame
) -> pd.DataFrame:
    """Give the participants of some pairs of interview and participant."""
    pairs = every.drop_duplicates()
    _check_ids(pairs)
    _check_attributes(pairs, interviews, speakers)
    names = _attribute_names(interviews, speakers)
    told: dict[tuple[str, str], str] = {}
    for person, name, value, _ in _stated(pairs, interviews, speakers):
        told.setdefault((person, name), value)
    people = [
        {
            "participant": str(person),
            "interviews": sorted(mine),
            "attributes": names,
            "values": [told.get((str(person), name), "") for name in names],
        }
        for person, mine in pairs.groupby("participant")["interview"]
    ]
    return frame_of(people, PARTICIPANTS)


def _check_attributes(
    pairs: pd.DataFrame, interviews: pd.DataFrame, speakers: pd.DataFrame
) -> None:
    """Refuse rows of one participant that disagree in an attribute."""
    told: dict[tuple[str, str, str], dict[str, str]] = {}
    for person, name, value, where in _stated(pairs, interviews, speakers):
        file, _, row = where.partition(", ")
        told.setdefault((person, name, file), {}).setdefault(value, row)
    apart = {key: places for key, places in sorted(told.items()) if len(places) > 1}
    problems = [
        f"different values of {name} for participant {person} in {' and '.join(places.values())}"
        for (person, name, _), places in apart.items()
    ]
    if problems:
        files = " and ".join(sorted({file for *_, file in apart}))
        raise InputError(files, "; ".join(problems) + ".", _FIX)


def _check_ids(pairs: pd.DataFrame) -> None:
    first: dict[str, str] = {}
    for person in sorted(set(pairs["participant"])):
        other = first.setdefault(person.casefold(), person)
        if other != person:
            problem = f"participants {other} and {person} differ only in upper and lower case."
            fix = "write the id in one way if they are one person; otherwise choose another id."
            raise InputError("interviews.csv or speakers.csv", problem, fix)


def _stated(
    pairs: pd.DataFrame, interviews: pd.DataFrame, speakers: pd.DataFrame
) -> Iterator[tuple[str, str, str, str]]:
    """Yield participant, attribute, value and place of every filled cell, speakers.csv first."""
    for row in speakers[speakers["participant"] != ""].to_dict("records"):
        for name in speakers_list.attributes(speakers):
            if row[name]:
                yield row["participant"], name, row[name], f"speakers.csv, row {row[ROW]}"
    of = interviews.set_index("interview").to_dict("index")
    for pair in rows(pairs):
        for name in interviews_list.attributes(interviews):
            value = of.get(pair.interview, {}).get(name, "")
            if value:
                yield pair.participant, name, value, f"interviews.csv, the row of {pair.interview}"


def _attribute_names(interviews: pd.DataFrame, speakers: pd.DataFrame) -> list[str]:
    listed = [*interviews_list.attributes(interviews), *speakers_list.attributes(speakers)]
    return list(dict.fromkeys(listed))


def as_columns(participants: pd.DataFrame) -> pd.DataFrame:
    """Give each attribute of the participants a column of its own."""
    names = list(participants["attributes"].iloc[0]) if len(participants) else []
    values = pd.DataFrame(
        participants["values"].tolist(), columns=names, index=participants.index, dtype=object
    )
    return participants[["participant", "interviews"]].join(values)


def with_participants(codings: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Say of each coding whose words it is about."""
    speaker = dict(zip(segments["segment_id"], segments["participant"], strict=True))
    return codings.assign(participant=codings["segment_id"].map(speaker))


def independent_groups(segments: pd.DataFrame) -> pd.Series[str]:
    """Group segments so that no participant and no interview is in two groups.

    What a model learns from one interview of a participant, or from one member of a focus group,
    must not be tested on another.
    """
    first: dict[str, str] = {}

    def top(name: str) -> str:
        while first.setdefault(name, name) != name:
            name = first[name]
        return name

    pairs = segments[["interview", "participant"]].drop_duplicates()
    for pair in rows(pairs):
        here, person = top(f"/{pair.interview}"), top(pair.participant)
        low, high = sorted((here, person), key=lambda name: (name.startswith("/"), name))
        first[high] = low
    return segments["participant"].map({person: top(person) for person in pairs["participant"]})
