"""Codings in tables where code, quote or interview has no column of its own."""

import docx
import pytest

from aft_themes.codebook.codes import Code, Codebook
from aft_themes.coding.files import sort_files
from aft_themes.coding.quoted_documents import sheet_of
from aft_themes.coding.quoted_tables import codes_in_tables
from aft_themes.coding.reading import coders_in, load_codings
from tests.transcripts import making

QUOTES = (
    ("P01", "Tape", "I was very nervous at first"),
    ("P01", "Repair", "we tried it again later"),
    ("P02", "Tape", "nobody said a word then"),
    ("P02", "Repair", "she asked me to breathe"),
)


def as_rows(found):
    return sorted((one.interview, one.code, one.quote) for one in found)


def workbook(path, sheets):
    path.write_bytes(making.workbook_of(sheets))
    return path


def word_table(path, rows):
    document = docx.Document()
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(path)
    return path


@pytest.mark.parametrize("mark", [" (P01)", " [P01, line 12]", " \u2013 P01", ""])
def test_a_table_of_themes_in_word_names_the_person_behind_the_quote(tmp_path, mark):
    rows = [("Theme", "Code", "Illustrative quotes")]
    rows += [("AFT", code, f"\u201c{quote}\u201d{mark}") for _, code, quote in QUOTES]
    found = codes_in_tables(word_table(tmp_path / "a.docx", rows), ["P01", "P02"])
    who = "P01" if mark else ""
    assert as_rows(found) == sorted((who, code, quote) for _, code, quote in QUOTES)


def test_a_code_keeps_its_theme_and_a_quote_may_be_short(tmp_path):
    rows = [("Theme", "Code", "Quotes")]
    rows += [("Work", "Hours", "\u201cToo many\u201d\n\u201cIt never ends for us\u201d")]
    rows += [("", "Pay", "\u201cIt is not enough\u201d")]
    sheet = sheet_of(codes_in_tables(word_table(tmp_path / "a.docx", rows), []))
    assert sheet.header == ["quote", "code", "theme"]
    quotes = ("Too many", "It never ends for us", "It is not enough")
    codes = ("Hours", "Hours", "Pay")
    found = [cells for _, cells in sheet.rows]
    assert found == [[*one, "Work"] for one in zip(quotes, codes, strict=True)]


def test_a_merged_code_counts_for_all_its_quotes(tmp_path):
    rows = [("Theme", "Quote", "Participant")]
    rows += [("Tape" if at == 0 else "", quote, who) for at, (who, _, quote) in enumerate(QUOTES)]
    found = codes_in_tables(word_table(tmp_path / "a.docx", rows), [])
    assert as_rows(found) == sorted((who, "Tape", quote) for who, _, quote in QUOTES)


@pytest.mark.parametrize(
    "header",
    [("Code", "Definition", "Example quote"), ("Code", "Frequency", "Rank"), ("Who", "Said", "-")],
)
def test_codebooks_and_other_tables_of_word_are_no_codings(tmp_path, header):
    rows = [header, *((code, quote, quote) for _, code, quote in QUOTES)]
    assert codes_in_tables(word_table(tmp_path / "a.docx", rows), []) == []


def test_two_examples_are_no_codings(tmp_path):
    rows = [("Code", "Quote"), *((code, quote) for _, code, quote in QUOTES[:2])]
    assert codes_in_tables(word_table(tmp_path / "a.docx", rows), []) == []


def test_a_workbook_may_have_a_sheet_for_each_code(tmp_path):
    sheets = {
        code: [("Participant", "Quote"), *((who, said) for who, one, said in QUOTES if one == code)]
        for code in ("Tape", "Repair")
    }
    found = codes_in_tables(workbook(tmp_path / "a.xlsx", sheets), ["P01", "P02"])
    assert as_rows(found) == sorted(QUOTES)
    assert not codes_in_tables(workbook(tmp_path / "b.xlsx", sheets), ["Tape", "P01"])
    sheets.pop("Tape")
    assert not codes_in_tables(workbook(tmp_path / "c.xlsx", sheets), ["P01"])


def matrix(path, change=lambda text: text):
    rows = [
        [who, *(change(said) for one, _, said in QUOTES if one == who)] for who in ("P01", "P02")
    ]
    return workbook(path, {"Matrix": [["", "Tape", "Repair"], *rows]})


def test_a_matrix_has_a_row_for_each_interview_and_a_column_for_each_code(tmp_path):
    path = matrix(tmp_path / "a.xlsx")
    assert as_rows(codes_in_tables(path, ["P01", "P02"])) == sorted(QUOTES)
    assert not codes_in_tables(path, ["Anna", "Bert"]), "no interview is called so"
    two = matrix(tmp_path / "b.xlsx", lambda text: f"{text}\nand one more quote")
    assert len(codes_in_tables(two, ["P01", "P02"])) == 2 * len(QUOTES)


@pytest.mark.parametrize("cell", ["2019", "two words"])
def test_attributes_of_participants_are_no_matrix_of_quotes(tmp_path, cell):
    path = matrix(tmp_path / "a.xlsx", lambda text: cell)
    assert codes_in_tables(path, ["P01", "P02"]) == []


def test_a_table_without_a_header_is_no_matrix(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(",,\nP01,we tried it again,and it went well\n" * 3, encoding="utf-8")
    assert codes_in_tables(path, ["P01"]) == []


def test_a_table_may_have_codes_as_rows_and_interviews_as_columns(tmp_path):
    rows = [("Theme", "P01", "P02")]
    rows += [(code, *(quote for _, c, quote in QUOTES if c == code)) for code in ("Tape", "Repair")]
    found = codes_in_tables(workbook(tmp_path / "a.xlsx", {"all": rows}), ["P01", "P02"])
    assert as_rows(found) == sorted(QUOTES)


def test_a_matrix_of_nvivo_letters_its_codes_and_numbers_its_interviews(tmp_path):
    rows = [("", "A : Tape", "B : Repair")]
    rows += [
        (f"{at} : {who}", *(quote for w, _, quote in QUOTES if w == who))
        for at, who in enumerate(("P01", "P02"), 1)
    ]
    for known in (["P01", "P02"], []):
        found = codes_in_tables(workbook(tmp_path / "a.xlsx", {"m": rows}), known)
        assert as_rows(found) == sorted(QUOTES)


def test_a_coders_table_is_none_of_these_even_if_codes_have_three_words(tmp_path):
    rows = [("Interview", "Zitat", "Code"), ("P01", "I was very nervous", "fear of tapes")]
    rows += [("P02", "nobody said a word", "fear of silence")]
    assert codes_in_tables(workbook(tmp_path / "a.xlsx", {"a": rows}), ["P01", "P02"]) == []


BOOK = Codebook("test", "1", (Code("tape", "Tape"), Code("repair", "Repair")))


def test_what_is_dropped_into_codings_is_read_as_init_reads_it(tmp_path):
    matrix = [("Case", "Tape", "Repair"), ("P01", QUOTES[0][2], QUOTES[1][2])]
    matrix += [("P02", QUOTES[2][2], QUOTES[3][2])]
    outline = "".join(f'## {code}\n- {who}: "{quote}"\n' for who, code, quote in QUOTES)
    files = [workbook(tmp_path / "a.xlsx", {"all": matrix}), tmp_path / "b.md"]
    files[1].write_text(outline + '- P01: "and then it was over"\n', encoding="utf-8")
    word = [("Theme", "Quotes"), *((code, f"{quote} ({who})") for who, code, quote in QUOTES)]
    files.append(word_table(tmp_path / "c.docx", word))
    assert [file.kind for file in sort_files(files)] == ["codings"] * 3
    rows = load_codings(files, BOOK).rows
    for name in ("a.xlsx", "c.docx"):
        found = rows[rows["file"] == name]
        assert sorted(
            zip(found["interview"], found["code"], found["quote"], strict=True)
        ) == sorted((who, code.casefold(), quote) for who, code, quote in QUOTES)
    assert (rows["file"] == "b.md").sum() == len(QUOTES) + 1
    assert coders_in(files) == set()


def test_a_document_without_codings_is_named(tmp_path):
    path = tmp_path / "notes.md"
    path.write_text("# Notes\nNobody is quoted here.\n", encoding="utf-8")
    (file,) = sort_files([path])
    assert (file.kind, file.problem) == (
        "other",
        "has no quotes below codes that say whose they are.",
    )
