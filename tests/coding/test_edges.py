"""Placing of quotes, notes and rows of reviews at the edges of their rules."""

import pandas as pd
import pytest
from openpyxl import Workbook

from aft_themes.catalog import CODING_NOTES, REPLACEMENTS
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.coding.coder_assignments import Note, notes_frame
from aft_themes.coding.letters import join_turns
from aft_themes.coding.quotes import (
    CUT_IN_A_WORD,
    Place,
    Problem,
    QuoteFinder,
    _least_alike,
    _near,
    _shared_length,
    _widen,
)
from aft_themes.coding.review import read_reviews
from aft_themes.corpus.segments import place_turns
from aft_themes.io.parquet import check, empty_frame

SAID = (
    "How was the tape for you?",
    "The follow-up was hard. Nobody had told me how the room would go quiet.",
)
BOOK = Codebook("t", "1", (Code("tasks", "Tasks", "", "", ""),))


def found(quote, turn="", said=SAID):
    read = pd.DataFrame(
        [("P01", n, "participant", text) for n, text in enumerate(said, 1)],
        columns=["interview", "turn", "role", "text"],
    ).assign(start_s=None, end_s=None, locator="", speaker="P")
    return QuoteFinder(read, place_turns(read, empty_frame(REPLACEMENTS))).find("P01", turn, quote)


def test_a_word_of_twelve_letters_may_be_cut_and_several_words_of_six_that_stand_once():
    long = ("The misunderstanding went on. It was red, and it was rough.",)
    assert isinstance(found("isunderstan", said=long), Problem)
    assert isinstance(found("isunderstand", said=long), Place)
    assert isinstance(found("was r", said=long), Problem)
    assert isinstance(found("t was r", said=long), Problem)  # twice
    assert isinstance(found("as rou", said=long), Problem)
    assert isinstance(found("as roug", said=long), Place)
    place = found("ollow-up was ha")
    assert isinstance(place, Place)
    assert place.how == CUT_IN_A_WORD
    (piece,) = place.pieces
    assert SAID[1][piece.start : piece.end] == "follow-up was hard"


@pytest.mark.parametrize(
    ("letters", "named", "least"),
    [(17, True, 0.8), (18, True, 0.7), (17, False, 0.82), (18, False, 0.82)],
)
def test_from_eighteen_letters_words_of_the_named_turn_may_differ_more(letters, named, least):
    assert _least_alike(["abc defghijklmnopqrstuvw"[: letters + 1], "abc"], named=named) == least


@pytest.mark.parametrize(("quote", "kind"), [("zebra", "too_short"), ("zebra or not", "not_found")])
def test_six_letters_are_enough_to_look_for_changed_words_in_the_named_turn(quote, kind):
    problem = found(quote, "2")
    assert isinstance(problem, Problem)
    assert problem.kind == kind


def test_notes_are_listed_once_for_each_kind_and_file():
    notes = [Note("file_not_read", "a.csv", "is empty.", "export it."),
             Note("file_not_read", "a.csv", "is empty, too.", "export it."),
             Note("file_not_read", "b.csv", "is empty.", "export it.")]  # fmt: skip
    frame = notes_frame(notes)
    check(frame, CODING_NOTES)
    assert frame["subject"].tolist() == ["a.csv", "b.csv"]
    assert frame["problem"].tolist() == ["is empty.", "is empty."]
    assert notes_frame([]).empty
    check(notes_frame([]), CODING_NOTES)


def test_rows_of_a_review_are_numbered_as_the_workbook_shows_them(tmp_path):
    book = Workbook()
    book.active.append(["Note"])  # another sheet, which is none of ours
    sheet = book.create_sheet("Review")
    sheet.append(["Interview", "Turn", "Segment", "Code", "Suggested valence", "Decision"])
    for turn, decision in ((2, "accept"), (4, ""), (6, "Reject")):
        sheet.append(["P01", turn, "", "tasks", "Benefit", decision])
    book.save(tmp_path / "filled.xlsx")
    decisions = read_reviews([tmp_path / "filled.xlsx"], BOOK)
    told = decisions[["file", "sheet", "row", "turn", "decision", "valence"]].to_numpy().tolist()
    assert told == [
        ["filled.xlsx", "Review", 2, "2", "accept", "benefit"],
        ["filled.xlsx", "Review", 4, "6", "reject", "benefit"],
    ]


def test_a_place_inside_words_is_widened_to_their_ends_and_no_further():
    letters = join_turns({1: "we sang softly", 2: "and left"})
    inside = letters.key.index("ng"), letters.key.index("tly")
    start, end = _widen(letters, *inside)
    assert letters.key[start:end] == "sangsoftly"
    assert _widen(letters, start, end) == (start, end)
    assert _widen(letters, 0, len(letters.key)) == (0, len(letters.key))


@pytest.mark.parametrize(
    ("text", "wanted", "shared"),
    [("abcd", "abxd", 2), ("abc", "abcdef", 3), ("abcdef", "abc", 3), ("x", "y", 0), ("", "a", 0)],
)
def test_what_two_texts_share_ends_at_the_first_difference(text, wanted, shared):
    assert _shared_length(text, wanted) == shared


def test_a_long_quote_may_go_on_behind_the_turn_that_is_named():
    before = "Nothing of this is meant, it only stands before what is looked for. " * 3
    said = "I watched the tape again and again until I heard how little I had said"
    letters = join_turns({1: before, 2: "Well, I watched the tape again", 3: said[24:]})
    begin = len(join_turns({1: before}).key)
    end = begin + len("wellIwatchedthetapeagain")
    key = "".join(said.replace("heard", "herd").split()).lower()
    (found,) = _near(letters, key, begin, end, named=True)[:1]
    assert found.likeness > 0.9
    assert (found.start, found.end) == (begin + len("well"), len(letters.key))
    narrow = _near(letters, key, begin, end, named=False)
    assert not narrow or narrow[0].likeness < found.likeness


def test_of_two_places_in_the_named_turn_the_one_that_begins_there_is_meant():
    said = ("In the end so it was,", "so it was, so it was and no more.")
    place = found("so it was, so it was", "2", said)
    assert isinstance(place, Place)
    assert [(piece.turn, piece.start) for piece in place.pieces] == [(2, 0)]


def test_the_parts_of_an_abridged_quote_are_meant_where_they_stand_closest():
    far = "We watched the tape together, and for a long while afterwards it was hard."
    near = "We watched the tape together; yes, it was hard."
    place = found("We watched the tape together ... it was hard", said=(far, "Mm.", near))
    assert isinstance(place, Place)
    assert {piece.turn for piece in place.pieces} == {3}
