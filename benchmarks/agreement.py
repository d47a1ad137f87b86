"""Time agreement against the krippendorff and nltk packages doing the same work.

Run ``python benchmarks/agreement.py`` (about three minutes on two cores; ``--quick`` for a
tenth). Every comparison first checks that the results are the same.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence

import krippendorff
import numpy as np
import pandas as pd
from nltk.metrics.agreement import AnnotationTask
from scipy import sparse

from aft_themes.agreement import (
    cohen_kappa,
    krippendorff_alpha,
    masi_distance,
    measure_agreement,
    tally_codes,
    tally_sets,
)
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.settings import Settings

CODES, DOMAINS = 50, 5
Matrix = sparse.csr_array


def invent(segments: int, interviews: int, seed: int = 0) -> tuple[list[Matrix], np.ndarray]:
    """Invent what two coders gave: about 1.2 codes per segment, half of them shared."""
    generator = np.random.default_rng(seed)
    rates = generator.dirichlet(np.full(CODES, 0.7)) * 1.2
    truth = generator.random((segments, CODES)) < rates
    coders = []
    for _ in range(2):
        kept = truth & (generator.random(truth.shape) < 0.75)
        coders.append(Matrix((kept | (generator.random(truth.shape) < rates / 4)).astype(float)))
    return coders, np.sort(np.arange(segments) % interviews)


def median_time(work: Callable[[], object], repeats: int) -> float:
    """Return the median wall time in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def draw(interviews: int, resamples: int) -> np.ndarray:
    """Draw how often each interview is in each resample."""
    generator = np.random.default_rng(1)
    return generator.multinomial(interviews, np.full(interviews, 1 / interviews), size=resamples)


def our_alphas(coders: list[Matrix], groups: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Alpha of each resample and code."""
    present = np.ones((weights.shape[1], 2), dtype=bool)
    return krippendorff_alpha(tally_codes(coders, present, groups).weighted(weights.astype(float)))


def their_alphas(dense: np.ndarray, groups: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Compute the same with krippendorff.alpha, whose units are repeated as they were drawn."""
    found = np.empty((len(weights), CODES))
    for resample, weight in enumerate(weights):
        units = np.repeat(np.arange(len(groups)), weight[groups])
        for code in range(CODES):
            values = dense[:, units, code]
            one_value = values.min() == values.max()
            found[resample, code] = (
                np.nan if one_value else krippendorff.alpha(values, level_of_measurement="nominal")
            )
    return found


def their_task(dense: np.ndarray, code: int) -> AnnotationTask:
    """Hand one code to nltk."""
    return AnnotationTask(
        [(str(c), str(u), int(v)) for c in range(2) for u, v in enumerate(dense[c, :, code])]
    )


def same(ours: np.ndarray, theirs: np.ndarray) -> None:
    """Stop if two implementations differ; where ours is undefined nltk says 1."""
    defined = ~np.isnan(ours)
    np.testing.assert_allclose(ours[defined], np.asarray(theirs)[defined], atol=1e-9)


def compare(segments: int, interviews: int, resamples: int, repeats: int) -> list[Sequence[object]]:
    """Time the same work in each package."""
    coders, groups = invent(segments, interviews)
    dense = np.stack([codes.toarray() for codes in coders]).astype(int)
    present = np.ones((interviews, 2), dtype=bool)
    weights, once = draw(interviews, resamples), np.ones((1, interviews))
    rows: list[Sequence[object]] = []

    same(our_alphas(coders, groups, weights[:2]), their_alphas(dense, groups, weights[:2]))
    ours = median_time(lambda: our_alphas(coders, groups, weights), repeats)
    theirs = median_time(lambda: their_alphas(dense, groups, weights), 3)
    rows.append(("alpha, bootstrap", segments, resamples, ours, "krippendorff", theirs))

    def all_nltk(statistic: str) -> np.ndarray:
        return np.array([getattr(their_task(dense, code), statistic)() for code in range(CODES)])

    tally = tally_codes(coders, present, groups).weighted(once)
    same(cohen_kappa(tally)[0], all_nltk("kappa"))
    for name, statistic in (("Cohen's kappa", "kappa"), ("alpha", "alpha")):
        measure = cohen_kappa if statistic == "kappa" else krippendorff_alpha
        ours = median_time(
            lambda measure=measure: measure(tally_codes(coders, present, groups).weighted(once)),
            repeats,
        )
        theirs = median_time(lambda statistic=statistic: all_nltk(statistic), 3)
        rows.append((name, segments, 0, ours, "nltk", theirs))

    few = min(segments, 1000)
    labels = [[frozenset(np.flatnonzero(row).tolist()) for row in one[:few]] for one in dense]
    task = AnnotationTask(
        [(str(c), str(u), codes) for c, one in enumerate(labels) for u, codes in enumerate(one)],
        distance=masi_distance,
    )
    short = [codes[:few] for codes in coders]

    def our_sets() -> np.ndarray:
        return tally_sets(short, present, groups[:few], "masi").alpha(once)

    same(our_sets()[0], task.alpha())
    theirs = median_time(task.alpha, 3)
    rows.append(("set-valued alpha", few, 0, median_time(our_sets, repeats), "nltk", theirs))
    return rows


def whole(segments: int, interviews: int, resamples: int) -> float:
    """Time the whole table: every measure, level and variant, intervals and set-valued alphas."""
    coders, groups = invent(segments, interviews)
    names = [f"d{n % DOMAINS}.c{n:02d}" for n in range(CODES)]
    ids = sorted([*names, *(f"d{n}" for n in range(DOMAINS))])
    book = Codebook("t", "1", tuple(Code(i, i, "d", "i", "e") for i in ids))
    places = [f"P{group:05d}" for group in groups]
    frame = pd.DataFrame(
        {
            "segment_id": [f"S{n:07d}" for n in range(segments)],
            "interview": places,
            "participant": places,
            "turn": np.arange(segments),
            "part": 1,
        }
    )
    codings = []
    for coder, matrix in zip("AB", coders, strict=True):
        given = matrix.tocoo()
        rows = frame.iloc[given.coords[0]][["segment_id", "interview"]].assign(
            code=[names[at] for at in given.coords[1]], coder=coder, layer="human", valence="none"
        )
        codings.append(rows)
    seats = pd.DataFrame([(p, c) for p in sorted(set(places)) for c in "AB"])
    seats.columns = pd.Index(["interview", "coder"])
    settings = Settings.model_validate({"agreement": {"resamples": resamples}})
    given_frames = (frame, pd.concat(codings, ignore_index=True), seats, book, settings)
    return median_time(lambda: measure_agreement(*given_frames), 3)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the size")
    scale = 10 if parser.parse_args().quick else 1
    print(
        f"| {CODES} codes, two coders | segments | resamples | ours, s | peer | peer, s | ratio |"
    )
    print("|---|--:|--:|--:|---|--:|--:|")
    for name, segments, resamples, ours, peer, theirs in [
        *compare(2_000 // scale, 40, 20, 5),
        *compare(20_000 // scale, 200, 2, 5),
    ]:
        print(
            f"| {name} | {segments:,} | {resamples or '-'} | {ours:.4f} | {peer} | {theirs:.2f} "
            f"| {theirs / ours:,.0f} |"
        )
    seconds = whole(100_000 // scale, 1000 // scale, 1000)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1e9 if sys.platform == "darwin" else 1e6
    )
    print(
        "\nThe whole table (every measure, level and variant, set-valued alphas, intervals): "
        f"{CODES} codes x {100_000 // scale:,} segments x 1,000 resamples in {seconds:.1f} s; "
        f"peak memory {memory:.2f} GB."
    )


if __name__ == "__main__":
    main()
