"""Coding sheets as people write them: titles above, names of several words, marks, no interview."""

import pandas as pd
import pytest

from aft_themes.catalog import REPLACEMENTS
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.coding.code_marks import marked_columns
from aft_themes.coding.coder_assignments import name_interviews
from aft_themes.coding.coder_files import read_coder_files
from aft_themes.coding.placing import _of_sheet, place_codings
from aft_themes.coding.quotes import QuoteFinder
from aft_themes.coding.reading import load_codings
from aft_themes.corpus.segments import make_segments, place_turns
from aft_themes.documents.headers import code_places, coder_places, coding_columns
from aft_themes.documents.tables import open_headers, open_table
from aft_themes.io.parquet import empty_frame
from aft_themes.new_study.codes_of_codings import codes_in, new_codes
from aft_themes.settings import SegmentSettings
from tests.exchange.making import xlsx
from tests.transcripts.making import workbook_of

BOOK = Codebook("", "1", (Code("tape", "Tape"), Code("role", "Role"), Code("fear", "Fear, shame")))


def rows(path):
    found = load_codings([path], BOOK).rows
    return found[["interview", "quote", "code"]].to_numpy().tolist()


def test_titles_and_notes_stand_above_the_header(tmp_path):
    table = [["Open coding, second round"], [], ["Coder", "Ann"], ["Interview", "Quote", "Code"]]
    path = xlsx(tmp_path / "a.xlsx", [*table, ["P1", "we watched it", "Tape"]])
    assert rows(path) == [["P1", "we watched it", "tape"]]
    assert open_headers(path)[0][:3] == ["Interview", "Quote", "Code"]
    assert [number for number, _ in open_table(path)[0].rows] == [5]  # as the program counts them


@pytest.mark.parametrize(
    "header",
    [
        "Participant ID|Quote/Paraphrase|Code name",
        "Interviewee no.|Quote|Code",
        "Interview|Text segment|Code",
        "Interview|Verbatim quote|Code",
        "Interview|Quote|Final code",
    ],
)
def test_names_of_several_words(header):
    assert coding_columns(header.split("|")) == {"interview": 0, "quote": 1, "code": 2}


@pytest.mark.parametrize(
    "header",
    [
        "Code|Definition|Example quote|Participant",  # a codebook
        "Interview|Quote count|Code",
        "Interview|Quote from Ann|Quote of Bo|Code",  # which of them?
        "Participant ID|Quote/Paraphrase|Remark",  # one name alone is too little
    ],
)
def test_other_names_of_several_words_are_no_columns_of_codings(header):
    assert "quote" not in coding_columns(header.split("|"))


@pytest.mark.parametrize(
    ("header", "places"),
    [
        ("Interview|Quote|Code 1|Code 2", [2, 3]),
        ("Interview|Quote|Code|Code 2", [2, 3]),
        ("Interview|Quote|Theme|Code1|Code2", [3, 4]),
        ("Interview|Quote|Skill_Code|Task_Code", [2, 3]),
        ("Interview|Quote|Theme", [2]),
        ("Interview|Quote|Tape|Role", []),
        ("Interview|Quote|Axial code|Open code|Selective code (theme)", [3]),
        ("Interview|Quote|Second-order theme|First-order concept", [3]),
        ("Interview|Quote|Open code|Code(s) Applied|Axial code", [3]),
    ],
)
def test_several_columns_may_name_codes(header, places):
    names = header.split("|")
    assert code_places(names, coding_columns(names)) == places


def test_a_code_in_two_columns_is_given_once(tmp_path):
    table = [["Interview", "Quote", "Code 1", "Code 2"], ["P1", "we watched", "Tape", "Tape; Role"]]
    assert [code for _, _, code in rows(xlsx(tmp_path / "a.xlsx", table))] == ["tape", "role"]


def test_a_number_may_say_how_often_a_code_was_given(tmp_path):
    table = [
        ["Interview", "Quote", "Tape", "Role", "Fear, shame"],
        ["P1", "we watched", 1, 0, "x"],
        ["P1", "we played", "0", "2", ""],
        ["P1", "we left", "0.0", "-", "n/a"],
    ]
    path = xlsx(tmp_path / "a.xlsx", table)
    assert [(quote, code) for _, quote, code in rows(path)] == [
        ("we watched", "tape"),
        ("we watched", "fear"),
        ("we played", "role"),
    ]
    (sheet,) = open_table(path)
    assert marked_columns(sheet, coding_columns(sheet.header)) == ["Tape", "Role", "Fear, shame"]
    assert codes_in([path]) == dict.fromkeys(["Fear, shame", "Role", "Tape"], ())


def test_later_rounds_of_coding_are_what_the_codes_of_the_first_belong_to(tmp_path):
    table = [
        ["Interview", "Quote", "Open code", "Axial code", "Selective code (theme)"],
        ["P1", "we watched", "saw tape", "Tape", "Tasks"],
        ["P1", "we played", "a part", "Role", ""],  # a merged cell
        ["P1", "I dared", "a part", "Courage", "Impact"],  # of two: below none
        ["P1", "we taped", "taped", "Tape", "Tasks"],
    ]
    used = codes_in([xlsx(tmp_path / "a.xlsx", table)])
    assert used == {"a part": (), "saw tape": ("Tasks", "Tape"), "taped": ("Tasks", "Tape")}
    assert [(code.id, code.name) for code in new_codes(used, [])] == [
        ("tasks", "Tasks"),
        ("tasks.tape", "Tape"),
        ("a_part", "a part"),
        ("tasks.tape.saw_tape", "saw tape"),
        ("tasks.tape.taped", "taped"),
    ]


def test_a_cell_may_say_that_no_code_is_given(tmp_path):
    given = ["None", "1 - None", "n/a", "Tape; none", "No code", "Role"]
    table = [
        ["Interview", "Quote", "Code"],
        *(["P1", f"part {at}", one] for at, one in enumerate(given)),
    ]
    path = xlsx(tmp_path / "a.xlsx", table)
    assert [(quote, code) for _, quote, code in rows(path)] == [
        ("part 3", "tape"),
        ("part 5", "role"),
    ]
    assert list(codes_in([path])) == ["Role", "Tape"]
    assert load_codings([path], BOOK).uncoded == {}, "each row says so"
    named = Codebook("", "1", (*BOOK.codes, Code("none", "None")))
    assert "none" in load_codings([path], named).rows["code"].tolist()  # a code of that name


def test_interviews_of_experiments_are_subjects():
    assert coding_columns(["Subject", "Text", "Code"]) == {"interview": 0, "quote": 1, "code": 2}


def test_columns_with_other_words_are_no_codes(tmp_path):
    table = [["Interview", "Quote", "Tape", "Remark"], ["P1", "we watched", "x", "ask Bo"]]
    (sheet,) = open_table(xlsx(tmp_path / "a.xlsx", table))
    assert marked_columns(sheet, coding_columns(sheet.header)) == ["Tape"]


def test_a_first_codebook_puts_codes_below_their_themes(tmp_path):
    table = [
        ["Theme", "Interview", "Quote", "Code"],
        ["Tasks", "P1", "we watched", "Tape"],
        ["", "P1", "we played", "Role"],  # a merged cell
        ["Impact", "P1", "I dared", "Role"],  # of two themes: of none
        ["Impact", "P1", "I dared", "Courage; Tape"],  # which of them is the theme's?
    ]
    used = codes_in([xlsx(tmp_path / "a.xlsx", table)])
    assert used == {"Courage": (), "Role": (), "Tape": ("Tasks",)}
    assert [(code.id, code.name) for code in new_codes(used, [Code("role", "x")])] == [
        ("tasks", "Tasks"),
        ("courage", "Courage"),
        ("role_2", "Role"),
        ("tasks.tape", "Tape"),
    ]


INTERVIEWS = pd.DataFrame(
    [("I01", "Interview P1 final.docx", "I01"), ("I02", "Interview P2 final.docx", "Ann")],
    columns=["interview", "file", "participant"],
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("I02", "I02"),
        ("interview p2 final.docx", "I02"),
        ("P1", "I01"),
        ("Ann", "I02"),
        ("7 Interview P1 final.docx", "I01"),  # ATLAS.ti numbers documents
        ("D12: Ann", "I02"),
        ("p2 FINAL", "I02"),
        ("2.0", "I02"),
        ("Participant 02", "I02"),
        ("Interview no. 1", "I01"),
        ("P3", "P3"),
        ("final", "final"),  # both
        ("2 and 1", ""),  # the one that has the words
    ],
)
def test_who_is_meant_by_an_interview(said, meant):
    coded = pd.DataFrame({"interview": [said], "hint": ["I01"]})
    assert name_interviews(coded, INTERVIEWS)["interview"].tolist() == [meant]


def test_a_sheet_or_file_may_name_the_interview():
    coded = pd.DataFrame({"interview": ["", ""], "hint": ["P2", "all quotes"]})
    assert name_interviews(coded, INTERVIEWS)["interview"].tolist() == ["I02", ""]


def test_numbers_that_two_interviews_share_tell_nothing():
    twice = INTERVIEWS.assign(file=["Day 1 of P1.docx", "Day 1 of P2.docx"])
    coded = pd.DataFrame({"interview": ["Participant 1"], "hint": [""]})
    assert name_interviews(coded, twice)["interview"].tolist() == ["Participant 1"]


def test_a_code_may_stand_once_above_its_quotes(tmp_path):
    table = [
        ["Code", "Quote", "Interview"],
        ["Tape", "", ""],  # a heading
        ["", "we watched", "P1"],
        ["", "they watched", ""],
        ["Role", "we played", "P2"],
    ]
    assert rows(xlsx(tmp_path / "a.xlsx", table)) == [
        ["P1", "we watched", "tape"],
        ["P1", "they watched", "tape"],
        ["P2", "we played", "role"],
    ]
    # behind the quote, an empty cell is a quote without a code
    other = [["Quote", "Interview", "Code"], ["we watched", "P1", "Tape"], ["we left", "P1", ""]]
    assert rows(xlsx(tmp_path / "b.xlsx", other)) == [["P1", "we watched", "tape"]]


SAID = {
    "P1": "The group stayed with me all the time. I was there.",
    "P2": "The supervisor stopped the tape for me. I was there.",
}


def test_words_tell_the_interview_where_nothing_else_does(tmp_path):
    table = [
        ["Theme", "Quote"],
        ["Tape", "stopped the tape for me"],
        ["", "The group stayed with me"],
        ["Role", "I was there."],  # in both, and short
        ["Role", "nobody ever said these words"],
    ]
    coded = load_codings([xlsx(tmp_path / "themes.xlsx", table)], BOOK).rows
    listed = pd.DataFrame({"interview": list(SAID), "file": list(SAID)})
    named = name_interviews(coded, listed)
    turns = pd.DataFrame(
        [(one, 1, "participant", text, one, None, None, "line 1") for one, text in SAID.items()],
        columns="interview turn role text participant start_s end_s locator".split(),
    )
    placed = place_turns(turns, empty_frame(REPLACEMENTS))
    segments = make_segments(turns, placed, SegmentSettings())
    found = place_codings(named, turns, placed, segments, min_overlap=0.5, codebook_version="1")
    placed_codes = found.quotes[["interview", "code"]].to_numpy().tolist()
    assert placed_codes == [["P2", "tape"], ["P1", "tape"]]
    assert found.unplaced["kind"].tolist() == ["no_interview"] * 2
    assert "several" in found.unplaced["reason"][0]
    assert "none has these words" in found.unplaced["reason"][1]
    assert QuoteFinder(turns, placed).interview_of("I was there.") == ""


@pytest.mark.parametrize(("rows", "interview"), [(3, "P1"), (2, "")])
def test_rows_of_a_sheet_are_of_the_interview_to_which_several_of_them_point(rows, interview):
    named = ["P1"] * rows + [""]
    assert _of_sheet(pd.Series(named)) == interview
    assert _of_sheet(pd.Series([*named, "P2"])) == ""


def test_each_coder_may_have_a_column_and_what_they_settled_is_told(tmp_path):
    table = [
        ["Interview", "Quote", "Coder A", "Rater B's codes", "Agreed code"],
        ["P1", "we watched", "Tape; Role", "Tape", "Tape"],
        ["P1", "we left", "", "", ""],
    ]
    path = xlsx(tmp_path / "a.xlsx", table)
    found = load_codings([path], BOOK)
    assert found.rows[["coder", "code"]].to_numpy().tolist() == [
        ["Coder A", "tape"],
        ["Coder A", "role"],
        ["Rater B", "tape"],
    ]
    assert (found.settled, found.uncoded) == ({"a.xlsx": "Agreed code"}, {"a.xlsx": [3]})
    assert codes_in([path]) == {"Role": (), "Tape": ()}
    listed = pd.DataFrame({"interview": ["P1"], "file": ["P1.txt"], "coders": [["A", "B"]]})
    read = read_coder_files([path], BOOK, listed)
    assert set(read.coded["coder"]) == {"A", "B"}
    assert [note.kind for note in read.notes][:2] == ["rows_without_code", "column_not_read"]


def test_what_was_settled_may_be_called_by_one_word(tmp_path):
    table = [["Interview", "Quote", "Coder A", "Coder B", "Consensus"], ["P1", "x", "Tape", "", ""]]
    assert load_codings([xlsx(tmp_path / "a.xlsx", table)], BOOK).settled == {"a.xlsx": "Consensus"}


@pytest.mark.parametrize(
    ("header", "coders"),
    [
        ("Quote|Coder 1|Coder 2", {1: "Coder 1", 2: "Coder 2"}),
        ("Quote|Codes by Ann|Codes by Bo", {1: "Ann", 2: "Bo"}),
        ("Quote|Code|Coder name|Coder ID", {}),
        ("Quote|Coder A", {}),  # one column says who coded, not what
    ],
)
def test_columns_of_coders(header, coders):
    assert coder_places(header.split("|")) == coders


@pytest.mark.parametrize("again", [True, False])
def test_sheets_that_say_the_same_again_are_those_of_several_coders(tmp_path, again):
    header = ["Interview", "Quote", "Code"]
    first = [["P1", "we watched it", "Tape"], ["P1", "I was the other", "Role"]]
    other = [["P1", "we watched it", "Tape" if again else "Role"], ["P2", "I hid it", "Tape"]]
    path = tmp_path / "codings.xlsx"
    path.write_bytes(workbook_of({"Ann": [header, *first], "Bo": [header, *other]}))
    coders = load_codings([path], BOOK).rows["coder"].tolist()
    assert coders == (["codings_1"] * 2 + ["codings_2"] * 2 if again else ["codings"] * 4)
