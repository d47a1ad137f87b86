"""Interviews without labels: questions are told by marks, numbers, dashes or their end."""

from zipfile import ZIP_STORED

import pytest

from aft_themes.transcripts import read_transcript
from aft_themes.transcripts.findings import Kind, TranscriptError
from aft_themes.transcripts.questions import marks_answer, questions_and_answers
from aft_themes.transcripts.times import seconds
from tests.transcripts import making

PLACES = ("mill", "farm", "bakery", "docks", "mine", "school")
ASKED = [f"How did you come to the {place}?" for place in PLACES]
TOLD = "I went there with my brother."
MORE = "He knew the way and I did not."


def _speakers(found):
    return [turn.speaker for turn in found.turns]


def _kinds(found):
    return {str(finding.kind) for finding in found.findings}


@pytest.mark.parametrize(
    "mark",
    ["R: ", "R/ ", "R. ", "Rta ", "Respuesta : ", "-> ", "Ans: ", "R\u00e9ponse: ", "\u2192 "],
)
def test_marks_of_answers_tell_the_questions_above(read, mark):
    text = "\n".join(f"{asked}\n{mark}{TOLD}\n{MORE}" for asked in ASKED)
    found = read("a.txt", text)
    assert _speakers(found) == ["Questions", "Answers"] * 6
    assert [turn.text for turn in found.turns[:2]] == [ASKED[0], f"{TOLD}\n{MORE}"]
    assert "unlabelled_turns" in _kinds(found)


@pytest.mark.parametrize("number", ["{}. ", "{}) ", "{}.- ", "{}\u00ba "])
def test_numbers_that_count_on_tell_questions(read, number):
    text = "\n".join(
        f"{number.format(at)}{asked}\n{TOLD}\n{MORE}" for at, asked in enumerate(ASKED, 1)
    )
    found = read("a.txt", text)
    assert _speakers(found) == ["Questions", "Answers"] * 6
    assert found.turns[0].text == ASKED[0]


def test_questions_behind_dashes(read):
    text = "\n".join(f"- {asked}\n{TOLD}\n{MORE}\n{MORE}" for asked in ASKED)
    assert _speakers(read("a.txt", text)) == ["Questions", "Answers"] * 6


@pytest.mark.parametrize("form", ["{at}. {asked}", "- {asked}", "{asked}"])
def test_a_guide_without_answers_is_no_interview(read, form):
    text = "\n".join(form.format(at=at, asked=asked) for at, asked in enumerate(ASKED, 1))
    with pytest.raises(TranscriptError):
        read("a.txt", text)


def test_fewer_than_five_questions_are_not_enough(read):
    text = "\n".join(f"{at}. {asked}\n{TOLD}" for at, asked in enumerate(ASKED[:4], 1))
    with pytest.raises(TranscriptError):
        read("a.txt", text)


def test_an_article_with_questions_says_more_below_each(read):
    text = "\n".join(f"{asked}\n{(MORE + ' ') * 25}\n{MORE}" for asked in ASKED)
    with pytest.raises(TranscriptError):
        read("a.txt", text)


def test_fields_above_do_not_hide_questions_below(read):
    header = "Interviewer: Ann Lee\nInterviewee: Bo Ray\n"
    talk = "\n".join(f"{asked}\nR/ {TOLD}" for asked in ASKED)
    found = read("a.txt", f"{header}{talk}\n")
    assert _speakers(found) == ["Questions", "Answers"] * 6


def test_labels_win_over_numbers_in_speech(read):
    talk = "\n".join(f"Ann: {asked}\nBo: {TOLD}" for asked in ASKED)
    assert set(_speakers(read("a.txt", talk))) == {"Ann", "Bo"}


def test_a_printed_question_may_take_two_lines():
    lines = [
        "When you look for a new pair of boots in a shop, what makes the search",
        "harder?",
        "I have small feet and wide ones, so I go from shop to shop, and when I find",
        "something I buy two.",
        "Who is with you when you go there on a day that you have for yourself at",
        "last?",
        "Nobody.",
    ]
    first, said = questions_and_answers(lines * 3, wrapped=True)
    assert first == 0
    assert [one.asks for one in said[:7]] == [True, True, False, False, True, True, False]


def test_a_question_mark_inside_a_printed_answer_ends_no_question():
    lines = [*ASKED[:1], "Well, who knows that today? I asked and you?", "so it went on. Yes."] * 6
    _, said = questions_and_answers(lines, wrapped=True)
    assert not any(one.asks for one in said[1::3])


def test_two_questions_in_a_row_are_one(read):
    text = "\n\n".join(f"{asked}\n\nAnd who helped you?\n\n{TOLD}" for asked in ASKED)
    assert _speakers(read("a.txt", text)) == ["Questions", "Answers"] * 6


@pytest.mark.parametrize(("label", "answers"), [("R", True), ("Respuesta", True), ("Rosa", False)])
def test_what_marks_an_answer(label, answers):
    assert marks_answer(label) is answers


def test_a_full_width_question_mark_asks(read):
    text = "\n".join(
        f"\u4f60\u53eb\u4ec0\u4e48{at}\uff1f\n\u6211\u53eb{at}\u3002" for at in "abcdef"
    )
    assert _speakers(read("a.txt", text)) == ["Questions", "Answers"] * 6


# ---- hearings, and other labels


def test_a_hearing_has_q_and_a_beside_names(read):
    colloquy = "MR. LEE: We object.\nMS. ROW: You may answer.\n"
    talk = "".join(f"     Q. {asked}\n     A. {TOLD}\n{MORE}\n" for asked in ASKED)
    found = read("a.txt", f"{colloquy}BY MR. LEE:\n{talk}{colloquy}{talk}{colloquy}")
    counts = {speaker: _speakers(found).count(speaker) for speaker in _speakers(found)}
    assert counts["Q"] == counts["A"] == 12
    assert counts["MR. LEE"] == counts["MS. ROW"] == 3
    assert not any(turn.text.endswith("MR.") for turn in found.turns)


def test_a_is_not_short_for_appearances_beside_q(read):
    talk = "".join(f"Q. {asked}\nA. {TOLD}\n" for asked in ASKED)
    names = "APPEARANCES: for both\nMR. LEE: Yes.\nMS. ROW: No.\n"
    found = read("a.txt", f"{names}{talk}MR. LEE: Yes.\nMS. ROW: No.\n")
    assert "A" in _speakers(found)


@pytest.mark.parametrize("title", ["Mr.", "Ms.", "Dr.", "Mrs."])
def test_a_title_alone_is_no_label(read, title):
    talk = f"{title} Lee\n\n{ASKED[0]}\n\nMs. Row\n\n{TOLD}\n\n" * 4
    assert set(_speakers(read("a.txt", talk))) == {f"{title} Lee", "Ms. Row"}


def test_names_behind_a_sign_need_no_colon(read):
    text = "".join(f"@ab1980f {asked.lower()}\n@cd1975m {TOLD.lower()}\n" for asked in ASKED)
    found = read("a.txt", text)
    assert set(_speakers(found)) == {"ab1980f", "cd1975m"}
    assert found.turns[1].text == TOLD.lower()


@pytest.mark.parametrize("name", ["Ann L.\t", ""])
@pytest.mark.parametrize("times", [("0.5", "2.25"), ("00:00:00.500", "00:00:02.250")])
def test_rows_of_tier_times_and_words(read, name, times):
    other = "Bo R.\t" if name else ""
    rows = [f"@a-text\t{name}{times[0]}\t{times[1]}\tso it goes "]
    rows += [f"@a-text\t{name}{10 * at}.5\t{10 * at + 2}.0\tand on" for at in (1, 3)]
    rows += [f"@b-text\t{other}{10 * at}.0\t{10 * at + 1}.0\tyes" for at in (2, 4, 5)]
    found = read("a.txt", "\n".join(rows))
    first = "Ann L." if name else "@a-text"
    assert [turn.speaker == first for turn in found.turns] == [True, False, True, False]
    assert (found.turns[0].start_s, found.turns[0].text) == (0.5, "so it goes\nand on")


def test_owner_may_be_a_speaker(read):
    found = read("a.txt", f"Client: {ASKED[0]}\nOwner: {TOLD}\n" * 4)
    assert set(_speakers(found)) == {"Client", "Owner"}


# ---- doubts


def test_a_title_that_speaks_of_quotes_is_doubted(read):
    talk = f"INT: {ASKED[0]}\nRES: {TOLD}\n" * 4
    assert "interviews_in_a_row" in _kinds(read("a.txt", f"Selected quotes on boots\n{talk}"))
    assert "interviews_in_a_row" not in _kinds(read("a.txt", f"Interview on boots\n{talk}"))


@pytest.mark.parametrize(
    ("labels", "doubted"),
    [
        (("INT", "RES", "INTERVIEWER", "PARTICIPANT"), True),
        (("INTERVIEWER", "P", "INTERVIEWER", "PARTICIPANT"), True),
        (("INTERVIEWER", "PARTICIPANT 1", "INTERVIEWER", "PARTICIPANT 2"), False),
    ],
)
def test_two_words_for_one_role_are_doubted(read, labels, doubted):
    one, two, three, four = labels
    words = (f"I went to the {place} then." for place in PLACES * 4)
    half = [f"{one}: {next(words)}\n{two}: {next(words)}\n" for _ in range(4)]
    half += [f"{three}: {next(words)}\n{four}: {next(words)}\n" for _ in range(4)]
    assert ("interviews_in_a_row" in _kinds(read("a.txt", "".join(half)))) is doubted


@pytest.mark.parametrize(("end", "doubted"), [("", True), (".", False)])
def test_labels_inside_sentences_are_doubted(read, end, doubted):
    pair = f"Speaker 1: I went to the old{end}\nSpeaker 2: mill and then{end}\n"
    found = read("a.txt", pair * 8)
    assert ("label_in_speech" in _kinds(found)) is doubted


@pytest.mark.parametrize(("asked", "doubted"), [(ASKED, True), (["The mill", "The mine"], False)])
def test_headings_that_ask_between_labelled_turns_are_doubted(read, asked, doubted):
    text = "".join(f"## {one}\n\nAnn: {TOLD}\n\nBo: {MORE}\n\n" for one in [*asked, *asked])
    assert ("titles_dropped" in _kinds(read("a.md", text))) is doubted


def test_a_profile_is_a_field(read):
    talk = f"Interviewer: {ASKED[0]}\nInterviewee: {TOLD}\n" * 4
    found = read("a.txt", f"Interview Profile: Woman, 31, Leeds\n{talk}")
    assert set(_speakers(found)) == {"Interviewer", "Interviewee"}


@pytest.mark.parametrize(("more", "fits"), [("Tell me more.", False), (MORE, True)])
def test_short_lines_below_an_answer_are_somebody_elses(read, more, fits):
    text = "\n\n".join(f"{asked}\n\n{TOLD}\n\n{more}" for asked in ASKED)
    if fits:
        assert _speakers(read("a.txt", text)) == ["Questions", "Answers"] * 6
        return
    with pytest.raises(TranscriptError):
        read("a.txt", text)


# ---- times of day, and books


@pytest.mark.parametrize(
    ("time", "seconds_"),
    [
        ("12:00:05 AM", 5),
        ("1:02:03 AM", 3723),
        ("12:00:05 PM", 43205),
        ("2:05 PM", 50700),
        ("11:59 p.m.", 86340),
        ("2:05", 125),
    ],
)
def test_times_with_am_and_pm(time, seconds_):
    assert seconds(time) == seconds_


def test_a_name_and_a_time_of_day_above_the_words(read):
    text = "".join(f"Ann 2:0{at} PM\n{ASKED[at]}\nBo 2:0{at} PM\n{TOLD}\n" for at in range(4))
    found = read("a.txt", text)
    assert _speakers(found) == ["Ann", "Bo"] * 4
    assert found.turns[0].start_s == 50400


def test_books_are_named_with_what_to_do(read):
    members = {"mimetype": "application/epub+zip", "content.xml": "<a/>"}
    with pytest.raises(TranscriptError) as refused:
        read("a.epub", making.packed(members, method=ZIP_STORED))
    assert "Word or text" in refused.value.fix


@pytest.mark.parametrize("width", [20, 42, 84])
def test_captions_that_a_program_wrapped_are_doubted(read, width):
    words = [
        (f"SPEAKER_0{turn % 2}", word)
        for turn in range(40)
        for word in "So we went there. It was late then.".split()[: 4 + 4 * (turn % 3 > 0)]
    ]
    captions = [[words[0]]]
    for speaker, word in words[1:]:
        long = sum(len(one) + 1 for _, one in captions[-1]) + len(word) > width
        captions += [[]] * long
        captions[-1].append((speaker, word))
    text = "".join(
        f"{at}\n00:{at:02d}:00,000 --> 00:{at:02d}:05,000\n"
        f"[{one[0][0]}]: {' '.join(word for _, word in one)}\n\n"
        for at, one in enumerate(captions[:59], 1)
    )
    assert "label_in_speech" in _kinds(read("a.srt", text))


def test_what_somebody_is_may_stand_behind_a_label_once(read):
    talk = "".join(f"S1: {asked}\nS2: {TOLD}\n" for asked in ASKED)
    found = read("a.txt", f"{talk}S3 (Director of the School for All of Leeds): {MORE}\n")
    assert found.turns[-1].speaker == "S3 (Director of the School for All of Leeds)"


@pytest.mark.parametrize("form", ["* **{}** {}", "**{}** {}", "- **{}**\t{}"])
def test_a_bold_question_before_its_answer_on_one_line(tmp_path, form):
    path = tmp_path / "a.md"
    turns = [
        (f"How did you find day {n}?", f"It was cold, and we dug on day {n}.") for n in range(6)
    ]
    path.write_text("# A talk\n\n" + "\n\n".join(form.format(*one) for one in turns), "utf-8")
    read = read_transcript(path)
    found = [(turn.speaker, turn.text) for turn in read.turns]
    assert found == [
        one for ask, told in turns for one in (("Bold text", ask), ("Plain text", told))
    ]
    assert Kind.UNLABELLED_TURNS in {one.kind for one in read.findings}
