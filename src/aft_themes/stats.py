"""Statistics that several chapters share: resamples and their intervals, kappa, Wilson interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_DEFINED = 0.5
"""Share of resamples below which an interval would mislead: it would rest on the minority in
which the statistic happens to be defined."""


@contextmanager
def one_core() -> Iterator[None]:
    """Let libraries use one core: several round sums differently, and machines have others."""
    import sklearn  # noqa: F401  # what it loads can be limited only once it is loaded
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(1):
        yield


def bootstrap_weights(interviews: int, resamples: int, seed: int) -> Floats:
    """Draw how often each interview is in each resample; (resamples, interviews)."""
    random = np.random.default_rng(seed)
    drawn = random.multinomial(interviews, np.full(interviews, 1 / interviews), size=resamples)
    return drawn.astype(np.float64)


def interval_weights(people: int, resamples: int, seed: int, confidence: float) -> Floats:
    """Draw the resamples that an interval rests on; none of fewer people than it takes."""
    enough = people >= fewest_for_interval(confidence)
    return bootstrap_weights(people, resamples if enough else 0, seed)


def fewest_for_interval(confidence: float) -> int:
    """Count the people from whom resamples can reach the confidence that is printed: 6 for 95%.

    Resamples of n people stay between what the lowest and the highest of the n say. The median of
    all people lies outside with a probability of 2 * .5 ** n, however many resamples are drawn
    (Thompson, 1936, Annals of Mathematical Statistics 7, 122-128).
    """
    return next(people for people in count(2) if 1 - 2 * 0.5**people >= confidence)


def why_no_interval(resamples: int, confidence: float) -> str:
    """Say why people were not resampled."""
    if not resamples:
        return "no resamples"
    return f"fewer than {fewest_for_interval(confidence)} participants"


def bootstrap_rows(groups: NDArray[np.object_], resamples: int, seed: int) -> Iterator[Ints]:
    """Yield the rows of interviews drawn with replacement, for models that take no weights.

    The rows of an interview that is drawn twice come twice.
    """
    names, codes = np.unique(groups, return_inverse=True)
    rows_of = [np.flatnonzero(codes == i) for i in range(len(names))]
    random = np.random.default_rng(seed)
    for _ in range(resamples):
        yield np.concatenate([rows_of[i] for i in random.integers(len(names), size=len(names))])


def percentile_interval(values: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Return percentiles over resamples (first axis); NaN where most resamples are undefined."""
    low, high = np.full(values.shape[1:], np.nan), np.full(values.shape[1:], np.nan)
    if not len(values):
        return low, high
    usable = np.isfinite(values).mean(axis=0) >= LEAST_DEFINED
    if usable.any():
        tail = (1 - confidence) / 2
        low[usable], high[usable] = np.nanquantile(values[:, usable], [tail, 1 - tail], axis=0)
    return low, high


def ratio(above: Floats, below: Floats) -> Floats:
    """Divide; NaN where the divisor is 0, because the statistic is undefined there."""
    result = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    np.divide(above, below, out=result, where=below != 0)
    return result


def kappa(tables: Floats) -> Floats:
    """Cohen's kappa of two coders (1960, Educ Psychol Meas 20, 37-46).

    Tables hold counts of how often they gave which two values, (..., values, values); NaN where
    chance agreement is complete.
    """
    n = tables.sum(axis=(-1, -2))
    expected = (tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1)
    agreed = n * np.trace(tables, axis1=-2, axis2=-1)
    return ratio(agreed - expected, n * n - expected)


def wilson(successes: int, trials: int, confidence: float) -> tuple[float, float]:
    """Wilson score interval of a proportion; from 0 to 1 where there are no trials.

    Wilson (1927), Journal of the American Statistical Association 22, 209-212, without
    continuity correction.
    """
    if not trials:
        return 0.0, 1.0
    share, squared = successes / trials, NormalDist().inv_cdf((1 + confidence) / 2) ** 2
    middle = share + squared / (2 * trials)
    reach = (squared * (share * (1 - share) / trials + squared / (4 * trials**2))) ** 0.5
    low, high = ((middle + sign * reach) / (1 + squared / trials) for sign in (-1, 1))
    # rounding leaves 1e-17 where the bound is exactly 0, or 1
    return low if successes else 0.0, high if successes < trials else 1.0


def least_that_fits(numbers: Sequence[int], most: int) -> int:
    """Find from which number on at most ``most`` of them are left; the highest if more share it."""
    order = sorted(numbers, reverse=True)
    fitting = [number for number in order[:most] if number > max(order[most:], default=-1)]
    return min(fitting, default=order[0])
