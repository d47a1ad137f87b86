"""Sure suggestions are accepted in bulk, once a sample of them was looked at one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from aft_themes.coding.review.queue import LIKELY, OFFERS, SURE
from aft_themes.vocabulary import Decision, How

IN_BULK = "In bulk"
CHECK = "check"
LEAST_ACCEPTED = 0.8
"""Share of the sample that must be accepted: what the probabilities of sure suggestions promise."""

SECONDS_EACH = 20
"""Seconds for a decision one by one, to plan by: reading some 70 words takes about as long
(Brysbaert, 2019, Journal of Memory and Language 109, 104047: 238 words a minute)."""

TICKED = "ticked off together after a sample check"
"""What the coding page writes into the memo of such a decision."""

ASKED_IN_BULK = (
    "Decide the rows marked check first. Then choose accept here for interviews whose other sure "
    "suggestions you accept without a look at each. It counts only if all rows marked check are "
    "decided, and eight in ten of them accepted."
)


def bulk_rows(queue: pd.DataFrame) -> list[tuple[str, int, int]]:
    """Count the sure suggestions outside the sample by interview, and the sample of all."""
    sure = queue[queue["kind"] == SURE]
    sample = int(sure["sampled"].sum())
    left = sure.loc[~sure["sampled"].astype(bool), "interview"].value_counts().sort_index()
    return [(str(interview), int(number), sample) for interview, number in left.items()]


def say_work(queue: pd.DataFrame) -> list[str]:
    """Say how many decisions uncoded interviews ask for, and what they bring."""
    offers = queue[queue["kind"].isin(OFFERS)]
    if offers.empty:
        return []
    in_bulk, likely = bulk_rows(queue), int((offers["kind"] == LIKELY).sum())
    sample, ticked = int(offers["sampled"].sum()), sum(number for _, number, _ in in_bulk)
    decisions = sample + likely + len(in_bulk)
    right = float(offers["confidence"].sum())
    an_hour = 3600 // SECONDS_EACH
    return [
        f"Interviews that nobody coded: {offers['interview'].nunique()}, with {len(offers)} "
        f"suggestions, of which about {right:.0f} should be right by their probabilities. They "
        f"ask for {decisions} decisions: {sample + likely} one by one ({sample} of them a sample "
        f"of the sure ones) and {len(in_bulk)} that accept the other {ticked} sure ones. At "
        f"{SECONDS_EACH} seconds each an hour brings {an_hour} decisions, and about "
        f"{right / decisions * an_hour:.0f} codings; take your own time for your plan. What "
        "is not suggested is not in the list: interviews are not coded in full by this."
    ]


@dataclass(frozen=True)
class BulkAnswers:
    """What a reviewer answered on the sheet for decisions in bulk.

    Parameters
    ----------
    reviewers : mapping of str to str
        Interviews whose sure suggestions are accepted, and who accepted them.
    sample : int
        How many rows the sample had when the workbook was written.
    """

    reviewers: Mapping[str, str]
    sample: int = 0


def read_bulk(rows: Sequence[Mapping[str, str]]) -> BulkAnswers:
    """Read the rows of the sheet; what is no acceptance is left out."""
    accepted = {
        row.get("interview", ""): row.get("reviewer", "")
        for row in rows
        if row.get(IN_BULK.casefold(), "").casefold() == Decision.ACCEPT
    }
    sizes = [row.get("sample in all", "").removesuffix(".0") for row in rows]
    return BulkAnswers(accepted, max((int(s) for s in sizes if s.isdecimal()), default=0))


def accept_in_bulk(
    found: list[dict[str, Any]], bulk: BulkAnswers, sample: Sequence[Mapping[str, Any]]
) -> None:
    """Decide the open sure rows of interviews that were accepted in bulk.

    ``found`` are the rows of the workbook, ``sample`` the rows marked check in all workbooks: some
    may have been decided in an earlier one. If the sample does not allow it, the rows keep their
    place with the reason.
    """
    if not bulk.reviewers:
        return
    here = sum(bool(row["sampled"] and row["decision"]) for row in found)
    refused = _refusal(sample, here, bulk.sample)
    for row in found:
        waits = row["asked"] == SURE and not row["sampled"] and not row["decision"]
        if waits and row["interview"] in bulk.reviewers:
            row["decision"], row["how"] = str(Decision.ACCEPT), str(How.IN_BULK)
            row["reviewer"] = bulk.reviewers[row["interview"]] or row["reviewer"]
            row["refused"] = refused


def _refusal(sample: Sequence[Mapping[str, Any]], here: int, asked: int) -> tuple[str, str]:
    decided = [row for row in sample if row["decision"]]
    accepted = sum(row["decision"] == Decision.ACCEPT for row in decided)
    if here < asked or not decided:
        return f"{here} of {asked} rows of the sample are decided", "decide every row marked check"
    if accepted < LEAST_ACCEPTED * len(decided):
        return (
            f"only {accepted} of {len(decided)} rows of the sample were accepted",
            "decide the other sure suggestions one by one",
        )
    return "", ""
