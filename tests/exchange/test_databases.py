import json
import sqlite3

import pytest

from aft_themes.errors import InputError
from aft_themes.exchange import taguette
from aft_themes.exchange.recognising import read_project

TEXT = "I: How was it?\nP: It was naïve 😀 and hard.\n"
QUALCODER = """
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text);
CREATE TABLE code_cat (catid integer primary key, name text, memo text, supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text,
  pos0 integer, pos1 integer, owner text, date text, memo text);
CREATE TABLE cases (caseid integer primary key, name text);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text,
  id integer);
CREATE TABLE journal (jid integer primary key, name text);
INSERT INTO source VALUES (1, 'P01.txt', '{text}', NULL), (2, 'a.jpg', NULL, '/images/a.jpg');
INSERT INTO code_cat VALUES (1, 'Top', '', NULL), (2, 'Below', '', 1);
INSERT INTO code_name VALUES (1, 'Hard', 'what is hard', 2), (2, 'Free', '', NULL);
INSERT INTO cases VALUES (1, 'P01');
INSERT INTO case_text VALUES (1, 1, 1);
INSERT INTO attribute VALUES (1, 'age', 'case', '34', 1), (2, 'place', 'file', 'clinic', 1);
INSERT INTO journal VALUES (1, 'thoughts');
"""


def qualcoder(folder, *more):
    project = folder / "test.qda"
    project.mkdir()
    with sqlite3.connect(project / "data.qda") as database:
        database.executescript(QUALCODER.format(text=TEXT))
        for statement in more:
            database.execute(*statement)
    return project


def coded(quote, start=None, code=1):
    at = TEXT.index(quote) if start is None else start
    values = (code, 1, quote, at, at + len(quote), "Ada", "2025-01-01", "valence: mixed\nwhy")
    return (
        "INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner, date, memo) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )


def test_qualcoder_projects_by_folder_and_by_file(tmp_path):
    project = qualcoder(tmp_path, coded("😀 and hard"), coded("hard", code=2))
    for path in (project, project / "data.qda"):
        read = read_project(path)
        first, second = read.codings
        assert (first.quote, first.coder, first.valence, first.memo) == (
            "😀 and hard", "Ada", "mixed", "why"
        )  # fmt: skip
        assert TEXT[first.start : first.end] == first.quote
        assert second.quote == "hard"
        names = {code.key: code.name for code in read.codes}
        assert names[first.code] == "Top > Below > Hard"
        assert names[second.code] == "Free"
        assert [case.values for case in read.cases] == [(("age", "34"),), (("place", "clinic"),)]
        assert [loss.item for loss in read.losses] == ["1 journals"]
        assert [source.name for source in read.sources] == ["P01.txt"]


def test_qualcoder_positions_that_cut_other_words_are_not_believed(tmp_path):
    read = read_project(qualcoder(tmp_path, coded("and hard", start=3), coded("hard", start=-4)))
    assert [(one.quote, one.start) for one in read.codings] == [("and hard", None), ("hard", None)]


def in_units(quote, at, code=1):
    """Code words as QualCoder's window does: in UTF-16 units, with its own sign for a line end."""
    start = len(TEXT[:at].encode("utf-16-le")) // 2
    end = start + len(quote.encode("utf-16-le")) // 2
    statement, values = coded(quote.replace("\n", "\u2029"), start=start, code=code)
    return statement, (*values[:4], end, *values[5:])


def test_qualcoder_counts_utf_16_units_where_its_window_coded(tmp_path):
    twice = TEXT.index("a", TEXT.index("\U0001f600"))
    project = qualcoder(
        tmp_path,
        in_units("and hard.", TEXT.index("and hard")),
        in_units("hard.\n", TEXT.index("hard")),
        in_units("a", twice),
        coded("\U0001f600 and", code=2),  # came with an exchange file, in code points
    )
    read = read_project(project)
    assert [(one.start, one.end) for one in read.codings] == [
        (TEXT.index("and hard"), len(TEXT) - 1),
        (TEXT.index("hard"), len(TEXT)),
        (twice, twice + 1),
        (TEXT.index("\U0001f600"), TEXT.index(" hard")),
    ]


def test_qualcoder_sub_codes_of_newer_versions(tmp_path):
    project = qualcoder(
        tmp_path,
        ("ALTER TABLE code_name ADD COLUMN supercid integer",),
        ("INSERT INTO code_name VALUES (3, 'Deep', '', NULL, 1)",),
    )
    assert "Top > Below > Hard > Deep" in {code.name for code in read_project(project).codes}


def test_qualcoder_categories_that_go_round_are_refused(tmp_path):
    project = qualcoder(tmp_path, ("UPDATE code_cat SET supercatid = 2 WHERE catid = 1",))
    with pytest.raises(InputError, match="within itself"):
        read_project(project)


def test_qualcoder_codings_of_missing_codes_are_lost(tmp_path):
    read = read_project(qualcoder(tmp_path, coded("hard", code=99)))
    assert read.losses[0].reason == "its code or its source is missing"


HTML = (
    "<p>Interviewer: How was it?</p>"
    "<p>P: It was <b>na\u00efve</b> \U0001f600 &amp; hard.</p><p>Well.</p>"
)
PLAIN = "Interviewer: How was it?P: It was naïve 😀 & hard.Well."
TAGUETTE = """
CREATE TABLE documents (id integer primary key, name text, contents text);
CREATE TABLE highlights (id integer primary key, document_id integer, start_offset integer,
  end_offset integer, snippet text);
CREATE TABLE tags (id integer primary key, path text, description text);
CREATE TABLE highlight_tags (highlight_id integer, tag_id integer);
CREATE TABLE commands (id integer primary key, user_login text, payload text);
INSERT INTO tags VALUES (1, 'tasks.tape', 'watching'), (2, 'impact', '');
"""


def taguette_file(folder, *highlights):
    path = folder / "p.sqlite3"
    with sqlite3.connect(path) as database:
        database.executescript(TAGUETTE)
        database.execute("INSERT INTO documents VALUES (1, 'P01', ?)", (HTML,))
        for number, (quote, tags, snippet) in enumerate(highlights, start=1):
            start = len(PLAIN[: PLAIN.index(quote)].encode())
            row = (number, 1, start, start + len(quote.encode()), snippet or f"<p>{quote}</p>")
            database.execute("INSERT INTO highlights VALUES (?, ?, ?, ?, ?)", row)
            for tag in tags:
                database.execute("INSERT INTO highlight_tags VALUES (?, ?)", (number, tag))
            payload = json.dumps({"type": "highlight_add", "highlight_id": number})
            database.execute(
                "INSERT INTO commands (user_login, payload) VALUES ('ada', ?)", (payload,)
            )
        database.execute("INSERT INTO commands (user_login, payload) VALUES ('x', '{broken')")
    return path


def test_taguette_counts_bytes_of_text_nodes(tmp_path):
    path = taguette_file(tmp_path, ("naïve 😀", [1, 2], ""), ("hard.", [2], ""), ("Well", [], ""))
    read = read_project(path)
    assert [(one.quote, one.code, one.coder) for one in read.codings] == [
        ("naïve 😀", "tasks.tape", "ada"), ("naïve 😀", "impact", "ada"), ("hard.", "impact", "ada")
    ]  # fmt: skip
    assert (
        read.sources[0].text.strip()
        == "Interviewer: How was it?\nP: It was naïve 😀 & hard.\nWell."
    )
    text = read.sources[0].text
    assert all(text[one.start : one.end] == one.quote for one in read.codings)
    assert [loss.reason for loss in read.losses] == ["it has no tag"]


def test_taguette_offsets_that_cut_other_words_are_not_believed(tmp_path):
    read = read_project(taguette_file(tmp_path, ("How was", [1], "<p>and hard</p>")))
    assert [(one.quote.strip(), one.start) for one in read.codings] == [("and hard", None)]


@pytest.mark.parametrize("body", ["", "<p>", "<<>>", "\0", "<p>a<!-- b --><script>c</script></p>"])
def test_any_html_is_read_without_error(body):
    assert isinstance(taguette.html_text(body).text, str)


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0" + b"x" * 200, b"x" * 100])
def test_files_that_are_no_database_are_refused(tmp_path, data):
    path = tmp_path / "a.sqlite3"
    path.write_bytes(data)
    with pytest.raises(InputError):
        read_project(path)


def test_a_database_of_something_else_is_refused(tmp_path):
    path = tmp_path / "a.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE a (b)")
    with pytest.raises(InputError, match="not a project of Taguette"):
        read_project(path)


def test_a_view_that_runs_something_is_not_read(tmp_path):
    view = "CREATE VIEW code_text AS SELECT load_extension('x') AS ctid"
    project = qualcoder(tmp_path, ("DROP TABLE code_text",), (view,))
    with pytest.raises(InputError, match="not a QualCoder project"):
        read_project(project)
