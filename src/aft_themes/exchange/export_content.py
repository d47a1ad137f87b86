"""What is exported: de-identified interviews, codings of chosen layers, codes, attributes."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from aft_themes.catalog import (
    AUTO_CODED,
    CODER_FILES,
    IMPORTED_CODINGS,
    PARTICIPANTS,
    REPLACEMENTS,
    TURNS,
)
from aft_themes.codebook.codes import Code
from aft_themes.coding.coder_files import read_coder_files
from aft_themes.coding.left_out import LeftOut
from aft_themes.coding.placing import find_quotes
from aft_themes.coding.quotes import Place, Problem, QuoteFinder
from aft_themes.corpus.interviews import attributes, split_attributes
from aft_themes.corpus.segments import place_turns
from aft_themes.errors import InputError
from aft_themes.exchange.dropped_files import coder_tables, files_in
from aft_themes.exchange.model import MACHINE
from aft_themes.io.parquet import rows
from aft_themes.io.spreadsheets import ROW
from aft_themes.notices import notices
from aft_themes.study import Study
from aft_themes.vocabulary import Decision, Layer, Role, Valence

LAYERS = (*Layer, AUTO_CODED.name)
_MACHINE_LAYERS = (Layer.SUGGESTED, AUTO_CODED.name)
_LABELS = {Role.INTERVIEWER: "Interviewer", Role.PARTICIPANT: "Participant"}
_NAMESPACE = uuid.UUID("6a7f6e0e-55c4-5d0e-9d43-0b6a0f0c2f15")  # fixed, so that GUIDs stay


@dataclass(frozen=True, slots=True)
class ExportTurn:
    """A turn as it may be shared: cleaned and de-identified."""

    number: int
    role: str
    text: str

    @property
    def label(self) -> str:
        """Who speaks, without a name."""
        return _LABELS.get(Role(self.role), "Other speaker")


@dataclass(frozen=True)
class ExportInterview:
    """An interview with its participant's attributes."""

    name: str
    turns: tuple[ExportTurn, ...]
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ExportParticipant:
    """A participant, with the interviews in which they speak."""

    name: str
    interviews: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class ExportCoding:
    """A code on words of a turn; ``start`` and ``end`` count code points of the turn's text."""

    interview: str
    turn: int
    start: int
    end: int
    code: str
    coder: str
    valence: str = ""
    memo: str = ""


@dataclass(frozen=True)
class ExportStudy:
    """All that is exported.

    Parameters
    ----------
    name : str
        The study.
    interviews : tuple of ExportInterview
        Sorted by name.
    codings : tuple of ExportCoding
        Sorted by place.
    codes : tuple of Code
        The codebook's codes, parents before children.
    grouped_by : tuple of str
        Attributes whose values become sets of interviews.
    lost : tuple of str
        What could not be exported, and why.
    notice : str
        What must be said of the data, such as that they are synthetic.
    participants : tuple of ExportParticipant
        Who speaks in which interviews; without them, each interview is a case.
    """

    name: str
    interviews: tuple[ExportInterview, ...]
    codings: tuple[ExportCoding, ...]
    codes: tuple[Code, ...]
    grouped_by: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    notice: str = ""
    participants: tuple[ExportParticipant, ...] = ()

    @property
    def cases(self) -> tuple[ExportParticipant, ...]:
        """The participants, or the interviews where nobody is known."""
        return self.participants or tuple(
            ExportParticipant(one.name, (one.name,), one.attributes) for one in self.interviews
        )

    @property
    def coders(self) -> list[str]:
        """Everybody who coded, in order; the machine last."""
        names = {coding.coder for coding in self.codings}
        return [*sorted(names - {MACHINE}), *sorted(names & {MACHINE})]

    def of(self, interview: str) -> list[ExportCoding]:
        """Return an interview's codings, in order."""
        return [coding for coding in self.codings if coding.interview == interview]

    def guid(self, *parts: object) -> str:
        """Make a GUID that depends on the study and the parts alone."""
        return str(uuid.uuid5(_NAMESPACE, "|".join(map(str, (self.name, *parts)))))


def source_text(interview: ExportInterview, line_end: str = "\n") -> tuple[str, dict[int, int]]:
    """Write an interview as one paragraph per turn; say where each turn's words begin."""
    pieces, begins, at = [], {}, 0
    for turn in interview.turns:
        label = f"{turn.label}: "
        begins[turn.number] = at + len(label)
        piece = f"{label}{turn.text}{line_end}"
        pieces.append(piece)
        at += len(piece)
    return "".join(pieces), begins


def load_export(study: Study, layers: Sequence[str] = ("human",)) -> ExportStudy:
    """Gather what is exported of a study that has been run."""
    unknown = [layer for layer in layers if layer not in LAYERS]
    if unknown:
        raise InputError("layers", f"{unknown} are unknown.", f"use {', '.join(LAYERS)}.")
    codings: set[ExportCoding] = set()
    lost: list[str] = []
    for layer in dict.fromkeys(layers):
        found, problems = _human(study) if layer == Layer.HUMAN else (_of_layer(study, layer), [])
        codings |= set(found)
        lost += problems
    return ExportStudy(
        study.name,
        tuple(_interviews(study)),
        tuple(sorted(codings)),
        study.codebook.codes,
        tuple(split_attributes(study.interviews, study.settings.themes.attributes)),
        tuple(lost),
        " ".join(one.sentence for one in notices(study.settings)),
        tuple(_participants(study)),
    )


def _interviews(study: Study) -> Iterator[ExportInterview]:
    names = attributes(study.interviews)
    values = {
        row["interview"]: tuple((name, str(row[name])) for name in names if row[name])
        for row in study.interviews.to_dict("records")
    }
    for interview, turns in study.turns.groupby("interview", sort=True):
        said = tuple(ExportTurn(int(row.turn), row.role, row.text) for row in rows(turns))
        yield ExportInterview(str(interview), said, values.get(str(interview), ()))


def _participants(study: Study) -> Iterator[ExportParticipant]:
    if not study.path(PARTICIPANTS).is_file():
        return  # a run that was stopped early: then each interview is a case
    people = study.participants
    names = [name for name in people.columns if name not in ("participant", "interviews")]
    for row in people.sort_values("participant").to_dict("records"):
        values = tuple((name, str(row[name])) for name in names if row[name])
        yield ExportParticipant(row["participant"], tuple(row["interviews"]), values)


def _human(study: Study) -> tuple[list[ExportCoding], list[str]]:
    """Place the coders' own quotes, not the segments that they were counted in."""
    turns = study.table(TURNS.name)
    placed = place_turns(turns, study.table(REPLACEMENTS.name))
    finder = QuoteFinder(turns, placed)
    paths = files_in(study.path(CODER_FILES))
    files = coder_tables(paths, study.path(IMPORTED_CODINGS))
    coded = read_coder_files(files, study.codebook, study.interviews).coded
    found, lost = [], []
    results = find_quotes(coded, finder, {}, LeftOut({}))
    for row, result in zip(rows(coded), results, strict=True):
        where = row.file, getattr(row, ROW)
        if not isinstance(result, Place):
            why = result.reason if isinstance(result, Problem) else "it occurs several times"
            lost.append(f"{where[0]}, row {where[1]}: {why}")
            continue
        valence = "" if row.valence == Valence.NONE else row.valence
        for piece in result.pieces:
            if finder.role(row.interview, piece.turn) == Role.PARTICIPANT:
                shared = placed[row.interview, piece.turn].shared
                start, end = shared.map.to_clean(piece.start, piece.end)
                place = (row.interview, piece.turn, start, end)
                found.append(ExportCoding(*place, row.code, row.coder, valence, row.memo))
    return found, lost


def _of_layer(study: Study, layer: str) -> list[ExportCoding]:
    frame = study.codings(layer)
    if layer == Layer.REVIEWED:
        frame = frame[frame["decision"] == Decision.ACCEPT]
    segments = study.segments.set_index("segment_id")[["clean_start", "clean_end"]]
    places = frame[["segment_id"]].join(segments, on="segment_id")
    found = []
    columns = zip(rows(frame), places["clean_start"], places["clean_end"], strict=True)
    for row, segment_start, segment_end in columns:
        machine = layer in _MACHINE_LAYERS
        known = not machine and not pd.isna(row.evidence_start)
        start, end = (
            (row.evidence_start, row.evidence_end) if known else (segment_start, segment_end)
        )
        found.append(
            ExportCoding(
                row.interview,
                int(row.turn),
                int(start),
                int(end),
                row.code,
                MACHINE if machine else row.coder,
                "" if row.valence == Valence.NONE else row.valence,
            )
        )
    return found


def description_of(code: Code) -> str:
    """Write a code's definition, what it includes and excludes, in one text."""
    parts = [code.definition, f"Include: {code.include}", f"Exclude: {code.exclude}"]
    return "\n".join(part for part in parts if not part.endswith(": "))
