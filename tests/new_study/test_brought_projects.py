"""A study that is begun from a folder with projects of other programs in it."""

import pytest

from aft_themes.codebook.reading import load_codebook
from aft_themes.exchange import import_files
from aft_themes.exchange.export_content import ExportStudy, source_text
from aft_themes.exchange.model import (
    ImportedCode,
    ImportedCoding,
    ImportedSource,
    Project,
    split_description,
)
from aft_themes.exchange.refi_qda_writer import PROFILES, write_codebook, write_project
from aft_themes.exchange.taguette_writer import write_project as write_taguette
from aft_themes.exchange.word_places import InterviewWords
from aft_themes.exchange.word_writer import write_document
from aft_themes.new_study import start_study
from aft_themes.new_study.brought_projects import BroughtProjects, _as_transcript, _transcript_of
from tests.exchange.making import CODES, coding, interview, xlsx
from tests.new_study.tables import read_rows

OTHER = (
    (1, "interviewer", "Where did you grow up, and what was there?"),
    (2, "participant", "In a village below a dam, where the river was young and loud at night."),
    (3, "interviewer", "And who taught you to read the water?"),
    (4, "participant", "My aunt did; she could hear the flood coming a day before it came."),
)
CONTENT = ExportStudy(
    "test",
    (interview(), interview("P02", OTHER)),
    (coding(2, "It was hard, naïve even."), coding(4, "She stopped me", "impact", "B")),
    CODES,
    ("cohort",),
)


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "brought"
    source.mkdir()
    return source


def test_a_project_gives_transcripts_codes_codings_and_attributes(folder, tmp_path):
    (folder / "Ada.qdpx").write_bytes(write_project(CONTENT, PROFILES["nvivo"]))
    text, _ = source_text(CONTENT.interviews[0])
    (folder / "first.txt").write_text(text, encoding="utf-8")  # the same words: not offered twice
    found = start_study("rivers", folder, tmp_path)
    rows = {row["file"]: row for row in read_rows(found.folder / "interviews.csv")}
    assert sorted(rows) == ["P02.txt", "first.txt"]
    assert {row["cohort"] for row in rows.values()} == {"2011-2015"}
    assert found.coder_files == ["Ada.qdpx"]
    book = load_codebook(found.folder / "codebook.yaml")
    assert set(book.ids) == {"tasks", "tasks.tape_role_play", "impact"}
    assert book["tasks.tape_role_play"].include == "Own tape."
    report = import_files([], found.folder)
    assert [(one.codings, one.placed, one.waiting) for one in report.files] == [(2, 2, 0)]
    assert not any("No codings" in doubt for doubt in found.doubts)


def test_a_document_with_damaged_letters_is_known_by_its_name_and_most_words(folder, tmp_path):
    (folder / "Ada.qdpx").write_bytes(write_project(CONTENT, PROFILES["nvivo"]))
    text, _ = source_text(CONTENT.interviews[1])
    damaged = text.replace("river", "ri\u00c4\u0081ver").replace("flood", "flo\u00c3od")
    (folder / "P02.txt").write_text(damaged, encoding="utf-8")
    found = start_study("rivers", folder, tmp_path)
    assert sorted(row["file"] for row in read_rows(found.folder / "interviews.csv")) == [
        "P01.txt",
        "P02.txt",
    ]
    assert [(one.placed, one.waiting) for one in import_files([], found.folder).files] == [(2, 0)]


def test_a_code_brings_the_codes_above_it(tmp_path):
    codes = (
        ImportedCode("1", ("Tasks", "Tape", "Shame"), "It felt exposing."),
        ImportedCode("2", ("Tasks",), "What was done."),
    )
    project = Project("a.qdpx", "x", codes, (), ())
    found = BroughtProjects({tmp_path / "a.qdpx": project}).codes()
    assert [(code.id, code.name, code.definition) for code in found] == [
        ("tasks", "Tasks", "What was done."),
        ("tasks.tape", "Tape", ""),
        ("tasks.tape.shame", "Shame", "It felt exposing."),
    ]


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({}, False),
        ({"used": "0"}, True),  # somebody coded with it
        ({"description": "All that was said of it."}, True),
        ({"beside": (ImportedCode("9", ("Other",)),)}, True),
        ({"deepest": 2}, True),  # the theme of what is below it
    ],
)
def test_a_folder_around_all_codes_is_taken_off(tmp_path, change, kept):
    path = ("Study of Ann Lee", "Tasks", "Tape")
    codes = tuple(
        ImportedCode(str(depth), path[: depth + 1], change.get("description", ""), bool(depth))
        for depth in range(change.get("deepest", 3))
    )
    codings = (ImportedCoding("s", change.get("used", "1"), "words"),)
    project = Project("a.qdpx", "x", codes + change.get("beside", ()), (), codings)
    found = BroughtProjects({tmp_path / "a.qdpx": project}).codes()
    assert ("Study of Ann Lee" in {code.name for code in found}) is kept


@pytest.mark.parametrize(("changed", "same"), [(0, True), (1, True), (2, False)])
def test_nine_in_ten_runs_of_words_make_a_document_a_transcript(tmp_path, changed, same):
    words = [f"word{at}" for at in range(13)]  # ten runs of four words
    known = {tmp_path / "a.txt": InterviewWords(((1, " ".join(words)),))}
    text = " ".join([*words[: 13 - changed], *["other", "words"][:changed]])
    assert (_transcript_of("b", text, known) is not None) == same
    assert _transcript_of("b", text, {}) is None


def test_documents_of_one_name_become_two_transcripts(tmp_path):
    found = BroughtProjects()
    source = ImportedSource("1", "P01")
    for words in ("Because it rained.", "It was cold there.", "Nobody came at all."):
        _as_transcript(source, f"Ann: Why?\nBo: {words}\n" * 3, tmp_path, found)
    assert [path.name for path in found.transcripts] == ["P01.txt", "P01_2.txt", "P01_3.txt"]
    assert found.refused == []


def test_a_codebook_of_the_exchange_standard_is_the_codebook(folder, tmp_path):
    (folder / "codes.qdc").write_bytes(write_codebook(CONTENT))
    text, _ = source_text(CONTENT.interviews[0])
    (folder / "first.txt").write_text(text, encoding="utf-8")
    found = start_study("rivers", folder, tmp_path)
    assert found.codes == 3
    assert found.coder_files == []


def test_comments_make_a_word_transcript_a_project_too(folder, tmp_path):
    (folder / "talk1.docx").write_bytes(write_document(CONTENT.interviews[0], CONTENT.codings))
    found = start_study("rivers", folder, tmp_path)
    assert [row["file"] for row in read_rows(found.folder / "interviews.csv")] == ["talk1.docx"]
    assert found.coder_files == ["talk1.docx"]
    assert load_codebook(found.folder / "codebook.yaml").ids == ("tasks_tape", "impact")


def test_a_database_and_its_table_bring_their_tags(folder, tmp_path):
    write_taguette(CONTENT, folder / "project.sqlite3")
    xlsx(folder / "tags.xlsx", [["id", "document", "tag", "content"], ["1", "P01", "new", "hard"]])
    found = start_study("rivers", folder, tmp_path)
    assert found.interviews == 2
    assert found.coder_files == ["project.sqlite3", "tags.xlsx"]
    assert {"impact", "tasks", "new"} <= set(load_codebook(found.folder / "codebook.yaml").ids)


def test_a_table_of_turns_is_no_table_of_codings(folder, tmp_path):
    rows = [["id", "speaker", "start", "end", "text"]]
    rows += [[n, s, n, n + 1, t] for n, s, t in OTHER]
    xlsx(folder / "talk.xlsx", rows)
    found = start_study("rivers", folder, tmp_path)
    assert (found.interviews, found.coder_files) == (1, [])


def test_a_file_that_only_seems_a_project_is_left_out_with_the_reason(folder, tmp_path):
    (folder / "Ada.qdpx").write_bytes(b"PK\x03\x04 and nothing else")
    text, _ = source_text(CONTENT.interviews[0])
    (folder / "first.txt").write_text(text, encoding="utf-8")
    found = start_study("rivers", folder, tmp_path)
    assert found.interviews == 1
    assert any(file == "Ada.qdpx" for file, _ in found.refused)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Watching tapes.\nInclude: Own tape.\nExclude: Research.",
         ("Watching tapes.", "Own tape.", "Research.")),
        ("What it is\nInclusion criteria: a\nb\nDo not use when: c", ("What it is", "a b", "c")),
        ("One sentence only", ("One sentence only", "", "")),
    ],
)  # fmt: skip
def test_a_description_is_split_where_it_says_what_is_in_and_out(text, parts):
    assert split_description(text) == parts
