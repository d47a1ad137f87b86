"""A file whose speakers or words are doubtful is not silently read."""

import pickle

import pandas as pd
import pytest

from aft_themes.transcripts import doubts, read_study_transcripts
from aft_themes.transcripts.findings import Finding, Kind, Severity, TranscriptError
from aft_themes.transcripts.languages import language_of

SAID = "It was a long year, and I did not sleep much in it, to be honest with you."
TALK = "".join(f"I: Why was that number {n}?\nP: {SAID}\n" for n in range(6))


@pytest.fixture
def kinds(read):
    """Return a function that reads an invented file and gives the kinds of its doubts."""

    def _kinds(name, content):
        found = read(name, content).findings
        return {str(one.kind) for one in found if one.severity == Severity.DOUBT}

    return _kinds


def test_a_good_file_has_no_doubts(kinds):
    assert kinds("a.txt", TALK) == set()


def test_every_kind_has_a_severity():
    severities = {kind: Finding(kind, "").severity for kind in Kind}
    assert severities[Kind.NO_SPEAKERS] == Severity.REJECT
    assert severities[Kind.WORDS_MISSING] == Severity.DOUBT
    assert severities[Kind.TITLE_LINES] == Severity.NOTE


def test_errors_keep_their_kind_between_processes():
    error = TranscriptError("a.pdf", "no.", "do.", kind=Kind.NO_TEXT_LAYER)
    assert pickle.loads(pickle.dumps(error)).kind == Kind.NO_TEXT_LAYER


def test_one_turn(kinds):
    assert "one_turn" in kinds("a.txt", f"P: {SAID}\n{SAID}")


def test_one_speaker_in_captions_whose_other_labels_are_not_understood(kinds):
    cue = "00:0{n}:00.000 --> 00:0{n}:01.000\n{words}\n\n"
    cues = "".join(cue.format(n=n, words=f"Ann Lee: {SAID}") for n in range(4))
    assert "one_turn" in kinds("a.vtt", "WEBVTT\n\n" + cues)


def test_dozens_of_speakers(kinds):
    text = "".join(f"Person {n}: {SAID}\n" for n in range(30)) * 2
    assert "many_speakers" in kinds("a.txt", text)


def test_a_label_left_inside_speech(kinds):
    text = TALK + f"P: {SAID} Therapist Lu: {SAID} Therapist Lu: No. Therapist Lu: Yes."
    assert "label_in_speech" in kinds("a.txt", text)


def test_labels_without_a_sign_where_others_have_a_time(kinds):
    timed = "<p>{who} (00:0{n}:07) Why was that?</p><p>{other} It was long.</p>"
    people = ("Coach", "Trainee A")
    text = "".join(timed.format(n=n, who=people[n % 2], other=people[1 - n % 2]) for n in range(8))
    assert "label_in_speech" in kinds("a.html", f"<html><body>{text}</body></html>")
    spoken = "<p>Ann: I met May.</p><p>May I ask you?</p><p>May was late.</p><p>May: Yes.</p>"
    assert kinds("a.html", f"<html><body>{spoken * 4}</body></html>") == set()


def test_dialogue_that_is_recounted_is_no_label(kinds):
    text = TALK + "P: He said: no. I said: yes. He said: no. I said: yes. He said: no. I said: go."
    assert kinds("a.txt", text) == set()


def test_long_text_before_the_first_label(kinds):
    text = f"About this study. {SAID * 12}\n" + TALK
    assert "titles_dropped" in kinds("a.txt", text)


def test_words_that_stand_beside_the_columns_that_are_read(kinds):
    rows = "".join(f"I,Why {n}?,\nP,{SAID[:9]},{n} {SAID.replace(',', '')}\n" for n in range(9))
    assert "words_missing" in kinds("a.csv", "speaker,text,reply\n" + rows)


def test_times_that_cannot_be(kinds):
    text = TALK.replace("I: Why was that number 5", "[576:00:00] I: Why was that number 5")
    assert "impossible_time" in kinds("a.txt", text)
    assert "impossible_time" not in kinds("a.txt", text.replace("576", "3"))


def test_no_capitals(kinds):
    assert kinds("a.txt", TALK.lower()) == {"no_capitals"}


@pytest.mark.parametrize(("number", "found"), [(4, set()), (5, {"codes_in_speech"})])
def test_codes_typed_into_speech(kinds, number, found):
    coded = TALK.replace(".", " #shame.", number)
    assert coded.count("#shame") == number
    assert kinds("a.txt", coded) == found
    assert not kinds("a.txt", coded.replace("#shame", "#3"))


_MARKED = ["{{{}}}", "[{}: I was not there]", "[code: {}]", "<{0}>I was not there</{0}>"]


@pytest.mark.parametrize("form", _MARKED)
def test_codes_in_brackets_inside_speech(kinds, form):
    def coded(*codes):
        text = TALK
        for code in codes:
            text = text.replace(", and", f", {form.format(code)}\tand", 1)
        return kinds("a.txt", text.replace("\t", " "))

    assert coded("shame", "anger", "shame", "anger", "relief") == {"codes_in_speech"}
    assert not coded("shame", "anger", "shame", "anger")  # too few
    assert not coded("shame", "anger", "relief", "shame", "support")  # one recurs
    assert not coded("laughs", "sighs", "laughs", "sighs", "laughs")  # remarks


def test_remarks_of_other_speakers_in_brackets_are_no_codes(kinds):
    said = [" [Ann: I was not there]", " [Bo: nor was I]"]
    text = "".join(f"I: Why?\nP: {SAID}{said[at % 2]}\n" for at in range(8))
    assert "codes_in_speech" not in kinds("a.txt", text + "Ann: No.\nBo: No.\nAnn: Oh.\nBo: Oh.\n")


def test_the_same_words_again_and_again(kinds):
    text = "I: Why?\n" + f"P: {SAID}\n{SAID}\n{SAID}\n{SAID}\n" + "I: Oh?\nP: Yes."
    assert "repeated_words" in kinds("a.txt", text)


def test_letters_that_do_not_fit_their_encoding(kinds):
    text = TALK.replace("long", "l\xf6ng").encode("cp1252").replace(b"much", b"m\x81\x8d\xf1ch")
    assert kinds("a.txt", text) <= {"encoding_doubtful"}


def _study(tmp_path, files):
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    rows = [(f"P{n}", name, "I") for n, name in enumerate(files, 1)]
    listed = pd.DataFrame(rows, columns=["interview", "file", "interviewer_label"])
    return read_study_transcripts(listed, tmp_path)[1].set_index("file")


GERMAN = "".join(
    f"I: Warum war das so, Nummer {n}?\nP: Es war ein langes Jahr und ich habe nicht viel "
    "geschlafen, aber dann war es auch wieder gut und wir sind mit der Gruppe gegangen.\n"
    for n in range(8)
)
ENGLISH = "".join(
    f"I: Why was that, number {n}?\nP: It was a long year and I did not sleep, but then they said "
    "that it was about the group and that is what we have with you.\n"
    for n in range(8)
)


def test_another_language_than_the_studys(tmp_path):
    files = {"a.txt": ENGLISH, "b.txt": ENGLISH.replace("year", "month"), "c.txt": GERMAN}
    intake = _study(tmp_path, files)
    assert intake["language"].tolist() == ["en", "en", "de"]
    assert intake.loc["c.txt", "warning_kinds"][0] == "other_language"
    assert intake.loc["c.txt", "warning_severities"][0] == "doubt"
    assert len(intake.loc["a.txt", "warning_kinds"]) == 0


def test_a_whole_study_in_another_language_than_its_settings_say(tmp_path):
    (tmp_path / "a.txt").write_text(GERMAN, encoding="utf-8")
    rows = pd.DataFrame([{"interview": "a", "file": "a.txt", "interviewer_label": "I"}])
    for language, kinds in (("en", ["other_language"]), ("de", []), ("", [])):
        intake = read_study_transcripts(rows, tmp_path, language=language)[1]
        assert list(intake["warning_kinds"][0]) == kinds
    assert "in German, but only words of English are known" in str(
        read_study_transcripts(rows, tmp_path, language="en")[1]["warnings"][0]
    )


@pytest.mark.parametrize(
    ("language", "signs"),
    [
        ("he", "\u05e9\u05dc\u05d5\u05dd "),
        ("zh", "\u8fd9\u662f\u4e00\u5e74"),
        ("ja", "\u4eca\u5e74\u306f\u9577\u3044"),
        ("ru", "\u0433\u043e\u0434 "),
    ],
)
def test_a_script_tells_the_language(language, signs):
    assert language_of(signs * 100) == language
    assert language_of(SAID * 20 + signs * 5) != language


def test_a_language_is_told_by_its_frequent_words_only():
    assert language_of("the and of it " * 30) == "en"
    names = " ".join(f"Name{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(200))
    assert language_of(f"{names} the and of it was") == ""  # a list of names has few such words


def test_the_intake_has_kinds_beside_sentences_and_doubts_first(tmp_path):
    title = "A study\n"
    intake = _study(tmp_path, {"a.txt": title + TALK.lower(), "b.txt": "no labels here"})
    row = intake.loc["a.txt"]
    assert list(row["warning_severities"]) == ["doubt", "note"]
    assert list(row["warning_kinds"]) == ["no_capitals", "title_lines"]
    assert len(row["warnings"]) == 2
    assert doubts(intake.reset_index()) == [("a.txt", row["warnings"][0])]
    assert intake.loc["b.txt", "problem_kind"] == "no_speakers"


def test_an_interviewer_alone_is_a_doubt(tmp_path):
    intake = _study(tmp_path, {"a.txt": f"I: Why?\nI: {SAID}\n"})
    assert "only_interviewer" in intake.loc["a.txt", "warning_kinds"]


@pytest.mark.parametrize(
    ("listed", "on_disk"),
    [
        ("Gespr\u00e4ch M\u00fcller.txt", "Gespra\u0308ch Mu\u0308ller.txt"),
        ("Gespra\u0308ch.txt", "Gespr\u00e4ch.txt"),
        ("P01.txt", "P01.TXT"),
        ("P01.DOCX", "P01.docx"),
    ],
)
def test_file_names_in_another_spelling_are_found(tmp_path, listed, on_disk):
    (tmp_path / on_disk).write_text(TALK)
    interviews = pd.DataFrame(
        [("P1", listed, "I")], columns=["interview", "file", "interviewer_label"]
    )
    _, intake = read_study_transcripts(interviews, tmp_path)
    assert intake["status"].tolist() == ["read"]
    assert intake["file"].tolist() == [listed]


def test_participants_who_hardly_speak_may_be_the_interviewers(tmp_path):
    files = {"a.txt": f"I: {SAID * 4}\nP: Yes.\n" * 6, "b.txt": TALK.replace("I:", "Int:")}
    intake = _study(tmp_path, files)
    assert "few_answers" in list(intake.loc["a.txt", "warning_kinds"])
    assert "few_answers" not in list(intake.loc["b.txt", "warning_kinds"])


@pytest.mark.parametrize(
    ("signs", "doubted"), [("\u4f60\u597d", True), ("\u0434\u0430", True), ("", False)]
)
def test_speech_beside_its_translation_is_doubtful(read, signs, doubted):
    said = "We went down to the river and looked for the boat that they had left there. "
    talk = f"I: Why?\nP: {said}{signs * 20}\n" * 12
    kinds = {one.kind for one in read("a.txt", talk).findings}
    assert (Kind.TWO_LANGUAGES in kinds) == doubted


def test_a_name_in_another_script_is_no_second_language(read):
    said = "We went down to the river and looked for the boat that they had left there. " * 6
    talk = f"I: Why?\nP: {said}\u4f60\u597d\n" * 40
    assert Kind.TWO_LANGUAGES not in {one.kind for one in read("a.txt", talk).findings}


_ENGLISH = "I was there with them that day and we saw what it is like to have nothing but this. "
_MADE_UP = "Morla tib evanu sel dorima pesh kolu vira tem nadi osel brint ukaro dem sila pov rano. "


@pytest.mark.parametrize(("other", "doubted"), [(1, False), (3, True), (7, True), (9, False)])
def test_turns_in_a_language_that_is_not_known_are_doubtful(read, other, doubted):
    turns = [_ENGLISH * 2] * (10 - other) + [_MADE_UP * 2] * other
    talk = "".join(f"I: Why {n}?\nP: {turn}\n" for n, turn in enumerate(turns))
    kinds = {one.kind for one in read("a.txt", talk).findings}
    assert (Kind.TWO_LANGUAGES in kinds) == doubted


def test_labels_that_stand_once_in_a_text_of_nobodys_are_none(read):
    text = f"{_ENGLISH * 4}\n\nSleep Habits: {_ENGLISH}\nFamily Life: {_ENGLISH}\n"
    with pytest.raises(TranscriptError) as refused:
        read("a.txt", text)
    assert refused.value.kind == Kind.NO_SPEAKERS


@pytest.mark.parametrize("label", ["HJ - ", "[Ann] ", "Tom. ", "Bo Ray | ", "Ann\n"])
def test_labels_without_a_colon_that_stay_in_speech_are_a_doubt(read, label):
    said = "".join(f"\n{label}And then it went on for {n} days." for n in "abcdef")
    turns = "Interviewer: How was it?\nParticipant: Good.\nInterviewer: And then?\n"
    found = read("a.txt", f"{turns}Participant: Long.{said}\n").findings
    assert [one.kind for one in found] == [Kind.LABEL_IN_SPEECH]


@pytest.mark.parametrize("begun", ["[Ann], what now?", "(Laughing) Yes.", "I - I never knew."])
def test_vocatives_and_sounds_at_the_beginning_of_paragraphs_are_no_labels(read, begun):
    said = "".join(f"\n{begun} And it went on for {n} days." for n in "abcdef")
    turns = "Interviewer: How was it?\nParticipant: Good.\nInterviewer: And then?\n"
    assert read("a.txt", f"{turns}Participant: Long.{said}\n").findings == ()
