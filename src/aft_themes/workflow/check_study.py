"""The command `aft-themes check`: all inputs of a study, transcripts included, in seconds."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from aft_themes.catalog import STUDY_SETTINGS
from aft_themes.codebook.code_list import columns_not_read
from aft_themes.codebook.codes import Codebook, joined_spellings, perhaps_headings
from aft_themes.coding.coder_assignments import ASKED, assign_coders
from aft_themes.coding.coder_files import CoderRows
from aft_themes.coding.placing import Placement
from aft_themes.consensus.reading import incomplete, read_consensus, unanswered
from aft_themes.corpus.attribute_values import doubtful_values
from aft_themes.corpus.interviews import attributes
from aft_themes.corpus.speakers import given_speakers
from aft_themes.documents.marked_rows import has_comments
from aft_themes.errors import AftThemesError
from aft_themes.exchange.importing import Imported
from aft_themes.io.parquet import rows
from aft_themes.io.settings_files import read_values
from aft_themes.io.spreadsheets import WORKBOOKS
from aft_themes.settings import Settings, check_settings
from aft_themes.transcripts import doubts, grouped, read_study_transcripts
from aft_themes.wording import count, some_of
from aft_themes.workflow.check_inputs import INPUTS, CheckedInputs, StudyInputs, check_inputs
from aft_themes.workflow.check_placement import (
    coded_rows,
    say_divided,
    say_unplaced,
    try_placing,
)
from aft_themes.workflow.printed_names import coders_in_print, ids_like_names, memos_in_print
from aft_themes.workflow.rule_files import RuleFiles
from aft_themes.workflow.same_people import say_same_people
from aft_themes.workflow.study_files import StudyFiles
from aft_themes.workflow.unheard_names import say_unheard
from aft_themes.workflow.unread_files import say_unread

_SHOWN = 8  # columns that a line lists
_MOST_READ = 4  # files at the same time; the process that reads a PDF may take a gigabyte


@dataclass
class Checked:
    """What stops a run, what is left out, and what a person should look at."""

    problems: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    read: int = 0

    def lines(self) -> list[str]:
        """Say it in plain lines, the most important first."""
        parts = [
            ("Mend these before a run", self.problems),
            ("Left out of the analysis", self.left_out),
            ("Codings that will be lost", self.unplaced),
            ("Look at these", self.doubts),
        ]
        said = [f"{count(self.read, 'transcript')} can be read."]
        for title, listed in parts:
            said += [f"{title} ({len(listed)}):", *(f"  - {line}" for line in listed)] * bool(
                listed
            )
        return said if any(listed for _, listed in parts) else [*said, "Nothing needs mending."]


def check_study(study: str) -> Checked:
    """Check settings, interviews, codebook, codings, identifiers and transcripts of a study.

    Raises
    ------
    InputError
        If there is no such study.
    """
    found = Checked()
    try:
        settings = merged_settings(study)
    except AftThemesError as error:
        found.problems.append(str(error))
        settings = check_settings({"study": study})
    files = StudyFiles(study, settings.coding)
    inputs = inputs_of(files)
    read = check_inputs(inputs, settings)
    found.problems += read.problems
    found.doubts += say_unread(files.unread, Path(files.folder("raw")))
    _read_transcripts(inputs, read, settings, found)
    _look_at_decisions(read, settings, found)
    return found


def _look_at_decisions(read: CheckedInputs, settings: Settings, found: Checked) -> None:
    """Name files that are not read, decisions that do not count, and comments without an answer."""
    found.unplaced += [
        f"{one.path.name} is not read: it {one.problem} Fix: {one.fix}"
        for one in read.tables
        if one.kind == "other"
    ]
    if read.reviews is not None:
        found.doubts += _say_reviews(read.reviews, settings)
    consensus = read_consensus(read.files("review"))
    found.doubts += [*unanswered(consensus.audit), *incomplete(consensus.decisions)]


def _say_reviews(decided: pd.DataFrame, settings: Settings) -> list[str]:
    """Say which decisions of review workbooks do not count, and why."""
    faulty = decided[decided["status"] == "not valid"]
    lines = [
        f"{file}: {count(len(mine), 'decision')} cannot be used, because {reason} "
        f"(row {some_of(list(map(str, mine['row'])), _SHOWN)}). Fix: {fix}."
        for (file, reason, fix), mine in faulty.groupby(["file", "reason", "fix"])
    ]
    if len(decided) and settings.coding.final != "human+reviewed":
        lines.append(
            f"{count(len(decided), 'decision')} in review workbooks: not counted, because "
            f"coding.final is {settings.coding.final}. Fix: set it to human+reviewed to count them."
        )
    return lines


def merged_settings(study: str) -> Settings:
    """Merge config/config.yaml with the study's own settings, which win."""
    merged = _values(Path("config/config.yaml"))
    own = _values(Path("data/raw") / study / STUDY_SETTINGS.path)
    for name, section in own.items():
        both = isinstance(section, dict) and isinstance(merged.get(name), dict)
        merged[name] = {**merged[name], **section} if both else section
    return check_settings({**merged, "study": study})


def inputs_of(files: StudyFiles) -> StudyInputs:
    """Say where a study's inputs lie."""
    listed = files.files(*(entry.name for entry in INPUTS))
    paths = {
        name: [Path(path) for path in ([found] if isinstance(found, str) else found)]
        for name, found in listed.items()
    }
    return StudyInputs.of(RuleFiles(paths), Path(files.path("transcripts")), files.misplaced)


def _values(path: Path) -> dict[str, Any]:
    return read_values(path) if path.is_file() else {}


def _read_transcripts(
    inputs: StudyInputs, read: CheckedInputs, settings: Settings, found: Checked
) -> None:
    if read.interviews is None or read.speakers is None or read.people is None:
        return  # told already
    interviews, speakers = read.interviews, read.speakers
    found.doubts += ids_like_names(read.people["participant"], settings)
    for name in attributes(read.people):
        found.doubts += doubtful_values(name, read.people[name])
    turns, intake = read_study_transcripts(
        interviews,
        inputs.transcripts,
        given_speakers(speakers),
        settings.language,
        threads=min(_MOST_READ, os.cpu_count() or 1),
    )
    found.read = int((intake["status"] == "read").sum())
    found.doubts += grouped(doubts(intake))
    found.doubts += say_same_people(turns, interviews, speakers)
    if read.identifiers is not None and inputs.identifiers:
        found.doubts += say_unheard(read.identifiers, turns, inputs.identifiers.name)
    for row in rows(intake):
        if row.status != "read":
            found.left_out.append(f"{row.file} ({row.status}): {row.problem} Fix: {row.fix}")
    if read.codebook is not None and not found.problems:
        found.doubts += _say_codebook(inputs.codebook, read.codebook)
        imported, coders = coded_rows(interviews, turns, read.codebook, inputs)
        placed = try_placing(intake, turns, read.codebook, inputs, settings, coders.coded)
        _look_at_codings(imported, coders, placed, turns, found)
        _look_for_names(inputs, read, settings, coders.coded, found)


def _say_codebook(path: Path, codebook: Codebook) -> list[str]:
    """Say what of a codebook may be meant otherwise, and what of it is not read."""
    asked = [*joined_spellings(codebook), *perhaps_headings(codebook)]
    lines = [f"{path.name}: {said}" for said in asked]
    if path.suffix.lower() in WORKBOOKS and has_comments(path):
        lines.append(
            f"{path.name} has comments on cells, which are not read. Fix: nothing, if no "
            "definitions stand there; otherwise write them into a column."
        )
    if columns := columns_not_read(path):
        lines.append(
            f"{path.name} has columns that mean nothing to the program: "
            f"{some_of(columns, _SHOWN)}. Fix: none is needed if no levels, definitions or "
            "examples stand there; otherwise name them as docs/codebook.md says."
        )
    return lines


def _look_at_codings(
    imported: Imported, coders: CoderRows, placed: Placement, turns: pd.DataFrame, found: Checked
) -> None:
    """Say what a person should know of the coders' files, and which codings will be lost."""
    _, remarks = assign_coders(
        coders.interviews, turns["interview"].unique(), coders.coded, coders.coders
    )
    found.doubts += [
        f"{note.subject} {note.problem} Fix: {note.fix}"
        for note in [*coders.notes, *remarks]
        if note.kind in ASKED
    ]
    found.doubts += say_divided(placed, coders, turns)
    found.unplaced = say_unplaced(placed, len(coders.coded), imported)


def _look_for_names(
    inputs: StudyInputs,
    read: CheckedInputs,
    settings: Settings,
    coded: pd.DataFrame,
    found: Checked,
) -> None:
    """Look for listed names in the ids and memos of all coders, other programs' among them."""
    if read.identifiers is not None and inputs.identifiers:
        listed = inputs.identifiers.name
        found.problems += coders_in_print(coded["coder"], read.identifiers, settings, listed)
        found.problems += memos_in_print(coded, read.identifiers, settings, listed)
