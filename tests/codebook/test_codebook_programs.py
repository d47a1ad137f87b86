"""Codebooks as Taguette and QualCoder write them, with invented codes."""

import pytest

from aft_themes.codebook.programs import qualcoders_outline
from aft_themes.codebook.reading import load_codebook

ODF = "urn:oasis:names:tc:opendocument:xmlns"
QUALCODER = """Codebook for nights.qda
========
Category:work, catid:1, Owner: Ann
Memo: what they do
--Code: pay, cid:1, Frq: 3, Owner: Ann
--Memo: money
and what it buys
--Category:hours, catid:2, Owner: Ann
--Memo:
----Code: nights, cid:2, Frq: 1, Owner: Ann
----Memo:
Code: rest, cid:3, Frq: 0, Owner: Ann
Memo: """
TAGUETTE = (
    "tag,description,number of highlights,number of documents\n"
    "work.pay,money,3,2\nwork.hours.nights,,1,1\nrest,sleep,2,2\n"
)
QDC = (
    '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.5.2"><Codes>'
    '<Code guid="1" name="work.pay" isCodable="true"/>'
    '<Code guid="2" name="rest" isCodable="true"/></Codes></CodeBook>'
)
IDS = ["work", "work.pay", "work.hours", "work.hours.nights", "rest"]


def codes(path, content):
    path.write_text(content)
    return {code.id: code.definition for code in load_codebook(path).codes}


def test_qualcoders_text(tmp_path):
    found = codes(tmp_path / "codebook.txt", QUALCODER)
    assert list(found) == IDS
    assert (found["work"], found["work.pay"]) == ("what they do", "money and what it buys")


def test_qualcoders_opendocument(tmp_path):
    lines = [
        "Codebook: nights.qda",
        "Category: work",
        "MEMO: what they do",
        "...\u2588Code: pay, Count: 3",
        "MEMO: money",
        "...Category: hours",
        "......\u2588Code: nights, Count: 1",
        "\u2588Code: rest, Count: 0",
    ]
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    spaces = f'xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0"'
    page = f"<office:body {spaces}>{body}</office:body>"
    found = codes(tmp_path / "Codebook.odt", page)
    assert list(found) == IDS
    assert found["work.pay"] == "money"


def test_other_lists_are_not_taken_for_qualcoders():
    assert not qualcoders_outline(["Category: work", "Code: pay", "Memo: none"])


def test_taguettes_tags_are_paths(tmp_path):
    found = codes(tmp_path / "codebook.csv", TAGUETTE)
    assert list(found) == IDS
    assert found["work.pay"] == "money"


def test_stops_in_other_tables_are_parts_of_names(tmp_path):
    found = codes(tmp_path / "codebook.csv", "code,description\nwork.pay,money\nrest,sleep\n")
    assert list(found) == ["work_pay", "rest"]


def test_taguettes_exchange_codebook(tmp_path):
    assert list(codes(tmp_path / "codebook.qdc", QDC)) == ["work", "work.pay", "rest"]


@pytest.mark.parametrize("below", ["3 highlights in 2 documents", "3 Markierungen in 2 Dokumenten"])
def test_taguettes_word_document(tmp_path, below):
    import docx

    document = docx.Document()
    document.add_heading("Taguette Codebook", 1)
    for name, definition in (("work.pay", "money"), ("rest", "sleep")):
        document.add_heading(name, 2)
        document.add_paragraph(below)
        document.add_paragraph(definition)
    document.save(tmp_path / "codebook.docx")
    found = {code.id: code.definition for code in load_codebook(tmp_path / "codebook.docx").codes}
    assert found == {"work": "", "work.pay": "money", "rest": "sleep"}
