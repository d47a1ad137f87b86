"""Numbers and their nouns agree."""

import pytest

from aft_themes.wording import attribute_label, attribute_words, count, some_of


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
