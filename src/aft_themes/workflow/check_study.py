"""The command `aft-themes check`: all inputs of a study, transcripts included, in seconds."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from aft_themes.catalog import CODEBOOK, INTERVIEWS, STUDY_SETTINGS, TRANSCRIPTS
from aft_themes.codebook.code_list import columns_not_read
from aft_themes.codebook.codes import joined_spellings, perhaps_headings
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.coder_assignments import ASKED, assign_coders
from aft_themes.coding.files import sort_files
from aft_themes.coding.review import read_reviews
from aft_themes.consensus.reading import incomplete, read_consensus, unanswered
from aft_themes.corpus.attribute_values import doubtful_values
from aft_themes.corpus.interviews import attributes, load_interviews
from aft_themes.corpus.participants import listed_participants
from aft_themes.corpus.speakers import given_speakers, load_speakers
from aft_themes.deidentify import load_identifiers, load_identifiers_if_any
from aft_themes.documents.marked_rows import has_comments
from aft_themes.errors import AftThemesError
from aft_themes.exchange.dropped_files import sort_paths
from aft_themes.io.parquet import rows
from aft_themes.io.settings_files import read_values
from aft_themes.io.spreadsheets import WORKBOOKS
from aft_themes.settings import Settings, check_settings
from aft_themes.transcripts import doubts, grouped, read_study_transcripts
from aft_themes.wording import count, some_of
from aft_themes.workflow.check_inputs import StudyInputs, check_inputs
from aft_themes.workflow.check_placement import (
    coded_rows,
    say_divided,
    say_unplaced,
    try_placing,
)
from aft_themes.workflow.printed_names import coders_in_print, ids_like_names, memos_in_print
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
    found.problems += check_inputs(inputs_of(files), settings)
    found.doubts += say_unread(files.unread, Path(files.folder("raw")))
    _read_transcripts(files, settings, found)
    _read_decisions(files, settings, found)
    return found


def _read_decisions(files: StudyFiles, settings: Settings, found: Checked) -> None:
    """Name files that are not read, decisions that do not count, and comments without an answer."""
    tables = sort_files(sort_paths(inputs_of(files).coder_files).tables)
    found.unplaced += [
        f"{one.path.name} is not read: it {one.problem} Fix: {one.fix}"
        for one in tables
        if one.kind == "other"
    ]
    reviews = [file.path for file in tables if file.kind == "review"]
    found.doubts += _say_reviews(reviews, files, settings)
    consensus = read_consensus(reviews)
    found.doubts += [*unanswered(consensus.audit), *incomplete(consensus.decisions)]


def _say_reviews(reviews: list[Path], files: StudyFiles, settings: Settings) -> list[str]:
    """Say which decisions of review workbooks do not count, and why."""
    try:
        decided = read_reviews(reviews, load_codebook(Path(files.path(CODEBOOK.name))))
    except AftThemesError:
        return []  # told already
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
    listed = files.files(
        "speakers",
        "coder_files",
        "import_mapping",
        "identifiers",
        "name_decisions",
        "quotes_file",
        "themes_file",
        "summaries_file",
        "drawn_sample",
        "language_model_prompt",
        "language_model_answers",
    )
    optional = {name: [Path(path) for path in paths] for name, paths in listed.items()}
    return StudyInputs(
        interviews=Path(files.path("interviews")),
        codebook=Path(files.path("codebook")),
        transcripts=Path(files.path("transcripts")),
        misplaced=files.misplaced,
        speakers=next(iter(optional["speakers"]), None),
        coder_files=optional["coder_files"],
        import_mapping=next(iter(optional["import_mapping"]), None),
        identifiers=next(iter(optional["identifiers"]), None),
        name_decisions=next(iter(optional["name_decisions"]), None),
        quotes_file=next(iter(optional["quotes_file"]), None),
        themes_file=next(iter(optional["themes_file"]), None),
        summaries_file=next(iter(optional["summaries_file"]), None),
        drawn_sample=next(iter(optional["drawn_sample"]), None),
        language_model_prompt=next(iter(optional["language_model_prompt"]), None),
        language_model_answers=next(iter(optional["language_model_answers"]), None),
    )


def _values(path: Path) -> dict[str, Any]:
    return read_values(path) if path.is_file() else {}


def _read_transcripts(files: StudyFiles, settings: Settings, found: Checked) -> None:
    try:
        interviews = load_interviews(Path(files.path(INTERVIEWS.name)))
        listed = inputs_of(files).speakers
        speakers = load_speakers([listed] if listed else [], interviews)
        people = listed_participants(interviews, speakers)
    except AftThemesError:
        return  # told already
    found.doubts += ids_like_names(people["participant"], settings)
    for name in attributes(people):
        found.doubts += doubtful_values(name, people[name])
    folder = Path(files.path(TRANSCRIPTS.name))
    turns, intake = read_study_transcripts(
        interviews,
        folder,
        given_speakers(speakers),
        settings.language,
        threads=min(_MOST_READ, os.cpu_count() or 1),
    )
    found.read = int((intake["status"] == "read").sum())
    found.doubts += grouped(doubts(intake))
    found.doubts += say_same_people(turns, interviews, speakers)
    found.doubts += _say_unheard(inputs_of(files).identifiers, turns)
    for row in rows(intake):
        if row.status != "read":
            found.left_out.append(f"{row.file} ({row.status}): {row.problem} Fix: {row.fix}")
    if not found.problems:
        _place_codings(interviews, turns, intake, inputs_of(files), settings, found)


def _say_unheard(listed: Path | None, turns: pd.DataFrame) -> list[str]:
    try:
        return say_unheard(load_identifiers(listed), turns, listed.name) if listed else []
    except AftThemesError:
        return []  # told already


def _say_unread(codebook: Path) -> list[str]:
    """Name what of a codebook is not read: columns that mean nothing here, comments on cells."""
    columns = columns_not_read(codebook)
    commented = codebook.suffix.lower() in WORKBOOKS and has_comments(codebook)
    return [
        f"{codebook.name} has comments on cells, which are not read. Fix: nothing, if no "
        "definitions stand there; otherwise write them into a column."
    ] * commented + [
        f"{codebook.name} has columns that mean nothing to the program: "
        f"{some_of(columns, _SHOWN)}. Fix: none is needed if no levels, definitions or "
        "examples stand there; otherwise name them as docs/codebook.md says."
    ] * bool(columns)


def _place_codings(
    interviews: pd.DataFrame,
    turns: pd.DataFrame,
    intake: pd.DataFrame,
    inputs: StudyInputs,
    settings: Settings,
    found: Checked,
) -> None:
    """Say which codings will be lost, and which coders and memos hold a name."""
    codebook = load_codebook(inputs.codebook)
    asked = [*joined_spellings(codebook), *perhaps_headings(codebook)]
    found.doubts += [f"{inputs.codebook.name}: {said}" for said in asked]
    found.doubts += _say_unread(inputs.codebook)
    imported, read = coded_rows(interviews, turns, codebook, inputs)
    coded = read.coded
    _, remarks = assign_coders(
        read.interviews, turns["interview"].unique(), read.coded, read.coders
    )
    found.doubts += [
        f"{note.subject} {note.problem} Fix: {note.fix}"
        for note in [*read.notes, *remarks]
        if note.kind in ASKED
    ]
    placed = try_placing(intake, turns, codebook, inputs, settings, coded)
    found.doubts += say_divided(placed, read, turns)
    found.unplaced = say_unplaced(placed, len(coded), imported)
    if inputs.identifiers:
        identifiers = load_identifiers_if_any([inputs.identifiers])
        listed = inputs.identifiers.name
        found.problems += coders_in_print(coded["coder"], identifiers, settings, listed)
        found.problems += memos_in_print(coded, identifiers, settings, listed)
