"""The list of speakers: who each speaker of each interview is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aft_themes.corpus import interviews as interviews_list
from aft_themes.corpus.list_columns import heading_faults, other_headings
from aft_themes.io.problems import FileProblem, raise_problems
from aft_themes.io.spreadsheets import ROW, read_table
from aft_themes.transcripts.given_roles import GivenSpeaker
from aft_themes.transcripts.speakers import likeness
from aft_themes.vocabulary import Role

if TYPE_CHECKING:
    import pandas as pd

_NEEDED = ("interview", "speaker")
# turns and words are written by `aft-themes init` for people to read
COLUMNS = (*_NEEDED, "role", "participant", "turns", "words")
_FIX = "correct the row, or remove it: the program then finds out the speaker's role itself."


def load_speakers(paths: Collection[Path], interviews: pd.DataFrame) -> pd.DataFrame:
    """Read and check ``speakers.csv``."""
    import pandas as pd

    if not paths:
        return pd.DataFrame(columns=[*COLUMNS, ROW], dtype=object)
    (path,) = paths
    frame = read_table(path, _NEEDED, COLUMNS, other_headings(COLUMNS))
    frame["role"] = frame["role"].str.lower()
    known = dict(zip(interviews["interview"], interviews["participant"], strict=True))
    found = list(heading_faults(list(frame.columns), COLUMNS))
    for row in _unlike(frame):
        where = f"row {row[ROW]}"
        found += [FileProblem(f"{problem}.", _FIX, where) for problem in _problems(row, known)]
    raise_problems(path, found)
    interviews_list.tidy_attributes(frame, attributes(frame))
    frame["role"] = frame["role"].mask(
        (frame["role"] == "") & (frame["participant"] != ""), str(Role.PARTICIPANT)
    )
    frame["participant"] = frame["participant"].where(frame["role"] == Role.PARTICIPANT, "")
    return frame[frame["role"] != ""].reset_index(drop=True)


def _unlike(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows, each with the row that listed the same speaker before."""
    first: dict[tuple[str, str], int] = {}
    for row in frame.to_dict("records"):
        key = (row["interview"], likeness(row["speaker"]))
        yield {str(name): value for name, value in row.items()} | {"before": first.get(key, 0)}
        first.setdefault(key, row[ROW])


def _problems(row: dict[str, Any], known: Mapping[str, str]) -> Iterator[str]:
    if row["interview"] not in known:
        yield "interviews.csv has no such interview"
    if not row["speaker"]:
        yield "no speaker's label is given"
    elif row["before"]:
        yield f"row {row['before']} lists the same speaker"
    if row["role"] not in ("", *Role):
        yield f"the role is not one of {', '.join(Role)}"
    if row["participant"] and (fault := interviews_list.id_fault(row["participant"])):
        yield f"the participant id {fault}"
    if row["participant"] == row["interview"] != known.get(row["interview"], row["interview"]):
        yield "interviews.csv names another participant for this interview"


def given_speakers(speakers: pd.DataFrame) -> dict[str, list[GivenSpeaker]]:
    """Give the rows by interview, as the reading of transcripts takes them."""
    found: dict[str, list[GivenSpeaker]] = {}
    for row in speakers.to_dict("records"):
        given = GivenSpeaker(row["speaker"], row["role"], row["participant"], int(row[ROW]))
        found.setdefault(row["interview"], []).append(given)
    return found


def attributes(speakers: pd.DataFrame) -> list[str]:
    """Name the columns that describe participants."""
    reserved = {*COLUMNS, *interviews_list.COLUMNS, ROW}
    return [name for name in speakers.columns if name not in reserved]
