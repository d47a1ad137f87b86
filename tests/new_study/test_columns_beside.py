"""Columns beside the words of a transcript's table: which are codes; all words are invented."""

import pytest
from docx import Document

from aft_themes.new_study import start_study
from tests.new_study.tables import read_rows
from tests.transcripts import making

_TALK = [
    ("Ann", "How was the first week at the mill?"),
    ("Bo", "Cold, and the belts never stood still."),
    ("Ann", "Who showed you what to do?"),
    ("Bo", "Old Tam did, he had a way with it."),
    ("Ann", "Did you ever want to leave?"),
    ("Bo", "Each spring, when the river rose."),
    ("Ann", "And what kept you there?"),
    ("Bo", "The others, we sang on Fridays."),
]
_GIVEN = {"warmth": [0, 0, 0, 1, 0, 0, 0, 1], "work": [0, 1, 0, 1, 0, 0, 0, 0]}
_WANTED = {("4", "warmth"), ("8", "warmth"), ("2", "work"), ("4", "work")}


def _start(tmp_path, columns, *, header=True, others=(), name="talk.csv"):
    rows = [
        [*pair, *cells]
        for pair, cells in zip(_TALK, zip(*columns.values(), strict=True), strict=True)
    ]
    head = [["speaker", "text", *columns]] if header else []
    source = tmp_path / "brought"
    source.mkdir()
    data = making.workbook_of({"talk": [*head, *rows]})
    if name.endswith(".csv"):
        lines = [",".join(f'"{cell}"' for cell in row) for row in [*head, *rows]]
        data = ("\n".join(lines) + "\n").encode()
    (source / name).write_bytes(data)
    for other, text in others:
        (source / other).write_text(text, encoding="utf-8")
    return start_study("mills", source, tmp_path)


def _codings(found):
    path = found.folder / "codings/tags.csv"
    return read_rows(path) if path.exists() else []


def _said(found):
    return "\n".join(found.doubts)


_SIGNS = {
    "0 and 1": ("0", "1"),
    "decimals": ("0.0", "1.0"),
    "x": ("", "x"),
    "1 or nothing": ("", "1"),
    "yes and no": ("no", "Yes"),
    "yes or nothing": ("", "y"),
    "true and false": ("FALSE", "TRUE"),
    "ticks": ("", "✓"),
}


@pytest.mark.parametrize("sign", _SIGNS)
@pytest.mark.parametrize("name", ["talk.csv", "talk.xlsx"])
def test_marks_beside_words_are_codings(tmp_path, sign, name):
    columns = {code: [_SIGNS[sign][one] for one in given] for code, given in _GIVEN.items()}
    found = _start(tmp_path, columns, name=name)
    rows = _codings(found)
    assert {(row["turn"], row["code"]) for row in rows} == _WANTED
    assert len(rows) == len(_WANTED)
    assert {row["quote"] for row in rows if row["turn"] == "8"} == {_TALK[7][1]}
    assert found.codes == 2
    assert "taken as codes by what is in them: warmth, work" in _said(found)


_NO_CODES = {
    "turn_id": list("01234567"),
    "start_time": list("01234567"),
    "wordcount": ["8", "7", "6", "9", "6", "6", "5", "6"],
    "compound": ["0.1", "-0.4", "0.0", "0.5", "0.2", "0.1", "0.3", "0.6"],
    "site": ["north"] * 8,
    "day": list("11112222"),
    "never": list("00000000"),
    "remark": ["", "laughs", "", "looks out at the rain for long", "", "", "", "sighs"],
}
_NAMED = {
    "clarity": (list("31425413"), "numbers: write x"),
    "is_moderator": (list("10101010"), "the same in all rows of a speaker"),
    "always": (list("11111111"), "the same in all rows of a transcript"),
    "overlap": (list("01000010"), "a name that tells of the recording"),
    "doubtful": (["1", "0", "1", "maybe", "0", "0", "1", "0"], "marks and other signs"),
    "sentiment": (["neutral", "bad", "bad", "good"] * 2, "how something is said"),
    "stage": (["begin"] * 4 + ["end"] * 4, "parts of the talk"),
}


@pytest.mark.parametrize("other", _NO_CODES)
def test_what_is_no_code_is_no_code(tmp_path, other):
    found = _start(tmp_path, {**_GIVEN, other: _NO_CODES[other]})
    assert {(row["turn"], row["code"]) for row in _codings(found)} == _WANTED
    assert found.codes == 2


@pytest.mark.parametrize("other", _NAMED)
def test_what_may_be_a_code_is_named_and_not_taken(tmp_path, other):
    cells, reason = _NAMED[other]
    found = _start(tmp_path, {**_GIVEN, other: cells})
    assert {(row["turn"], row["code"]) for row in _codings(found)} == _WANTED
    assert f"not taken as codes: {other} ({reason}" in _said(found)


def test_a_column_with_a_codes_name_from_the_codebook_is_one_for_sure(tmp_path):
    book = "code,definition\noverlap,Two tell one story\nwarmth,Kind words\n"
    columns = {"overlap": list("01000010"), "warmth": _GIVEN["warmth"]}
    found = _start(tmp_path, columns, others=[("codebook.csv", book)])
    assert [row["turn"] for row in _codings(found) if row["code"] == "overlap"] == ["2", "7"]
    assert found.codes == 2


def test_names_that_recur_are_codes_whatever_their_column_is_called(tmp_path):
    names = ["None", "toil", "None", "help; toil", "None", "toil", "None", "help"]
    found = _start(tmp_path, {"Social side": names})
    assert [(row["turn"], row["code"]) for row in _codings(found)] == [
        ("2", "toil"),
        ("4", "help; toil"),
        ("6", "toil"),
        ("8", "help"),
    ]
    assert "by what is in them: Social side" in _said(found)


_CODERS = {
    "letters": ("warmth_A", "warmth_B", ("A", "B")),
    "initials in brackets": ("warmth (LK)", "warmth (JM)", ("LK", "JM")),
    "coder before": ("coder1_warmth", "coder2_warmth", ("coder1", "coder2")),
    "coder behind": ("Warmth - Rater A", "Warmth - Rater B", ("Rater A", "Rater B")),
}


@pytest.mark.parametrize("kind", _CODERS)
def test_columns_of_several_coders(tmp_path, kind):
    one, two, people = _CODERS[kind]
    found = _start(tmp_path, {one: _GIVEN["warmth"], two: list("00010010")})
    rows = _codings(found)
    assert {row["code"].casefold() for row in rows} == {"warmth"}
    assert [(row["turn"], row["coder"]) for row in rows] == [
        ("4", people[0]),
        ("4", people[1]),
        ("7", people[1]),
        ("8", people[0]),
    ]
    assert f"as those of several coders: {', '.join(sorted(people))}" in _said(found)


@pytest.mark.parametrize("names", [("theme_1", "theme_2"), ("strategy_a", "strategy_b")])
def test_numbered_codes_are_no_coders(tmp_path, names):
    found = _start(tmp_path, dict(zip(names, _GIVEN.values(), strict=True)))
    assert {row["code"] for row in _codings(found)} == set(names)
    assert all("coder" not in row for row in _codings(found))


def test_names_of_codes_with_a_column_for_each_coder(tmp_path):
    names = ["", "toil", "", "help", "", "toil", "", "help"]
    found = _start(tmp_path, {"Coder A": names, "Coder B": ["", *names[:-1]]})
    coders = [(row["turn"], row["coder"], row["code"]) for row in _codings(found)]
    assert coders[:2] == [("2", "Coder A", "toil"), ("3", "Coder B", "toil")]
    assert len(coders) == 8 - 1


def test_columns_without_a_header(tmp_path):
    names = ["", "toil", "", "help", "", "toil", "", "help"]
    found = _start(tmp_path, {"1": names, "2": _GIVEN["work"]}, header=False)
    assert [(row["turn"], row["code"]) for row in _codings(found)] == [
        ("2", "toil"),
        ("4", "help"),
        ("6", "toil"),
        ("8", "help"),
    ]
    assert "column 4 (no name: write the code's name into the first row)" in _said(found)


def test_a_column_whose_header_is_empty(tmp_path):
    names = ["", "toil", "", "help", "", "toil", "", "help"]
    found = _start(tmp_path, {"": names})
    assert [row["code"] for row in _codings(found)] == ["toil", "help", "toil", "help"]
    assert "by what is in them: column 3" in _said(found)


def test_a_table_of_nothing_but_marks_is_named_with_the_reason(tmp_path):
    text = "document,excerpt id,warmth applied,work applied\nP1,1,1,0\nP2,2,0,1\n"
    found = _start(tmp_path, _GIVEN, others=[("applied.csv", text)])
    assert [name for name, _ in found.refused] == ["applied.csv"]


def test_marks_in_the_table_of_a_word_document(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    rows = [["Speaker", "Text", *_GIVEN]]
    rows += [
        [*pair, *("x" * given[at] for given in _GIVEN.values())] for at, pair in enumerate(_TALK)
    ]
    document = Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    document.save(source / "talk.docx")
    found = start_study("mills", source, tmp_path)
    assert {(row["turn"], row["code"]) for row in _codings(found)} == _WANTED


def test_marks_in_a_table_of_markdown(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    lines = ["| Speaker | Text | warmth | work |", "|---|---|---|---|"]
    for at, (who, said) in enumerate(_TALK):
        lines.append(
            f"| {who} | {said} | {'x' * _GIVEN['warmth'][at]} | {'x' * _GIVEN['work'][at]} |"
        )
    (source / "talk.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = start_study("mills", source, tmp_path)
    assert {(row["turn"], row["code"]) for row in _codings(found)} == _WANTED
    assert found.codes == 2
