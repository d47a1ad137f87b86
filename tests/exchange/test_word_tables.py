"""Codings in the tables and the colours of Word documents."""

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX

from aft_themes.errors import InputError
from aft_themes.exchange.dropped_files import is_coded_transcript, is_project
from aft_themes.exchange.recognising import read_project


def table_of(path, rows, merged=()):
    document = Document()
    document.add_paragraph("Codings of our team")
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    for first, last in merged:
        table.cell(*first).merge(table.cell(*last))
    document.save(path)
    return path


def test_a_row_for_a_quote_and_merged_cells_count_for_each_row(tmp_path):
    rows = [
        ("Interview", "Quote", "Codes", "Coder", "Notes"),
        ("P01", "It was hard.", "Tasks > Tape; Impact", "Ada", "first time"),
        ("", "She stopped me.", "Impact", "Ada", ""),
        ("P02", "", "Impact", "Ada", ""),
    ]
    path = table_of(tmp_path / "all.docx", rows, [((1, 0), (2, 0))])
    assert is_project(path)
    assert not is_coded_transcript(path)
    project = read_project(path)
    found = [(one.source, one.code, one.quote, one.coder, one.memo) for one in project.codings]
    assert found == [
        ("P01", "Tasks > Tape", "It was hard.", "Ada", "first time"),
        ("P01", "Impact", "It was hard.", "Ada", "first time"),
        ("P01", "Impact", "She stopped me.", "Ada", ""),
    ]
    assert [loss.item for loss in project.losses] == ["1 rows of table 1"]


def test_codes_beside_the_turns_of_a_transcript(tmp_path):
    rows = [("Speaker", "Text", "Codes"), ("Ana", "Was it hard?", ""), ("Bo", "It was.", "shame")]
    path = table_of(tmp_path / "P07.docx", rows)
    assert is_coded_transcript(path)
    (coding,) = read_project(path).codings
    assert (coding.source, coding.code, coding.quote) == ("P07", "shame", "It was.")


def test_codes_beside_words_that_begin_with_labels(tmp_path):
    said = ["I: Was it hard?", "B: It was.", "I: And then?", "B: She stopped me, and I left."]
    codes = ["", "shame", "", "shame; leaving"]
    rows = [("Transcript", "Initial codes"), *zip(said, codes, strict=True)]
    path = table_of(tmp_path / "P07.docx", rows)
    assert is_coded_transcript(path)
    found = [(one.source, one.code, one.quote) for one in read_project(path).codings]
    assert found == [
        ("P07", "shame", "B: It was."),
        ("P07", "shame", "B: She stopped me, and I left."),
        ("P07", "leaving", "B: She stopped me, and I left."),
    ]


def test_another_document_is_named_with_what_is_read(tmp_path):
    path = table_of(tmp_path / "talk.docx", [("Ana", "Was it hard?"), ("Bo", "It was.")])
    assert not is_project(path)
    with pytest.raises(InputError, match="codes in brackets are not read"):
        read_project(path)


YELLOW, GREEN, BLUE = WD_COLOR_INDEX.YELLOW, WD_COLOR_INDEX.BRIGHT_GREEN, WD_COLOR_INDEX.TURQUOISE


def coloured(path, *paragraphs):
    document = Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for text, colour in runs:
            paragraph.add_run(text).font.highlight_color = colour
    document.save(path)
    return path


TALK = (
    [("Ana: Was it hard for you to watch yourself?", None)],
    [
        ("Bo: ", None),
        ("It was ", YELLOW),
        ("hard", YELLOW),
        (", but ", None),
        ("I learned.", GREEN),
    ],
    [("Bo: And then we stopped.", BLUE)],
)


def test_colours_with_a_legend_are_codes(tmp_path):
    legend = ([("Legend", None)], [("yellow = Shame", YELLOW)], [("Tasks > Insight", GREEN)])
    path = coloured(tmp_path / "P01.docx", *legend, *TALK)
    assert is_project(path)
    assert is_coded_transcript(path)
    project = read_project(path)
    found = [(one.code, one.quote) for one in project.codings]
    assert found == [("Shame", "It was hard"), ("Tasks > Insight", "I learned.")]
    text = project.sources[0].text
    assert all(text[one.start : one.end].strip() == one.quote for one in project.codings)
    assert [loss.item for loss in project.losses] == ["1 passages in cyan"]


def test_colours_without_a_legend_are_no_codings(tmp_path):
    assert not is_project(coloured(tmp_path / "P01.docx", *TALK))


def test_each_coder_may_have_a_column(tmp_path):
    rows = [
        ("Participant", "Quote", "Coder A", "Coder B", "Consensus"),
        ("P01", "It was hard.", "Tape", "Tape; Impact", "Tape"),
    ]
    project = read_project(table_of(tmp_path / "both.docx", rows))
    assert [(one.source, one.code, one.coder) for one in project.codings] == [
        ("P01", "Tape", "Coder A"),
        ("P01", "Tape", "Coder B"),
        ("P01", "Impact", "Coder B"),
    ]


@pytest.mark.parametrize("ending", ["html", "rtf"])
def test_a_table_of_coded_segments_as_web_page_or_rich_text(ending, tmp_path):
    rows = [
        ("", "Document group", "Document name", "Code", "Segment", "Modified by"),
        ("x", "Interviews", "P01", "Tasks > Tape", "It was hard.", "Ada"),
        ("x", "Interviews", "P02", "Impact", "She stopped me.", "Bo"),
    ]
    path = tmp_path / f"segments.{ending}"
    if ending == "html":
        lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
        table = "".join(f"<tr>{line}</tr>" for line in lines)
        path.write_text(f"<html><body><table>{table}</table></body></html>")
    else:
        lines = ("".join(cell + r"\cell " for cell in row) for row in rows)
        table = "\n".join(rf"\trowd {line}\row" for line in lines)
        path.write_text(rf"{{\rtf1\ansi {table}}}")
    assert is_project(path)
    found = [(one.source, one.code, one.quote, one.coder) for one in read_project(path).codings]
    assert found == [
        ("P01", "Tasks > Tape", "It was hard.", "Ada"),
        ("P02", "Impact", "She stopped me.", "Bo"),
    ]
