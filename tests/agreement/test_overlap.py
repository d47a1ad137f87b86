"""Whose codings are nearly a subset of whose."""

import pandas as pd
import pytest

from aft_themes.agreement.overlap import Overlap, count_overlaps, say_overlap

SUBSET = "are nearly a subset of"


def coded(**by_coder):
    rows = [
        (coder, segment.split(".")[0], segment, code)
        for coder, given in by_coder.items()
        for segment, code in given
    ]
    return pd.DataFrame(rows, columns=["coder", "interview", "segment_id", "code"])


def test_only_interviews_that_both_coded_are_compared():
    human = coded(A=[("P1.1", "a"), ("P1.2", "b"), ("P2.1", "a")], B=[("P1.1", "a")])
    assigned = pd.DataFrame({"coder": ["A", "A", "B"], "interview": ["P1", "P2", "P1"]})
    assert count_overlaps(human, assigned) == (Overlap("A", "B", 1, 2, 1),)
    assert count_overlaps(human, assigned[:2]) == ()


@pytest.mark.parametrize(
    ("overlap", "inner"),
    [
        (Overlap("A", "B", 95, 120, 100), "B"),
        (Overlap("A", "B", 94, 120, 100), ""),
        (Overlap("A", "B", 95, 100, 120), "A"),
        (Overlap("A", "B", 20, 30, 20), "B"),
        (Overlap("A", "B", 19, 30, 19), ""),  # too few to say
        (Overlap("A", "B", 99, 100, 101), ""),  # they agree: neither is a part of the other
    ],
)
def test_a_subset_is_said_where_one_coder_left_out_what_the_other_gave(overlap, inner):
    said = say_overlap(overlap)
    assert (SUBSET in said) == bool(inner)
    if inner:
        assert f"Coder {inner}'s codings {SUBSET}" in said
        assert f"says how much coder {inner} left out" in said


@pytest.mark.parametrize(
    ("shared", "fewer", "hardly"), [(0, 20, True), (1, 20, False), (0, 19, False)]
)
def test_hardly_any_shared_codings_are_said_to_tell_nothing_of_two_readings(shared, fewer, hardly):
    said = say_overlap(Overlap("A", "B", shared, 100, fewer))
    assert ("These are hardly any" in said) == hardly
