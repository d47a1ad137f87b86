"""Read codings in the tables of a document: a row for a quote or a turn, and its codes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aft_themes.documents.document_tables import TABLED, document_tables
from aft_themes.documents.headers import code_places, coder_places, coding_columns, plain_name
from aft_themes.documents.tables import Sheet, listed_in
from aft_themes.errors import InputError
from aft_themes.exchange.coded_segment_tables import code_path
from aft_themes.exchange.model import (
    ImportedCoding,
    Loss,
    Project,
    project_of,
)
from aft_themes.exchange.project_files import refuse_too_many
from aft_themes.transcripts.formats.column_names import columns_of, names_speakers
from aft_themes.transcripts.formats.side_columns import side_columns

PROGRAM = "Word table"
_CODES = frozenset("code codes coding codings theme themes kodes codierung thema".split())
_LEAST_ROWS = 4  # of a transcript: a question and an answer, twice


def recognises(path: Path) -> bool:
    """Tell whether a document has a table of codings."""
    return path.suffix.lower() in TABLED and any(_columns(sheet) for sheet in document_tables(path))


def holds_turns(path: Path) -> bool:
    """Tell whether the table is a transcript, with codes beside what was said."""
    return any(_columns(sheet) and _are_turns(sheet) for sheet in document_tables(path))


def read(path: Path) -> Project:
    """Read every table of codings of a document."""
    codings, losses = [], []
    for sheet in document_tables(path):
        columns = _columns(sheet)
        if columns:
            found = list(_codings(path, sheet, columns))
            codings += found
            rows = {one.row for one in found}
            empty = len(sheet.rows) - len(rows)
            losses += [
                Loss(f"{empty} rows of {sheet.name}", "they have no code or no words")
            ] * bool(empty)
    if not codings:
        raise InputError(
            path,
            "no table in it has columns of quotes and codes.",
            "name the columns quote and code in the first row of the table.",
        )
    refuse_too_many(path, len(codings))
    return project_of(path.name, PROGRAM, codings, losses)


def _columns(sheet: Sheet) -> dict[str, int]:
    """Find the columns, ``{}`` if it is no table of codings; a table of turns has its own names."""
    found = coding_columns(sheet.header)
    spoken = columns_of(sheet.header)
    labelled = _labelled(sheet)
    if labelled is not None:
        found = {field: at for field, at in found.items() if at != labelled}
        found["quote"] = labelled
        found = _of_codes(sheet, found) | found
    if names_speakers(sheet.header) and "text" in spoken:
        found["quote"] = spoken["text"]
    coded = found.get("code") != found.get("quote") and _whose(sheet, found)
    return found if "quote" in found and coded else {}


def _of_codes(sheet: Sheet, found: dict[str, int]) -> dict[str, int]:
    """Find the column of codes beside labelled words: "Initial codes", "Themes"."""
    named = ((at, plain_name(name).split("_")) for at, name in enumerate(sheet.header))
    places = [at for at, words in named if _CODES & set(words) and at not in found.values()]
    return {"code": places[0]} if len(places) == 1 else {}


def _labelled(sheet: Sheet) -> int | None:
    """Find the column whose cells begin with speakers' labels, if the others are beside it."""
    rows = [cells for _, cells in sheet.rows]
    width = max(map(len, rows), default=0)
    beside = side_columns(rows) if len(rows) >= _LEAST_ROWS else set()
    spoken = set(range(width)) - beside
    return spoken.pop() if len(spoken) == 1 and width > 1 else None


def _are_turns(sheet: Sheet) -> bool:
    """Tell whether the table is a transcript: a column names the speakers, or labels do."""
    return names_speakers(sheet.header) or _labelled(sheet) is not None


def _whose(sheet: Sheet, columns: dict[str, int]) -> list[tuple[str, int]]:
    """Give the columns with codes, each with its coder: ``""`` where a row may say who."""
    of_coders = [(who, at) for at, who in coder_places(sheet.header).items()]
    return of_coders or [("", at) for at in code_places(sheet.header, columns)]


def _codings(path: Path, sheet: Sheet, columns: dict[str, int]) -> Iterator[ImportedCoding]:
    source = path.stem
    turns = _are_turns(sheet)
    whose = _whose(sheet, columns)
    for number, cells in sheet.rows:
        get = {field: cells[at].strip() for field, at in columns.items()}
        if not turns:  # a merged cell counts for the rows below it
            source = get.get("interview") or source
        given = [(who, one) for who, at in whose for one in listed_in(cells[at])]
        for who, name in given:
            if name and get["quote"]:
                yield ImportedCoding(
                    source,
                    code_path(name),
                    get["quote"],
                    who or get.get("coder", ""),
                    position=float(number),
                    ordinal=True,
                    valence=get.get("valence", "").casefold(),
                    memo=get.get("memo", ""),
                    row=f"{sheet.name}, row {number}",
                )
