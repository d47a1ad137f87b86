"""Count how often a 95% interval of agreement holds the true one, by the number of participants.

    .venv/bin/python benchmarks/intervals.py

Participants are invented: each has 40 segments, their own share of segments with a code, and their
own care of two coders. The true alpha is that of 400,000 participants; the table of
docs/agreement.md is what this prints.
"""

from __future__ import annotations

import numpy as np

from aft_themes.stats import Floats, bootstrap_weights, percentile_interval, ratio

SEGMENTS, STUDIES, RESAMPLES, CONFIDENCE = 40, 1500, 1000, 0.95
SIZES = (2, 3, 4, 5, 6, 8, 12, 20, 40)


def invent(people: int, random: np.random.Generator) -> Floats:
    """Give the segments of each participant that both coders coded, that one did, and all."""
    rate, care = random.beta(2, 6, (people, 1)), random.beta(8, 2, (people, 1))
    shape = (people, SEGMENTS)
    true = random.random(shape) < rate
    one, other = (
        np.where(random.random(shape) < care, true, random.random(shape) < rate) for _ in range(2)
    )
    return np.column_stack(
        [(one & other).sum(axis=1), (one ^ other).sum(axis=1), np.full(people, SEGMENTS)]
    ).astype(np.float64)


def alpha(sums: Floats) -> Floats:
    """Krippendorff's alpha for two coders who said yes or no of every segment."""
    both, apart, segments = sums.T
    yes, values = 2 * both + apart, 2 * segments
    return 1 - ratio((values - 1) * apart, yes * (values - yes))


def main() -> None:
    """Print the table."""
    random = np.random.default_rng(1)
    (truth,) = alpha(invent(400_000, random).sum(axis=0, keepdims=True))
    print(f"true alpha {truth:.3f}\n\n| participants | held | mean width |\n|---|---|---|")
    for people in SIZES:
        ends = []
        for study in range(STUDIES):
            weights = bootstrap_weights(people, RESAMPLES, study)
            drawn = alpha(weights @ invent(people, random))[:, None]
            ends.append(np.ravel(percentile_interval(drawn, CONFIDENCE)))
        low, high = np.array(ends).T
        known = np.isfinite(low)
        held = ((low <= truth) & (truth <= high))[known].mean()
        print(f"| {people} | {held:.2f} | {(high - low)[known].mean():.2f} |")


if __name__ == "__main__":
    main()
