"""Tables that hold several interviews: what tells them apart, and each of them on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aft_themes.transcripts.formats.cells import Table
from aft_themes.transcripts.formats.tables_of_turns import columns_in, header_row
from aft_themes.wording import without_accents

# Parts of the names of columns that say to which interview a row belongs, most telling first
_NAMES = (
    "interview interviews transcript transcripts conversation conv dialogue dialog dialogid call "
    "session meeting recording episode gespraech gesprach entrevista entretien intervista wywiad "
    "vraaggesprek",
    "group focusgroup fg gruppe fokusgruppe grupo groupe gruppo dyad pair couple case fall",
    "file filename document doc video audio source media datei dokument archivo fichier documento",
    "participant respondent interviewee subject patient client teilnehmer befragte participante "
    "entrevistado enquete partecipante deelnemer",
)
_LEAST_ROWS = 4  # of an interview, on average: a question and an answer, twice
_LEAST_TALKS = 0.5  # share of the interviews in which two or more people speak


@dataclass(frozen=True)
class Part:
    """One interview of a table: what names it there, and its rows below their header, or text."""

    name: str
    rows: list[list[str]]
    text: str = ""


def split(tables: Sequence[tuple[str, Table]]) -> tuple[str, list[Part]]:
    """Return what tells the interviews of a file apart, and the interviews.

    There is one part, or none, where the tables hold a single interview.
    """
    parts: list[Part] = []
    by = "sheet"
    for name, rows in tables:
        top = header_row(rows)
        if top is None or len(rows) - top <= 1:
            continue
        at = interview_column(rows, top)
        if at is None:
            parts.append(Part(name, [_texts(row) for row in rows[top:]]))
        else:
            by = f"column {' '.join(str(rows[top][at]).split())[:40]!r}"
            parts += _by_column(rows, top, at)
    return by, parts


def interview_column(rows: Table, top: int) -> int | None:
    """Find the column whose values name the interviews, one below the other."""
    spoken = columns_in(rows, top)
    below = rows[top + 1 :]
    for names in _NAMES:
        for at, cell in enumerate(rows[top]):
            named = set(_parts(cell)).intersection(names.split())
            if named and at not in spoken.values() and _tells_apart(below, at, spoken["speaker"]):
                return at
    return None


def _tells_apart(rows: Table, at: int, speaker: int) -> bool:
    speakers: dict[str, set[str]] = {}
    blocks = 0
    last = ""
    for row in rows:
        value = _text(row, at) or last
        blocks += value != last
        speakers.setdefault(value, set()).add(_text(row, speaker))
        last = value
    talks = sum(len(heard - {""}) > 1 for heard in speakers.values())
    return (
        len(speakers) == blocks > 1
        and len(rows) >= _LEAST_ROWS * blocks
        and talks >= _LEAST_TALKS * blocks
    )


def _by_column(rows: Table, top: int, at: int) -> list[Part]:
    header = _texts(rows[top])
    parts: dict[str, Part] = {}
    last = ""
    for row in rows[top + 1 :]:
        last = _text(row, at) or last
        parts.setdefault(last, Part(last, [header])).rows.append(_texts(row))
    return list(parts.values())


def _parts(cell: object) -> list[str]:
    """Split a column's name into its words, without accents."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(cell or "")[:60])
    return re.findall(r"[^\W\d_]+", without_accents(name).casefold())


def _text(row: Sequence[object], at: int) -> str:
    return str(row[at]).strip() if at < len(row) and row[at] is not None else ""


def _texts(row: Sequence[object]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in row]
