"""RQDA projects: an invented one in the form of its database."""

import sqlite3
from contextlib import closing

import pytest

from aft_themes.errors import InputError
from aft_themes.exchange import rqda
from aft_themes.exchange.dropped_files import is_project
from aft_themes.exchange.recognising import read_project

TEXT = "I: How was it?\nP: It was naïve 😀 and hard.\n"
TABLES = """
CREATE TABLE source (name text, id integer, file text, status integer);
CREATE TABLE freecode (name text, memo text, id integer, status integer);
CREATE TABLE codecat (name text, catid integer, status integer);
CREATE TABLE treecode (cid integer, catid integer, status integer);
CREATE TABLE coding (cid integer, fid integer, seltext text, selfirst real, selend real,
  status integer, owner text, date text, memo text);
CREATE TABLE cases (name text, id integer, status integer);
CREATE TABLE caselinkage (caseid integer, fid integer, status integer);
CREATE TABLE caseAttr (variable text, value text, caseID integer, status integer);
CREATE TABLE fileAttr (variable text, value text, fileID integer, status integer);
CREATE TABLE journal (name text, status integer);
INSERT INTO source VALUES ('P01', 1, '{text}', 1), ('P02', 2, 'P: Gone.', 0), ('P03', 3, '', 1);
INSERT INTO freecode VALUES ('Hard', 'what is hard', 1, 1), ('Free', NULL, 2, 1), ('Old', '', 3, 0);
INSERT INTO codecat VALUES ('Feelings', 1, 1), ('Tasks', 2, 1), ('Past', 3, 0);
INSERT INTO treecode VALUES (1, 1, 1), (1, 2, 1), (2, 3, 1), (2, 1, 0);
INSERT INTO cases VALUES ('P01', 1, 1), ('P09', 2, 0);
INSERT INTO caselinkage VALUES (1, 1, 1), (1, 1, 1);
INSERT INTO caseAttr VALUES ('age', '34', 1, 1), ('age', '35', 1, 0), ('place', '', 1, 1);
INSERT INTO fileAttr VALUES ('place', 'clinic', 1, 1);
INSERT INTO journal VALUES ('thoughts', 1);
"""


def database(folder, *codings):
    path = folder / "p.rqda"
    with closing(sqlite3.connect(path)) as file:
        file.executescript(TABLES.format(text=TEXT))
        file.executemany("INSERT INTO coding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", codings)
        file.commit()
    return path


def coded(quote, code=1, status=1, source=1, moved=0, memo=""):
    at = float((TEXT.index(quote) if quote in TEXT else 0) + moved)
    return (code, source, quote, at, at + len(quote), status, "Ada", "Mon Nov 07", memo)


def test_codes_codings_and_variables_are_read(tmp_path):
    read = read_project(database(tmp_path, coded("😀 and hard", memo="valence: mixed\nwhy")))
    (one,) = read.codings
    assert TEXT[one.start : one.end] == one.quote == "😀 and hard"
    assert (one.coder, one.valence, one.memo) == ("Ada", "mixed", "why")
    assert [(code.name, code.description) for code in read.codes] == [
        ("Feelings > Hard", "what is hard"),
        ("Free", ""),
    ]
    assert [(case.name, case.sources, case.values) for case in read.cases] == [
        ("P01", ("1",), (("age", "34"),)),
        ("", ("1",), (("place", "clinic"),)),
    ]
    assert [source.name for source in read.sources] == ["P01"]


def test_what_was_deleted_in_rqda_stays_deleted_and_is_told(tmp_path):
    codings = [
        coded("hard"),
        coded("naïve", status=0),
        coded("It was", status=-1),
        coded("hard", code=3),
        coded("Gone", source=2),
    ]
    read = read_project(database(tmp_path, *codings))
    assert [one.quote for one in read.codings] == ["hard"]
    assert [(one.item, one.reason) for one in read.losses] == [
        ("the place of code 'Hard' in category 'Tasks'", "a code has one place"),
        ("coding 4", "its code or its document was deleted"),
        ("coding 5", "its code or its document was deleted"),
        ("2 codings", "they were deleted in RQDA"),
        ("1 journals", "they are not coded words"),
    ]


def test_positions_are_believed_only_where_they_cut_the_kept_words(tmp_path):
    read = read_project(database(tmp_path, coded("hard", moved=-3), coded(" ", moved=999)))
    assert [(one.quote, one.start, one.position) for one in read.codings] == [
        ("hard", None, TEXT.index("hard") - 3.0)
    ]
    assert ("coding 2", "its positions lie outside the text") in {
        (one.item, one.reason) for one in read.losses
    }


def test_a_project_is_known_by_its_name_and_by_its_tables(tmp_path):
    path = database(tmp_path)
    assert is_project(path)
    renamed = path.rename(tmp_path / "p.db")
    assert read_project(renamed).program == "RQDA"
    empty = tmp_path / "empty.rqda"
    with closing(sqlite3.connect(empty)) as file:
        file.execute("CREATE TABLE other (id integer)")
    with pytest.raises(InputError, match="not an RQDA project"):
        rqda.read(empty)
