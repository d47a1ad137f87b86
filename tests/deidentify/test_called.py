"""Names in odd places: called out (a pet, mostly), behind a hyphen, run together."""

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


@pytest.mark.parametrize(
    "said",
    [
        "I was anti-Zelby then.",
        "A professor-Zelby, I think.",
        "In pre-Zelby days, with Zelby, yes.",
    ],
)
def test_a_name_behind_a_small_word_and_a_hyphen_is_replaced(said):
    assert replaced("I asked Dr. Zelby about it.", said)[1:] == ["Zelby"] * said.count("Zelby")


def test_two_words_run_together_are_no_name_but_names_with_an_apostrophe_are():
    assert replaced("And they ask you It'says there.") == []
    assert replaced("I went with O'Dell to see it, and O'Dell said no.") == ["O'Dell"] * 2
