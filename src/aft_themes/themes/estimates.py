"""Estimated prevalences: what full human coding would give, from a random part and a machine."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from aft_themes.catalog import THEME_ESTIMATES
from aft_themes.corpus.drawn_sample import drawn_participants
from aft_themes.io.parquet import rows
from aft_themes.themes.prevalence import Stratum, estimate_prevalence
from aft_themes.wording import count, some_of

LEAST_CODED = 8
"""Fewer coded participants tell next to nothing about the others: with eight, the interval of a
theme that half have is as wide as half the scale."""

_SHOWN = 5  # participants that a sentence names


def why_refused(
    people: Collection[str], sample: pd.DataFrame | None, coded: Collection[str]
) -> str:
    """Say why shares of all participants cannot be estimated; empty if they can.

    Parameters
    ----------
    people : collection of str
        Participants whose interviews were read.
    sample : pandas.DataFrame or None
        As :func:`aft_themes.corpus.drawn_sample.load_sample` gives it; None if nothing was drawn.
    coded : collection of str
        Participants all of whose interviews people coded.
    """
    if sample is None:
        return (
            "the participants whom people coded were not drawn at random: there is no "
            "drawn_sample.csv, which `aft-themes draw-sample` writes before the coding begins"
        )
    drawn = set(drawn_participants(sample))
    drawn &= set(people)  # who withdrew, or whose file cannot be read, counts nowhere
    listed = set(sample["participant"])
    for problem, names in (
        ("not in the list that the sample was drawn from", set(people) - listed),
        ("drawn but not coded", drawn - set(coded)),
        ("coded but not drawn", set(coded) - drawn),
    ):
        if names:
            said = count(len(names), "participant is", "participants are")
            return f"{said} {problem}: {some_of(sorted(names), _SHOWN)}"
    if len(drawn) < LEAST_CODED:
        said = count(len(drawn), "participant is", "participants are")
        return f"only {said} coded; at least {LEAST_CODED} are needed"
    return ""


def coded_whole(segments: pd.DataFrame, assigned: pd.DataFrame) -> list[str]:
    """Name the participants of whom people coded every interview."""
    by_people = segments["interview"].isin(set(assigned["interview"]))
    whole = by_people.groupby(segments["participant"]).all()
    return sorted(whole.index[whole])


def machine_labels(scores: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Say which participants the machine gives each code, or one below it.

    Scores of coded interviews come from models that did not see their codes.

    Returns
    -------
    pandas.DataFrame
        ``code``, ``participant``, ``labelled``.
    """
    speaker = segments[["segment_id", "participant"]]
    joined = scores[["segment_id", "code", "predicted_within"]].merge(speaker, on="segment_id")
    grouped = joined.groupby(["code", "participant"])["predicted_within"].max()
    return grouped.rename("labelled").reset_index()


def estimate_themes(
    counted: pd.DataFrame,
    labels: pd.DataFrame,
    codes: Sequence[str],
    people: Collection[str],
    *,
    confidence: float,
    refused: str,
) -> pd.DataFrame:
    """Estimate for every code how many of all participants have it.

    Parameters
    ----------
    counted : pandas.DataFrame
        By ``THEME_PARTICIPANTS``: the participants whom people coded.
    labels : pandas.DataFrame
        As :func:`machine_labels` gives them, of all participants.
    codes : sequence of str
        In the order of the codebook.
    people : collection of str
        All participants.
    confidence : float
        Level of the intervals.
    refused : str
        Why nothing is estimated; empty if it is.

    Returns
    -------
    pandas.DataFrame
        By ``THEME_ESTIMATES``.
    """
    having = counted[counted["segments"] > 0].groupby("code")["participant"].agg(set)
    labelled = labels[labels["labelled"]].groupby("code")["participant"].agg(set)
    coded, everyone = set(counted["participant"]), set(people)
    table = [
        _row(
            code,
            having.get(code, set()),
            labelled.get(code, set()) & everyone,
            coded,
            everyone,
            confidence,
            refused,
        )
        for code in codes
    ]
    frame = pd.DataFrame(table, columns=THEME_ESTIMATES.schema.names)
    numbers = ["share", "low", "high", "people_low", "people_high", "machine_share"]
    return frame.astype(dict.fromkeys(numbers, "float64"))


def _row(
    code: str,
    having: set[str],
    labelled: set[str],
    coded: set[str],
    everyone: set[str],
    confidence: float,
    refused: str,
) -> dict[str, object]:
    strata = [
        Stratum(len(coded & one), len(having & one), len(one - coded))
        for one in (labelled, everyone - labelled)
    ]
    row: dict[str, object] = {
        "code": code,
        "of": len(everyone),
        "coded": len(coded),
        "having": len(having),
        "labelled": len(labelled),
        "labelled_coded": strata[0].coded,
        "labelled_having": strata[0].having,
        "machine_share": len(labelled) / len(everyone) if everyone else None,
        "uses_machine": False,
        "refused": refused,
    }
    if refused:
        return row
    found, of = estimate_prevalence(strata[0], strata[1], confidence), len(everyone)
    return row | {
        "share": found.number / of,
        "low": found.low / of,
        "high": found.high / of,
        "people_low": found.people_low / of,
        "people_high": found.people_high / of,
        "uses_machine": found.uses_machine,
    }


def count_estimated(estimates: pd.DataFrame) -> tuple[int, int]:
    """Count the codes that were estimated, and those for which the machine's labels were used."""
    known = [row for row in rows(estimates) if not row.refused]
    return len(known), sum(row.uses_machine for row in known)
