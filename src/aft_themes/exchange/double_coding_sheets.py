"""Ask a further coder to code blind: sheets with a sample of turns and nobody else's codes.

The sample is drawn by a seed, so that it can be drawn again. The filled workbook is imported like
any other file; the Word documents are coded by comments and imported as such.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import xlsxwriter

from aft_themes.catalog import EXPORTS
from aft_themes.errors import InputError
from aft_themes.exchange.checked_writing import Step, write_checked
from aft_themes.exchange.double_coding_returns import CODES
from aft_themes.exchange.export_content import (
    ExportInterview,
    ExportStudy,
    ExportTurn,
    description_of,
    load_export,
)
from aft_themes.exchange.word_writer import write_document
from aft_themes.io.spreadsheets import ONLY_TEXT
from aft_themes.study import Study
from aft_themes.vocabulary import Role

_COLUMNS = ("interview", "turn", "question", "what was said", "quote")
_REST = ("valence", "memo", "coder")
_WIDTHS = (10, 6, 40, 80, 40, 24, 24, 24, 24, 12, 30, 12)
_CREATED = datetime(2000, 1, 1)  # a workbook's times have no zone
_CELL = 32_000  # characters that a cell can hold
_HOW = (
    "Code what was said, one turn per row. Choose the codes from the sheet `Codes`. For a code "
    "that fits only some of the words, copy these into `quote`; empty means the whole turn. If "
    "other words of the turn have another code, copy the row. Write your name into `coder`."
)
_HOW_WORD = (
    "Mark words and add a comment with the code, or `code: valence`. Several codes stand in "
    "several lines. Please do not change the text."
)


def write_double_coding_sheets(
    study: Study, *, turns: int = 60, seed: int = 20, target: Path | None = None
) -> list[Path]:
    """Write a workbook and Word documents with a sample of the participants' turns.

    Parameters
    ----------
    study : Study
        A study that has been run.
    turns : int
        How many turns are drawn; each interview gives as many as its share of all turns.
    seed : int
        The same seed draws the same turns.
    target : Path, optional
        Folder; by default ``reports/<study>/exchange/double_coding``, which the leak gate
        searches.

    Returns
    -------
    list of Path
        The files: ``double_coding.xlsx`` and one Word document per interview.

    Raises
    ------
    InputError
        If the study has not been run, or fewer than one turn is wanted.
    LeakError
        If a known or found name stands in a sheet; then nothing is written.
    """
    if turns < 1:
        raise InputError("turns", "fewer than one turn is wanted.", "draw at least one.")
    content = replace(load_export(study, ()), codings=())
    drawn = draw(content, turns, seed)
    folder = target or study.path(EXPORTS) / "double_coding"
    workbook = folder / "double_coding.xlsx"
    steps: list[Step] = [(workbook, lambda part: _write_workbook(content, drawn, part))]
    for interview in content.interviews:
        chosen = drawn.get(interview.name, [])
        if chosen:
            path = folder / f"double_coding_{interview.name}.docx"
            sheet = replace(interview, turns=tuple(chosen))
            steps.append((path, partial(_write_word, sheet, content.notice)))
    write_checked(study, steps)
    return [path for path, _ in steps]


def _write_word(interview: ExportInterview, notice: str, path: Path) -> None:
    path.write_bytes(write_document(interview, (), f"{_HOW_WORD} {notice}".strip()))


def draw(content: ExportStudy, turns: int, seed: int) -> dict[str, list[ExportTurn]]:
    """Draw participants' turns at random, in the order in which they were said."""
    own = [
        (interview.name, turn)
        for interview in content.interviews
        for turn in interview.turns
        if turn.role == Role.PARTICIPANT
    ]
    chosen = random.Random(seed).sample(range(len(own)), min(turns, len(own)))  # noqa: S311
    drawn: dict[str, list[ExportTurn]] = {}
    for at in sorted(chosen):
        drawn.setdefault(own[at][0], []).append(own[at][1])
    return drawn


def _write_workbook(content: ExportStudy, drawn: dict[str, list[ExportTurn]], path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), dict(ONLY_TEXT))
    book.set_properties({"title": "Double coding", "created": _CREATED})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"text_wrap": True, "valign": "top", "bold": True})
    sheet = book.add_worksheet("Turns")
    for column, (title, width) in enumerate(zip(_titles(), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    questions = {one.name: _questions(one) for one in content.interviews}
    rows = [(name, turn) for name, turns in drawn.items() for turn in turns]
    for at, (name, turn) in enumerate(rows, start=1):
        cells = (name, str(turn.number), questions[name].get(turn.number, ""), turn.text)
        for column, text in enumerate(cells):
            sheet.write_string(at, column, text[:_CELL], wrap)
    sheet.freeze_panes(1, 2)
    first = len(_COLUMNS)
    rule = {"validate": "list", "source": f"=Codes!$A$2:$A${len(content.codes) + 1}"}
    for column in range(first, first + len(CODES)):
        sheet.data_validation(1, column, max(1, 2 * len(rows)), column, rule)
    _write_codes(book, content, head, wrap)
    how = book.add_worksheet("How to")
    how.set_column(0, 0, 90)
    how.write_string(0, 0, f"{_HOW} {content.notice}".strip(), wrap)
    book.close()


def _titles() -> tuple[str, ...]:
    return (*_COLUMNS, *CODES, *_REST)


def _questions(interview: ExportInterview) -> dict[int, str]:
    """Give for each turn what was asked before it."""
    found, last = {}, ""
    for turn in interview.turns:
        found[turn.number] = last
        if turn.role == Role.INTERVIEWER:
            last = turn.text
    return found


def _write_codes(
    book: xlsxwriter.Workbook,
    content: ExportStudy,
    head: xlsxwriter.format.Format,
    wrap: xlsxwriter.format.Format,
) -> None:
    sheet = book.add_worksheet("Codes")
    for column, (title, width) in enumerate((("Code", 36), ("Name", 30), ("Meaning", 90))):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for at, code in enumerate(content.codes, start=1):
        for column, text in enumerate((code.id, code.name, description_of(code))):
            sheet.write_string(at, column, text[:_CELL], wrap)
