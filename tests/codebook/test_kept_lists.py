"""Code lists as people keep them: signs of depth, groups, retired codes, former names."""

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font

from aft_themes.codebook.reading import load_codebook
from aft_themes.errors import InputError

NAMES = ["Support", "Practical help", "Warmth", "Pressure", "Time", "Marks", "Exams", "Growth"]
DEPTHS = [0, 1, 1, 0, 1, 1, 2, 0]
TREE = [
    "Support",
    "Support > Practical help",
    "Support > Warmth",
    "Pressure",
    "Pressure > Time",
    "Pressure > Marks",
    "Pressure > Marks > Exams",
    "Growth",
]
NUMBERS = ["1", "1.1", "1.2", "2", "2.1", "2.2", "2.2.1", "3"]
OUTLINE = ["I.", "A.", "B.", "II.", "A.", "B.", "1.", "III."]


def workbook(tmp_path, *sheets, struck=()):
    book = Workbook()
    book.remove(book.active)
    for number, (name, rows) in enumerate(sheets):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for at in struck if number == 0 else ():
            for cell in sheet[at]:
                cell.font = Font(strike=True)
    book.save(tmp_path / "codebook.xlsx")
    return tmp_path / "codebook.xlsx"


def listed(tmp_path, names, header=("Code", "Definition"), more=()):
    rows = [[name, f"what {number} is"] for number, name in enumerate(names)]
    return workbook(tmp_path, ("Codes", [list(header), *rows, *more]))


def tree(path):
    book = load_codebook(path)
    return [book.path(code.id) for code in book.codes]


@pytest.mark.parametrize(
    "write",
    [
        lambda name, depth, at: "-" * depth + " " * (depth > 0) + name,
        lambda name, depth, at: "\t" * depth + "\u2022 " + name,
        lambda name, depth, at: "\u21b3" * depth + " " * (depth > 0) + name,
        lambda name, depth, at: (
            "\u2502   " * (depth - 1) + "\u251c\u2500\u2500 " * (depth > 0) + name
        ),
        lambda name, depth, at: f"{NUMBERS[at]}. - {name}",
        lambda name, depth, at: f"{OUTLINE[at]} {name}",
        lambda name, depth, at: TREE[at].replace(" > ", " - "),
        lambda name, depth, at: TREE[at].replace(" > ", " : "),
        lambda name, depth, at: TREE[at].replace(" > ", "."),
    ],
)
def test_signs_before_a_name_say_how_deep_it_lies(tmp_path, write):
    names = [write(*one) for one in zip(NAMES, DEPTHS, range(8), strict=True)]
    path = listed(tmp_path, names)
    assert tree(path) == TREE
    book = load_codebook(path)
    codes = [code.id for code in book.codes]
    assert [book.find(name.strip()) for name in names] == [(code,) for code in codes]


def test_letters_of_one_level_stay_in_the_names(tmp_path):
    assert tree(listed(tmp_path, ["A. Hope", "B. Fear"])) == ["A. Hope", "B. Fear"]
    assert tree(listed(tmp_path, ["A. Hope", "D. Fear", "1. Joy"]))[1] == "D. Fear"


def test_a_point_or_stroke_inside_names_parts_nothing_without_a_code_above(tmp_path):
    names = ["Self-care", "Dr. Who", "Work - life", "Time: none"]
    assert tree(listed(tmp_path, names)) == names


def test_codings_may_use_a_name_with_its_letter_or_number(tmp_path):
    names = [f"{sign} {name}" for sign, name in zip(OUTLINE, NAMES, strict=True)]
    book = load_codebook(listed(tmp_path, names))
    assert book.find("B. Warmth") == book.find("1.2 - Warmth") == ("support.warmth",)


@pytest.mark.parametrize("header", ["#", "\u2116", "No.", "K\u00fcrzel", "Abbreviation"])
def test_numbers_and_abbreviations_stand_in_a_column_of_many_names(tmp_path, header):
    rows = [[number, name, "words"] for number, name in zip(NUMBERS, NAMES, strict=True)]
    path = workbook(tmp_path, ("Codes", [[header, "Code", "Definition"], *rows]))
    assert tree(path) == TREE
    assert load_codebook(path).find("2.2.1") == ("pressure.marks.exams",)


def test_a_label_that_is_longer_than_the_code_is_its_name(tmp_path):
    rows = [["SUP", "Support", "words"], ["PRE", "Pressure", "words"]]
    book = load_codebook(workbook(tmp_path, ("S", [["Code", "Label", "Definition"], *rows])))
    assert [code.name for code in book.codes] == ["Support", "Pressure"]
    assert book.find("PRE") == ("pre",)


def test_a_table_on_its_side(tmp_path):
    rows = [["Code", "Hope", "Fear"], ["Definition", "hoping", "being afraid"]]
    book = load_codebook(workbook(tmp_path, ("S", rows)))
    assert [(code.name, code.definition) for code in book.codes] == [
        ("Hope", "hoping"),
        ("Fear", "being afraid"),
    ]


def test_rows_alone_below_empty_ones_are_groups_and_none_is_lost(tmp_path):
    rows = [["Code", "Definition"], ["Support"], ["Warmth", "a"], ["Help", "b"], [], ["Pressure"]]
    path = workbook(tmp_path, ("S", [*rows, ["Time", "c"], [], ["Growth"]]))
    assert tree(path) == [
        "Support",
        "Support > Warmth",
        "Support > Help",
        "Pressure",
        "Pressure > Time",
        "Growth",
    ]


def test_codes_without_a_definition_are_no_groups(tmp_path):
    rows = [["Code", "Definition"], ["Support"], ["Warmth", "a"], ["Help"], ["Time", "c"]]
    assert tree(workbook(tmp_path, ("S", rows))) == ["Support", "Warmth", "Help", "Time"]


def test_notes_below_the_table_are_no_codes(tmp_path):
    notes = [[], ["Note: talked over in May."], ["* new"], ["Last changed by the team"]]
    assert tree(listed(tmp_path, ["Hope", "Fear", "Joy", "Notes"], more=notes))[-1] == "Notes"


@pytest.mark.parametrize(
    ("rows", "struck", "where"),
    [
        ([["Hope", "a", ""], ["Fear (retired)", "b", ""]], (), "row 3"),
        ([["Hope", "a", ""], ["Fear [merged into Hope]", "b", ""]], (), "row 3"),
        ([["Hope", "a", ""], ["Fear", "b", "deleted in May"]], (), "row 3"),
        ([["Hope", "a", ""], ["Fear", "b", ""]], (3,), "row 3"),
        ([["Hope", "a", ""], ["Deleted codes:"], ["Fear", "b", ""]], (), "row 3"),
    ],
)
def test_codes_that_somebody_marked_as_gone_stop(tmp_path, rows, struck, where):
    path = workbook(tmp_path, ("S", [["Code", "Definition", "Status"], *rows]), struck=struck)
    with pytest.raises(
        InputError, match=f"{where}: the code is crossed out or marked as no longer used"
    ):
        load_codebook(path)


def test_words_that_a_code_may_be_about_do_not_stop(tmp_path):
    names = ["Abandoned by peers", "Child (removed)", "Old age", "Merged families"]
    assert tree(listed(tmp_path, names)) == names


def test_a_sheet_of_old_codes_stops_and_a_theme_called_old_age_does_not(tmp_path):
    rows = [["Code", "Definition"], ["Hope", "a"]]
    other = [["Code", "Definition"], ["Luck", "b"]]
    with pytest.raises(InputError, match="'Old codes' may hold codes"):
        load_codebook(workbook(tmp_path, ("Codebook", rows), ("Old codes", other)))
    path = workbook(tmp_path, ("Youth", rows), ("Old age", other))
    assert tree(path) == ["Youth", "Youth > Hope", "Old age", "Old age > Luck"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (["Code", "Definition", "Formerly"], ["Warmth", "a", "Kindness"]),
        (["Code", "Definition", "Old name"], ["Warmth", "a", "Kindness"]),
        (["Code", "Definition"], ["Warmth (formerly Kindness)", "a"]),
        (["Code", "Definition"], ["Warmth [was: Kindness]", "a"]),
    ],
)
def test_former_names_are_followed(tmp_path, header, row):
    book = load_codebook(workbook(tmp_path, ("S", [header, row, ["Hope", "b"]])))
    assert book.find("Kindness") == book.find("Warmth") == ("warmth",)


def test_longer_names_of_columns_and_definitions_of_themes(tmp_path):
    header = ["Theme", "Theme definition", "Code", "Description of the code", "Typical exemplars"]
    rows = [["Support", "all help", "Warmth", "kind words", "He smiled."]]
    book = load_codebook(workbook(tmp_path, ("S", [header, *rows])))
    assert [(code.definition, code.exemplars) for code in book.codes] == [
        ("all help", ()),
        ("kind words", ("He smiled.",)),
    ]


def test_german_names_for_above_and_below(tmp_path):
    rows = [
        ["Oberkategorie", "Unterkategorie", "Definition"],
        ["Halt", "", "a"],
        ["", "W\u00e4rme", "b"],
    ]
    assert tree(workbook(tmp_path, ("S", rows))) == ["Halt", "Halt > W\u00e4rme"]


def test_tables_of_a_word_file_lie_below_their_headings(tmp_path):
    document = Document()
    for theme, codes in (("Support", ["Warmth", "Help"]), ("Pressure", ["Time"])):
        document.add_heading(theme, 1)
        table = document.add_table(0, 2)
        for row in [["Code", "Definition"], *([code, "words"] for code in codes)]:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.save(tmp_path / "codebook.docx")
    assert tree(tmp_path / "codebook.docx") == [
        "Support",
        "Support > Warmth",
        "Support > Help",
        "Pressure",
        "Pressure > Time",
    ]
