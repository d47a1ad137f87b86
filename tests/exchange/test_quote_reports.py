"""Reports of coded quotes: what programs print or save as text, Word, PDF or web page."""

import csv

import pytest
from docx import Document

from aft_themes.documents.headed_lines import DocumentLine
from aft_themes.errors import InputError
from aft_themes.exchange import import_files, quote_reports
from aft_themes.exchange.dropped_files import is_coded_transcript, is_project
from aft_themes.exchange.recognising import read_project
from aft_themes.exchange.report_marks import marks_of, source_behind
from tests.exchange.making import study_folder
from tests.transcripts import making

HID, VOICE, LAUGHED = (
    "I was so ashamed of the tape that I hid it.",
    "My voice on it sounded like a stranger.",
    "We laughed about it in the end.",
)
ATLAS_7 = f"""3 quotation(s) for code: SHAME
Quotation-Filter: All

HU:\tTapes
File: \t[C:\\Users\\ada\\Tapes.hpr7]
Edited by:\tSuper

P 1: P01.docx - 1:2 [I was so ashamed..]  (12:12)   (Super)
Codes:\t[Shame - Family: Feelings]
No memos

{HID}

P 2: P02.docx - 2:7 [My voice on it ..]  (30:31)   (Bo)
Codes:\t[Shame - Family: Feelings]
No memos

{VOICE}

P 2: P02.docx - 2:9 [We laughed..]  (40:40)   (Bo)
Codes:\t[Relief]
No memos

{LAUGHED}
"""
ATLAS_8 = f"""Project: Tapes
Report created by Ada on 2/13/2019

All (3) quotations

1:1 I was so ashamed… (12:15) - D 1: P01
{HID}

1 Codes:
○ Shame

2:7 My voice on it… (30:99) - D 2: P02
{VOICE}

1 Codes:
○ Shame

2:9 We laughed… (40:140) - D 2: P02
{LAUGHED}

1 Codes:
○ Relief
Comment:
funny moment
"""
ATLAS_22 = f"""ATLAS.ti Report
Tapes
Quotations grouped by Codes

● Shame
2 Quotations:

1:1 ¶ 12, I was so ashamed, in P01
{HID}

2:7 ¶ 30 – 31 in P02
{VOICE}

● Relief
1 Quotations:

2:9 ¶ 40 in P02
{LAUGHED}
"""
MAXQDA_12 = f"""Code: Shame
Document: Interviews\\P01
Position: 12 - 12
Weight score: 0

{HID}

Code: Shame
Document: Interviews\\P02
Position: 30 - 31
Weight score: 0

{VOICE}

Code: Relief
Document: Interviews\\P02
Position: 40 - 40
Weight score: 50

{LAUGHED}
"""
MAXQDA_22 = f"""Coded segments

Code: ● Shame Weight score: 0

{HID}

Interviews > P01, Pos. 12

Code: ● Shame Weight score: 0

{VOICE}

Interviews > P02, Pos. 30-31

Code: ● Relief Weight score: 0

{LAUGHED}

Interviews > P02, Pos. 40
"""
F4 = f"""# Shame
{HID} (P01, Abs. 12)

"{VOICE}" (P02, Abs. 30)

# Relief
{LAUGHED} [P02: 40]
"""
TRANSANA = f"""Collection Report

Clip: Clip 1
File: P01.mp4
Time: 0:01:10.0 - 0:01:20.0
Episode: P01
Clip Transcript:
{HID}

Clip Keywords:
Shame

Clip: Clip 2
File: P02.mp4
Episode: P02
Clip Transcript:
{VOICE}

Clip Keywords:
Shame

Clip: Clip 3
File: P02.mp4
Episode: P02
Clip Transcript:
{LAUGHED}

Clip Keywords:
Relief
"""
HYPERRESEARCH = f"""Case: P01
Code: Shame
Source: P01.txt
Reference: char 120 to char 160
Source Material: {HID}

Case: P02
Code: Shame
Source: P02.txt
Source Material: {VOICE}

Case: P02
Code: Relief
Source: P02.txt
Source Material: {LAUGHED}
"""
DEDOOSE = f"""Title: P01.docx
Doc Creator: ada
Codes Applied: Shame
{HID}

Title: P02.docx
Doc Creator: ada
Codes Applied: Shame
{VOICE}

Title: P02.docx
Codes Applied: Relief
{LAUGHED}
"""
GERMAN = f"""Dokument: P01
Kode: Shame
Textstelle: {HID}
Kommentar: das erste Mal,
und dann nie wieder

Dokument: P02
Kode: Shame
Textstelle: {VOICE}

Dokument: P02
Kode: Relief
Textstelle: {LAUGHED}
"""
BY_DOCUMENT = f"""# P01
Code: Shame
{HID}

# P02
Code: Shame
{VOICE}

Code: Relief
{LAUGHED}
"""
FORMS = {
    "atlas_7": ATLAS_7, "atlas_8": ATLAS_8, "atlas_22": ATLAS_22, "maxqda_12": MAXQDA_12,
    "maxqda_22": MAXQDA_22, "f4": F4, "transana": TRANSANA, "hyperresearch": HYPERRESEARCH,
    "dedoose": DEDOOSE, "german": GERMAN, "by_document": BY_DOCUMENT,
}  # fmt: skip
CODED = [("P01", "Shame", HID), ("P02", "Shame", VOICE), ("P02", "Relief", LAUGHED)]


def codings_of(project):
    return [
        (one.source.partition(".")[0], one.code, one.quote, one.coder) for one in project.codings
    ]


def read(path):
    project = read_project(path)
    assert project.losses == ()
    return [coding[:3] for coding in codings_of(project)]


@pytest.mark.parametrize("name", FORMS)
def test_what_stands_above_or_below_a_quote_is_said_of_it(name, tmp_path):
    path = tmp_path / f"{name}.txt"
    path.write_text(FORMS[name], encoding="utf-8")
    assert is_project(path)
    assert not is_coded_transcript(path)
    assert read(path) == CODED


@pytest.mark.parametrize("name", FORMS)
def test_the_same_report_in_word(name, tmp_path):
    document = Document()
    for line in FORMS[name].splitlines():
        if line.startswith("# "):
            document.add_heading(line[2:], 1)
        else:
            document.add_paragraph(line)
    path = tmp_path / "report.docx"
    document.save(path)
    assert is_project(path)
    assert read(path) == CODED


def test_coder_place_and_comment_are_kept(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(ATLAS_7, encoding="utf-8")
    found = [(one.coder, one.position) for one in read_project(path).codings]
    assert found == [("Super", 12.0), ("Bo", 30.0), ("Bo", 40.0)]
    path.write_text(ATLAS_8, encoding="utf-8")
    assert [one.memo for one in read_project(path).codings] == ["", "", "funny moment"]
    path.write_text(GERMAN, encoding="utf-8")
    assert read_project(path).codings[0].memo == "das erste Mal,\nund dann nie wieder"


def test_quotes_with_several_codes_and_without_any(tmp_path):
    path = tmp_path / "report.txt"
    text = DEDOOSE.replace("Codes Applied: Shame", "Codes Applied: Shame; Tape > Voice", 1)
    path.write_text(f"{text}\nTitle: P03.docx\nDoc Creator: ada\nI do not know.", encoding="utf-8")
    project = read_project(path)
    assert [(one.source, one.code) for one in project.codings] == [
        ("P01.docx", "Shame"), ("P01.docx", "Tape > Voice"), ("P02.docx", "Shame"),
        ("P02.docx", "Relief"),
    ]  # fmt: skip
    assert len(project.losses) == 1
    assert "no code" in project.losses[0].reason


def test_a_table_for_each_quote_in_word_rtf_and_a_web_page(tmp_path):
    document = Document()
    page, rich = [], []
    for source, code, quote in CODED:
        rows = (("Document", source), ("Code", code), ("Coder", "Ada"), ("Text", quote))
        table = document.add_table(len(rows), 2)
        for row, cells in zip(table.rows, rows, strict=True):
            row.cells[0].text, row.cells[1].text = cells
        page += ["<table>", *(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows), "</table>"]
        rich += [rf"\trowd {a}\cell {b}\cell\row" for a, b in rows]
    document.save(tmp_path / "report.docx")
    (tmp_path / "report.html").write_text(f"<html><body>{''.join(page)}</body></html>")
    (tmp_path / "report.rtf").write_text(r"{\rtf1\ansi " + "\n".join(rich) + "}")
    for ending in ("docx", "html", "rtf"):
        path = tmp_path / f"report.{ending}"
        assert is_project(path)
        found = codings_of(read_project(path))
        assert found == [(*coding, "Ada") for coding in CODED]


def test_headings_of_a_web_page_are_codes(tmp_path):
    path = tmp_path / "report.html"
    paragraphs = [f"<p>{quote}</p><p>{source}, Pos. 3</p>" for source, _, quote in CODED]
    body = f"<h1>Shame</h1>{''.join(paragraphs[:2])}<h1>Relief</h1>{paragraphs[2]}"
    path.write_text(f"<html><body>{body}</body></html>")
    assert read(path) == CODED


def test_what_is_taken_for_a_report_can_be_read(tmp_path):
    path = tmp_path / "report.html"  # as XHTML it begins as projects of REFI-QDA do
    lines = "".join(f"<p>{line}</p>" for line in ATLAS_8.splitlines())
    path.write_text(f'<?xml version="1.0"?>\n<html><body>{lines}</body></html>', encoding="utf-8")
    assert is_project(path)
    assert [one.quote for one in read_project(path).codings][:2] == [HID, VOICE]


def test_a_printed_report(tmp_path):
    lines = [line for line in MAXQDA_22.replace("\u25cf ", "").splitlines() if line]
    path = tmp_path / "report.pdf"
    path.write_bytes(
        making.placed_pdf([(20, 700 - 30 * at, line) for at, line in enumerate(lines)])
    )
    assert is_project(path)
    assert [code for _, code, _ in read(path)] == ["Shame", "Shame", "Relief"]


TALK = """Interviewer: Was it hard?
Participant: Yes
Interviewer: Note: we go on. And then (pause, 3)
Participant: I was, 12, 13.
Interviewer: The code: 4, was it (laughs, 4)?
Participant: We laughed (pause, 5)
"""


def test_a_transcript_is_no_report(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    assert not is_project(path)
    with pytest.raises(InputError, match="not a report of coded quotes"):
        quote_reports.read(path)


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("Participant: Yes", None),
        ("Participant: P07", [("interview", "P07")]),
        ("Participant: I went there in 1999. And then?", None),
        ("Maria: 12", None),
        ("P01, Pos. 12", [("interview", "P01"), ("position", "12")]),
        ("P01: 12 - 14 (50)", [("interview", "P01"), ("position", "12 - 14")]),
        ("Page 3 of 12", []),
        ("I was twelve, and it was a Friday.", None),
    ],
)
def test_lines_that_say_something_of_a_quote(line, marks):
    assert marks_of(line) == marks


def test_the_source_behind_words():
    assert source_behind("It was hard. (P01, Abs. 3)") == (
        "It was hard.",
        [("interview", "P01"), ("position", "3")],
    )
    assert source_behind("It was hard (laughs).") == ("It was hard (laughs).", [])


def test_two_quotes_are_no_report():
    lines = [DocumentLine(line) for line in MAXQDA_12.split("Code: Relief")[0].splitlines()]
    assert not quote_reports.is_report(lines)


REPORT = """Report of quotations

1:1 ¶ 3 in P01
It was hard, naïve even.
1 Codes:
○ impact

1:2 ¶ 5 in P01
She stopped me and I saw my own café face.
1 Codes:
○ impact

1:3 ¶ 9 in P01
Nobody ever said these words in a talk.
1 Codes:
○ impact
"""


def test_words_are_placed_only_where_they_are(tmp_path):
    study = study_folder(tmp_path)
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    done = import_files([path], study)
    assert done.files[0].codings == 3
    with (study / "codings" / "report.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["turn"], row["quote"]) for row in csv.DictReader(file)]
    # nobody said the third: it has no turn, and the run lists it as not placed
    assert rows == [
        ("", "Nobody ever said these words in a talk."),
        ("2", "It was hard, naïve even."),
        ("4", "She stopped me and I saw my own café face."),
    ]


def test_lines_that_were_too_long_for_a_page(tmp_path):
    path = tmp_path / "report.txt"
    cut = ATLAS_7.replace("(12:12)   (Super)", "(12:12)\n(Super)")
    cut = cut.replace("[Relief]", "[Relief] [Own\nvoice]\n[Tape]")
    path.write_text(cut, encoding="utf-8")
    project = read_project(path)
    assert [(one.code, one.coder) for one in project.codings] == [
        ("Shame", "Super"), ("Shame", "Bo"), ("Relief", "Bo"), ("Own voice", "Bo"), ("Tape", "Bo"),
    ]  # fmt: skip
    assert project.losses == ()
    text = DEDOOSE.replace("Applied: Shame", "Applied: Shame;\nTape", 1)
    path.write_text(text, encoding="utf-8")
    assert [one.code for one in read_project(path).codings] == ["Shame", "Tape", "Shame", "Relief"]
