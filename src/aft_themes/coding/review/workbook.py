"""The review workbook: one row per decision that a person should make, protected but for these."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from aft_themes.codebook.codes import VALENCES, Codebook
from aft_themes.coding.review.bulk import ASKED_IN_BULK, CHECK, IN_BULK, bulk_rows, say_work
from aft_themes.coding.review.queue import KINDS, MISSED, OFFERS, describe
from aft_themes.io.files import write_whole
from aft_themes.io.parquet import rows
from aft_themes.io.spreadsheets import ONLY_TEXT
from aft_themes.vocabulary import Decision

UNCODED = "Uncoded interviews"
SHEETS = {
    "Review": tuple(kind for kind in KINDS if kind not in (*OFFERS, MISSED)),
    UNCODED: OFFERS,
    "Possibly missed": (MISSED,),
}
_ONLY_IF_FILLED = (UNCODED,)

# header, column of the queue, width in characters; narrow, so that the decision is in sight
_SHOWN = (
    ("No.", "place", 5),
    ("Why", "kind", 12),
    ("Interview", "interview", 9),
    ("Question", "question", 22),
    ("Before", "before", 26),
    ("Segment", "text", 46),
    ("After", "after", 26),
    ("Code", "code", 24),
    ("Definition", "definition", 34),
    ("Said by", "said", 28),
    ("Earlier decisions", "earlier", 16),
    ("Confidence", "confidence", 10),
    ("Suggested valence", "valence", 10),
)
_Columns = tuple[tuple[str, str, int], ...]
_CHECK = ("Check", "sampled", 8)  # on the sheet of uncoded interviews
_ASKED = (
    ("Decision", 11, tuple(Decision)),
    ("Change to", 24, None),  # any code of the codebook
    ("Valence", 10, VALENCES),
    ("Memo", 32, ()),
    ("Reviewer", 12, ()),
)
# widths are in characters
_ANCHOR = (("Turn", 7), ("Segment id", 14), ("Codebook version", 10))
_CELL = 32_000  # a spreadsheet cell holds 32,767 characters
_CONTEXT = 1_500  # characters of the turns around; more does not fit into the tallest row
_LINE, _TALLEST = 15.0, 409.0  # points; a spreadsheet row cannot be taller
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
    """Write the review workbook, whole or not at all; the same queue gives the same bytes."""
    write_whole(path, lambda part: _write(queue, codebook, part, note))


def _write(queue: pd.DataFrame, codebook: Codebook, path: Path, note: str) -> None:
    book = xlsxwriter.Workbook(str(path), dict(ONLY_TEXT))
    book.set_properties({"title": "Review of codings", "created": _CREATED})
    first = book.add_worksheet("Read me")
    parts = {name: queue[queue["kind"].isin(kinds)] for name, kinds in SHEETS.items()}
    parts = {n: part for n, part in parts.items() if len(part) or n not in _ONLY_IF_FILLED}
    sheets = {name: book.add_worksheet(name) for name in parts}
    in_bulk = bulk_rows(queue)
    if in_bulk:
        _write_bulk(book, book.add_worksheet(IN_BULK), in_bulk)
    _write_codes(book, book.add_worksheet("Codes"), codebook)
    _write_how_to(book, first, [*([note] if note else []), *say_work(queue), *_HOW_TO], note)
    for name, part in parts.items():
        shown = (*_SHOWN, _CHECK) if name == UNCODED else _SHOWN
        _write_rows(book, sheets[name], part, codebook, shown)
    sheets["Review"].activate()
    book.close()


def _write_bulk(book: Workbook, sheet: Worksheet, found: list[tuple[str, int, int]]) -> None:
    """Ask, for each interview, whether its sure suggestions are accepted without a look at each."""
    head = _head(book)
    plain = book.add_format({"valign": "top", "bottom": 1, "bottom_color": "#D9D9D9"})
    asked = book.add_format({"locked": False, "bg_color": "#FFF8DC", "border": 1})
    titles = (("Interview", 12), ("Sure suggestions", 12), ("Sample in all", 12), (IN_BULK, 12))
    for column, (title, width) in enumerate((*titles, ("Reviewer", 12))):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for at, (interview, number, sample) in enumerate(found, start=1):
        sheet.write_string(at, 0, interview, plain)
        sheet.write_number(at, 1, number, plain)
        sheet.write_number(at, 2, sample, plain)
        sheet.write_blank(at, 3, None, asked)
        sheet.write_blank(at, 4, None, asked)
    sheet.data_validation(
        1, 3, len(found), 3, {"validate": "list", "source": [str(Decision.ACCEPT)]}
    )
    sheet.write_string(len(found) + 2, 0, ASKED_IN_BULK)
    sheet.freeze_panes(1, 0)
    _page(sheet)
    sheet.protect()


def _write_how_to(book: Workbook, sheet: Worksheet, lines: list[str], note: str) -> None:
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    strong = book.add_format({"text_wrap": True, "valign": "top", "bold": True})
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, "Review of codings", strong)
    for at, line in enumerate(lines, start=1):
        sheet.set_row(at, _height([(line, 100)]))
        sheet.write_string(at, 0, line, strong if line == note else plain)
    _page(sheet)
    sheet.protect()


def _height(cells: Iterable[tuple[str, int]]) -> float:
    """Height in points that shows the wrapped text of a row; not every program finds it itself."""
    # 5% more than fits: lines end at words, not at the edge of the cell
    lines = max(math.ceil(1.05 * len(text) / width) for text, width in cells)
    return min(_TALLEST, _LINE * max(1, lines))


def _page(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_codes(book: Workbook, sheet: Worksheet, codebook: Codebook) -> None:
    head = _head(book)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (title, width) in enumerate((("Code", 36), ("Name", 30), ("Definition", 90))):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for at, code in enumerate(codebook.codes, start=1):
        texts = (code.id, code.name, describe(codebook, code.id))
        sheet.set_row(at, _height(zip(texts, (36, 30, 90), strict=True)))
        for column, text in enumerate(texts):
            sheet.write_string(at, column, text[:_CELL], wrap)
    sheet.freeze_panes(1, 1)
    _page(sheet)
    sheet.protect()


def _head(book: Workbook) -> Format:
    return book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E7E9EC"}
    )


def _write_rows(
    book: Workbook, sheet: Worksheet, queue: pd.DataFrame, codebook: Codebook, shown: _Columns
) -> None:
    head = _head(book)
    line = {"valign": "top", "bottom": 1, "bottom_color": "#D9D9D9"}
    locked = book.add_format({"text_wrap": True, **line})
    share = book.add_format({"num_format": "0.00", **line})
    asked = book.add_format(
        {
            "text_wrap": True,
            "valign": "top",
            "locked": False,
            "bg_color": "#FFF8DC",
            "border": 1,
            "border_color": "#BFBFBF",
        }
    )
    widths = [*(w for _, _, w in shown), *(w for _, w, _ in _ASKED), *(w for _, w in _ANCHOR)]
    titles = [*(t for t, _, _ in shown), *(t for t, _, _ in _ASKED), *(t for t, _ in _ANCHOR)]
    for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    sheet.set_row(0, 2 * _LINE)
    for at, row in enumerate(rows(queue), start=1):
        sheet.set_row(at, _height((str(getattr(row, field)), w) for _, field, w in shown))
        for column, (_, field, _) in enumerate(shown):
            _write_cell(sheet, at, column, getattr(row, field), field, locked, share)
        for column in range(len(shown), len(shown) + len(_ASKED)):
            sheet.write_blank(at, column, None, asked)
        anchors = (str(row.turn), row.segment_id, codebook.version)
        for column, text in enumerate(anchors, start=len(shown) + len(_ASKED)):
            sheet.write_string(at, column, text, locked)
    _ask(sheet, len(queue), len(codebook.codes), len(shown))
    sheet.freeze_panes(1, 3)
    sheet.set_zoom(85)
    _page(sheet)
    sheet.autofilter(0, 0, max(len(queue), 1), len(titles) - 1)
    allowed = ("format_columns", "format_rows", "autofilter", "sort")
    sheet.protect("", dict.fromkeys(allowed, True))


def _write_cell(
    sheet: Worksheet,
    at: int,
    column: int,
    value: str | float | bool,
    field: str,
    locked: Format,
    share: Format,
) -> None:
    if field == _CHECK[1]:
        sheet.write_string(at, column, CHECK if value else "", locked)
    elif isinstance(value, str):
        limit = _CONTEXT if field in ("question", "before", "after", "said") else _CELL
        text = value if len(value) <= limit else value[:limit] + " …"
        sheet.write_string(at, column, text, locked)
    elif pd.isna(value):
        sheet.write_blank(at, column, None, locked)
    else:
        sheet.write_number(at, column, float(value), share if field == "confidence" else locked)


def _ask(sheet: Worksheet, number: int, codes: int, first: int) -> None:
    for column, (title, _, choices) in enumerate(_ASKED, start=first):
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
