"""Write Taguette projects (``.sqlite3``), which Taguette imports or opens.

Taguette keeps no coder and no valence with a highlight: they become the tags ``coder.A`` and
``valence.benefit``, which our import reads again. Each coding is a highlight of its own.
"""

from __future__ import annotations

import html
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from aft_themes.exchange.export_content import (
    ExportCoding,
    ExportInterview,
    ExportStudy,
    description_of,
)

_REVISION = "db5e31a0233d"  # the version of Taguette 1.5's tables
_DATE = "2000-01-01 00:00:00.000000"  # fixed, so that the same study gives the same bytes
_USER = "admin"  # the one user of Taguette on one's own computer
_DIRECTION = "LEFT_TO_RIGHT"
_NAME, _TAG = 50, 200  # the longest names that Taguette takes
_SCHEMA = """
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,
  CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
CREATE TABLE users (login VARCHAR(30) NOT NULL, created DATETIME NOT NULL,
  hashed_password VARCHAR(192), disabled BOOLEAN NOT NULL, password_set_date DATETIME,
  language VARCHAR(10), email VARCHAR(256), email_sent DATETIME,
  CONSTRAINT pk_users PRIMARY KEY (login));
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, created DATETIME NOT NULL);
CREATE TABLE project_members (project_id INTEGER NOT NULL, user_login VARCHAR(30) NOT NULL,
  privileges VARCHAR(11) NOT NULL,
  CONSTRAINT pk_project_members PRIMARY KEY (project_id, user_login));
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL,
  project_id INTEGER NOT NULL, text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL);
CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL,
  user_login VARCHAR(30) NOT NULL, project_id INTEGER NOT NULL, document_id INTEGER,
  payload TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL,
  path VARCHAR(200) NOT NULL, description TEXT NOT NULL,
  CONSTRAINT uq_tags_project_id UNIQUE (project_id, path));
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
  snippet TEXT NOT NULL);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
  CONSTRAINT pk_highlight_tags PRIMARY KEY (highlight_id, tag_id));
"""


def write_project(content: ExportStudy, path: Path) -> None:
    """Write a study as a Taguette project."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(_SCHEMA)
        database.execute("INSERT INTO alembic_version VALUES (?)", (_REVISION,))
        user = (_USER, _DATE, None, 0, None, "en_US", None, None)
        database.execute("INSERT INTO users VALUES (?, ?, ?, ?, ?, ?, ?, ?)", user)
        about = f"Exported by AFT Themes. {content.notice}".strip()
        named = (1, content.name[:_NAME], about, _DATE)
        database.execute("INSERT INTO projects VALUES (?, ?, ?, ?)", named)
        database.execute("INSERT INTO project_members VALUES (1, ?, 'ADMIN')", (_USER,))
        tags = _write_tags(content, database)
        for number, interview in enumerate(content.interviews, start=1):
            _write_interview(content, database, number, interview, tags)
        database.commit()


def _write_tags(content: ExportStudy, database: sqlite3.Connection) -> dict[str, int]:
    paths = {code.id[:_TAG]: description_of(code) for code in content.codes}
    for coding in content.codings:
        for tag in _extra(coding):
            paths.setdefault(tag[:_TAG], "")
    rows = [(number, 1, path, text) for number, (path, text) in enumerate(paths.items(), start=1)]
    database.executemany("INSERT INTO tags VALUES (?, ?, ?, ?)", rows)
    return {path: number for number, _, path, _ in rows}


def _extra(coding: ExportCoding) -> list[str]:
    valence = [f"valence.{coding.valence}"] if coding.valence else []
    return [f"coder.{coding.coder}", *valence]


def _write_interview(
    content: ExportStudy,
    database: sqlite3.Connection,
    number: int,
    interview: ExportInterview,
    tags: dict[str, int],
) -> None:
    body, begins = _contents(interview)
    name = interview.name[:_NAME]
    row = (number, name, "", f"{name}.txt", _DATE, 1, _DIRECTION, body)
    database.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    added = {"document_name": name, "description": "", "text_direction": _DIRECTION}
    _command(database, number, {"type": "document_add", **added})
    for coding in content.of(interview.name):
        begin, text = begins[coding.turn]
        given = sorted({tags[tag[:_TAG]] for tag in (coding.code, *_extra(coding))})
        _write_highlight(database, number, coding, begin, text, given)


def _contents(interview: ExportInterview) -> tuple[str, dict[int, tuple[int, str]]]:
    """Write an interview as HTML; give for each turn the byte at which its words begin."""
    pieces, begins, at = [], {}, 0
    for turn in interview.turns:
        label = f"{turn.label}: "
        begins[turn.number] = (at + len(label.encode()), turn.text)
        pieces.append(f"<p>{_escaped(label + turn.text)}</p>")
        at += len((label + turn.text).encode())
    return "".join(pieces), begins


def _write_highlight(
    database: sqlite3.Connection,
    document: int,
    coding: ExportCoding,
    begin: int,
    text: str,
    tags: list[int],
) -> None:
    first, last = (begin + len(text[:place].encode()) for place in (coding.start, coding.end))
    snippet = f"<p>{_escaped(text[coding.start : coding.end])}</p>"
    made = database.execute(
        "INSERT INTO highlights (document_id, start_offset, end_offset, snippet) "
        "VALUES (?, ?, ?, ?)",
        (document, first, last, snippet),
    ).lastrowid
    rows = [(made, tag) for tag in tags]
    database.executemany("INSERT INTO highlight_tags VALUES (?, ?)", rows)
    added = {"highlight_id": made, "start_offset": first, "end_offset": last, "tags": tags}
    _command(database, document, {"type": "highlight_add", **added})


def _command(database: sqlite3.Connection, document: int, payload: Mapping[str, object]) -> None:
    row = (_DATE, _USER, 1, document, json.dumps(payload, sort_keys=True))
    database.execute(
        "INSERT INTO commands (date, user_login, project_id, document_id, payload) "
        "VALUES (?, ?, ?, ?, ?)",
        row,
    )


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
