"""Signs of transcription conventions, which nobody said."""

import pytest

from aft_themes.corpus.cleaning import without_marks
from aft_themes.transcripts import read_transcript
from aft_themes.transcripts.notation import plain_chat


def read(path, text):
    path.write_text(text, encoding="utf-8")
    return read_transcript(path)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<I wan(t)> [//] I want to go .", "I want I want to go."),
        ("&-um it was [/] was good .", "um it was was good."),
        ("gonna [: going to] leave [% to Ann] now .", "gonna leave now."),
        ("that's funny [=! laughs] .", "that's funny [laughs]."),
        ("&=laughs no &+bi big ones .", "[laughs] no big ones."),
        ("xxx and yyy and www .", "[unintelligible] and [unintelligible] and [not transcribed]."),
        ("(be)cause she 0is running .", "because she running."),
        ("we ate gumma@c and Star_Wars pies@s:eng .", "we ate gumma and Star Wars pies."),
        ("and then +...", "and then..."),
        ("did you +/?", "did you?"),
        ("but I +//.", "but I -"),
        ('+" she said +"/.', "she said."),
        ("no:: really (1.5) yes (.) ok .", "no really (1.5) yes (.) ok."),
        ("&*INV:mhm I see [>] .", "I see."),
    ],
)
def test_chat_keeps_what_was_said(written, said):
    assert plain_chat(written)[0] == said


def test_a_chat_file_says_how_many_signs_were_taken_out(tmp_path):
    found = read(
        tmp_path / "a.cha",
        "@UTF8\n@Begin\n*INV:\twhat did &-um you see ?\n"
        "*PAR:\tI <saw a> [//] saw a dog [+ gram] .\n*INV:\tand then ?\n*PAR:\txxx .\n@End\n",
    )
    assert [turn.text for turn in found.turns] == [
        "what did um you see?",
        "I saw a saw a dog.",
        "and then?",
        "[unintelligible].",
    ]
    assert "notation" in [finding.kind for finding in found.findings]


def test_jefferson_signs_go_and_overlapping_speech_stays(tmp_path):
    found = read(
        tmp_path / "a.txt",
        "Int: so:: how \u2191was it=\nPat: =it was (0.4) [ve::ry] hard ((points at door))\n"
        "Int: [laughs] \u00b0okay\u00b0 .hh go on\nPat: well:: [I thought so\n",
    )
    assert [turn.text for turn in found.turns] == [
        "so how was it",
        "it was (0.4) very hard ((points at door))",
        "[laughs] okay [breath] go on",
        "well I thought so",
    ]
    assert without_marks(found.turns[1].text) == "it was very hard"


def test_tiq_signs_of_laughter_and_listening(tmp_path):
    found = read(
        tmp_path / "a.txt",
        "Y1: how was it @(.)@ then\nAm: it was //mhm// @really odd@ I think\n"
        "Y1: yes @(3)@ go on\nAm: so //ja// that is it\n",
    )
    assert [turn.text for turn in found.turns] == [
        "how was it [laughs] then",
        "it was [mhm] really odd I think",
        "yes [laughs] go on",
        "so [ja] that is it",
    ]


def test_a_few_odd_signs_are_left_alone(tmp_path):
    said = (
        "Ann: x = 3 is what I wrote @ home\nBob: so we met at 10:30, [sic] a/b\n"
        "Ann: ok =)\nBob: yes\n"
    )
    found = read(tmp_path / "a.txt", said)
    assert found.turns[0].text == "x = 3 is what I wrote @ home"
    assert "notation" not in [finding.kind for finding in found.findings]


def test_filled_pauses_between_slashes_are_words(tmp_path):
    said = "Ann: I /ehm/ do not know\nBob: and /uh/ then either/or\nAnn: no\nBob: yes\n"
    assert read(tmp_path / "a.txt", said).turns[1].text == "and uh then either/or"
