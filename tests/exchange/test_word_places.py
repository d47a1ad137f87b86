from hypothesis import given
from hypothesis import strategies as st

from aft_themes.exchange.word_places import Aligned, InterviewWords, align, nearest, words_of

WORDS = st.lists(st.sampled_from("yes no tape hard know well".split()), max_size=40)


@given(WORDS, WORDS)
def test_alignment_grows_and_joins_equal_words_only(first, second):
    places = align(first, second)
    known = [place for place in places if place is not None]
    assert known == sorted(set(known))
    assert all(first[at] == second[to] for at, to in enumerate(places) if to is not None)


@given(WORDS)
def test_a_text_is_aligned_with_itself(words):
    assert align(words, words) == list(range(len(words)))


def test_words_do_not_depend_on_accents_case_or_marks():
    assert [word.form for word in words_of("Cafe\u0301, NAÏVE—don't")] == [
        "café", "naïve", "don", "t"
    ]  # fmt: skip


def test_a_selection_over_turns_is_one_quote_for_each_turn():
    interview = InterviewWords(((1, "How was it?"), (2, "It was hard, I think."), (3, "And now?")))
    text = "P01\n\nI: How was it?\n\nP: It was hard, I think. \n\nI: And now?"
    found = Aligned(text, interview).places(text.index("was it"), text.index("I: And") + 6)
    assert [(quote, place.turn) for quote, place in found] == [
        ("was it?", 1), ("It was hard, I think.", 2), ("And", 3)
    ]  # fmt: skip


def test_repeated_words_are_told_apart_by_where_the_selection_stands():
    interview = InterviewWords(((2, "I don't know. Really."), (4, "I don't know."), (6, "Well.")))
    text = "A: I don't know. Really.\nA: I don't know.\nA: Well."
    second = text.rindex("I don't know")
    ((quote, place),) = Aligned(text, interview).places(second, second + 12)
    assert (quote, place.turn, place.start) == ("I don't know", 4, 0)


def test_tags_where_the_transcript_has_a_name_hurt_only_themselves():
    interview = InterviewWords(((2, "Then Ruth Feldsher stopped the tape."),))
    text = "P: Then [SUPERVISOR_1] stopped the tape."
    ((quote, place),) = Aligned(text, interview).places(3, len(text))
    assert (quote, place.turn) == ("Then [SUPERVISOR_1] stopped the tape.", 2)


def test_the_nearest_place_is_taken_only_if_it_is_clearly_nearer():
    known = [(0.0, 0), (100.0, 1000)]
    assert nearest([100, 900], 12.0, known) == 100
    assert nearest([100, 900], 50.0, known) is None
    assert nearest([100, 900], 12.0, known[:1]) is None
    assert nearest([500, 5000], 99.0, known) == 500  # the only one between its neighbours
