"""Word, OpenDocument, RTF, HTML and PDF."""

import pytest

from . import making

TALK = [("I", "Why?"), ("P", "Because."), ("I", "Oh?"), ("P", "Yes.")]
LINES = [f"{name}: {text}" for name, text in TALK]
ROWS = [["00:01", "I", "Why?"], ["00:05", "P", "Because."], ["00:09", "", "It was."]]


def test_word_paragraphs_with_names_and_times(read):
    turns = read(
        "a.docx", making.docx("Ann Lee (00:04):", "Why?", "Bo Ray (1:02:03):", "So.", "Yes.")
    )
    turns = turns.turns
    assert [(t.speaker, t.text, t.start_s) for t in turns] == [
        ("Ann Lee", "Why?", 4.0),
        ("Bo Ray", "So.\nYes.", 3723.0),
    ]
    assert turns[1].locator == "paragraph 4 to paragraph 5"


def test_word_export_of_meeting_software(said):
    document = making.docx(
        "Interview-Meeting Recording",
        "March 3, 2023, 3:02PM",
        "16m 24s",
        "Ann Lee started transcription",
        "Ann Lee   0:03\nWhy?",
        "Bo Ray   0:16\nBecause.\nIt was.",
        "Ann Lee   0:20\nOh?",
        "Bo Ray   0:24\nYes.",
        "Ann Lee stopped transcription",
    )
    assert said("a.docx", document) == [
        ("Ann Lee", "Why?"),
        ("Bo Ray", "Because.\nIt was."),
        ("Ann Lee", "Oh?"),
        ("Bo Ray", "Yes."),
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
@pytest.mark.parametrize(
    "header",
    [
        ("Timespan", "Speaker", "Content"),
        ("Time", "Name", "Text"),
        ("START TIME", "Who", "Transcript"),
        ("Timecode (s)", "speaker_label", "Utterance"),
        ("Timestamp:", "Participant", "Dialogue"),
    ],
)
def test_tables_with_columns_in_any_order(read, header, order):
    rows = [[row[at] for at in order] for row in (header, *ROWS)]
    turns = read("a.docx", making.docx_table(rows)).turns
    assert [(t.speaker, t.text) for t in turns] == [("I", "Why?"), ("P", "Because.\nIt was.")]
    assert [t.start_s for t in turns] == [1.0, 5.0]
    assert turns[1].locator == "row 3 to row 4"


def test_a_table_without_header_is_understood_by_its_content(said):
    assert said("a.docx", making.docx_table([*ROWS, ["00:12", "I", "I see."]])) == [
        ("I", "Why?"),
        ("P", "Because.\nIt was."),
        ("I", "I see."),
    ]


def test_a_table_of_facts_before_the_talk_is_left_out(said):
    facts = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>".format(
        making.paragraph("Date"), making.paragraph("3 March")
    )
    body = facts + "".join(map(making.paragraph, LINES))
    assert said("a.docx", making.packed(making.docx_parts(body))) == TALK


def test_word_keeps_insertions_and_drops_deletions_headers_and_fields(said):
    body = making.paragraph("I: Why?") + (
        "<w:p><w:r><w:t>P: Be</w:t></w:r>"
        '<w:ins w:id="1"><w:r><w:t>cause</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>.</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        "<w:sdt><w:sdtContent>" + making.paragraph("I: Oh?") + "</w:sdtContent></w:sdt>"
    )
    parts = making.docx_parts(body + making.paragraph("P: Yes."))
    parts["word/header1.xml"] = (
        f'<w:hdr xmlns:w="{making.W}">{making.paragraph("SECRET: x")}</w:hdr>'
    )
    assert said("a.docx", making.packed(parts)) == TALK


def test_macros_are_ignored_with_a_warning(read):
    parts = making.docx_parts("".join(map(making.paragraph, LINES)), kind=making.MACROS)
    parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 Sub AutoOpen()"
    transcript = read("a.docm", making.packed(parts))
    assert [(t.speaker, t.text) for t in transcript.turns] == TALK
    assert any("macros" in warning for warning in transcript.warnings)


def test_opendocument(said):
    body = (
        "<text:h>Interview P31</text:h>"
        "<text:tracked-changes><text:p>I: deleted</text:p></text:tracked-changes>"
        "<text:p>I: <text:span>Why</text:span>?</text:p>"
        "<text:p>P: Be<text:s text:c='1'/>cause"
        "<text:note><text:p>a note</text:p></text:note>.</text:p>"
        "<text:list><text:list-item><text:p>I:<text:tab/>Oh?<text:line-break/>P: Yes.</text:p>"
        "</text:list-item></text:list>"
    )
    assert said("a.odt", making.odt(body)) == [
        ("I", "Why?"),
        ("P", "Be cause."),
        ("I", "Oh?"),
        ("P", "Yes."),
    ]


def test_opendocument_table(said):
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in [("Speaker", "Text"), *TALK]
    )
    assert said("a.odt", making.odt(f"<table:table>{rows}</table:table>")) == TALK


@pytest.mark.parametrize("mark", ["", " #00:00:12-7#"])
def test_rtf_with_marks(read, mark):
    body = "".join(rf"\b {name}:\b0  {text}{mark}\par" + "\n" for name, text in TALK)
    rtf = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\header SECRET: x\par}" + body + "}"
    turns = read("a.rtf", rtf).turns
    assert [(t.speaker, t.text) for t in turns] == TALK
    assert {t.end_s for t in turns} == {12.7 if mark else None}


def test_rtf_characters(said):
    rtf = (
        r"{\rtf1\ansi\ansicpg1252 I: Na\'efve \u8217?s \{x\} \\ \emdash  why?\par "
        r"P: caf\u233\'e9.\par I: Oh?\par P: Yes.\par}"
    )
    assert said("a.rtf", rtf)[:2] == [
        ("I", "Naïve \u2019s {x} \\ \u2014 why?"),
        ("P", "café."),
    ]


def test_rtf_with_bytes_that_are_not_escaped(said):
    rtf = rb"{\rtf1\ansi\ansicpg1252 I: Caf\u233? \u8217?" + "\u2019 \u00e9?".encode("cp1252")
    assert said("a.rtf", rtf + rb"\par P: So.\par}")[0] == ("I", "Caf\u00e9 \u2019\u2019 \u00e9?")


def test_rtf_table(said):
    rows = "".join(
        rf"\trowd {first}\cell {second}\cell\row" + "\n"
        for first, second in [("Speaker", "Text"), *TALK]
    )
    assert said("a.rtf", r"{\rtf1\ansi " + rows + "}") == TALK


@pytest.mark.parametrize(
    "block",
    ["<p>{}</p>", "<div>{}</div>", "<li>{}</li>", "{}<br>", "<p><b><a name='x'>{}</a></b></p>"],
)
def test_html_blocks(said, block):
    html = "<!DOCTYPE html><html><head><title>I: no</title><style>p{}</style></head><body>"
    html += "<script>I: alert(1)</script><header>Site: x</header><!-- P: no -->"
    html += "\n".join(block.format(line) for line in LINES) + "</body></html>"
    assert said("a.html", html) == TALK


def test_html_entities_wrapped_lines_and_inline_tags(said):
    html = (
        "<html><body><p>I: <em>Wh</em>y&#x27;s\n   that &lt;/script&gt; &amp; {{7*7}}?</p>"
        "<p>P: Because.</p><p>I: Oh?</p><p>P: Yes.</p></body></html>"
    )
    assert said("a.html", html)[0] == ("I", "Why's that </script> & {{7*7}}?")


def test_html_table(said):
    rows = "".join(f"<tr><td>{name}</td><td>{text}</td></tr>" for name, text in TALK)
    html = f"<html><table><tr><th>Speaker</th><th>Text</th></tr>{rows}</table></html>"
    assert said("a.html", html) == TALK


def test_pdf_drops_footers_and_undoes_wraps_and_hyphens(said):
    pages = [
        [
            "AFT study",
            "I: Why did you leave the pro-",
            "gram at that time?",
            "P: A well-",
            "Page 1 of 2",
        ],
        [
            "AFT study",
            "known therapist, a well-known one,",
            "said so (twice) -",
            "so.",
            "Page 2 of 2",
        ],
    ]
    assert said("a.pdf", making.pdf(*pages)) == [
        ("I", "Why did you leave the program at that time?"),
        ("P", "A well-known therapist, a well-known one, said so (twice) - so."),
    ]


def test_pdf_locators_name_page_and_line(read):
    turns = read("a.pdf", making.pdf(LINES[:2], ["more.", *LINES[2:]])).turns
    assert turns[1].locator == "page 1, line 2 to page 2, line 1"


def test_letters_printed_over_themselves_are_read_once():
    from aft_themes.transcripts.formats.pdf_pages import _printed_again

    def letter(x, y=10.0, text="a"):
        return {"text": text, "fontname": "F", "size": 9, "x0": x, "doctop": y}

    chars = [letter(5.0), letter(5.4), letter(5.9, text="b"), letter(6.3), letter(5.2, 11.5)]
    assert _printed_again(chars) == {id(chars[1])}


def test_pdf_keeps_labels_that_often_stand_last_on_a_page(read):
    pages = []
    for place in ("boats", "farm", "mill"):
        talk = ["[0:11] ANN 1:", "Why was that?", "[0:25] BO 2:", "Because the river rose then."]
        pages.append([*talk, *talk, "[0:40] ANN 1:", "Go on.", "[0:45] BO 2:"])
        pages.append([f"I stayed with the {place}.", *talk])
    turns = read("a.pdf", making.pdf(*pages)).turns
    assert [turn.speaker for turn in turns if "I stayed" in turn.text] == ["BO 2"] * 3
