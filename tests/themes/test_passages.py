"""What is shown of a code is what the coder marked, in whole sentences."""

import pandas as pd
import pytest

from aft_themes.catalog import CODINGS, PASSAGES, SENTENCES
from aft_themes.corpus.sentences import SentenceSplitter, list_sentences, splitter_of
from aft_themes.io.parquet import check, empty_frame
from aft_themes.language.english import ENGLISH
from aft_themes.settings import QuoteSettings, SegmentSettings
from aft_themes.themes.passages import is_paired, make_passages, show_quote

SETTINGS = QuoteSettings(min_words=4, max_words=14)
TURN = (
    "It fits badly here, I find. With the patients less than elsewhere, to be honest. "
    "It slid off. The staff is another matter. "
    'And she said, "You did it." I laughed at that for a whole week.'
)


def shown(quote, text=TURN, settings=SETTINGS):
    splitter = SentenceSplitter([text], ENGLISH)
    start = text.index(quote)
    passage = show_quote(text, splitter.spans(text), (start, start + len(quote)), settings)
    return text[passage.start : passage.end], passage.cut_before, passage.cut_after


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("fits badly", "It fits badly here, I find."),
        ("elsewhere, to be honest. It slid", None),
        ("The staff is another matter.", "The staff is another matter."),
        # a short quote is filled with the sentence after it, else with the one before it
        ("It slid off", "It slid off. The staff is another matter."),
        ("I laughed at that for a whole week", "I laughed at that for a whole week."),
    ],
)
def test_a_quote_is_widened_to_whole_sentences(quote, words):
    text, before, after = shown(quote)
    assert quote in text
    if words:
        assert (text, before, after) == (words, False, False)


def test_a_quote_over_two_sentences_is_whole_though_they_are_too_long_together():
    text, before, after = shown("elsewhere, to be honest. It slid off. The staff is")
    assert text == "elsewhere, to be honest. It slid off. The staff is another matter."
    assert (before, after) == (True, False)


def test_a_quote_that_is_too_long_keeps_its_beginning_and_says_so():
    whole = TURN[: TURN.index(" And she")]
    text, before, after = shown(whole)
    assert text == "It fits badly here, I find."
    assert (before, after) == (False, True)
    endless = " ".join(["and"] * 40)
    text, before, after = shown(endless, endless)
    assert (len(text.split()), before, after) == (14, False, True)


def test_exactly_the_most_words_are_not_shortened():
    settings = QuoteSettings(min_words=1, max_words=6)
    assert shown("fits", settings=settings) == ("It fits badly here, I find.", False, False)
    settings = QuoteSettings(min_words=1, max_words=5)
    assert shown("It fits badly", settings=settings) == ("It fits badly", False, True)


def test_a_quotation_that_is_open_is_closed_with_the_next_sentence():
    text = 'She said, "Stay here. Do not go." And then she left.'
    assert shown("Stay here", text)[0] == 'She said, "Stay here. Do not go."'
    assert shown("Do not go", text)[0] == 'She said, "Stay here. Do not go."'


@pytest.mark.parametrize(
    ("text", "paired"),
    [
        ('He said, "Go."', True),
        ('"Go," he said, "now."', True),
        ('Go." And he said, "Now', False),
        ("He's here.", True),
        ('He said, "Go.', False),
        ('over." Then', False),
    ],
)
def test_quotation_marks_have_partners(text, paired):
    assert is_paired(text) is paired


def codings(*given):
    """Each: segment, code, start, end, valence."""
    rest = dict.fromkeys(
        ("coder", "codebook_version", "source", "superseded_by", "evidence", "layer"), ""
    )
    found = [
        {
            **rest,
            "segment_id": segment,
            "interview": "P01",
            "turn": 2,
            "code": code,
            "valence": valence,
            "confidence": None,
            "evidence_start": start,
            "evidence_end": end,
        }
        for segment, code, start, end, valence in given
    ]
    return pd.DataFrame(found, columns=CODINGS.schema.names)


TURNS = pd.DataFrame(
    {
        "interview": "P01",
        "participant": ["", "P01"],
        "turn": [1, 2],
        "role": ["interviewer", "participant"],
        "text": [
            "We spoke of a number of things, and of the ward, and of how you came to it at all, in "
            "the end, so many years ago now. Does it fit the ward?",
            TURN,
        ],
    }
)
AT = TURN.index("It slid")
SEGMENTS = pd.DataFrame(
    {
        "segment_id": ["P01.002.1", "P01.002.2"],
        "clean_start": [0, AT],
        "clean_end": [AT - 1, len(TURN)],
    }
)


def passages_of(*given, turns=TURNS):
    sentences = list_sentences(turns, splitter_of(turns, SegmentSettings()))
    made = make_passages(codings(*given), turns, SEGMENTS, sentences, SETTINGS)
    check(made, PASSAGES)
    return made


def test_a_quote_over_two_segments_is_one_passage_that_counts_in_both():
    place = (AT - 10, AT + 11)
    made = passages_of(
        ("P01.002.2", "fit", *place, "challenge"), ("P01.002.1", "fit", *place, "benefit")
    )
    (row,) = made.itertuples()
    assert row.segment_ids == ["P01.002.1", "P01.002.2"]
    assert row.valence == "mixed"
    assert TURN[AT - 10 : AT + 11] in row.text


def test_a_coding_without_a_quote_shows_its_segment():
    made = passages_of(("P01.002.2", "fit", None, None, "none"))
    assert (made["evidence_start"][0], made["evidence_end"][0]) == (AT, len(TURN))


def test_the_question_stands_before_an_answer_that_goes_on_from_it():
    it_fits, the_staff = TURN.index("It fits"), TURN.index("The staff")
    made = passages_of(
        ("P01.002.1", "fit", it_fits, it_fits + 10, "none"),
        ("P01.002.2", "staff", the_staff, the_staff + 28, "none"),
    ).set_index("code")
    assert made.loc["fit", "question"] == "Does it fit the ward?"
    assert made.loc["staff", "question"] == ""


def test_words_of_another_speaker_are_no_question():
    other = TURNS.assign(role=["other", "participant"])
    made = passages_of(("P01.002.1", "fit", 0, 10, "none"), turns=other)
    assert made["question"].tolist() == [""]
    hummed = TURNS.assign(text=["Mm-hm.", TURN])
    assert passages_of(("P01.002.1", "fit", 0, 10, "none"), turns=hummed)["question"][0] == ""


def test_without_codings_there_are_no_passages():
    none = empty_frame(CODINGS), TURNS, SEGMENTS, empty_frame(SENTENCES)
    made = make_passages(*none, SETTINGS)
    check(made, PASSAGES)
    assert made.empty
