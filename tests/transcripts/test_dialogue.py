"""Texts with labels that are no conversation are refused, or said to be doubtful."""

import pytest

from aft_themes.transcripts import read_transcript
from aft_themes.transcripts.findings import Kind, Severity, TranscriptError

LONG = "It was a long year, and I did not sleep much in it, to be honest with you."
RECORD = "Title: The mill {n}\nCreator: Mill Archive\nSubject: Work\nRights: Open\n"
LISTS = {
    "catalogue records": "".join(RECORD.format(n=n) for n in range(5)),
    "an agenda": "".join(f"Agenda item {n}: {LONG}\nDecision: {LONG}\n" for n in range(5)),
    "workshop results": "".join(f"Workshop {n}: {LONG}\n{LONG}\n" for n in range(6)),
    "headings of an article": f"Abstract: {LONG}\nSleep and Work: {LONG}\n",
    "sections": "".join(f"{name}: {LONG}\n" for name in ("Sleep", "Work", "Family Life", "Money")),
    "versions of a demand": f"v1: {LONG}\nv2: {LONG}\nv3: {LONG}\n",
    "fields of YAML": "".join(f"- speaker: Ann\n  text: {LONG}\n" for n in range(5)),
    "one heading": f"Last update: {LONG}\n{LONG}\n",
    "records of other fields": "".join(
        f"Shelf {n}: {LONG}\nBox: {LONG}\nMaker: {LONG}\nPlace of Find: {LONG}\n".replace(
            f"Shelf {n}", "Shelf"
        )
        for n in range(5)
    ),
    "a report of quotations": "".join(f"{n}:7 in P02\n{LONG}\n2 Codes: a, b\n" for n in range(5)),
    "a report of codes": "".join(f"P02, Pos. {n}: {LONG}\nCode: {LONG}\n" for n in range(5)),
    "a template": "".join(f"Item: {{% if {n} %}} {LONG}\nOther: {{% endif %}}\n" for n in range(5)),
}


@pytest.mark.parametrize("content", LISTS.values(), ids=LISTS)
def test_lists_are_no_transcripts(read, content):
    with pytest.raises(TranscriptError) as refused:
        read("a.txt", content)
    assert refused.value.kind in (Kind.NOT_A_TRANSCRIPT, Kind.NO_SPEAKERS)


def _doubts(found):
    return {one.kind for one in found.findings if one.severity == Severity.DOUBT}


def test_labels_that_stand_once_are_doubtful(read):
    found = read("a.txt", f"Sleep Habits: {LONG}\nFamily Life: {LONG}\n")
    assert Kind.LABELS_ONCE in _doubts(found)


@pytest.mark.parametrize("names", [("Interviewer", "Ana"), ("P1", "P2"), ("Speaker 1", "Ben")])
def test_one_exchange_with_a_role_is_a_conversation(read, names):
    found = read("a.txt", f"{names[0]}: {LONG}\n{names[1]}: {LONG}\n")
    assert Kind.LABELS_ONCE not in _doubts(found)


def test_three_fields_in_the_same_order_are_doubtful(read):
    content = "".join(f"Sleep: {LONG}\nWork: {LONG}\nMoney: {LONG}\n" for _ in range(4))
    assert Kind.LABELS_IN_ORDER in _doubts(read("a.txt", content))


def test_two_who_alternate_and_one_who_comes_in_are_a_conversation(read):
    content = f"Ana: {LONG}\nBen: {LONG}\n" * 8 + f"Cem: {LONG}\nAna: {LONG}\nBen: {LONG}\n"
    assert _doubts(read("a.txt", content)) == set()


def test_an_interpreter_speaks_between_two_others(read):
    content = f"Ana: {LONG}\nDolmetscherin: {LONG}\nBen: {LONG}\nDolmetscherin: {LONG}\n" * 4
    assert Kind.LABELS_IN_ORDER not in _doubts(read("a.txt", content))


def test_interviews_one_after_the_other_are_doubtful(read):
    talk = "".join(f"I: Why {n}?\nR{n}: {LONG}\n" * 3 for n in range(3))
    assert Kind.INTERVIEWS_IN_A_ROW in _doubts(read("a.txt", talk))


@pytest.mark.parametrize(
    ("again", "others", "doubted"), [(3, 4, True), (3, 5, False), (2, 0, False)]
)
def test_a_guide_that_is_read_out_twice_is_doubtful(read, again, others, doubted):
    words = ("bread", "butter", "cheese", "dates", "eggs", "figs", "grapes", "honey", "ice")
    asked = [f"What is it about {word}?" for word in words[: again + others]]
    asked += [question.upper() for question in asked[:again]]
    talk = "".join(f"I: {question}\nP: {LONG}\n" for question in asked)
    assert (Kind.INTERVIEWS_IN_A_ROW in _doubts(read("a.txt", talk))) == doubted


def test_a_form_is_no_transcript(read):
    form = "Name: \nAge: \nGender: \nI agree to take part.\nSignature: \nDate: \n" * 2
    with pytest.raises(TranscriptError) as refused:
        read("a.txt", form)
    assert refused.value.kind in (Kind.NOT_A_TRANSCRIPT, Kind.NO_SPEAKERS)


def test_who_somebody_is_may_stand_above_the_talk(read):
    about = "Age: 34\nGender: female\nOccupation: nurse\n\n"
    found = read("a.txt", about + f"I: Why?\nAna: {LONG}\n" * 3)
    assert {turn.speaker for turn in found.turns} == {"I", "Ana"}


def test_a_focus_group_is_one_interview(read):
    talk = "".join(f"M: Why {n}?\nP1: {LONG}\nP2: {LONG}\nP3: {LONG}\n" for n in range(4))
    assert Kind.INTERVIEWS_IN_A_ROW not in _doubts(read("a.txt", talk))


def test_a_catalogue_with_many_columns_is_no_transcript(read):
    head = "id,title,kind,place,year,remark\n"
    rows = "".join(
        f"{n},The mill {n},{'photo' if n % 2 else 'record'},Mill,1950,{LONG[:30]}\n"
        for n in range(9)
    )
    with pytest.raises(TranscriptError):
        read("a.csv", head + rows)


def test_counts_and_answers_are_no_speakers(read):
    rows = "".join(f"{n % 2},{LONG}\n" for n in range(9))
    with pytest.raises(TranscriptError):
        read("a.csv", f"answered,remark\n{rows}".replace(",", ";"))
    rows = "".join(f"{'true' if n % 2 else 'false'};{LONG}\n" for n in range(9))
    with pytest.raises(TranscriptError):
        read("a.csv", f"answered;remark\n{rows}")


def test_columns_without_names_are_doubtful(read):
    found = read("a.csv", "".join(f"{'IP'[n % 2]};{LONG}\n" for n in range(8)))
    assert Kind.COLUMNS_GUESSED in _doubts(found)


def test_a_named_speaker_column_lets_the_words_be_found_in_a_wide_table(read):
    head = "nr;speaker;\u05d8\u05e7\u05e1\u05d8;a;b;c;d\n"
    rows = "".join(f"{n};{'IP'[n % 2]};{LONG};1;2;3;4\n" for n in range(8))
    assert {turn.speaker for turn in read("a.csv", head + rows).turns} == {"I", "P"}


@pytest.mark.parametrize("name", ["Student", "client", "Patient"])
def test_whom_a_column_names_may_be_a_student_or_a_client(read, name):
    rows = "".join(f"1;2;{'AB'[n % 2]};{LONG};x;y;z\n" for n in range(6))
    turns = read("a.csv", f"start;stop;{name};Utterance;Translation;Unnamed 5;Mode\n{rows}").turns
    assert [turn.speaker for turn in turns] == ["A", "B"] * 3


def test_a_title_in_every_row_is_not_missing_speech(read):
    title = "A film about people who talk with one another about their work"
    rows = (
        "".join(f'"{title}",{"IP"[n % 2]},{LONG} {n}\n' for n in range(20))
        .replace(LONG, f'"{LONG}')
        .replace("\n", '"\n')
    )
    found = read("a.csv", f"video_title,speaker,text\n{rows}")
    assert Kind.WORDS_MISSING not in _doubts(found)


@pytest.mark.parametrize(
    ("question", "answer"), [("Q{n}", "A{n}"), ("Frage {n}", "Antwort {n}"), ("Q{n}", "Ana")]
)
def test_numbers_of_questions_are_no_speakers(read, question, answer):
    talk = "".join(f"{question}: Why {n}?\n{answer}: {LONG}\n".format(n=n) for n in range(1, 5))
    turns = read("a.txt", talk).turns
    ask, tell = question.split("{")[0].strip(), answer.split("{")[0].strip()
    assert [turn.speaker for turn in turns] == [ask, tell] * 4


def test_two_who_ask_keep_their_numbers(read):
    talk = "".join(f"Q1: Why {n}?\nAna: {LONG}\nQ2: And {n}?\nAna: {LONG}\n" for n in range(3))
    assert {turn.speaker for turn in read("a.txt", talk).turns} == {"Q1", "Q2", "Ana"}


def test_many_labels_that_stand_once_or_twice_are_doubtful(read):
    names = "Aims Needs Goals Users Themes Journeys Sources Limits".split()
    lines = [f"{name}: {name} were looked at in spring, and in autumn." for name in names]
    again = [f"{name}: What was found stands below, in short." for name in reversed(names)]
    found = read("a.txt", "\n".join([*lines, *again]))
    assert Kind.LABELS_ONCE in _doubts(found)


@pytest.mark.parametrize("label", ["Unknown", "unknown speaker", "Unidentified"])
def test_words_of_nobody_alone_are_no_interview(read, label):
    with pytest.raises(TranscriptError) as refused:
        read("a.txt", f"[00:00] {label}: {LONG}\n[01:10] {label}: {LONG}\n" * 3)
    assert refused.value.kind == Kind.NO_SPEAKERS


def test_an_unknown_speaker_beside_a_known_one_is_the_other_person(said):
    talk = [("Researcher", "How was it?"), ("Unknown", "It was cold."), ("Researcher", "Why?")]
    talk.append(("Unknown", "The sun was gone."))
    assert said("a.txt", "\n".join(f"{name}: {text}" for name, text in talk * 2)) == talk * 2


def test_two_odd_lines_in_a_text_without_labels_are_no_speakers(read):
    lines = [LONG] * 12 + [f"The Other Way: {LONG}", f"My Own Way: {LONG}"]
    with pytest.raises(TranscriptError) as refused:
        read("a.txt", "\n".join(lines))
    assert refused.value.kind == Kind.NO_SPEAKERS


POINTS = "- We met late, and the sun came out.\n- There was bread for all of us.\n- No news.\n"


def test_minutes_in_points_are_doubtful(read):
    said = "".join(f"- {who}: {LONG}\n" for who in ("Ann", "Bo", "Ann", "Bo"))
    assert Kind.MINUTES in _doubts(read("a.md", f"## Notes\n{said}{POINTS}"))
    assert Kind.MINUTES not in _doubts(read("b.md", f"## Notes\n{said}"))


def test_links_in_a_list_are_no_speakers(read):
    links = "* **Last Minutes:** example.org/a\n* **Open Questions:** example.org/b\n"
    with pytest.raises(TranscriptError) as refused:
        read("a.md", f"## Links\n{links}## Notes\n{POINTS * 3}")
    assert refused.value.kind == Kind.NOT_A_TRANSCRIPT


def test_fields_below_headings_are_no_speakers(read):
    records = "".join(f"Risk Level: high\nTimestamps: 00:0{n}\n{LONG}\n" for n in range(1, 9))
    with pytest.raises(TranscriptError) as refused:
        read("a.md", records)
    assert refused.value.kind == Kind.NOT_A_TRANSCRIPT


def test_points_of_a_form_are_no_speakers(read):
    points = "a. Tools used then\nb. Tools used now\nc. Tools wanted\nd. Who chose them\n"
    with pytest.raises(TranscriptError, match="labels are a, b, c"):
        read("a.txt", f"Use\n{points}Tests\n{points}Help\n{points}e. From whom\n")
    talk = "A: Why?\nB: Because.\nC: I saw it.\nA: When?\nD: In May.\nB: Later.\nC: No.\nA: So?\n"
    assert {turn.speaker for turn in read("a.txt", talk * 2).turns} == set("ABCD")


@pytest.mark.parametrize("date", ["30th November 1996", "12 May 1999 and 3 June 1999.", "2/3/1998"])
def test_a_dated_title_is_no_speaker_wherever_it_stands(read, date):
    title = f"Tilda Interview: {date}\n"
    found = read("a.txt", f"{title}AD: {LONG}\nMM: Why?\n" * 2 + f"{title}AD: {LONG}\n")
    assert {turn.speaker for turn in found.turns} == {"AD", "MM"}


def test_a_date_may_be_all_that_somebody_says_once(read):
    found = read("a.txt", f"Q: When?\nA: 30 May 1996\nQ: And why?\nA: {LONG}\n")
    assert len(found.turns) == 4


ASKED = [f"How did you come to the {word}?" for word in ("mill", "farm", "bakery", "docks", "mine")]
TOLD = "I went there with my brother, who knew the way."


@pytest.mark.parametrize("more", [0, 4, 11])
def test_questions_and_answers_may_stand_line_by_line_without_labels(read, more):
    lines = [line for question in ASKED * 2 for line in (question, TOLD)]
    text = "\n\n".join([*lines, *["And later we went home." for _ in range(2 * more)]])
    if more == 11:  # more than four paragraphs for each question
        with pytest.raises(TranscriptError):
            read("a.txt", text)
        return
    assert {turn.speaker for turn in read("a.txt", text).turns} == {"Questions", "Answers"}


@pytest.mark.parametrize("asked", ["What is the name?", "What?"])
def test_strict_change_needs_no_word_for_somebody(read, asked):
    text = "\n\n".join([asked, TOLD] * 5)
    assert len(read("a.txt", text).turns) == 10
    with pytest.raises(TranscriptError):
        read("a.txt", text.replace(asked, f"{asked}\n\n{asked}", 1))


def test_a_spanish_question_may_lack_its_end(read):
    text = "\n\n".join(["De su trabajo \u00bfqu\u00e9 le gusta", "Todo, menos los lunes."] * 5)
    assert len(read("a.txt", text).turns) == 10


def test_points_below_points_are_no_speakers(tmp_path):
    lines = [f"{letter}. The point number {n}." for n, letter in enumerate("abcidabiabcdeabcd")]
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(TranscriptError) as refused:
        read_transcript(path)
    assert refused.value.kind in (Kind.NOT_A_TRANSCRIPT, Kind.NO_SPEAKERS)


def test_a_guide_behind_the_field_of_who_answers_is_asked_about(tmp_path):
    guide = "\n".join(f"{n}. How was the day {n}?" for n in range(1, 6))
    answers = "\n".join(f"{n}. It was cold on day {n}." for n in range(1, 6))
    path = tmp_path / "a.txt"
    path.write_text(f"Respondent: Ole\n{guide}\nReply:\n{answers}\n" * 2, encoding="utf-8")
    read = read_transcript(path)
    assert Kind.LABEL_IN_SPEECH in {one.kind for one in read.findings}
