"""The words of a study's interviews, to find other programs' documents and quotes in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from aft_themes.catalog import CLEAN_TURNS, INTERVIEWS, SPEAKERS, TRANSCRIPTS
from aft_themes.codebook.codes import Codebook
from aft_themes.codebook.place import find_codebook
from aft_themes.codebook.reading import load_codebook
from aft_themes.corpus.cleaning import clean
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.speakers import given_speakers, load_speakers
from aft_themes.exchange.word_places import InterviewWords, Run
from aft_themes.io.parquet import read_frame, rows
from aft_themes.io.studies import no_such_study
from aft_themes.transcripts.intake import read_interviews
from aft_themes.vocabulary import Role


@dataclass(frozen=True)
class StudyWords:
    """A study's interviews as words, and its codebook.

    Parameters
    ----------
    files : mapping of str to str
        Transcript file by interview, all that ``interviews.csv`` lists.
    interviews : mapping of str to tuple of InterviewWords
        As transcribed (cleaned) and, if the study has been run, as de-identified.
    spoken : frozenset of (str, int)
        Interview and number of the participants' turns.
    codebook : Codebook or None
        None if the study has none yet.
    former : mapping of str to str
        What a transcript was called before it got a neutral name, by interview.
    """

    files: Mapping[str, str]
    interviews: Mapping[str, tuple[InterviewWords, ...]]
    spoken: frozenset[tuple[str, int]]
    codebook: Codebook | None = None
    former: Mapping[str, str] = field(default_factory=dict)

    def share_of(self, interview: str, runs: frozenset[Run]) -> float:
        """Share of runs of words that a document and an interview, in one form, have in common."""
        return max((one.share_of(runs) for one in self.interviews.get(interview, ())), default=0.0)


def load_study_words(study: Path) -> StudyWords:
    """Read the interviews and the codebook of a study."""
    if not study.is_dir():
        raise no_such_study(study)
    listed = load_interviews(study / INTERVIEWS.path)
    speakers = study / SPEAKERS.path
    given = given_speakers(load_speakers([speakers] if speakers.is_file() else [], listed))
    turns, _ = read_interviews(listed, study / TRANSCRIPTS.path, given)
    shared = study.parent.parent / "processed" / study.name / CLEAN_TURNS.path
    book = find_codebook(study)
    return study_words(
        listed,
        turns,
        read_frame(shared, CLEAN_TURNS) if shared.is_file() else None,
        load_codebook(book) if book.is_file() else None,
    )


def study_words(
    interviews: pd.DataFrame,
    turns: pd.DataFrame,
    clean_turns: pd.DataFrame | None,
    codebook: Codebook | None,
) -> StudyWords:
    """Gather the words of a study from its tables."""
    versions = [_words(turns.assign(text=[clean(text).text for text in turns["text"]]))]
    versions += [] if clean_turns is None else [_words(clean_turns)]
    return StudyWords(
        dict(zip(interviews["interview"], interviews["file"], strict=True)),
        {
            one: tuple(version[one] for version in versions if one in version)
            for one in interviews["interview"]
        },
        frozenset((row.interview, row.turn) for row in rows(turns) if row.role == Role.PARTICIPANT),
        codebook,
        {row.interview: row.was for row in rows(interviews) if getattr(row, "was", "")},
    )


def _words(turns: pd.DataFrame) -> dict[str, InterviewWords]:
    gathered: dict[str, list[tuple[int, str]]] = {}
    for row in rows(turns):
        gathered.setdefault(row.interview, []).append((row.turn, row.text))
    return {interview: InterviewWords(tuple(found)) for interview, found in gathered.items()}
