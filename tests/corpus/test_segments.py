from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aft_themes.catalog import CLEAN_TURNS, REPLACEMENTS, SEGMENTS, TURNS
from aft_themes.corpus.segments import (
    balance,
    clean_turns,
    cut_turn,
    make_segments,
    place_turn,
    place_turns,
)
from aft_themes.corpus.sentences import SentenceSplitter, list_sentences, splitter_of
from aft_themes.io.parquet import check, empty_frame
from aft_themes.language.english import ENGLISH
from aft_themes.settings import SegmentSettings

ROLES = ("participant", "interviewer")
SPLITTER = SentenceSplitter(["I trained there. It was good. We met weekly."], ENGLISH)
WORDS = st.lists(
    st.sampled_from(
        ["tape.", "we", "Dr.", "Ruth", "went", "um,", "so", "quiet?", "[laughs]", "\u2019s"]
    ),
    max_size=120,
)


def turns(*rows):
    frame = pd.DataFrame(rows, columns=["interview", "turn", "role", "text"])
    return frame.assign(
        participant=frame["interview"], speaker="x", start_s=None, end_s=None, locator="line 1"
    )


def test_a_full_stop_after_a_title_ends_no_sentence():
    text = "I saw Dr. Feldsher there. She taped us, e.g. on Mondays. It helped."
    assert [text[a:b] for a, b in SPLITTER.spans(text)] == [
        "I saw Dr. Feldsher there.",
        "She taped us, e.g. on Mondays.",
        "It helped.",
    ]


def test_the_study_can_add_abbreviations():
    text = "She ran the Psychol. Clinic there. It closed."
    splitter = SentenceSplitter([text], ENGLISH, ["psychol."])
    assert len(splitter.spans(text)) == 2


def test_a_mark_alone_is_no_sentence():
    text = "It was fine. I hated it. [laughs]"
    assert [text[a:b] for a, b in SPLITTER.spans(text)] == ["It was fine.", "I hated it. [laughs]"]


@pytest.mark.parametrize(
    ("counts", "most", "cuts"),
    [
        ([30, 30, 30], 70, [1]),  # 30 + 60 and 60 + 30 are as even; the earlier cut is taken
        ([10, 10, 10, 40], 70, []),
        ([20, 20, 20, 20], 70, [2]),
        ([90, 10], 70, [1]),  # one long sentence stays whole
        ([], 70, []),
    ],
)
def test_parts_are_few_and_even(counts, most, cuts):
    assert balance(counts, most) == cuts


@given(st.lists(st.integers(1, 90), min_size=1, max_size=9), st.integers(40, 80))
def test_balance_agrees_with_trying_everything(counts, most):
    def cost(cuts):
        ends = [0, *cuts, len(counts)]
        parts = [counts[a:b] for a, b in pairwise(ends)]
        if any(sum(part) > most and len(part) > 1 for part in parts):
            return (10**9, 0)
        return (len(parts), sum(sum(part) ** 2 for part in parts))

    places = range(1, len(counts))
    every = [[p for i, p in enumerate(places) if mask >> i & 1] for mask in range(2 ** len(places))]
    assert cost(balance(counts, most)) == min(cost(cuts) for cuts in every)


@given(WORDS)
@settings(deadline=None)
def test_no_word_is_lost_and_parts_do_not_overlap(words):
    text = place_turn(" ".join(words), []).shared.text
    spans = cut_turn(text, SPLITTER.spans(text), 20)
    assert " ".join(text[a:b] for a, b in spans).split() == text.split()
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(len(text[a:b].split()) <= 30 for a, b in spans)


def test_endless_speech_without_stops_is_cut():
    text = " ".join(["word"] * 500)
    lengths = [len(text[a:b].split()) for a, b in cut_turn(text, SPLITTER.spans(text), 70)]
    assert sum(lengths) == 500
    assert max(lengths) <= 70


@pytest.mark.parametrize(("words", "parts"), [(15, [15]), (16, [8, 8])])
def test_a_sentence_is_cut_at_clauses_when_longer_than_one_segment_and_a_half(words, parts):
    half = " ".join(["word"] * (words // 2))
    text = f"{half}, {' '.join(['word'] * (words - words // 2))}"
    assert [len(text[a:b].split()) for a, b in cut_turn(text, SPLITTER.spans(text), 10)] == parts


@given(st.text(max_size=80), st.data())
def test_every_segment_maps_to_the_raw_turn_and_forward_again(raw, data):
    length = len(place_turn(raw, []).cleaned.text)
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    replaced = [(start, end, "CLIENT_1")] if end > start else []
    turn = place_turn(raw, replaced)
    for a, b in cut_turn(turn.shared.text, SPLITTER.spans(turn.shared.text), 10):
        raw_a, raw_b = turn.to_raw(a, b)
        assert 0 <= raw_a <= raw_b <= len(raw)
        back_a, back_b = turn.from_raw(raw_a, raw_b)
        assert back_a <= a
        assert back_b >= b


def test_segments_of_an_interview():
    read = turns(
        ("P01", 1, "interviewer", "How was it?"),
        ("P01", 2, "participant", "I met Ruth\u2019s group.  [laughs] It \u201chelped\u201d me."),
        ("P01", 3, "interviewer", "And then?"),
        ("P01", 4, "participant", "Nothing."),
        ("P01", 5, "other", "Excuse me."),
    )
    edits = pd.DataFrame(
        [("P01", 2, 6, 10, "SUPERVISOR_1", "person", "known")], columns=REPLACEMENTS.schema.names
    )
    placed = place_turns(read, edits)
    check(clean_turns(read, placed), CLEAN_TURNS)
    segments = make_segments(read, placed, SegmentSettings())
    check(segments, SEGMENTS)
    first, second = segments.to_dict("records")
    assert first["segment_id"] == "P01.002.1"
    assert first["text"] == 'I met [SUPERVISOR_1]\'s group. [laughs] It "helped" me.'
    assert first["spoken"] == 'I met [SUPERVISOR_1]\'s group. It "helped" me.'
    assert first["words"] == 7
    assert (first["start"], first["end"]) == (0, len(read["text"][1]))
    assert [first["question"], second["question"]] == ["How was it?", "And then?"]
    assert 0 < first["position"] < second["position"] < 1


def test_position_counts_every_word_said_before_also_within_a_turn():
    read = turns(
        ("P01", 1, "interviewer", "And how did you find that?"),
        (
            "P01",
            2,
            "participant",
            "We all watched one tape again together. Nobody in there said one word.",
        ),
        ("P01", 3, "participant", "Then we went home."),
    )  # 6 + 13 + 4 words
    placed = place_turns(read, empty_frame(REPLACEMENTS))
    segments = make_segments(read, placed, SegmentSettings(max_words=10))
    assert segments["part"].tolist() == [1, 2, 1]
    assert segments["position"].tolist() == pytest.approx([6 / 23, 13 / 23, 19 / 23])


def test_an_empty_study_gives_empty_segments():
    nothing = empty_frame(TURNS)
    assert make_segments(nothing, {}, SegmentSettings()).empty


def test_a_sentence_as_long_as_a_later_mark_is_no_mark():
    text = "We met. Abcdef. And [sighs] then."
    assert [text[a:b] for a, b in SPLITTER.spans(text)][:2] == ["We met.", "Abcdef."]


def test_a_mark_alone_ends_the_sentence_before_it_and_others_are_sentences():
    text = "[sighs] I was afraid. [laughs] Then it was over. [laughs]"
    spans = SentenceSplitter([text], ENGLISH).spans(text)
    assert [text[start:end] for start, end in spans] == [
        "[sighs] I was afraid.",
        "[laughs] Then it was over. [laughs]",
    ]


@pytest.mark.parametrize("text", ["I was so angry!!!", "It hurt. Why?!?", "He left... No idea..!"])
def test_a_run_of_marks_is_no_sentence_by_itself(text):
    spans = SentenceSplitter([text], ENGLISH).spans(text)
    assert all(any(map(str.isalpha, text[start:end])) for start, end in spans)
    assert spans[-1][1] == len(text)


def test_turns_that_are_placed_on_demand_give_the_same(monkeypatch):
    read = turns(
        *(("P01", at, ROLES[at % 2], f"This is turn {at} of  Ruth\u2019s.") for at in range(1, 9)),
        *(("P02", at, ROLES[at % 2], f"She said {at}. I went.") for at in range(1, 5)),
    )
    rows = [("P01", at, 16, 20, "PEER_1", "person", "known") for at in (2, 3)]
    edits = pd.DataFrame(rows, columns=REPLACEMENTS.schema.names)
    kept = place_turns(read, edits)
    monkeypatch.setattr("aft_themes.corpus.segments.MOST_PLACED", 3)
    placed = place_turns(read, edits)
    assert not isinstance(placed, dict)
    assert dict(placed) == kept
    assert len(placed) == 12
    assert ("P02", 4) in placed
    assert ("P02", 5) not in placed
    pd.testing.assert_frame_equal(clean_turns(read, placed), clean_turns(read, kept))
    both = [make_segments(read, one, SegmentSettings(max_words=10)) for one in (placed, kept)]
    pd.testing.assert_frame_equal(*both)


def test_sentences_of_a_large_study_do_not_depend_on_the_order_of_its_turns(monkeypatch):
    monkeypatch.setattr("aft_themes.corpus.sentences.MOST_LEARNT", 5)
    texts = [f"At {letter}. B. we met. It was good. Then {letter}." for letter in "kxyzabcde"]
    one, two = (SentenceSplitter(order, ENGLISH) for order in (texts, texts[::-1]))
    said = "At x. B. we met. It was good."
    assert one.spans(said) == two.spans(said)


def test_segments_end_where_the_listed_sentences_end():
    said = "We met in the small hall. Then we all left again."
    read = turns(
        ("P02", 1, "participant", said),
        ("P01", 1, "participant", "  "),
        ("P01", 2, "interviewer", "And?"),
        ("P01", 3, "participant", "It was good."),
    )
    placed, settings = place_turns(read, empty_frame(REPLACEMENTS)), SegmentSettings(max_words=10)
    clean = clean_turns(read, placed)
    sentences = list_sentences(clean, splitter_of(clean, settings))
    segments = make_segments(read, placed, settings, sentences=sentences)
    assert segments.equals(make_segments(read, placed, settings))
    assert segments["text"].tolist() == [
        "It was good.",
        "We met in the small hall.",
        "Then we all left again.",
    ]
    whole = pd.DataFrame([("P02", 1, 0, len(said))], columns=sentences.columns)
    assert make_segments(read, placed, settings, sentences=whole)["text"].tolist() == [said]
