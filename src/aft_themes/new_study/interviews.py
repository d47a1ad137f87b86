"""Propose the rows of interviews.csv."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aft_themes.new_study.brought_projects import BroughtProjects
from aft_themes.new_study.said_names import SaidNames
from aft_themes.new_study.speakers import list_speakers, say_unheard
from aft_themes.settings import check_settings
from aft_themes.transcripts import say_language
from aft_themes.transcripts.findings import Severity
from aft_themes.transcripts.languages import language_of
from aft_themes.transcripts.turns import Transcript
from aft_themes.vocabulary import Role
from aft_themes.wording import count


@dataclass(frozen=True)
class ListedInterview:
    """What is proposed for one interview.

    Parameters
    ----------
    row : dict of str to str
        Of interviews.csv.
    speakers : list of dict
        Rows of speakers.csv.
    codings : list of dict of str to str
        Codings that stand beside the words in the transcript's table.
    questions_coded : bool
        Whether some of these codings stand beside an interviewer's words.
    doubts : list of str
        What a person should look at.
    """

    row: dict[str, str]
    speakers: list[dict[str, Any]]
    codings: list[dict[str, str]]
    questions_coded: bool
    doubts: list[str]


def list_interview(
    transcript: Transcript,
    interview: str,
    name: str,
    former: str,
    interviewers: Collection[str],
    codings: list[dict[str, str]],
) -> ListedInterview:
    """Describe an interview as far as its transcript tells.

    Parameters
    ----------
    transcript : Transcript
        What was read in its file.
    interview : str
        The interview's id.
    name, former : str
        What the transcript is called in the study, and what it was called before.
    interviewers : collection of str
        Who interviews in this file or in another one.
    codings : list of dict of str to str
        What was read as codings beside its words.
    """
    speakers = list_speakers(interview, transcript, interviewers)
    asking = [one["speaker"] for one in speakers if one["role"] == Role.INTERVIEWER]
    said = (
        f"{one['speaker']} ({count(one['turns'], 'turn')}, {count(one['words'], 'word')})"
        for one in speakers
    )
    row = {
        "interview": interview,
        "file": name,
        "was": "" if name == former else Path(former).stem,
        "format": transcript.format,
        "interviewer_label": "; ".join(asking),
        "speakers": "; ".join(said),
    }
    turns = (int(coding["turn"]) for coding in codings if coding["turn"])
    questions_coded = any(transcript.turns[turn - 1].speaker in asking for turn in turns)
    doubts = list(_doubts(transcript, speakers))
    return ListedInterview(row, speakers, codings, questions_coded, doubts)


def _doubts(transcript: Transcript, speakers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield from say_unheard(speakers)
    yield from (one.message for one in transcript.findings if one.severity == Severity.DOUBT)
    expected = check_settings({}).language
    language = language_of("\n".join(turn.text for turn in transcript.turns))
    if language not in ("", expected):
        yield say_language(language, expected)


def add_attributes(
    interviews: Sequence[dict[str, str]],
    paths: Sequence[Path],
    brought: BroughtProjects,
    said: SaidNames,
) -> list[str]:
    """Add the variables of cases as columns of interviews.csv, but none that hold a name.

    Parameters
    ----------
    interviews : sequence of dict of str to str
        The rows, which get the columns.
    paths : sequence of Path
        The transcript of each row.
    brought : BroughtProjects
        Projects of other programs, whose cases have variables.
    said : SaidNames
        The names of the study.

    Returns
    -------
    list of str
        What a person should look at.
    """
    given = brought.attributes()
    every = list(dict.fromkeys(name for values in given.values() for name in values))
    names = [
        name
        for name in every
        if not any(map(said.stand_in, (name, *(one.get(name, "") for one in given.values()))))
    ]
    for row, path in zip(interviews, paths, strict=True):
        row.update({name: given.get(path, {}).get(name, "") for name in names})
    doubts = []
    if len(names) < len(every):
        doubts.append(
            f"{count(len(every) - len(names), 'attribute')} of the projects' cases held names, and "
            "attributes are printed: left out of interviews.csv."
        )
    if names:
        doubts.append(
            f"interviews.csv has {len(names)} attributes of the projects' cases: take out those "
            "that may identify a participant."
        )
    return doubts
