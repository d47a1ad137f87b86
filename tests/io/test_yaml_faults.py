"""What to mend in a file that is no YAML."""

import pytest
import yaml

from aft_themes.io.yaml_faults import cut_texts, lost_parts, place_and_fix


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
    found = [(one.problem.split()[0], one.where) for one in lost_parts(text)]
    assert found == [("a", "line 5"), ("b", "line 3"), ("d", "line 4")]
    assert lost_parts("a: [") == []


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("name: Stage #1 trust\nmemo: see #2\n", ["line 1", "line 2"]),
        ("- long\n  text #3 here\n- short #4\n", ["line 2", "line 3"]),
        ("a: 'Stage #1'\nb: Stage#1\nc: 20 #twenty\nd: text # a remark\ne: text ## more\n", []),
        ("#a\na: #1\n", []),
    ],
)
def test_a_text_that_a_sign_cuts_off_is_named_and_a_remark_is_none(loader, text, lines):
    assert [one.where for one in cut_texts(text, yaml.compose(text, loader))] == lines
    assert [one.where for one in lost_parts(text)] == lines


def test_a_file_that_points_to_its_parts_again_and_again_is_read_once():
    text = "a0: &a0 [x]\n"
    text += "".join(f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]\n" for at in range(1, 40))
    assert lost_parts(text) == []
