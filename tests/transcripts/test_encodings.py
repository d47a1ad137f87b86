"""Characters of text files."""

import pytest

from aft_themes.transcripts.findings import Kind
from aft_themes.transcripts.source import _guess

TALK = (
    "Ann: Why\u2019d you go?\nBo: \u201cCaf\u00e9,\u201d she said \u2013 na\u00efve.\n"
    "Ann: Oh?\nBo: Yes.\n"
)
WIDE = ["utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-32", *WIDE])
def test_every_encoding_gives_the_same_words(read, encoding, newline):
    transcript = read("a.txt", TALK.replace("\n", newline).encode(encoding))
    assert transcript.turns[1].text == "\u201cCaf\u00e9,\u201d she said \u2013 na\u00efve."
    assert transcript.encoding == encoding.removesuffix("-sig")


def test_a_guessed_encoding_is_reported(read):
    warnings = read("a.txt", TALK.encode("cp1252")).warnings
    assert any("cp1252" in warning for warning in warnings)


def test_cyrillic_in_an_old_code_page(read):
    talk = (
        "Ірина: Чому ви пішли звідти так рано?\nОлег: Бо мені там було дуже сумно і холодно.\n" * 9
    )
    transcript = read("a.txt", talk.encode("cp1251"))
    assert transcript.turns[0].speaker == "Ірина"


def test_broken_bytes_are_counted_and_the_rest_is_read(read):
    data = ("Ann: Why caf\u00e9?\nBo: Caf\u00e9 caf\u00e9 caf\u00e9.\n" * 3).encode() + b"Ann: \xc3"
    transcript = read("a.txt", data)
    assert transcript.encoding == "utf-8"
    assert any("1 character could not be read" in w for w in transcript.warnings)


def test_nul_characters_are_removed_and_counted(read):
    transcript = read("a.txt", "Ann: Wh\0y?\nBo: Because.\nAnn: Oh?\nBo: Yes.\n")
    assert transcript.turns[0].text == "Why?"
    assert any("1 NUL" in warning for warning in transcript.warnings)


@pytest.mark.parametrize("odd", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_rare_line_ends_never_glue_words(read, odd):
    turns = read("a.txt", f"Ann: Why{odd}now?\nBo: Because.\nAnn: Oh?\nBo: Yes.\n").turns
    assert turns[0].text.split() == ["Why", "now?"]
    assert len(turns) == 4


@pytest.mark.parametrize("at", range(9))
@pytest.mark.parametrize("sign", ["\U0001f600", "\u200f", "\u202e", "\u200b", "e\u0301"])
def test_emoji_and_invisible_characters_anywhere_keep_the_turns(read, sign, at):
    words = "Why now?"
    text = f"Ann: {words[:at]}{sign}{words[at:]}\nBo: Because.\nAnn: Oh?\nBo: Yes.\n"
    turns = read("a.txt", text).turns
    assert [turn.speaker for turn in turns] == ["Ann", "Bo", "Ann", "Bo"]
    assert turns[0].text.replace(sign, "").split() == words.split()


@pytest.mark.parametrize(("fitting", "doubtful"), [(5, False), (4, True)])
def test_a_guess_is_doubtful_if_more_than_one_letter_in_six_looks_odd(fitting, doubtful):
    text = "caf\u00e9 " * fitting + "caf\u017d "
    found = _guess(text.encode("cp1252"), "cp1252")
    assert (found.kind == Kind.ENCODING_DOUBTFUL) == doubtful
    assert "read as cp1252" in found.message
