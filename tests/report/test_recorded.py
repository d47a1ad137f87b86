"""How tables, checklists and documents of an invented study are set, as recorded.

``printed`` holds the running text; this is the rest. After a change that is meant write the record
anew with ``python -m tests.report.test_recorded``, and read the difference.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pandas as pd
import pytest
from docx.oxml.ns import qn

from aft_themes.report.compose import compose_report
from aft_themes.report.content import Report, TableBlock
from aft_themes.report.counted_codes import _frequent
from aft_themes.report.writers.docx import to_document
from aft_themes.tables.registry import build_tables
from tests.made_results import made_results
from tests.report import printed

RECORD = Path("tests/data/report/set.txt")
_VERSIONS = re.compile(r"run with aft-themes .*? and \S+ [\d.]+\d")  # differ between machines
CELLS = ("settings", "checklist")  # tables whose cells are recorded, too


def tables(report: Report) -> Iterator[str]:
    for section in report.walk():
        for block in section.blocks:
            if isinstance(block, TableBlock):
                table = block.table
                shape = f"{len(table.rows)} rows" if table.name != "versions" else ""
                yield f"{section.id} {table.name} {table.number} {table.title} {shape}"
                yield f"  landscape {table.landscape}, {table.points} pt, group {table.group}"
                yield f"  {[(column.name, column.width) for column in table.columns]}"
                if table.name.startswith(CELLS):
                    yield from (
                        _VERSIONS.sub("run with [versions]", f"  {row}") for row in table.rows
                    )


def pages(report: Report) -> Iterator[str]:
    """Say how a Word document is set: pages, styles, headings with their marks, and tables."""
    document = docx.Document(io.BytesIO(to_document(report)))
    for page in document.sections:
        yield f"page {page.orientation} {page.page_width.mm:.0f} x {page.page_height.mm:.0f} mm"
    for name in ("Title", "Heading 1", "Heading 3", "Heading 4", "Block Quote", "Reference"):
        style = document.styles[name]
        form = style.paragraph_format
        yield f"{name} {style.font.size} {style.font.bold} {style.font.italic}"
        yield f"  {form.left_indent} {form.first_line_indent} {form.space_after}"
    for mark in document.element.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
        yield f"{mark.tag[-5:]} {mark.get(qn('w:id'))} {mark.get(qn('w:name'))}"
    for paragraph in document.paragraphs:
        if not paragraph.style.name.startswith(("Normal", "List")):
            yield f"{paragraph.style.name}: {paragraph.text[:60]}"
    for table in document.tables:
        widths = [cell.width and round(cell.width.mm) for cell in table.rows[0].cells]
        yield f"table of {len(table.columns)} columns, {widths}"


def lines():
    results = printed.study("topics")
    both = compose_report(results, build_tables(results), [])
    return [line for one in (both.report, both.supplement) for line in (*tables(one), *pages(one))]


def test_tables_and_pages_are_set_as_recorded():
    assert lines() == RECORD.read_text(encoding="utf-8").split("\n")[:-1]


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ([3, 2], "No code was given to more than half of the participants."),
        ([4, 3], "Of the 2 codes, 1 was given to more than half of the participants."),
    ],
)
def test_exactly_half_of_the_participants_are_not_more_than_half(numbers, sentence):
    results = made_results()
    themes = results.settings.themes.model_copy(update={"labels": "none"})
    settings = results.settings.model_copy(update={"themes": themes})
    codes = pd.DataFrame({"n": numbers, "of": [6, 6], "label": ["", ""], "level": [2, 2]})
    said = _frequent(replace(results, settings=settings), codes)
    assert said.replace(" below the domains", "") == sentence
    alone = _frequent(replace(results, settings=settings), codes.assign(level=[1, 2]))
    assert alone.replace(" besides the domains", "") == sentence


if __name__ == "__main__":
    RECORD.write_text("\n".join(lines()) + "\n", encoding="utf-8", newline="\n")
