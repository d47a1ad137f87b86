"""What to mend in a file that is no YAML."""

import pytest
import yaml

from aft_themes.io.yaml_faults import place_and_fix, repeated_keys


@pytest.mark.parametrize(
    ("text", "where", "fix"),
    [
        ("codes:\n- name: A\n\tdefinition: b\n", "line 3", "spaces, not with tabs"),
        ("codes:\n- name: Own tape: mine\n", "line 2", "a colon into quotes"),
        ("codes: [a\n", "line 2", "quotes"),
        ("a: \x00", "", "quotes"),
    ],
)
def test_the_fix_fits_the_fault(text, where, fix):
    with pytest.raises(yaml.YAMLError) as raised:
        yaml.safe_load(text)
    found = place_and_fix(raised.value)
    assert found[0] == where
    assert fix in found[1]


def test_keys_that_stand_twice_in_one_place_are_named():
    text = "a:\n  b: 1\n  b: 2\nc: [{d: 1, d: 2}]\na: 3\ne: {b: 1}\n"
    assert repeated_keys(text) == [("b", "line 3"), ("d", "line 4"), ("a", "line 5")]
    assert repeated_keys("a: [") == []
