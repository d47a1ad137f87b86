"""Files of codings that are parts of one coder's work."""

import pandas as pd
import pytest

from aft_themes.coding.coder_parts import join_parts, name_by_interview


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


def named(*files, listed=(), interviews=("P01", "P02")):
    coded = pd.DataFrame(
        [
            {
                "file": f"{stem}.csv",
                "interview": interview,
                "hint": stem,
                "coder": coder or stem,
                "code": "c",
            }
            for stem, interview, coder in files
        ]
    )
    known = pd.DataFrame(
        {
            "interview": interviews,
            "file": [f"{one}.docx" for one in interviews],
            "coders": [list(listed)] * len(interviews),
        }
    )
    found, _, notes = name_by_interview(coded, (), known)
    return list(zip(found["interview"], found["coder"], strict=True)), len(notes)


@pytest.mark.parametrize(
    ("one", "two", "coder"),
    [
        ("Ann_P01", "Ann_P02", "Ann"),
        ("P01 - Ann (final)", "p02 ann", "Ann"),
        ("P01", "P02", "coder"),
        ("Codings P01", "Codings P02", "coder"),
        ("Interview 1 Ann", "Interview 2 Ann", "Ann"),
        ("coder1_P01", "coder1_P02", "coder1"),
    ],
)
def test_files_called_after_interviews_are_one_coders(one, two, coder):
    found, notes = named((one, "", ""), (two, "", ""))
    assert [interview for interview, _ in found] == ["P01", "P02"]
    assert {who.casefold() for _, who in found} == {coder.casefold()}
    assert notes >= 1


@pytest.mark.parametrize(
    "file",
    [
        ("Ann_P01", "P02", ""),  # its rows are of another interview
        ("Ann_P01", "P01", "Vera"),  # a column names the coder
        ("Ann_P01_P02", "", ""),  # of two interviews
        ("Ann", "P01", ""),
        ("coder_P01", "", ""),  # a coder whose id is also an interview's
    ],
)
def test_other_files_keep_their_coder(file):
    assert named(file) == ([(file[1], file[2] or file[0])], 0)


def test_a_listed_coder_may_have_an_interviews_name():
    assert named(("P01", "", ""), listed=("P01",)) == ([("", "P01")], 0)
