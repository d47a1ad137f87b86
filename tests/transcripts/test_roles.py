"""Who asks and who answers."""

import pytest

from aft_themes.transcripts import Turn, assign_roles


def _turns(*spoken):
    return [Turn(name, None, None, text, f"line {at}") for at, (name, text) in enumerate(spoken)]


TALK = _turns(
    ("Ann Lee", "Where did you train?"),
    ("Bo Ray", "In the north, where it was cold, and then for some years in the south."),
    ("Ann Lee", "And then?"),
    ("Bo Ray", "Then I left. Why not?"),
)
GIVEN = {"Ann Lee": "interviewer", "Bo Ray": "participant"}


@pytest.mark.parametrize(
    "label",
    [
        "Ann Lee",
        "ann lee",
        " Ann  Lee ",
        "Ann Lee (Host)",
        "Lee, Ann",
        "\u0410nn Lee",
        "Ann Lee; Cy",
    ],
)
def test_the_label_names_the_interviewer(label):
    assert assign_roles(TALK, label) == (GIVEN, "given", [])


def test_without_a_label_the_one_who_asks_and_speaks_less_is_the_interviewer():
    roles, how, warnings = assign_roles(TALK)
    assert (roles, how) == (GIVEN, "inferred")
    assert len(warnings) == 1


def test_an_unknown_label_is_reported_and_roles_are_inferred():
    roles, how, warnings = assign_roles(TALK, "Dr. Who")
    assert (roles, how) == (GIVEN, "inferred")
    assert warnings == ["interviewer_label names no speaker of this file; roles were inferred."]
    assert "Who" not in " ".join(warnings)


@pytest.mark.parametrize("label", ["I", "Interviewer", "Q", "Moderator 1", "INT"])
def test_a_label_that_says_interviewer_outweighs_how_much_is_said(label):
    long = "Let me tell you at great length what this is about."
    turns = _turns((label, long), ("P", "Oh? Is it?"))
    assert assign_roles(turns)[0] == {label: "interviewer", "P": "participant"}


def test_a_third_person_who_says_little_is_other():
    roles, how, warnings = assign_roles([*TALK, *_turns(("Nurse", "Sorry."))], "Ann Lee")
    assert roles == {**GIVEN, "Nurse": "other"}
    assert how == "given"
    assert warnings == ["1 further speaker says little and counts for nobody."]


def test_two_who_answer_alike_are_both_participants():
    turns = [*TALK, *_turns(("Cy", "I was there as well, and I thought it was rather warm."))]
    roles, _, warnings = assign_roles(turns, "Ann Lee")
    assert roles == {**GIVEN, "Cy": "participant"}
    assert warnings == ["2 speakers count as participants, each on their own."]


def test_two_interviewers():
    turns = [*TALK, *_turns(("Cy", "Can I ask something?"), ("Bo Ray", "Please."))]
    assert assign_roles(turns, "Ann Lee; Cy")[0] == {**GIVEN, "Cy": "interviewer"}


def test_words_without_a_speaker_count_for_nobody():
    turns = [*_turns(("Unknown speaker", "is it on? " * 50)), *TALK]
    roles, _, warnings = assign_roles(turns, "Ann Lee")
    assert roles == {**GIVEN, "Unknown speaker": "other"}
    assert warnings == ["Some words have no speaker; they count for nobody."]


def test_a_monologue_has_no_interviewer():
    roles, how, warnings = assign_roles(_turns(("Bo Ray", "I begin, then.")))
    assert (roles, how) == ({"Bo Ray": "participant"}, "none")
    assert warnings == ["No interviewer was found; everyone who speaks much is a participant."]


def test_an_interviewer_alone_is_reported():
    roles, how, warnings = assign_roles(_turns(("Ann Lee", "Hello?")), "Ann Lee")
    assert (roles, how) == ({"Ann Lee": "interviewer"}, "given")
    assert warnings == ["Nobody but the interviewer speaks."]


def test_somebody_who_comes_in_with_questions_is_no_interviewer():
    talk = [("Ann", "And what came then?"), ("Bo", "A long way, and then another one.")] * 9
    talk[4:4] = [("Cy", "Tea?"), ("Ann", "Not now, and I will ask for it when we are done.")]
    turns = [Turn(name, None, None, text, "") for name, text in talk]
    roles, how, _ = assign_roles(turns)
    assert (roles["Ann"], roles["Cy"], how) == ("interviewer", "other", "inferred")


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Interviewee 2", "participant"),
        ("Respondent2", "participant"),
        ("Befragter B", "other"),
        ("Translator", "other"),
    ],
)
def test_whoever_is_labelled_as_interviewed_is_a_participant_however_little_they_say(label, role):
    talk = _turns(
        ("Interviewer", "Where did you both train?"),
        ("Interviewee 1", "In the north, where it was cold, and then for some years in the south."),
        (label, "Me too."),
        ("Interviewer", "And then?"),
        ("Interviewee 1", "Then I left, for there was nothing left that I could have learnt."),
    )
    assert assign_roles(talk)[0][label] == role


def test_whoever_has_a_label_of_the_groups_kind_sits_in_the_group():
    said = {"F": 40, "P1": 200, "P2": 180, "P3": 150, "P4": 10, "Waiter": 8}
    turns = [Turn(who, None, None, "so " * words, "line 1") for who, words in said.items()]
    roles, _, _ = assign_roles(turns, "F")
    assert roles["P4"] == "participant"
    assert roles["Waiter"] == "other"


def test_voices_that_a_program_numbers_are_no_group():
    said = {"Speaker 0": 40, "Speaker 1": 200, "Speaker 2": 180, "Speaker 3": 150, "Speaker 4": 9}
    turns = [Turn(who, None, None, "so " * words, "line 1") for who, words in said.items()]
    roles, _, _ = assign_roles(turns, "Speaker 0")
    assert roles["Speaker 4"] == "other"


def test_a_second_person_who_asks_and_says_little_interviews_too():
    told = "I went there every week, and I dug, and I planted beans, and I sat with the others."
    talk = _turns(
        *(("Mia", "What was it like?"), ("Per", told), ("Ole", "And who came?"), ("Per", told)) * 3
    )
    assert assign_roles(talk)[0] == {
        "Mia": "interviewer",
        "Per": "participant",
        "Ole": "interviewer",
    }


def test_a_second_person_who_tells_is_no_interviewer():
    told = "I went there every week, and I dug, and I planted beans, and I sat with the others."
    talk = _turns(
        *(("Mia", "What was it like?"), ("Per", told), ("Ole", "We all did."), ("Per", told)) * 3
    )
    assert assign_roles(talk)[0]["Ole"] == "other"
