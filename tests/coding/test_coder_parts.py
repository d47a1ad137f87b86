"""Files of codings that are parts of one coder's work."""

import pandas as pd
import pytest

from aft_themes.coding.coder_parts import name_by_interview


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
