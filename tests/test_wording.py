"""Numbers and their nouns agree, and messages use words that many know."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import aft_themes
from aft_themes.wording import (
    attribute_label,
    attribute_words,
    count,
    some_of,
    without_accents,
)


@pytest.mark.parametrize(
    ("number", "many", "said"),
    [
        (1, "", "1 file"),
        (0, "", "0 files"),
        (1200, "", "1,200 files"),
        (2, "files are", "2 files are"),
    ],
)
def test_numbers_with_their_nouns(number, many, said):
    assert count(number, "file", many) == said


def test_of_many_names_the_first_are_listed_and_the_rest_counted():
    assert some_of([], 2) == ""
    assert some_of(["a", "b"], 2) == "a, b"
    assert some_of(["a", "b", "c"], 2) == "a, b and 1 more"
    assert some_of(["a"] * 1202, 2) == "a, a and 1,200 more"


def test_attributes_are_named_in_words():
    assert attribute_words("Age_band") == "age band"
    assert attribute_words("NHS_trust") == "NHS trust"
    assert attribute_label("age_band") == "Age band"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Caf\u00e9", "Cafe"),
        ("Cafe\u0301", "Cafe"),
        ("S\u00f8ren", "S\u00f8ren"),
        ("\ufb01t", "fit"),
    ],
)
def test_accents_are_left_out_however_they_are_written(text, bare):
    assert without_accents(text) == bare


# "is no table" puzzles many who learnt English late; "is no longer" and "there is no table" do not
_IS_NO = re.compile(r"(?<!there )\b(?:is|are|was|were|to be) no(?:ne of)? (?!longer|\w+er\b)", re.I)


# "1 label(s)" leaves it to the reader to count; `wording.count` prints the right form
_ONE_OR_MANY = re.compile(r"(?<!\\)\b[a-z]{3,}\(e?s\)", re.I)


def test_messages_say_that_something_is_not_a_thing():
    assert _IS_NO.search("P01.txt is no transcript.")
    assert not _IS_NO.search("There is no transcript, and the file is no longer read.")
    assert _texts_with(_IS_NO) == []


def test_messages_write_the_right_plural():
    assert _ONE_OR_MANY.search("3 label(s) and box(es)")
    assert _texts_with(_ONE_OR_MANY) == []


def _texts_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.name}: {text}"
        for path in sorted(Path(aft_themes.__file__).parent.rglob("*.py"))
        for text in _texts(ast.parse(path.read_text(encoding="utf-8")))
        if pattern.search(text)
    ]


def _texts(tree: ast.AST) -> Iterator[str]:
    """Yield all texts of a module but its docstrings."""
    said = {
        id(part.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        for part in node.body
        if isinstance(part, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value
