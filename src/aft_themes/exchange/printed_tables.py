"""Read MAXQDA's prints: the coded segments and the code system as PDF.

A print is a table without lines. Its header says where each column begins; a row begins where its
first column has words. Codes of the code system are indented by their level.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aft_themes.codebook.codes import CODE_ROOTS
from aft_themes.documents.headers import CODEBOOK_COLUMNS, coding_columns, find_columns
from aft_themes.documents.printed_cells import Cell
from aft_themes.documents.printed_pages import read_cells
from aft_themes.errors import InputError
from aft_themes.exchange.coded_segment_tables import code_path
from aft_themes.exchange.model import (
    ImportedCode,
    ImportedCoding,
    Loss,
    Project,
    join_path,
    project_of,
)

PROGRAM = "MAXQDA print"
_HEADER_CELLS = 20  # the header stands within the first pieces of the first page
_BESIDE = 4.0  # points: cells of one line may stand so much higher or lower
_BETWEEN = 5.0  # points: more than this between two lines is a new paragraph, or a new row
_LEFT_OF = 3.0  # points by which a cell may begin before its column's header


@dataclass
class _Row:
    """A row of a print: the words of each column, and where its first cell begins."""

    left: float
    cells: dict[str, list[str]] = field(default_factory=dict)

    def text(self, column: str, joint: str = " ") -> str:
        """Join the lines of a cell."""
        return joint.join(self.cells.get(column, [])).strip()


def recognises(pages: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether the first page of a PDF is a print of coded segments or of a code system."""
    return bool(pages) and _header(pages[0]) is not None


def holds_codings(pages: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a print is one of coded segments."""
    header = _header(pages[0]) if pages else None
    return header is not None and header[0] == "codings"


def read(path: Path) -> Project:
    """Read a print of coded segments, or of the code system."""
    pages = read_cells(path)
    header = _header(pages[0]) if pages else None
    if header is None:
        raise InputError(
            path,
            "is not a print of MAXQDA's coded segments or code system, or has no text layer.",
            "export the coded segments as an Excel table.",
        )
    kind, columns = header
    rows = list(_rows(pages, columns, "interview" if kind == "codings" else "name"))
    return _codings(path, rows) if kind == "codings" else _code_system(path, rows)


def _header(cells: Sequence[Cell]) -> tuple[str, list[tuple[float, str]]] | None:
    """Find the header: what the table is, and where each of its columns begins."""
    first = cells[:_HEADER_CELLS]
    for _, top, *_ in first:
        line = [one for one in first if abs(one[1] - top) <= _BESIDE]
        names = [one[3] for one in line]
        codings = coding_columns(names)
        if {"interview", "code", "quote"} <= set(codings):
            return "codings", sorted((line[at][0], name) for name, at in codings.items())
        codes = find_columns(names, CODEBOOK_COLUMNS)
        leading = codes.pop("path", codes.get("name"))  # MAXQDA heads it "Code System"
        if leading is not None and "definition" in codes and len(line) > 2:
            named = {leading: "name", codes["definition"]: "definition"}
            return "codes", sorted((one[0], named.get(at, "")) for at, one in enumerate(line))
    return None


def _rows(
    pages: Sequence[Sequence[Cell]], columns: Sequence[tuple[float, str]], leading: str
) -> Iterator[_Row]:
    row: _Row | None = None
    begins = {name: left for left, name in columns}[leading]
    seen_header = False
    for page in pages:
        lows: dict[str, float] = {}  # the lower edge of what stands in each column so far
        for left, top, low, text, _ in page:
            column = next((n for x, n in reversed(columns) if left >= x - _LEFT_OF), "")
            if not seen_header:
                seen_header = column == columns[-1][1] and _header(page[:_HEADER_CELLS]) is not None
                continue
            new = column == leading and lows.get(leading, top + 2 * _BETWEEN) - top > _BETWEEN
            if new:
                if row is not None:
                    yield row
                row = _Row(left - begins)
                lows.clear()
            if row is not None and column:
                _add(row, column, text, lows.get(column), top)
            lows[column] = low
    if row is not None:
        yield row


def _add(row: _Row, column: str, text: str, above: float | None, top: float) -> None:
    """Add a piece of text to a cell: to its last paragraph, or as a new one."""
    words = " ".join(text.split())
    lines = row.cells.setdefault(column, [])
    if lines and (above is None or above - top <= _BETWEEN):
        lines[-1] = f"{lines[-1]} {words}"
    elif words:
        lines.append(words)


def _codings(path: Path, rows: Sequence[_Row]) -> Project:
    codings, losses = [], []
    for number, row in enumerate(rows, 1):
        code, quote = code_path(row.text("code")), row.text("quote", "\n")
        if not code or not quote:
            losses.append(Loss(f"row {number}", "it has no code or no words"))
            continue
        codings.append(
            ImportedCoding(
                row.text("interview"),
                code,
                quote,
                row.text("coder"),
                memo=row.text("memo"),
                row=f"row {number}",
            )
        )
    return project_of(path.name, PROGRAM, codings, losses)


def _code_system(path: Path, rows: Sequence[_Row]) -> Project:
    above: list[tuple[float, str]] = []
    codes = []
    for row in rows:
        name = row.text("name")
        if not name or name.casefold() in CODE_ROOTS:
            continue
        while above and above[-1][0] >= row.left - _LEFT_OF:
            above.pop()
        above.append((row.left, name))
        names = tuple(one for _, one in above)
        codes.append(ImportedCode(join_path(names), names, row.text("definition")))
    return Project(path.name, PROGRAM, tuple(codes))
