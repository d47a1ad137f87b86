"""What goes to and comes from other programs, at the edges."""

import io
import re
import zipfile

import docx
import pytest
from lxml import etree
from openpyxl import load_workbook

from aft_themes.errors import InputError
from aft_themes.exchange import project_files, refi_qda
from aft_themes.exchange.double_coding_sheets import _write_workbook, draw
from aft_themes.exchange.importing import _coder_file_names
from aft_themes.exchange.mapping import new_ids
from aft_themes.exchange.model import ImportedCoding, codes_of_paths, split_description
from aft_themes.exchange.placing import SourcePlaces
from aft_themes.exchange.word_documents import has_comments
from aft_themes.exchange.word_places import InterviewWords
from aft_themes.exchange.word_writer import write_document
from tests.exchange.making import CODES, NAMESPACE, coding, content, interview
from tests.exchange.making import docx as word_file

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


def test_places_are_counted_in_the_turn_as_transcribed():
    said = "Lena Marchetti said it was hard. It was hard, she said, it was."
    shared = said.replace("Lena Marchetti", "[SUPERVISOR_1]")
    versions = [InterviewWords(((3, text),)) for text in (said, shared)]
    codings = [ImportedCoding("s", "c", "she said", position=1.0)]
    places = SourcePlaces.of(shared, versions, codings)
    assert places.interview is versions[1]
    assert places.known == ((1.0, 9),)
    start = shared.index("It was hard")
    found = places.find(ImportedCoding("s", "c", "It was hard", start=start, end=start + 11))
    assert [(one.turn, one.start) for one in found] == [(3, said.index("It was hard"))]
    unclear = SourcePlaces.of("", versions[1:], [ImportedCoding("s", "c", "it was")])
    assert [one.start for one in unclear.find(ImportedCoding("s", "c", "it was"))] == [None]


def test_a_place_that_the_two_forms_of_a_turn_do_not_share_is_unknown():
    versions = [InterviewWords(((1, said),)) for said in ("So Tape, tape it is.", "So [A], tape.")]
    places = SourcePlaces.of("So [A], tape.", versions, ())
    (found,) = places.find(ImportedCoding("s", "c", "tape", start=8, end=12))
    assert (found.turn, found.start) == (1, None)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Was done.\nOften.\nInclude: tapes\nall\nExclude: x",
            ("Was done. Often.", "tapes all", "x"),
        ),
        ("Do not use when: asked\nUse if: told", ("", "told", "asked")),
        ("", ("", "", "")),
    ],
)
def test_a_description_is_split_where_its_fields_begin(text, parts):
    assert split_description(text) == parts


@pytest.mark.parametrize(("most", "opened"), [(3, True), (2, True), (1, False)])
def test_a_project_of_exactly_as_many_files_as_are_read_is_opened(
    tmp_path, monkeypatch, most, opened
):
    with zipfile.ZipFile(tmp_path / "a.qdpx", "w") as archive:
        archive.writestr("one", b"abc")
        archive.writestr("two", b"")
    monkeypatch.setattr(project_files, "MAX_MEMBERS", most)
    if opened:
        with project_files.open_archive(tmp_path / "a.qdpx") as archive:
            read = project_files.read_member(tmp_path / "a.qdpx", archive, "one", 3)
            assert read == b"abc"
            with pytest.raises(InputError, match="unpacks to over"):
                project_files.read_member(tmp_path / "a.qdpx", archive, "one", 2)
        return
    with (
        pytest.raises(InputError, match="more than 1 files"),
        project_files.open_archive(tmp_path / "a.qdpx"),
    ):
        pass


def test_files_of_one_name_are_refused_by_that_name(tmp_path):
    files = [tmp_path / name for name in ("a/other.qdpx", "a/ours.qdpx", "b/ours.qdpx")]
    with pytest.raises(InputError, match=r"ours.*two files have this name"):
        _coder_file_names(tmp_path, files)
    own = _coder_file_names(tmp_path, files[:2])
    assert sorted(path.name for path in own.values()) == ["other.csv", "ours.csv"]


def test_only_a_word_document_with_comments_has_comments(tmp_path):
    assert has_comments(word_file(tmp_path / "with.docx", "<w:p/>", "<w:comment/>"))
    assert not has_comments(word_file(tmp_path / "without.docx", "<w:p/>"))
    (tmp_path / "no_zip.docx").write_text("words")
    assert not has_comments(tmp_path / "no_zip.docx")


@pytest.mark.parametrize(
    ("xml", "name"),
    [
        ('<TextSource name=" P01 \n one "/>', "P01 one"),
        ('<PDFSource name="P02"><Representation guid="ab"/></PDFSource>', "P02"),
        ('<PDFSource name="P02"><Representation name="own"/></PDFSource>', "own"),
        ('<PDFSource><Representation guid="12345678-90ab"/></PDFSource>', "source 12345678"),
    ],
)
def test_a_source_has_its_name_or_that_of_what_it_is_in(xml, name):
    root = etree.fromstring(xml)
    element = root if len(root) == 0 else root[0]
    assert refi_qda._Reader._source_name(None, element) == name


TURNS = (
    (1, "So you left?"),
    (2, "I left. Yes, it was it."),
    (3, "Left for it?"),
    (4, "For it. It was a lamp I had left."),
)


def test_lines_of_several_turns_stay_one_quote_that_begins_where_they_stand_side_by_side():
    words = (InterviewWords(TURNS),)
    places = SourcePlaces.of("", words, [])
    quote = "it was it.\nDan: Left for it?\nAnn: For it."
    found = places.find(ImportedCoding("s", "c", quote))
    assert [(one.turn, one.quote) for one in found] == [(2, quote)]
    apart = places.find(ImportedCoding("s", "c", "I left.\nAnn: For it."))
    assert [(one.turn, one.quote) for one in apart] == [(None, "I left.\nAnn: For it.")]


def test_labels_and_times_do_not_count_as_words_that_must_be_found():
    text = "[00:05:32] Dan Moor: Mm.\n[00:05:40] Ann: Mm.\n[00:05:50] Dan Moor: Mm.\n"
    words = (InterviewWords(((1, "Mm."), (2, "Mm."), (3, "Mm."))),)
    start = text.index("[00:05:50]")
    coding = ImportedCoding("s", "c", text[start:], start=start, end=len(text))
    assert [one.turn for one in SourcePlaces.of(text, words, [coding]).find(coding)] == [3]


def test_an_ordinal_position_says_only_between_which_rows_a_quote_stands():
    words = (InterviewWords(((1, "one it two it three it and so on to four"),)),)
    rows = [
        ImportedCoding("s", "c", quote, position=float(at), ordinal=True)
        for at, quote in enumerate(("one", "it", "two", "it", "four"))
    ]
    places = SourcePlaces.of("", words, rows)
    assert places.find(rows[1])[0].start == 4
    assert places.find(rows[3])[0].start is None  # two places between its neighbours
    counted = [ImportedCoding("s", "c", one.quote, position=one.position) for one in rows]
    assert SourcePlaces.of("", words, counted).find(counted[3])[0].start is not None
