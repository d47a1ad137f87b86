"""Coverage of estimated prevalences: studies are invented, a part is coded, the rest estimated.

    .venv/bin/python benchmarks/prevalence.py

Each row invents 4,000 studies of 36 participants in which a theme has the prevalence, and in which
a machine labels each participant rightly with the accuracy. Twelve participants, drawn at random,
are coded. The interval should cover the number that coding all 36 would give in at least 95 of 100
studies, and never be wider than the one from the twelve alone.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass

import numpy as np

from aft_themes.themes.prevalence import Stratum, estimate_prevalence

ACCURACIES = (0.6, 0.75, 0.85, 0.95)
PREVALENCES = (0.1, 0.35, 0.65)
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Simulated:
    """What many invented studies show.

    Parameters
    ----------
    coverage, width : float
        Share of intervals that cover the truth, and their mean width, as a share of participants.
    people_coverage, people_width : float
        The same of the coded participants alone.
    machine_coverage, machine_bias : float
        How often a Wilson-like interval around the uncorrected machine share would cover, and the
        mean error of that share.
    wider : int
        Intervals that are wider than those of people alone.
    """

    coverage: float
    width: float
    people_coverage: float
    people_width: float
    machine_coverage: float
    machine_bias: float
    wider: int


def simulate(
    accuracy: float, prevalence: float, *, studies: int, people: int, coded: int, seed: int
) -> Simulated:
    """Invent studies, estimate each, and compare with the truth."""
    random = np.random.default_rng(seed)
    truth = random.random((studies, people)) < prevalence
    right = random.random((studies, people)) < accuracy
    label = np.where(right, truth, ~truth)
    cells = Counter(map(_cells, truth, label, [coded] * studies))
    found = np.array([(*_judge(*key, people), times) for key, times in cells.items()], float)
    means = (found[:, :-1] * found[:, -1:]).sum(axis=0) / studies
    return Simulated(*means[:-1].tolist(), wider=int((found[:, -2] * found[:, -1]).sum()))


def _cells(truth: np.ndarray, label: np.ndarray, coded: int) -> tuple[int, ...]:
    """Count what an estimate sees, and the truth; the first participants are the coded ones."""
    seen, says = truth[:coded], label[:coded]
    return (
        int(says.sum()),
        int((seen & says).sum()),
        int(label[coded:].sum()),
        coded - int(says.sum()),
        int((seen & ~says).sum()),
        int((~label[coded:]).sum()),
        int(truth.sum()),
    )


def _judge(*cells: int) -> tuple[float, ...]:
    labelled, others, truth, people = Stratum(*cells[:3]), Stratum(*cells[3:6]), *cells[6:]
    found = estimate_prevalence(labelled, others, CONFIDENCE)
    share = (labelled.coded + labelled.uncoded) / people
    reach = 1.96 * np.sqrt(share * (1 - share) / people)
    width, alone = found.high - found.low, found.people_high - found.people_low
    return (
        found.low <= truth <= found.high,
        width / people,
        found.people_low <= truth <= found.people_high,
        alone / people,
        abs(share - truth / people) <= reach,
        share - truth / people,
        width > alone,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=4000)
    parser.add_argument("--people", type=int, default=36)
    parser.add_argument("--coded", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    given = vars(parser.parse_args())
    print(
        "| prevalence | accuracy | covers | width | people alone | width | machine alone | wider |"
    )
    print("|---" * 8 + "|")
    for prevalence in PREVALENCES:
        for accuracy in ACCURACIES:
            found = simulate(accuracy, prevalence, **given)
            print(
                f"| {prevalence:.2f} | {accuracy:.2f} | {found.coverage:.3f} | {found.width:.2f} | "
                f"{found.people_coverage:.3f} | {found.people_width:.2f} | "
                f"{found.machine_coverage:.2f} | {found.wider} |"
            )


if __name__ == "__main__":
    main()
