"""An invented study: a participant heard twice, a couple, a focus group and one plain interview."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from aft_themes.catalog import CODINGS, QUOTES, REPLACEMENTS
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.participants import (
    as_columns,
    describe_participants,
    name_participants,
    with_participants,
)
from aft_themes.corpus.segments import clean_turns, make_segments, place_turns
from aft_themes.corpus.speakers import given_speakers, load_speakers
from aft_themes.io.parquet import empty_frame
from aft_themes.settings import SegmentSettings, check_settings
from aft_themes.themes.themes import make_themes, theme_participants
from aft_themes.transcripts import read_study_transcripts

FILES = {
    "first.csv": """
Interviewer: How was the training?
Eva: The tape was hard to watch for me at the beginning.
""",
    "second.csv": """
Interviewer: And a year later?
Eva: The tape was easier to watch by then, much easier.
""",
    "couple.csv": """
Interviewer: How was it for you two?
Ann: We liked the role-play more than anything else there.
Ben: I did not like the role-play at all, to be honest.
""",
    "group.csv": """
Moderator: What do you remember?
Ida: The tape is what I remember best from all of it.
Eva: As I said before, the tape was hard to watch.
Jon: The role-play was what I remember best of it.
Assistant: Does anybody want to add something?
Kim: I remember nothing special about it, I am afraid.
Leo: The tape, and the silence after the tape as well.
""",
    "plain.csv": """
Interviewer: How was it?
Mia: The silence was the hardest part of the training.
""",
}
INTERVIEWS = """\
interview,file,participant,format,speakers,age,coders
I01,first.csv,P01,csv,Eva (1 turn),40,A;B
I02,second.csv,P01,csv,Eva (1 turn),,A
I03,couple.csv,,csv,Ann and Ben,50,A;B
I04,group.csv,,csv,seven speakers,,A;B
I05,plain.csv,,csv,Mia (1 turn),31,A
"""
SPEAKERS = """\
interview,speaker,turns,words,role,participant,site
I03,Ann,1,10,participant,C1,north
I03,BEN,1,11,,C2,
I04,Moderator,1,5,interviewer,,
I04,assistant,1,6,interviewer,,
I04,eva:,1,10,participant,P01,north
I04,Ida,1,10,participant,,
I04,Jon,1,10,participant,,
I04,Kim,1,10,participant,,
I04,Leo,1,10,participant,,
"""
PEOPLE = ["C1", "C2", "I04-1", "I04-3", "I04-4", "I04-5", "I05", "P01"]
CODED = {
    "tasks.tape": ["I01.002.1", "I02.002.1", "I04.002.1", "I04.003.1", "I04.007.1"],
    "tasks.play": ["I03.002.1", "I04.004.1"],
    "silence": ["I04.007.1", "I05.002.1"],
}


class Made(NamedTuple):
    """The stages of the study."""

    interviews: pd.DataFrame
    speakers: pd.DataFrame
    turns: pd.DataFrame
    intake: pd.DataFrame
    people: pd.DataFrame
    clean: pd.DataFrame
    segments: pd.DataFrame


def write_study(folder: Path, interviews: str = INTERVIEWS, speakers: str = SPEAKERS) -> Path:
    """Write the study's files."""
    (folder / "transcripts").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / "transcripts" / name).write_text(_as_table(text), encoding="utf-8")
    (folder / "interviews.csv").write_text(interviews, encoding="utf-8")
    if speakers:
        (folder / "speakers.csv").write_text(speakers, encoding="utf-8")
    return folder


def _as_table(text: str) -> str:
    said = (line.split(": ", 1) for line in text.strip().splitlines())
    return "speaker,text\n" + "".join(f'{who},"{words}"\n' for who, words in said)


def make_stages(folder: Path) -> Made:
    """Take the study from its files to segments, as the rules do."""
    interviews = load_interviews(folder / "interviews.csv")
    listed = folder / "speakers.csv"
    speakers = load_speakers([listed] if listed.is_file() else [], interviews)
    read, intake = read_study_transcripts(
        interviews, folder / "transcripts", given_speakers(speakers)
    )
    turns = name_participants(read, interviews, speakers)
    people = as_columns(describe_participants(turns, interviews, speakers))
    placed = place_turns(turns, empty_frame(REPLACEMENTS))
    segments = make_segments(turns, placed, SegmentSettings())
    return Made(interviews, speakers, turns, intake, people, clean_turns(turns, placed), segments)


def codings(coders: str = "A") -> pd.DataFrame:
    """Give what each coder coded: the first everything, the others what is not the tape."""
    rows = [
        (segment, code, coder)
        for coder in coders
        for code, segments in CODED.items()
        for segment in segments
        if coder == "A" or code != "tasks.tape"
    ]
    frame = pd.DataFrame(rows, columns=["segment_id", "code", "coder"])
    place = frame["segment_id"].str.split(".", expand=True)
    blank = {name: "" for name in CODINGS.schema.names if name not in frame}
    return frame.assign(**blank).assign(
        interview=place[0],
        turn=place[1].astype(int),
        layer="human",
        valence="none",
        evidence_start=None,
        evidence_end=None,
    )


BOOK = Codebook(
    "t",
    "1",
    tuple(
        Code(name, name.title(), "d", "i", "e")
        for name in ("tasks", "tasks.tape", "tasks.play", "silence")
    ),
)
SETTINGS = check_settings({"themes": {"attributes": ["age", "site"]}})


def explorer_input(made: Made) -> dict[str, Any]:
    """Give what the explorer is built from."""
    spoken = with_participants(codings(), made.segments)
    counted = theme_participants(spoken, BOOK, PEOPLE)
    return {
        "segments": made.segments,
        "clean_turns": made.clean,
        "codings": spoken,
        "themes": make_themes(counted, spoken, BOOK, SETTINGS.themes),
        "theme_participants": counted,
        "quotes": empty_frame(QUOTES),
        "participants": made.people,
        "codebook": BOOK,
        "settings": SETTINGS,
    }
