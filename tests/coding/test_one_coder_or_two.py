"""Files of codings that are parts of one coder's work."""

import pandas as pd
import pytest

from aft_themes.coding.one_coder_or_two import join_parts


def rows_of(file, codes, coder="", interview="P01", words=None):
    """Give rows, each with words of its own that no other file codes, or with those given."""
    stem = file.partition(".")[0]
    own = words or [f"{stem} said something about {code}" for code in codes]
    return [
        {
            "file": file,
            "interview": interview,
            "quote": quote,
            "code": f"c{code}",
            "coder": coder or stem,
        }
        for code, quote in zip(codes, own, strict=True)
    ]


def joined(*rows, listed=()):
    frame = pd.DataFrame([row for part in rows for row in part])
    coded, notes = join_parts(frame, pd.DataFrame({"coders": [list(listed)]}))
    return sorted(set(coded["coder"])), [note.kind for note in notes]


FIRST = rows_of("q1.xlsx [sheet 2]", range(10)) + rows_of("q1.xlsx [sheet 3]", range(2))
ONE, TWO = (["q1"], ["parts_of_one_coder"]), (["q1", "q2"], [])


@pytest.mark.parametrize(("first_code", "found"), [(10, ONE), (8, ONE), (7, TWO), (0, TWO)])
def test_files_that_share_less_than_a_quarter_of_their_codes_are_parts(first_code, found):
    assert joined(FIRST, rows_of("q2.csv", range(first_code, first_code + 10))) == found


def test_nine_codes_tell_nothing():
    assert joined(FIRST, rows_of("q2.csv", range(20, 29))) == TWO


def test_a_named_or_listed_coder_and_one_of_other_interviews_stay():
    other = range(20, 30)
    assert joined(FIRST, rows_of("q2.csv", other, coder="Vera"))[0] == ["Vera", "q1"]
    assert joined(FIRST, rows_of("q2.csv", other), listed=("q2",)) == TWO
    assert joined(FIRST, rows_of("q2.csv", other, interview="P02")) == TWO


def test_three_parts_are_one_coder():
    rest = rows_of("q2.csv", range(20, 30)) + rows_of("q3.csv", range(30, 40))
    assert joined(FIRST, rest) == ONE


ASKED = (["q1", "q2"], ["perhaps_one_coder"])
SAID = [f"it was hard for us in week {week}" for week in range(10)]


@pytest.mark.parametrize(("shared", "found"), [(1, ASKED), (0, ONE)])
def test_two_people_code_the_same_words_and_one_does_not(shared, found):
    first = rows_of("q1.csv", range(10), words=[f"Well, {words}, yes." for words in SAID])
    other = [f"{words.upper()}!" for words in SAID[:shared]]
    other += [f"nobody helped them on day {day}" for day in range(10 - shared)]
    assert joined(first, rows_of("q2.csv", range(20, 30), words=other)) == found


def test_the_same_words_in_another_interview_are_other_words():
    first = rows_of("q1.csv", range(10), words=SAID) + rows_of("q1.csv", [1], interview="P02")
    other = rows_of("q2.csv", range(20, 30), words=SAID, interview="P02")
    assert joined(first, other) == ONE


@pytest.mark.parametrize(
    ("one", "other", "people"),
    [
        ("codes_AB", "codes_CD", True),
        ("codes ab", "codes cd", True),
        ("coder 1", "coder 2", True),
        ("Rater_X final", "Rater_Y final", True),
        ("RQ 1", "RQ 2", False),
        ("part A", "part B", False),
        ("codes_RQ", "codes_AB", False),
        ("codes_AB", "codes_AB_CD", False),
    ],
)
def test_initials_tell_people_apart(one, other, people):
    rows = rows_of(f"{one}.csv", range(10)), rows_of(f"{other}.csv", range(20, 30))
    assert joined(*rows)[1] == ["perhaps_one_coder" if people else "parts_of_one_coder"]
