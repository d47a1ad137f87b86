"""Lay out summaries.xlsx, with the passages on a second sheet."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import pandas as pd
import xlsxwriter

from aft_themes.io.files import write_whole
from aft_themes.io.parquet import rows
from aft_themes.io.spreadsheets import ONLY_TEXT, inert
from aft_themes.themes.summaries import CASE, Topic

_CREATED: Final = datetime(2020, 1, 1)  # a fixed date: the same study, the same bytes
_WIDTHS: Final = {"participant": 12, CASE: 40}
_CELL: Final = 32_000  # a spreadsheet cell holds 32,767 characters
_HOW_TO: Final = (
    "Write what the participant says on each topic, in your words; the column case is for the "
    "participant as a whole. Empty cells are left to the program. The run reads this file; it "
    "searches it for names like everything else, but write none."
)


def write_summaries(
    path: Path,
    participants: Sequence[str],
    topics: Sequence[Topic],
    passages: pd.DataFrame,
    given: Mapping[tuple[str, str], str],
) -> None:
    """Lay out the workbook; what is written already stays."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, ONLY_TEXT) as book:
        book.set_properties({"created": _CREATED, "comments": _HOW_TO})
        _summaries_sheet(book, participants, topics, given)
        _passages_sheet(book, topics, passages)
        book.add_worksheet("About").write_string(0, 0, _HOW_TO)
    write_whole(path, lambda part: part.write_bytes(out.getvalue()))


def _summaries_sheet(
    book: xlsxwriter.Workbook,
    participants: Sequence[str],
    topics: Sequence[Topic],
    given: Mapping[tuple[str, str], str],
) -> None:
    sheet = book.add_worksheet("Summaries")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    columns = ["participant", CASE, *(one.id for one in topics)]
    for position, name in enumerate(columns):
        sheet.write_string(0, position, inert(name), head)
        sheet.set_column(position, position, _WIDTHS.get(name, 32))
    for line, person in enumerate(participants, start=1):
        sheet.write_string(line, 0, inert(person), text)
        for position, name in enumerate(columns[1:], start=1):
            sheet.write_string(line, position, inert(given.get((person, name), "")), text)
    for position, one in enumerate(topics, start=2):
        if one.name != one.id:
            sheet.write_comment(0, position, one.name)
    sheet.freeze_panes(1, 1)


def _passages_sheet(
    book: xlsxwriter.Workbook, topics: Sequence[Topic], passages: pd.DataFrame
) -> None:
    sheet = book.add_worksheet("Passages")
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    for position, (name, width) in enumerate(
        (("participant", 12), ("topic", 24), ("code", 30), ("turn", 6), ("words", 90))
    ):
        sheet.write_string(0, position, name, head)
        sheet.set_column(position, position, width)
    line = 0
    for one in topics:
        mine = passages[passages["code"].isin(one.codes)]
        for row in rows(mine.sort_values(["participant", "interview", "turn", "start"])):
            line += 1
            for position, said in enumerate((row.participant, one.id, row.code)):
                sheet.write_string(line, position, inert(said), text)
            sheet.write_number(line, 3, row.turn, text)
            sheet.write_string(line, 4, inert(row.text[:_CELL]), text)
    sheet.autofilter(0, 0, max(line, 1), 4)
    sheet.freeze_panes(1, 1)
