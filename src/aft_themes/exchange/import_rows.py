"""Rows of a coder file from the codings of another program's project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aft_themes.catalog import IMPORT_MAPPING
from aft_themes.exchange.import_report import FileReport
from aft_themes.exchange.mapping import CODE, LEFT_OUT, SOURCE, UNNAMED, USER, StudyMapping
from aft_themes.exchange.model import ImportedCoding, Loss, Project
from aft_themes.exchange.placing import Placed, SourcePlaces
from aft_themes.exchange.study_words import StudyWords
from aft_themes.io.spreadsheets import read_rows, read_sheets
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

Row = dict[str, str]


def same_coding(row: Row) -> tuple[str, ...]:
    """Return what makes two rows one coding."""
    words = " ".join(re.findall(r"[^\W_]+", row["quote"])).casefold()
    return (row["interview"], row["turn"], row["position"], words, row["code"], row["coder"])


def is_import(path: Path) -> bool:
    """Tell whether a coder file was written by an import."""
    if path.suffix.lower() != ".csv" or not path.is_file():
        return False
    headers = read_sheets(path, most_rows=1).values()
    return any(tuple(cells[: len(COLUMNS)]) == COLUMNS for header in headers for _, cells in header)


def imported_from(path: Path) -> str:
    """Name the file that a coder file was imported from; ``""`` if it was not, or has no rows."""
    if not is_import(path):
        return ""
    rows = next(iter(read_sheets(path, most_rows=2).values()))
    source = rows[1][1][COLUMNS.index("source")] if len(rows) > 1 else ""
    return source.removeprefix("'").rpartition(": ")[0]


def rows_of_imports(paths: Iterable[Path]) -> set[tuple[str, ...]]:
    """Gather the codings that imported coder files hold, so that none is imported twice."""
    found: set[tuple[str, ...]] = set()
    for path in filter(is_import, paths):
        columns, lines = read_rows(path, COLUMNS)
        for line in lines:
            found.add(same_coding(dict(zip(columns, map(str, line), strict=True))))
    return found


@dataclass(frozen=True)
class Outcome:
    """Rows, losses and numbers of one project."""

    report: FileReport
    rows: list[Row]
    losses: list[Loss]

    @property
    def codings(self) -> set[tuple[str, ...]]:
        """What makes each row a coding of its own."""
        return {same_coding(row) for row in self.rows}


class ProjectRows:
    """Turn one project's codings into rows of a coder file."""

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

    def run(self) -> Outcome:
        """Turn every coding into its rows, and count what became of them."""
        rows: list[Row] = []
        seen: set[tuple[str, ...]] = set()
        for coding in self.project.codings:
            for row in self._rows(coding):
                same = same_coding(row)
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
        return Outcome(report, rows, [*self.project.losses, *self._losses()])

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
        fix = f"fill in `ours` in {IMPORT_MAPPING.path}, and import or run again."
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
