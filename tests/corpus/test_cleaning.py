import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aft_themes.corpus.cleaning import OffsetMap, apply_edits, clean, find_marks, without_marks

# every kind of character that transcripts have been seen to hold, and astral ones
MESSY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "ab \t\n\r\u00a0\u2019\u201c\u201d\u200b\u200e\ufeff\u0301e\u0308\u00e9😀👩‍👧[]()"
        ),
        st.characters(),
    ),
    max_size=60,
)


@given(MESSY)
def test_clean_text_is_in_one_form_and_cleaning_twice_changes_nothing(raw):
    once = clean(raw).text
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    assert "  " not in once
    assert not set(once) & set("\u2018\u2019\u201c\u201d\u200b\ufeff\n\t")
    assert clean(once).text == once


@given(MESSY)
def test_no_visible_character_is_lost(raw):
    def letters(text):
        normal = unicodedata.normalize("NFKC", text)  # ligatures and the like become letters
        return [c for c in normal if c.isalnum()]

    # zero-width characters between a letter and its accent are dropped first
    visible = "".join(
        c for c in raw if unicodedata.category(c) not in {"Cf", "Cc", "Cs", "Co", "Cn"}
    )
    assert letters(clean(raw).text) == letters(visible)


@given(MESSY, st.data())
def test_a_span_goes_to_the_raw_text_and_back(raw, data):
    cleaned = clean(raw)
    start = data.draw(st.integers(0, len(cleaned.text)))
    end = data.draw(st.integers(start, len(cleaned.text)))
    raw_start, raw_end = cleaned.map.to_raw(start, end)
    assert 0 <= raw_start <= raw_end <= len(raw)
    back_start, back_end = cleaned.map.to_clean(raw_start, raw_end)
    assert back_start <= start
    assert back_end >= end
    # the raw span, cleaned on its own, holds the words of the clean span
    assert cleaned.text[start:end].strip() in clean(raw[raw_start:raw_end]).text or not (
        cleaned.text[start:end].isascii()
    )


def test_a_span_inside_a_tag_covers_the_whole_name():
    result = apply_edits("I saw Ruth Feldsher today", [(6, 19, "[SUPERVISOR_1]")])
    assert result.text == "I saw [SUPERVISOR_1] today"
    assert result.map.to_raw(8, 12) == (6, 19)
    assert result.map.to_raw(0, 5) == (0, 5)
    assert result.map.to_raw(21, 26) == (20, 25)
    assert result.map.to_clean(10, 12) == (6, 20)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Ho\ufb00man o\ufb03ce", "Hoffman office"),
        ("\uff28\uff4f\uff46 \uff12", "Hof 2"),
        ("Mary\u2011Jane\u2010Ann", "Mary-Jane-Ann"),
        ("\uff21\u0301nn \u2013 x\u00b2", "\u00c1nn \u2013 x\u00b2"),
    ],
)
def test_letters_of_print_and_of_keyboards_are_plain_letters(raw, cleaned):
    assert clean(raw).text == cleaned


def test_maps_join():
    first = apply_edits("a  b  c", [(1, 3, " "), (4, 6, " ")])
    second = apply_edits(first.text, [(2, 3, "[NAME_1]")])
    joined = first.map.then(second.map)
    assert second.text == "a [NAME_1] c"
    assert joined.to_raw(2, 10) == (3, 4)
    assert joined.to_clean(6, 7) == (11, 12)
    assert OffsetMap().to_raw(3, 5) == (3, 5)


@pytest.mark.parametrize("edits", [[(0, 3, ""), (2, 4, "")], [(3, 9, "")], [(2, 1, "")]])
def test_overlapping_and_outlying_edits_are_refused(edits):
    with pytest.raises(ValueError, match="overlaps another or lies outside"):
        apply_edits("abcde", edits)


def test_marks_are_found_and_tags_are_not():
    text = "Hm [laughs] (pause) told [CLIENT_2], (2.0) on [DATE: 2012, winter] [inaudible 00:12:33]"
    assert [text[a:b] for a, b in find_marks(text)] == [
        "[laughs]",
        "(pause)",
        "(2.0)",
        "[inaudible 00:12:33]",
    ]
    assert without_marks(text) == "Hm told [CLIENT_2], on [DATE: 2012, winter]"


@pytest.mark.parametrize(
    "mark", ["[INAUDIBLE]", "[CROSSTALK]", "[laughs softly]", "(long pause)", "(.)"]
)
def test_other_spellings_of_marks(mark):
    assert find_marks(f"a {mark} b") == [(2, 2 + len(mark))]


@pytest.mark.parametrize("text", ["(you know)", "(which I hated)", "[PEER_1]", "(1999 was hard)"])
def test_speech_in_brackets_is_no_mark(text):
    assert find_marks(text) == []


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\u200b", "\u00ad", "\ufeff", "\ue000"])
def test_what_no_reader_can_see_is_taken_out(sign):
    cleaned = clean(f"We wat{sign}ched it.")
    assert cleaned.text == "We watched it."


def test_a_low_quotation_mark_after_a_word_is_a_comma():
    # some programs that recognise print write commas so
    assert clean("in Xelby\u201a Ohio").text == "in Xelby, Ohio"
    assert clean("er sagte \u201anein\u2018 dazu").text == "er sagte 'nein' dazu"
