from aft_themes.transcripts import Turn
from aft_themes.transcripts.given_roles import GivenSpeaker, assign_listed_roles, match_labels
from aft_themes.transcripts.roles import assign_roles


def talk(*said):
    return [Turn(who, None, None, text, f"line {n}") for n, (who, text) in enumerate(said, 1)]


GROUP = talk(
    ("Mod", "What was it like?"),
    ("Ida", "It was long and hard and good."),
    ("Asst", "Anybody else who would like to tell us something about it?"),
    ("Jon", "It was short and easy and bad."),
)


def given(*rows):
    return [GivenSpeaker(*row, number) for number, row in enumerate(rows, 2)]


def test_without_a_list_roles_are_inferred_as_before():
    assert assign_listed_roles(GROUP, "Mod") == assign_roles(GROUP, "Mod")


def test_two_interviewers_that_the_list_names_win_over_the_label():
    listed = given(("mod", "interviewer", ""), ("ASST:", "interviewer", ""))
    roles, how, warnings = assign_listed_roles(GROUP, "Jon", listed)
    assert roles == {
        "Mod": "interviewer", "Asst": "interviewer", "Ida": "participant", "Jon": "participant",
    }  # fmt: skip
    assert how == "given"
    assert warnings == ["2 speakers count as participants, each on their own."]


def test_a_list_of_everybody_needs_no_interviewer():
    listed = given(*((who, "participant", "") for who in ("Mod", "Ida", "Asst", "Jon")))
    roles, how, warnings = assign_listed_roles(GROUP, "", listed)
    assert set(roles.values()) == {"participant"}
    assert how == "given"
    assert warnings == ["4 speakers count as participants, each on their own."]


def test_speakers_that_are_not_listed_are_inferred():
    # without the list Mod, who asks and says little, would be the interviewer
    roles, how, _ = assign_listed_roles(GROUP, "", given(("Mod", "participant", "")))
    assert roles["Mod"] == "participant"
    assert [who for who, role in roles.items() if role == "interviewer"] == ["Asst"]
    assert how == "inferred"
    roles, _, _ = assign_listed_roles(GROUP, "Mod", given(("Jon", "other", "")))
    assert (roles["Mod"], roles["Jon"], roles["Ida"]) == ("interviewer", "other", "participant")


def test_a_row_for_nobody_names_the_place_of_the_nearest_label_and_no_name():
    listed = given(("Mod", "interviewer", ""), ("Idda", "participant", "P1"))
    _, _, warnings = assign_listed_roles(GROUP, "", listed)
    assert warnings[0] == (
        "Row 3 of speakers.csv names no speaker of this file. The most similar label stands at "
        "line 2."
    )
    _, _, warnings = assign_listed_roles(
        GROUP, "", given(("Mod", "interviewer", ""), ("Zq", "", ""))
    )
    assert warnings[0] == "Row 3 of speakers.csv names no speaker of this file."


def test_labels_match_as_they_look_and_then_without_brackets_if_one_choice_is_left():
    assert match_labels(["ida", "Doe, Jon"], ["Ida (client)", "Jon Doe"]) == {
        "Ida (client)": 0,
        "Jon Doe": 1,
    }
    same = ["Speaker (1)", "Speaker (2)"]
    assert match_labels(same[::-1], same) == {"Speaker (1)": 1, "Speaker (2)": 0}
    assert match_labels(["Speaker"], same) == {}
