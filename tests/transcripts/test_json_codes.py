"""Codes in JSON that stand in a list of their own."""

from aft_themes.transcripts.formats.json_codes import codes_aside, codes_beside


def test_words_that_were_said_twice_have_their_codes_in_order():
    node = {"n": [3], "marks": [["Yes.", "agree"], ["No.", "refuse, plan"], ["Yes. ", "plan"]]}
    said = ["Yes.", "No.", "Yes.", "Yes."]
    assert codes_aside(node, said) == ["agree", "refuse; plan", "plan", ""]


def test_pairs_of_other_words_are_no_codes():
    assert codes_aside({"marks": [["Perhaps.", "agree"]]}, ["Yes."]) == [""]


def test_a_mark_may_be_false_and_a_number_is_no_name():
    node = {"codes": {"a b": True, "c": False, "d": 0, "e": 1, "f": 3}, "speaker_label": "x y"}
    assert codes_beside(node) == ("a b", "e")


def test_many_spaces_between_codes_take_no_longer_than_others():
    codes = f"agree,{' ' * 300_000}plan"
    assert codes_aside({"marks": [["Yes.", codes + " x"]]}, ["Yes."]) == ["agree; plan x"]
    assert codes_aside({"marks": [["Yes.", codes.replace(",", "")]]}, ["Yes."]) != [""]
