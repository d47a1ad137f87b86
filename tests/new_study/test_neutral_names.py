"""Names of people and places that files, coders, attributes and codes of a study bear."""

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from aft_themes.codebook.codes import Code
from aft_themes.codebook.reading import load_codebook
from aft_themes.coding.coder_files import read_coder_files
from aft_themes.corpus.interviews import attributes, load_interviews
from aft_themes.exchange import import_files
from aft_themes.exchange.export_content import ExportStudy, source_text
from aft_themes.exchange.refi_qda_writer import PROFILES, write_project
from aft_themes.new_study import start_study
from aft_themes.new_study.said_names import SaidNames
from aft_themes.workflow.check_study import check_study
from tests.exchange.making import CODES, coding, content, interview
from tests.new_study.tables import read_rows

_TALK = (
    "Ann Lee: How did it begin?\nBo Carr: With a map that my sister drew, in Zelby, when I was "
    "nine.\nAnn Lee: And who kept it?\nBo Carr: My aunt did, for forty years or more.\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "brought"
    source.mkdir()
    (source / "talk 1.txt").write_text(_TALK, encoding="utf-8")
    return source


def _write(path, text):
    path.write_text(text, encoding="utf-8")


def _coded(found):
    interviews = load_interviews(found.folder / "interviews.csv")
    tables = [found.folder / "codings" / name for name in found.coder_files]
    return read_coder_files(tables, load_codebook(found.folder / "codebook.yaml"), interviews).coded


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("codes by Carr", True),
        ("CARR_final", True),
        ("carrlee", True),  # two names as one word
        ("InterviewCarr2", True),
        ("carriage", False),
        ("codes", False),
        ("P07", False),
    ],
)
def test_a_name_is_found_however_a_file_is_called(text, holds):
    assert SaidNames(frozenset({"carr", "lee"})).stand_in(text) == holds


def test_a_coders_file_with_a_name_gets_a_number(folder):
    _write(folder / "codes of lee.csv", "interview,quote,code\ntalk 1,My aunt did,kin\n")
    found = start_study("maps", folder)
    assert found.coder_files == ["codings_1.csv"]
    assert read_rows(found.folder / "renamed.csv") == [
        {"kind": "codings", "now": "codings_1.csv", "was": "codes of lee.csv"}
    ]
    assert any("renamed.csv says which" in doubt for doubt in found.doubts)
    assert not check_study("maps").problems


def test_a_place_that_is_only_spoken_of_counts_as_a_name(folder):
    (folder / "talk 1.txt").rename(folder / "Zelby 1.txt")
    found = start_study("maps", folder)
    (row,) = read_rows(found.folder / "interviews.csv")
    assert (row["interview"], row["file"], row["was"]) == ("I01", "I01.txt", "Zelby 1")


def test_codings_find_a_transcript_by_its_former_name(folder):
    (folder / "talk 1.txt").rename(folder / "carr.txt")
    _write(folder / "codes.csv", "document,quote,code\ncarr.txt,My aunt did,kin\n")
    found = start_study("maps", folder)
    assert _coded(found)["interview"].tolist() == ["I01"]
    assert "was" not in attributes(load_interviews(found.folder / "interviews.csv"))
    assert not check_study("maps").unplaced


def test_a_coders_file_called_after_a_person_names_the_interview(folder):
    (folder / "talk 1.txt").rename(folder / "carr.txt")
    _write(folder / "carr.csv", "quote,code\nMy aunt did,kin\n")
    found = start_study("maps", folder)
    assert found.coder_files == ["I01.csv"]
    assert _coded(found)["interview"].tolist() == ["I01"]


def test_an_interviewer_who_codes_gets_a_number_in_tables(folder):
    _write(folder / "a.csv", "interview,quote,code,coder\ntalk 1,My aunt did,kin,Ann Lee\n")
    book = Workbook()
    book.active.append(["interview", "quote", "code", "coder"])
    book.active.append(["talk 1", "forty years", "time", "Ann Lee"])
    book.active.append(["talk 1", "Ann Lee", "time", "B"])
    book.save(folder / "b.xlsx")
    found = start_study("maps", folder)
    assert sorted(_coded(found)["coder"]) == ["B", "coder_1", "coder_1"]
    copied = load_workbook(found.folder / "codings/b.xlsx").active
    assert [cell.value for cell in copied[2]] == ["talk 1", "forty years", "time", "coder_1"]


def test_a_coder_who_heads_a_column_gets_a_number_too(folder):
    heads = ["interview", "quote", "Codes by Ann Lee", "Codes by B"]
    row = ["talk 1", "My aunt did", "kin", "time"]
    _write(folder / "a.csv", "\n".join(map(",".join, (heads, row))) + "\n")
    book = Workbook()
    for cells in (heads, row):
        book.active.append(cells)
    book.save(folder / "b.xlsx")
    found = start_study("maps", folder)
    copied = load_workbook(found.folder / "codings/b.xlsx").active
    table = (found.folder / "codings/a.csv").read_text(encoding="utf-8").splitlines()
    assert [cell.value for cell in copied[1]] == table[0].split(",")
    assert table[0] == "interview,quote,coder_1,Codes by B"
    assert table[1] == ",".join(row)


def test_a_project_with_names_comes_in_whole_and_without_them(folder):
    (folder / "talk 1.txt").unlink()
    text, _ = source_text(interview())
    _write(folder / "P01.txt", text.replace("Participant", "Bo Carr"))
    found_in = content(coding(2, "It was hard", coder="Bo Carr"), coding(4, "She stopped me"))
    (folder / "carr.qdpx").write_bytes(write_project(found_in, PROFILES["nvivo"]))
    found = start_study("tapes", folder)
    assert found.coder_files == ["codings_1.qdpx"]
    report = import_files([], found.folder)
    assert [(one.codings, one.rows, one.waiting) for one in report.files] == [(2, 2, 0)]
    mapped = {
        row["theirs"]: row["ours"] for row in read_rows(found.folder / "exchange/mapping.csv")
    }
    assert mapped["Bo Carr"] == "coder_1"
    assert not check_study("tapes").problems


def test_tags_stand_in_place_of_names_in_codes_and_codings_still_find_these(folder):
    (folder / "talk 1.txt").unlink()
    text, _ = source_text(interview())
    _write(folder / "P01.txt", text.replace("Participant", "Bo Carr"))
    codes = (*CODES, Code("carr_says_no", "Carr says no", "When Carr refuses."))
    study = ExportStudy(
        "test", (interview(),), (coding(2, "It was hard", "carr_says_no"),), codes, ()
    )
    (folder / "all.qdpx").write_bytes(write_project(study, PROFILES["nvivo"]))
    found = start_study("tapes", folder)
    book = load_codebook(found.folder / "codebook.yaml")
    (code,) = [one for one in book.codes if one.was]
    assert code.name == "PARTICIPANT_1 says no"
    assert code.definition == "When PARTICIPANT_1 refuses."
    assert code.id == "participant_1_says_no"
    assert any("1 code held a listed name" in doubt for doubt in found.doubts)
    assert [(one.rows, one.waiting) for one in import_files([], found.folder).files] == [(1, 0)]


def test_attributes_with_names_stay_outside(folder):
    (folder / "talk 1.txt").unlink()
    text, _ = source_text(interview())
    _write(folder / "P01.txt", text.replace("Participant", "2012-2015"))
    named = interview()
    named = type(named)(named.name, named.turns, (("cohort", "2011"), ("called", "Bo Carr")))
    study = ExportStudy("test", (named,), (coding(2, "It was hard"),), CODES, ("cohort", "called"))
    (folder / "all.qdpx").write_bytes(write_project(study, PROFILES["nvivo"]))
    _write(folder / "identifiers.csv", "text,kind,replacement\nBo Carr,person,PARTICIPANT_1\n")
    found = start_study("tapes", folder)
    (row,) = read_rows(found.folder / "interviews.csv")
    assert (row["cohort"], row.get("called")) == ("2011", None)
    assert any("1 attribute of the projects' cases held names" in one for one in found.doubts)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("codings/Carr.csv", "interview,quote,code\nP1,My aunt did,kin\n", "codings/: 1 file"),
        ("transcripts/Carr.txt", _TALK, "transcripts/: 1 file"),
        (
            "codings/a.csv",
            "interview,quote,code,coder\nP1,My aunt did,kin,Bo Carr\n",
            "codings: 1 coder bears",
        ),
        (
            "codings/a.csv",
            "interview,quote,code,memo\nP1,My aunt did,kin,\nP1,My aunt did,kin,as Carr says\n",
            "codings: 1 memo holds a name that identifiers.csv lists (a.csv, row 3)",
        ),
        (
            "interviews.csv",
            "interview,file,participant\nP1,one.txt,Carr\n",
            "interviews.csv or speakers.csv: 1 participant",
        ),
        (
            "interviews.csv",
            "interview,file,school\nP1,one.txt,Carr College\n",
            "interviews.csv: 1 attribute holds",
        ),
        ("settings.yaml", "report:\n  title: What Carr said\n", "report.title holds"),
        (
            "themes.yaml",
            "themes:\n- name: Kin\n  idea: Carr's family\n  codes: [kin]\n",
            "themes.yaml: 1 theme holds",
        ),
    ],
)
def test_names_in_what_people_put_there_are_told_before_a_run(folder, file, text, said):
    raw = folder.parent / "data/raw/maps"
    for name, words in {
        "transcripts/one.txt": _TALK,
        "interviews.csv": "interview,file\nP1,one.txt\n",
        "codebook.yaml": "codes:\n- id: kin\n  name: Kin\n",
        "identifiers.csv": "text,kind,replacement\nBo Carr,person,PARTICIPANT_1\n",
        file: text,
    }.items():
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        _write(raw / name, words)
    (problem,) = check_study("maps").problems
    assert problem.startswith(said)
    assert "Carr" not in problem


def test_the_coder_of_a_project_that_was_put_there_is_told(folder):
    raw = folder.parent / "data/raw/tapes"
    (raw / "transcripts").mkdir(parents=True)
    (raw / "codings").mkdir()
    text, _ = source_text(interview())
    _write(raw / "transcripts/P01.txt", text)
    _write(raw / "interviews.csv", "interview,file,interviewer_label\nP01,P01.txt,Interviewer\n")
    _write(raw / "codebook.yaml", "codes:\n- id: tasks\n  name: Tasks\n  codes:\n"
           "  - id: tape\n    name: Tape & role-play\n")  # fmt: skip
    _write(raw / "identifiers.csv", "text,kind,replacement\nBo Carr,person,NAME_1\n")
    project = write_project(content(coding(2, "It was hard", coder="Bo Carr")), PROFILES["nvivo"])
    (raw / "codings/all.qdpx").write_bytes(project)
    assert [one.partition(" bears")[0] for one in check_study("tapes").problems] == [
        "codings: 1 coder"
    ]
    pd.DataFrame([{"kind": "user", "theirs": "Bo Carr", "ours": "B"}]).to_csv(raw / "m.csv")
    (raw / "exchange").mkdir()
    (raw / "m.csv").rename(raw / "exchange/mapping.csv")
    assert not check_study("tapes").problems


def test_sheets_are_told_by_number_since_their_names_stand_in_outputs(folder):
    book = Workbook()
    for at, name in enumerate(("talk 1", "Bo Carr")):
        sheet = book.active if not at else book.create_sheet()
        sheet.title = name
        sheet.append(["quote", "code", "interview"])
        sheet.append(["My aunt did", "kin", "talk 1"])
    book.save(folder / "coded.xlsx")
    found = start_study("maps", folder)
    assert set(_coded(found)["file"]) == {"coded.xlsx [sheet 1]", "coded.xlsx [sheet 2]"}


def test_a_broken_list_of_names_does_not_stop_the_beginning(folder):
    _write(folder / "identifiers.csv", "text,kind,replacement\nBo Carr,friend,PERSON_1\n")
    found = start_study("maps", folder)
    assert found.interviews == 1
    assert "the kind is unknown" in check_study("maps").problems[0]


def test_a_label_that_is_a_word_for_anybody_is_no_name_of_a_file(folder):
    talk = "Ann Lee: Why?\nStranger: Some stranger told me.\n" * 3
    _write(folder / "stranger 2.txt", talk)
    found = start_study("maps", folder)
    assert not (found.folder / "renamed.csv").exists()


def test_a_first_name_that_nobody_says_is_taken_from_a_transcripts_file(folder):
    (folder / "talk 1.txt").rename(folder / "TalkPatricia2.txt")
    found = start_study("maps", folder)
    assert [row["file"] for row in read_rows(found.folder / "interviews.csv")] == ["I01.txt"]
    assert read_rows(found.folder / "renamed.csv")[0]["was"] == "TalkPatricia2.txt"


_GERMAN = (
    "I: Wie war das, und was ist dann noch gekommen?\nB: Ja, das war schon schwer, und "
    "ich habe nicht mit dem Zelbypass gerechnet, aber auch das Interview war noch gut.\n"
) * 9


@pytest.mark.parametrize(("stem", "new"), [("Interview_1", False), ("Zelbypass 1", True)])
def test_a_noun_of_german_speech_may_be_a_place_in_the_name_of_a_file(folder, tmp_path, stem, new):
    (folder / "talk 1.txt").unlink()
    _write(folder / f"{stem}.txt", _GERMAN)
    found = start_study("deutsch", folder, tmp_path)
    (row,) = read_rows(found.folder / "interviews.csv")
    assert (row["file"] == "I01.txt") == new
