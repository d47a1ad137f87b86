import csv

import pytest

from aft_themes.codebook.reading import load_codebook
from aft_themes.errors import InputError
from aft_themes.exchange import import_files
from aft_themes.exchange.dropped_files import sort_folder
from aft_themes.exchange.import_rows import COLUMNS
from aft_themes.exchange.importing import Imported, import_projects
from aft_themes.exchange.run_imports import files_table
from aft_themes.exchange.study_words import load_study_words
from aft_themes.exchange.word_places import InterviewWords
from tests.exchange.making import CODEBOOK, TURNS, qdpx, study_folder, xlsx

TEXT = (
    "P01\nInterviewer: How was the tape for you?\nTrainee: I don't know. 😀 It was hard, naïve "
    "even. I don't know what else.\nInterviewer: And the role-play?\nTrainee: I don't know. She "
    "stopped me 😀😀 and I saw my own café face.\nInterviewer: What stayed with you?\nTrainee: It "
    "was hard; now I notice when a client goes quiet, and I ask.\n"
)


def at(words, number=0, code=0, name=""):
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    return (start, start + len(words), code, *([name] if name else []))


SELECTIONS = [
    at("It was hard, naïve even."),
    at("I don't know", 2, 1),
    at("She stopped me", code=1),
    at("now I notice", code=1),
    at("How was the tape for you?\nTrainee: I don't know.", code=0),
]


def project(folder, selections=SELECTIONS, name="ours.qdpx", source="P01.docx", text=TEXT):
    codes = ("Tape & role-play", "impact")
    return qdpx(folder / name, [(source, text, selections)], codes=codes)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def edit(study, **ours):
    path = study / "exchange" / "mapping.csv"
    rows = rows_of(path)
    for row in rows:
        row["ours"] = ours.get(row["theirs"].replace(" ", "_"), row["ours"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_codings_come_in_with_turn_quote_code_and_coder(tmp_path):
    study = study_folder(tmp_path)
    report = import_files([project(tmp_path)], study)
    rows = rows_of(study / "codings" / "ours.csv")
    assert tuple(rows[0]) == COLUMNS
    begins = InterviewWords(tuple((number, text) for number, _, text in TURNS)).begins
    assert [(row["turn"], row["quote"], row["code"], row["position"]) for row in rows] == [
        ("2", "I don't know.", "tasks.tape", str(begins[2])),
        ("2", "It was hard, naïve even.", "tasks.tape", str(begins[2] + 16)),
        ("4", "I don't know", "impact", str(begins[4])),
        ("4", "She stopped me", "impact", str(begins[4] + 14)),
        ("6", "now I notice", "impact", str(begins[6] + 13)),
    ]
    assert {row["coder"] for row in rows} == {"ours"}
    assert report.files[0].placed == 5
    assert [loss.item for _, loss in report.losses] == [
        "1 parts of selections that reach over several turns"
    ]


def test_importing_again_updates_and_never_doubles(tmp_path):
    study = study_folder(tmp_path)
    import_files([project(tmp_path)], study)
    first = (study / "codings" / "ours.csv").read_bytes()
    import_files([project(tmp_path)], study)
    assert (study / "codings" / "ours.csv").read_bytes() == first
    import_files([project(tmp_path, SELECTIONS[4:])], study)
    assert len(rows_of(study / "codings" / "ours.csv")) == 1
    import_files([project(tmp_path, [])], study)
    assert rows_of(study / "codings" / "ours.csv") == []


def test_a_copy_of_a_project_under_another_name_doubles_nothing(tmp_path):
    study = study_folder(tmp_path)
    import_files([project(tmp_path)], study)
    edit(study, **{"(not_named)": "Ada"})
    import_files([project(tmp_path)], study)
    report = import_files([project(tmp_path, name="copy.qdpx")], study)
    assert report.files[0].doubles == 5
    assert not (study / "codings" / "copy.csv").exists()


def test_the_mapping_is_followed_and_kept(tmp_path):
    study = study_folder(tmp_path)
    path = qdpx(
        tmp_path / "a.qdpx", [("P01", TEXT, SELECTIONS)], codes=("Watching tapes", "impact")
    )
    report = import_files([path], study)
    assert (report.files[0].waiting, report.files[0].rows) == (2, 3)
    waiting = [row for row in rows_of(study / "exchange" / "mapping.csv") if not row["ours"]]
    assert [row["theirs"] for row in waiting] == ["Watching tapes"]
    assert "tasks.tape" in (study / "exchange" / "new_codes.yaml").read_text() or waiting
    edit(study, Watching_tapes="tasks.tape", impact="-", **{"(not_named)": "Ada"})
    report = import_files([path], study)
    rows = rows_of(study / "codings" / "a.csv")
    assert {(row["code"], row["coder"]) for row in rows} == {("tasks.tape", "Ada")}
    assert report.files[0].left_out == 3


def test_a_mapping_to_codes_that_do_not_exist_is_refused_at_once(tmp_path):
    study = study_folder(tmp_path)
    import_files([project(tmp_path)], study)
    edit(study, impact="impcat", P01_docx="P99", **{"P01.docx": "P99"})
    with pytest.raises(InputError, match=r"2 rows .*impcat.*perhaps.*impact"):
        import_files([project(tmp_path)], study)


def test_a_document_is_known_by_its_words_whatever_its_name(tmp_path):
    study = study_folder(tmp_path)
    import_files([project(tmp_path, source="Interview with somebody")], study)
    assert len(rows_of(study / "codings" / "ours.csv")) == 5


def test_a_document_of_that_name_but_other_words_waits(tmp_path):
    study = study_folder(tmp_path)
    other = "Something else entirely was said here by another person. " * 3
    report = import_files([project(tmp_path, [(0, 9, 0), (10, 14, 0)], text=other)], study)
    assert report.files[0].waiting == 2
    assert (study / "exchange" / "transcripts_offered" / "P01.txt").read_text() == other


def test_a_study_without_codebook_is_offered_one(tmp_path):
    study = study_folder(tmp_path, codebook="")
    import_files([project(tmp_path)], study)
    book = load_codebook(study / "exchange" / "new_codes.yaml")
    assert book.ids == ("tape_role_play", "impact")
    (study / "exchange" / "new_codes.yaml").rename(study / "codebook.yaml")
    import_files([project(tmp_path)], study)
    assert {row["code"] for row in rows_of(study / "codings" / "ours.csv")} == set(book.ids)


def test_a_bad_file_stops_no_other_and_leaves_nothing(tmp_path):
    study = study_folder(tmp_path)
    bad = tmp_path / "bad.qdpx"
    bad.write_bytes(b"PK\x03\x04")
    report = import_files([bad, project(tmp_path)], study)
    assert len(report.problems) == 1
    assert "bad.qdpx" in str(report)
    assert {path.name for path in (study / "codings").iterdir()} == {"ours.csv"}


def test_nothing_is_written_when_every_file_is_bad(tmp_path):
    study = study_folder(tmp_path)
    (tmp_path / "bad.qdpx").write_bytes(b"x")
    import_files([tmp_path / "bad.qdpx"], study)
    assert not (study / "codings").exists()
    assert not (study / "exchange").exists()


def test_a_coder_file_that_is_no_import_is_never_written_over(tmp_path):
    study = study_folder(tmp_path)
    (study / "codings").mkdir()
    own = study / "codings" / "ours.csv"
    own.write_text("interview,turn,quote,code\nP01,2,It was hard,impact\n")
    with pytest.raises(InputError, match="a coder file of this name"):
        import_files([project(tmp_path)], study)
    assert "It was hard" in own.read_text()


def test_two_projects_of_one_name_are_refused(tmp_path):
    (tmp_path / "b").mkdir()
    study = study_folder(tmp_path)
    with pytest.raises(InputError, match="two files"):
        import_files([project(tmp_path), project(tmp_path / "b")], study)


def test_files_dropped_into_codings_are_told_from_coders_tables(tmp_path):
    study = study_folder(tmp_path)
    codings = study / "codings"
    codings.mkdir()
    (codings / "coder.csv").write_text("interview,turn,quote,code\nP01,2,hard,impact\n")
    project(codings)
    (codings / "~$ours.docx").write_bytes(b"x")
    xlsx(codings / "tags.xlsx", [["id", "document", "tag", "content"], ["1", "P01", "a", "hard"]])
    (codings / "mine.qda").mkdir()
    (codings / "mine.qda" / "data.qda").write_bytes(b"SQLite format 3")
    found = sort_folder(codings)
    assert [path.name for path in found.projects] == ["data.qda", "ours.qdpx", "tags.xlsx"]
    assert [path.name for path in found.tables] == ["coder.csv"]


def test_dropped_files_need_no_coder_file_and_replace_one_that_an_import_wrote(tmp_path):
    study = study_folder(tmp_path)
    import_files([project(tmp_path)], study)
    project(study / "codings")
    assert sort_folder(study / "codings").tables == []
    other = study / "codings" / "ours.qdpx"
    other.rename(other.with_name("theirs.qdpx"))  # another project does not replace it
    assert [path.name for path in sort_folder(study / "codings").tables] == ["ours.csv"]
    other.with_name("theirs.qdpx").rename(other)
    report = import_files([], study)
    assert report.files[0].rows == 5
    assert report.files[0].doubles == 0
    assert (study / "exchange" / "mapping.csv").is_file()


def test_tables_are_placed_by_words_and_positions_break_ties(tmp_path):
    study = study_folder(tmp_path)
    header = "Color;Comment;Group;Document;Code;Begin;End;Weight;Segment;Author;Date".split(";")
    said = [
        (2, "naïve even"),
        (4, "I don't know"),
        (4, "She stopped me"),
        (6, "a client goes quiet"),
    ]
    rows = [
        ("", "", "G", "P01", "impact", place, place, 0, words, "Ada", "2025-01-01")
        for place, words in said
    ]
    import_files([xlsx(tmp_path / "t.xlsx", [header, *rows])], study)
    found = {row["quote"]: row["turn"] for row in rows_of(study / "codings" / "t.csv")}
    assert found == {
        "naïve even": "2", "I don't know": "4", "She stopped me": "4", "a client goes quiet": "6"
    }  # fmt: skip


def test_words_that_are_not_in_the_transcript_are_written_without_a_turn(tmp_path):
    study = study_folder(tmp_path)
    rows = [
        ["id", "document", "tag", "content"],
        ["1", "P01", "impact", "words that nobody said"],
        ["2", "P01", "impact", "How was the tape for you?\nI don't know."],
    ]
    import_files([xlsx(tmp_path / "t.xlsx", rows)], study)
    found = [(row["turn"], row["quote"]) for row in rows_of(study / "codings" / "t.csv")]
    assert found[0] == ("", "words that nobody said")


def test_formulas_in_names_and_memos_stay_text(tmp_path):
    study = study_folder(tmp_path, CODEBOOK)
    path = qdpx(tmp_path / "a.qdpx", [("P01", TEXT, SELECTIONS)], codes=("=1+1", "impact"))
    import_files([path], study)
    rows = rows_of(study / "exchange" / "mapping.csv")
    assert "'=1+1" in {row["theirs"] for row in rows}
    edit(study, **{"'=1+1": "impact"})
    import_files([path], study)
    assert len(rows_of(study / "codings" / "a.csv")) == 5


def test_a_run_says_what_became_of_each_file(tmp_path):
    good, bad = project(tmp_path, name="b.qdpx"), tmp_path / "a.qdpx"
    bad.write_bytes(b"no archive")
    words = load_study_words(study_folder(tmp_path / "study"))
    table = files_table(import_projects([good, bad], words, None))
    assert table["file"].tolist() == ["a.qdpx", "b.qdpx"]
    assert table["codings"].tolist()[0] == 0 < table["codings"].tolist()[1]
    assert bool(table["problem"][0])
    assert table["problem"][1] == ""
    assert files_table(Imported()).empty
