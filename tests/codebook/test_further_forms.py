"""Lists of codes in further forms that people make."""

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment

from aft_themes.codebook.codes import perhaps_headings
from aft_themes.codebook.reading import load_codebook
from aft_themes.workflow.check_study import check_study


def book_of(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    return load_codebook(tmp_path / name)


def tree(book):
    return {book.path(code.id): code.definition for code in book.codes}


TREE = {
    "Support": "Help of any kind.",
    "Support > Warmth": "Being kind.",
    "Pace": "How fast it went.",
}


@pytest.mark.parametrize("title", ["", "# Codebook\n\n"])
@pytest.mark.parametrize("number", [("", "", ""), ("1 ", "1.1 ", "2 "), ("1. ", "1.1. ", "2. ")])
def test_headings_of_the_first_level_are_codes_if_there_are_several(tmp_path, title, number):
    text = "".join(
        f"{'#' * (path.count('>') + 1)} {before}{path.split(' > ')[-1]}\n\n{said}\n\n"
        for before, (path, said) in zip(number, TREE.items(), strict=True)
    )
    assert tree(book_of(tmp_path, "codebook.md", title + text)) == TREE


@pytest.mark.parametrize("label", ["**Definition:** ", "Definition: ", "*Description*: "])
def test_the_word_definition_is_no_part_of_it(tmp_path, label):
    text = f"# Codes\n\n## Support\n\n{label}Help of any kind.\n\n## Pace\n\nHow fast.\n"
    found = tree(book_of(tmp_path, "codebook.md", text))
    assert found == {"Support": "Help of any kind.", "Pace": "How fast."}


def test_points_in_word_below_a_title_are_the_codes(tmp_path):
    document = Document()
    document.add_heading("Codebook", 1)
    for level, text in ((1, "Support: Help of any kind."), (2, "Warmth"), (1, "Pace")):
        document.add_paragraph(text, style="List Bullet" if level == 1 else "List Bullet 2")
    document.save(tmp_path / "codebook.docx")
    found = tree(load_codebook(tmp_path / "codebook.docx"))
    assert list(found) == ["Support", "Support > Warmth", "Pace"]
    assert found["Support"] == "Help of any kind."


def test_a_row_that_counts_the_codes_is_none(tmp_path):
    text = "Code,Definition,Count\n1 Support,Help.,4\n1.1 Warmth,Kind.,2\nTotal,,6\n"
    assert list(tree(book_of(tmp_path, "codebook.csv", text))) == ["Support", "Support > Warmth"]
    levels = "Main theme,Theme,Code\nA,B,C\nA,B,D\nTotal,9,\n"
    found = list(tree(book_of(tmp_path, "levels.csv", levels)))
    assert found == ["A", "A > B", "A > B > C", "A > B > D"]
    named = "Code,Definition\nTotal,All of it.\nPart,Some of it.\n"
    assert list(tree(book_of(tmp_path, "named.csv", named))) == ["Total", "Part"]


def test_names_and_definitions_in_one_cell_are_parted_if_most_are_so(tmp_path):
    text = 'No,Code\n1,"Support: Help of any kind."\n1.1,Warmth - Being kind to others.\n'
    assert tree(book_of(tmp_path, "codebook.csv", text)) == {
        "Support": "Help of any kind.",
        "Support > Warmth": "Being kind to others.",
    }
    paths = tree(book_of(tmp_path, "paths.csv", "Code\nTasks: Tape\nTasks: Role\n"))
    assert set(paths.values()) == {""}


def test_labelled_lines_in_markdown_may_be_bold(tmp_path):
    codes = {"Support": "Help.", "Pace": "Fast.", "Warmth": "Kind."}
    text = "".join(f"**Code:** {name}  \n**Definition:** {d}\n\n" for name, d in codes.items())
    assert tree(book_of(tmp_path, "codebook.md", text)) == codes


def test_codes_that_may_be_headings_are_asked_about(tmp_path):
    rows = ["Support,", "Warmth,Kind.", "Help,Rides.", "Pressure,", "Time,Late.", "Exams,Marks."]
    book = book_of(tmp_path, "codebook.csv", "\n".join(["Code,Definition", *rows]))
    (said,) = perhaps_headings(book)
    assert said.startswith("'Support', 'Pressure' have no definition")
    lacking = "\n".join(["Code,Definition", *rows[1:3], "Pressure,", *rows[4:]])
    assert perhaps_headings(book_of(tmp_path, "codebook.csv", lacking)) == []


def test_check_says_that_comments_on_cells_are_not_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    raw = tmp_path / "data/raw/mini"
    (raw / "transcripts").mkdir(parents=True)
    (raw / "interviews.csv").write_text("interview,file,interviewer_label\nP01,P01.txt,I\n")
    (raw / "transcripts/P01.txt").write_text("I: What helped you?\nP: The tapes, I think.\n")
    book = Workbook()
    for name in ("Code", "Support", "Pace"):
        book.active.append([name])
    book.save(raw / "codebook.xlsx")
    assert not any("comments on cells" in line for line in check_study("mini").lines())
    book.active["A2"].comment = Comment("Help of any kind.", "Ann")
    book.save(raw / "codebook.xlsx")
    said = [line for line in check_study("mini").lines() if "comments on cells" in line]
    assert len(said) == 1
    assert "Help of any kind" not in said[0]
