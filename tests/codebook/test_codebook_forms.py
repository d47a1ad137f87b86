"""Codebooks in the forms that teams keep them in."""

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from openpyxl import Workbook
from openpyxl.styles import Alignment

from aft_themes.codebook.code_list import is_codebook_document
from aft_themes.codebook.reading import load_codebook
from aft_themes.errors import InputError
from tests.exchange.making import xlsx


def tree(book):
    return [book.path(code) for code in book.ids]


FORMS = {
    "levels with names, merged cells": (
        [["Theme", "Subtheme", "Codes", "Description", "Example Quote"],
         ["Tasks", "Tape", "watched", "What was seen", "We watched."],
         ["", "", "shown", "", ""], ["", "Role", "played", "", ""]],
        ["Tasks > Tape > watched", "Tasks > Tape > shown", "Tasks > Role > played"],
    ),
    "levels from right to left": (
        [["Code", "SubCategory", "Category"], ["watched", "Tape", "Tasks"]],
        ["Tasks > Tape > watched"],
    ),
    "ATLAS.ti's code manager": (
        [["Code", "", "", "Groundedness", "Comment"], ["\u25cb Tasks", "", "", "9", "all"],
         ["", "\u25cf Tape", "", "4", ""], ["", "", "\u25cb watched", "4", ""]],
        ["Tasks", "Tasks > Tape", "Tasks > Tape > watched"],
    ),
    "numbers before the names": (
        [["Code", "Definition"], ["1 Tasks", ""], ["1.1 Tape", "seen"], ["1.1.1 watched", ""],
         ["2 Impact", ""]],
        ["Tasks", "Tasks > Tape", "Tasks > Tape > watched", "Impact"],
    ),
    "numbers as ids": (
        [["Nr", "Kode", "Beschreibung"], ["1", "Tasks", ""], ["1.2", "Tape", ""]],
        ["Tasks", "Tasks > Tape"],
    ),
    "numbers in a column of their own": (
        [["No.", "Code", "Definition"], ["1", "Tasks", ""], ["1.1", "Tape", "seen"]],
        ["Tasks", "Tasks > Tape"],
    ),
    "MAXQDA's parent code is a path": (
        [["Parent code", "Code", "Code memo"], ["", "Tasks", ""], ["Tasks", "Tape", ""],
         ["Tasks\\Tape", "watched", "seen"]],
        ["Tasks", "Tasks > Tape", "Tasks > Tape > watched"],
    ),
    "a slash where its first part is a code": (
        [["Code", "Definition"], ["Tasks", ""], ["Tasks/Tape", ""], ["PDP/ICE", ""]],
        ["Tasks", "Tasks > Tape", "PDP/ICE"],
    ),
    "names in two languages": (
        [["Code (English)", "Code (Deutsch)", "Definition"], ["Tape", "Band", "seen"]],
        ["Tape"],
    ),
    "a code beside its name is its abbreviation": (
        [["Code", "Name", "Category"], ["T1", "Tape", "Tasks"]],
        ["Tasks > Tape"],
    ),
    "a title and notes above the header": (
        [["Study of tapes: CODEBOOK"], ["Coders", "2", "Version", "1"], [],
         ["Code ID", "Code Name", "Operational Definition", "Included when..."],
         ["C1", "Tape", "seen", "shown"]],
        ["Tape"],
    ),
    "headings over codes with abbreviations": (
        [["Code", "Code Label", "Parent", "Category Definition"],
         ["Layer 1: what was done", "", "", ""], ["T1", "Tasks", "", ""],
         ["T1.1", "Tape", "", "seen"], ["Layer 2: what changed", "", "", ""],
         ["IM", "Impact", "", ""]],
        ["Layer 1: what was done", "Layer 1: what was done > Tasks",
         "Layer 1: what was done > Tasks > Tape", "Layer 2: what changed",
         "Layer 2: what changed > Impact"],
    ),
    "levels in words": (
        [["Level", "Code Name", "Definition"], ["First-level codes", "Tape", "seen"],
         ["", "Role", ""], ["Second-level codes", "Impact", ""]],
        ["First-level codes", "First-level codes > Tape", "First-level codes > Role",
         "Second-level codes", "Second-level codes > Impact"],
    ),
    "lines of the form that nobody filled in": (
        [["Nr", "Code", "Definition"], ["C1", "Tape", "seen"], ["C2", "", ""], ["", "\u00b7", ""]],
        ["Tape"],
    ),
    "other languages": (
        [["Categoria", "Codice", "Definizione"], ["Tasks", "Tape", "visto"]],
        ["Tasks", "Tasks > Tape"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_forms_of_tables(name, tmp_path):
    rows, expected = FORMS[name]
    found = tree(load_codebook(xlsx(tmp_path / "codebook.xlsx", rows)))
    assert [path for path in found if path in expected] == expected


def test_each_level_may_have_a_definition_of_its_own(tmp_path):
    rows = [
        ["Theme", "Description", "Code", "Description"],
        ["Tasks", "What was done.", "Tape", "What was seen."],
        ["", "", "Role", "What was played."],
    ]
    book = load_codebook(xlsx(tmp_path / "codebook.xlsx", rows))
    assert [(code.name, code.definition) for code in book.codes] == [
        ("Tasks", "What was done."),
        ("Tape", "What was seen."),
        ("Role", "What was played."),
    ]


def word_outline(path, paragraphs, styles=None):
    """Write headings, each with its style, and the text below them."""
    document = Document()
    for style in dict.fromkeys(style for style, _ in paragraphs):
        if style not in {one.name for one in document.styles}:
            document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
    for style, text in paragraphs:
        document.add_paragraph(text, style)
    table = document.add_table(0, 2)
    for row in styles or []:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(path)
    return path


MAXQDA = [
    ("MQ_Title", "Codebook"),
    ("MQ_Header1", "Code System"),
    ("MQ_Header1", "1 Tasks"),
    ("Normal", "What was done."),
    ("MQ_Header2", "1.1 Tasks >> Tape"),
    ("Normal", "What was seen."),
    ("Normal", "Also what was heard."),
    ("MQ_Header2", "1.1.1 Tasks >> Tape >> 2 minutes"),
    ("MQ_Header1", "2 Impact"),
]


def test_the_codebook_that_maxqda_writes_for_word(tmp_path):
    counts = [["1 Tasks", "2"], ["     1.1 Tape", "7"]]
    path = word_outline(tmp_path / "codebook.docx", MAXQDA, counts)
    book = load_codebook(path)
    assert tree(book) == ["Tasks", "Tasks > Tape", "Tasks > Tape > 2 minutes", "Impact"]
    assert book.codes[1].definition == "What was seen. Also what was heard."
    assert is_codebook_document(path)


def test_headings_of_word_are_codes_and_a_title_is_none(tmp_path):
    paragraphs = [
        ("Heading 1", "Our codes"),
        ("Normal", "Written together."),
        ("Heading 2", "Tasks"),
        ("Normal", "What was done."),
        ("Heading 3", "Tape"),
        ("Heading 2", "Impact"),
    ]
    path = word_outline(tmp_path / "codebook.docx", paragraphs)
    book = load_codebook(path)
    assert tree(book) == ["Tasks", "Tasks > Tape", "Impact"]
    assert book.codes[0].definition == "What was done."
    assert is_codebook_document(path)
    # a document with headings, such as a report, is a codebook only if it says so
    assert not is_codebook_document(word_outline(tmp_path / "report.docx", paragraphs))


def test_notes_beside_the_list_do_no_harm(tmp_path):
    rows = [["Code", "Definition"], ["Tape", "seen", "", "ask Ada"], ["Role", "played"]]
    assert load_codebook(xlsx(tmp_path / "codebook.xlsx", rows)).ids == ("tape", "role")


def test_a_numbered_code_may_be_given_by_its_number(tmp_path):
    rows = [["Code"], ["1 Tasks"], ["1.1 Tape"]]
    book = load_codebook(xlsx(tmp_path / "codebook.xlsx", rows))
    assert [book.find(text) for text in ("1.1", "Tape", "1.1 Tape")] == [(book.ids[1],)] * 3


def test_a_table_in_word(tmp_path):
    document = Document()
    table = document.add_table(2, 3)
    for at, row in enumerate([("Theme", "Code", "Definition"), ("Tasks", "Tape", "What was seen")]):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    document.save(tmp_path / "codebook.docx")
    book = load_codebook(tmp_path / "codebook.docx")
    assert tree(book) == ["Tasks", "Tasks > Tape"]
    assert book[book.ids[1]].definition == "What was seen"


MARKDOWN = """# Our codebook

## Tasks
What was done.

- **Tape**: what was seen
  - watched - by both
- Role-play

## Impact
"""


def test_markdown_with_headings_and_lists_or_with_a_table(tmp_path):
    path = tmp_path / "codebook.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    book = load_codebook(path)
    assert tree(book) == [
        "Tasks", "Tasks > Tape", "Tasks > Tape > watched", "Tasks > Role-play", "Impact"
    ]  # fmt: skip
    assert book[book.ids[0]].definition == "What was done."
    assert book[book.ids[1]].definition == "what was seen"
    path.write_text(
        "| Code | Definition |\n|---|:--|\n| **Tape** | seen |\n| Role | played |\n\nEnd."
    )
    assert [code.definition for code in load_codebook(path).codes] == ["seen", "played"]


QDC = (
    '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="a" name="Tasks">'
    '<Description>What was done.</Description><Code guid="b" name="Tape"/></Code></Codes>'
    "</CodeBook>"
)


def test_the_codebook_of_the_exchange_standard(tmp_path):
    path = tmp_path / "codebook.qdc"
    path.write_text(QDC)
    book = load_codebook(path)
    assert tree(book) == ["Tasks", "Tasks > Tape"]
    assert book[book.ids[0]].definition == "What was done."
    path.write_text(f"<!DOCTYPE a [<!ENTITY b 'c'>]>{QDC}")
    with pytest.raises(InputError, match="entities"):
        load_codebook(path)


TREE = ["Tasks", "Tasks > Tape", "Tasks > Tape > watched", "Impact"]
DOCUMENTS = {
    "codebook.md": "# Codebook\n\n1. **Tasks** \u2013 all\n1.1. **Tape** \u2013 seen\n"
    "1.1.1 **watched** \u2013 by all\n2. **Impact** \u2013 felt\n",
    "codebook.txt": "Codebook\nTasks\n\tTape\n\t\twatched\nImpact\n",
    "code list.txt": "1 Tasks: all\n1.1 Tape: seen\n1.1.1 watched: by all\n2 Impact: felt\n",
    "nested.yaml": "Tasks:\n  Tape:\n    - watched\nImpact: felt\n",
    "paths.yaml": "- Tasks\n- name: Tasks > Tape\n- name: Tasks > Tape > watched\n- name: Impact\n",
    "codebook.json": '{"codes": [{"name": "Tasks", "children": [{"name": "Tape", "children": '
    '[{"name": "watched"}]}]}, {"name": "Impact", "description": "felt"}]}',
    "list.json": '[{"code": "Tasks"}, {"code": "Tasks > Tape", "definition": "seen"}, '
    '{"code": "Tasks > Tape > watched"}, {"code": "Impact"}]',
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_lists_in_plain_text_yaml_and_json(name, tmp_path):
    path = tmp_path / name
    path.write_text(DOCUMENTS[name], encoding="utf-8")
    assert tree(load_codebook(path)) == TREE


@pytest.mark.parametrize("name", ["codebook.txt", "notes.txt"])
def test_plain_text_is_a_codebook_if_it_is_called_so(name, tmp_path):
    path = tmp_path / name
    path.write_text(DOCUMENTS["codebook.txt"], encoding="utf-8")
    assert is_codebook_document(path) == (name == "codebook.txt")


def test_points_of_a_list_in_word(tmp_path):
    document = Document()
    for text, style in (("Tasks", ""), ("Tape: seen", " 2"), ("watched", " 3"), ("Impact", "")):
        document.add_paragraph(text, style=f"List Bullet{style}")
    document.save(tmp_path / "codebook.docx")
    book = load_codebook(tmp_path / "codebook.docx")
    assert tree(book) == TREE
    assert book.codes[1].definition == "seen"


def test_excel_moves_the_names_of_lower_codes_to_the_right(tmp_path):
    sheet = Workbook()
    sheet.active.append(["Code", "Definition"])
    for row, (name, depth) in enumerate((("Tasks", 0), ("Tape", 1), ("watched", 2), ("Impact", 0))):
        sheet.active.append([name, "words"])
        sheet.active.cell(row + 2, 1).alignment = Alignment(indent=depth)
    sheet.save(tmp_path / "codebook.xlsx")
    assert tree(load_codebook(tmp_path / "codebook.xlsx")) == TREE


def test_each_sheet_may_hold_the_codes_of_a_theme_but_versions_count_once(tmp_path):
    book = Workbook()
    book.remove(book.active)
    for theme, names in (("Tasks", ("Tape", "Role")), ("Impact", ("shame",))):
        book.create_sheet(theme).append(["Code", "Definition"])
        for name in names:
            book[theme].append([name, "words"])
    book.save(tmp_path / "a.xlsx")
    assert tree(load_codebook(tmp_path / "a.xlsx")) == [
        "Tasks", "Tasks > Tape", "Tasks > Role", "Impact", "Impact > shame",
    ]  # fmt: skip
    book.remove(book["Impact"])
    book.copy_worksheet(book["Tasks"]).title = "Tasks, version 2"
    book.save(tmp_path / "b.xlsx")
    assert tree(load_codebook(tmp_path / "b.xlsx")) == ["Tape", "Role"]


_RECORDS = """# Our codes

| {} | Tape / Band |
| --- | --- |
| Definition | What was seen |
| When to apply | Somebody watched |

| TA-02 | Role |
| --- | --- |
| Definition | What was played |

| TA-03 | Shame |
| --- | --- |
| Definition | Wanting to hide |
| When NOT to apply | Guilt |
"""


def test_a_small_table_for_each_code(tmp_path):
    path = tmp_path / "our codes.md"
    path.write_text(_RECORDS.format("TA-01"), encoding="utf-8")
    assert is_codebook_document(path)
    book = load_codebook(path)
    assert [code.name for code in book.codes] == ["Tape / Band", "Role", "Shame"]
    assert book.find("TA-03") == book.find("ta_03") == ("ta_03",)
    assert book["ta_01"].include == "Somebody watched"
    assert book["ta_03"].exclude == "Guilt"


def test_a_small_table_in_word_may_name_the_code_beside_a_label(tmp_path):
    document = Document()
    for name in ("Tape", "Role", "Shame"):
        table = document.add_table(0, 2)
        for cells in (("Code", name), ("Definition", f"About {name}"), ("Example", "We watched.")):
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
        document.add_paragraph()
    document.save(tmp_path / "a.docx")
    assert is_codebook_document(tmp_path / "a.docx")
    book = load_codebook(tmp_path / "a.docx")
    assert [code.name for code in book.codes] == ["Tape", "Role", "Shame"]
    assert book["role"].definition == "About Role"


def test_two_forms_are_no_codebook(tmp_path):
    path = tmp_path / "notes.md"
    path.write_text(_RECORDS.format("TA-01").rpartition("| TA-03")[0], encoding="utf-8")
    assert not is_codebook_document(path)


def test_paragraphs_are_no_names_of_codes(tmp_path):
    path = tmp_path / "coding manual.md"
    path.write_text(
        "\n".join(f"- {'words about what we did and why it matters ' * 3}{at}" for at in range(4)),
        encoding="utf-8",
    )
    assert not is_codebook_document(path)
    path.write_text("\n".join(f"- code {at}" for at in range(4)), encoding="utf-8")
    assert is_codebook_document(path)


def test_codings_on_the_first_sheet_do_not_hide_the_codebook(tmp_path):
    book = Workbook()
    book.active.title = "codings"
    for row in (["interview", "turn", "code"], ["P01", 2, "tape"], ["P02", 4, "tape"]):
        book.active.append(row)
    listed = book.create_sheet("codebook")
    for row in (["code", "name", "definition"], ["tape", "Tape", "What they watched."]):
        listed.append(row)
    book.save(tmp_path / "study.xlsx")
    (code,) = load_codebook(tmp_path / "study.xlsx").codes
    assert (code.id, code.name, code.definition) == ("tape", "Tape", "What they watched.")


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_list_of_points_with_sentences_below_each(tmp_path, gap):
    file = tmp_path / "Codebook.txt"
    codes = {"Warmth": "Kind words.\nAlso acts", "Toil": "Hard work.", "River": "Of water."}
    points = gap.join(f"* {name}\n{text}\n" for name, text in codes.items())
    file.write_text(f"Codebook of the mill\n\n{points}")
    found = {code.name: code.definition for code in load_codebook(file).codes}
    assert found == {name: text.replace("\n", " ") for name, text in codes.items()}


def test_points_below_names_are_codes_of_their_own(tmp_path):
    file = tmp_path / "codes.txt"
    file.write_text("Tasks\n- Tape\n- Play\nFeelings\n- Shame\n- Pride\nRiver\n")
    names = [code.name for code in load_codebook(file).codes]
    assert names == ["Tasks", "Tape", "Play", "Feelings", "Shame", "Pride", "River"]
