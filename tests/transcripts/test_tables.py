"""CSV, TSV, Excel and diarised JSON."""

import csv
import datetime
import io
import json

import openpyxl
import pytest
from docx import Document

from aft_themes.errors import InputError
from aft_themes.transcripts import read_transcript
from tests.exchange.making import xls
from tests.workbooks import ods

HEADER = ["start", "end", "speaker", "text"]
ROWS = [
    ["00:00:01", "00:00:02", "I", 'Why, "exactly"?'],
    ["00:00:03", "00:00:09", "P", "Because; it was\nlate."],
    ["", "", "", "=SUM(A1:A9) @me +1 -1"],
]
TALK = [("I", 'Why, "exactly"?'), ("P", "Because; it was\nlate.\n=SUM(A1:A9) @me +1 -1")]


def _written(rows, delimiter=",", newline="\r\n"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt"])
def test_delimited_text(said, name, delimiter):
    assert said(name, _written([HEADER, *ROWS], delimiter)) == TALK


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_tables(read, encoding):
    rows = [["Speaker", "Content"], ["I", "Caf\u00e9?"], ["P", "Na\u00efve."]]
    turns = read("a.csv", _written(rows).encode(encoding)).turns
    assert [turn.text for turn in turns] == ["Caf\u00e9?", "Na\u00efve."]


def test_times_and_places(read):
    first, second = read("a.csv", _written([HEADER, *ROWS])).turns
    assert (first.start_s, first.end_s, first.locator) == (1.0, 2.0, "row 2")
    assert (second.start_s, second.end_s, second.locator) == (3.0, 9.0, "row 3 to row 4")


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [("7.093", 7.093), ("0:07", 7.0), ("00:02,5 - 00:09,0", 2.5), ("n/a", None)],
)
def test_kinds_of_time(read, cell, seconds):
    table = _written([["Time", "Speaker", "Text"], [cell, "I", "Why?"], ["", "P", "So."]])
    assert read("a.csv", table).turns[0].start_s == seconds


def test_stamps_in_cells_are_removed(said):
    table = "speaker,text\nI,[00:01] Why?\nP,So #00:00:12-7#\n"
    assert said("a.csv", table) == [("I", "Why?"), ("P", "So")]


def test_lines_above_the_header_and_short_rows(said):
    table = "sep=,\nExported\nspeaker,text\nI,Why?\nP,Because.,,\nP\n,\nI,Oh?\n"
    assert said("a.csv", table) == [("I", "Why?"), ("P", "Because."), ("I", "Oh?")]


@pytest.mark.parametrize("sign", [",", ";"])
def test_words_that_an_unquoted_delimiter_cuts_stay_whole(said, sign):
    rows = ["start,speaker,text", "1,I,Why, then, now?", "2,P,So."]
    table = "\n".join(rows).replace(",", sign)
    assert said("a.csv", table) == [("I", f"Why{sign} then{sign} now?"), ("P", "So.")]


def test_words_cut_before_another_column_refuse_the_table(read):
    table = "speaker,text,note\nI,Why?,a\nP,Because, so.,b\nI,Oh,no,c\n"
    with pytest.raises(InputError, match=r"row 3: 2 rows have more cells than the header"):
        read("a.csv", table)


def test_a_table_without_header(said):
    table = _written(
        [["0:01", "I", "Why then?"], ["0:05", "P", "So."], ["0:09", "I", "Oh, I see."]]
    )
    assert said("a.csv", table) == [("I", "Why then?"), ("P", "So."), ("I", "Oh, I see.")]


def test_a_table_without_speakers_is_refused(read):
    with pytest.raises(Exception, match="no speaker and text columns"):
        read("a.csv", "start,text\n0:01,Why?\n")


def test_an_unclosed_quotation_mark_is_refused_with_its_place(read):
    table = 'speaker,text\nI,"Why?\n' + "P,Because it was so.\n" * 10_000
    with pytest.raises(Exception, match=r"line \d+.*quotation mark"):
        read("a.csv", table)


def _workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_excel(said):
    assert said("a.xlsx", _workbook([["About", "this"]], [HEADER, *ROWS])) == TALK


def test_excel_times_and_numbers(read):
    rows = [
        ["Start", "Who", "Said"],
        [datetime.time(0, 1, 2), "I", "Why?"],
        [datetime.timedelta(hours=1), "P", 42],
        [61.5, "I", None],
    ]
    turns = read("a.xlsx", _workbook(rows)).turns
    assert [(t.start_s, t.speaker, t.text) for t in turns] == [
        (62.0, "I", "Why?"),
        (3600.0, "P", "42"),
    ]


SEGMENTS = [
    {"start": 1.5, "end": 2, "text": " Why", "speaker": "SPEAKER_01"},
    {"start": 2, "end": 3.25, "text": " then?", "speaker": "SPEAKER_01"},
    {"start": 4, "end": 5, "text": " So.", "speaker": "SPEAKER_00"},
    {"start": 5, "end": 6, "text": " Yes."},
]
SAID = [("SPEAKER_01", "Why then?"), ("SPEAKER_00", "So."), ("Unknown speaker", "Yes.")]


@pytest.mark.parametrize(
    "content",
    [
        {"segments": SEGMENTS},
        {"language": "en", "results": {"segments": SEGMENTS}},
        SEGMENTS,
        {"text": "all of it", "words": [{"word": "Why"}], "utterances": SEGMENTS},
    ],
)
def test_diarised_json(said, content):
    assert said("a.json", json.dumps(content)) == SAID


def test_json_times_and_other_names(read):
    items = [
        {"speaker_label": 0, "start_time": "0:01.5", "end_time": "0:02", "transcript": "Why?"},
        {"speaker_label": 1, "start_time": "0:04", "end_time": "0:05", "transcript": "So."},
    ]
    turns = read("a.json", json.dumps(items)).turns
    assert [(t.speaker, t.start_s, t.end_s) for t in turns] == [("0", 1.5, 2.0), ("1", 4.0, 5.0)]


def test_json_in_milliseconds(read):
    items = [
        {"speaker": "A", "start": 1500, "end": 2000, "text": "Why?"},
        {"speaker": "B", "start": 100_000, "end": 900_000, "text": "So."},
    ]
    turns = read("a.json", json.dumps(items)).turns
    assert [(t.start_s, t.end_s) for t in turns] == [(1.5, 2.0), (100.0, 900.0)]


@pytest.mark.parametrize("odd", ["NaN", "Infinity", "-1", "null", '"x"', "[]", "1e999", "true"])
def test_json_times_that_are_none(read, odd):
    text = '[{"speaker":"A","start":ODD,"text":"Why?"},{"speaker":"B","text":"So."}]'
    assert read("a.json", text.replace("ODD", odd)).turns[0].start_s in (None, 0.0)


def test_json_with_half_a_surrogate_pair(said):
    text = '[{"speaker":"A","text":"Why\\ud83d?"},{"speaker":"B","text":"So \\ud83d\\ude00."}]'
    assert said("a.json", text) == [("A", "Why?"), ("B", "So \U0001f600.")]


def test_a_list_of_keywords_is_no_header(read):
    begin = "SUMMARY KEYWORDS\nriver, words, dam, text, floods, SPEAKER\n\n"
    said = "Ann Lee  0:0{n}\n\nWell, there was, as I said, a dam, a mill, and {n} boats.\n\n"
    told = "Bo Carr  0:1{n}\n\nAnd what came of it? Tell me more.\n\n"
    turns = read("a.txt", begin + "".join((said + told).format(n=n) for n in range(4))).turns
    assert {turn.speaker for turn in turns} == {"Ann Lee", "Bo Carr"}


PAIRS = [
    (f"And how was {word} for you?", f"It was {word}, and it rained.")
    for word in ("May", "June", "July")
]


@pytest.mark.parametrize("names", [("Therapist", "Client"), ("Interviewer", "Participant")])
def test_a_column_for_each_of_two_who_talk(said, names):
    rows = "\n".join(f'"{asked}","{told}"' for asked, told in PAIRS)
    expected = [one for pair in PAIRS for one in zip(names, pair, strict=True)]
    assert said("a.csv", f"{','.join(names)}\n{rows}\n") == expected


def test_a_column_of_questions_holds_no_speakers(read):
    rows = "\n".join(f'"{asked}","{told}"' for asked, told in PAIRS * 3)
    with pytest.raises(InputError):
        read("a.csv", f"Prompted,Noted\n{rows}\n")


@pytest.mark.parametrize("header", ["Utterance,Speaker,Transcript", "Text,Speaker,Words"])
def test_a_column_that_counts_utterances_holds_no_words(said, header):
    rows = "\n".join(
        f'{number},{who},"{text}"'
        for number, (who, text) in enumerate(
            (who, text) for pair in PAIRS for who, text in zip(("A", "B"), pair, strict=True)
        )
    )
    expected = [one for pair in PAIRS for one in zip(("A", "B"), pair, strict=True)]
    assert said("a.csv", f"{header}\n{rows}\n") == expected


def test_codes_beside_words_without_a_header_are_not_read_as_speech(read):
    rows = "\n".join(f'I: {asked},,0,0,1\n"{told}",,0,1,0' for asked, told in PAIRS * 3)
    coded = '"It was dry, too.","Weather: not bad (he says that it was dry)",1,0,0'
    with pytest.raises(InputError, match="which column holds the words"):
        read("a.csv", f"{rows}\n{coded}\n")


def test_lines_with_commas_in_a_file_called_csv_are_read_as_text(said):
    lines = [
        ("Ann", "Well, we came, and it rained, and then it was dark."),
        ("Ben", "Was it long, as you say?"),
        ("Ann", "Yes, for us, I think, it was long."),
        ("Ben", "And what, in the end, did you do?"),
    ]
    assert said("a.csv", "\n".join(f"{who}: {text}" for who, text in lines)) == lines


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (1, 3, 0, 2, 4)])
def test_notes_and_times_in_a_word_table_without_a_header_are_no_words(tmp_path, order):
    said = [("INT", "Thank you for coming. How was it?"), ("RES", "It was hard, I think.")] * 4
    rows = [
        [str(n), f"{19 * n}.25", who, f"{text} {n}", "nice" * (n % 3 == 0)]
        for n, (who, text) in enumerate(said)
    ]
    document = Document()
    table = document.add_table(len(rows), 5)
    for at, row in enumerate(rows):
        for column, place in enumerate(order):
            table.cell(at, column).text = row[place]
    document.save(tmp_path / "a.docx")
    turns = read_transcript(tmp_path / "a.docx").turns
    assert [(turn.speaker, turn.text) for turn in turns] == [
        (who, f"{text} {n}") for n, (who, text) in enumerate(said)
    ]


def test_a_gendered_name_of_a_column_and_a_last_row_that_nobody_said(said):
    rows = "Sprecher:in;Text\nDr. Weber;How was it?\nMr. Okafor;Good.\nDr. Weber;And then?\n"
    found = said("a.csv", f"{rows}Mr. Okafor;That is all.\n;End of interview\n")
    assert found[0] == ("Dr. Weber", "How was it?")
    assert found[-1] == ("Mr. Okafor", "That is all.")


def test_workbooks_of_libreoffice_and_old_excel(said, read, tmp_path):
    rows = [[str(value) for value in cells] for cells in [HEADER, *ROWS]]
    assert said("a.ods", ods(tmp_path / "made", rows).read_bytes()) == TALK
    assert said("a.xls", xls(tmp_path / "made", rows).read_bytes()) == TALK
    assert read("a.ods", ods(tmp_path / "made", rows).read_bytes()).format == "ods"
