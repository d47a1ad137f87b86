"""Several quotes in one cell, in the ways in which people put them there."""

import random

import pandas as pd
import pytest

from aft_themes.coding.coder_assignments import name_interviews
from aft_themes.coding.several_quotes import quotes_of_cell
from tests.coding.test_placing import place

SAID = [
    "Nobody had told me how the room would go quiet",
    "It was fine. Sentence number 0 has six words",
    "Sentence number 21 has six words",
]
BETWEEN = ["\n", "\n\n", "; ", " | ", " / ", " // "]
POINTS = ["", "- ", "\u2022 ", "* ", "1. ", "(1) "]
MARKS = [("", ""), ('"', '"'), ("\u201c", "\u201d"), ("\u00ab", "\u00bb"), ("\u201e", "\u201c")]
SOURCES = ["", " (P01)", " [P01]", " (P01, l. 12)", " - P01"]


def _cell(draw):
    quotes = draw.sample(SAID, draw.randint(2, 3))
    between = draw.choice(BETWEEN)
    opening, closing = draw.choice(MARKS)
    source = draw.choice(SOURCES)
    points = draw.choice(POINTS) if "\n" in between else ""
    if opening and draw.random() < 0.3:
        between = draw.choice([" ", ", "])
    cell = between.join(f"{points}{opening}{quote}{closing}{source}" for quote in quotes)
    return quotes, cell


@pytest.mark.parametrize("seed", range(25))
def test_each_quote_of_a_cell_is_placed(seed):
    quotes, cell = _cell(random.Random(seed))
    found = place(("", cell))
    assert found.unplaced.empty, cell
    turns = {SAID[0]: 7, SAID[1]: 4, SAID[2]: 4}
    assert list(found.placements["turn"]) == [turns[quote] for quote in quotes]
    assert set(found.placements["how"]) == {"as it stands"}


@pytest.mark.parametrize(
    "cell",
    [
        "It was fine.\nSentence number 0 has six words.",  # one passage, wrapped
        "Ms. K: The follow-up was hard.\nNobody had told me how the room would go quiet.",
        "Nobody had told me; how the room would go quiet",
    ],
)
def test_a_passage_on_several_lines_stays_whole(cell):
    found = place(("", cell))
    assert found.unplaced.empty
    assert len(found.placements) == 1


def test_quotes_in_marks_are_parted_even_where_they_stand_together():
    found = place(("", '"It was fine." / "Sentence number 0 has six words."'))
    assert list(found.placements["part"]) == [1, 2]


def test_of_quotes_in_one_cell_those_that_nobody_said_are_listed():
    found = place(("", f"{SAID[0]}\nSomething else was good about it all"))
    assert len(found.placements) == 2
    assert list(found.unplaced["kind"]) == ["not_found"]


def test_a_summary_of_several_lines_is_listed_once():
    found = place(("", "They were afraid of it\nThey liked the room\nThey went home"))
    assert list(found.unplaced["kind"]) == ["not_found"]


def test_a_single_quote_is_one():
    assert quotes_of_cell('"It was fine", she said') == ['"It was fine", she said']


@pytest.mark.parametrize("cell", ["P01, P03", "P01; P03", "P01 and P03", "P01/P03", "P01\nP03"])
def test_a_row_of_several_interviews_belongs_to_the_one_with_its_words(cell):
    listed = pd.DataFrame({"interview": ["P01", "P03"], "file": ["P01.txt", "P03.txt"]})
    coded = pd.DataFrame({"interview": [cell, "P9, P01", "P03"], "hint": ["a", "a", "a"]})
    assert list(name_interviews(coded, listed)["interview"]) == ["", "P9, P01", "P03"]


def test_an_interview_in_two_files_is_named_without_their_letters():
    names = ["P05a", "P05b", "P06"]
    listed = pd.DataFrame({"interview": names, "file": [f"{name}.txt" for name in names]})
    coded = pd.DataFrame({"interview": ["P05", "P05/P06", "P06"], "hint": ["a", "a", "a"]})
    assert list(name_interviews(coded, listed)["interview"]) == ["", "", "P06"]


def test_two_coders_of_one_row_may_give_the_same_code():
    rows = [("", "It was fine. Sentence number 0 has six words")] * 2
    found = place(*rows, coder=["A", "B"], file_row=[2, 2])
    assert list(found.placements["coder"]) == ["A", "B"]
    lost = place(*[("", "Nobody says this at all here")] * 2, coder=["A", "B"], file_row=[2, 2])
    assert list(lost.unplaced["coder"]) == ["A", "B"]
