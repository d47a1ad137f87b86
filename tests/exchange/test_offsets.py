import pytest

from aft_themes.exchange.export_content import source_text
from aft_themes.exchange.offsets import Convention, Selection, counted, detect, sentinels
from tests.exchange.making import CONVENTIONS, counted_by, interview

LONG = tuple(
    (number, "participant", f"Turn {number}: naïve 😀 words of a café, and number {number} ends.")
    for number in range(1, 13)
)
WORDS = ("naïve 😀 words", "words of a café", "and number", "ends.")


def text_by(way, marked):
    line_end = "\r\n" if way.line_end == 2 else "\n"
    return ("\ufeff" if marked else "") + source_text(interview(turns=LONG), line_end)[0]


def selections(text, way, marked):
    bare = text.removeprefix("\ufeff")
    found = []
    for words in WORDS:
        at = bare.find(words)
        while at >= 0:
            start = counted_by(bare, at, way, marked)
            end = counted_by(bare, at + len(words), way, marked) - way.inclusive
            found.append((words, Selection(0, start, end)))
            at = bare.find(words, at + 1)
    return found


@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize("way", CONVENTIONS, ids=str)
def test_every_way_of_counting_is_found_by_the_selections_alone(way, marked):
    text = counted(text_by(way, marked))
    wanted = selections(text_by(way, marked), way, marked)
    decision = detect([text], [selection for _, selection in wanted])
    spans = [decision.cut(text, selection) for _, selection in wanted]
    assert [text.text[slice(*span)] for span in spans if span] == [words for words, _ in wanted]


@pytest.mark.parametrize("way", CONVENTIONS, ids=str)
def test_sentinels_decide_where_few_selections_say_nothing(way):
    raw = text_by(way, marked=True)
    text = counted(raw)
    checks = [
        Selection(
            0,
            counted_by(text.text, start, way, marked=True),
            counted_by(text.text, end, way, marked=True) - way.inclusive,
            check=True,
        )
        for start, end in sentinels(text.text)
    ]
    words, last = selections(raw, way, marked=True)[-1]
    decision = detect([text], [*checks, last])
    assert text.text[slice(*decision.cut(text, last))] == words


def test_positions_that_cut_words_are_refused():
    text = counted("one two three four five six seven eight nine ten " * 5)
    decision = detect([text], [Selection(0, at, at + 4) for at in range(1, 200, 3)])
    assert decision.ways == ()
    assert "whole words" in decision.reason


def test_a_selection_on_which_the_ways_disagree_is_not_cut_but_the_others_are():
    # one astral character, and two selections behind it: too few to tell the units apart
    text = counted("one two three four five six 😀 seven")
    before = [Selection(0, 0, 3), Selection(0, 4, 7), Selection(0, 8, 13), Selection(0, 14, 18)]
    behind = Selection(0, 30, 35)
    decision = detect([text], [*before, behind])
    assert decision.cut(text, before[0]) == (0, 3)
    assert decision.cut(text, behind) is None


def test_a_name_of_the_selection_decides():
    text = counted("one two three four five six 😀 seven eight")
    before = [Selection(0, 0, 3), Selection(0, 4, 7), Selection(0, 8, 13), Selection(0, 14, 18)]
    behind = Selection(0, 31, 42, "seven eight")
    assert detect([text], [*before, behind]).cut(text, behind) == (30, 41)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 5), (6, 5), (0, 9999), (9999, 10000)])
def test_positions_outside_the_text_cut_nothing(start, end):
    way = Convention("code points", 2, 0, inclusive=False)
    assert counted("one two three").cut(start, end, way) is None


def test_a_position_within_a_character_cuts_nothing():
    text = counted("a😀b")
    assert text.cut(0, 2, Convention("UTF-16 units", 2, 0, inclusive=False)) is None
    assert text.cut(0, 3, Convention("UTF-16 units", 2, 0, inclusive=False)) == (0, 2)


def test_sentinels_of_a_short_text():
    assert sentinels("") == []
    assert sentinels("oh no") == [(0, 2), (3, 5)]
    assert sentinels("Interviewer: no.") == [(0, 11), (13, 15)]


def test_the_same_word_at_two_places_is_not_one_cut():
    # under code points the second "tape" is meant, under UTF-16 units the first: both are words
    text = counted("😀😀😀😀😀 tape tape")
    decision = detect([text], [Selection(0, 11, 15), Selection(0, 11, 15)])
    assert decision.cut(text, Selection(0, 11, 15)) is None


def test_names_that_are_all_of_the_words_tell_more_than_whole_words():
    text = counted("\U0001f600 well " + " ".join(f"lantern{n} pondering{n}" for n in range(30)))
    way = Convention("UTF-16 units", 1, 0, inclusive=False)
    cut = []
    for n in range(30):
        at = text.text.index(f"antern{n} pond")
        words = text.text[at : at + len(f"antern{n} pond")]
        cut.append(Selection(0, at + 1, at + 1 + len(words), words))
    decision = detect([text], cut)
    assert (decision.ways, decision.right) == ((way,), 30)
    unnamed = detect([text], [Selection(0, one.start, one.end) for one in cut])
    assert not unnamed.ways
