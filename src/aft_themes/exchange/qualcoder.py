"""Read QualCoder projects: the folder ``.qda`` or the database ``data.qda`` in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from aft_themes.errors import InputError
from aft_themes.exchange.coded_rows import Cut, coding_of_row, ways_of, without_losses
from aft_themes.exchange.model import (
    Case,
    ImportedCode,
    ImportedCoding,
    ImportedSource,
    Loss,
    Project,
)
from aft_themes.exchange.project_files import open_database, refuse_too_many, table_names

PROGRAM = "QualCoder"
DATABASE = "data.qda"
_DEEPEST = 64  # levels of categories and codes
_NOT_TEXT = {"code_image": "coded parts of pictures", "code_av": "coded parts of recordings"}


def database_of(path: Path) -> Path:
    """Return the database of a project, which is a folder."""
    return path / DATABASE if path.is_dir() else path


def read(path: Path) -> Project:
    """Read a project."""
    with open_database(database_of(path)) as database:
        tables = table_names(database)
        if not {"source", "code_text", "code_name", "code_cat"} <= tables:
            raise InputError(
                path, "is not a QualCoder project.", "choose the folder that ends .qda."
            )
        refuse_too_many(path, database.execute("SELECT count(*) FROM code_text").fetchone()[0])
        codes = _codes(path, database)
        sources = {
            str(row["id"]): ImportedSource(str(row["id"]), row["name"] or "", row["fulltext"] or "")
            for row in database.execute("SELECT id, name, fulltext FROM source ORDER BY id")
        }
        codings, losses = without_losses(_codings(database, codes, sources))
        losses += _other_losses(database, tables)
        used = [one for one in sources.values() if one.text]
        cases = tuple(_cases(database)) if {"cases", "attribute"} <= tables else ()
    return Project(
        path.name,
        PROGRAM,
        tuple(codes.values()),
        tuple(used),
        tuple(codings),
        cases,
        tuple(losses),
        "code points, checked against the words that are kept",
    )


def _codes(path: Path, database: sqlite3.Connection) -> dict[str, ImportedCode]:
    """Codes and categories by key: ``cid 3``, ``catid 2``; a code may lie below either."""
    parents: dict[str, str] = {}
    names: dict[str, tuple[str, str, bool]] = {}
    for row in database.execute(
        "SELECT catid, name, memo, supercatid FROM code_cat ORDER BY catid"
    ):
        names[f"catid {row['catid']}"] = (row["name"] or "", row["memo"] or "", False)
        parents[f"catid {row['catid']}"] = f"catid {row['supercatid']}"
    for row in database.execute("SELECT * FROM code_name ORDER BY cid"):
        above = row["supercid"] if "supercid" in row.keys() else None  # noqa: SIM118
        names[f"cid {row['cid']}"] = (row["name"] or "", row["memo"] or "", True)
        parents[f"cid {row['cid']}"] = f"cid {above}" if above else f"catid {row['catid']}"
    found = {}
    for key, (_, memo, codable) in names.items():
        line = [key]
        while parents[line[-1]] in names:
            line.append(parents[line[-1]])
            if len(line) > _DEEPEST:
                raise InputError(
                    path,
                    f"the category of {names[key][0]!r} lies within itself.",
                    "move it to the top of the tree in QualCoder.",
                )
        found[key] = ImportedCode(
            key, tuple(" ".join(names[one][0].split()) for one in reversed(line)), memo, codable
        )
    return found


def _codings(
    database: sqlite3.Connection,
    codes: dict[str, ImportedCode],
    sources: dict[str, ImportedSource],
) -> Iterator[ImportedCoding | Loss]:
    found = database.execute("SELECT * FROM code_text ORDER BY ctid").fetchall()
    ways = ways_of(
        Cut(source.text, row["pos0"], row["pos1"], row["seltext"] or "")
        for row in found
        if (source := sources.get(str(row["fid"])))
    )
    for row in found:
        code, source = f"cid {row['cid']}", sources.get(str(row["fid"]))
        place = f"coding {row['ctid']}"
        if code not in codes or source is None:
            yield Loss(place, "its code or its source is missing")
        else:
            yield coding_of_row(row, source, code, (row["pos0"], row["pos1"]), place, ways)


def _cases(database: sqlite3.Connection) -> Iterator[Case]:
    values: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for row in database.execute("SELECT name, attr_type, value, id FROM attribute ORDER BY attrid"):
        if row["value"]:
            key = (row["attr_type"] or "", row["id"])
            values.setdefault(key, []).append((row["name"] or "", str(row["value"])))
    sources: dict[int, list[str]] = {}
    for row in database.execute("SELECT DISTINCT caseid, fid FROM case_text ORDER BY caseid, fid"):
        sources.setdefault(row["caseid"], []).append(str(row["fid"]))
    for row in database.execute("SELECT caseid, name FROM cases ORDER BY caseid"):
        of_case = tuple(values.get(("case", row["caseid"]), ()))
        yield Case(row["name"] or "", tuple(sources.get(row["caseid"], ())), of_case)
    for (kind, number), of_file in values.items():
        if kind == "file":
            yield Case("", (str(number),), tuple(of_file))


def _other_losses(database: sqlite3.Connection, tables: frozenset[str]) -> list[Loss]:
    losses = []
    counted = {**_NOT_TEXT, "annotation": "annotations", "journal": "journals"}
    for table, what in counted.items():
        if table in tables:
            # the name is one of the four above
            number = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            if number:
                losses.append(Loss(f"{number} {what}", "they are not coded words"))
    return losses
