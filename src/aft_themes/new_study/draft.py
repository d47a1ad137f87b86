"""Write the first draft of a study: copies of the files, and tables for a person to correct."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from aft_themes.catalog import (
    CODER_FILES,
    IDENTIFIERS,
    INTERVIEWS,
    RENAMED,
    SPEAKERS,
    TRANSCRIPTS,
)
from aft_themes.coding.reading import coders_in
from aft_themes.exchange.recognising import project_name
from aft_themes.io.files import write_text
from aft_themes.io.spreadsheets import write_csv
from aft_themes.new_study.codebook import is_listed, write_codebook
from aft_themes.new_study.files import CodedFile, SortedFiles
from aft_themes.new_study.identifiers import write_identifiers
from aft_themes.new_study.interview_ids import interview_ids
from aft_themes.new_study.interviews import ListedInterview, add_attributes, list_interview
from aft_themes.new_study.neutral_names import (
    Renamed,
    copy_table,
    distinct_names,
    neutral_coders,
    neutral_files,
)
from aft_themes.new_study.refusals import Refusal, say_refusals
from aft_themes.new_study.row_codings import CODER, columns_of_codes, row_codings
from aft_themes.new_study.said_names import (
    SaidNames,
    listed_if_readable,
    names_a_person,
    said_names,
)
from aft_themes.new_study.speakers import find_interviewers
from aft_themes.settings import check_settings
from aft_themes.transcripts import grouped
from aft_themes.workflow.printed_names import study_in_print

_SETTINGS = """\
# Settings of this study; they win over config/config.yaml, which explains each of them.
report:
  # Title of the report.
  title: ""
"""
_QUESTIONS_CODED = """\
coding:
  # Codes are given to questions too: such a code counts for the answer that follows.
  interviewer_turns: true
"""


@dataclass
class NewStudy:
    """What was found in a folder, and what was written.

    Parameters
    ----------
    folder : Path
        The study's folder below ``data/raw``.
    interviews : int
        Transcripts that were read.
    coder_files : list of str
        Tables of codings that were copied.
    codes : int
        Codes in the codebook that was written or copied.
    doubts : list of str
        What a person should look at first, in plain sentences.
    refused : list of Refusal
        Files that are neither transcript, codings nor codebook, each with the reason.
    """

    folder: Path
    interviews: int
    coder_files: list[str]
    codes: int
    doubts: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    @property
    def left_out(self) -> list[str]:
        """The refused files in lines for a person."""
        return say_refusals(self.refused)


def write_draft(raw: Path, files: SortedFiles) -> NewStudy:
    """Copy what was found into a study's folder, and propose the tables that it needs.

    Parameters
    ----------
    raw : Path
        The study's folder.
    files : SortedFiles
        The transcripts and what came with them.
    """
    said = said_names(files.transcripts.values(), files.identifiers)
    renamed = Renamed()
    former = distinct_names(files.transcripts, files.source)
    names, ids = _name_transcripts(former, said, renamed)
    _copy_transcripts(names, raw / TRANSCRIPTS.path)
    interviewers = find_interviewers(files.transcripts.values())
    coded, codings = _codings_beside(files, ids)
    listed = [
        list_interview(
            transcript, ids[path], names[path], former[path], interviewers, codings[path]
        )
        for path, transcript in files.transcripts.items()
    ]
    speakers = [row for one in listed for row in one.speakers]
    doubts = grouped([(one.row["file"], doubt) for one in listed for doubt in one.doubts])
    interviews = [one.row for one in listed]
    doubts += add_attributes(interviews, list(files.transcripts), files.brought, said)
    write_csv(pd.DataFrame(interviews), raw / INTERVIEWS.path)
    write_csv(pd.DataFrame(speakers), raw / SPEAKERS.path)
    write_identifiers(files.identifiers, files.transcripts.values(), speakers, raw)
    called = {Path(former[path]).stem.casefold(): ident for path, ident in ids.items()}
    coder_files = _copy_codings(files, called, said, renamed, raw)
    beside = _write_row_codings(listed, said, renamed, raw)
    tables = [*files.coder_files, *beside]
    codes, about_codes = write_codebook(files.codebooks, tables, files.brought, raw, renamed)
    asked = any(one.questions_coded for one in listed) or any(
        (path, speaker) in files.coded_speakers
        for path, one in zip(files.transcripts, listed, strict=True)
        for speaker in one.row["interviewer_label"].split("; ")
    )
    write_text(raw / "settings.yaml", _SETTINGS + _QUESTIONS_CODED * asked)
    renamed.write(raw / RENAMED.path)
    study = NewStudy(raw, len(listed), coder_files + [one.name for one in beside], codes)
    study.doubts = [
        *files.doubts,
        *coded,
        *doubts,
        *about_codes,
        *renamed.say(),
        *study_in_print(
            raw.name,
            listed_if_readable(raw / IDENTIFIERS.path),
            check_settings({}),
            IDENTIFIERS.path,
        ),
        *_lacking(study),
    ]
    study.refused = files.refused
    return study


def _name_transcripts(
    names: Mapping[Path, str], said: SaidNames, renamed: Renamed
) -> tuple[dict[Path, str], dict[Path, str]]:
    """Name the transcripts, and give each an id; all get new names if one's holds a name.

    A first name may be the participant's, even where nobody says it.
    """
    id_of = interview_ids(list(names.values()), said)
    ids = {path: id_of[name] for path, name in names.items()}
    stems = [Path(name).stem for name in names.values()]
    if not any(said.in_file(stem) or names_a_person(stem) for stem in stems):
        return dict(names), ids
    new = {path: ids[path] + path.suffix.strip() for path in names}
    renamed.add("transcript", {name: new[path] for path, name in names.items()})
    return new, ids


def _copy_transcripts(names: Mapping[Path, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path, name in names.items():
        shutil.copyfile(path, folder / name)


def _copy_codings(
    files: SortedFiles, called: Mapping[str, str], said: SaidNames, renamed: Renamed, raw: Path
) -> list[str]:
    """Copy tables and projects with codings; no name of a file or coder holds a name."""
    projects = files.brought.with_codings()
    tables = distinct_names(files.coder_files, files.source)
    former = tables | {path: project_name(path) for path in projects}
    new = neutral_files(former, said, called)
    renamed.add("codings", {name: new[path] for path, name in former.items()})
    coders = neutral_coders([*coders_in(tables), *files.brought.coders()], said)
    renamed.add("coder", coders)
    for path in tables:
        copy_table(path, raw / CODER_FILES.path / new[path], coders)
    files.brought.copy(raw, new)
    if any(coders.get(one) for one in files.brought.coders()):
        files.brought.map_coders(raw, coders)
    return [*sorted(new[path] for path in tables), *sorted(new[path] for path in projects)]


def _codings_beside(
    files: SortedFiles, ids: Mapping[Path, str]
) -> tuple[tuple[str, ...], dict[Path, list[dict[str, str]]]]:
    """Read what stands beside the words of transcripts, and say what is doubtful about it.

    Codes that were taken out of the words are no part of the words that these codings are about.
    """
    sources = {path: _coded_files(files, path) for path in files.transcripts}
    plain = {path: one.plain for path, one in files.marked.items()}
    columns = columns_of_codes(
        {one.path: one.transcript for own in sources.values() for one in own},
        is_listed(files.codebooks),
    )
    return columns.doubts, {
        path: [
            ({"coder": one.coder} if one.coder else {})
            | {**coding, "quote": plain.get(path, str)(coding["quote"])}
            for one in own
            for coding in row_codings(one.path, ids[path], one.transcript, columns, one.same)
        ]
        for path, own in sources.items()
    }


def _coded_files(files: SortedFiles, path: Path) -> list[CodedFile]:
    """Say where the codes beside a transcript's words stand; a project's are imported."""
    marked = files.marked.get(path)
    file, transcript = (
        (marked.path, marked.transcript) if marked else (path, files.transcripts[path])
    )
    found = files.coded.get(file, [CodedFile(file, transcript)])
    return [one for one in found if one.path not in files.brought.projects]


def _write_row_codings(
    listed: list[ListedInterview], said: SaidNames, renamed: Renamed, raw: Path
) -> list[Path]:
    """Write the codings that stood beside the words of transcripts as one coder's file."""
    codings: list[dict[str, Any]] = [row for one in listed for row in one.codings]
    if not codings:
        return []
    coders = neutral_coders({row["coder"] for row in codings if row.get("coder")}, said)
    renamed.add("coder", coders)
    codings = [
        row | {"coder": coders[row["coder"]]} if row.get("coder") in coders else row
        for row in codings
    ]
    file = raw / CODER_FILES.path / f"{CODER}.csv"
    number = 1
    while file.exists():  # a coder may have called a table so
        number += 1
        file = file.with_name(f"{CODER}_{number}.csv")
    write_csv(pd.DataFrame(codings).fillna(""), file)
    return [file]


def _lacking(study: NewStudy) -> Iterator[str]:
    """Say what a study needs and the folder did not hold."""
    if not study.coder_files:
        yield "No codings were found: add the coders' files to codings/."
    if not study.codes:
        yield "No codes were found: write their names into codebook.yaml."
