"""Place the coders' codings on segments; list what cannot be placed, with the true reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from aft_themes.catalog import CODED_QUOTES, INTERVIEWER_CODINGS, PLACEMENTS, UNPLACED_CODINGS
from aft_themes.coding.coverage import Coverage
from aft_themes.coding.layers import merge_repeated
from aft_themes.coding.left_out import LeftOut
from aft_themes.coding.quotes import (
    Ambiguous,
    Piece,
    Place,
    Problem,
    QuoteFinder,
)
from aft_themes.coding.row_order import settle_by_order
from aft_themes.coding.several_quotes import part_quotes
from aft_themes.corpus.segments import PlacedTurn
from aft_themes.io.parquet import frame_of, rows
from aft_themes.io.spreadsheets import ROW, number_in
from aft_themes.vocabulary import Layer, Role

_SHEET_ROWS = 3  # rows whose words point to one interview, so that the sheet is about it


@dataclass(frozen=True)
class Placement:
    """What became of the coders' rows.

    Parameters
    ----------
    codings : pandas.DataFrame
        By ``CODINGS``, one row per segment, code and coder.
    quotes : pandas.DataFrame
        By ``CODED_QUOTES``, one row per quote and segment.
    unplaced : pandas.DataFrame
        By ``UNPLACED_CODINGS``: every row that could not be placed, and why.
    interviewer : pandas.DataFrame
        By ``INTERVIEWER_CODINGS``: codings of the interviewer's words alone.
    placements : pandas.DataFrame
        By ``PLACEMENTS``: every row, and how its quote was found.
    """

    codings: pd.DataFrame
    quotes: pd.DataFrame
    unplaced: pd.DataFrame
    interviewer: pd.DataFrame
    placements: pd.DataFrame


def place_codings(
    coded: pd.DataFrame,
    turns: pd.DataFrame,
    placed: Mapping[tuple[str, int], PlacedTurn],
    segments: pd.DataFrame,
    *,
    min_overlap: float,
    codebook_version: str,
    interviewer_turns: bool = False,
    not_read: Mapping[str, str] | None = None,
    left_out: LeftOut | None = None,
) -> Placement:
    """Find every quote in its interview and give its code to the segments that it covers.

    A coding counts for a segment when the quote covers at least ``min_overlap`` of the segment's
    words, or at least ``min_overlap`` of the quote's words lie in it. A quote over several turns
    is split; what others say in between is not coded. With ``interviewer_turns`` a code of the
    interviewer's words counts for the participant's answer that follows.
    """
    asked = set(coded["interview"])  # of a large study often a part
    known = {*turns["interview"], *(not_read or {})}
    searched = turns[turns["interview"].isin(asked)] if asked <= known else turns
    finder = QuoteFinder(searched, placed)
    coded = _found_by_words(part_quotes(coded, finder), finder, not_read or {})
    asked = set(coded["interview"])
    mine = segments[segments["interview"].isin(asked)]
    coverage = Coverage(mine, placed, min_overlap)
    results = find_quotes(coded, finder, not_read or {}, left_out or LeftOut({}))
    # what no interview is called may be somebody's name, and stands in outputs; the row tells it
    called = coded["interview"].isin([*asked & finder.interviews, *(not_read or {})])
    coded = coded.assign(interview=coded["interview"].where(called, ""))
    records: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("codings", "unplaced", "interviewer", "placements")
    }
    for row, result in zip(rows(coded), results, strict=True):
        found = _Row(row, result, finder, coverage, interviewer_turns=interviewer_turns)
        records["placements"].append(found.placement())
        records["codings"] += found.codings(placed, codebook_version)
        records["interviewer"] += found.interviewer(placed)
        if found.problem:
            records["unplaced"].append(found.unplaced(found.problem))
    quotes = frame_of(records["codings"], CODED_QUOTES).drop_duplicates(list(CODED_QUOTES.key))
    return Placement(
        merge_repeated(quotes),
        quotes.reset_index(drop=True),
        frame_of(records["unplaced"], UNPLACED_CODINGS),
        frame_of(records["interviewer"], INTERVIEWER_CODINGS).drop_duplicates(
            list(INTERVIEWER_CODINGS.key)
        ),
        frame_of(records["placements"], PLACEMENTS),
    )


def _found_by_words(
    coded: pd.DataFrame, finder: QuoteFinder, listed: Collection[str]
) -> pd.DataFrame:
    """Name the interview of rows that name none, where only one has their words.

    Where the words of several rows of a sheet are all in one interview, so is the rest of it. The
    same holds for rows that call an interview by a name that the study does not have.
    """
    unnamed = coded["interview"] == ""
    unknown = ~unnamed & ~coded["interview"].isin([*finder.interviews, *listed])
    searched = unnamed | unknown
    by_quote = {
        quote: finder.interview_of(quote) for quote in coded.loc[searched, "quote"].unique()
    }
    found = coded["quote"].map(by_quote).fillna("")
    # of a name that is not known all rows must point to one interview
    told = coded["interview"].where(~searched, found.where(unnamed, ""))
    called = coded["file"].where(unnamed, coded["interview"])
    by_name = {
        name: _of_sheet(own)
        for name, own in found[searched].groupby([unnamed[searched], called[searched]], sort=False)
    }
    keys = pd.Series(list(zip(unnamed, called, strict=True)), index=coded.index)
    told = told.where(~searched | (told != ""), keys.map(by_name).fillna(""))
    return coded.assign(interview=told.where(~unknown | (told != ""), coded["interview"]))


def _of_sheet(interviews: pd.Series[str]) -> str:
    """Return the interview to which all rows of a sheet point that point to any."""
    known = [one for one in interviews if one]
    return known[0] if len(known) >= _SHEET_ROWS and len(set(known)) == 1 else ""


def find_quotes(
    coded: pd.DataFrame,
    finder: QuoteFinder,
    not_read: Mapping[str, str],
    left_out: LeftOut,
) -> list[Place | Ambiguous | Problem]:
    """Find each quote once, however many codes it has; choose a place if it occurs twice."""
    known: dict[tuple[str, str, str], Place | Ambiguous | Problem] = {}
    groups: dict[tuple[str, str, str], list[int]] = {}
    results: list[Place | Ambiguous | Problem] = []
    positions = [number_in(text) for text in coded["position"]]
    for at, (row, position) in enumerate(zip(rows(coded), positions, strict=True)):
        key = row.interview, row.turn, row.quote
        if key not in known:
            known[key] = _find_one(*key, finder, not_read, left_out)
        found = known[key]
        if isinstance(found, Ambiguous) and position is not None:
            found = finder.at_position(row.interview, found, position)
        results.append(found)
        groups.setdefault((row.file, row.coder, row.interview), []).append(at)
    for group in groups.values():
        settled = settle_by_order([results[at] for at in group], [positions[at] for at in group])
        for at, result in zip(group, settled, strict=True):
            results[at] = result
    return results


def _find_one(
    interview: str,
    turn: str,
    quote: str,
    finder: QuoteFinder,
    not_read: Mapping[str, str],
    left_out: LeftOut,
) -> Place | Ambiguous | Problem:
    if not interview:
        return _of_no_interview(quote, finder)
    if interview not in finder and interview in not_read:
        return Problem(
            "transcript_left_out",
            f"the interview's transcript was left out: {not_read[interview].rstrip('.')}",
            "correct the transcript, or its row in interviews.csv",
        )
    result = finder.find(interview, turn, quote)
    if isinstance(result, Problem) and finder.has_letters(interview, quote):
        return Problem(
            "too_short",
            "these few letters begin or end within words",
            "copy whole words, with those around them",
        )
    if isinstance(result, Problem) and left_out.holds(interview, quote):
        return Problem(
            "title_lines",
            "the words stand in the file but in no turn: a title, heading or note was left out",
            "give them a speaker in the transcript, or leave the coding out",
        )
    return result


def _of_no_interview(quote: str, finder: QuoteFinder) -> Problem:
    """Say why a row that names no interview has no place: none has its words, or several."""
    if finder.interviews_with(quote):
        return Problem(
            "no_interview",
            "no interview is named, and the words are too few or stand in several",
            "fill in the interview's id",
        )
    return Problem(
        "no_interview",
        "no interview is named, and none has these words: they may be a summary",
        "copy the participant's words into the quote, and fill in the interview's id",
    )


class _Row:
    """A coder's row and where its quote was found."""

    def __init__(
        self,
        row: Any,  # noqa: ANN401  # a row of any frame
        result: Place | Ambiguous | Problem,
        finder: QuoteFinder,
        coverage: Coverage,
        *,
        interviewer_turns: bool,
    ) -> None:
        self.row = row
        self.place = result if isinstance(result, Place) else None
        self.problem = result if isinstance(result, Problem) else None
        self.spoken: list[Piece] = []
        self.others: list[Piece] = []
        self.segments: list[tuple[str, Piece]] = []
        self.answer = False  # whether it counts for the answer to the words that were coded
        if isinstance(result, Ambiguous):
            self.problem = Problem(
                "found_twice", f"the quote occurs {len(result.places)} times", "name its turn"
            )
        if self.place:
            for piece in self.place.pieces:
                role = finder.role(row.interview, piece.turn)
                (self.spoken if role == Role.PARTICIPANT else self.others).append(piece)
            self.segments = coverage.segments_of(row.interview, self.spoken)
            if not self.segments:
                self._of_others(finder, coverage, interviewer_turns=interviewer_turns)

    def _of_others(
        self, finder: QuoteFinder, coverage: Coverage, *, interviewer_turns: bool
    ) -> None:
        """Count a code of the interviewer's words for the answer, if the setting says so."""
        last = self.others[-1]
        role = finder.role(self.row.interview, last.turn)
        self.problem = None if interviewer_turns else _not_spoken(role)
        answer = coverage.answer_to(self.row.interview, last.turn)
        if interviewer_turns and role == Role.INTERVIEWER and answer:
            self.segments = [(answer.segment, Piece(answer.turn, 0, 0))]
            self.answer = True

    def placement(self) -> dict[str, Any]:
        place = self.place
        return {
            "file": self.row.file,
            "row": getattr(self.row, ROW),
            "interview": self.row.interview,
            "code": self.row.code,
            "coder": self.row.coder,
            "part": self.row.part,
            "status": self.status,
            "kind": self.problem.kind if self.problem else "",
            "how": place.how if place else "",
            "likeness": place.likeness if place else None,
            "turn": place.turn if place else None,
            "turns": len({piece.turn for piece in place.pieces}) if place else 0,
            "segments": len({segment for segment, _ in self.segments}),
        }

    def unplaced(self, problem: Problem) -> dict[str, Any]:
        return {
            "file": self.row.file,
            "row": getattr(self.row, ROW),
            "interview": self.row.interview,
            "turn": self.row.turn,
            "code": self.row.code,
            "coder": self.row.coder,
            "part": self.row.part,
            "kind": problem.kind,
            "reason": problem.reason,
            "fix": problem.fix,
        }

    def codings(
        self, placed: Mapping[tuple[str, int], PlacedTurn], codebook_version: str
    ) -> list[dict[str, Any]]:
        found = []
        for segment, piece in self.segments:
            shared = placed[self.row.interview, piece.turn].shared
            start, end = shared.map.to_clean(piece.start, piece.end)
            span = (None, None) if self.answer else (start, end)
            found.append(
                {
                    "segment_id": segment,
                    "interview": self.row.interview,
                    "turn": piece.turn,
                    "code": self.row.code,
                    "coder": self.row.coder,
                    "layer": Layer.HUMAN,
                    "valence": self.row.valence,
                    "confidence": None,
                    "evidence": shared.text[start:end],
                    "evidence_start": span[0],
                    "evidence_end": span[1],
                    "codebook_version": codebook_version,
                    "source": self.source,
                    "superseded_by": "",
                }
            )
        return found

    def interviewer(self, placed: Mapping[tuple[str, int], PlacedTurn]) -> list[dict[str, Any]]:
        """Rows of what was coded of the interviewer's words alone."""
        found = []
        for piece in self.others if self.answer or not self.segments else ():
            shared = placed[self.row.interview, piece.turn].shared
            start, end = shared.map.to_clean(piece.start, piece.end)
            found.append(
                {
                    "interview": self.row.interview,
                    "turn": piece.turn,
                    "start": start,
                    "end": end,
                    "code": self.row.code,
                    "coder": self.row.coder,
                    "valence": self.row.valence,
                    "evidence": shared.text[start:end],
                    "source": self.source,
                }
            )
        return found

    @property
    def status(self) -> str:
        """What became of the row, as ``PLACEMENTS`` names it."""
        if self.problem:
            return "not placed"
        if self.answer:
            return "answer"
        return "placed" if self.segments else "interviewer"

    @property
    def source(self) -> str:
        return f"{self.row.file}:{getattr(self.row, ROW)}"


def _not_spoken(role: str) -> Problem:
    if role == Role.INTERVIEWER:
        return Problem(
            "interviewer_turn",
            "the words are the interviewer's",
            "code the participant's words, or set coding.interviewer_turns to true",
        )
    return Problem(
        "other_speaker",
        "the words are neither the interviewer's nor the participant's",
        "correct who is who in speakers.csv, or code the participant's words",
    )
