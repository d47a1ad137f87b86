"""The words of stage tables."""

import pytest

from aft_themes.vocabulary import join_valences


@pytest.mark.parametrize(
    ("valences", "joined"),
    [
        ([], "none"),
        (["none", "none"], "none"),
        (["benefit"], "benefit"),
        (["none", "benefit", "benefit"], "benefit"),
        (["challenge", "none"], "challenge"),
        (["benefit", "challenge"], "mixed"),
        (["mixed", "benefit"], "mixed"),
    ],
)
def test_none_yields_to_any_valence_and_different_ones_are_mixed(valences, joined):
    assert join_valences(valences) == joined
