"""How many codings of each code could not be placed, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from aft_themes.catalog import CODING_LOSSES
from aft_themes.io.parquet import empty_frame, rows
from aft_themes.wording import count

ALL_CODES = ""


def count_losses(placements: pd.DataFrame) -> pd.DataFrame:
    """Count given, placed and lost codings, of each code and of all."""
    if placements.empty:
        return empty_frame(CODING_LOSSES)
    kept = placements.assign(
        given=1,
        placed=placements["status"].isin(("placed", "answer")),
        answers=placements["status"].eq("answer"),
        words_changed=placements["status"].eq("placed") & placements["how"].eq("words changed"),
        interviewer=placements["status"].eq("interviewer")
        | placements["kind"].eq("interviewer_turn"),
        lost=placements["status"].eq("not placed"),
    )
    columns = ["given", "placed", "words_changed", "answers", "interviewer", "lost"]
    counted = pd.concat([kept.assign(code=ALL_CODES), kept]).groupby("code")[columns].sum()
    counted = counted.astype("int64").reset_index()
    counted["share_lost"] = counted["lost"] / counted["given"]
    return counted[list(CODING_LOSSES.schema.names)]


def left_out_lines(unplaced: pd.DataFrame, notes: pd.DataFrame) -> Iterator[str]:
    """Say of each row why it was left out, and of each file what was noticed."""
    for row in rows(unplaced):
        yield f"left out: {row.file} row {row.row}: {row.reason}. Fix: {row.fix}."
    for note in rows(notes):
        yield f"{note.subject} {note.problem} Fix: {note.fix}"


def losses_sentence(losses: pd.DataFrame) -> str:
    """Say how many codings were lost, all codes together."""
    found = losses[losses["code"] == ALL_CODES]
    if found.empty or not int(found["lost"].iloc[0]):
        return ""
    row = found.iloc[0]
    given, lost = int(row["given"]), int(row["lost"])
    kept_apart = given - int(row["placed"]) - lost
    asked = int(row["interviewer"]) - kept_apart
    share = f"{lost} of {count(given, 'coding')} ({_share(lost, given)})"
    if asked == lost:
        return f"{share} are of the interviewer's words and are not counted."
    some = 0 < asked < lost
    because = f", {asked} of them because they are of the interviewer's words" if some else ""
    return f"{share} could not be placed in the transcripts and are not counted{because}."


def _share(lost: int, given: int) -> str:
    share = lost / given
    # "0%" would say that nothing was lost
    return "under 1%" if share < 0.01 else f"{share:.0%}"
