"""What goes to and comes from other programs, at the edges."""

import io
import re
import zipfile

import docx
import pytest
from openpyxl import load_workbook

from aft_themes.exchange import refi_qda
from aft_themes.exchange.double_coding_sheets import _write_workbook, draw
from aft_themes.exchange.mapping import new_ids
from aft_themes.exchange.model import codes_of_paths
from aft_themes.exchange.word_writer import write_document
from tests.exchange.making import CODES, NAMESPACE, coding, content, interview

GUID = "00000000-0000-0000-0000-{:012d}".format


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        ([("Long Silence!",)], ["long_silence"]),
        ([("Caf\u00e9 & talk", "What helped?")], ["cafe_talk", "cafe_talk.what_helped"]),
        ([("3 wishes",), ("\u60b2\u3057\u307f",)], ["code_3_wishes", "code"]),
        ([("Tape",), ("tape",), ("TAPE!",)], ["tape", "tape_2", "tape_3"]),
        ([("a1",)], ["a1"]),
    ],
)
def test_new_codes_get_ids_of_letters_and_digits_that_begin_with_a_letter(names, ids):
    assert list(new_ids(codes_of_paths(names)).values()) == ids


def test_the_double_coding_workbook_offers_every_code_and_no_others(tmp_path):
    study = content()
    path = tmp_path / "sheet.xlsx"
    _write_workbook(study, draw(study, 9, 1), path)
    book = load_workbook(path)
    assert book.sheetnames == ["Turns", "Codes", "How to"]
    turns, codes = book["Turns"], book["Codes"]
    listed = [cell.value for cell in codes["A"]]
    assert listed == ["Code", *(code.id for code in CODES)]
    rules = turns.data_validations.dataValidation
    assert {rule.formula1 for rule in rules} == {f"Codes!$A$2:$A${len(listed)}"}
    header = {cell.value: cell.column_letter for cell in turns[1]}
    columns = {re.match(r"[A-Z]+", str(rule.sqref))[0] for rule in rules}
    assert columns == {header[name] for name in ("code", "code 2", "code 3", "code 4")}
    assert {re.search(r"\d+", str(rule.sqref))[0] for rule in rules} == {"2"}
    assert [cell.value for cell in turns[2]][:3] == ["P01", "2", "How was the tape for you?"]
    assert turns.freeze_panes == "C2"


def test_a_comment_in_word_stands_on_its_words_with_the_coders_initials():
    made = coding(2, "It was hard", coder="Ada", valence="challenge", memo="first\nof all")
    document = docx.Document(io.BytesIO(write_document(interview(), [made])))
    (comment,) = document.comments
    assert (comment.author, comment.initials) == ("Ada", "Ad")
    assert comment.text == "tasks.tape: challenge\nmemo: first of all"
    assert document.paragraphs[0].text == "P01"
    assert document.paragraphs[2].text.startswith("Participant: I don't know.")


def project(path, notes, refs):
    text = "I saw my own face."
    body = (
        f'<CodeBook><Codes><Code guid="{GUID(1)}" name="Hard" isCodable="true"/></Codes></CodeBook>'
        f'<Sources><TextSource guid="{GUID(2)}" name="P01"><PlainTextContent>{text}'
        f'</PlainTextContent><PlainTextSelection guid="{GUID(3)}" startPosition="0" '
        f'endPosition="{len(text)}"><Coding guid="{GUID(4)}"><CodeRef targetGUID="{GUID(1)}"/>'
        f"</Coding>{refs}</PlainTextSelection></TextSource></Sources><Notes>{notes}</Notes>"
    )
    xml = f'<?xml version="1.0"?><Project xmlns="{NAMESPACE}" name="t">{body}</Project>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", xml)
        archive.writestr("sources/memo.txt", "\ufeffkept in a file")
    return refi_qda.read(path).codings


@pytest.mark.parametrize(
    ("note", "memo"),
    [
        ("<PlainTextContent>in the note</PlainTextContent>", "in the note"),
        ("<Description>as description</Description>", "as description"),
        ("", "kept in a file"),
    ],
)
def test_a_memo_is_read_wherever_the_program_keeps_it(tmp_path, note, memo):
    place = "" if note else ' plainTextPath="internal://memo.txt"'
    notes = f'<Note guid="{GUID(9)}" name="m"{place}>{note}</Note>'
    refs = f'<NoteRef targetGUID="{GUID(9)}"/>'
    assert [one.memo for one in project(tmp_path / "a.qdpx", notes, refs)] == [memo]
