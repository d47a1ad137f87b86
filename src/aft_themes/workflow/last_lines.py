"""What a run says at its end: what was left out, what is doubtful, and what to do first."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from aft_themes.catalog import FEW_ALIKE, FIGURES, NAME_CANDIDATES
from aft_themes.coding.coder_assignments import ASKED
from aft_themes.coding.divided_work import COMPARED_BY_NOBODY
from aft_themes.coding.losses import ALL_CODES, losses_sentence
from aft_themes.deidentify import count_waiting
from aft_themes.io.parquet import rows
from aft_themes.transcripts import doubts
from aft_themes.wording import count, some_letters
from aft_themes.workflow.study_files import StudyFiles

_MANY_LOST = 0.05  # from this share on every output has a notice, see notices.py


def last_lines(
    study: str,
    *,
    intake: pd.DataFrame,
    losses: pd.DataFrame,
    notes: pd.DataFrame,
    candidates: pd.DataFrame,
    few_alike: pd.DataFrame,
    not_drawn: str = "",
) -> list[str]:
    """Sum up a finished run in a few lines, the most serious first; no line if all is well."""
    lines = [
        *_lost_codings(losses, study),
        *_coder_files(notes),
        *_divided_work(notes, study),
        *_questions(notes, study),
        *_left_out(intake, study),
        *_doubtful(intake, study),
        *_waiting(candidates, StudyFiles(study).path(NAME_CANDIDATES.name)),
        *_small_groups(len(few_alike), StudyFiles(study).path(FEW_ALIKE.name)),
        *_boxes(not_drawn, StudyFiles(study).path(FIGURES.name)),
    ]
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]


def _lost_codings(losses: pd.DataFrame, study: str) -> list[str]:
    sentence = losses_sentence(losses)
    if not sentence:
        return []
    share = float(losses.loc[losses["code"] == ALL_CODES, "share_lost"].iloc[0])
    urgent = "MANY CODINGS ARE LOST. " if share > _MANY_LOST else ""
    return [f"{urgent}{sentence} Type `aft-themes check {study}` to see why."]


def _coder_files(notes: pd.DataFrame) -> list[str]:
    """Name the coders' files that were not read, or wait for a person."""
    told = notes[notes["kind"].isin(("file_not_read", "codings_wait"))]
    return [f"codings/{row.subject}: {row.problem} Fix: {row.fix}" for row in rows(told)]


def _divided_work(notes: pd.DataFrame, study: str) -> list[str]:
    """Say how many pairs of coders are not compared, since nobody says what each of them read."""
    number = int((notes["kind"] == COMPARED_BY_NOBODY).sum())
    line = (
        f"Agreement is not measured between {count(number, 'pair')} of coders who hardly code the "
        f"same, and all their codings count. Type `aft-themes check {study}`, and say in "
        "interviews.csv, column `coders`, who coded which interview."
    )
    return [line] * bool(number)


def _questions(notes: pd.DataFrame, study: str) -> list[str]:
    number = int(notes["kind"].isin(ASKED).sum())
    said = count(number, "question") + " about the coders' files"
    return [f"{said}: type `aft-themes check {study}` to read it."] * bool(number)


def _left_out(intake: pd.DataFrame, study: str) -> list[str]:
    number = int((intake["status"] != "read").sum())
    fix = f"Type `aft-themes check {study}` to see what to correct."
    return [f"{count(number, 'file is', 'files are')} left out of the analysis. {fix}"] * bool(
        number
    )


def _doubtful(intake: pd.DataFrame, study: str) -> list[str]:
    files = {file for file, _ in doubts(intake)}
    said = count(len(files), "transcript was", "transcripts were")
    fix = f"Type `aft-themes check {study}`, and compare them with their files."
    return [f"{said} read with doubts. {fix}"] * bool(files)


def letters_not_drawn(figures: Path) -> str:
    """Gather the letters that figures show as boxes, from the words beside each."""
    records = (json.loads(file.read_text("utf-8")) for file in sorted(figures.glob("*.json")))
    letters = "".join(record.get("letters_not_drawn", "") for record in records)
    return "".join(dict.fromkeys(letters))


def say_letters(letters: str) -> str:
    """Name letters that are boxes, and what to do."""
    return (
        f"boxes for letters that no font of this computer has: {some_letters(letters)}. Fix: "
        "install one (docs/figures.md names some)"
    )


def _boxes(letters: str, figures: str) -> list[str]:
    line = f"Figures have {say_letters(letters)}, delete {figures}, and run again."
    return [line] * bool(letters)


def _small_groups(number: int, path: str) -> list[str]:
    said = count(number, "combination of attributes is", "combinations of attributes are")
    fix = f"Write wider groups, leave out an attribute, or decide that it may be so ({path})."
    return [f"{said} shared by so few that a reader may recognise somebody. {fix}"] * bool(number)


def _waiting(candidates: pd.DataFrame, path: str) -> list[str]:
    number = count_waiting(candidates)
    said = count(number, "possible name needs", "possible names need")
    stays = "it remains" if number == 1 else "they remain"
    line = f"{said} your decision. Until you decide, {stays} in the output ({path})."
    return [line] * bool(number)
