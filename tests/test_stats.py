"""Resamples, intervals and kappa that several chapters share."""

import os
import subprocess
import sys

import numpy as np
import pytest

from aft_themes.stats import (
    bootstrap_rows,
    bootstrap_weights,
    fewest_for_interval,
    interval_weights,
    kappa,
    least_that_fits,
    percentile_interval,
    ratio,
    why_no_interval,
    wilson,
)


def test_an_interval_needs_half_of_the_resamples():
    values = np.arange(10.0)[:, None].repeat(3, axis=1)
    values[:5, 1] = np.nan  # half of them
    values[:6, 2] = np.nan
    low, high = percentile_interval(values, 0.8)
    assert low[:2] == pytest.approx([0.9, 5.4])
    assert high[:2] == pytest.approx([8.1, 8.6])
    assert np.isnan(low[2]) and np.isnan(high[2])


@pytest.mark.parametrize(
    ("confidence", "people"), [(0.5, 2), (0.75, 3), (0.9, 5), (0.95, 6), (0.99, 8)]
)
def test_an_interval_takes_as_many_people_as_can_reach_its_confidence(confidence, people):
    assert fewest_for_interval(confidence) == people
    assert interval_weights(people - 1, 7, 1, confidence).shape == (0, people - 1)
    assert interval_weights(people, 7, 1, confidence).shape == (7, people)


def test_resamples_of_fewer_people_would_miss_the_median_too_often():
    random = np.random.default_rng(0)
    held = []
    for _ in range(400):
        values = random.normal(size=3)
        drawn = bootstrap_weights(3, 200, int(random.integers(1000))) @ values / 3
        low, high = percentile_interval(drawn[:, None], 0.95)
        held.append(low[0] <= 0 <= high[0])
    assert np.mean(held) < 0.8  # three fourths at most, and not the 95% that would be printed


def test_people_who_were_not_resampled_are_too_few_or_nobody_asked():
    assert why_no_interval(1000, 0.95) == "fewer than 6 participants"
    assert why_no_interval(0, 0.95) == "no resamples"


def test_no_resamples_give_no_interval():
    low, high = percentile_interval(np.zeros((0, 2, 3)), 0.95)
    assert low.shape == high.shape == (2, 3)
    assert np.isnan(low).all() and np.isnan(high).all()


def test_kappa_of_a_published_table():
    # Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, table 18.1
    table = np.array([[75.0, 1, 4], [5, 4, 1], [0, 0, 10]])
    assert kappa(table) == pytest.approx(0.676, abs=5e-4)
    assert np.isnan(kappa(np.array([[9.0, 0], [0, 0]]))), "chance agreement is complete"


def test_weights_and_rows_draw_whole_interviews():
    weights = bootstrap_weights(4, 50, 1)
    assert weights.shape == (50, 4)
    assert (weights.sum(axis=1) == 4).all()
    groups = np.array(["a", "b", "b", "c"], dtype=object)
    for rows in bootstrap_rows(groups, 20, 1):
        drawn = np.bincount(rows, minlength=4)
        assert drawn[1] == drawn[2]
        assert drawn[0] + drawn[1] + drawn[3] == 3


def test_what_cannot_be_divided_is_missing():
    assert ratio(np.array([1.0, 0.0]), np.array([2.0, 0.0])) == pytest.approx(
        [0.5, np.nan], nan_ok=True
    )


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1),
        (0, 0, 0, 1),
    ],
)
def test_wilsons_interval_is_the_published_one(successes, trials, low, high):
    assert wilson(successes, trials, 0.95) == pytest.approx((low, high), abs=5e-5)


def test_wilsons_interval_ends_at_exactly_nothing_and_everything():
    assert wilson(0, 7, 0.95)[0] == 0
    assert wilson(7, 7, 0.95)[1] == 1
    low, high = wilson(3, 7, 0.8)
    wide = wilson(3, 7, 0.95)
    assert wide[0] < low < 3 / 7 < high < wide[1]


def test_libraries_that_are_loaded_later_keep_to_one_core() -> None:
    code = (
        "from aft_themes.stats import one_core\n"
        "with one_core():\n"
        "    import scipy.linalg, sklearn.cluster, threadpoolctl\n"
        "    found = threadpoolctl.threadpool_info()\n"
        "print(len(found) > 1, {one['num_threads'] for one in found})"
    )
    many = {**os.environ, "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=many
    )
    assert said.stdout.split(maxsplit=1) == ["True", "{1}\n"]


@pytest.mark.parametrize(
    ("numbers", "most", "least"),
    [([5, 3, 3, 1], 3, 3), ([5, 3, 3, 1], 2, 5), ([4, 4, 4], 2, 4), ([1], 1, 1), ([2, 0], 5, 0)],
)
def test_equal_numbers_are_shown_together_or_not_at_all(numbers, most, least):
    assert least_that_fits(numbers, most) == least
