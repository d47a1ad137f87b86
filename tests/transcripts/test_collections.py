"""What collections of dialogues, and odd labels of real files, taught: each with invented words."""

import json

import pytest

from aft_themes.errors import InputError
from aft_themes.transcripts.findings import Kind
from aft_themes.transcripts.reader import read_transcript
from aft_themes.transcripts.speakers import label_meant

DIALOGUE = "Doctor: What brings you in?\nPatient: My knee.\nDoctor: Since when?\nPatient: May."


def read(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_transcript(path)


def spoken(transcript):
    return [(turn.speaker, turn.text) for turn in transcript.turns]


@pytest.mark.parametrize(
    "text",
    [
        f'id,note,dialogue\nD1,a knee,"{DIALOGUE}"\nD2,another,"{DIALOGUE}"\n',
        'id;talk\nD1;"[doctor] hello .\n[patient] hi ."\nD2;"[doctor] hello .\n[patient] hm ."\n',
    ],
)
def test_a_conversation_in_each_row_is_an_interview_of_its_own(tmp_path, text):
    with pytest.raises(InputError, match="holds 2 interviews") as error:
        read(tmp_path, "all.csv", text)
    assert error.value.kind == Kind.SEVERAL_INTERVIEWS


def test_a_turn_of_several_lines_is_no_conversation(tmp_path):
    table = 'speaker,text\nAnn,"First: this\nSecond: that"\nBen,"First: so\nSecond: no"\n'
    assert [who for who, _ in spoken(read(tmp_path, "a.csv", table))] == ["Ann", "Ben"]


TALK = [{"speaker": "seeker", "content": "Hello there"}, {"speaker": "helper", "content": "Hi"}]


@pytest.mark.parametrize(
    "content",
    [
        [{"topic": "work", "dialog": TALK}, {"topic": "home", "dialog": TALK}],
        {"data": [{"src": DIALOGUE, "file": "1"}, {"src": DIALOGUE, "file": "2"}]},
    ],
)
def test_a_list_of_conversations_is_refused(tmp_path, content):
    with pytest.raises(InputError, match="holds 2 conversations") as error:
        read(tmp_path, "all.json", json.dumps(content))
    assert error.value.kind == Kind.SEVERAL_INTERVIEWS


@pytest.mark.parametrize(
    "content",
    [
        {"segments": [{**one, "words": [{"word": "Hi", "speaker": "A"}]} for one in TALK]},
        {"meeting": [{"topic": "x", "spans": [[1, 2]]}] * 2, "turns": TALK * 2},
        [{"dialog": TALK}, {"dialog": []}, {"dialog": []}],  # one is not several
    ],
)
def test_a_single_conversation_is_read(tmp_path, content):
    assert len(read(tmp_path, "one.json", json.dumps(content)).turns) > 1


def test_lines_with_bars_are_a_table(tmp_path):
    text = (
        "A|Hello.|fc\nB|Hi there.|fc\nA|How was it?|qw\nA|I wondered.|sd\nB|Fine.|sd\nB|Yes.|aa\n"
    )
    transcript = read(tmp_path, "a.txt", text)
    assert spoken(transcript)[2] == ("A", "How was it?\nI wondered.")
    assert Kind.COLUMNS_GUESSED in {finding.kind for finding in transcript.findings}


def test_bars_in_some_lines_make_no_table(tmp_path):
    text = "Ann: Hello | hi.\nBen: Hi.\nAnn: So.\nBen: Well.\nAnn: Yes.\nBen: No.\nAnn: Oh.\n"
    assert read(tmp_path, "a.txt", text).format == "text"


def test_labels_may_have_a_number_behind_a_slash(tmp_path):
    text = (
        "P/1 - I was there.\nI/1 - Why so?\nP/1 - Because.\nI/1 \u2013 And then?\nP/1 - We left.\n"
    )
    assert [who for who, _ in spoken(read(tmp_path, "a.txt", text))] == ["P/1", "I/1"] * 2 + ["P/1"]


def test_a_slip_in_a_word_for_a_role_is_the_role(tmp_path):
    text = (
        "TRANSCRIPT B- INTERVIEW 5B: Dutch, 4th Year\n\nInterviewer: Why so?\nParticipant: I was.\n"
        "Interview: Where?\nPartcipant: There.\nInterviewer: When?\nParticipant: Then.\n"
    )
    turns = spoken(read(tmp_path, "a.txt", text))
    assert [who for who, _ in turns] == ["Interviewer", "Participant"] * 3
    assert turns[2] == ("Interviewer", "Where?")


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("interview", "interviewer"),
        ("partcipant", "participant"),
        ("interviewee", ""),  # a role of its own
        ("intervue", ""),  # three edits
        ("ann", ""),
    ],
)
def test_a_slip_has_two_edits_at_most(key, meant):
    counts = {"interviewer": 9, "participant": 9, "ann": 9}
    assert label_meant(key, counts) == meant


def test_the_numbers_of_lines_are_no_part_of_labels(tmp_path):
    lines = [f"{at} {'Interviewer' if at % 3 else 'Participant'}: words {at}" for at in range(2, 9)]
    found = {who for who, _ in spoken(read(tmp_path, "a.txt", "\n".join(lines)))}
    assert found == {"Interviewer", "Participant"}


def test_people_with_a_number_before_their_kind_are_apart(said):
    order = (2, 4, 1, 2, 3, 1, 4, 3, 2)
    talk = [(f"{who} {'Woman' if who % 2 else 'Man'}", f"Words of {who}.") for who in order]
    assert said("a.txt", "\n".join(f"{name}: {words}" for name, words in talk)) == talk


def test_tags_of_transcribers_are_taken_out(tmp_path):
    text = (
        "Ann: Well <UNSURE>it was</UNSURE> so. <UNIN/>\nBen: <INAUDIBLE_SPEECH/> Yes <LAUGHTER/>.\n"
        "Ann: Is x <3 or y> there?\nBen: No.\n"
    )
    transcript = read(tmp_path, "a.txt", text)
    assert spoken(transcript) == [
        ("Ann", "Well it was so. [unintelligible]"),
        ("Ben", "[unintelligible] Yes [laughter]."),
        ("Ann", "Is x <3 or y> there?"),
        ("Ben", "No."),
    ]
    assert Kind.WORDS_MISSING not in {finding.kind for finding in transcript.findings}


def test_remarks_in_braces_are_marks(tmp_path):
    text = "A: We {disfmarker} we {vocalsound} go.\nB: {pause} Yes.\nA: So.\nB: {Ann} said no.\n"
    assert spoken(read(tmp_path, "a.txt", text)) == [
        ("A", "We - we [vocalsound] go."),
        ("B", "[pause] Yes."),
        ("A", "So."),
        ("B", "{Ann} said no."),
    ]


def test_bold_times_without_speakers_are_named_as_such(tmp_path):
    text = "# Title\n\nEpisode: A title\n\n" + "".join(
        f"**[0{at}:00]** And then we went on.\n\n" for at in range(9)
    )
    with pytest.raises(InputError, match="says nowhere who speaks"):
        read(tmp_path, "a.md", text)


def test_tags_of_web_pages_inside_markdown_are_not_spoken(tmp_path):
    text = (
        'Ann: I <em>was</em> there<br/>\nBen: [<a id="x">00:00:03</a>] Yes.\n'
        "Ann: Is x < y?\nBen: No.\n"
    )
    said = [text for _, text in spoken(read(tmp_path, "a.md", text))]
    assert said == ["I was there", "Yes.", "Is x < y?", "No."]
    assert "<em>" in spoken(read(tmp_path, "a.txt", text))[0][1]


BOTH = "start,stop,speaker,Utterance,English Translation\n"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("0,400,1,Goed zo,Well done\n900,100000,2,Ja hoor,Yes sure\n", "Well done"),
        ("0,400,1,Goed zo,Well done\n5,6,2,Ja hoor,\n7,8,1,Nee dank je,\n", "Goed zo"),
    ],
)
def test_of_two_languages_the_full_one_is_read(tmp_path, rows, words):
    transcript = read(tmp_path, "a.csv", BOTH + rows)
    assert transcript.turns[0].text == words
    kinds = {finding.kind for finding in transcript.findings}
    assert (Kind.TWO_LANGUAGES in kinds) == (words == "Well done")
    assert Kind.WORDS_MISSING not in kinds


def test_a_table_with_one_language_has_no_doubt_about_two(tmp_path):
    table = "speaker,translation,note\nAnn,Well done,\nBen,Yes sure,x\n"
    transcript = read(tmp_path, "a.csv", table)
    assert Kind.TWO_LANGUAGES not in {finding.kind for finding in transcript.findings}


@pytest.mark.parametrize(("end", "first"), [("400000", 0.4), ("9000", 400.0), ("400000.5", 400.0)])
def test_whole_numbers_beyond_two_days_are_milliseconds(tmp_path, end, first):
    table = f"start,end,speaker,text\n400,900,Ann,Well done\n1000,{end},Ben,Yes\n"
    assert read(tmp_path, "a.csv", table).turns[0].start_s == first


@pytest.mark.parametrize(
    ("label", "beside"),
    [
        ("Interviewee1", "Interviewer"),
        ("Interviewees", "Interviewer"),
        ("Supervisee", "Supervisor"),
        ("Therapist2", "Therapist"),
        ("Researcher B", "Researcher"),
        ("Cotherapist", "Therapist"),
    ],
)
def test_another_person_or_a_group_is_no_slip(said, label, beside):
    talk = [("Ann", "Why?"), (beside, "So it was."), (label, "Yes."), ("Ann", "And then?")]
    talk += [(label, "It ended."), (beside, "Not so.")]
    assert said("a.txt", "\n".join(f"{name}: {words}" for name, words in talk)) == talk
