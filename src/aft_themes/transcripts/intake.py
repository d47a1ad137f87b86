"""All transcripts of a study: turns, and what became of each file."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from aft_themes.catalog import INTAKE, TURNS
from aft_themes.errors import InputError
from aft_themes.io.entries import Table
from aft_themes.io.parquet import check, empty_frame
from aft_themes.transcripts.roles import assign_roles
from aft_themes.transcripts.source import MAX_BYTES, Source, open_source
from aft_themes.transcripts.turns import Transcript
from aft_themes.vocabulary import Role

_LOG = logging.getLogger(__name__)
_IGNORED = ("thumbs.db", "desktop.ini")


def read_study_transcripts(
    interviews: pd.DataFrame, folder: Path
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read every transcript of a study.

    Parameters
    ----------
    interviews : pandas.DataFrame
        Columns ``interview``, ``file`` and ``interviewer_label``.
    folder : Path
        The folder of the transcripts.

    Returns
    -------
    turns : pandas.DataFrame
        By ``TURNS``.
    intake : pandas.DataFrame
        By ``INTAKE``: one row for each listed and each unlisted file.
    """
    turns, intake = read_interviews(interviews, folder)
    return combine([turns], [intake], folder)


def read_interviews(interviews: pd.DataFrame, folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the transcripts of some interviews, each on its own: a bad one hurts no other.

    Parameters
    ----------
    interviews : pandas.DataFrame
        As for :func:`read_study_transcripts`; a part of the study is enough.
    folder : Path
        The folder of the transcripts.

    Returns
    -------
    turns, intake : pandas.DataFrame
        To be put together by :func:`combine`.
    """
    turns: list[dict[str, Any]] = []
    intake: list[dict[str, Any]] = []
    for row in interviews.to_dict("records"):
        label = row.get("interviewer_label") or ""
        found, entry = _read_one(str(row["interview"]), str(row["file"]), str(label), folder)
        turns.extend(found)
        intake.append(entry)
    return _frame(turns, TURNS), _frame(intake, INTAKE)


def combine(
    turns: Sequence[pd.DataFrame], intake: Sequence[pd.DataFrame], folder: Path
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put the parts of a study together; add unlisted files and refuse repeated transcripts.

    Parameters
    ----------
    turns, intake : sequence of pandas.DataFrame
        What :func:`read_interviews` returned for each part.
    folder : Path
        The folder of the transcripts.

    Returns
    -------
    turns, intake : pandas.DataFrame
        Of two interviews with the same bytes or the same words the first is kept and the second
        rejected, because a participant must not be counted twice.
    """
    all_turns = _stacked(turns, TURNS)
    entries = _stacked(intake, INTAKE)
    same = _repeated(all_turns, entries)
    for interview, first in same.items():
        entries = _reject(entries, interview, first)
    all_turns = all_turns[~all_turns["interview"].isin(list(same))]
    unlisted = _unlisted(entries, folder)
    entries = _stacked([entries, _frame(unlisted, INTAKE)], INTAKE)
    return (
        all_turns.sort_values(["interview", "turn"]).reset_index(drop=True),
        entries.sort_values(["file", "interview"]).reset_index(drop=True),
    )


def _read_one(
    interview: str, file: str, label: str, folder: Path
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    from aft_themes.transcripts.reader import read_source  # loads the libraries of all formats

    entry = _entry(file, interview)
    path = folder / file
    if Path(file).is_absolute() or ".." in Path(file).parts:
        return [], entry | {
            "problem": "the file lies outside the transcripts' folder.",
            "fix": "put it there, and name it without a folder.",
        }
    if not path.is_file():
        return [], entry | {"status": "missing"} | _missing(file, folder)
    try:
        source = open_source(path)
        entry["sha256"] = source.sha256
        transcript = read_source(source)
    except InputError as error:
        where = f"{error.where}: " if error.where else ""
        entry |= {"problem": f"{where}{error.problem}", "fix": error.fix}
    except Exception as error:  # a bug in a library must not end the whole study's run
        _LOG.warning("%s could not be read: %s", file, type(error).__name__)
        entry |= {
            "problem": f"the file could not be read ({type(error).__name__}).",
            "fix": "save it again, or as plain text.",
        }
    else:
        return _listed(interview, label, transcript, entry)
    return [], entry


def _missing(file: str, folder: Path) -> dict[str, str]:
    wanted = file.casefold()
    if any(path.name.casefold() == wanted for path in folder.glob("*")):
        return {
            "problem": "the file's name differs in upper and lower case.",
            "fix": "write the name in interviews.csv exactly as the file has it.",
        }
    return {
        "problem": "the file is not in the transcripts' folder.",
        "fix": "put it there, or correct its name in interviews.csv.",
    }


def _listed(
    interview: str, label: str, transcript: Transcript, entry: dict[str, Any]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    roles, how, remarks = assign_roles(transcript.turns, label)
    rows = [
        {
            "interview": interview,
            "turn": number,
            "role": roles[turn.speaker],
            "speaker": turn.speaker,
            "start_s": turn.start_s,
            "end_s": turn.end_s,
            "text": turn.text,
            "locator": turn.locator,
        }
        for number, turn in enumerate(transcript.turns, 1)
    ]
    words = dict.fromkeys(map(str, Role), 0)
    for turn in transcript.turns:
        words[roles[turn.speaker]] += len(turn.text.split())
    times = [t for turn in transcript.turns for t in (turn.start_s, turn.end_s) if t is not None]
    entry |= {
        "status": "read",
        "format": transcript.format,
        "encoding": transcript.encoding,
        "turns": len(rows),
        "participant_turns": sum(row["role"] == Role.PARTICIPANT for row in rows),
        "participant_words": words[Role.PARTICIPANT],
        "interviewer_words": words[Role.INTERVIEWER],
        "other_words": words[Role.OTHER],
        "duration_s": max(times, default=None),
        "roles": how,
        "warnings": [*transcript.warnings, *remarks],
    }
    return rows, entry


def _entry(file: str, interview: str) -> dict[str, Any]:
    """Return the intake row of a file of which nothing is known yet."""
    counts = ("turns", "participant_turns", "participant_words", "interviewer_words", "other_words")
    return {
        "file": file,
        "interview": interview,
        "status": "rejected",
        "format": "",
        "encoding": "",
        **dict.fromkeys(counts, 0),
        "duration_s": None,
        "roles": "none",
        "warnings": [],
        "problem": "",
        "fix": "",
        "sha256": "",
    }


def _repeated(turns: pd.DataFrame, entries: pd.DataFrame) -> dict[str, str]:
    """Map each interview that repeats another's bytes or words to that other."""
    words: dict[str, str] = {
        str(interview): hashlib.sha256("\n".join(texts.sort_index()).encode()).hexdigest()
        for interview, texts in turns.set_index("turn").groupby("interview")["text"]
    }
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    read = entries[entries["status"] == "read"].sort_values("interview")
    for interview, sha256 in zip(read["interview"], read["sha256"], strict=True):
        keys = (sha256, words[interview])
        other = next((first[key] for key in keys if key in first), "")
        if other:
            same[interview] = other
        else:
            first |= dict.fromkeys(keys, interview)
    return same


def _reject(entries: pd.DataFrame, interview: str, first: str) -> pd.DataFrame:
    hit = (entries["interview"] == interview) & (entries["status"] == "read")
    return entries.assign(
        status=entries["status"].mask(hit, "rejected"),
        problem=entries["problem"].mask(hit, f"the transcript is the same as that of {first}."),
        fix=entries["fix"].mask(hit, "give this interview its own file, or remove its row."),
    )


def _unlisted(entries: pd.DataFrame, folder: Path) -> list[dict[str, Any]]:
    listed = set(entries["file"])
    known = dict(zip(entries["sha256"], entries["interview"], strict=True))
    rows = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = path.name.startswith((".", "~$")) or path.name.lower() in _IGNORED
        if hidden or name in listed or not path.is_file():
            continue
        twin = known.get(_digest(path), "")
        rows.append(
            _entry(name, "")
            | {
                "status": "unlisted",
                "problem": "no row of interviews.csv names this file."
                + (f" It is a copy of the file of {twin}." if twin else ""),
                "fix": "remove the copy." if twin else "add a row for it, or remove the file.",
            }
        )
    return rows


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file that is small enough to be a transcript."""
    if path.stat().st_size > MAX_BYTES:
        return ""
    return Source(path, path.read_bytes()).sha256


def _frame(rows: list[dict[str, Any]], rule: Table) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=rule.schema.names) if rows else empty_frame(rule)


def _stacked(frames: Sequence[pd.DataFrame], rule: Table) -> pd.DataFrame:
    tables = [check(frame, rule) for frame in frames]
    return pa.concat_tables(tables).to_pandas() if tables else empty_frame(rule)
