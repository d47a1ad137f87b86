"""All transcripts of a study: turns, and what became of each file."""

from __future__ import annotations

import hashlib
import logging
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from tqdm import tqdm

from aft_themes.catalog import INTAKE, TURNS
from aft_themes.errors import InputError
from aft_themes.io.bounds import MAX_BYTES
from aft_themes.io.entries import Table
from aft_themes.io.files import find_file, is_kept
from aft_themes.io.foreign_errors import place_of_fault, why_unread
from aft_themes.io.parquet import check, empty_frame, frame_of, rows
from aft_themes.transcripts.findings import Finding, Kind, Severity, TranscriptError
from aft_themes.transcripts.given_roles import GivenSpeaker, assign_listed_roles
from aft_themes.transcripts.languages import count_words, language_of, name_of
from aft_themes.transcripts.roles import NO_INTERVIEWER, NOBODY, ONLY_INTERVIEWER
from aft_themes.transcripts.source import Source, open_source
from aft_themes.transcripts.turns import Transcript
from aft_themes.vocabulary import Role
from aft_themes.wording import some_of

_LOG = logging.getLogger(__name__)
_FEW_ANSWERS = 0.1  # share of words; even in counselling and tests participants say a third
_LONG = 300  # words from which on shares mean something
_MOST_NAMED = 3  # files in one line, which must stay readable
_NUMBER = re.compile(r"(?<!\w)\d(?:[\d,]*\d)?%?")


def read_study_transcripts(
    interviews: pd.DataFrame,
    folder: Path,
    speakers: Mapping[str, Sequence[GivenSpeaker]] | None = None,
    language: str = "",
    *,
    threads: int = 1,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read every transcript of a study: its turns, and what became of each file.

    The interviews have columns ``interview``, ``file`` and ``interviewer_label``; ``speakers`` is
    what speakers.csv says, by interview. The tables have the columns of ``TURNS`` and ``INTAKE``,
    one row of the latter for each listed or unlisted file.
    """
    turns, intake = read_interviews(interviews, folder, speakers, threads=threads)
    return combine([turns], [intake], folder, language)


def read_interviews(
    interviews: pd.DataFrame,
    folder: Path,
    speakers: Mapping[str, Sequence[GivenSpeaker]] | None = None,
    *,
    threads: int = 1,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the transcripts of some interviews; one that cannot be read does not stop the others.

    With several threads PDFs are read at the same time, for each is read by a process of its own.
    """

    def read(row: Mapping[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        interview, label = str(row["interview"]), str(row.get("interviewer_label") or "")
        given = (speakers or {}).get(interview, ())
        return _read_one(interview, str(row["file"]), label, folder, given)

    turns: list[dict[str, Any]] = []
    intake: list[dict[str, Any]] = []
    listed = interviews.to_dict("records")
    bar = tqdm(total=len(listed), desc="reading transcripts", disable=not sys.stderr.isatty())
    with bar, ThreadPoolExecutor(threads) as pool:
        for found, entry in pool.map(read, listed):
            turns.extend(found)
            intake.append(entry)
            bar.update()
    return frame_of(turns, TURNS), frame_of(intake, INTAKE)


def combine(
    turns: Sequence[pd.DataFrame],
    intake: Sequence[pd.DataFrame],
    folder: Path,
    language: str = "",
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put the parts of a study together; add unlisted files and refuse repeated transcripts.

    Of two interviews with the same bytes or words the second is rejected, because a participant
    must not be counted twice. Files in another language than the study's are doubtful; if none is
    given, the study's language is that of most files.
    """
    all_turns = _stacked(turns, TURNS)
    entries = _stacked(intake, INTAKE)
    same = _repeated(all_turns, entries)
    for interview, first in same.items():
        entries = _reject(entries, interview, first)
    all_turns = all_turns[~all_turns["interview"].isin(list(same))]
    entries = _with_languages(entries, language)
    unlisted = _unlisted(entries, folder)
    entries = _stacked([entries, frame_of(unlisted, INTAKE)], INTAKE)
    return (
        all_turns.sort_values(["interview", "turn"]).reset_index(drop=True),
        entries.sort_values(["file", "interview"]).reset_index(drop=True),
    )


def say_language(language: str, study: str) -> str:
    """Say what comes of a transcript in another language than the study's."""
    return (
        f"The transcript seems to be in {name_of(language)}, but only words of {name_of(study)} "
        "are known: most names in it are not found, and sentences and topics are wrong. Translate "
        "it, or leave it out."
    )


def grouped(said: Iterable[tuple[str, str]], most: int = _MOST_NAMED) -> list[str]:
    """Say once what holds of several files, of which the line names the first.

    Messages that differ only in their numbers are one: "61% to 79% of the words".
    """
    files: dict[str, list[tuple[str, str]]] = {}
    for file, message in said:
        files.setdefault(_NUMBER.sub("0", message), []).append((file, message))
    return [
        f"{some_of(list(dict.fromkeys(names)), most)}: {_of_all(messages)}"
        for names, messages in (zip(*each, strict=True) for each in files.values())
    ]


def _of_all(messages: Sequence[str]) -> str:
    """Put the range of the numbers into a message that holds of several files."""
    columns = [
        list(dict.fromkeys(each)) for each in zip(*map(_NUMBER.findall, messages), strict=True)
    ]
    ranges = iter(" to ".join(dict.fromkeys(_least_and_most(each))) for each in columns)
    return _NUMBER.sub(lambda _: next(ranges), messages[0])


def _least_and_most(numbers: Sequence[str]) -> tuple[str, str]:
    ordered = sorted(numbers, key=lambda number: int(re.sub(r"\D", "", number)))
    return ordered[0], ordered[-1]


def doubts(intake: pd.DataFrame) -> list[tuple[str, str]]:
    """List the doubts about files that were read: the file, and a sentence for a person."""
    return [
        (str(row.file), str(message))
        for row in rows(intake)
        for message, severity in zip(row.warnings, row.warning_severities, strict=True)
        if severity == Severity.DOUBT
    ]


def _read_one(
    interview: str, file: str, label: str, folder: Path, given: Sequence[GivenSpeaker]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    from aft_themes.transcripts.reader import read_source  # loads the libraries of all formats

    entry = _entry(file, interview)
    if Path(file).is_absolute() or ".." in Path(file).parts:
        return [], entry | {
            "problem": "the file lies outside the transcripts' folder.",
            "problem_kind": Kind.MISSING_FILE,
            "fix": "put it there, and name it without a folder.",
        }
    path = find_file(folder, file)
    if path is None:
        return [], entry | {"status": "missing"} | _missing(file, folder)
    try:
        source = open_source(path)
        entry["sha256"] = source.sha256
        transcript = read_source(source)
    except InputError as error:
        where = f"{error.where}: " if error.where else ""
        kind = error.kind if isinstance(error, TranscriptError) else Kind.UNREADABLE
        entry |= {"problem": f"{where}{error.problem}", "problem_kind": kind, "fix": error.fix}
    except Exception as error:  # a bug in a library must not end the whole study's run
        _LOG.warning("%s could not be read; the program stopped: %s.", file, place_of_fault(error))
        problem, fix = why_unread(error, "save it again, or as plain text.")
        entry |= {"problem": f"the file {problem}", "fix": fix}
    else:
        return _listed(interview, label, given, transcript, entry)
    return [], entry


def _missing(file: str, folder: Path) -> dict[str, str]:
    wanted = unicodedata.normalize("NFC", file).casefold()
    if any(
        unicodedata.normalize("NFC", path.name).casefold() == wanted for path in folder.glob("*")
    ):
        return {
            "problem": "the file's name differs in upper and lower case.",
            "problem_kind": Kind.MISSING_FILE,
            "fix": "write the name in interviews.csv exactly as the file has it.",
        }
    same = [path.name for path in folder.glob("*") if path.stem in (file, Path(file).stem)]
    there = f" The folder has {same[0]}." if len(same) == 1 else ""
    return {
        "problem": f"the file is not in the transcripts' folder.{there}",
        "problem_kind": Kind.MISSING_FILE,
        "fix": "put it there, or correct its name in interviews.csv.",
    }


def _listed(
    interview: str,
    label: str,
    given: Sequence[GivenSpeaker],
    transcript: Transcript,
    entry: dict[str, Any],
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    roles, how, remarks = assign_listed_roles(transcript.turns, label, given)
    spoken = [
        {
            "interview": interview,
            "turn": number,
            "role": roles[turn.speaker],
            # until corpus.participants says who it is
            "participant": interview if roles[turn.speaker] == Role.PARTICIPANT else "",
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
        words[roles[turn.speaker]] += count_words(turn.text)
    times = [t for turn in transcript.turns for t in (turn.start_s, turn.end_s) if t is not None]
    entry |= {
        "status": "read",
        "problem_kind": "",
        "format": transcript.format,
        "encoding": transcript.encoding,
        "turns": len(spoken),
        "participant_turns": sum(row["role"] == Role.PARTICIPANT for row in spoken),
        "participant_words": words[Role.PARTICIPANT],
        "interviewer_words": words[Role.INTERVIEWER],
        "other_words": words[Role.OTHER],
        "duration_s": max(times, default=None),
        "roles": how,
        "language": language_of("\n".join(turn.text for turn in transcript.turns)),
        **_warnings([*transcript.findings, *map(_role_finding, remarks), *_few_answers(words)]),
    }
    return spoken, entry


def _few_answers(words: Mapping[str, int]) -> list[Finding]:
    """Find interviews in which the one who asks speaks nearly always: roles may be exchanged."""
    answered, asked = words[Role.PARTICIPANT], words[Role.INTERVIEWER]
    if not 0 < answered < _FEW_ANSWERS * (answered + asked) or asked < _LONG:
        return []
    message = (
        f"Participants say only {answered / (answered + asked):.0%} of the words: see in "
        "speakers.csv whether the roles are right."
    )
    return [Finding(Kind.FEW_ANSWERS, message)]


def _role_finding(remark: str) -> Finding:
    kinds = {ONLY_INTERVIEWER: Kind.ONLY_INTERVIEWER, NO_INTERVIEWER: Kind.NO_INTERVIEWER}
    kind = Kind.LISTED_SPEAKERS if NOBODY in remark else Kind.ROLES
    return Finding(kinds.get(remark, kind), remark)


def _warnings(findings: Sequence[Finding]) -> dict[str, list[str]]:
    """Return the columns of the intake that hold a file's findings, doubts first."""
    ordered = sorted(findings, key=lambda finding: finding.severity != Severity.DOUBT)
    return {
        "warnings": [finding.message for finding in ordered],
        "warning_kinds": [str(finding.kind) for finding in ordered],
        "warning_severities": [str(finding.severity) for finding in ordered],
    }


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
        "language": "",
        **_warnings([]),
        "problem": "",
        "problem_kind": Kind.UNREADABLE,
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
        problem_kind=entries["problem_kind"].mask(hit, Kind.REPEATED_TRANSCRIPT),
        problem=entries["problem"].mask(hit, f"the transcript is the same as that of {first}."),
        fix=entries["fix"].mask(hit, "give this interview its own file, or remove its row."),
    )


def _with_languages(entries: pd.DataFrame, language: str) -> pd.DataFrame:
    """Add a doubt to each file in another language than the study's."""
    known = entries.loc[entries["language"] != "", "language"]
    if known.empty:
        return entries
    counts = known.value_counts()
    study = language or min(counts[counts == counts.max()].index)
    records = entries.to_dict("records")
    for row in records:
        if row["status"] == "read" and row["language"] not in ("", study):
            message = say_language(row["language"], study)
            row["warnings"] = [message, *row["warnings"]]
            row["warning_kinds"] = [str(Kind.OTHER_LANGUAGE), *row["warning_kinds"]]
            row["warning_severities"] = [str(Severity.DOUBT), *row["warning_severities"]]
    return pd.DataFrame(records, columns=entries.columns)


def _unlisted(entries: pd.DataFrame, folder: Path) -> list[dict[str, Any]]:
    files = (find_file(folder, file) for file in entries["file"])
    listed = {path.name for path in files if path}
    known = dict(zip(entries["sha256"], entries["interview"], strict=True))
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if is_kept(path.name) or name in listed or not path.is_file():
            continue
        twin = known.get(_digest(path), "")
        found.append(
            _entry(name, "")
            | {
                "status": "unlisted",
                "problem_kind": Kind.UNLISTED_FILE,
                "problem": "no row of interviews.csv names this file."
                + (f" It is a copy of the file of {twin}." if twin else ""),
                "fix": "remove the copy." if twin else "add a row for it, or remove the file.",
            }
        )
    return found


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file that is small enough to be a transcript."""
    if path.stat().st_size > MAX_BYTES:
        return ""
    return Source(path, path.read_bytes()).sha256


def _stacked(frames: Sequence[pd.DataFrame], rule: Table) -> pd.DataFrame:
    tables = [check(frame, rule) for frame in frames]
    return pa.concat_tables(tables).to_pandas() if tables else empty_frame(rule)
