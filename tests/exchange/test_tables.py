import pytest

from aft_themes.codebook.arranging import steps_in
from aft_themes.errors import InputError
from aft_themes.exchange import coded_segment_tables as tables
from aft_themes.exchange import nvivo_reports
from aft_themes.exchange.comma_lists import join_inseparable
from aft_themes.exchange.dropped_files import is_project
from aft_themes.exchange.model import join_path
from aft_themes.exchange.recognising import read_project
from tests.exchange.making import docx, run, xls, xlsx

SEGMENTS = [
    ("●", "", "Interviews", "P01", "Tasks\\Tape", 2, 2, 0, "It was hard, I think.", 21, 0.4, "Ada",
     "2024-05-01 10:00:00"),
    ("●", "why", "Interviews", "P01", "Impact", 6, 7, 50, "I notice; I ask. ", 17, 0.3, "Ada",
     "2024-05-02 10:00:00"),
    ("", "", "Interviews", "P02", "Tasks > Tape", 12, 12, 0, "We stopped it, =1+1.", 20, 1.2,
     "Bo", "2024-05-03 10:00:00"),
]  # fmt: skip
HEADERS = {
    "English": "Color;Comment;Document group;Document name;Code;Beginning;End;Weight score;Segment;"
    "Area;Coverage %;Author;Creation date",
    "German": "Farbe;Kommentar;Dokumentgruppe;Dokumentname;Code;Anfang;Ende;Gewicht;Segment;"
    "Fläche;Abdeckungsgrad %;Autor;Erstellungsdatum",
    "invented": "A;B;C;D;E;F;G;H;I;J;K;L;M",
}


def check_segments(project):
    assert project.program == "MAXQDA"
    found = [(one.source, one.code, one.coder, one.quote.strip()) for one in project.codings]
    assert found == [
        ("P01", "Tasks > Tape", "Ada", "It was hard, I think."),
        ("P01", "Impact", "Ada", "I notice; I ask."),
        ("P02", "Tasks > Tape", "Bo", "We stopped it, =1+1."),
    ]
    assert [one.position for one in project.codings] == [2, 6, 12]
    assert [one.memo for one in project.codings] == ["", "why\nweight: 50", ""]
    assert project.codings[0].date.startswith("2024-05-01")


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_maxqda_csv_in_any_language_and_encoding(tmp_path, language, encoding):
    path = tmp_path / "segments.csv"
    rows = [HEADERS[language].split(";"), *SEGMENTS]
    text = "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows)
    path.write_bytes(text.replace("●", "*" if encoding == "cp1252" else "●").encode(encoding))
    project = read_project(path)
    if encoding != "cp1252":
        check_segments(project)
    assert len(project.codings) == 3


def test_a_table_that_names_its_separator_is_read_in_any_encoding(tmp_path):
    rows = [HEADERS["English"].split(";"), *SEGMENTS]
    text = "sep=;\r\n" + "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows)
    path = tmp_path / "segments.csv"
    path.write_bytes(
        text.replace("●", "*").replace("It was hard", "Žluť, řeč a děti: hard").encode("cp1250")
    )
    project = read_project(path)
    assert [one.row for one in project.codings] == ["row 2", "row 3", "row 4"]
    assert project.codings[0].quote.startswith("Žluť, řeč a děti: hard")


@pytest.mark.parametrize("language", ["English", "German"])
def test_maxqda_workbooks_old_and_new(tmp_path, language):
    rows = [HEADERS[language].split(";"), *SEGMENTS]
    check_segments(read_project(xlsx(tmp_path / "a.xlsx", rows)))
    plain = [[str(cell).replace("●", "") if isinstance(cell, str) else cell for cell in row]
             for row in rows]  # fmt: skip
    check_segments(read_project(xls(tmp_path / "a.xls", plain)))


def test_maxqda_without_the_columns_that_can_be_left_out(tmp_path):
    rows = [["Dokument", "Code", "Anfang", "Ende", "Segment"]]
    rows += [[row[3], row[4], row[5], row[6], row[8]] for row in SEGMENTS]
    project = read_project(xlsx(tmp_path / "a.xlsx", rows))
    assert [(one.source, one.code) for one in project.codings][:1] == [("P01", "Tasks > Tape")]
    assert {one.coder for one in project.codings} == {""}


def test_dedoose_is_read_by_the_applied_columns(tmp_path):
    rows = [
        ["Media Title", "Excerpt Range", "Excerpt Creator", "Excerpt Date", "Excerpt Copy",
         "Codes Applied Combined", "Code: Faith Applied", "Code: Faith Range", "Code: Faith Weight",
         "Code: Faith\\Other Applied", "Code: Home, family\\Other Applied",
         "Code: Home, family\\Other Weight"],
        ["P01", "10-30", "ada", "2024-05-01", "words one", "Other", "False", None, None, "True",
         "False", None],
        ["P01", None, "bo", None, "words two", "Other", False, None, None, False, True, 3],
        ["P02", "1-2", "bo", None, "words three", "", False, None, None, False, False, None],
    ]  # fmt: skip
    project = read_project(xlsx(tmp_path / "a.xlsx", rows))
    found = [(one.source, one.code, one.coder, one.position, one.memo) for one in project.codings]
    assert found == [
        ("P01", "Faith > Other", "ada", 10.0, ""),
        ("P01", "Home, family > Other", "bo", None, "weight: 3"),
    ]
    assert [loss.item for loss in project.losses] == ["excerpt in row 4"]


ATLAS = [
    ["3:10", "name", "P01", "group", "It was hard.", "a memo", "Tasks::Tape\nImpact", "12 - 12", 2,
     "Ada", "Ada", "2024-05-01", "2024-05-01"],
    ["3:11", "name", "P01", "", "It stayed.", "", "● Give\\/take Gr=17; ○ Impact (3-0)", "14 - 14",
     2, "Bo", "Bo", "2024-05-01", "2024-05-01"],
    ["4:1", "name", "P02", "", "Nothing.", "", "", "1 - 1", 0, "Bo", "Bo", "", ""],
]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "ID|Quotation Name|Document|Document Groups|Quotation Content|Comment|Codes|Reference|"
        "Density|Created by|Modified by|Created|Modified",
        "a|b|c|d|e|f|g|h|i|Erstellt von|j|Erstellt|k",
    ],
)
def test_atlas_quotations(tmp_path, header):
    project = read_project(xlsx(tmp_path / "a.xlsx", [header.split("|"), *ATLAS]))
    assert project.program == "ATLAS.ti"
    assert [(one.source, one.code, one.coder) for one in project.codings] == [
        ("P01", "Tasks > Tape", "Ada"),
        ("P01", "Impact", "Ada"),
        ("P01", "Give/take", "Bo"),
        ("P01", "Impact", "Bo"),
    ]
    assert project.codings[0].memo == "a memo"
    assert [loss.reason for loss in project.losses] == ["it has no code"]


@pytest.mark.parametrize(
    "header",
    [
        "Number|Reference|Name|Text Content|Document|Codes|Number of Codes|Comment|Creation Date",
        "N\u00famero|Refer\u00eancia|Nome|Conte\u00fado do Texto|Documento|C\u00f3digos|Densidade|"
        "Coment\u00e1rio|Data de Cria\u00e7\u00e3o",
        "Nummer|Referenz|Name|Textstelle hier|Dokument|Kodes|Anzahl Kodes|Kommentar|Erstellt",
    ],
)
def test_atlas_quotations_of_its_other_programs(tmp_path, header):
    rows = [
        ["1:1", "", "", "It was hard to watch.", "P01", "Tape\nImpact", "2", "why", "2025-09-14"],
        ["1:2", "", "", "It stayed with me.", "P01", "Tape", "1", "", "2025-09-14"],
    ]
    project = read_project(xlsx(tmp_path / "a.xlsx", [header.split("|"), *rows]))
    assert [(one.source, one.code, one.quote, one.memo, one.date) for one in project.codings] == [
        ("P01", "Tape", "It was hard to watch.", "why", "2025-09-14"),
        ("P01", "Impact", "It was hard to watch.", "why", "2025-09-14"),
        ("P01", "Tape", "It stayed with me.", "", "2025-09-14"),
    ]


def test_an_atlas_header_in_letters_that_were_lost_is_read_by_its_order(tmp_path):
    project = read_project(xlsx(tmp_path / "a.xlsx", [["????"] * 8, *(row[:8] for row in ATLAS)]))
    assert [one.code for one in project.codings][:2] == ["Tasks > Tape", "Impact"]
    assert project.codings[0].quote == "It was hard."


def test_taguette_tables_keep_coder_and_valence_that_our_export_wrote(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "id,document,tag,content\n1,P01,tasks.tape,It was hard\n1,P01,coder.Ada,It was hard\n"
        "1,P01,valence.challenge,It was hard\n2,P01,impact,It stayed\n3,P01,,no tag\n"
    )
    project = read_project(path)
    assert [(one.code, one.coder, one.valence) for one in project.codings] == [
        ("tasks > tape", "Ada", "challenge"), ("impact", "", "")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["a,b\n1,2\n", "", "interview,turn,quote,code\nP01,2,It was hard,tasks\n", "\0\0\0", "x" * 50],
)
def test_other_tables_are_refused(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text)
    assert not tables.recognises(path)
    with pytest.raises(InputError):
        read_project(path)


def test_damaged_workbooks_are_refused(tmp_path):
    for name, data in (("a.xlsx", b"PK\x03\x04xx"), ("a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 600)):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(InputError):
            read_project(path)


REPORT = """Name: Tape

<Files\\\\Interviews\\\\P01> - § 2 references coded  [6.78% Coverage]

Reference 1 - 5.80% Coverage

It was hard,
and it stayed.

Reference 2 - 0.98% Coverage

I looked away.

<Internals\\P02> - §\u00a01 reference coded [1.00% Coverage]
Reference 1 - 1.00% Coverage
It was hard.
<Internals\\P02> - §\u00a01 reference coded [1.00% Coverage]
Reference 1 - 1.00% Coverage
It was hard.
"""


def check_report(project, code):
    assert [(one.source, one.code, " ".join(one.quote.split())) for one in project.codings] == [
        ("P01", code, "It was hard, and it stayed."),
        ("P01", code, "I looked away."),
        ("P02", code, "It was hard."),
    ]
    assert [loss.reason for loss in project.losses] == ["the report gives it twice"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_nvivo_reports_as_text(tmp_path, line_end, encoding):
    path = tmp_path / "node.txt"
    path.write_bytes(REPORT.replace("\n", line_end).encode(encoding))
    check_report(read_project(path), "Tape")


def test_nvivo_reports_in_word_are_called_after_their_file(tmp_path):
    lines = REPORT.splitlines()[1:]
    body = "".join(f"<w:p>{run(line)}</w:p>" for line in lines)
    check_report(read_project(docx(tmp_path / "Watching tape.docx", body)), "Watching tape")


def test_a_plain_transcript_is_no_report(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Interviewer: How was it?\nP: Reference 1 was hard.\n")
    assert not nvivo_reports.recognises(path.read_text())
    with pytest.raises(InputError, match="not a report of coded quotes"):
        read_project(path)


PAGE = (
    "<html><head><title>Taguette highlights</title></head><body><h1>Taguette highlights: all</h1>"
    "<p>It was hard.</p><p>Then it was not.</p><p><strong>Document:</strong> P01.txt "
    "<strong>Tags:</strong> tasks.tape, impact</p><hr><p>She helped.</p>"
    "<p><strong>Document\u00a0:</strong> P 02.txt "
    "<strong>Marqueurs\u00a0:</strong> help, coder.Ada</p>"
    "</body></html>"
)


def test_taguettes_highlights_as_a_web_page(tmp_path):
    path = tmp_path / "highlights.html"
    path.write_text(PAGE, encoding="utf-8")
    assert is_project(path)
    found = [(one.source, one.code, one.quote, one.coder) for one in read_project(path).codings]
    assert found == [
        ("P01.txt", "tasks > tape", "It was hard.\nThen it was not.", ""),
        ("P01.txt", "impact", "It was hard.\nThen it was not.", ""),
        ("P 02.txt", "help", "She helped.", "Ada"),
    ]


def test_taguettes_tags_with_commas_are_told_from_two_tags(tmp_path):
    path = tmp_path / "highlights.html"
    given = ["change, slow", "help, change, slow", "change, slow, help", "help, impact", "impact"]
    path.write_text(
        "<html><body><h1>Taguette highlights</h1>"
        + "".join(
            f"<p>Words {n}.</p><p>Document: P01.txt Tags: {tags}</p>"
            for n, tags in enumerate(given)
        )
        + "</body></html>",
        encoding="utf-8",
    )
    project = read_project(path)
    codes = [(one.quote[6], one.code) for one in project.codings]
    assert codes == [
        ("0", "change, slow"),
        ("1", "help"),
        ("1", "change, slow"),
        ("2", "change, slow"),
        ("2", "help"),
        ("3", "help"),
        ("3", "impact"),
        ("4", "impact"),
    ]
    assert [loss.item for loss in project.losses] == ["tag 'change, slow'"]
    assert join_inseparable([["a", "b"], ["a", "b"], ["c"]]) == (
        [["a", "b"], ["a", "b"], ["c"]],
        [],
    )


def test_nvivo_reports_as_web_pages_are_called_after_their_file(tmp_path):
    path = tmp_path / "Shame.html"
    path.write_text(
        "<html><body><p>&lt;Files\\P01&gt; - \u00a7 1 reference coded [ 5% Coverage]</p>"
        "<p>Reference 1 - 5% Coverage</p><p>It was hard.</p></body></html>",
        encoding="utf-8",
    )
    assert is_project(path)
    (coding,) = read_project(path).codings
    assert (coding.source, coding.code, coding.quote) == ("P01", "Shame", "It was hard.")


def test_other_web_pages_are_no_projects(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<html><body><p>I: Why?</p><p>P: So.</p></body></html>", encoding="utf-8")
    assert not is_project(path)


@pytest.mark.parametrize(
    ("cell", "count", "codes"),
    [
        ("Rain, Wind", "2", ["Rain", "Wind"]),
        ("Rain, Near, Far, Wind", "3", ["Rain", "Near, Far", "Wind"]),
        ("Rain, Near, Far", "2", ["Rain", "Near, Far"]),
        ("Near, Far", "1", ["Near, Far"]),
        ("Snow, Ice, Hail", "2", ["Snow, Ice, Hail"]),  # nothing tells where a name ends
        ("Rain, Wind", "", ["Rain, Wind"]),
    ],
)
def test_commas_between_the_codes_of_an_atlas_csv(tmp_path, cell, count, codes):
    rows = ["Number,Name,Text Content,Document,Codes,Number of Codes,Creator"]
    quoted = [("Rain", "1"), ("Near, Far", "1"), (cell, count)]
    rows += [
        f'1:{at},,"It was so {at} for us",P1,"{code}",{number},Ada'
        for at, (code, number) in enumerate(quoted)
    ]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    project = read_project(tmp_path / "a.csv")
    assert [one.code for one in project.codings[2:]] == codes
    assert {one.coder for one in project.codings} == {"Ada"}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Tasks>Tape", ["Tasks", "Tape"]),
        ("List<T> Bug", ["List<T> Bug"]),
        ("Types > Rc<dyn>", ["Types", "Rc<dyn>"]),
    ],
)
def test_the_end_of_a_name_in_angle_brackets_is_no_step(text, path):
    assert tables.code_path(text) == join_path(path)
    assert steps_in(text) == path


def test_atlas_codes_joined_by_commas_are_parted_by_their_number(tmp_path):
    rows = [
        ("Number", "Reference", "Text Content", "Document", "Codes", "Number of Codes"),
        ("1:1", "3", "It was hard.", "P01", "Trust, shame and care: tape, Relief", "2"),
        ("1:2", "5", "She stopped me.", "P01", "Relief, Trust, shame and care: voice", "2"),
        ("2:1", "4", "We laughed.", "P02", "Relief", "1"),
    ]
    path = tmp_path / "quotations.csv"
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    assert [one.code for one in read_project(path).codings] == [
        "Trust, shame and care: tape", "Relief",
        "Relief", "Trust, shame and care: voice",
        "Relief",
    ]  # fmt: skip
