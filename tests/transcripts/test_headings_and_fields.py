"""Layouts of public files in which headings, fields and titles were taken for speakers."""

import pytest

from aft_themes.transcripts.findings import Kind, TranscriptError
from aft_themes.transcripts.prefixes import name_shaped

TALK = "".join(
    f"Ana: What was the winter of {n} like?\nBo: It was cold, and {n} of us left the north.\n"
    for n in range(1, 21)
)
LONG = " ".join(f"It tells of winter {n}, and of people who left for the coast." for n in range(15))


def _doubts(transcript):
    return {finding.kind for finding in transcript.findings if finding.severity == "doubt"}


def test_a_title_before_a_colon_is_a_doubt_where_it_holds_many_words(read):
    assert _doubts(read("a.txt", TALK)) == set()
    titled = read("b.txt", f"{TALK}Northern Winters: {LONG}\n{TALK}")
    assert _doubts(titled) == {Kind.LABELS_ONCE}


def test_somebody_who_says_a_little_once_is_no_doubt(read):
    assert _doubts(read("a.txt", f"{TALK}Ilse Berg: The tea is ready.\n{TALK}")) == set()


def test_words_behind_headings_are_a_doubt(read):
    ending = "Conclusions: Winters are cold there, and people leave for the coast in the end.\n" * 5
    assert _doubts(read("a.txt", TALK + ending)) == {Kind.LABELS_ONCE}


@pytest.mark.parametrize(
    "label",
    ["2019, Winters", "Winters (2003), a law of 2004", "새로운 버전의 프로토타입에서 불편한 점"],
)
def test_titles_and_headings_are_no_names(label):
    assert not name_shaped(label)


@pytest.mark.parametrize(
    "label", ["P 19", "参加者A（女性）", "인터뷰 진행자 1", "Ilse Berg (20 years)"]
)
def test_names_are_names(label):
    assert name_shaped(label)


def test_headings_that_count_interviews_are_a_doubt(read):
    both = f"Interview 1\n{TALK}Interview 2\n{TALK.replace('winter', 'summer')}"
    assert Kind.INTERVIEWS_IN_A_ROW in _doubts(read("a.txt", both))
    assert Kind.INTERVIEWS_IN_A_ROW not in _doubts(read("b.txt", f"Interview 1\n{TALK}"))


def test_questions_that_are_asked_again_may_lack_their_accents(read):
    asked = ["¿Cómo fue aquel invierno?", "¿Qué pasó después de eso?", "¿Quién más vivía allí?"]
    plain = ["¿Como fue aquel invierno?", "¿Que paso despues de eso?", "¿Quien mas vivia alli?"]
    talk = "".join(f"Ana: {one}\nBo: Hacía frío, y {n} se fueron.\n" for n, one in enumerate(asked))
    again = "".join(f"Ana: {one}\nCy: Había {n} gatos.\n" for n, one in enumerate(plain))
    assert Kind.INTERVIEWS_IN_A_ROW in _doubts(read("a.txt", talk + again))


def test_front_matter_of_markdown_is_no_speech(read):
    matter = (
        "---\ntitle: Winters\ninterviewer: Ana Lee\ninterviewee: Bo Ray\ntags:\n  - cold\n---\n"
    )
    assert {turn.speaker for turn in read("a.md", matter + TALK).turns} == {"Ana", "Bo"}
    with pytest.raises(TranscriptError):
        read("b.md", f"{matter}\n{LONG}")
    spoken = "---\nana: What was it like?\nbo: Cold.\nana: And then?\nbo: We left.\n---\n"
    assert len(read("c.md", spoken).turns) == 4


def test_comments_in_markdown_are_no_speech(read):
    comment = "<!--\nLicence: free\nAuthor: Cy\n-->\n"
    found = read("a.md", f"{comment}{TALK}\n<!-- Ana: not said -->\n")
    assert {turn.speaker for turn in found.turns} == {"Ana", "Bo"}
    assert "not said" not in " ".join(turn.text for turn in found.turns)
    with pytest.raises(TranscriptError):
        read("b.md", f"{comment}{LONG}")


def test_answers_behind_a_mark_below_a_list_of_people(read):
    people = "Ilse Berg Id:552\nJo Wang Id:553\n"
    talk = "".join(f"How was your winter of {n}?\nR: It was cold, and we left.\n" for n in range(6))
    found = read("a.txt", people + talk)
    assert {turn.speaker for turn in found.turns} == {"Questions", "Answers"}


AKN = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate name="hansard">
<meta><references><TLCPerson eId="lee" href="/p/lee" showAs="Ana Lee"/></references></meta>
<debateBody><debateSection name="a"><heading>Winters</heading>
<speech by="#lee"><from>Ms Lee (standing).-</from><p>Was it <i>cold</i>?</p></speech>
<speech by="#ray"><from>Mr Ray:</from><p>It was.</p>
<p>We left.<remark>(Applause)</remark></p></speech>
<speech by="#lee"><from>Ms Lee.-</from><p>Thank you.</p></speech>
</debateSection></debateBody></debate></akomaNtoso>
"""


def test_debates_of_parliaments_in_akoma_ntoso(read):
    turns = [(turn.speaker, turn.text) for turn in read("a.xml", AKN).turns]
    assert turns == [
        ("Ana Lee", "Was it cold ?"),
        ("Mr Ray", "It was. We left."),
        ("Ana Lee", "Thank you."),
    ]
