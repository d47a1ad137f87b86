"""Codebooks that are documents: printed tables, lines with labels, numbers, mind maps."""

import pytest

from aft_themes.codebook.code_list import is_codebook_document
from aft_themes.codebook.reading import load_codebook
from aft_themes.documents.printed_cells import read_cells
from aft_themes.errors import InputError
from aft_themes.exchange.dropped_files import is_project
from tests.transcripts import making

LEFT, MIDDLE, RIGHT = 40, 200, 560


def ruled(path, *pages):
    """Write tables with lines around their cells: of each row its height, and words with places."""
    drawn = []
    for rows in pages:
        top, boxes, words = 740, [], []
        for height, *cells in rows:
            boxes += [
                (LEFT, top - height, MIDDLE - LEFT, height),
                (MIDDLE, top - height, RIGHT - MIDDLE, height),
            ]
            words += [(x, top - down, text) for x, down, text in cells]
            top -= height
        drawn.append((boxes, words))
    path.write_bytes(making.ruled_pdf(*drawn))
    return path


HEAD = (20, (44, 14, "Name"), (204, 14, "Description"))


def test_a_printed_table_with_levels_over_pages(tmp_path):
    first = (
        HEAD,
        (20, (44, 14, "Feelings"), (204, 14, "What is felt.")),
        (34, (60, 14, "Shame about"), (60, 26, "the tape"), (204, 14, "A wish to hide,")),
    )
    second = (
        HEAD,
        (20, (204, 14, "at home, too.")),
        (20, (60, 14, "Relief"), (204, 14, "Afterwards.")),
        (20, (44, 14, "Tasks"), (204, 14, "What is done.")),
    )
    path = ruled(tmp_path / "our codes.pdf", first, second)
    assert is_codebook_document(path)
    assert not is_project(path)
    found = [(code.id, code.name, code.definition) for code in load_codebook(path).codes]
    assert found == [
        ("feelings", "Feelings", "What is felt."),
        ("feelings.shame_about_the_tape", "Shame about the tape", "A wish to hide, at home, too."),
        ("feelings.relief", "Relief", "Afterwards."),
        ("tasks", "Tasks", "What is done."),
    ]


def test_numbers_that_repeat_are_counts_and_no_ids(tmp_path):
    path = tmp_path / "codebook.csv"
    path.write_text("Code,Definition,Number\nShame,To hide,4\nRelief,Afterwards,4\nTape,Own,2\n")
    assert [code.id for code in load_codebook(path).codes] == ["shame", "relief", "tape"]


LABELLED = """Codebook of the tapes

Code: Shame
Definition: A wish to hide,
also from oneself.
Example: I hid it.

Code: Relief
Parent: Shame
Definition: What comes afterwards.

Code: Tape
Definition: What is on it.
"""


@pytest.mark.parametrize("ending", ["txt", "rtf", "html", "pdf"])
def test_lines_with_labels(ending, tmp_path):
    path = tmp_path / f"codebook.{ending}"
    lines = LABELLED.splitlines()
    if ending == "rtf":
        path.write_text(r"{\rtf1\ansi " + r"\par ".join(lines) + "}")
    elif ending == "html":
        path.write_text(f"<html><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>")
    elif ending == "pdf":
        path.write_bytes(
            making.placed_pdf([(20, 700 - 14 * at, line) for at, line in enumerate(lines) if line])
        )
    else:
        path.write_text(LABELLED)
    assert is_codebook_document(path)
    found = {code.id: code for code in load_codebook(path).codes}
    assert list(found) == ["shame", "shame.relief", "tape"]
    assert found["shame"].definition == "A wish to hide, also from oneself."
    assert found["shame"].exemplars == ("I hid it.",)


def test_headings_of_a_web_page(tmp_path):
    path = tmp_path / "codebook.html"
    path.write_text(
        "<html><body><h1>Feelings</h1><h2>Shame</h2><p>A wish to hide.</p><h2>Relief</h2>"
        "<h1>Tasks</h1></body></html>"
    )
    assert [code.id for code in load_codebook(path).codes] == [
        "feelings", "feelings.shame", "feelings.relief", "tasks",
    ]  # fmt: skip


def test_numbered_lines_of_a_print_but_no_prose(tmp_path):
    lines = ["1 Feelings", "1.1 Shame: a wish to hide", "1.2 Relief", "2 Tasks"]
    path = tmp_path / "codebook.pdf"
    path.write_bytes(
        making.placed_pdf([(20, 700 - 14 * at, line) for at, line in enumerate(lines)])
    )
    assert [code.id for code in load_codebook(path).codes] == [
        "feelings", "feelings.shame", "feelings.relief", "tasks",
    ]  # fmt: skip
    prose = [*lines, *(f"And so they went on to say more and more, {at}." for at in range(5))]
    path.write_bytes(
        making.placed_pdf([(20, 700 - 14 * at, line) for at, line in enumerate(prose)])
    )
    with pytest.raises(InputError, match="no column holds the codes' names"):
        load_codebook(path)
    assert not is_codebook_document(path)


MIND_MAP = """<map version="1.0.1"><node TEXT="Our codes">
<node TEXT="Feelings"><node TEXT="Shame"><richcontent TYPE="NOTE"><html><body><p>A wish to hide.</p>
</body></html></richcontent></node></node><node TEXT="Tasks"/></node></map>"""
OUTLINE = """<opml version="2.0"><head><title>Codes</title></head><body><outline text="Feelings">
<outline text="Shame" _note="A wish to hide."/></outline><outline text="Tasks"/></body></opml>"""


@pytest.mark.parametrize(("name", "text"), [("codes.mm", MIND_MAP), ("codes.opml", OUTLINE)])
def test_a_mind_map(name, text, tmp_path):
    path = tmp_path / name
    path.write_text(text)
    assert is_codebook_document(path)
    found = [(code.id, code.definition) for code in load_codebook(path).codes]
    assert found == [("feelings", ""), ("feelings.shame", "A wish to hide."), ("tasks", "")]


def test_a_mind_map_with_entities_is_refused(tmp_path):
    path = tmp_path / "codes.mm"
    path.write_text('<!DOCTYPE map [<!ENTITY a "a">]><map><node TEXT="&a;"/></map>')
    with pytest.raises(InputError, match="entities"):
        load_codebook(path)


def test_letters_of_a_pdf_that_reach_over_one_another_are_read_once():
    words = [(77, 700, "T", 30), (90, 700, "asks and tape", 30), (77, 650, "V", 30)]
    cells = read_cells(making.placed_pdf([*words, (90, 650, "iew", 30)]))
    assert [text for *_, text, _ in cells[0]] == ["Tasks and tape", "View"]
