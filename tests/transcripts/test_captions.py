"""WebVTT and SRT, as meeting software and people write them."""

import pytest

from aft_themes.transcripts.formats.captions import _extend
from aft_themes.transcripts.turns import Line

HELLO = [("Ann Lee", "Hello there."), ("Bo Ray", "Hi.")]


def test_name_cues_are_joined_into_turns(read):
    vtt = """WEBVTT

1
00:00:01.000 --> 00:00:02.000
Ann Lee: Could you tell

2
00:00:02.500 --> 00:00:03.000
Ann Lee: me more?

3
00:00:04.000 --> 00:00:05.500
Bo Ray: Yes.
"""
    first, second = read("a.vtt", vtt).turns
    assert (first.speaker, first.text) == ("Ann Lee", "Could you tell me more?")
    assert (first.start_s, first.end_s, first.locator) == (1.0, 3.0, "cue 1 to cue 2")
    assert (second.text, second.locator) == ("Yes.", "cue 3")


@pytest.mark.parametrize(
    "cue",
    [
        "<v Ann Lee>Hello there.</v>",
        "<v Ann Lee>Hello there.",
        "<v Ann Lee>Hello\nthere.\n</v>",
        "<v Ann Lee>Hello there.\n</v>",
        "<v.loud Ann Lee>Hello <i>there</i>.</v>",
        "<v Ann Lee><c.yellow>Hello</c> <00:00:01.500>there.</v>",
        "<v Ann  Lee >Hello there.</v>",
    ],
)
def test_voice_tags(said, cue):
    vtt = (
        f"WEBVTT\n\n00:01.000 --> 00:02.000\n{cue}\n\n00:03.000 --> 00:04.000\n<v Bo Ray>Hi.</v>\n"
    )
    assert said("a.vtt", vtt) == HELLO


def test_two_voices_in_one_cue(said):
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann Lee>Hello there.</v>\n<v Bo Ray>Hi.</v>\n"
    assert said("a.vtt", vtt) == HELLO


def test_text_before_a_voice_continues_the_last_speaker(said):
    vtt = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann Lee>Hello\n\n"
        "00:02.000 --> 00:03.000\nthere. <v Bo Ray>Hi.\n"
    )
    assert said("a.vtt", vtt) == HELLO


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks(said, newline, mark):
    vtt = (
        f"{mark}WEBVTT - a title\nKind: captions\n\nNOTE\nAnn Lee: not spoken\n\n"
        "STYLE\n::cue { color: red }\n\nREGION\nid:fred\n\n"
        "intro-1\n00:00:01.000 --> 00:00:02.000 align:start position:0%\nAnn Lee: Hello there.\n\n"
        "NOTE one line\n\n"
        "00:00:03.000 --> 00:00:04.000\nBo Ray: Hi.\n"
    )
    assert said("a.vtt", vtt.replace("\n", newline)) == HELLO


@pytest.mark.parametrize(
    ("times", "start", "end"),
    [
        ("0:0:-6.-820 --> 0:0:8.970", 0.0, 8.97),
        ("00:43.810 --> 00:44.000", 43.81, 44.0),
        ("1:02:03.5 --> 1:02:04", 3723.5, 3724.0),
        ("00:00:05,038 --> 00:00:11,950", 5.038, 11.95),
        ("100:00:00.000 --> 100:00:01.000", 360000.0, 360001.0),
    ],
)
def test_times_that_occur_in_the_wild(read, times, start, end):
    turn = read("a.vtt", f"WEBVTT\n\n{times}\n<v Ann Lee>Hello there.</v>\n").turns[0]
    assert (turn.start_s, turn.end_s, turn.text) == (start, end, "Hello there.")


def test_overlapping_cues_keep_the_order_of_the_file_and_warn(read):
    vtt = (
        "WEBVTT\n\n00:05.000 --> 00:09.000\n<v Ann Lee>Hello there.</v>\n\n"
        "00:04.000 --> 00:06.000\n<v Bo Ray>Hi.</v>\n"
    )
    transcript = read("a.vtt", vtt)
    assert [turn.speaker for turn in transcript.turns] == ["Ann Lee", "Bo Ray"]
    assert any("backwards" in warning for warning in transcript.warnings)


@pytest.mark.parametrize(
    "name",
    [
        "Hurst, Peter (Guest)",
        "Zoë Ångström-O’Neil",
        "Dr. J. van der Berg",
        "Lee, Ann (she/her)",
        "Müller",
        "Ольга Петрова",
        "SPEAKER_01",
    ],
)
@pytest.mark.parametrize("form", ["<v {}>{}</v>", "{}: {}"])
def test_names_with_commas_roles_and_accents(said, name, form):
    spoken = [(name, "Where were you?"), ("Bo Ray", "There."), (name, "When?"), ("Bo Ray", "Then.")]
    cues = "\n\n".join(f"00:01.000 --> 00:02.000\n{form.format(*turn)}" for turn in spoken)
    assert said("a.vtt", f"WEBVTT\n\n{cues}\n") == spoken


def test_entities_are_decoded_once_and_other_markup_is_kept(said):
    vtt = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n"
        "<v Ann &amp; Lee>R&amp;D &lt;3 &amp;lt; </script> {{7*7}} <laughs></v>\n"
    )
    assert said("a.vtt", vtt) == [("Ann & Lee", "R&D <3 &lt; </script> {{7*7}} <laughs>")]


def test_words_before_the_first_speaker_have_an_unknown_speaker(said):
    vtt = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nis it on?\n\n"
        "00:02.000 --> 00:03.000\nAnn Lee: Hello there.\n\n00:03.000 --> 00:04.000\nBo Ray: Hi.\n"
    )
    assert said("a.vtt", vtt) == [("Unknown speaker", "is it on?"), *HELLO]


def test_a_colon_in_speech_is_no_label(said):
    vtt = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn Lee: Tell me.\n\n"
        "00:02.000 --> 00:03.000\nBo Ray: One thing\n\n"
        "00:03.000 --> 00:04.000\nHere it is: I never\n\n00:04.000 --> 00:05.000\nBo Ray: slept.\n"
    )
    assert said("a.vtt", vtt)[1] == ("Bo Ray", "One thing Here it is: I never slept.")


@pytest.mark.parametrize("words", ["10:30", "Transcribed by hand", "recording stopped", "2024"])
def test_captions_that_look_like_artefacts_were_spoken(said, words):
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\nAnn Lee: When?\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\nBo Ray: It was\n\n"
        f"3\n00:00:03,000 --> 00:00:04,000\n{words}\n"
    )
    assert said("a.srt", srt)[1] == ("Bo Ray", f"It was {words}")


def test_srt_names_the_speaker_once_per_turn(said):
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\nAnn Lee: Could you\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\n<i>tell</i> me?\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\n{\\an8}Bo Ray: Yes,\n\n"
        "4\n00:00:04,000 --> 00:00:05,000\n2024\n\n"
        "5\n00:00:05,000 --> 00:00:06,000\nwas hard.\n"
    )
    assert said("a.srt", srt) == [
        ("Ann Lee", "Could you tell me?"),
        ("Bo Ray", "Yes, 2024 was hard."),
    ]


def test_srt_without_blank_lines_between_cues(said):
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\nAnn Lee: Hello\nthere.\n"
        "2\n00:00:02,000 --> 00:00:03,000\nBo Ray: Hi.\n"
    )
    assert said("a.srt", srt) == HELLO


def test_a_blank_line_inside_a_caption_loses_no_word(said):
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\nAnn Lee: Hello\n\nthere.\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\nBo Ray: Hi.\n"
    )
    assert said("a.srt", srt) == HELLO


def test_captions_without_any_speaker_are_refused(read):
    with pytest.raises(Exception, match=r"says nowhere who speaks.*diarization"):
        read("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\njust words\n")


@pytest.mark.parametrize(("shown", "ends"), [("one", [9, 2]), ("two", [1, 9]), ("zero", [1, 2])])
def test_a_caption_that_is_shown_again_gets_its_new_end(shown, ends):
    kept = [Line("zero", "1", 0, 0), Line("one", "2", 0, 1), Line("two", "3", 1, 2)]
    _extend(kept, Line(shown, "4", 8, 9))
    assert [one.end_s for one in kept] == [0, *ends]  # only the last two are on the screen


@pytest.mark.parametrize("last", ["End of interview", "[Recording ends]", "Ende des Interviews"])
def test_a_last_caption_of_no_voice_that_closes_is_no_speech(read, last):
    cues = [f"<v {who}>{words}</v>" for who, words in HELLO] + [last]
    times = [f"00:00:0{at}.000 --> 00:00:0{at}.900\n{cue}" for at, cue in enumerate(cues, 1)]
    read_turns = read("a.vtt", "WEBVTT\n\n" + "\n\n".join(times)).turns
    assert [(turn.speaker, turn.text) for turn in read_turns] == HELLO
