"""Bring codings of other programs into a study's folder.

A file that lies elsewhere becomes one coder file, ``codings/<name>.csv``; importing it again
replaces that file. A file that was put into ``codings/`` stays as it is: every run reads it anew.
What a person should look at stands in the folder ``exchange``: the mapping, what was lost, codes
and transcripts that the study does not have, and variables of cases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd

from aft_themes.catalog import CODER_FILES, IMPORT_MAPPING, IMPORTS
from aft_themes.errors import InputError
from aft_themes.exchange import mapping as mapped
from aft_themes.exchange import offers
from aft_themes.exchange.dropped_files import sort_folder
from aft_themes.exchange.import_report import LOSSES, ImportReport
from aft_themes.exchange.import_rows import (
    COLUMNS,
    Outcome,
    ProjectRows,
    Row,
    is_import,
    rows_of_imports,
)
from aft_themes.exchange.mapping import StudyMapping
from aft_themes.exchange.model import Loss, Project
from aft_themes.exchange.offers import file_name
from aft_themes.exchange.recognising import project_name, read_project
from aft_themes.exchange.study_words import StudyWords, load_study_words
from aft_themes.io.files import write_text
from aft_themes.io.spreadsheets import write_csv

NEW_CODES, ATTRIBUTES, OFFERED = (
    f"{IMPORTS.path}/{name}" for name in ("new_codes.yaml", "attributes.csv", "transcripts_offered")
)


@dataclass(frozen=True)
class Imported:
    """What projects of other programs gave.

    Parameters
    ----------
    projects : tuple of Project
        The projects that could be read.
    outcomes : tuple of Outcome
        Rows, losses and numbers of each.
    mapping : StudyMapping
        What is known, and what is proposed.
    problems : tuple of InputError
        The files that could not be read.
    """

    projects: tuple[Project, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    mapping: StudyMapping = field(default_factory=StudyMapping)
    problems: tuple[InputError, ...] = ()

    @property
    def rows(self) -> list[Row]:
        """The rows of all projects."""
        return [row for one in self.outcomes for row in one.rows]

    @property
    def losses(self) -> list[tuple[str, Loss]]:
        """File and item of all that was lost."""
        return [(one.report.file, loss) for one in self.outcomes for loss in one.losses]

    @property
    def loss_table(self) -> pd.DataFrame:
        """The losses as a table for people."""
        found = [(file, loss.item, loss.reason, loss.fix) for file, loss in self.losses]
        return pd.DataFrame(found, columns=["file", "item", "reason", "fix"])


def import_projects(
    files: Iterable[Path],
    words: StudyWords,
    mapping_file: Path | None,
    others: Collection[tuple[str, ...]] = (),
) -> Imported:
    """Read projects, and turn their codings into rows of a coder file; nothing is written.

    Parameters
    ----------
    files : iterable of Path
        The projects; one that cannot be read stops no other.
    words : StudyWords
        The study's interviews and codebook.
    mapping_file : Path or None
        The mapping that a person corrects, if there is one yet.
    others : collection of tuple
        Codings that are there already, as
        :func:`~aft_themes.exchange.import_rows.same_coding` gives them.

    Returns
    -------
    Imported

    Raises
    ------
    InputError
        If the mapping names a code or an interview that the study does not have.
    """
    projects, problems = _read(files)
    known = StudyMapping()
    if mapping_file is not None:
        known = mapped.load_mapping(mapping_file)
        mapped.check_mapping(mapping_file, known, words.files, words.codebook)
    mapping = mapped.propose(projects, words, known)
    there = set(others)
    outcomes = []
    for project in projects:
        outcome = ProjectRows(project, words, mapping, there).run()
        there |= outcome.codings
        outcomes.append(outcome)
    return Imported(tuple(projects), tuple(outcomes), mapping, tuple(problems))


def import_files(files: Iterable[str | Path], study_folder: str | Path) -> ImportReport:
    """Import codings of other programs into a study.

    A file that cannot be read is reported and stops no other. Importing a file again replaces
    what it gave before.

    Parameters
    ----------
    files : iterable of str or Path
        REFI-QDA, QualCoder, Taguette, tables of MAXQDA, ATLAS.ti and Dedoose, NVivo coding
        reports, Word comments, returned double-coding sheets. None: those that were put into
        the study's ``codings`` folder. Each run imports these by itself, so no coder file is
        written of them: only what a person should look at.
    study_folder : str or Path
        ``data/raw/<study>``.

    Returns
    -------
    ImportReport

    Raises
    ------
    InputError
        If there is no such study, ``mapping.csv`` names a code or an interview that the study
        does not have, two files have one name, or a coder file of that name is no import.
    """
    study = Path(study_folder)
    words = load_study_words(study)
    given = [Path(file) for file in files]
    folder = sort_folder(study / CODER_FILES.path)
    own = _coder_file_names(study, [one for one in given if one not in folder.projects])
    others = rows_of_imports(path for path in folder.tables if path not in own.values())
    found = import_projects(given or folder.projects, words, study / IMPORT_MAPPING.path, others)
    written = _write(study, words, found, own)
    reports = tuple(one.report for one in found.outcomes)
    return ImportReport(reports, tuple(found.losses), found.problems, tuple(written))


def _read(files: Iterable[Path]) -> tuple[list[Project], list[InputError]]:
    projects, problems = [], []
    for file in files:
        try:
            projects.append(read_project(file))
        except InputError as problem:
            problems.append(problem)
    return projects, problems


def _coder_file_names(study: Path, files: Sequence[Path]) -> dict[str, Path]:
    """Choose the coder file of each file; refuse to write over a file that is no import."""
    named = [project_name(one) for one in files]
    names = {one: study / CODER_FILES.path / f"{file_name(one)}.csv" for one in named}
    repeated = [name for name, number in Counter(names.values()).items() if number > 1]
    if repeated or len(names) < len(files):
        name = repeated[0].name if repeated else Counter(named).most_common(1)[0][0]
        raise InputError(name, "two files have this name.", "give each file a name of its own.")
    for path in names.values():
        if path.is_file() and not is_import(path):
            raise InputError(
                path,
                "a coder file of this name is there.",
                "rename the project, or the coder file.",
            )
    return names


def _write(
    study: Path, words: StudyWords, found: Imported, coder_files: dict[str, Path]
) -> list[Path]:
    """Write all files, after all of them have been made."""
    steps: list[tuple[Path, Callable[[Path], None]]] = []
    for one in found.outcomes:
        target = coder_files.get(one.report.file)
        if target and (one.rows or target.is_file()):
            frame = pd.DataFrame(one.rows, columns=list(COLUMNS))
            steps.append((target, partial(write_csv, frame)))
    if found.projects:
        mapping, lost = found.mapping, found.loss_table
        steps.append((study / IMPORT_MAPPING.path, lambda path: mapped.save_mapping(path, mapping)))
        steps.append((study / LOSSES, partial(write_csv, lost)))
    codes = offers.new_codes(found.projects, found.mapping, words)
    if codes:
        steps.append((study / NEW_CODES, lambda path: write_text(path, codes)))
    values = offers.attributes(found.projects, found.mapping, words)
    if not values.empty:
        steps.append((study / ATTRIBUTES, partial(write_csv, values)))
    for name, text in offers.transcripts(found.projects, found.mapping):
        steps.append((study / OFFERED / name, partial(_write_text, text)))
    for path, write in steps:
        write(path)
    return [path for path, _ in steps]


def _write_text(text: str, path: Path) -> None:
    write_text(path, text)
