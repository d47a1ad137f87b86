"""Read filled consensus workbooks: decisions, core ideas, and an auditor's comments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from aft_themes.catalog import AUDIT_COMMENTS, CONSENSUS_DECISIONS, CORE_IDEAS
from aft_themes.consensus.sheets import AUDIT, SHEETS, Sheet
from aft_themes.consensus.sheets import CORE_IDEAS as IDEAS
from aft_themes.consensus.sheets import DECISIONS as DECIDED
from aft_themes.io.parquet import rows
from aft_themes.io.spreadsheets import holds_sheets, read_sheets

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Consensus:
    """What the team and the auditor wrote.

    Parameters
    ----------
    decisions, core_ideas, audit : pandas.DataFrame
        By ``CONSENSUS_DECISIONS``, ``CORE_IDEAS`` and ``AUDIT_COMMENTS``.
    """

    decisions: pd.DataFrame
    core_ideas: pd.DataFrame
    audit: pd.DataFrame


def read_consensus(paths: Iterable[Path]) -> Consensus:
    """Read the consensus workbooks among some files, in whatever order their rows are.

    Parameters
    ----------
    paths : iterable of Path
        Workbooks; files and sheets that are none of ours are left out.

    Returns
    -------
    Consensus
    """
    read = [
        (path.name, sheet, number, cells)
        for path in sorted(paths)
        if holds_sheets(path)
        for sheet, number, cells in _rows(path)
    ]
    return Consensus(
        decisions=_frame(
            [_decision(*row) for row in read if row[1] is DECIDED], CONSENSUS_DECISIONS
        ),
        core_ideas=_frame([_core_idea(*row) for row in read if row[1] is IDEAS], CORE_IDEAS),
        audit=_frame([_comment(*row) for row in read], AUDIT_COMMENTS),
    )


def _rows(path: Path) -> Iterable[tuple[Sheet, int, dict[str, str]]]:
    for table in read_sheets(path).values():
        if not table:
            continue
        header = [cell.strip().casefold() for cell in table[0][1]]
        sheet = next((one for one in SHEETS if one.is_mine(set(header))), None)
        if sheet is None:
            continue
        for number, cells in table[1:]:
            named = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            yield sheet, number, {name: named.get(name.casefold(), "") for name in sheet.headers}


def _frame(found: list[dict[str, object]], table: object) -> pd.DataFrame:
    names = table.schema.names  # type: ignore[attr-defined]  # a table of the catalog
    return pd.DataFrame([one for one in found if one], columns=names)


def _decision(file: str, sheet: Sheet, row: int, cells: dict[str, str]) -> dict[str, object]:
    if not cells["Decision"]:
        return {}
    return {
        "file": file,
        "row": row,
        "interview": cells["Interview"],
        "turn": cells["Turn"].removesuffix(".0"),
        "code": cells["Code"],
        "decision": cells["Decision"].casefold(),
        "change_to": cells["Change to"],
        "minority": cells["Minority reading"],
        "decided_by": cells["Reviewer"],
        "date": cells["Date"][:10] if _DATE.match(cells["Date"]) else "",
    }


def _core_idea(file: str, sheet: Sheet, row: int, cells: dict[str, str]) -> dict[str, object]:
    if not cells["Core idea"]:
        return {}
    return {
        "file": file,
        "row": row,
        "participant": cells["Case"],
        "domain": cells["Domain"],
        "core_idea": cells["Core idea"],
    }


def _comment(file: str, sheet: Sheet, row: int, cells: dict[str, str]) -> dict[str, object]:
    comment, auditor, answer = (cells[name] for name in AUDIT)
    if not comment:
        return {}
    return {
        "file": file,
        "sheet": sheet.name,
        "row": row,
        "subject": " ".join(cells[name] for name in sheet.given[:2]),
        "comment": comment,
        "auditor": auditor,
        "answer": answer,
        "answered": bool(answer),
    }


def unanswered(audit: pd.DataFrame) -> list[str]:
    """Name the auditor's comments without an answer, without quoting them."""
    return [
        f"{row.file}, sheet {row.sheet}, row {row.row}: the auditor's comment has no answer. "
        f"Fix: write it into the column {AUDIT[2]}."
        for row in rows(audit[~audit["answered"].astype(bool)])
    ]


def incomplete(decisions: pd.DataFrame) -> list[str]:
    """Name decisions that do not say who decided, or when."""
    return [
        f"{row.file}, sheet {DECIDED.name}, row {row.row}: the decision does not say {missing}. "
        "Fix: write it beside the decision."
        for row in rows(decisions)
        for missing in [_missing(row.decided_by, row.date)]
        if missing
    ]


def _missing(who: str, date: str) -> str:
    parts = ["who decided"] * (not who) + ["when, as YYYY-MM-DD"] * (not date)
    return " and ".join(parts)
