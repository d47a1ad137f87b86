"""One value in several spellings, values that say nothing, and values that must be mended."""

import pytest

from aft_themes.corpus.attribute_values import (
    doubtful_values,
    faulty_values,
    one_spelling,
    place_of_value,
    tells_apart,
)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (["female", "Female ", "female", "male"], {"female", "male"}),
        (["VA hospital", "VA  hospital", "va\u00a0Hospital"], {"VA hospital"}),
        (["35", "35,0", "35.0", "41"], {"35", "41"}),
        (["PhD", "n/a", "-", "NA", "#N/A", "k. A.", ""], {"PhD", ""}),
        (["unknown", "none"], {"unknown", "none"}),
        (["1.5", "15"], {"1.5", "15"}),
    ],
)
def test_one_value_has_one_spelling(values, wanted):
    assert set(one_spelling(values).values()) == wanted


def test_the_most_frequent_spelling_counts_else_the_first():
    assert one_spelling(["F", "f", "f"]) == {"F": "f", "f": "f"}
    assert one_spelling(["F", "f"]) == {"F": "F", "f": "F"}


def test_errors_of_programs_and_refused_consent_must_be_mended():
    assert not list(faulty_values("degree", [("P1", "PhD"), ("P2", "no")]))
    (broken,) = faulty_values("degree", [("P1", "PhD"), ("P2", "#REF!")])
    assert "at P2" in broken
    (refused,) = faulty_values("consent", [("P1", "yes"), ("P2", "Withdrawn")])
    assert "P2 did not consent" in refused


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        (["F", "Female", "male"], "F and Female"),
        (["5-10", "10. Mai", "11-15"], "10. Mai"),
        (["5-10", "2026-05-10 00:00:00"], "2026-05-10"),
        (["male", "Female"], ""),
        (["12 May", "13 May"], ""),
        (["S1", "S10"], ""),
    ],
)
def test_values_that_may_be_one_are_asked_about(values, asked):
    found = list(doubtful_values("name", values))
    assert asked in " ".join(found)
    assert bool(found) == bool(asked)


@pytest.mark.parametrize(
    ("name", "value", "stops"),
    [
        ("name", "Kim", True),
        ("Full name", "Kim Lee", True),
        ("e-mail", "none given", True),
        ("home phone", "12", True),
        ("Date of birth", "1980", True),
        ("geburtsdatum", "1980", True),
        ("reach", "kim@mail.example", True),
        ("reach", "+44 20 7946 0958", True),
        ("pseudonym", "Kim", False),
        ("supervisor", "S3", False),
        ("training", "2006-2010", False),
        ("seen", "2020-01-15", False),
        ("name of clinic", "north", False),
    ],
)
def test_columns_that_say_who_somebody_is_must_go(name, value, stops):
    assert bool(list(faulty_values(name, [("P1", value), ("P2", "")]))) == stops


@pytest.mark.parametrize(
    ("name", "value", "stops"),
    [
        ("excluded", "yes", True),
        ("Withdrawn", "x", True),
        ("status", "withdrawn", True),
        ("included", "no", True),
        ("consent form", "not signed", True),
        ("excluded", "no", False),
        ("status", "no", False),
        ("status", "done", False),
        ("included", "yes", False),
    ],
)
def test_people_who_take_part_no_longer_must_go(name, value, stops):
    found = list(faulty_values(name, [("P1", "done"), ("P2", value)]))
    assert bool(found) == stops
    assert not stops or "P2" in found[0]


@pytest.mark.parametrize(
    ("values", "apart"),
    [
        ("abcdefgh", True),
        ("abcdefff", False),  # five of eight alone
        ("abcdefgg", False),  # six of eight: not more than three quarters
        ("abcd", False),
        (["31", "32", "45", "50", "60", "61"], False),
    ],
)
def test_values_that_tell_everybody_apart(values, apart):
    assert tells_apart(values) == apart
    asked = [line for line in doubtful_values("name", values) if "do not print" in line]
    assert bool(asked) == apart


@pytest.mark.parametrize(
    "ordered",
    [
        ["under 30", "30 to 39", "40\u201349", "50 and over", "over 60", "prefer not to say", ""],
        ["<5", "5-9", "10-14", ">14"],
        ["1.5", "2", "10"],
        ["Site 2", "Site 10", "site B"],
        ["less than 1 year", "1 year", "2-4 years", "more than 4 years"],
        ["co-therapist", "Former trainee", "supervisor", ""],
    ],
)
def test_values_are_sorted_as_people_read_them(ordered):
    backwards = ordered[::-1]
    assert sorted(backwards, key=place_of_value) == ordered
