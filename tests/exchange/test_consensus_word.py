"""The consensus as a Word document: written, filled in, and read back as a workbook."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from aft_themes.coding.files import sort_file
from aft_themes.coding.review import read_reviews
from aft_themes.consensus import read_consensus, unanswered
from aft_themes.consensus.sheets import DECISIONS, SHEETS
from aft_themes.errors import InputError
from aft_themes.exchange.consensus_word import bring_back, consensus_document, read_document
from tests.coding.test_review import BOOK
from tests.consensus.test_consensus import tables

AUDIT = {"Auditor's comment": "too broad?", "Auditor": "Eva"}
DECIDED = {"Decision": "accept", "Reviewer": "Ann, Bo", "Date": "2026-02-03"}


def fill(path: Path, cases: dict[int, dict[str, str]]) -> Path:
    """Write into the second column of some tables, as people do in Word."""
    document = Document(io.BytesIO(consensus_document(tables(), BOOK)))
    for at, answers in cases.items():
        for row in document.tables[at].rows:
            label = row.cells[0].text
            if label in answers:
                row.cells[1].text = answers[label]
    document.save(str(path))
    return path


def test_the_document_asks_what_the_workbook_asks() -> None:
    document = Document(io.BytesIO(consensus_document(tables(), BOOK)))
    asked = [(sheet, row) for sheet, rows in tables().items() for row in rows]
    assert len(document.tables) == len(asked)
    for table, (sheet, row) in zip(document.tables, asked, strict=True):
        assert [one.cells[0].text for one in table.rows] == list(sheet.headers)
        assert [one.cells[1].text for one in table.rows][: len(row)] == [str(one) for one in row]
    assert consensus_document(tables(), BOOK) == consensus_document(tables(), BOOK)


def test_what_is_filled_in_comes_back_as_a_workbook(tmp_path: Path) -> None:
    kept = {"Minority reading": "Bo hears a joke"}
    document = fill(
        tmp_path / "team.docx",
        {0: DECIDED | kept | AUDIT, 1: {"Decision": "Reject"}, 2: {"Core idea": "Fears the tape"}},
    )
    path, cases = bring_back(document, BOOK, tmp_path / "codings")
    assert cases == 3 and path.name == "team.xlsx"
    assert sort_file(path).kind == "review"
    found = read_consensus([path])
    assert found.decisions["decision"].tolist() == ["accept", "reject"]
    first = found.decisions.iloc[0]
    assert (first["minority"], first["decided_by"]) == ("Bo hears a joke", "Ann, Bo")
    assert found.core_ideas["core_idea"].tolist() == ["Fears the tape"]
    assert len(unanswered(found.audit)) == 1
    # the same decisions place as those of a workbook do
    reviews = read_reviews([path], BOOK)
    assert reviews["status"].tolist() == ["used", "used"]
    assert reviews["quote"].tolist() == [row[2] for row in tables()[DECISIONS]]


def test_a_document_is_not_written_over_a_workbook(tmp_path: Path) -> None:
    document = fill(tmp_path / "team.docx", {0: DECIDED})
    bring_back(document, BOOK, tmp_path)
    with pytest.raises(InputError, match="already"):
        bring_back(document, BOOK, tmp_path)


def test_an_empty_document_brings_nothing(tmp_path: Path) -> None:
    read = read_document(fill(tmp_path / "empty.docx", {}))
    assert set(read) <= set(SHEETS) and not any(read.values())


def test_a_document_that_cannot_be_read_says_which_table(tmp_path: Path) -> None:
    path = fill(tmp_path / "broken.docx", {0: DECIDED})
    document = Document(str(path))
    document.tables[1].rows[6].cells[0].text = ""  # the word "Decision" is gone
    document.save(str(path))
    with pytest.raises(InputError, match="table 2"):
        read_document(path)
    other = Document()
    other.add_table(rows=2, cols=2)
    other.save(str(tmp_path / "other.docx"))
    with pytest.raises(InputError, match="no table of a consensus"):
        read_document(tmp_path / "other.docx")
