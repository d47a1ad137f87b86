"""Quotes that programs and mice cut across labels are placed on the words that were coded."""

import pandas as pd
import pytest

from aft_themes.catalog import REPLACEMENTS
from aft_themes.coding.left_out import LeftOut
from aft_themes.coding.placing import place_codings
from aft_themes.coding.quotes import Ambiguous, Place, QuoteFinder
from aft_themes.corpus.segments import make_segments, place_turns
from aft_themes.io.parquet import empty_frame
from aft_themes.settings import SegmentSettings

TALK = (
    ("Kit Moor", "interviewer", "And the hall, what of it?"),
    ("Ms. Hale", "participant", "It stayed up. Mm. Dark \u2026 and at four at least it was wide."),
    ("Kit Moor", "interviewer", "Mm."),
    ("Ms. Hale", "participant", "Yeah. I saw the whole guild at the door."),
    ("Kit Moor", "interviewer", "Yeah?"),
    ("Ms. Hale", "participant", "Yeah. They carried lanterns round the pond."),
)  # fmt: skip


def turns_of(talk):
    return pd.DataFrame(
        [("P01", n, role, text, who) for n, (who, role, text) in enumerate(talk, 1)],
        columns=["interview", "turn", "role", "text", "speaker"],
    ).assign(participant="P01", start_s=None, end_s=None, locator="line 1")


def finder_of(talk=TALK):
    read = turns_of(talk)
    return QuoteFinder(read, place_turns(read, empty_frame(REPLACEMENTS)))


def words(found, talk=TALK):
    assert isinstance(found, Place)
    return [
        (one.turn, talk[one.turn - 1][2][one.start : one.end].strip(".")) for one in found.pieces
    ]


@pytest.mark.parametrize(
    ("quote", "turn"),
    [("Kit Moor: Mm.", 3), ("Ms. Hale: Mm.", 2), ("Kit Moor: Yeah?", 5), ("KIT MOOR 02:11 Mm.", 3)],
)
def test_the_label_before_a_quote_says_whose_turn_it_is(quote, turn):
    found = finder_of().find("P01", "", quote)
    if quote.startswith("KIT"):  # a bare label counts in its own letter case only
        assert isinstance(found, Ambiguous)
    else:
        assert words(found)[0][0] == turn


def test_a_word_that_is_also_a_label_is_a_word():
    talk = (("Q", "interviewer", "Is it a lamp?"), ("A", "participant", "A lamp, a big one, a"))
    found = finder_of(talk).find("P01", "", "a")
    assert isinstance(found, Ambiguous)
    assert len(found.places) == 4
    assert words(finder_of(talk).find("P01", "1", "a"), talk) == [(1, "a")]


def test_a_label_that_fits_two_turns_leaves_a_question():
    found = finder_of().find("P01", "", "Ms. Hale: Yeah.")
    assert isinstance(found, Ambiguous)
    assert [place.turn for place in found.places] == [4, 6]


@pytest.mark.parametrize(
    "quote",
    [
        "at four at least it was wide. Kit Moor Mm. Ms. Hale Yeah.",
        "at four at least it was wide. Kit Moor 02:11 Mm. Ms. Hale 02:12 Yeah.",
        "at four at least it was wide.\nKit Moor\nMm.\nMs. Hale\nYeah.",
        "Hale: at four at least it was wide. Kit Moor: Mm. Ms. Hale: Yeah. ",
        "at four at least it was wide. Kit Moor: Mm. Ms. Hale: Yeah.",
    ],
)
def test_labels_without_a_colon_or_cut_are_no_words(quote):
    assert words(finder_of().find("P01", "", quote)) == [
        (2, "at four at least it was wide"),
        (3, "Mm"),
        (4, "Yeah"),
    ]


@pytest.mark.parametrize("cut", ["Kit Moo", "K", "Kit Moor:", "Kit Moor"])
def test_a_label_cut_at_the_end_adds_no_words_of_the_next_turn(cut):
    found = finder_of().find("P01", "", f"I saw the whole guild at the door. {cut}")
    assert words(found) == [(4, "I saw the whole guild at the door")]


def test_a_name_that_is_said_is_no_label():
    talk = (*TALK, ("Kit Moor", "interviewer", "So Ms. Hale Mm. left."))
    assert words(finder_of(talk).find("P01", "", "So Ms. Hale Mm. left."), talk)[0][0] == 7


def test_few_words_that_are_cut_are_placed_where_only_one_place_has_them():
    assert words(finder_of().find("P01", "", "e whole gui")) == [(4, "the whole guild")]


def placed(*quotes, tmp_path, position=""):
    read = turns_of(TALK)
    file = tmp_path / "P01.txt"
    file.write_text("\n".join(f"{who}: {text}" for who, _, text in TALK), "utf-8")
    coded = pd.DataFrame(quotes, columns=["turn", "quote", "position"]).assign(
        interview="P01", coder="A", file="a.csv", code="tasks", valence="none"
    )
    coded["file_row"] = range(2, len(coded) + 2)
    where = place_turns(read, empty_frame(REPLACEMENTS))
    return place_codings(
        coded,
        read,
        where,
        make_segments(read, where, SegmentSettings()),
        min_overlap=0.5,
        codebook_version="1",
        left_out=LeftOut({"P01": file}),
    )


def test_letters_within_words_are_not_called_a_title(tmp_path):
    found = placed(("", "hole g", ""), tmp_path=tmp_path)
    assert found.unplaced["kind"].tolist() == ["too_short"]
    assert "within words" in found.unplaced["reason"].iloc[0]


def test_a_position_chooses_among_places_in_a_turn(tmp_path):
    before = len(TALK[0][2]) + 1
    at = [before + place for place in (TALK[1][2].index("at four"), TALK[1][2].index("at least"))]
    found = placed(("2", "at", str(at[0])), ("2", "at", str(at[1])), tmp_path=tmp_path)
    starts = found.quotes["evidence_start"].tolist()
    assert [before + start for start in starts] == at
    elsewhere = placed(("2", "at", "3"), tmp_path=tmp_path)  # a number of another kind
    assert elsewhere.quotes["evidence_start"].tolist() == [at[0] - before]


def test_rows_without_a_position_have_no_place_among_those_that_have_one(tmp_path):
    begins = 0
    rows = []
    for turn, (_, _, text) in enumerate(TALK, 1):
        if turn in (2, 4):
            rows.append((str(turn), text[:20], str(begins)))
        begins += len(text) + 1
    found = placed(("", "Yeah", ""), *rows, tmp_path=tmp_path)  # it sorts before the others
    assert found.unplaced["kind"].tolist() == ["found_twice"]
