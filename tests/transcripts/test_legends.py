"""Lines above a transcript that say what its labels stand for."""

import pytest

from aft_themes.transcripts.legends import read_legend
from aft_themes.transcripts.reader import read_transcript
from aft_themes.vocabulary import Role

ASKS, ANSWERS = Role.INTERVIEWER, Role.PARTICIPANT
TALK = "I: What did the tape show?\nO: And when?\nX: How we sat. Did you see?\nY: Yes.\n" * 4


@pytest.mark.parametrize(
    ("lines", "roles"),
    [
        (["I = interviewer; X = informant"], {"I": ASKS, "X": ANSWERS}),
        (["I1: Interviewer 1, B: Befragte"], {"I1": ASKS, "B": ANSWERS}),
        (["Interviewer (I) Interviewer (O) Informant (X)"], {"I": ASKS, "O": ASKS, "X": ANSWERS}),
        (["Talk 4", "I: Moderatorin", "M: Mann"], {"I": ASKS, "M": None}),
        (["I = interviewer; X = informant, woman"], {"I": ASKS, "X": ANSWERS}),
        (["I = interviewer; Y = informant's mother"], {"I": ASKS, "Y": None}),
        (["I: Interviewer", "P: Hello"], {}),
        (["I: I am the interviewer", "P: And I am the participant here"], {}),
        (["X = informant", "Y = informant"], {}),
        (["Interviewer: Ann Lee", "Informant: X"], {}),
    ],
)
def test_a_legend_is_a_line_of_short_labels_and_words_for_roles(lines, roles):
    assert read_legend(lines)[0] == roles


def test_a_label_that_stands_again_is_a_turn():
    assert read_legend(["I: interviewer", "X: participant", "X: participant"])[1] == 2


def test_the_legend_tells_roles_and_is_no_speech(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "I: interviewer\nO: interviewer 2\nX: informant\nY: informant\n" + TALK, "utf-8"
    )
    transcript = read_transcript(path)
    assert dict(transcript.roles) == {"I": ASKS, "O": ASKS, "X": ANSWERS, "Y": ANSWERS}
    assert transcript.turns[0].text == "What did the tape show?"


def test_a_label_with_a_number_has_the_role_of_the_letter(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("I = interviewer; X = informant\n" + TALK.replace("O:", "I2:"), "utf-8")
    assert read_transcript(path).roles == {"I": ASKS, "I2": ASKS, "X": ANSWERS}


@pytest.mark.parametrize("time", ["*1:40 = ", "*1.40 = ", "1:40 = "])
def test_an_equals_sign_may_stand_between_time_and_label(tmp_path, time):
    path = tmp_path / "a.txt"
    path.write_text(TALK.replace("O:", f"{time}O:"), "utf-8")
    turns = read_transcript(path).turns
    assert [turn.speaker for turn in turns[:4]] == ["I", "O", "X", "Y"]
    assert turns[1].start_s == 100
