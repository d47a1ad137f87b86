"""Files of codings that are parts of one coder's work."""

import pandas as pd
import pytest

from aft_themes.coding.coder_parts import join_parts


def rows_of(file, codes, coder="", interview="P01"):
    stem = file.partition(".")[0]
    return [
        {"file": file, "interview": interview, "code": f"c{code}", "coder": coder or stem}
        for code in codes
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
