"""The review workbook: one row per decision that a person should make, protected but for these."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from aft_themes.codebook import VALENCES, Codebook
from aft_themes.frames import rows, write_whole
from aft_themes.review.queue import MISSED, describe

DECISIONS_ALLOWED = ("accept", "reject", "change to", "unsure")
SHEETS = {"Review": False, "Possibly missed": True}

# header, column of the queue, width in characters
_SHOWN = (
    ("No.", "place", 6),
    ("Why", "kind", 13),
    ("Interview", "interview", 10),
    ("Question", "question", 28),
    ("Before", "before", 28),
    ("Segment", "text", 52),
    ("After", "after", 28),
    ("Code", "code", 26),
    ("Code name", "name", 20),
    ("Definition", "definition", 40),
    ("Said by", "said", 34),
    ("Earlier decisions", "earlier", 20),
    ("Confidence", "confidence", 11),
    ("Suggested valence", "valence", 11),
)
_ASKED = (
    ("Decision", 12, DECISIONS_ALLOWED),
    ("Change to", 26, None),  # any code of the codebook
    ("Valence", 11, VALENCES),
    ("Memo", 36, ()),
    ("Reviewer", 14, ()),
)
_ANCHOR = (("Turn", 7), ("Segment id", 14), ("Codebook version", 10))
_CELL = 32_000  # a spreadsheet cell holds 32,767 characters
_CONTEXT = 1_500
_CREATED = datetime(2020, 1, 1)  # a fixed date: the same queue, the same bytes

_HOW_TO = (
    "Each row of the sheets asks whether a code applies to the segment. Choose in Decision:",
    "accept: the code applies.  reject: it does not.  change to: another code applies instead; "
    "choose it in Change to.  unsure: leave it open; it is asked again.",
    "Valence says whether the passage speaks of a benefit, a challenge, both (mixed) or neither "
    "(none). Left empty, it stays as suggested; a ? means that you must choose.",
    "Memo is yours. Put your initials into Reviewer if several people fill one file; otherwise "
    "the name of the file stands for you.",
    "Rows may be left open, sorted or deleted; other columns are protected because they say what "
    "was decided about. Save under your own name, as .xlsx, and put the file into the study's "
    "folder codings/: the next run reads it.",
    "A suggestion comes from a machine and may be wrong. A row says why it is asked, not what "
    "the answer is.",
)


def write_workbook(queue: pd.DataFrame, codebook: Codebook, path: Path, note: str = "") -> None:
    """Write the review workbook, whole or not at all; the same queue gives the same bytes.

    Parameters
    ----------
    queue : pandas.DataFrame
        By the contract ``REVIEW_QUEUE``.
    codebook : Codebook
        The codes that can be chosen.
    path : Path
        Where the workbook goes.
    note : str
        A sentence for the first sheet, for example that the data are synthetic.
    """
    write_whole(path, lambda part: _write(queue, codebook, part, note))


def _write(queue: pd.DataFrame, codebook: Codebook, path: Path, note: str) -> None:
    # text from interviews is only ever text: no formulas, links or numbers are made of it
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": "Review of codings", "created": _CREATED})
    first = book.add_worksheet("Read me")
    last_sheets = [book.add_worksheet(name) for name in SHEETS]
    _write_codes(book, book.add_worksheet("Codes"), codebook)
    _write_how_to(book, first, note)
    for sheet, missed in zip(last_sheets, SHEETS.values(), strict=True):
        _write_rows(book, sheet, queue[(queue["kind"] == MISSED) == missed], codebook)
    last_sheets[0].activate()
    book.close()


def _write_how_to(book: Workbook, sheet: Worksheet, note: str) -> None:
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    strong = book.add_format({"text_wrap": True, "valign": "top", "bold": True})
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, "Review of codings", strong)
    for at, line in enumerate([*([note] if note else []), *_HOW_TO], start=1):
        sheet.write_string(at, 0, line, strong if line == note else plain)
    sheet.protect()


def _write_codes(book: Workbook, sheet: Worksheet, codebook: Codebook) -> None:
    head = _head(book)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (title, width) in enumerate((("Code", 36), ("Name", 30), ("Definition", 90))):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for at, code in enumerate(codebook.codes, start=1):
        texts = (code.id, code.name, describe(codebook, code.id))
        for column, text in enumerate(texts):
            sheet.write_string(at, column, text[:_CELL], wrap)
    sheet.freeze_panes(1, 1)
    sheet.protect()


def _head(book: Workbook) -> Format:
    return book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E7E9EC"}
    )


def _write_rows(book: Workbook, sheet: Worksheet, queue: pd.DataFrame, codebook: Codebook) -> None:
    head = _head(book)
    locked = book.add_format({"text_wrap": True, "valign": "top"})
    share = book.add_format({"valign": "top", "num_format": "0.00"})
    asked = book.add_format(
        {"text_wrap": True, "valign": "top", "locked": False, "bg_color": "#FFF8DC", "border": 4}
    )
    widths = [*(w for _, _, w in _SHOWN), *(w for _, w, _ in _ASKED), *(w for _, w in _ANCHOR)]
    titles = [*(t for t, _, _ in _SHOWN), *(t for t, _, _ in _ASKED), *(t for t, _ in _ANCHOR)]
    for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for at, row in enumerate(rows(queue), start=1):
        for column, (_, field, _) in enumerate(_SHOWN):
            _write_cell(sheet, at, column, getattr(row, field), field, locked, share)
        for column in range(len(_SHOWN), len(_SHOWN) + len(_ASKED)):
            sheet.write_blank(at, column, None, asked)
        anchors = (str(row.turn), row.segment_id, codebook.version)
        for column, text in enumerate(anchors, start=len(_SHOWN) + len(_ASKED)):
            sheet.write_string(at, column, text, locked)
    _ask(sheet, len(queue), len(codebook.codes))
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(len(queue), 1), len(titles) - 1)
    allowed = ("format_columns", "format_rows", "autofilter", "sort")
    sheet.protect("", dict.fromkeys(allowed, True))


def _write_cell(
    sheet: Worksheet,
    at: int,
    column: int,
    value: str | float,
    field: str,
    locked: Format,
    share: Format,
) -> None:
    if isinstance(value, str):
        limit = _CONTEXT if field in ("question", "before", "after", "said") else _CELL
        text = value if len(value) <= limit else value[:limit] + " …"
        sheet.write_string(at, column, text, locked)
    elif pd.isna(value):
        sheet.write_blank(at, column, None, locked)
    else:
        sheet.write_number(at, column, float(value), share if field == "confidence" else locked)


def _ask(sheet: Worksheet, number: int, codes: int) -> None:
    for column, (title, _, choices) in enumerate(_ASKED, start=len(_SHOWN)):
        if choices == () or not number:
            continue
        source = list(choices) if choices else f"=Codes!$A$2:$A${codes + 1}"
        rule = {
            "validate": "list",
            "source": source,
            "error_title": title,
            "error_message": "Choose one of the list, or leave it empty.",
        }
        sheet.data_validation(1, column, number, column, rule)
