"""Bring codings of other programs into a study's folder.

Each file becomes one coder file, ``codings/<name>.csv``; importing it again replaces that file.
What a person should look at stands in the folder ``exchange``: the mapping, what was lost, codes
and transcripts that the study does not have, and variables of cases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from aft_themes.catalog import IMPORTS
from aft_themes.errors import InputError
from aft_themes.exchange import mapping as mapped
from aft_themes.exchange import offers
from aft_themes.exchange.coded_segment_tables import recognises as is_coded_segments
from aft_themes.exchange.mapping import CODE, LEFT_OUT, SOURCE, UNNAMED, USER, StudyMapping
from aft_themes.exchange.model import ImportedCoding, Loss, Project
from aft_themes.exchange.offers import file_name
from aft_themes.exchange.placing import Placed, SourcePlaces
from aft_themes.exchange.recognising import read_project
from aft_themes.exchange.study_words import StudyWords, load_study_words
from aft_themes.io.files import write_text
from aft_themes.io.spreadsheets import read_rows, write_csv
from aft_themes.vocabulary import Valence

COLUMNS = (
    "interview",
    "turn",
    "quote",
    "code",
    "valence",
    "coder",
    "memo",
    "date",
    "source",
    "position",
)
"""Columns of an imported coder file; ``position`` counts the code points of the cleaned turns."""

FOLDER = IMPORTS.path
MAPPING, LOSSES = "mapping.csv", "losses.csv"
NEW_CODES, ATTRIBUTES, OFFERED = "new_codes.yaml", "attributes.csv", "transcripts_offered"
_DROPPED = (".qdpx", ".qde", ".qda", ".sqlite3", ".xls", ".docx", ".zip")
Row = dict[str, str]


@dataclass(frozen=True)
class FileReport:
    """What became of one file.

    Parameters
    ----------
    file, program, positions : str
        The file, what it was read as, and how it counts positions.
    codings : int
        Codings in the file.
    rows : int
        Rows of the coder file that was written; a coding that spans turns has several.
    placed : int
        Codings whose turn is known; the others are looked for by their words.
    waiting : int
        Codings whose code, source or coder waits in the mapping for a person.
    left_out : int
        Codings that the mapping leaves out.
    doubles : int
        Rows that another imported file already has.
    """

    file: str
    program: str
    positions: str
    codings: int
    rows: int
    placed: int
    waiting: int
    left_out: int
    doubles: int


@dataclass(frozen=True)
class ImportReport:
    """What became of all files.

    Parameters
    ----------
    files : tuple of FileReport
        The files that were read.
    losses : tuple of (str, Loss)
        File and item: what could not be carried over.
    problems : tuple of InputError
        The files that could not be read, and why; nothing of them was imported.
    written : tuple of Path
        Every file that was written.
    """

    files: tuple[FileReport, ...]
    losses: tuple[tuple[str, Loss], ...]
    problems: tuple[InputError, ...]
    written: tuple[Path, ...]

    def __str__(self) -> str:
        lines = [
            f"{one.file} ({one.program}): {one.codings} codings, {one.rows} rows written, "
            f"{one.waiting} wait for the mapping, {one.left_out} left out, "
            f"{one.doubles} were there already."
            for one in self.files
        ]
        lines += [f"Not read: {problem}" for problem in self.problems]
        if self.losses:
            lines.append(f"{len(self.losses)} items were lost; see {FOLDER}/{LOSSES}.")
        if any(one.waiting for one in self.files):
            lines.append(f"Fill in the column `ours` of {FOLDER}/{MAPPING}, and import again.")
        return "\n".join(lines)


def dropped_files(study_folder: Path) -> list[Path]:
    """Find projects of other programs that were put into a study's ``codings`` folder."""
    found = []
    for path in sorted((study_folder / "codings").glob("*")):
        if path.name.startswith((".", "~$")):
            continue
        suffix = path.suffix.lower()
        if suffix in _DROPPED or (suffix in (".xlsx", ".csv") and is_coded_segments(path)):
            found.append(path)
    return found


def import_files(files: Iterable[str | Path], study_folder: str | Path) -> ImportReport:
    """Import codings of other programs into a study.

    A file that cannot be read is reported and stops no other. Importing a file again replaces
    what it gave before.

    Parameters
    ----------
    files : iterable of str or Path
        REFI-QDA, QualCoder, Taguette, tables of MAXQDA, ATLAS.ti and Dedoose, NVivo coding
        reports, Word comments, returned double-coding sheets. None: those that were put into
        the study's ``codings`` folder.
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
    chosen = [Path(file) for file in files] or dropped_files(study)
    projects, problems = _read(chosen)
    place = study / FOLDER / MAPPING
    known = mapped.load_mapping(place)
    mapped.check_mapping(place, known, words)
    mapping = mapped.propose(projects, words, known)
    targets = _targets(study, projects)
    others = _rows_of_other_imports(study, set(targets.values()))
    outcomes = [_Import(project, words, mapping, others).run() for project in projects]
    losses = tuple((one.report.file, loss) for one in outcomes for loss in one.losses)
    written = _write(study, words, mapping, projects, outcomes, targets, losses)
    return ImportReport(
        tuple(one.report for one in outcomes), losses, tuple(problems), tuple(written)
    )


def _read(files: Sequence[Path]) -> tuple[list[Project], list[InputError]]:
    projects, problems = [], []
    for file in files:
        try:
            projects.append(read_project(file))
        except InputError as problem:
            problems.append(problem)
    return projects, problems


def _targets(study: Path, projects: Sequence[Project]) -> dict[str, Path]:
    """Choose the coder file of each project; refuse to write over a file that is no import."""
    targets = {one.file: study / "codings" / f"{file_name(one.file)}.csv" for one in projects}
    repeated = [name for name, number in Counter(targets.values()).items() if number > 1]
    if repeated or len(targets) < len(projects):
        name = repeated[0].name if repeated else projects[0].file
        raise InputError(name, "two files have this name.", "give each file a name of its own.")
    for path in targets.values():
        if path.is_file() and not _is_import(path):
            raise InputError(
                path,
                "a coder file of this name is there.",
                "rename the project, or the coder file.",
            )
    return targets


def _is_import(path: Path) -> bool:
    columns, _ = read_rows(path, ())
    return tuple(columns[: len(COLUMNS)]) == COLUMNS


def _rows_of_other_imports(study: Path, own: set[Path]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for path in sorted((study / "codings").glob("*.csv")):
        if path not in own and _is_import(path):
            columns, lines = read_rows(path, COLUMNS)
            for line in lines:
                found.add(_same(dict(zip(columns, map(str, line), strict=True))))
    return found


def _same(row: Row) -> tuple[str, ...]:
    """Return what makes two rows one coding."""
    words = " ".join(re.findall(r"[^\W_]+", row["quote"])).casefold()
    return (row["interview"], row["turn"], row["position"], words, row["code"], row["coder"])


@dataclass(frozen=True)
class _Outcome:
    report: FileReport
    rows: list[Row]
    losses: list[Loss]


class _Import:
    """Turns one project's codings into rows of a coder file."""

    def __init__(
        self,
        project: Project,
        study: StudyWords,
        mapping: StudyMapping,
        others: set[tuple[str, ...]],
    ) -> None:
        self.project = project
        self.study = study
        self.mapping = mapping
        self.others = others
        self.names = {code.key: code.name for code in project.codes}
        self.sources = {source.key: source for source in project.sources}
        self.waits: Counter[tuple[str, str]] = Counter()
        self.left_out = self.placed = self.doubles = self.questions = 0
        self.places = self._places()
        self.begins = {one: turns[0].begins for one, turns in study.interviews.items() if turns}

    def _places(self) -> dict[str, SourcePlaces]:
        by_source: dict[str, list[ImportedCoding]] = {}
        for coding in self.project.codings:
            by_source.setdefault(coding.source, []).append(coding)
        found = {}
        for key, codings in by_source.items():
            interview = self._ours(SOURCE, key)
            if interview in self.study.interviews:
                versions = self.study.interviews[interview]
                source = self.sources[key]
                found[key] = SourcePlaces.of(source.text, versions, codings)
        return found

    def _ours(self, kind: str, key: str) -> str:
        return self.mapping.ours(self.project.file, kind, key)

    def run(self) -> _Outcome:
        rows: list[Row] = []
        seen: set[tuple[str, ...]] = set()
        for coding in self.project.codings:
            for row in self._rows(coding):
                same = _same(row)
                if same in self.others or same in seen:
                    self.doubles += 1
                    continue
                seen.add(same)
                rows.append(row)
        rows.sort(
            key=lambda row: (row["interview"], int(row["turn"] or 0), int(row["position"] or 0))
        )
        report = FileReport(
            self.project.file,
            self.project.program,
            self.project.positions,
            len(self.project.codings),
            len(rows),
            self.placed,
            sum(self.waits.values()),
            self.left_out,
            self.doubles,
        )
        return _Outcome(report, rows, [*self.project.losses, *self._losses()])

    def _rows(self, coding: ImportedCoding) -> Iterator[Row]:
        wanted = ((CODE, coding.code), (SOURCE, coding.source), (USER, coding.coder or UNNAMED))
        ours = {kind: self._ours(kind, key) for kind, key in wanted}
        if LEFT_OUT in ours.values():
            self.left_out += 1
            return
        for kind, key in wanted:
            if not ours[kind]:
                self.waits[kind, key] += 1
                return
        common = {
            "interview": ours[SOURCE],
            "code": ours[CODE],
            "valence": coding.valence if coding.valence in tuple(Valence) else "",
            "coder": ours[USER],
            "memo": coding.memo,
            "date": coding.date,
            "source": f"{self.project.file}: {coding.row}",
        }
        places = self._spoken(ours[SOURCE], self._found(coding))
        self.placed += any(one.turn is not None for one in places)
        for one in places:
            turn = "" if one.turn is None else str(one.turn)
            quote = " ".join(one.quote.split())
            position = self._position(ours[SOURCE], one)
            yield {**common, "turn": turn, "quote": quote, "position": position}

    def _position(self, interview: str, place: Placed) -> str:
        """Count from the beginning of the interview, so that positions grow along it."""
        begins = self.begins.get(interview, {})
        if place.start is None or place.turn not in begins:
            return ""
        return str(begins[place.turn] + place.start)

    def _found(self, coding: ImportedCoding) -> list[Placed]:
        if coding.turn is not None:
            return [Placed(coding.quote, coding.turn, coding.start)]
        places = self.places.get(coding.source)
        return places.find(coding) if places else [Placed(coding.quote)]

    def _spoken(self, interview: str, places: list[Placed]) -> list[Placed]:
        """Of a selection over several turns, take the participants' words."""
        if len(places) < 2:
            return places
        own = [one for one in places if (interview, one.turn) in self.study.spoken]
        self.questions += len(places) - len(own) if own else 0
        return own or places

    def _losses(self) -> Iterator[Loss]:
        fix = f"fill in `ours` in {MAPPING}, and import again."
        for (kind, key), number in self.waits.items():
            name = self.names.get(key, key) if kind == CODE else key
            if kind == SOURCE:
                name = self.sources[key].name
            yield Loss(
                f"{number} codings of {kind} {name!r}", "the mapping does not say what it is", fix
            )
        if self.questions:
            yield Loss(
                f"{self.questions} parts of selections that reach over several turns",
                "they are not the participant's words",
            )


def _write(
    study: Path,
    words: StudyWords,
    mapping: StudyMapping,
    projects: Sequence[Project],
    outcomes: Sequence[_Outcome],
    targets: dict[str, Path],
    losses: Sequence[tuple[str, Loss]],
) -> list[Path]:
    """Write all files, after all of them have been made."""
    folder = study / FOLDER
    steps: list[tuple[Path, Callable[[Path], None]]] = []
    for one in outcomes:
        target = targets[one.report.file]
        if one.rows or target.is_file():
            frame = pd.DataFrame(one.rows, columns=list(COLUMNS))
            steps.append((target, partial(write_csv, frame)))
    if projects:
        lost = pd.DataFrame(
            [(file, loss.item, loss.reason, loss.fix) for file, loss in losses],
            columns=["file", "item", "reason", "fix"],
        )
        steps.append((folder / MAPPING, lambda path: mapped.save_mapping(path, mapping)))
        steps.append((folder / LOSSES, lambda path: write_csv(lost, path)))
    codes = offers.new_codes(projects, mapping, words)
    if codes:
        steps.append((folder / NEW_CODES, lambda path: write_text(path, codes)))
    values = offers.attributes(projects, mapping, words)
    if not values.empty:
        steps.append((folder / ATTRIBUTES, lambda path: write_csv(values, path)))
    for name, text in offers.transcripts(projects, mapping):
        steps.append((folder / OFFERED / name, partial(_write_text, text)))
    for path, write in steps:
        write(path)
    return [path for path, _ in steps]


def _write_text(text: str, path: Path) -> None:
    write_text(path, text)
