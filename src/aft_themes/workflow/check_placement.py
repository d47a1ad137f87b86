"""How many of the coders' quotes can be placed in the transcripts, before anything long runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from aft_themes.catalog import IMPORTED_CODINGS, REPLACEMENTS
from aft_themes.codebook.codes import Codebook
from aft_themes.coding.coder_assignments import Note
from aft_themes.coding.coder_files import CoderRows, read_coder_files
from aft_themes.coding.divided_work import COMPARED_BY_NOBODY, who_coded
from aft_themes.coding.left_out import LeftOut, why_not_read
from aft_themes.coding.placing import Placement, place_codings
from aft_themes.corpus.segments import make_segments, place_turns
from aft_themes.exchange.dropped_files import coder_tables, sort_paths
from aft_themes.exchange.import_rows import rows_of_imports
from aft_themes.exchange.importing import Imported, import_projects
from aft_themes.exchange.run_imports import notes, rows_table
from aft_themes.exchange.study_words import study_words
from aft_themes.io.files import find_file
from aft_themes.io.parquet import empty_frame, rows
from aft_themes.io.spreadsheets import write_csv
from aft_themes.settings import Settings
from aft_themes.wording import count, some_of
from aft_themes.workflow.check_inputs import StudyInputs

_FEW_PAIRS = 2  # of coders, as three people can be two and two; five people make ten pairs
_SHOWN_PAIRS = 9
_SHOWN_ROWS = 5  # enough to see the kind of mistake; the run lists all of them


def coded_rows(
    interviews: pd.DataFrame, turns: pd.DataFrame, codebook: Codebook, inputs: StudyInputs
) -> tuple[Imported, CoderRows]:
    """Read the coders' rows; what other programs' files hold is imported, as a run does."""
    folder = sort_paths(inputs.coder_files)
    imported = Imported()
    if folder.projects:
        imported = import_projects(
            folder.projects,
            study_words(interviews, turns, None, codebook),
            inputs.import_mapping,
            rows_of_imports(folder.tables),
        )
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / IMPORTED_CODINGS.path
        write_csv(rows_table(imported), file)
        tables = coder_tables(inputs.coder_files, file)
        return imported, read_coder_files(tables, codebook, interviews)


def try_placing(
    intake: pd.DataFrame,
    turns: pd.DataFrame,
    codebook: Codebook,
    inputs: StudyInputs,
    settings: Settings,
    coded: pd.DataFrame,
) -> Placement:
    """Place the codings as a run does, but for names, which are not replaced yet."""
    placed = place_turns(turns, empty_frame(REPLACEMENTS))
    return place_codings(
        coded,
        turns,
        placed,
        make_segments(turns, placed, settings.segments, settings.language),
        min_overlap=settings.coding.min_overlap,
        codebook_version=codebook.version,
        interviewer_turns=settings.coding.interviewer_turns,
        not_read=why_not_read(intake),
        left_out=LeftOut(_files(intake, inputs.transcripts)),
    )


def say_unplaced(found: Placement, given: int, imported: Imported) -> list[str]:
    """Say which codings cannot be placed, by reason."""
    waiting = [f"{one.subject}: {one.problem} Fix: {one.fix}" for one in notes(imported)]
    kinds = Counter(found.unplaced["kind"])
    return waiting + [
        _sentence(found.unplaced[found.unplaced["kind"] == kind], given, imported)
        for kind, _ in kinds.most_common()
    ]


def say_divided(found: Placement, read: CoderRows, turns: pd.DataFrame) -> list[str]:
    """Ask about coders of whom nothing shows that they read the same."""
    _, notes = who_coded(read, turns["interview"], found.codings)
    return say_apart([note for note in notes if note.kind == COMPARED_BY_NOBODY])


def say_apart(asked: Sequence[Note]) -> list[str]:
    """Say what each note says of two coders; of many pairs the first, and the others' names."""
    told = [f"{note.subject} {note.problem} Fix: {note.fix}" for note in asked]
    if len(told) <= _FEW_PAIRS:
        return told
    others = [note.subject.removeprefix("Coders ") for note in asked[1:]]
    return [f"{told[0]} The same is true of {some_of(others, _SHOWN_PAIRS)}."]


def _sentence(lost: pd.DataFrame, given: int, imported: Imported) -> str:
    """Say how many codings one kind of reason loses, and where they stand."""
    (reason, fix), _ = Counter(zip(lost["reason"], lost["fix"], strict=True)).most_common(1)[0]
    places = list(dict.fromkeys(_place(row.file, row.row, imported) for row in rows(lost)))
    files = set(lost["file"])
    if len(files) == 1 and not files & {Path(IMPORTED_CODINGS.path).name}:
        numbers = [str(number) for number in dict.fromkeys(lost["row"])]
        places = [f"{next(iter(files))} row {numbers[0]}", *numbers[1:]]
    return (
        f"{len(lost):,} of {count(given, 'coding')} cannot be placed: {reason}. Fix: {fix}. "
        f"See {some_of(places, _SHOWN_ROWS)}."
    )


def _place(file: str, row: int, imported: Imported) -> str:
    """Name a coder's row; what was imported stands in the other program's file."""
    if file == Path(IMPORTED_CODINGS.path).name:
        return imported.rows[row - 2]["source"]  # below the header
    return f"{file} row {row}"


def _files(intake: pd.DataFrame, transcripts: Path) -> dict[str, Path]:
    listed = intake[intake["interview"] != ""]
    found = {str(row.interview): find_file(transcripts, str(row.file)) for row in rows(listed)}
    return {interview: path for interview, path in found.items() if path}
