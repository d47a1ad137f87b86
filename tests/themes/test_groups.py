"""Groups of participants side by side."""

import pandas as pd
import pytest

from aft_themes.settings import ThemeSettings
from aft_themes.themes.groups import compare_groups, group_counts

SUPERVISOR = {"S1": 13, "S2": 10, "S3": 13}
COHORT = {"early": 18, "late": 18}


def made(attributes=None, **counts):
    """Counts by code: for each attribute the participants of each group who have the code."""
    attributes = attributes or {"cohort": COHORT, "supervisor": SUPERVISOR}
    groups = [
        (code, attribute, value, n, of)
        for code, by in counts.items()
        for attribute, given in zip(attributes, by, strict=True)
        for (value, of), n in zip(attributes[attribute].items(), given, strict=True)
    ]
    frame = pd.DataFrame(groups, columns=["code", "attribute", "value", "n", "of"])
    themes = pd.DataFrame({"code": list(counts), "n": [sum(by[0]) for by in counts.values()]})
    return frame, themes


SUPPORT = ((11, 10), (1, 8, 12))


def test_the_attribute_whose_groups_differ_most_is_compared_and_the_widest_gap_comes_first():
    compared = compare_groups(*made(alike=((9, 9), (7, 5, 6)), support=SUPPORT), ThemeSettings())
    assert compared.attribute == "supervisor"
    assert compared.among == ("cohort", "supervisor")
    assert compared.codes == ["support", "alike"]
    assert group_counts(compared)["support"] == "1 of 13 (S1), 8 of 10 (S2), 12 of 13 (S3)"
    assert compared.sizes == SUPERVISOR


def test_a_named_attribute_is_compared_whatever_the_others_show():
    compared = compare_groups(*made(support=SUPPORT), ThemeSettings(compare="cohort"))
    assert compared.attribute == "cohort"
    assert compared.shares["gap"].iloc[0] == pytest.approx(1 / 18)


def test_groups_stand_as_people_read_their_values():
    ages = {"age": {"10 to 14": 9, "5 to 9": 9, "over 14": 9, "under 5": 9}}
    compared = compare_groups(*made(ages, support=((9, 1, 5, 6),)), ThemeSettings())
    assert list(compared.members) == ["under 5", "5 to 9", "10 to 14", "over 14"]


@pytest.mark.parametrize(("n", "shown"), [(5, True), (4, False)])
def test_codes_of_fewer_than_five_participants_are_not_compared(n, shown):
    made_up = made(few=((n, 0), (0, 0, n)), support=SUPPORT)
    assert ("few" in compare_groups(*made_up, ThemeSettings()).codes) is shown


def test_domains_and_codes_without_a_gap_are_not_compared():
    groups, _ = made(support=SUPPORT)
    above = groups.assign(code="support.more")
    whole = compare_groups(
        pd.concat([groups, above]),
        pd.DataFrame({"code": ["support", "support.more"], "n": 21}),
        ThemeSettings(),
    )
    assert whole.codes == ["support.more"]
    even = made({"cohort": COHORT}, same=((6, 6),))
    assert compare_groups(*even, ThemeSettings()) is None


def test_groups_that_are_too_small_are_pooled_until_the_pool_is_large_enough():
    sizes = {"a": 7, "b": 2, "c": 5, "d": 9}
    compared = compare_groups(*made({"school": sizes}, x=((7, 1, 2, 3),)), ThemeSettings())
    # b alone would still be too small: the next larger joins it
    assert compared.members == {"a": ("a",), "d": ("d",), "other": ("b", "c")}
    assert group_counts(compared)["x"] == "7 of 7 (a), 3 of 9 (d), 3 of 7 (other)"
    exactly = compare_groups(
        *made({"school": {"a": 5, "b": 5}}, x=((5, 1),)), ThemeSettings(group_from=5)
    )
    assert exactly.members == {"a": ("a",), "b": ("b",)}


def test_no_group_below_the_number_of_the_report_is_shown():
    sizes = {"a": 7, "b": 7, "c": 12}
    counted = made({"school": sizes}, x=((7, 1, 3),))
    assert list(compare_groups(*counted, ThemeSettings(), least=8).members) == ["c", "other"]
    assert compare_groups(*counted, ThemeSettings(), least=20) is None


def test_those_who_stated_nothing_are_no_group():
    counted = made({"school": {"a": 7, "not stated": 9, "b": 6}}, x=((7, 9, 1),))
    assert list(compare_groups(*counted, ThemeSettings()).members) == ["a", "b"]
    assert compare_groups(*made({"one": {"a": 9}}, x=((7,),)), ThemeSettings()) is None
