"""Whoever is called in the middle of an interview, mostly a pet, has a name."""

import pytest

from .test_institutions import found, replaced


@pytest.mark.parametrize(
    "said",
    [
        "Oh, sorry. That's Muffin. Muffin! Leave it. She's a spaniel.",
        "Sorry. Lantern! No! This is Lantern, he barks at hats.",
    ],
)
def test_who_is_introduced_and_called_is_replaced_though_the_name_is_a_word(said):
    name = "Muffin" if "Muffin" in said else "Lantern"
    assert replaced(said) == [name, name]
    assert found(said).replacements["tag"].nunique() == 1


@pytest.mark.parametrize(
    "said",
    ["That's it. Stop! She said that.", "Muffin! I said. It was Muffin day.", "Exactly! Exactly."],
)
def test_what_is_only_exclaimed_is_no_name(said):
    assert replaced(said) == []
