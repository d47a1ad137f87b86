"""Read filled review workbooks and anchor their decisions to the participants' words."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from aft_themes.catalog import REVIEW_DECISIONS, REVIEWED_CODINGS
from aft_themes.codebook.codes import VALENCES, Codebook
from aft_themes.coding.coverage import Coverage
from aft_themes.coding.quotes import Ambiguous, Piece, Place, Problem, QuoteFinder
from aft_themes.coding.review.bulk import (
    CHECK,
    IN_BULK,
    TICKED,
    BulkAnswers,
    accept_in_bulk,
    read_bulk,
)
from aft_themes.coding.review.fuzzy_placing import find_nearly
from aft_themes.coding.review.queue import KINDS
from aft_themes.corpus.segments import PlacedTurn, place_turn
from aft_themes.errors import InputError
from aft_themes.io.parquet import empty_frame, rows
from aft_themes.io.spreadsheets import is_older_workbook, is_zipped, read_sheets
from aft_themes.transcripts.formats.archives import check_xml, members
from aft_themes.transcripts.source import open_source
from aft_themes.vocabulary import Decision, How, Layer, Role, Valence, join_valences

_NEEDED = ("interview", "turn", "segment", "code", "decision")
_WANTED = (
    *_NEEDED,
    "change to",
    "valence",
    "suggested valence",
    "memo",
    "reviewer",
    "why",
    "check",
)
_INFLECTED: Mapping[str, str] = {
    "accepted": str(Decision.ACCEPT),
    "rejected": str(Decision.REJECT),
    "change": str(Decision.CHANGE_TO),
    "changed to": str(Decision.CHANGE_TO),
    "not sure": str(Decision.UNSURE),
}
_BULK = ("interview", IN_BULK.casefold())
_MOST_ROWS = 100_000  # a hundred times what the program asks
_MOST_COLUMNS = 60  # three times those of the workbook, for notes of reviewers
_TITLES = 20  # rows that somebody may write above the header
_LEAST_NAMED = 3  # of the needed columns: the sheet of codes has one, and notes have none
_CELL = 32_767  # characters that a cell of a spreadsheet can hold
_LABEL = 60  # characters of a reviewer's name
_FIX_FILE = "use the workbook that `make review` writes."


def read_reviews(paths: Iterable[Path], codebook: Codebook) -> pd.DataFrame:
    """Read the decisions in filled workbooks, in whatever order their rows are.

    Rows without a decision are left out. Rows whose decision cannot be used keep their place,
    with the status ``not valid`` and a reason. Codes may be written by id, name or path; those
    that were renamed since are followed.
    """
    read = [_read_review(path, codebook) for path in sorted(paths)]
    sample = [row for rows_of, _ in read for row in rows_of if row["sampled"]]
    for rows_of, bulk in read:
        accept_in_bulk(rows_of, bulk, sample)
    given = [row for rows_of, _ in read for row in rows_of if row["decision"] or row["change_to"]]
    found = [row | _status(row, codebook) for row in given]
    return pd.DataFrame(found, columns=[*REVIEW_DECISIONS.schema.names, "quote"])


def _read_review(path: Path, codebook: Codebook) -> tuple[list[dict[str, Any]], BulkAnswers]:
    """Read the rows of one workbook, and what is accepted in bulk."""
    read = list(_read_rows(path))
    bulk = [cells for _, _, cells in read if not set(_NEEDED) <= set(cells)]
    found = [
        _decision(path, sheet, number, cells, codebook)
        for sheet, number, cells in read
        if set(_NEEDED) <= set(cells)
    ]
    return found, read_bulk(bulk)


def _status(row: dict[str, Any], codebook: Codebook) -> dict[str, str]:
    reason, fix = _check(row, codebook)
    if not reason:
        reason, fix = row["refused"]
    return {"reason": reason, "fix": fix, "status": "not valid" if reason else "used"}


def _read_rows(path: Path) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Yield sheet, row and cells by the header's names; a title may stand above the header."""
    read = 0
    for place, (title, table) in enumerate(_sheets(path), start=1):
        header: list[str] = []
        for number, cells in table:
            if not header:
                header = _header(path, place, number, cells)
                if not header and number > _TITLES:
                    break  # no sheet of ours
                read += set(_NEEDED) <= set(header)
                continue
            if number > _MOST_ROWS:
                raise InputError(path, "a sheet has over 100,000 rows.", _FIX_FILE)
            yield title, number, dict(zip(header, cells, strict=False))
    if not read:
        raise InputError(path, "no sheet is a review.", _FIX_FILE)


def _sheets(path: Path) -> Iterator[tuple[str, Iterable[tuple[int, list[str]]]]]:
    if not is_zipped(path) or is_older_workbook(path):
        yield from read_sheets(path).items()
        return
    from openpyxl import load_workbook

    source = open_source(path)
    members(source)
    check_xml(source)
    with source.parsing("workbook", "save it again as .xlsx."):
        # what looks like a formula is what somebody typed into a memo: it stays a text
        for sheet in load_workbook(io.BytesIO(source.data), read_only=True).worksheets:
            sheet.reset_dimensions()  # some programs write a wrong size
            table = sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS)
            cells = ((at, [_text(cell) for cell in row]) for at, row in enumerate(table, 1))
            yield sheet.title, cells


def _header(path: Path, sheet: int, number: int, cells: list[str]) -> list[str]:
    """Return the names of a header; none if the row is none, an error if it lacks a column."""
    names = [cell.strip().casefold() for cell in cells]
    if any(set(asked) <= set(names) for asked in (_NEEDED, _BULK)):
        return names
    missing = [name for name in _NEEDED if name not in names]
    if len(missing) > len(_NEEDED) - _LEAST_NAMED:
        return []
    raise InputError(
        path,
        f"sheet {sheet} lacks the columns {', '.join(missing)}, so its decisions cannot be read.",
        "give the columns the names that they had in the workbook.",
        f"row {number}",
    )


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()[:_CELL]


def _decision(
    path: Path, sheet: str, number: int, cells: dict[str, str], codebook: Codebook
) -> dict[str, Any]:
    get = {name: cells.get(name, "") for name in _WANTED}
    code, change_to = (codebook.meant(get[name]) for name in ("code", "change to"))
    return {
        "file": path.name,
        "sheet": sheet,
        "row": number,
        "interview": get["interview"],
        "turn": get["turn"].removesuffix(".0"),
        "code": code,
        "decision": _decided(get["decision"]),
        "change_to": change_to,
        "valence": get["valence"].casefold() or get["suggested valence"].casefold() or Valence.NONE,
        "memo": get["memo"],
        "reviewer": get["reviewer"][:_LABEL] or path.stem[:_LABEL],
        "segment_ids": [],
        "asked": get["why"] if get["why"] in KINDS else "",
        "sampled": get["check"].casefold() == CHECK,
        "how": str(How.IN_BULK if TICKED in get["memo"] else How.ONE_BY_ONE),
        "refused": ("", ""),
        "quote": get["segment"].removesuffix(" …"),
    }


def _decided(cell: str) -> str:
    said = " ".join(cell.casefold().split()).rstrip(".!?")
    return _INFLECTED.get(said, said)


def _check(row: dict[str, Any], codebook: Codebook) -> tuple[str, str]:
    """Return why a row cannot be used, and what to do; two empty texts if it can."""
    if row["decision"] not in list(Decision):
        what = "the decision is not one of the list" if row["decision"] else "there is no decision"
        return what, f"choose {', '.join(Decision)}"
    for column in ("code", *(["change_to"] if row["decision"] == Decision.CHANGE_TO else [])):
        if row[column] not in codebook:
            near = ", ".join(codebook.nearest(row[column][:_LABEL])) if row[column] else ""
            choose = f"perhaps {near}" if near else "choose a code"
            return f"the {column.replace('_', ' ')} is not in the codebook", choose
    if row["change_to"] and row["decision"] in (Decision.ACCEPT, Decision.REJECT):
        fix = f"choose {Decision.CHANGE_TO}, or empty the cell below Change to"
        return f"it says {row['decision']}, and to change the code", fix
    if row["decision"] == Decision.CHANGE_TO and row["change_to"] == row["code"]:
        return "the code is changed to itself", "choose another, or accept"
    if row["decision"] in (Decision.ACCEPT, Decision.CHANGE_TO) and row["valence"] not in VALENCES:
        return "the valence is not one of the list", f"choose {', '.join(VALENCES)}"
    return "", ""


def place_decisions(
    decided: pd.DataFrame,
    clean_turns: pd.DataFrame,
    segments: pd.DataFrame,
    *,
    min_overlap: float,
    codebook_version: str,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find what was decided about, and make the reviewed layer of what is settled.

    The quoted segment is looked for in its turn, then in the interview, then for words nearly
    the same (a name in them may have been replaced since), so that decisions hold whatever the
    segments are now. Where decisions about the same words and code differ, none is used.
    """
    if decided.empty:
        return empty_frame(REVIEWED_CODINGS), empty_frame(REVIEW_DECISIONS)
    decided = decided.reset_index(drop=True)
    placed = {(row.interview, row.turn): place_turn(row.text, ()) for row in rows(clean_turns)}
    places = _places(decided[decided["status"] == "used"], clean_turns, placed)
    lost = {at: place for at, place in places.items() if isinstance(place, Problem)}
    found = {at: place for at, place in places.items() if not isinstance(place, Problem)}
    coverage = Coverage(segments, placed, min_overlap)
    outcome = decided.copy()
    for at, problem in lost.items():
        outcome.loc[at, ["status", "reason", "fix"]] = "not placed", problem.reason, problem.fix
    covered = {
        at: [
            segment
            for segment, _ in coverage.segments_of(
                str(decided.loc[at, "interview"]), [Piece(*place)]
            )
        ]
        for at, place in found.items()
    }
    outcome["segment_ids"] = [covered.get(at, []) for at in range(len(outcome))]
    _settle(outcome, found)
    texts = {(row.interview, row.turn): row.text for row in rows(clean_turns)}
    reviewed = _codings(outcome, found, texts, codebook_version)
    return reviewed, outcome[list(REVIEW_DECISIONS.schema.names)]


_Place = tuple[int, int, int]


def _places(
    decided: pd.DataFrame,
    clean_turns: pd.DataFrame,
    placed: Mapping[tuple[str, int], PlacedTurn],
) -> dict[int, _Place | Problem]:
    finder = QuoteFinder(clean_turns, placed)
    participant = clean_turns[clean_turns["role"] == Role.PARTICIPANT]
    texts = {
        interview: dict(zip(turns["turn"], turns["text"], strict=True))
        for interview, turns in participant.groupby("interview")
    }
    places: dict[int, _Place | Problem] = {}
    for at, row in zip(decided.index, rows(decided), strict=True):
        spoken = texts.get(row.interview, {})
        result = finder.find(row.interview, row.turn, row.quote)
        place = _one_place(result, spoken)
        if isinstance(place, Problem):
            place = find_nearly(row.quote, row.turn, spoken) or place
        places[at] = place
    return places


def _one_place(result: Place | Ambiguous | Problem, spoken: Mapping[int, str]) -> _Place | Problem:
    """Take the participant's words of a quote; those of one turn, because a segment is in one."""
    if isinstance(result, Ambiguous):
        number = len(result.places)
        twice = Problem("found_twice", f"the quote occurs {number} times", "name its turn")
        return _one_place(result.likeliest or twice, spoken)
    if isinstance(result, Problem):
        return result
    pieces = [piece for piece in result.pieces if piece.turn in spoken]
    if not pieces:
        return Problem(
            "interviewer_turn",
            "the turn is not the participant's",
            "decide about the participant's words",
        )
    longest = max(pieces, key=lambda piece: piece.end - piece.start)
    return longest.turn, longest.start, longest.end


def _settle(outcome: pd.DataFrame, found: dict[int, _Place]) -> None:
    """Mark what is unsure, and what people decided differently about the same words and code."""
    verdicts: dict[tuple[Any, ...], list[tuple[int, tuple[str, str, str]]]] = {}
    for at, row in enumerate(rows(outcome)):
        if at not in found:
            continue
        if row.decision == Decision.UNSURE:
            outcome.loc[at, "status"] = "unsure"
            continue
        change_to = row.change_to if row.decision == Decision.CHANGE_TO else ""
        valence = "" if row.decision == Decision.REJECT else row.valence
        item = (row.interview, *found[at], row.code)
        verdicts.setdefault(item, []).append((at, (row.decision, change_to, valence)))
    for votes in verdicts.values():
        if len({verdict for _, verdict in votes}) > 1:
            rows_at = [at for at, _ in votes]
            outcome.loc[rows_at, "status"] = "conflict"
            outcome.loc[rows_at, "reason"] = "decisions about the same words differ"
            outcome.loc[rows_at, "fix"] = "agree on one decision and correct the others"


def _codings(
    outcome: pd.DataFrame,
    found: dict[int, _Place],
    texts: dict[tuple[str, int], str],
    codebook_version: str,
) -> pd.DataFrame:
    records = []
    for at, row in enumerate(rows(outcome)):
        if at not in found or row.status != "used":
            continue
        turn, start, end = found[at]
        accepted = row.decision == Decision.ACCEPT
        decided = {row.code: Decision.ACCEPT if accepted else Decision.REJECT}
        if row.decision == Decision.CHANGE_TO:
            decided[row.change_to] = Decision.ACCEPT
        common = {
            "interview": row.interview,
            "turn": turn,
            "coder": row.reviewer,
            "layer": Layer.REVIEWED,
            "evidence": texts[row.interview, turn][start:end],
            "evidence_start": start,
            "evidence_end": end,
            "codebook_version": codebook_version,
            "source": f"{row.file}:{row.sheet}:{row.row}",
            "superseded_by": "",
        }
        records += [
            {
                **common,
                "segment_id": segment,
                "code": code,
                "confidence": None,
                "valence": row.valence if decision == Decision.ACCEPT else Valence.NONE,
                "decision": decision,
            }
            for segment in row.segment_ids
            for code, decision in decided.items()
        ]
    if not records:
        return empty_frame(REVIEWED_CODINGS)
    frame = pd.DataFrame(records, columns=REVIEWED_CODINGS.schema.names)
    merged = [_merge(group) for _, group in frame.groupby(["segment_id", "code"], sort=True)]
    key = list(REVIEWED_CODINGS.key)
    return pd.DataFrame(merged).sort_values(key, kind="stable").reset_index(drop=True)


def _merge(group: pd.DataFrame) -> dict[Any, Any]:
    """Make one row per segment and code; a code applies if it does to any of the words."""
    accepted = group[group["decision"] == Decision.ACCEPT]
    kept = accepted if len(accepted) else group
    longest = (kept["evidence_end"] - kept["evidence_start"]).to_numpy().argmax()
    merged: dict[Any, Any] = kept.iloc[int(longest)].to_dict()
    merged["valence"] = join_valences(kept["valence"])
    merged["coder"] = ", ".join(sorted(set(kept["coder"])))
    merged["source"] = "; ".join(sorted(set(kept["source"])))
    return merged
