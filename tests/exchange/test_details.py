"""The small rules by which other programs' files are read, each at its edge."""

import csv
import json
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from lxml import etree

from aft_themes.documents import printed_cells
from aft_themes.exchange import coded_segment_tables as tables
from aft_themes.exchange import refi_qda
from aft_themes.exchange.double_coding_returns import CODES, is_sheet
from aft_themes.exchange.export_content import _participants
from aft_themes.exchange.import_rows import COLUMNS, imported_from, is_import
from aft_themes.exchange.mapping import (
    MappingRow,
    StudyMapping,
    _named,
    _same_path,
    _user,
    new_ids,
)
from aft_themes.exchange.model import MACHINE, ImportedCode
from aft_themes.exchange.nvivo_reports import _codings, recognises
from aft_themes.exchange.offsets import (
    Convention,
    Selection,
    _as_named,
    _beats,
    _whole_words,
    counted,
    sentinels,
)
from aft_themes.exchange.refi_qda_elements import description_of, note_refs, user_name, values_of
from aft_themes.exchange.study_words import StudyWords
from aft_themes.exchange.table_files import Table, read_sheet
from aft_themes.exchange.taguette import _coders
from aft_themes.exchange.word_places import (
    InterviewWords,
    Place,
    _growing,
    _once,
    align,
    nearest,
    runs_of,
)
from tests.exchange.test_refi_qda import GUID, TEXT, plain
from tests.transcripts import making


def test_a_way_of_counting_says_what_it_counts():
    assert str(Convention("code points", 2, 1, True)) == (
        "code points, CR LF counts 2, byte order mark counted, the end is the last character"
    )
    assert str(Convention("UTF-8 bytes", 1, 0, False)).endswith(
        "CR LF counts 1, byte order mark not counted, the end is behind the last character"
    )


def fits(won, lost, same=5):
    """How many selections each of two ways cuts right where they differ, and where they do not."""
    better = [True] * won + [False] * lost + [True] * same
    other = [False] * won + [True] * lost + [True] * same
    spans = [(at, at + 1) for at in range(won + lost)] + [(90, 99)] * same
    others = [(at, at + 2) for at in range(won + lost)] + [(90, 99)] * same
    return better, other, spans, others


@pytest.mark.parametrize(
    ("won", "lost", "beats"),
    [(3, 0, True), (2, 0, False), (5, 1, True), (3, 1, False), (6, 2, True), (9, 4, False)],
)
def test_a_way_wins_by_three_selections_and_three_times_as_often(won, lost, beats):
    assert _beats(*fits(won, lost)) == beats


def test_a_way_that_cuts_outside_the_text_loses_to_one_that_explains_it():
    assert _beats([True], [False], [(0, 3)], [None])
    assert not _beats([True, False], [False, True], [(0, 3), (4, 5)], [None, (4, 6)])


@pytest.mark.parametrize(
    ("span", "name", "fits"),
    [
        ((3, 20), "I saw  my own \u2026", True),
        ((3, 20), "i SAW my own face", True),
        ((5, 20), "I saw my own", False),
        ((3, 20), "I saw m", False),  # too short to tell it from others
        (None, "I saw my own", False),
    ],
)
def test_a_selection_begins_as_it_is_called(span, name, fits):
    assert _as_named("So I saw my own face", span, name) == fits


@pytest.mark.parametrize(
    ("span", "whole"),
    [((3, 7), True), ((0, 2), True), ((4, 7), False), ((3, 6), False), ((2, 7), False),
     ((3, 8), False), ((3, 20), True), (None, False)],
)  # fmt: skip
def test_a_cut_at_whole_words_begins_and_ends_with_one(span, whole):
    assert _whole_words("So once my own face.", span) == whole


def test_sentinels_are_words_that_tell_ways_of_counting_apart():
    text = "An opening caf\u00e9 here\nand middle words closing end"
    words = [text[start:end] for start, end in sentinels(text)]
    assert words == ["opening", "caf\u00e9", "and", "middle", "end"]
    assert sentinels("...") == []
    assert counted("\ufeffwords").marked
    assert counted("\ufeffwords").text == "words"
    assert not counted("words").marked


def test_a_print_of_more_pages_than_are_read_is_refused(monkeypatch):
    pages = making.placed_pdf(((20, 700, "One"),), ((20, 700, "Two"),))
    monkeypatch.setattr(printed_cells, "MAX_PAGES", 2)
    found = printed_cells.read_cells(pages, 5)
    assert [[cell[3].strip() for cell in page] for page in found] == [["One"], ["Two"]]
    assert len(printed_cells.read_cells(pages, 1)) == 1
    left, top, bottom, _, size = found[0][0]
    assert size == 11
    assert left == pytest.approx(20, abs=2)
    assert top > 700 > bottom - 5
    monkeypatch.setattr(printed_cells, "MAX_PAGES", 1)
    with pytest.raises(SystemExit) as ended:
        printed_cells.read_cells(pages)
    assert ended.value.code == printed_cells.TOO_LONG
    with pytest.raises(SystemExit) as ended:
        printed_cells.read_cells(b"no print")
    assert ended.value.code == printed_cells.DAMAGED


# tables ------------------------------------------------------------------------------------------

DEDOOSE = ["Media Title", "Excerpt Copy", "Code: Faith Applied"]


@pytest.mark.parametrize("gone", range(3))
def test_a_table_of_dedoose_needs_title_words_and_a_code(gone):
    assert tables._is_dedoose(Table(DEDOOSE, []))
    assert not tables._is_dedoose(Table([*DEDOOSE[:gone], *DEDOOSE[gone + 1 :]], []))


@pytest.mark.parametrize(
    ("tags", "told"),
    [
        (["Tape", "coder.ada", "valence.benefit"], (["Tape"], "ada", "benefit")),
        (["a.b", "", "coder"], (["a.b", "coder"], "", "")),
    ],
)
def test_tags_keep_coder_and_valence(tags, told):
    assert tables.split_tags(tags) == told
    assert tables.is_tagged([" ID", "Document", "tag", "content", "more"])
    assert not tables.is_tagged(["id", "document", "tag"])


@pytest.mark.parametrize(
    ("comment", "weight", "memo"),
    [
        ("", "0", ""), ("", "100", ""), ("", "100.0", ""), ("\u25cf", "", ""),
        ("why", "50", "why\nweight: 50"), ("", "50,0", "weight: 50"), ("why", "100", "why"),
    ],
)  # fmt: skip
def test_weights_that_maxqda_gives_unasked_are_no_memo(comment, weight, memo):
    assert tables._maxqda_memo(comment, weight) == memo


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Tasks::Tape\nImpact (3-0)", ["Tasks > Tape", "Impact"]),
        ("One; Two;", ["One", "Two"]),
        ("\u25cf Give\\/take Gr=17", ["Give/take"]),
        ("a;b", ["a;b"]),
        (" ", []),
    ],
)
def test_codes_of_an_atlas_quotation(cell, codes):
    assert tables._atlas_codes(cell) == codes


@pytest.mark.parametrize(
    ("cell", "place"), [("12", 12), ("\u00b6 12", 12), ("12:30", 12), ("12.0", 12), ("x", None)]
)
def test_where_a_segment_begins(cell, place):
    assert tables._place(cell) == place
    assert tables._position(cell) == place


def test_paths_and_numbers_in_cells():
    assert tables.code_path("Tasks\\Tape > Shame") == "Tasks > Tape > Shame"
    assert tables._first_number("10-30") == 10.0
    assert tables._first_number("at 10") is None
    assert tables._cell(["a", " b "], 1) == "b"
    assert tables._cell(["a"], None) == ""
    table = Table(["A ", "b"], [(2, ["1", ""]), (3, ["x", ""])])
    assert (table.column("a"), table.column("B"), table.column("c")) == (0, 1, None)
    assert table.share(0, tables._NUMBER) == 0.5
    assert table.share(1, tables._NUMBER) == 0.0
    assert tables._filled(table, 0) == 1.0
    assert tables._filled(table, 1) == 0.0


def test_a_double_coding_sheet_is_known_by_all_its_columns():
    needed = ["Interview", "turn", "what was said", "quote", *CODES]
    assert is_sheet(needed)
    assert is_sheet([*needed, "memo"])
    assert not is_sheet(needed[:-1])


# REFI-QDA ----------------------------------------------------------------------------------------


def element(xml):
    return etree.fromstring(xml)


def test_a_note_has_its_text_beside_its_description():
    inside = "<Description> why </Description><PlainTextContent>The text.</PlainTextContent>"
    assert description_of(element(f"<Note>{inside}</Note>")) == "why\nThe text."
    assert description_of(element(f"<Code>{inside}</Code>")) == "why"
    refs = "<NoteRef/><Coding><NoteRef/></Coding><Other><NoteRef/></Other>"
    assert len(note_refs(element(f"<PlainTextSelection>{refs}</PlainTextSelection>"))) == 2


@pytest.mark.parametrize(
    ("given", "name"),
    [('name=" Ada  B " id="x"', "Ada B"), ('id="x"', "x"), ('guid="12345678-9"', "user 12345678")],
)
def test_a_user_is_named_by_name_or_id_or_number(given, name):
    assert user_name(element(f"<User {given}/>")) == name


def test_variables_without_a_name_or_a_value_are_left_out():
    ref = '<VariableRef targetGUID="{0}"/>'
    one = f"<VariableValue>{ref.format('a')}<TextValue> x </TextValue></VariableValue>"
    empty = f"<VariableValue>{ref.format('a')}<TextValue> </TextValue></VariableValue>"
    unknown = f"<VariableValue>{ref.format('b')}<TextValue>y</TextValue></VariableValue>"
    bare = "<VariableValue><TextValue>z</TextValue></VariableValue>"
    case = element(f"<Case>{one}{empty}{unknown}{bare}</Case>")
    assert list(values_of(case, {"a": "age"})) == [("age", "x")]


def test_what_has_no_words_is_named_as_lost(tmp_path):
    ids = {words: f"{words:x<8}-0000-0000-0000-000000000000" for words in ("11", "12", "13")}
    notes = "".join(
        f'<Note guid="{guid}"><PlainTextContent>words {guid}</PlainTextContent></Note>'
        for guid in ids.values()
    )
    body = (
        f'<Sources><TextSource guid="{GUID(1)}" name="P01"><PlainTextContent>{TEXT}'
        f'</PlainTextContent><Coding guid="{GUID(2)}"/><Coding guid="{GUID(3)}"/>'
        f'<NoteRef targetGUID="{ids["11"]}"/></TextSource><PictureSource name="Map">'
        f'<PictureSelection/></PictureSource></Sources><Notes>{notes}</Notes><Links>'
        f'<Link originGUID="{ids["12"]}" targetGUID="{GUID(1)}"/></Links>'
        '<Graphs><Graph name="Net"/></Graphs>'
    )  # fmt: skip
    lost = {loss.item: loss.reason for loss in refi_qda.read(plain(tmp_path, body)).losses}
    assert lost["2 codings of the whole source 'P01'"] == "they have no words"
    assert [item for item in lost if item.startswith("note ")] == ["note 13xxxxxx"]
    assert lost["note 13xxxxxx"] == "it belongs to no coded words"
    assert any(item.startswith("a coded part of a picture in line") for item in lost)
    assert {"Graph 'Net'", "PictureSource 'Map'"} <= set(lost)


# names and words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("user", "ours"), [(MACHINE, "-"), ("(not named)", "P01 coded"), ("Ada", "Ada")]
)
def test_whose_codings_they_are(user, ours):
    assert _user(user, "exports/P01 coded.qdpx")[0] == ours


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("project tasks tape", "1"),  # a folder around all codes, which the codebook has not
        ("tape", ""),  # one level says too little: the rule for names decides
        ("tasks tape", "1"),
        ("impact tape", ""),
        ("shame", "3"),  # its whole path
        ("feelings shame", ""),
    ],
)
def test_a_folder_around_all_codes_hides_no_path(theirs, ours):
    names = {"1": ("tasks", "tape"), "2": ("process", "tape"), "3": ("shame",)}
    assert _same_path(tuple(theirs.split()), names) == ours
    assert _same_path(("tasks", "tape"), {"1": ("project", "tasks", "tape")}) == "1"


def test_a_mapping_of_another_file_counts_for_the_same_key():
    def row(file, ours):
        return MappingRow("code", "Tape", ours, "", "", file, "1")

    mapping = StudyMapping((row("a.qdpx", "tasks.tape"), row("b.qdpx", "impact")))
    assert mapping.ours("b.qdpx", "code", "1") == "impact"  # its own file first
    assert mapping.ours("c.qdpx", "code", "1") == "tasks.tape"  # else the first that names it
    assert mapping.ours("c.qdpx", "code", "2") == ""
    assert mapping.ours("c.qdpx", "user", "1") == ""


def test_who_tagged_is_read_from_the_history_and_nothing_else():
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    assert _coders(database) == {}
    database.execute("CREATE TABLE commands (id INTEGER, user_login TEXT, payload TEXT)")
    added = {"type": "highlight_add", "highlight_id": 1}
    commands = [
        ("ada", json.dumps(added)),
        ("bo", json.dumps(added)),  # the first one made it
        ("bo", json.dumps({"type": "highlight_delete", "highlight_id": 2})),
        ("bo", json.dumps({"type": "highlight_add", "highlight_id": "3"})),
        ("bo", json.dumps(["highlight_add"])),
        ("bo", "no JSON"),
        (None, json.dumps({"type": "highlight_add", "highlight_id": 4})),
    ]
    rows = [(at, *command) for at, command in enumerate(commands)]
    database.executemany("INSERT INTO commands VALUES (?, ?, ?)", rows)
    assert _coders(database) == {1: "ada", 4: ""}


@pytest.mark.parametrize(
    ("rows", "source"),
    [([], ""), (["'ours.qdpx: row 3"], "ours.qdpx"), (["b: c.qdpx: line 1", "d: 2"], "b: c.qdpx")],
)
def test_a_coder_file_says_what_it_was_imported_from(tmp_path, rows, source):
    path = tmp_path / "a.csv"
    blank = dict.fromkeys(COLUMNS, "")
    lines = [",".join({**blank, "source": row}.values()) for row in rows]
    path.write_text("\n".join([",".join(COLUMNS), *lines, ""]))
    assert is_import(path)
    assert imported_from(path) == source
    path.write_text("interview,quote,code\nP01,words,tape\n")
    assert not is_import(path)
    assert imported_from(path) == ""


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_of_a_table_is_that_of_its_first_line(tmp_path, separator):
    path = tmp_path / "a.csv"
    rows = ["a b c d".split(), ["1,5;2", "x", "y,y,y,y,y;;;;", "z"]]
    with path.open("w", newline="") as file:
        csv.writer(file, delimiter=separator).writerows([[], *rows])
    table = read_sheet(path)
    assert table.header == rows[0]
    assert [cells for _, cells in table.rows] == rows[1:]


@pytest.mark.parametrize(
    ("name", "text", "quote"),
    [
        ("my own face", TEXT, "my own face"),
        ("my own face", "", "my own face"),  # the text is missing: there is nothing else
        ("my own ...", TEXT, ""),
        ("my own", TEXT, ""),
        ("of somebody else", TEXT, ""),
        ("it was hard", "it was hard and it was hard", ""),
    ],
)
def test_a_selections_name_is_its_words_if_the_text_has_them_once(name, text, quote):
    words = SimpleNamespace(counted=SimpleNamespace(text=text, flat=text))
    assert refi_qda._name_as_quote(Selection(0, 0, 3, name), words) == quote


def test_participants_are_exported_with_what_is_known_of_them():
    people = pd.DataFrame(
        {"participant": ["P2", "P1"], "interviews": [["b"], ["a", "c"]], "cohort": ["late", ""]}
    )
    study = SimpleNamespace(path=lambda _: Path(__file__), participants=people)
    assert [(one.name, one.interviews, one.attributes) for one in _participants(study)] == [
        ("P1", ("a", "c"), ()),
        ("P2", ("b",), (("cohort", "late"),)),
    ]
    study.path = lambda _: Path("no such file")
    assert list(_participants(study)) == []


def test_new_ids_are_made_of_names_and_stay_apart():
    codes = [ImportedCode(str(at), path, "") for at, path in enumerate([("A", "b!"), ("A", "b?")])]
    assert new_ids(codes) == {"0": "a.b", "1": "a.b_2"}


@pytest.mark.parametrize(
    ("name", "interview"),
    [("P01.docx", "P01"), ("C:\\talks\\first talk.txt", "P01"), ("Interview P02 final", "P02"),
     ("P01 and P02", ""), ("P03", "")],
)  # fmt: skip
def test_an_interview_is_known_by_its_id_or_its_file(name, interview):
    study = StudyWords({"P01": "first talk.docx", "P02": "b.txt"}, {}, frozenset())
    assert _named(name, study) == interview


def test_words_of_two_texts_are_matched_in_their_order():
    first, second = list("abcxde"), list("abcyde")
    assert align(first, second) == [0, 1, 2, None, 4, 5]
    assert align(list("aab"), list("ab")) in ([None, 0, 1], [0, None, 1])
    assert _once(list("aba"), 0, 3, 1) == {("b",): 1}
    assert _once(list("abab"), 0, 4, 2) == {("b", "a"): 1}
    assert _growing([(0, 3), (1, 1), (2, 2), (3, 0)]) == [(1, 1), (2, 2)]
    assert _growing([]) == []


def test_places_of_words_stay_within_a_turn():
    words = InterviewWords(((2, "It was hard."), (4, "Was it? It was."), (6, "hard it")))
    assert words.occurrences(["it", "was"]) == [0, 5]
    assert words.occurrences(["hard", "was"]) == []
    assert words.occurrences([]) == []
    assert words.begins == {2: 0, 4: 13, 6: 29}
    assert words.turn_begins == {0, 3, 7}
    assert words.place(1, 2) == Place(2, 3, 11)
    assert words.by_turn([1, 2, 3, 5, 7]) == [(1, 2), (3, 5), (7, 7)]


def test_the_share_of_common_words_is_of_the_shorter_text():
    words = InterviewWords(((1, "one two three four five six"),))
    assert words.share_of(runs_of("one two three four".split())) == 1.0
    half = runs_of("one two three four five x y".split())
    assert words.share_of(half) == pytest.approx(2 / 3)
    assert words.share_of(frozenset()) == 0.0
    assert runs_of(["one", "two"]) == {("one", "two")}
    assert runs_of([]) == frozenset()


def test_a_place_must_be_clearly_nearer_than_the_next():
    known = [(0.0, 0), (100.0, 1000)]
    assert nearest([400, 2000], 50.0, known) == 400  # the only one between the two
    assert nearest([510, 900], 50.0, known) == 510
    assert nearest([400, 590], 50.0, known) is None  # about as near as each other
    assert nearest([400, 590], 50.0, known[:1]) is None
    assert nearest([1100, 1900], 120.0, known) == 1100


REPORT = """Name: Tape
<Files\\P01> - \u00a7 2 references coded  [6.78% Coverage]
Reference 1 - 5.80% Coverage
Coded by: Ada
It was hard.

And then it was not.
Reference 2 - 1.00% Coverage
Name: he said his name
<Files\\P02> - \u00a7 1 reference coded  [1% Coverage]
Reference 1 - 1% Coverage
Short.
"""


def test_a_node_may_begin_right_below_the_words_of_another():
    lines = [*REPORT.strip().split("\n"), "Name: Rupture", "", *REPORT.strip().split("\n")[1:4]]
    found = [(one.code, one.quote) for one in _codings([*lines, "She left."], "title")]
    assert found[-2:] == [("Tape", "Short."), ("Rupture", "She left.")]


def test_references_of_a_report_end_where_the_next_thing_begins():
    found = [
        (one.source, one.code, one.coder, one.quote, one.row)
        for one in _codings(REPORT.split("\n"), "title")
    ]
    assert found == [
        ("P01", "Tape", "Ada", "It was hard.\n\nAnd then it was not.", "line 3"),
        ("P01", "Tape", "Ada", "Name: he said his name", "line 8"),
        ("P02", "Tape", "", "Short.", "line 11"),
    ]
    assert recognises(REPORT)
    assert not recognises("Reference 1 - 1% Coverage\nwords")


@pytest.mark.parametrize(
    ("theirs", "ours"), [("Interview P2", "P02"), ("Participant 10", "P10"), ("Group 3", "")]
)
def test_a_document_may_be_named_by_an_interviews_number(theirs, ours):
    study = StudyWords({"P02": "2.txt", "P10": "10.txt"}, {}, frozenset())
    assert _named(theirs, study) == ours
