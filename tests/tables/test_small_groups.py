"""What the outputs publish together of each participant."""

import pandas as pd

from aft_themes.settings import check_settings
from aft_themes.tables.small_groups import published_attributes

PEOPLE = pd.DataFrame(
    {
        "participant": [f"P{n:02d}" for n in range(1, 9)],
        "age": ["21", "23", "31", "34", "42", "47", "58", ""],
        "site": ["A", "A", "A", "A", "B", "B", "B", "C"],
    }
)
CODED = [f"P{n:02d}" for n in range(1, 7)]


def published(least=0, attributes=("site",)):
    settings = check_settings(
        {"report": {"suppress_below": least}, "themes": {"attributes": list(attributes)}}
    )
    return published_attributes(PEOPLE, CODED, settings)


def test_each_output_is_listed_with_the_people_it_shows():
    found = published()
    assert [(output, list(frame.columns), len(frame)) for output, frame in found] == [
        ("tables/participants", ["age"], 8),
        ("tables/participants", ["site"], 8),
        ("tables/themes_by_attribute", ["site"], 6),
        ("figures/quote_plate", ["site"], 6),
        ("explorer/index.html", ["site"], 8),
    ]


def test_numbers_are_in_bands_and_a_blank_is_nothing_known():
    ages = published()[0][1]["age"]
    assert ages["P01"] == ages["P02"] == "20\u201329"
    assert ages["P08"] == ""


def test_hidden_groups_are_not_published():
    (_, ages), (_, sites), (_, themes), *_ = published(least=2)
    assert "P07" not in ages.index  # alone in the fifties
    assert set(sites["site"]) == {"A"}  # C is small, and B would give it away
    assert set(themes["site"]) == {"A", "B"}


def test_without_an_attribute_to_split_by_nothing_is_published_together():
    assert [output for output, _ in published(attributes=())] == ["tables/participants"] * 2
