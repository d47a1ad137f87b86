"""Ids of codes that are made of names."""

import pytest

from aft_themes.codebook.ids import free_id, id_below, part_of_id


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("G\u00e9n\u00e9ral & more!", "general_more"),
        ("1st time", "code_1st_time"),
        ("\u60b2", "code"),
        ("deep " * 30, "deep_deep_deep_deep_deep_deep_deep_deep"),
    ],
)
def test_a_part_of_an_id_is_made_of_a_name(name, part):
    assert part_of_id(name) == part


def test_ids_stand_below_others_and_stay_apart():
    assert id_below("", "loss") == "loss"
    assert id_below("impact", "loss") == "impact.loss"
    assert free_id("loss", {"other"}) == "loss"
    assert free_id("loss", {"loss", "loss_2"}) == "loss_3"
