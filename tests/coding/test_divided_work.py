"""Coders of whom nothing shows that they read the same: whose codings are compared, and count."""

import pandas as pd
import pytest

from aft_themes.catalog import CODER_ASSIGNMENTS
from aft_themes.coding.coder_assignments import assign_coders, notes_frame
from aft_themes.coding.divided_work import find_apart, mark_apart, notes_on_apart, say_apart
from aft_themes.coding.layers import whose_codings_count


def coded(*given):
    """Make codings: coder, interview, numbers of segments and, if they differ, codes."""
    rows = [
        (coder, interview, f"{interview}.{at}", codes[at % len(codes)])
        for coder, interview, numbers, *more in given
        for codes in (more[0] if more else ["a", "b"],)
        for at in numbers
    ]
    return pd.DataFrame(rows, columns=["coder", "interview", "segment_id", "code"])


def assigned_to(human, *, listed=False):
    pairs = human[["interview", "coder"]].drop_duplicates().sort_values(["interview", "coder"])
    return pairs.assign(
        rank=pairs.groupby("interview").cumcount() + 1, explicit=listed, apart=False
    )[CODER_ASSIGNMENTS.schema.names]


def apart(human, *, listed=False):
    """Name who is marked in which interview."""
    assigned = assigned_to(human, listed=listed)
    marked = mark_apart(assigned, find_apart(human, assigned))
    alone = marked[marked["apart"]]
    return sorted(zip(alone["interview"], alone["coder"], strict=True))


def test_two_who_divided_every_interview_are_apart():
    human = coded(
        *(("Ann", name, range(10)) for name in ("P1", "P2")),
        *(("Bo", name, range(10, 20)) for name in ("P1", "P2")),
    )
    assert apart(human) == [("P1", "Bo"), ("P2", "Bo")]
    assert apart(human, listed=True) == []  # a person says that both read all of it


@pytest.mark.parametrize(("shared", "together"), [(10, True), (9, False)])
def test_a_tenth_of_the_segments_is_enough(shared, together):
    # 100 segments that either coded, spread so that no interview has 20 of them
    human = coded(
        *(("Ann", f"P{at}", range(10 if at < shared else 9)) for at in range(10)),
        *(("Bo", f"P{at}", [0 if at < shared else 9]) for at in range(10)),
    )
    assert (apart(human) == []) == together


@pytest.mark.parametrize(
    ("of", "shared", "together"), [(6, 3, True), (5, 2, False), (4, 2, True), (2, 1, True)]
)
def test_one_or_two_shared_segments_show_something_only_where_they_are_half(of, shared, together):
    human = coded(("Ann", "P1", range(of)), ("Bo", "P1", range(shared)))
    assert (apart(human) == []) == together


def test_a_single_coding_in_another_coders_interview_is_no_second_reading():
    human = coded(("Ann", "P1", range(40)), ("Bo", "P1", [4]), ("Bo", "P2", range(30)))
    assert apart(human) == [("P1", "Bo")]


def test_interviews_that_both_coded_stay_though_others_were_looked_at():
    both = [(coder, "P1", range(30)) for coder in ("Ann", "Bo")]
    looked = [("Ann", f"Q{at}", range(30)) for at in range(20)]
    single = [("Bo", f"Q{at}", [3]) for at in range(20)]
    found = apart(coded(*both, *looked, *single))
    assert {interview for interview, _ in found} == {f"Q{at}" for at in range(20)}
    assert {coder for _, coder in found} == {"Bo"}


@pytest.mark.parametrize(("number", "shared", "together"), [(10, 2, False), (10, 3, True)])
def test_people_who_look_for_other_codes_are_apart_though_they_code_the_same_places(
    number, shared, together
):
    one = [f"a{at}" for at in range(number)]
    other = [*one[:shared], *(f"b{at}" for at in range(number - shared))]
    human = coded(("Ann", "P1", range(20), one), ("Bo", "P1", range(20), other))
    assert (apart(human) == []) == together


def test_of_nine_codes_little_can_be_told():
    one, other = [f"a{at}" for at in range(9)], [f"b{at}" for at in range(9)]
    human = coded(("Ann", "P1", range(20), one), ("Bo", "P1", range(20), other))
    assert apart(human) == []


def test_a_third_coder_who_looked_in_does_not_part_two_who_agree():
    human = coded(("Ann", "P1", [4]), ("Bo", "P1", range(40)), ("Cy", "P1", range(38)))
    assert apart(human) == [("P1", "Ann")]


def test_three_who_divided_the_work_leave_one_to_lead():
    human = coded(
        ("Ann", "P1", range(10)), ("Bo", "P1", range(10, 20)), ("Cy", "P1", range(20, 30))
    )
    assigned = assigned_to(human)
    marked = mark_apart(assigned, find_apart(human, assigned))
    assert marked["apart"].tolist() == [False, True, True]
    assert whose_codings_count(marked)["coder"].tolist() == ["Ann", "Bo", "Cy"]


def test_every_pair_is_asked_about_with_its_numbers():
    human = coded(("Ann", "P1", range(10)), ("Bo", "P1", range(8, 20)), ("Cy", "P1", range(20, 30)))
    pairs = find_apart(human, assigned_to(human))
    notes = notes_frame(notes_on_apart(pairs))
    assert notes["subject"].tolist() == [
        "Coders Ann and Bo",
        "Coders Ann and Cy",
        "Coders Bo and Cy",
    ]
    assert (
        "have codings in the same 1 interview, but of the 20 segments that either coded, both "
        "coded 2."
    ) in notes["problem"].iloc[0]
    assert "interviews.csv, column `coders`" in notes["fix"].iloc[0]


def test_what_is_said_of_codes_counts_codes():
    one, other = [f"a{at}" for at in range(10)], [f"b{at}" for at in range(12)]
    human = coded(("Ann", "P1", range(24), one), ("Bo", "P1", range(24), other))
    (pair,) = find_apart(human, assigned_to(human))
    assert "of the 10 codes that one of them used, the other used 0" in say_apart(pair)


def test_a_study_that_nobody_coded_has_no_coders_to_compare():
    listed = pd.DataFrame({"interview": ["P1"], "coders": [[]]})
    assigned, _ = assign_coders(listed, ["P1"], coded(), [])
    marked = mark_apart(assigned, find_apart(coded(), assigned))
    assert marked.empty
    assert whose_codings_count(marked).empty
