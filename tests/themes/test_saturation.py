"""Saturation: the measure of Guest, Namey and Chen (2020) and the cumulative curve."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aft_themes.catalog import SATURATION, SATURATION_CURVE
from aft_themes.io.parquet import check
from aft_themes.themes.saturation import (
    BASES,
    RUNS,
    THRESHOLDS,
    assess,
    saturation_curve,
    saturation_table,
)


def curve_of(new: list[int]) -> pd.DataFrame:
    """Make codings whose interviews bring so many new codes, and their curve."""
    pairs, code = [], 0
    for place, number in enumerate(new):
        for _ in range(number):
            pairs.append((f"P{place:02d}", f"c{code}"))
            code += 1
    codings = pd.DataFrame(pairs, columns=["participant", "code"])
    return saturation_curve(codings, [f"P{i:02d}" for i in range(len(new))], seed=1)


def test_worked_example():
    # base 4: 10 codes; interviews 5-6 bring 1 (10%), interviews 6-7 none
    new = [4, 3, 2, 1, 1, 0, 0, 0]
    row = assess(new, 4, 2, 0.05)
    assert (row["base_codes"], row["result"], row["participants"], row["share"]) == (
        10,
        "5+2",
        5,
        0,
    )
    assert assess(new, 4, 2, 0.10)["result"] == "4+2"
    assert assess(new, 4, 2, 0.10)["share"] == pytest.approx(0.1)
    assert assess(new, 4, 2, 0.0)["result"] == "5+2"
    assert assess(new, 4, 3, 0.0)["result"] == "5+3"
    assert assess(new, 5, 2, 0.0)["result"] == "5+2"


def test_steady_stream_of_new_codes_is_not_saturated():
    for base in BASES:
        for run in RUNS:
            row = assess([4] * 12, base, run, 0.05)
            assert (row["status"], row["participants"]) == ("not reached", None)
            assert row["share"] == pytest.approx(run / base)


@pytest.mark.parametrize("new", [[], [3], [3, 2, 1, 0, 0], [0, 0, 0, 0, 5, 1]])
def test_too_few_interviews_or_no_base_cannot_be_assessed(new: list[int]):
    assert assess(new, 4, 2, 0.05)["status"] == "not assessable"


def test_share_exactly_at_the_threshold_counts():
    # 1 of 20 is 5%
    assert assess([20, 0, 0, 0, 1, 0], 4, 2, 0.05)["result"] == "4+2"
    assert assess([19, 0, 0, 0, 1, 0], 4, 2, 0.05)["status"] == "not reached"


@pytest.mark.parametrize("scale", [3, 7, 11, 300])
def test_threshold_does_not_depend_on_binary_rounding(scale: int):
    assert assess([20 * scale, 0, 0, 0, scale, 0], 4, 2, 0.05)["status"] == "reached"


def test_table_has_all_twelve_settings_and_keeps_its_contract():
    table = saturation_table(curve_of([4, 3, 2, 1, 1, 0, 0, 0]))
    settings = set(zip(table["base"], table["run"], table["threshold"], strict=True))
    assert settings == {(b, r, t) for b in BASES for r in RUNS for t in THRESHOLDS}
    assert len(table) == 12
    check(table, SATURATION)
    assert set(saturation_table(curve_of([1]))["status"]) == {"not assessable"}
    check(saturation_table(curve_of([1])), SATURATION)


def test_curve_counts_first_uses_in_the_order_given():
    codings = pd.DataFrame(
        [("B", "x"), ("B", "x"), ("A", "x"), ("A", "y"), ("Z", "w")],
        columns=["participant", "code"],
    )
    curve = saturation_curve(codings, ["B", "A", "C"], seed=0)
    assert curve["new"].tolist() == [1, 1, 0]
    assert curve["cumulative"].tolist() == [1, 2, 2]  # Z is not among the interviews
    check(curve, SATURATION_CURVE)
    check(saturation_curve(codings, [], seed=0), SATURATION_CURVE)


def test_band_is_the_distribution_over_all_orders():
    # two interviews with three codes and one with none: after one interview 3, 3 or 0
    codings = pd.DataFrame(
        [(who, code) for who in "AB" for code in "xyz"], columns=["participant", "code"]
    )
    curve = saturation_curve(codings, ["A", "B", "C"], seed=3, permutations=4000, confidence=0.5)
    assert curve.loc[0, ["low", "median", "high"]].tolist() == [0, 3, 3]
    assert curve.loc[1, ["low", "median", "high"]].tolist() == [3, 3, 3]


def test_seed_decides_the_band():
    codings = pd.DataFrame(
        [(f"P{i}", f"c{i * j % 17}") for i in range(12) for j in range(1, 5)],
        columns=["participant", "code"],
    )
    ids = [f"P{i}" for i in range(12)]
    one = saturation_curve(codings, ids, seed=5, permutations=50)
    pd.testing.assert_frame_equal(one, saturation_curve(codings, ids, seed=5, permutations=50))
    assert not one.equals(saturation_curve(codings, ids, seed=6, permutations=50))
    shuffled = codings.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(one, saturation_curve(shuffled, ids, seed=5, permutations=50))


@given(
    st.lists(
        st.lists(st.integers(0, 9), max_size=5),
        min_size=1,
        max_size=8,
    )
)
def test_curve_agrees_with_counting_by_sets(used: list[list[int]]):
    ids = [f"P{i}" for i in range(len(used))]
    codings = pd.DataFrame(
        [(who, f"c{code}") for who, codes in zip(ids, used, strict=True) for code in codes],
        columns=["participant", "code"],
    )
    curve = saturation_curve(codings, ids, seed=0, permutations=20)
    seen: set[int] = set()
    for place, codes in enumerate(used):
        assert curve["new"].iloc[place] == len(set(codes) - seen)
        seen |= set(codes)
        assert curve["cumulative"].iloc[place] == len(seen)
    assert (curve["low"] <= curve["median"]).all()
    assert (curve["median"] <= curve["high"]).all()
    assert np.allclose(curve[["low", "high"]].iloc[-1], len(seen))  # every order ends there


@given(
    st.lists(st.integers(0, 6), max_size=20),
    st.sampled_from(BASES),
    st.sampled_from(RUNS),
    st.sampled_from(THRESHOLDS),
)
def test_reached_means_the_first_run_below_the_threshold(
    new: list[int], base: int, run: int, threshold: float
):
    row = assess(new, base, run, threshold)
    found = sum(new[:base])
    runs = [sum(new[i : i + run]) for i in range(base, len(new) - run + 1)]
    if not found or not runs:
        assert row["status"] == "not assessable"
        return
    good = [
        place for place, fresh in enumerate(runs) if 100 * fresh <= round(100 * threshold) * found
    ]
    assert row["result"] == (f"{base + good[0]}+{run}" if good else "not reached")
