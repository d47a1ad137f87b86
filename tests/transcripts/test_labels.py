"""Plain text: labels with times before or after them."""

import pytest

from aft_themes.transcripts import read_transcript
from aft_themes.transcripts.labels_without_colon import _not_inside
from aft_themes.transcripts.prefixes import Head, without_heading

TALK = [
    ("Ann Lee", "Where did you train?"),
    ("Bo Ray", "In the north. It was cold."),
    ("Ann Lee", "And then?"),
    ("Bo Ray", "Then I left."),
]
FORMS = {
    "label": "{name}: {text}",
    "label without space": "{name}:{text}",
    "full-width colon": "{name}\uff1a{text}",
    "label and line break": "{name}:\n{text}",
    "time in round brackets": "{name} ({time}): {text}",
    "time and line break": "{name} ({time}):\n{text}",
    "time in square brackets after label": "{name} [{time}]: {text}",
    "time after the colon": "{name}: [{time}] {text}",
    "time before label": "[{time}] {name}: {text}",
    "bare time before label": "{time} {name}: {text}",
    "hash time before label": "#{time}-0# {name}: {text}",
    "hash time after text": "{name}: {text} #{time}-5#",
    "span before label": "[{time} - {time}] {name}: {text}",
    "arrow before label": "[{time}.000 --> {time}.900] {name}: {text}",
    "time on its own line": "[{time}]\n{name}: {text}",
    "meeting notes": "{name}  {time}\n{text}",
    "meeting notes, one space": "{name} {time}\n{text}",
    "meeting notes, trailing spaces": "{name}  {time}  \n{text}  ",
    "name in brackets and time": "[{name}] {time}\n{text}",
    "name in brackets": "[{name}]: {text}",
    "tabs": "{time}\t{name}:\t{text}",
    "text after the time": "{name}   {time}   {text}",
    "markdown": "**{name}:** {text}",
}


def test_a_path_may_be_text(tmp_path):
    (tmp_path / "a.txt").write_text("".join(f"{name}: {text}\n" for name, text in TALK))
    turns = read_transcript(str(tmp_path / "a.txt")).turns
    assert [(turn.speaker, turn.text) for turn in turns] == TALK


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_label(said, form, gap):
    lines = [
        FORMS[form].format(name=name, text=text, time=f"00:0{at}:05")
        for at, (name, text) in enumerate(TALK)
    ]
    assert said("a.txt", gap.join(lines)) == TALK


@pytest.mark.parametrize("form", [form for form in FORMS if "{time}" in FORMS[form]])
def test_times_are_read(read, form):
    lines = [FORMS[form].format(name=n, text=t, time=f"0{at}:05") for at, (n, t) in enumerate(TALK)]
    turns = read("a.txt", "\n".join(lines)).turns
    times = [turn.end_s if "after text" in form else turn.start_s for turn in turns]
    assert [int(time) for time in times] == [5, 65, 125, 185]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("I", "P"),
        ("I", "B"),
        ("Q", "A"),
        ("Int", "Resp"),
        ("Interviewer", "Participant"),
        ("interviewer", "participant"),
        ("INTERVIEWER", "PARTICIPANT 12"),
        ("Speaker 1", "Speaker 2"),
        ("SPEAKER_00", "SPEAKER_01"),
        ("S01", "S00"),
        ("I1", "P12"),
        ("Dr. Lee", "Ms. Ray"),
        ("Lee, Ann (Host)", "Ray, Bo (Guest)"),
        ("María-José Núñez", "Søren Åberg"),
        ("Ірина", "Олег"),
        ("面接者", "参加者"),
        ("المحاور", "المشارك"),
    ],
)
def test_kinds_of_labels(said, one, two):
    talk = [(one, "Why?"), (two, "Because."), (one, "Oh."), (two, "Yes.")]
    assert said("a.txt", "\n".join(f"{name}: {text}" for name, text in talk)) == talk


def test_continuation_paragraphs_belong_to_the_last_speaker(said):
    text = "I: Why?\n\nP: Because.\n\nIt was late: we left.\n\nSo: home.\n\nI: Oh.\n\nP: Yes."
    assert said("a.txt", text)[1] == ("P", "Because.\nIt was late: we left.\nSo: home.")


def test_recounted_dialogue_is_speech_where_labels_have_times(said):
    text = (
        "[00:01] I: What happened?\n[00:05] P: I said this.\nTherapist: No.\nClient: Yes.\n"
        "Therapist: No.\n[00:09] I: Oh.\n[00:12] P: Indeed."
    )
    assert said("a.txt", text)[1] == (
        "P",
        "I said this.\nTherapist: No.\nClient: Yes.\nTherapist: No.",
    )


def test_someone_who_speaks_once_is_a_speaker_of_their_own(said):
    text = "I: Why?\nP: Because.\nUnknown speaker: Room service.\nP: Sorry.\nI: No harm."
    assert ("Unknown speaker", "Room service.") in said("a.txt", text)


def test_one_turn_each_is_enough(said):
    assert said("a.txt", "Ann: Hello?\nBo: Hi.") == [("Ann", "Hello?"), ("Bo", "Hi.")]


def test_title_and_header_lines_are_left_out_with_a_warning(read):
    text = (
        "Study of alliance\nDate: 3 March 2023\nInterviewer: K. Doyle\nParticipant: P12\n"
        "Place: video call\n\nInterviewer: Why?\nParticipant: Because.\nInterviewer: Oh.\n"
        "Participant: Yes.\n\n[End of recording]\n"
    )
    transcript = read("a.txt", text)
    assert [turn.text for turn in transcript.turns] == ["Why?", "Because.", "Oh.", "Yes."]
    assert transcript.warnings == ("Left out as title or notes before the first speaker: 5 lines.",)


def test_a_header_of_labels_that_never_recur_is_left_out(said):
    text = "Interviewer: Ann Lee\nParticipant: Bo Ray\n\nAL: Why?\nBR: So.\nAL: Oh?\nBR: Yes."
    assert said("a.txt", text) == [("AL", "Why?"), ("BR", "So."), ("AL", "Oh?"), ("BR", "Yes.")]


def test_a_first_speaker_who_never_speaks_again_is_kept(said):
    text = "Moderator: Welcome all\nAL: Why?\nBR: So.\nAL: Oh?\nBR: Yes."
    assert said("a.txt", text)[0] == ("Moderator", "Welcome all")


@pytest.mark.parametrize("words", ["10:30", "At 10:30: no.", "10:30 was late", "at 9:15"])
def test_a_time_that_is_spoken_stays(said, words):
    text = f"I: When?\nP: Early.\n{words}\nI: Oh?\nP: Yes."
    assert said("a.txt", text)[1] == ("P", f"Early.\n{words}")


def test_what_somebody_says_about_transcription_is_no_artefact(said):
    text = "I: Why?\nP: She stopped transcription\nI: Recording ended.\nP: Yes."
    assert [words for _, words in said("a.txt", text)][1:3] == [
        "She stopped transcription",
        "Recording ended.",
    ]


@pytest.mark.parametrize(
    "artefact",
    [
        "Ann Lee started transcription",
        "Ann Lee stopped transcription",
        "Transcribed by https://otter.ai",
        "[End of interview]",
        "END OF RECORDING.",
        'Retrieved from " https://history.invalid/index.php?title=Oral-History:Ann_Lee&oldid=7 "',
    ],
)
def test_lines_of_the_software_are_dropped(said, artefact):
    text = "\n".join([*(f"{name}: {words}" for name, words in TALK), artefact])
    assert said("a.txt", text) == TALK


def test_marks_stay_and_stamps_go(said):
    text = (
        "I: Why? [laughs]\nP: (pause) Because (2.0) of [inaudible 00:12:33] it.[00:12:40]Really. "
        "At 10:30, ratio 3:1, http://example.org.\nI: [crosstalk] Oh.\nP: Yes."
    )
    assert said("a.txt", text)[:2] == [
        ("I", "Why? [laughs]"),
        (
            "P",
            "(pause) Because (2.0) of [inaudible 00:12:33] it. Really. "
            "At 10:30, ratio 3:1, http://example.org.",
        ),
    ]


def test_neighbouring_turns_of_one_speaker_are_one(said):
    text = "I: Why?\nP: Because.\nP: It was.\nI:\nP: So.\nI: Oh."
    assert said("a.txt", text) == [("I", "Why?"), ("P", "Because.\nIt was.\nSo."), ("I", "Oh.")]


def test_typographic_quotes_stay(said):
    text = (
        "I: Why?\nP: \u201cDon\u2019t,\u201d she said \u2013 \u2018no\u2019\u2026\nI: Oh.\nP: Yes."
    )
    assert (
        said("a.txt", text)[1][1] == "\u201cDon\u2019t,\u201d she said \u2013 \u2018no\u2019\u2026"
    )


@pytest.mark.parametrize(
    ("other", "kept"),
    [("interviewer", 1), ("INTERVIEWER", 1), ("Interviewer ", 0), ("\u0406nterviewer", 1)],
)
def test_lookalike_labels_are_one_speaker_with_a_warning(read, other, kept):
    text = f"Interviewer: Why?\nParticipant: Because.\n{other}: Oh?\nParticipant: Yes."
    transcript = read("a.txt", text)
    assert {turn.speaker for turn in transcript.turns} == {"Interviewer", "Participant"}
    assert len([w for w in transcript.warnings if "look-alike" in w]) == kept


def test_a_misspelt_case_of_a_full_name_is_still_a_label(said):
    text = "Ann Lee: Why?\nBo Ray: Because.\nAnn lee: Oh?\nBo Ray: Yes."
    assert said("a.txt", text)[2] == ("Ann Lee", "Oh?")


def test_text_without_labels_is_refused(read):
    with pytest.raises(Exception, match="no speaker labels"):
        read("a.txt", "We met at noon. it was: warm.\nAnd then we left.\n")


def test_only_signs_at_the_beginning_make_a_heading():
    assert without_heading("## Ann Lee") == "Ann Lee"
    assert without_heading("## We were # 5 and # 6") == "We were # 5 and # 6"
    assert without_heading("We were # 5") == "We were # 5"


@pytest.mark.parametrize(("lines", "kept"), [(4, False), (5, True)])
def test_a_bracketed_name_that_is_often_spoken_of_in_brackets_is_no_label(lines, kept):
    heads = [Head("Tape", None, None, " we watched it", key="tape")] * lines
    beside = Head(None, None, None, "and then [Tape] ended")
    assert bool(_not_inside([*heads, beside], heads)) == kept


def test_a_space_before_a_number_makes_no_other_speaker(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Interviewer: Why?\nInterviewee 2: So.\nInterviewee2: And so.\n" * 4, "utf-8")
    speakers = {turn.speaker for turn in read_transcript(path).turns}
    assert speakers == {"Interviewer", "Interviewee 2"}


@pytest.mark.parametrize(
    ("slip", "speaker"),
    [
        ("[0:09] Ann Lee.", "Ann Lee"),
        ("0:09 Ann Lee?", "Ann Lee"),
        ("0:09 Ann Lee", "Ann Lee"),
        ("Ann Lee.", "Bo Carr"),
        ("0:09 Ann Lee left.", "Bo Carr"),
    ],
)
def test_a_label_after_a_time_may_lack_its_colon(tmp_path, slip, speaker):
    talk = "[0:01] Ann Lee:\nWhy?\n\n[0:05] Bo Carr:\nBecause.\n\n"
    path = tmp_path / "a.txt"
    path.write_text(f"{talk * 3}{slip}\nAnd then?\n", "utf-8")
    last = read_transcript(path).turns[-1]
    assert (last.speaker, last.text.endswith("And then?")) == (speaker, True)
