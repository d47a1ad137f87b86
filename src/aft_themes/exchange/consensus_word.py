"""The consensus as a Word document: one table for each case, read back as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aft_themes.codebook.codes import Codebook
from aft_themes.consensus.sheets import AUDIT, DECISIONS, SHEETS, Sheet
from aft_themes.consensus.workbook import HOW_TO, Table, write_workbook
from aft_themes.documents.word_tables import word_tables
from aft_themes.errors import InputError
from aft_themes.exchange.word_writer import begin_document
from aft_themes.tables.writers.docx import document_bytes, xml_text

_ANSWER = AUDIT[2].casefold()
_BACK = (
    "Each table is one case: write beside the words in the first column, and leave that column as "
    "it is. Then bring the document back: aft-themes consensus STUDY --from FILE.docx"
)


def consensus_document(tables: dict[Sheet, Table], codebook: Codebook) -> bytes:
    """Write what the team decides and an auditor comments on; the same tables, the same bytes."""
    document = begin_document("Consensus")
    for line in (*HOW_TO[:-1], _BACK):
        document.add_paragraph(line)
    for sheet, rows in tables.items():
        document.add_heading(sheet.name, level=1)
        for number, cells in enumerate(rows, start=1):
            document.add_paragraph(f"{sheet.name} {number} of {len(rows)}")
            _add_case(document, sheet, cells)
        if sheet is DECISIONS:
            codes = ", ".join(code.id for code in codebook.codes)
            document.add_paragraph(xml_text(f"Codes for {DECISIONS.asked[1]}: {codes}"))
    return document_bytes(document)


def _add_case(document: Any, sheet: Sheet, cells: Sequence[str | int]) -> None:  # noqa: ANN401
    filled = [str(cell) for cell in cells] + [""] * (len(sheet.headers) - len(cells))
    table = document.add_table(rows=len(filled), cols=2, style="Table Grid")
    for row, label, text in zip(table.rows, sheet.headers, filled, strict=True):
        name, value = row.cells
        name.paragraphs[0].add_run(label).bold = label not in sheet.given
        value.text = xml_text(text)


def read_document(path: Path) -> dict[Sheet, Table]:
    """Read what people wrote; cases in which nothing is written are left out.

    Raises
    ------
    InputError
        If no table is one of a consensus, or some have lost words of their first column.
    """
    found: dict[Sheet, list[list[str]]] = {}
    broken = []
    for table in word_tables(path):
        lines = [table.header, *(cells for _, cells in table.rows)]
        case = {cells[0].strip().casefold(): cells[1].strip() for cells in lines if len(cells) > 1}
        sheet = next((one for one in SHEETS if one.is_mine(set(case))), None)
        if sheet is None:
            broken += [table.name] * (_ANSWER in case)
            continue
        given = [case.get(name.casefold(), "") for name in sheet.given]
        asked = [case[name.casefold()] for name in sheet.headers[len(given) :]]
        rows = found.setdefault(sheet, [])
        rows += [[*given, *asked]] * any(asked)
    if broken or not found:
        problem = f"has lost words of the first column: {', '.join(broken)}."
        raise InputError(
            path,
            problem if broken else "holds no table of a consensus.",
            "use the document that `aft-themes consensus STUDY --word` writes, and fill in only "
            "the second column.",
        )
    return dict(found)


def bring_back(document: Path, codebook: Codebook, codings: Path) -> tuple[Path, int]:
    """Write a filled document as a workbook into ``codings/``.

    Returns
    -------
    tuple of Path and int
        The workbook, and the number of cases in which something is written.
    """
    tables = read_document(document)
    path = codings / f"{document.stem}.xlsx"
    if path.exists():
        raise InputError(path, "is there already.", "delete it, or give the document another name.")
    codings.mkdir(parents=True, exist_ok=True)
    write_workbook(tables, codebook, path)
    return path, sum(len(rows) for rows in tables.values())
