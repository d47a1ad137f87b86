"""Write the consensus workbook: what the team decides together, and an auditor comments on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from aft_themes.codebook.codes import VALENCES, Codebook
from aft_themes.consensus.reading import Consensus
from aft_themes.consensus.sheets import AUDIT, CORE_IDEAS, CROSS_ANALYSIS, DECISIONS, Sheet
from aft_themes.io.files import write_whole
from aft_themes.io.parquet import rows
from aft_themes.io.spreadsheets import ONLY_TEXT
from aft_themes.vocabulary import Decision

_CREATED = datetime(2000, 1, 1)  # a workbook's times have no zone
_CELL = 32_000  # characters that a cell can hold
_WIDE = {"Segment", "Said by", "Core idea", "Minority reading", "Name", *AUDIT}
HOW_TO = (
    "Consensus. Coders have coded apart; the sheet lists where they differ. Decide each row "
    "together: accept (the code applies), reject, or change to another code. Write who decided "
    "into Reviewer and the day into Date (YYYY-MM-DD). If somebody keeps another reading, "
    "write it into Minority reading: it stays beside the decision.",
    "Core ideas. For each case and domain, say in the team's words what the participant means, "
    "as near to the participant's words as can be.",
    "Cross-analysis. The categories with the number of cases and the label. Write what the team "
    "wants to keep into Team's note.",
    "Audit. Give the file to an auditor who is not in the team. Each comment needs an answer, "
    "also where the team does not follow it; `aft-themes check` names those that have none.",
    "Save the file into the study's folder codings/ under any name, as .xlsx, and set "
    "coding.final: human+reviewed. Rows may be sorted; those that are decided leave the list of "
    "the next file.",
)

Table = Sequence[Sequence[str | int]]


def write_workbook(tables: dict[Sheet, Table], codebook: Codebook, path: Path) -> None:
    """Write the workbook, whole or not at all; the same tables give the same bytes.

    Parameters
    ----------
    tables : dict of Sheet to rows
        What the program fills in, in the order of the sheet's ``given`` columns, and what people
        wrote elsewhere, in the order of the columns after them.
    codebook : Codebook
        For the list of codes.
    path : Path
        The workbook.
    """
    write_whole(path, lambda part: _write(tables, codebook, part))


def _write(tables: dict[Sheet, Table], codebook: Codebook, path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), ONLY_TEXT)
    book.set_properties({"title": "Consensus", "created": _CREATED})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E7E9EC"})
    asked = book.add_format({"text_wrap": True, "valign": "top", "locked": False, "border": 1})
    first = book.add_worksheet("Read me")
    first.set_column(0, 0, 100)
    for at, line in enumerate(HOW_TO):
        first.write_string(at, 0, line, wrap)
    for sheet, table in tables.items():
        page = book.add_worksheet(sheet.name)
        for column, title in enumerate(sheet.headers):
            page.set_column(column, column, 36 if title in _WIDE else 12)
            page.write_string(0, column, title, head)
        for at, cells in enumerate(table, start=1):
            for column, cell in enumerate(cells):
                style = wrap if column < len(sheet.given) else asked
                page.write_string(at, column, str(cell)[:_CELL], style)
            for column in range(len(cells), len(sheet.headers)):
                page.write_blank(at, column, None, asked)
        page.freeze_panes(1, 2)
        page.protect("", {"sort": True, "autofilter": True, "format_rows": True})
        if sheet is DECISIONS and table:
            _choices(page, len(table), len(codebook.codes))
    codes = book.add_worksheet("Codes")
    for at, code in enumerate(codebook.codes):
        codes.write_string(at, 0, code.id)
        codes.write_string(at, 1, code.name)
    book.close()


def _choices(page: xlsxwriter.worksheet.Worksheet, number: int, codes: int) -> None:
    lists = {
        "Decision": [Decision.ACCEPT.value, Decision.REJECT.value, Decision.CHANGE_TO.value],
        "Change to": f"=Codes!$A$1:$A${codes}",
        "Valence": list(VALENCES),
    }
    for title, source in lists.items():
        column = DECISIONS.headers.index(title)
        page.data_validation(1, column, number, column, {"validate": "list", "source": source})


def decisions_asked(
    disagreements: pd.DataFrame, codebook: Codebook, decided: Consensus, reviewed: pd.DataFrame
) -> Table:
    """List where coders differ and nothing was decided."""
    done = set(zip(reviewed["segment_id"], reviewed["code"], strict=True))
    told = {(row.interview, row.turn, row.code) for row in rows(decided.decisions)}
    return [
        (row.interview, row.turn, row.text, row.code, codebook[row.code].name, row.said)
        for row in rows(disagreements)
        if row.code in codebook
        and (row.segment_id, row.code) not in done
        and (row.interview, str(row.turn), row.code) not in told
    ]


def core_ideas_asked(counted: pd.DataFrame, codebook: Codebook, decided: Consensus) -> Table:
    """List every case and domain of which something was coded and no core idea is written."""
    told = {(row.participant, row.domain) for row in rows(decided.core_ideas)}
    domains = {code.id: code.name for code in codebook.domains}
    here = counted[counted["code"].isin(domains) & (counted["segments"] > 0)]
    ordered = here.sort_values(["participant", "code"])
    return [
        (row.participant, row.code, domains[row.code], row.segments)
        for row in rows(ordered)
        if (row.participant, row.code) not in told
    ]


def cross_analysis(themes: pd.DataFrame) -> Table:
    """List every category that a case has, with its label."""
    return [(row.code, row.name, row.n, row.of, row.label) for row in rows(themes[themes["n"] > 0])]


def tables_of(
    disagreements: pd.DataFrame,
    counted: pd.DataFrame,
    themes: pd.DataFrame,
    reviewed: pd.DataFrame,
    codebook: Codebook,
    decided: Consensus,
) -> dict[Sheet, Table]:
    """Gather what the workbook asks."""
    return {
        DECISIONS: decisions_asked(disagreements, codebook, decided, reviewed),
        CORE_IDEAS: core_ideas_asked(counted, codebook, decided),
        CROSS_ANALYSIS: cross_analysis(themes),
    }
