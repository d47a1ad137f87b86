"""Layouts that public studies have and that were misread; all words here are invented."""

import zipfile
from io import BytesIO

import pytest

from aft_themes.errors import InputError

from . import making

TALK = [
    ("Interviewer", "How was the river that year?"),
    ("Interviewee", "High, and loud at night."),
    ("Interviewer", "What did you do then?"),
    ("Interviewee", "We moved the boats up."),
]


def _kinds(transcript):
    return {str(finding.kind) for finding in transcript.findings}


def _column(*lines):
    return "\n\n\n".join(lines)


def _beside(talk=TALK, *more):
    """One row of two cells: all labels, and all words beside them."""
    return making.docx_table(
        [[_column(*(n for n, _ in talk), *more), _column(*(t for _, t in talk))]]
    )


def test_labels_in_one_cell_are_paired_with_the_words_in_the_next(said):
    assert said("a.docx", _beside()) == TALK


def test_a_title_among_the_labels_takes_no_words(said):
    assert said("a.docx", _beside(TALK * 2, "Part two is below")) == TALK * 2


def test_labels_that_do_not_pair_are_not_guessed(read):
    table = making.docx_table([[_column(*(n for n, _ in TALK)), _column("a b", "c d", "e f")]])
    with pytest.raises(InputError, match=r"labels stand in one cell .* 4 labels beside 3 para"):
        read("a.docx", table)


def _renamed(data, old, new):
    """Give the parts of a package other names, as Word Online does."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old_zip, zipfile.ZipFile(out, "w") as new_zip:
        for name in old_zip.namelist():
            content = old_zip.read(name).replace(old.encode(), new.encode())
            new_zip.writestr(name.replace(old, new), content)
    return out.getvalue()


def test_a_document_whose_main_part_word_online_has_numbered(said):
    document = making.docx(*(f"{name}: {text}" for name, text in TALK))
    assert said("a.docx", _renamed(document, "document.xml", "document2.xml")) == TALK


def test_what_another_says_meanwhile_in_brackets_is_no_lost_label(read):
    meanwhile = " [interviewer: mhm] and so on… [interviewer: yes]. [Interviewer: sure] So."
    lines = [f"{name}: {text}{meanwhile}" for name, text in TALK]
    assert "label_in_speech" not in _kinds(read("a.txt", "\n".join(lines)))


def test_a_code_that_speaks_once_beside_one_who_asks_twice(said):
    text = "Interviewer:\nHow was it?\n\nES1:\nLoud.\nAnd cold.\n\nInterviewer: Thank you.\n"
    assert said("a.txt", text) == [
        ("Interviewer", "How was it?"),
        ("ES1", "Loud.\nAnd cold."),
        ("Interviewer", "Thank you."),
    ]


def test_words_below_a_lone_label_are_no_answer(said):
    asked = ["Moderator:\nWhat did you see?", "A boat.", "Moderator: And then?", "Nothing else."]
    talk = said("a.txt", "\n\n".join([*asked, "Moderator: Where was it?", "By the bank."]))
    assert talk[0] == ("Moderator", "What did you see?")
    assert talk[1] == ("Without a label", "A boat.")


def test_a_title_of_a_part_is_no_speaker(said):
    lines = [f"{name}: {text}" for name, text in TALK]
    text = "\n".join([*lines, "PART 2 – Interview 7: Female, 22", *lines])
    assert {name for name, _ in said("a.txt", text)} == {"Interviewer", "Interviewee"}


def test_a_remark_with_a_time_is_no_speaker(said):
    lines = [f"{name}: {text}" for name, text in TALK]
    text = "\n".join([*lines, "(inaudible 0:49:30)", *lines, "(inaudible 0:50:10)"])
    assert {name for name, _ in said("a.txt", text)} == {"Interviewer", "Interviewee"}


_ASKED = "# Info\nInterviewee: P7\n\n# Transcript\n\n"


def test_headings_that_ask_somebody_are_questions(read):
    text = '## Question 1: What do you fear?\n*"The dam."*\n\n### Why do you?\n*"It is old."*\n'
    transcript = read("a.md", _ASKED + text)
    assert [turn.text for turn in transcript.turns] == [
        "Question 1: What do you fear?",
        '"The dam."',
        "Why do you?",
        '"It is old."',
    ]
    assert "unlabelled_turns" in _kinds(transcript)


def test_headings_that_ask_nobody_are_headings(read):
    text = "## What is a dam?\nA wall.\n\n## Why is it built?\nFor water.\n"
    with pytest.raises(InputError):
        read("a.md", text)


def test_an_export_that_lost_its_line_breaks(said):
    assert said("a.txt", " ".join(f"{name}: {text}" for name, text in TALK * 2)) == TALK * 2


def test_dialogue_that_is_recounted_stays_with_the_speaker(said):
    told = "He was angry. Ann: I told you. Bo: You did not. Ann: I did. Then they laughed."
    text = f"Interviewer: And then?\nInterviewee: {told}\nInterviewer: Oh.\nInterviewee: Yes.\n"
    assert said("a.txt", text)[1] == ("Interviewee", told)


_ASKED_TABLE = [
    ["No.", "Question", "Answer"],
    ["1", "How was the river?", "High, and very loud at night."],
    ["2", "What did you do?", "We moved all the boats up."],
]
_ANSWERED = [
    ("Q", "How was the river?"),
    ("A", "High, and very loud at night."),
    ("Q", "What did you do?"),
    ("A", "We moved all the boats up."),
]


@pytest.mark.parametrize("kind", ["docx", "csv", "xlsx"])
def test_a_table_of_questions_and_answers(said, kind):
    content = {
        "docx": making.docx_table(_ASKED_TABLE),
        "csv": "\n".join(",".join(f'"{cell}"' for cell in row) for row in _ASKED_TABLE),
        "xlsx": making.workbook(_ASKED_TABLE),
    }[kind]
    assert said(f"a.{kind}", content) == _ANSWERED


def test_a_list_of_questions_to_ask_holds_no_speech(read):
    rows = [_ASKED_TABLE[0], *([*row[:2], ""] for row in _ASKED_TABLE[1:])]
    with pytest.raises(InputError):
        read("a.csv", "\n".join(",".join(row) for row in rows))


def test_a_group_that_answers_again_and_again_is_a_speaker(said):
    talk = [("Moderator", "Who knew it?"), ("Participants", "All of us.")] * 3
    assert said("a.txt", "\n".join(f"{name}: {text}" for name, text in talk)) == talk


def test_a_field_that_lists_the_participants_is_none(said):
    field = "Participants: four nurses\n\n"
    assert said("a.txt", field + "\n".join(f"{n}: {t}" for n, t in TALK)) == TALK


def test_a_beginning_in_an_answer_is_no_second_speaker(said):
    asked = ["Q: What did you see?", "A boat.", "Q: And then?", "In Short: nothing.", "Q: Where?"]
    talk = said("a.txt", "\n\n".join([*asked, "By the bank."]))
    assert {name for name, _ in talk} == {"Q", "Without a label"}
    assert talk[3] == ("Without a label", "In Short: nothing.")


_LINES = ["How old are you?", "I am thirty.", "What is your work?", "I mend boats.",
          "Do you like it?", "Very much so.", "Who taught you?", "My aunt did.",
          "Would you do it again?", "At once."]  # fmt: skip


def test_questions_and_answers_line_by_line_without_labels(read):
    transcript = read("a.txt", "About the person\n" + "\n".join(_LINES))
    assert [turn.text for turn in transcript.turns] == _LINES
    assert "unlabelled_turns" in _kinds(transcript)


def test_speech_in_which_not_only_questions_are_asked_is_not_guessed(read):
    text = "\n".join([*_LINES[:4], "So it is hard.", "Yes.", "Tell me more.", "No.", *_LINES[4:]])
    with pytest.raises(InputError):
        read("a.txt", text)


def test_a_list_whose_names_stand_once_is_no_table_of_speakers(read):
    rows = [["North library", "Has rules for all of its readers"],
            ["South library", "Has no rules for readers at all"],
            ["North library", "Has a room for its readers"],
            ["West library", "Has a shop beside the door"],
            ["East library", "Has not been opened this year"]]  # fmt: skip
    with pytest.raises(InputError):
        read("a.xlsx", making.workbook(rows))


def test_times_in_braces_are_no_speech(said):
    lines = [f"{name}: {text}{{ 4:00 }} So." for name, text in TALK]
    assert said("a.txt", "\n".join(lines)) == [(name, f"{text} So.") for name, text in TALK]


def test_such_a_table_below_labelled_lines(said):
    lines = "".join(making.paragraph(f"{name}: {text}") for name, text in TALK)
    labels, words = (column for column in zip(*TALK, strict=True))
    cells = "".join(
        f"<w:tc>{making.paragraph(_column(*column))}</w:tc>" for column in (labels, words)
    )
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    document = making.packed(making.docx_parts(making.paragraph("Part 1") + lines + table))
    assert said("a.docx", document) == TALK * 2


def test_an_initial_and_a_dash_without_a_space(said):
    talk = [
        ("D", "And then?"),
        ("P", "¿What then? I left."),
        ("D", "Why?"),
        ("P", "E-mail was slow."),
    ]
    lines = [f"{name}-{text}" if name == "D" else f"{name}- {text}" for name, text in talk * 2]
    assert said("a.txt", "Notes\n\n" + "\n".join(lines)) == talk * 2


EXPERIMENT = [
    ("Interviewer", "Please say what it prints."),
    ("Subject", "Four, and a new line."),
    ("Interviewer", "How sure are you?"),
    ("Subject", "Quite sure."),
    ("Interviewer", "Why is that?"),
    ("Subject", "I have seen it before."),
]


@pytest.mark.parametrize("width", [14, 20, 40])
def test_labels_in_columns_that_spaces_pad(read, width):
    lines = [
        f"{f'{name}:':<{width}}00:{at:02d}{' ' * (width // 2)}{words}"
        for at, (name, words) in enumerate(EXPERIMENT)
    ]
    found = read("a.txt", "\n\n".join(lines))
    assert [(turn.speaker, turn.text) for turn in found.turns] == EXPERIMENT
    assert [turn.start_s for turn in found.turns] == [0, 1, 2, 3, 4, 5]
    assert not found.findings


@pytest.mark.parametrize("line", ["{}: {}", "[{}] {}", "{}\n{}"])
def test_a_subject_who_recurs_is_a_person(said, line):
    text = "\n".join(line.format(*one) for one in EXPERIMENT)
    assert said("a.txt", f"Date: 3 May\n{text}") == EXPERIMENT


def test_a_subject_in_a_header_is_a_field(said):
    fields = "Subject: Fees\nDate: 3 May\nTitle: Talk\n"
    text = "\n".join(f"{name}: {words}" for name, words in TALK)
    assert said("a.txt", f"{fields}{text}") == TALK
    with pytest.raises(InputError):
        said("b.txt", "Subject: Fees and what they are for\nDate: 3 May\nTitle: A letter\n\n" * 4)


_CHAT = """About this talk

**You said:**

Write it like this:

AS A: guest
I WANT: a boat
AS A: host
I WANT: rest

**ChatGPT said:**

Here it is.

**You said:**

Thank you.
"""


@pytest.mark.parametrize("mark", ["**", ""])
def test_a_chat_that_was_copied_has_no_other_labels(said, mark):
    assert said("a.md", _CHAT.replace("**", mark)) == [
        ("You", "Write it like this:\nAS A: guest\nI WANT: a boat\nAS A: host\nI WANT: rest"),
        ("ChatGPT", "Here it is."),
        ("You", "Thank you."),
    ]


def test_what_one_person_said_is_no_label(said):
    talk = "Ann: It began so.\nMother said:\nGo home.\nBo: And then?\nAnn: I went.\nBo: Where?\n"
    assert [who for who, _ in said("a.txt", talk * 2)] == ["Ann", "Bo", "Ann", "Bo"] * 2
