"""`aft-themes check`: everything that stops or weakens a run, told at once."""

import shutil
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from aft_themes.consensus.workbook import write_workbook
from aft_themes.deidentify.leak_gate.names import Name
from aft_themes.errors import AftThemesError, InputError
from aft_themes.figures.fonts import standing_in
from aft_themes.new_study import start_study
from aft_themes.settings import check_settings
from aft_themes.workflow.check_inputs import StudyInputs, check_inputs, raise_all
from aft_themes.workflow.check_letters import letters_without_font
from aft_themes.workflow.check_study import check_study
from aft_themes.workflow.printed_names import found_in_print
from tests.consensus.test_consensus import BOOK, fill, tables
from tests.transcripts import making

_TALK = "Ann Lee: How did it begin?\nBo Carr: With a map that somebody gave us.\n"


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    raw = tmp_path / "data/raw/rivers"
    write(raw / "transcripts/one.txt", _TALK * 3)
    write(raw / "interviews.csv", "interview,file,interviewer_label\nP1,one.txt,Ann Lee\n")
    write(raw / "codebook.yaml", "title: Rivers\nversion: '1'\ncodes:\n- id: maps\n  name: Maps\n")
    return raw


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_study_in_order_needs_nothing(study):
    found = check_study("rivers")
    assert found.lines() == ["1 transcript can be read.", "Nothing needs mending."]


def test_letters_that_figures_cannot_show_are_named(study):
    assert letters_without_font("rivers") == []
    book = study / "codebook.yaml"
    write(book, book.read_text("utf-8").replace("Maps", "\U00011a00"))  # of hardly any font
    boxes = [] if standing_in("\U00011a00") else ["\U00011a00"]
    found = letters_without_font("rivers")
    assert [
        f"Figures will have boxes for letters that no font of this computer has: {one}. Fix: "
        "install one (docs/figures.md names some)."
        for one in boxes
    ] == found
    write(book, "codes: none")
    assert letters_without_font("rivers") == [], "what is wrong there is told already"


def test_codings_that_will_be_lost_are_counted_by_reason(study):
    rows = [
        "P1,With a map that somebody gave us.,maps,2",
        "P1,How did it begin?,maps,1",
        "P1,How did it begin?,maps,3",
        "P1,Nobody ever said such a thing here.,maps,2",
    ]
    write(study / "codings/ann.csv", "\n".join(["interview,quote,code,turn", *rows]))
    found = check_study("rivers")
    assert not found.problems
    assert [line.split(" codings")[0] for line in found.unplaced] == ["2 of 4", "1 of 4"]
    assert "interviewer's" in found.unplaced[0]
    assert found.unplaced[0].endswith("See ann.csv row 3, 4.")
    assert any(line.startswith("Codings that will be lost (2)") for line in found.lines())


def test_codings_of_a_transcript_that_is_left_out_say_so(study):
    write(study / "transcripts/two.txt", _TALK * 3)  # the same words again
    listed = study / "interviews.csv"
    write(listed, listed.read_text() + "P2,two.txt,Ann Lee\n")
    said = "With a map that somebody gave us."
    write(study / "codings/ann.csv", f"interview,quote,code,turn\nP2,{said},maps,2\n")
    found = check_study("rivers")
    assert found.left_out[0].startswith("two.txt (rejected)")
    (line,) = found.unplaced
    assert "1 of 1 coding cannot be placed: the interview's transcript was left out" in line


def test_rows_without_a_code_are_shown_once_for_each_file(study):
    said = "With a map that somebody gave us."
    table = ["interview,quote,code", f"P1,{said},maps", *[f"P1,{said},"] * 10, f"P1,{said},none"]
    write(study / "codings/ann.csv", "\n".join(table))
    write(study / "codings/bo.csv", f"interview,quote,Maps\nP1,{said},x\nP1,{said},\n")
    (line,) = [line for line in check_study("rivers").doubts if "without a code" in line]
    assert line.startswith("ann.csv has 10 rows without a code: row 3, 4, 5, 6, 7, 8, 9, 10 and 2")


@pytest.mark.parametrize(
    ("header", "cells", "named"),
    [
        ("Code,Definition,Hints for us", "Maps,of places,ask again", "Hints for us"),
        ("Theme,Code,Example 1,Zweck", "Land,Maps,a map,to find", "Zweck"),
        ("Code,Definition,Files,References,Color", "Maps,of places,3,12,red", ""),
        ("Code,Definition,Hints for us", "Maps,of places,", ""),
        ("Level 1,Definition,Level 2,Definition", "Land,of land,Maps,of places", ""),
    ],
)
def test_columns_of_a_codebook_that_are_not_read_are_named(study, header, cells, named):
    (study / "codebook.yaml").unlink()
    write(study / "codebook.csv", f"{header}\n{cells}\n")
    found = check_study("rivers")
    assert not found.problems
    lines = [line for line in found.doubts if "mean nothing" in line]
    assert len(lines) == bool(named)
    assert all(line.startswith("codebook.csv has") and f": {named}. Fix" in line for line in lines)


def test_listed_names_in_codes_and_in_the_studys_name_are_told_before_a_run(study):
    listed = "Zelby,person,PERSON_1\nRivers,person,PERSON_2\n"
    write(study / "identifiers.csv", f"text,kind,replacement\n{listed}")
    codes = "- id: maps\n  name: Maps\n- id: zelby\n  name: Z\n- name: The Rivers way\n"
    write(study / "codebook.yaml", f"title: Water\ncodes:\n{codes}")
    (problem,) = check_study("rivers").problems  # in small letters a word, not the name
    assert "2 codes hold a name" in problem
    assert "(counted from the top: 2, 3)" in problem
    assert "Rivers" not in problem
    shutil.copytree(study, study.parent / "zelby-2024")
    of_the_study, _ = check_study("zelby-2024").problems
    assert of_the_study.startswith("The study's name holds a name")
    write(study / "settings.yaml", "deidentify:\n  allowed: [Rivers, Zelby]\n")
    assert not check_study("rivers").problems


def test_listed_names_in_the_ids_of_interviews_are_told_before_a_run(study):
    table = (study / "interviews.csv").read_text("utf-8")
    write(study / "interviews.csv", table.replace("P1,", "Zelby_1,"))
    write(study / "identifiers.csv", "text,kind,replacement\nZelby,person,PERSON_1\n")
    (problem,) = check_study("rivers").problems
    assert problem.startswith("interviews.csv: 1 interview of 1 has an id that holds a name")
    assert "Zelby" not in problem


def test_found_names_in_what_is_printed_are_told_by_their_tags():
    people = pd.DataFrame(
        {
            "participant": ["P1", "P2", "P3", "P4"],
            "interviews": ["P1", "P2", "P3", "P4"],
            "site": ["Thimblewick", "Thimblewick", "north", "north"],
            "band": ["a", "a", "b", "b"],
        }
    )
    names = [
        Name(text="Thimblewick", tag="PLACE_1"),
        Name(text="Xelby", tag="NAME_1"),
        Name(text="Xelby Quorl", tag="NAME_2"),
        Name(text="A", tag="NAME_3", exact=True, within=True),
    ]
    assert list(found_in_print(people, ["A", "Xelby", "A"], names)) == [
        "attribute site: PLACE_1",
        "coders' ids: NAME_1, NAME_3",
    ]
    assert not list(found_in_print(people.drop(columns="site"), ["B", "C"], names))


def test_all_problems_are_told_at_once(study):
    write(study / "settings.yaml", "themes:\n  attributes: [age]\n")
    write(study / "codebook.yaml", "codes: 3\n")
    write(study / "interviews.csv", "interview,file\nP1,two.txt\n")
    found = check_study("rivers")
    said = "\n".join(found.problems)
    assert "codebook.yaml" in said
    assert "none of the files" in said
    assert "age" in said
    assert len(found.problems) == 3
    assert found.lines()[1] == "Mend these before a run (3):"


def test_a_broken_settings_file_hides_no_other_problem(study):
    write(study / "settings.yaml", "themes: [\n")
    write(study / "codebook.yaml", "codes: 3\n")
    said = "\n".join(check_study("rivers").problems)
    assert "settings.yaml" in said
    assert "codebook.yaml" in said


def test_a_missing_study_lists_what_it_lacks(tmp_path):
    inputs = StudyInputs(tmp_path / "interviews.csv", tmp_path / "codebook.yaml", tmp_path)
    problems = check_inputs(inputs, check_settings({"study": "rivers"})).problems
    assert len(problems) == 2
    with pytest.raises(AftThemesError, match="2 problems must be corrected"):
        raise_all(problems)


def test_a_single_problem_is_told_as_it_is():
    raise_all([])
    with pytest.raises(AftThemesError, match=r"^one thing$"):
        raise_all(["one thing"])


def test_a_name_that_is_no_study_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    try:
        problems = check_study("nothing").problems
    except InputError:
        return
    assert problems


def test_folders_and_files_of_any_name(tmp_path, monkeypatch):
    here = tmp_path / "OneDrive - Uni" / "Ana's \u00dcbung (1)"
    brought = here / "my files"
    name = unicodedata.normalize("NFD", "Gespr\u00e4ch 'M\u00fcller' 1.TXT")
    write(brought / name, _TALK * 3)
    (brought / "ZWEI 2.DOCX").write_bytes(making.docx(*_TALK.splitlines() * 4))
    monkeypatch.chdir(here)
    start_study("rivers", brought, here)
    assert check_study("rivers").read == 2
    listed = here / "data/raw/rivers/interviews.csv"
    write(listed, unicodedata.normalize("NFC", listed.read_text(encoding="utf-8-sig")))
    found = check_study("rivers")
    assert (found.read, found.left_out) == (2, [])


def test_an_auditors_comment_without_an_answer_is_a_doubt(study):
    (study / "codings").mkdir()
    path = study / "codings/consensus.xlsx"
    write_workbook(tables(), BOOK, path)
    fill(path, "Consensus", {1: {"Auditor's comment": "too broad?", "Auditor": "Eva"}})
    doubts = check_study("rivers").doubts
    assert any("row 2: the auditor's comment has no answer" in line for line in doubts)
    assert "too broad" not in " ".join(doubts)


def test_files_in_codings_that_are_not_read_are_named_with_what_to_do(study):
    write(study / "codings/notes.md", "# Notes\nNobody is quoted.\n")
    write(study / "codings/all.mx24", "closed")
    told = check_study("rivers").unplaced
    assert [line.split(" is not read")[0] for line in told] == ["all.mx24", "notes.md"]
    assert all("Fix: " in line and "Excel table" in line for line in told)


def test_folders_in_codings_stop_a_run_and_a_project_that_is_one_does_not(study):
    write(study / "codings/Ann/P1.csv", "interview,quote,code\nP1,With a map,maps\n")
    write(study / "codings/old/more/P1.csv", "interview,quote,code\n")
    write(study / "codings/.kept/P1.csv", "interview,quote,code\n")
    (study / "codings/empty").mkdir()
    write(study / "codings/maps.qda/notes.txt", "of the project")
    problems = [line for line in check_study("rivers").problems if line.startswith("codings/")]
    assert [line.partition(":")[0] for line in problems] == ["codings/Ann", "codings/old"]


def test_summaries_are_checked(study):
    write(study / "summaries.xlsx", "no workbook")
    assert any("summaries.xlsx" in problem for problem in check_study("rivers").problems)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Identifiers.CSV", "identifiers.csv"),
        ("identifier list (1).xlsx", "identifiers.csv"),
        ("settings.yml", "settings.yaml"),
        ("Quotes - copy.csv", "quotes.csv"),
    ],
)
def test_an_input_of_another_name_stops_a_run(study, name, meant):
    (study / meant).unlink(missing_ok=True)
    write(study / name, "text,kind,replacement\nZelby,person,PERSON_1\n")
    (problem,) = [line for line in check_study("rivers").problems if line.startswith(name)]
    assert f"must be called {meant}. Fix: " in problem
    assert not any(name in line for line in check_study("rivers").doubts)


def test_a_missing_list_of_interviews_says_what_is_called_like_it(study):
    (study / "interviews.csv").rename(study / "Interviews.xlsx")
    with pytest.raises(AftThemesError, match=r"Interviews.xlsx: .* save it as interviews.csv"):
        check_study("rivers")


def test_other_files_that_nobody_reads_are_named_in_one_line(study):
    for name in (
        "memo.docx",
        "interviews (1).csv",
        "more/a.txt",
        "README.txt",
        ".kept",
        "~$a.docx",
    ):
        write(study / name, "a")
    (study / "empty").mkdir()
    write(study / "codebook_v0.xlsx", "a")
    doubts = check_study("rivers").doubts
    (doubt,) = [line for line in doubts if "of the study's folder" in line]
    assert "2 entries" in doubt
    assert "memo.docx, more." in doubt
    (lists,) = [line for line in doubts if line.startswith("interviews (1).csv: not read")]
    assert "interviews.csv or speakers.csv" in lists
    (book,) = [line for line in doubts if line.startswith("codebook_v0.xlsx: not read")]
    assert "codebook.yaml is the study's codebook" in book


def test_a_codebook_of_another_name_keeps_its_ending(study):
    (study / "codebook.yaml").rename(study / "Codebook 2.xlsx")
    (problem,) = [one for one in check_study("rivers").problems if "Codebook 2.xlsx" in one]
    assert "save it as codebook.xlsx" in problem


def test_settings_that_stand_twice_stop_a_run(study):
    write(study / "settings.yaml", "report:\n  title: A\nseed: 1\nreport:\n  synthetic: true\n")
    assert [one for one in check_study("rivers").problems if "settings.yaml, line 4" in one]


def test_attributes_are_asked_about_and_refused_consent_stops_a_run(study):
    head = "interview,file,interviewer_label,gender,consent\n"
    rows = "P1,one.txt,Ann Lee,F,yes\nP2,two.txt,Ann Lee,Female,{}\n"
    write(study / "interviews.csv", head + rows.format("yes"))
    found = check_study("rivers")
    assert any("F and Female" in one for one in found.doubts)
    assert found.problems == []
    write(study / "interviews.csv", head + rows.format("withdrawn"))
    assert any("P2 did not consent" in one for one in check_study("rivers").problems)


def test_questions_about_coders_are_told(study):
    write(
        study / "interviews.csv", "interview,file,interviewer_label,coders\nP1,one.txt,Ann Lee,A\n"
    )
    row = "interview,quote,code,coder,Status\nP1,With a map that somebody gave us.,maps,Bea,gone\n"
    write(study / "codings/all.csv", row)
    asked = " ".join(check_study("rivers").doubts)
    assert "A is listed for 1 interview" in asked
    assert "Bea has codings in interviews" in asked
    assert "mean nothing to the program: Status" in asked


def test_check_asks_whether_two_files_are_one_coders(study):
    codes = [f"c{number}" for number in range(20)]
    write(study / "codebook.yaml", "codes:\n" + "".join(f"- name: {code}\n" for code in codes))
    for name, own in (("codes_AB", codes[:10]), ("codes_CD", codes[10:])):
        rows = "".join(f"P1,With a map that somebody gave us.,{code}\n" for code in own)
        write(study / f"codings/{name}.csv", f"interview,quote,code\n{rows}")
    (asked,) = [one for one in check_study("rivers").doubts if "two coders" in one]
    assert asked.startswith("codes_AB and codes_CD are taken for two coders")


def test_rows_of_one_file_are_named_once(study):
    rows = "P1,Nobody said so in here at all.,Maps\n" * 2
    write(study / "codings/codes.csv", f"interview,quote,code\n{rows}")
    (lost,) = check_study("rivers").unplaced
    assert lost.endswith("See codes.csv row 2, 3.")


def test_interviews_that_may_be_of_one_participant_are_asked_about_until_it_is_said(study):
    said = {"one": "Bo Carr", "two": "Bo Carr", "three": "Cy Dow", "four part 1": "Participant"}
    said |= {"four part 2": "Participant", "five": "Participant"}
    for number, (name, label) in enumerate(said.items()):
        talk = (
            f"Ann Lee: How did {name} begin?\n{label}: With map {number} that somebody gave us.\n"
        )
        write(study / f"transcripts/{name}.txt", talk * 3)
    files = [f"P{number},{name}.txt,Ann Lee" for number, name in enumerate(said, 1)]
    table = study / "interviews.csv"
    write(table, "\n".join(["interview,file,interviewer_label", *files]))
    asked = [line for line in check_study("rivers").doubts if "of one participant" in line]
    assert [line.split(": may")[0] for line in asked] == [
        "one.txt, two.txt",
        "four part 1.txt, four part 2.txt",
    ]
    people = ["P1", "P1", "P3", "P4", "P4", "P6"]
    given = [f"{file},{who}" for file, who in zip(files, people, strict=True)]
    write(table, "\n".join(["interview,file,interviewer_label,participant", *given]))
    (left,) = [line for line in check_study("rivers").doubts if "of one participant" in line] or [
        ""
    ]
    assert not left


def test_a_label_that_most_interviews_share_is_the_studys_word_for_who_answers(study):
    files = []
    for number in range(4):
        label = "Bo Carr" if number else "Cy Dow"
        talk = f"Ann Lee: How did it begin?\n{label}: With map {number} that somebody gave us.\n"
        write(study / f"transcripts/{number}.txt", talk * 3)
        files.append(f"P{number},{number}.txt,Ann Lee")
    write(study / "interviews.csv", "\n".join(["interview,file,interviewer_label", *files]))
    assert not [line for line in check_study("rivers").doubts if "of one participant" in line]


@pytest.mark.parametrize(
    "listed",
    [
        "id,file\nP1,one.txt\n",
        "interview,file,pid\nP1,one.txt,K1\n",
        "interview,file\nP 1,one.txt\n",
    ],
)
def test_a_faulty_list_of_interviews_hides_no_other_problem(study, listed):
    write(study / "interviews.csv", listed)
    write(study / "codebook.yaml", "codes: 3\n")
    said = check_study("rivers").problems
    assert len(said) == 2
    assert "interviews.csv" in "\n".join(said)
    assert "codebook.yaml" in "\n".join(said)


def test_two_rows_that_disagree_hide_no_other_problem(study):
    rows = "P1,one.txt,K1,30\nP2,two.txt,K1,40\n"
    write(study / "interviews.csv", f"interview,file,participant,age\n{rows}")
    write(study / "codebook.yaml", "codes: 3\n")
    said = "\n".join(check_study("rivers").problems)
    assert "different values of age" in said
    assert "codebook.yaml" in said


def test_labels_that_stand_in_no_file_are_doubts(study):
    write(study / "interviews.csv", "interview,file,interviewer_label\nP1,one.txt,Dan Poe\n")
    write(study / "speakers.csv", "interview,speaker,role\nP1,Bo Car,participant\n")
    said = "\n".join(check_study("rivers").doubts)
    assert "interviewer_label names no speaker" in said
    assert "Row 2 of speakers.csv names no speaker" in said


def test_participants_with_first_names_as_ids_are_asked_about(study):
    write(study / "interviews.csv", "interview,file,participant\nP1,one.txt,Katherine\n")
    assert "looks like a first name" in "\n".join(check_study("rivers").doubts)
    write(study / "interviews.csv", "interview,file,participant\nP1,one.txt,Cat-01\n")
    assert "first name" not in "\n".join(check_study("rivers").doubts)


def test_a_file_that_is_listed_without_its_ending_is_told(study):
    write(study / "interviews.csv", "interview,file\nP1,one\n")
    assert "The folder has one.txt." in "\n".join(check_study("rivers").left_out)


def test_decisions_that_do_not_count_are_told(study):
    rows = "P1,1,With a map,maps,agreed\nP1,1,With a map,maps,accept\n"
    write(study / "codings/kim.csv", f"interview,turn,segment,code,decision\n{rows}")
    said = "\n".join(check_study("rivers").doubts)
    assert "kim.csv: 1 decision cannot be used" in said
    assert "(row 2)" in said
    assert "2 decisions in review workbooks: not counted, because coding.final is human" in said
    write(study / "settings.yaml", "coding:\n  final: human+reviewed\n")
    assert "not counted" not in "\n".join(check_study("rivers").doubts)


def test_a_review_without_a_column_stops_a_run(study):
    header = "Interview,Turn,Segment,Code,Said by,Suggested valence,Verdict"
    write(study / "codings/kim.csv", f"{header}\nP1,1,a map,maps,A,none,accept\n")
    (problem,) = check_study("rivers").problems
    assert problem.startswith("kim.csv, row 1: sheet 1 lacks the columns decision")
