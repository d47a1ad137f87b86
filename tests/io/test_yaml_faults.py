"""What to mend in a file that is no YAML."""

import pytest
import yaml

from aft_themes.io.yaml_faults import place_and_fix


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
