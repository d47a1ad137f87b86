"""One interview in several files of a folder counts once."""

import csv

import pytest

from aft_themes.new_study import start_study
from tests.transcripts import making

_SAID = (
    "the river came up in the night and we heard it long before anybody saw it",
    "my uncle went from door to door with a lamp and told the people to leave",
    "nobody wanted to go at first because the houses had stood for so many years",
    "then the water was in the yard and all of us carried what we could upstairs",
    "in the morning there was mud on the stairs and a boat lay in the garden",
    "we laughed about the boat later but on that day it was not funny at all",
)
_ASKED = ("What happened?", "Who helped?", "What then?", "And after that?", "When?", "Why?")
_TALK = [
    pair for both in zip(_ASKED, _SAID, strict=True) for pair in (("I", both[0]), ("B", both[1]))
]


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    (source / "P1.txt").write_text(_text(_TALK * 3), encoding="utf-8")
    return source


def _text(talk):
    # each time in other words, or the runs of words would be the same ones
    return "\n".join(f"{who}: {text} {at}" for at, (who, text) in enumerate(talk))


def _table(talk, code=""):
    rows = [f'{who},"{text} {at}",{code}' for at, (who, text) in enumerate(talk)]
    return "\n".join(["speaker,text,code", *rows])


def _files(found):
    with (found.folder / "interviews.csv").open(encoding="utf-8-sig", newline="") as lines:
        return [row["file"] for row in csv.DictReader(lines)]


def test_the_same_words_in_another_format_are_left_out_with_the_reason(folder, tmp_path):
    (folder / "P1.csv").write_text(_table(_TALK * 3), encoding="utf-8")
    found = start_study("floods", folder, tmp_path)
    assert _files(found) == ["P1.csv"]
    (reason,) = found.left_out
    assert reason.startswith("P1.txt: its words stand in P1.csv, too")


def test_the_file_with_codes_beside_the_words_is_kept(folder, tmp_path):
    (folder / "Z9.csv").write_text(_table(_TALK * 3, "water"), encoding="utf-8")
    found = start_study("floods", folder, tmp_path)
    assert _files(found) == ["Z9.csv"]
    assert found.coder_files == ["tags.csv"]


def test_a_part_of_an_interview_is_left_out(folder, tmp_path):
    (folder / "P1 part 2.txt").write_text(_text(_TALK * 2), encoding="utf-8")
    assert _files(start_study("floods", folder, tmp_path)) == ["P1.txt"]


def test_the_same_questions_make_no_copy(folder, tmp_path):
    other = [(who, text if who == "I" else text[::-1]) for who, text in _TALK * 3]
    (folder / "P2.txt").write_text(_text(other), encoding="utf-8")
    assert _files(start_study("floods", folder, tmp_path)) == ["P1.txt", "P2.txt"]


def test_of_a_pdf_and_another_format_the_other_is_kept(folder, tmp_path):
    lines = _text(_TALK * 3).splitlines()
    (folder / "A1.pdf").write_bytes(making.pdf(lines[:18], lines[18:]))
    assert _files(start_study("floods", folder, tmp_path)) == ["P1.txt"]


@pytest.mark.parametrize(("name", "kept"), [("P1.pdf", 1), ("B1.pdf", 2)])
def test_a_print_of_the_same_name_may_be_badly_read(folder, tmp_path, name, kept):
    lines = _text(_TALK * 3).splitlines()
    own = [f"{who}: words that stand in no other file of all {at}" for at, who in enumerate("IB")]
    (folder / name).write_bytes(making.pdf(lines[:18], own * 6))
    assert len(_files(start_study("floods", folder, tmp_path))) == kept


def test_short_talks_are_left_out_if_all_words_are_the_same(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    for name, talk in {"a": _TALK[:10], "b": _TALK[:10], "c": _TALK[2:]}.items():
        (source / f"{name}.txt").write_text("\n".join(f"{who}: {text}" for who, text in talk))
    assert _files(start_study("floods", source, tmp_path)) == ["a.txt", "c.txt"]
