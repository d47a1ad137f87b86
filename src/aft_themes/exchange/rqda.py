"""Read RQDA projects (``.rqda``): an SQLite database that the R package RQDA writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from aft_themes.errors import InputError
from aft_themes.exchange.coded_rows import coding_of_row, without_losses
from aft_themes.exchange.model import (
    Case,
    ImportedCode,
    ImportedCoding,
    ImportedSource,
    Loss,
    Project,
)
from aft_themes.exchange.project_files import open_database, refuse_too_many, table_names

PROGRAM = "RQDA"
TABLES = frozenset({"source", "freecode", "coding"})
_NOT_TEXT = {
    "imageCoding": "coded parts of pictures",
    "annotation": "annotations",
    "journal": "journals",
    "coding2": "codings of a second coding table",
}


def read(path: Path) -> Project:
    """Read a project."""
    with open_database(path) as database:
        tables = table_names(database)
        if not tables >= TABLES:
            raise InputError(path, "is not an RQDA project.", "choose the file that ends .rqda.")
        refuse_too_many(path, database.execute("SELECT count(*) FROM coding").fetchone()[0])
        codes, losses = _codes(database, tables)
        sources = {
            row["id"]: ImportedSource(str(row["id"]), row["name"] or "", row["file"] or "")
            for row in _live(database, "source")
        }
        codings, lost = without_losses(_codings(database, codes, sources))
        cases = tuple(_cases(database, tables))
        lost += _other_losses(database, tables)
    return Project(
        path.name,
        PROGRAM,
        tuple(codes.values()),
        tuple(source for source in sources.values() if source.text),
        tuple(codings),
        cases,
        (*losses, *lost),
        "code points, checked against the words that are kept",
    )


def _codes(
    database: sqlite3.Connection, tables: frozenset[str]
) -> tuple[dict[int, ImportedCode], list[Loss]]:
    """Read the codes, each below its category; a code may lie in several, a path names one."""
    above: dict[int, list[str]] = {}
    if {"treecode", "codecat"} <= tables:
        for row in database.execute(
            "SELECT DISTINCT treecode.cid, codecat.name FROM treecode "
            "JOIN codecat ON codecat.catid = treecode.catid "
            "WHERE treecode.status = 1 AND codecat.status = 1 ORDER BY treecode.cid, codecat.catid"
        ):
            above.setdefault(row["cid"], []).append(_line(row["name"]))
    found, losses = {}, []
    for row in _live(database, "freecode"):
        name = _line(row["name"])
        first, *others = above.get(row["id"], [""])
        path = (first, name) if first else (name,)
        found[row["id"]] = ImportedCode(f"cid {row['id']}", path, row["memo"] or "")
        losses += [
            Loss(f"the place of code {name!r} in category {other!r}", "a code has one place")
            for other in others
        ]
    return found, losses


def _line(name: object) -> str:
    return " ".join(str(name or "").split())


def _codings(
    database: sqlite3.Connection,
    codes: dict[int, ImportedCode],
    sources: dict[int, ImportedSource],
) -> Iterator[ImportedCoding | Loss]:
    for row in _live(database, "coding"):
        place = f"coding {row['rowid']}"
        source = sources.get(row["fid"])
        if row["cid"] not in codes or source is None:
            yield Loss(place, "its code or its document was deleted")
        else:
            positions = _whole(row["selfirst"]), _whole(row["selend"])
            yield coding_of_row(row, source, codes[row["cid"]].key, positions, place)
    deleted = database.execute("SELECT count(*) FROM coding WHERE NOT status = 1").fetchone()[0]
    if deleted:
        yield Loss(f"{deleted} codings", "they were deleted in RQDA")


def _whole(number: object) -> int | None:
    """Positions are kept as floats."""
    return int(number) if isinstance(number, int | float) and abs(number) < 2**53 else None


def _cases(database: sqlite3.Connection, tables: frozenset[str]) -> Iterator[Case]:
    if {"cases", "caselinkage", "caseAttr"} <= tables:
        values = _values(database, "caseAttr", "caseID")
        linked: dict[int, list[str]] = {}
        for row in _live(database, "caselinkage"):
            linked.setdefault(row["caseid"], []).append(str(row["fid"]))
        for row in _live(database, "cases"):
            sources = dict.fromkeys(linked.get(row["id"], []))
            yield Case(row["name"] or "", tuple(sources), tuple(values.get(row["id"], [])))
    if "fileAttr" in tables:
        for number, described in _values(database, "fileAttr", "fileID").items():
            yield Case("", (str(number),), tuple(described))


def _values(database: sqlite3.Connection, table: str, key: str) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for row in _live(database, table):
        if row["value"]:
            found.setdefault(row[key], []).append((row["variable"] or "", str(row["value"])))
    return found


def _other_losses(database: sqlite3.Connection, tables: frozenset[str]) -> Iterator[Loss]:
    for table, what in _NOT_TEXT.items():
        number = len(_live(database, table)) if table in tables else 0
        if number:
            yield Loss(f"{number} {what}", "they are not coded words")


def _live(database: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    """Give the rows that RQDA itself shows: what is deleted has status 0, what is unmarked -1."""
    # the table's name is written in this module
    query = f"SELECT rowid, * FROM {table} WHERE status = 1 ORDER BY rowid"  # noqa: S608
    return database.execute(query).fetchall()
