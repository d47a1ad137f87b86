"""Layouts of programs, with invented words: speakers right, no times inside speech."""

import json

import pytest

from aft_themes.transcripts import assign_roles, read_transcript

SAID = [
    ("Ann Lee", "How did you come to work here?"),
    ("Bob Stone", "My sister worked here, and I knew the house."),
    ("Ann Lee", "And how was it for you?"),
    ("Bob Stone", "It was hard at first. Then it got better."),
]


def clock(at):
    return f"00:00:{3 + 7 * at:02d}"


WEBEX = "WEBVTT\n\n" + "\n\n".join(
    f'{at} "{who}" (34456348{at % 2})\n{clock(at)}.190 --> {clock(at + 1)}.000\n{said}'
    for at, (who, said) in enumerate(SAID)
)
ELAN_COLUMNS = "\n".join(
    f"{who}\t\t{clock(at)}.000\t{3 + at}.0\t{clock(at + 1)}.000\t{9 + at}.0\t{said}"
    for at, (who, said) in enumerate(SAID)
)
TRANSANA = "\n".join(
    f"\u00a4<{3000 + at * 7000}>{who}: {said}" for at, (who, said) in enumerate(SAID)
)
FATHOM = (
    "Interview - March 03\nVIEW RECORDING - 32 mins (No highlights): https://example.org/a\n\n---\n\n"
    + "\n\n".join(f"0:{3 + at:02d} - {who}\n  {said}" for at, (who, said) in enumerate(SAID))
    + "\n  ACTION ITEM: Send the form - WATCH: https://example.org/a?timestamp=12\n"
)
MEET = (
    "Interview - Transcript\n00:00:00\n\n"
    + "\n\n".join(f"{who}: {said}" for who, said in SAID)
    + "\n\nMeeting ended after 00:32:10 \U0001f44b\n"
)
PANOPTO = (
    "1\n00:00:00,000 --> 00:00:03,000\n"
    "[Auto-generated transcript. Edits may have been applied for clarity.]\n\n"
    + "\n\n".join(
        f"{at + 2}\n{clock(at)},000 --> {clock(at + 1)},000\n{who}: {said}"
        for at, (who, said) in enumerate(SAID)
    )
)
NOTES_ABOVE = (
    "Ann Lee: [Website](https://example.org)\nBob Stone: [Website](https://example.org)\n"
    "**Resources:**\n- [A page](https://example.org)\n**TRANSCRIPT BELOW:**\n"
    + "\n".join(f"{who}: {said}" for who, said in SAID * 3)
)
FRAMES = "\n\n".join(
    f"{clock(at)}:12 - {clock(at + 6)};01\n{who}\n{said}" for at, (who, said) in enumerate(SAID)
)
SBV = "\n\n".join(
    f"{clock(at)}.000,{clock(at + 1)}.500\n{who}: {said}" for at, (who, said) in enumerate(SAID)
)
MESSAGES = "\n".join(
    f"[12.03.23, {clock(at)}] {who}: {said}" for at, (who, said) in enumerate(SAID)
)
MESSAGES_AM = "\n".join(
    f"3/12/2023, 9:0{at} PM - {who}: {said}" for at, (who, said) in enumerate(SAID)
)


@pytest.mark.parametrize(
    ("name", "text", "times"),
    [
        ("premiere.txt", FRAMES, 1),
        ("youtube.sbv", SBV, 1),
        ("messages.txt", MESSAGES, 1),
        ("messages_am.txt", MESSAGES_AM, 1),
        ("webex.vtt", WEBEX, 1),
        ("elan.txt", ELAN_COLUMNS, 1),
        ("transana.txt", TRANSANA, 1),
        ("fathom.txt", FATHOM, 1),
        ("meet.txt", MEET, 1),
        ("panopto.srt", PANOPTO, 1),
        ("podcast.md", NOTES_ABOVE, 3),
    ],
)
def test_a_programs_layout_is_no_speech(tmp_path, name, text, times):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    turns = read_transcript(path).turns
    assert [(turn.speaker, turn.text) for turn in turns] == SAID * times


def test_a_caption_of_youtube_has_its_times(tmp_path):
    path = tmp_path / "a.sbv"
    path.write_text(SBV, encoding="utf-8")
    found = read_transcript(path)
    assert (found.turns[1].start_s, found.turns[1].end_s) == (10, 17.5)
    assert not found.findings


def test_transana_gives_the_time(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TRANSANA, encoding="utf-8")
    assert [turn.start_s for turn in read_transcript(path).turns] == [3, 10, 17, 24]


@pytest.mark.parametrize("mark", ["[00:00:03.000 --> 00:00:09.000]   ", "[00:03] ", "00:03\n"])
def test_times_without_speakers_say_that_recognition_of_speakers_is_needed(tmp_path, mark):
    path = tmp_path / "a.txt"
    path.write_text("\n".join(mark + said for _, said in SAID), encoding="utf-8")
    with pytest.raises(Exception, match=r"has times but says nowhere who speaks.*diarization"):
        read_transcript(path)


def test_paragraphs_between_a_moderators_labels_are_the_answers(tmp_path):
    path = tmp_path / "a.txt"
    long = "I would start with the first page because it is where I see the most of it. " * 5
    path.write_text(
        f"{long}\nMODERATOR: Yes\n{long}\n{long}\nMODERATOR: Okay\n{long}\n{long}\n",
        encoding="utf-8",
    )
    found = read_transcript(path)
    speakers = [turn.speaker for turn in found.turns]
    other = "Without a label"
    assert speakers == [other, "MODERATOR", other, "MODERATOR", other]
    assert "unlabelled_turns" in [finding.kind for finding in found.findings]


def test_a_note_above_one_persons_answers_in_a_table(tmp_path):
    path = tmp_path / "a.csv"
    rows = "".join("Green,My school was small and I liked it.\n" for _ in range(3))
    path.write_text(f"speaker,words\nNote,See the form.\nDora Green,I grew up there.\n{rows}")
    found = read_transcript(path)
    assert [turn.speaker for turn in found.turns] == ["Unknown speaker", "Dora Green"]
    assert "one_speaker" in [finding.kind for finding in found.findings]


def test_whoever_comes_in_late_goes_on_with_the_surname(tmp_path):
    path = tmp_path / "a.txt"
    begin = "Ann Lee: So how was it?\nBob Stone: It was good.\nLee: And?\nStone: I liked it.\n"
    late = "Eve Wood: May I ask, too?\nStone: Yes.\nWood: Where was it?\nStone: Here.\n"
    path.write_text(begin * 1 + begin[48:] * 5 + late + "Wood: I see.\n", encoding="utf-8")
    speakers = {turn.speaker for turn in read_transcript(path).turns}
    assert "Wood" not in speakers
    assert "Eve Wood" in speakers


def test_i_may_be_a_name_and_an_interviewer_may_hardly_speak(tmp_path):
    def roles(text):
        path = tmp_path / "a.txt"
        path.write_text(text, encoding="utf-8")
        return assign_roles(read_transcript(path).turns)[0]

    long = "we changed it because the old one was slow and nobody could read it any more"
    by_letter = f"W: What do you do?\nI: Well {long}.\nW: And why?\nI: So {long}.\n" * 3
    assert roles(by_letter)["W"] == "interviewer"
    assert roles(by_letter)["I"] == "participant"
    short = f"W: What do you do?\nPat: Well {long}.\n" * 6 + "Interviewer2: Thank you all.\n"
    assert roles(short)["W"] == "interviewer"
    assert roles(f"I: What?\nB: Well {long}.\n" * 3)["I"] == "interviewer"


def test_headings_of_an_article_are_no_labels(tmp_path):
    path = tmp_path / "a.md"
    part = "People wrote about the mill for years, and nobody knew who owned it. " * 40
    article = "".join(
        f"## Part: the mill in year {at}\n{part}\n## Notes: how it was\n{part}\n" for at in "123"
    )
    path.write_text(article, encoding="utf-8")
    with pytest.raises(Exception, match="no speaker labels"):
        read_transcript(path)
    path.write_text(f"PART ONE: {part * 2}\nPART TWO: {part * 2}\nPART ONE: {part * 2}\n")
    assert "long_turns" in [finding.kind for finding in read_transcript(path).findings]


def test_a_title_with_a_colon_is_no_speaker(tmp_path):
    path = tmp_path / "a.txt"
    title = (
        "Interview Transcript: Work and trust\nParticipant p01 - a driver\nDuration: 34 minutes\n"
    )
    path.write_text(title + "".join(f"{who}: {said}\n" for who, said in SAID), encoding="utf-8")
    assert {turn.speaker for turn in read_transcript(path).turns} == {"Ann Lee", "Bob Stone"}


TTML = (
    '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" '
    'xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><head><ttm:agent xml:id="a">'
    "<ttm:name>Ann Lee</ttm:name></ttm:agent></head><body><div>"
    + "".join(
        f'<p begin="{3 + 7 * at}.5s" end="{clock(at + 1)}.000"'
        + (f' ttm:agent="a">{said}' if who == "Ann Lee" else f">{who}: {said}").replace(
            ". ", ".<br/>"
        )
        + "</p>"
        for at, (who, said) in enumerate(SAID)
    )
    + "</div></body></tt>"
)
AUDACITY = "\n".join(
    f"{3 + 7 * at}.334788\t{9 + 7 * at}.334788\t{who}: {said}"
    for at, (who, said) in enumerate(SAID)
)
QUOTED = "\n>\n".join(f"> **{who}**\n>\n> {said}" for who, said in SAID)
THREE_STARS = "\n".join(f"***{who}***: {said}\n" for who, said in SAID)
RULES = "\n---\n".join(f"{who}: {said}" for who, said in SAID)
JSON_LINES = "\n".join(json.dumps({"role": who, "content": said}) for who, said in SAID)
HALVES = "WEBVTT\n\n" + "\n\n".join(
    f"{clock(at)}.000 --> {clock(at + 1)}.000\n({SAID[at][0]})\n{SAID[at][1]}\n-\n \n"
    f"({SAID[at + 1][0]})\n{SAID[at + 1][1]}"
    for at in (0, 2)
)


@pytest.mark.parametrize(
    ("name", "content", "start"),
    [
        ("a.ttml", TTML, 3.5),
        ("a.txt", AUDACITY, 3.335),
        ("a.md", QUOTED, None),
        ("a.md", THREE_STARS, None),
        ("a.txt", RULES, None),
        ("a.jsonl", JSON_LINES, None),
        ("a.vtt", HALVES, 3.0),
    ],
    ids="ttml audacity quoted stars rules jsonl halves".split(),
)
def test_layouts_that_were_reported(read, name, content, start):
    turns = read(name, content).turns
    assert [(turn.speaker, " ".join(turn.text.split())) for turn in turns] == SAID
    assert turns[0].start_s == (start if start is None else pytest.approx(start, abs=0.001))


@pytest.mark.parametrize("tag", ["tt", "a"])
def test_other_tags_of_that_name_are_no_captions(read, tag):
    page = "".join(f"<p>{who}: <{tag}>{said}</{tag}></p>" for who, said in SAID)
    assert read("a.html", f"<html><body>{page}</body></html>").format == "html"


def test_a_dash_in_place_of_a_name_is_nobody(read):
    cues = "\n\n".join(
        f"{clock(at)}.000 --> {clock(at + 1)}.000\n<v ->Well.</v>" for at in range(3)
    )
    with pytest.raises(Exception, match="says nowhere who speaks"):
        read("a.vtt", f"WEBVTT\n\n{cues}\n")
