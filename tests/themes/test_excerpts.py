"""A few sentences of a passage, for a table that has no room for more."""

import pandas as pd

from aft_themes.corpus.sentences import SentenceSplitter
from aft_themes.language import load
from aft_themes.themes import excerpts
from aft_themes.themes.authors_quotes import Words

FILL = "It was some day in the spring of that year and it rained."


def passages(*texts, code="shame"):
    return pd.DataFrame(
        {
            "code": code,
            "interview": [f"P{n}" for n in range(len(texts))],
            "participant": [f"P{n}" for n in range(len(texts))],
            "turn": 2,
            "start": 0,
            "end": [len(text) for text in texts],
            "evidence_start": 0,
            "evidence_end": [len(text) for text in texts],
            "distance": [n / 100 for n in range(len(texts))],
            "cut_before": False,
            "cut_after": False,
            "text": texts,
        }
    )


def choose_excerpts(passages, codes, taken=(), **more):
    splitter = SentenceSplitter(passages["text"].tolist(), load("en"))
    places = zip(passages["interview"], passages["turn"], passages["text"], strict=True)
    sentences = {(interview, turn): splitter.spans(text) for interview, turn, text in places}
    return excerpts.choose_excerpts(passages, codes, sentences, taken, **more)


def test_the_sentence_that_speaks_of_the_code_is_taken_not_the_first():
    said = "My face was burning and I wanted to be under the table."
    found = choose_excerpts(
        passages(f"{FILL} {said}"), {"shame": "Wanting to be under a table."}, most=15
    )
    assert found["shame"].text == said
    assert found["shame"].place == Words("P0", 2, len(FILL) + 1, len(FILL) + 1 + len(said))


def test_words_that_several_participants_use_under_the_code_count_and_those_of_one_do_not():
    burning = "Then my cheeks were burning for all of the rest of it."
    odd = "There was a zither, a zither, a zither and one more zither."
    found = choose_excerpts(
        passages(f"{odd} {burning}", f"{FILL} {burning}"), {"shame": ""}, most=12
    )
    assert found["shame"].text == burning


def test_nothing_is_shown_twice_nor_what_is_taken():
    said = "My face was burning and I wanted to be under the table."
    both = pd.concat([passages(said), passages(said, code="fear")])
    found = choose_excerpts(both, {"shame": "", "fear": ""}, most=15)
    assert list(found) == ["shame"]
    assert not choose_excerpts(passages(said), {"shame": ""}, [Words("P0", 2, 5, 9)])


def test_an_excerpt_is_whole_sentences_with_paired_marks_and_of_what_the_coder_marked():
    text = f'He said, "You froze. {FILL} And you hid in there, all of it."'
    assert not choose_excerpts(passages(text), {"shame": ""}, most=14)
    marked = passages(f"{FILL} {FILL}").assign(evidence_start=len(FILL) + 1)
    assert choose_excerpts(marked, {"shame": ""}, most=14)["shame"].place.start == len(FILL) + 1
    assert not choose_excerpts(passages("Too short."), {"shame": ""})


def test_all_that_a_coder_marked_comes_before_a_part_of_it_also_from_further_passages():
    part = passages(*[f"My face was burning under the table. {FILL} {FILL}"] * 13)
    whole = passages(*[""] * 13, "And that is all that I would ever say of my face.")[13:]
    found = choose_excerpts(pd.concat([part, whole]), {"shame": "A burning face."}, most=15)
    assert found["shame"].text.startswith("And that is all") and found["shame"].whole


def test_a_part_says_that_the_coder_marked_more_and_holds_nothing_else():
    burning = "My face was burning and I wanted to be under the table."
    text = f"{FILL} {FILL} {burning} {FILL}"
    start = len(FILL) + 1
    for end, cut_after in ((len(text), True), (len(text) - len(FILL) - 1, False)):
        marked = passages(text).assign(evidence_start=start, evidence_end=end)
        found = choose_excerpts(marked, {"shame": "A burning face."}, most=15)["shame"]
        assert (found.text, found.cut_before, found.cut_after) == (burning, True, cut_after)
    # sentences that only stand beside what was marked are no evidence
    beside = passages(text).assign(evidence_start=start, evidence_end=start + len(FILL))
    assert choose_excerpts(beside, {"shame": "A burning face."}, most=15)["shame"].text == FILL


def test_an_abbreviation_does_not_cut_an_excerpt():
    text = "I told Dr. [SUPERVISOR_1] that my whole face had been burning."
    assert choose_excerpts(passages(text), {"shame": ""})["shame"].text == text


def test_what_a_coder_did_not_mark_stands_in_an_excerpt_only_if_the_marked_words_are_few():
    burning = "My face was burning and I wanted to be under the table."
    said = "That was how it went with all of us in there."
    marked = passages(f"{said} {burning}").assign(evidence_end=len(said))
    assert choose_excerpts(marked, {"shame": "A burning face."})["shame"].text == said
    few = passages(f"That was it. {burning}").assign(evidence_end=12)
    assert choose_excerpts(few, {"shame": ""})["shame"].text == f"That was it. {burning}"
