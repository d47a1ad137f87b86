"""A few sentences of a passage, for a table that has no room for more."""

import pandas as pd

from aft_themes.themes.authors_quotes import Words
from aft_themes.themes.excerpts import choose_excerpts

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
