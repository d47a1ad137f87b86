"""A participant who withdraws is gone: files, rows, caches and results."""

import json
import shutil

import openpyxl
import pandas as pd
import pytest

from aft_themes.errors import InputError
from aft_themes.provenance.manifest import checksums
from aft_themes.provenance.withdrawal import (
    _found_names,
    _listed_names,
    _only_in,
    _rows_gone,
    find_traces,
    learners,
    purge_key,
    withdraw,
)
from aft_themes.study import Study
from tests.conftest import MINI, withdraw_m02
from tests.workbooks import ods

TODAY = "2026-11-26"
DECISIONS = "candidate,decision,kind,tag,contexts\nIda,confirm,person,CLIENT,said Ida\n"
OTHERS = "Harlow,refuse,,,the words of somebody\n"


@pytest.fixture
def raw(tmp_path, monkeypatch):
    """A study that nobody has run."""
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(MINI, tmp_path / "data" / "raw" / "mini")


def filled_review(path):
    book = openpyxl.Workbook()
    book.active.append(["How to use this sheet"])
    book.active.append(["interview", "turn", "segment", "code", "decision"])
    for interview in ("M01", "M02", "M02", "M03"):
        book.active.append([interview, 2, "We watched the tape", "tasks.tape", "accept"])
    book.save(path)


def test_files_and_rows_are_gone_and_those_of_others_stay(raw):
    filled_review(raw / "codings" / "review.xlsx")
    (raw / "deidentify_decisions.csv").write_text(DECISIONS + OTHERS)
    before = pd.read_csv(raw / "codings" / "coder_A.csv")
    traces = withdraw("mini", "M02", TODAY)
    assert not (raw / "transcripts" / "M02.vtt").exists()
    assert (raw / "transcripts" / "M01.txt").read_bytes() == (
        MINI / "transcripts" / "M01.txt"
    ).read_bytes()
    assert pd.read_csv(raw / "interviews.csv")["interview"].tolist() == ["M01", "M03", "M04", "M05"]
    after = pd.read_csv(raw / "codings" / "coder_A.csv")
    pd.testing.assert_frame_equal(
        after, before[before["interview"] != "M02"].reset_index(drop=True)
    )
    sheet = openpyxl.load_workbook(raw / "codings" / "review.xlsx").active
    assert [row[0] for row in sheet.values][2:] == ["M01", "M03"]
    decided = pd.read_csv(raw / "deidentify_decisions.csv")
    assert decided["candidate"].tolist() == ["Harlow"]
    assert decided["contexts"].isna().all()
    # the interviewer's name stands in this interview only, the hospital's in another one
    assert "Nora Quill" not in (raw / "identifiers.csv").read_text()
    assert "Westmark Hospital" in (raw / "identifiers.csv").read_text()
    assert find_traces("mini", traces) == []


def test_all_interviews_of_a_participant_go(raw):
    rows = pd.read_csv(raw / "interviews.csv", dtype=str)
    rows["participant"] = ["P1", "P2", "P1", "P4", "P5"]
    rows.to_csv(raw / "interviews.csv", index=False)
    withdraw("mini", "P1", TODAY)
    assert pd.read_csv(raw / "interviews.csv")["interview"].tolist() == ["M02", "M04", "M05"]
    left = {path.stem for path in (raw / "transcripts").iterdir()}
    assert left.isdisjoint({"M01", "M03"})
    assert (raw / "withdrawals.csv").read_text() == f"date,interviews\n{TODAY},2\n"


def test_a_participant_who_shares_an_interview_is_refused_with_what_to_do(raw):
    (raw / "speakers.csv").write_text(
        "interview,speaker,role,participant\nM01,Vera,participant,P1\nM01,Kurt,participant,P9\n"
    )
    before = checksums(raw)
    with pytest.raises(InputError, match=r"others speak in M01, too\..*withdraw M01 whole"):
        withdraw("mini", "P9", TODAY)
    assert checksums(raw) == before


def test_what_is_left_is_found_by_passage_and_by_name(raw):
    traces = withdraw("mini", "M02", TODAY)
    (raw / "memo.md").write_text("She said: we watched the tape together, every week and I ALWAYS")
    (raw / "list.txt").write_text("Call Ida Brandt")
    (raw / "short.txt").write_text("We watched the tape together")
    assert [path.rpartition("/")[2] for path in find_traces("mini", traces)] == [
        "list.txt",
        "memo.md",
    ]


def test_what_others_said_too_is_no_trace(raw):
    shared = "Interviewer: What would you tell somebody who begins with this work next week?\n"
    for name in ("M01.txt", "M06.txt"):
        with (raw / "transcripts" / name).open("a") as file:
            file.write(f"\n{shared}\nParticipant: That it is all right to be slow, and to ask.\n")
    with (raw / "interviews.csv").open("a") as listed:
        listed.write("M06,M06.txt,I1,Interviewer,A,2016-2020,S2,CBT\n")
    traces = withdraw("mini", "M06", TODAY)
    assert find_traces("mini", traces) == []


def test_results_and_caches_are_gone_also_where_another_study_learns_from_them(raw, tmp_path):
    other = tmp_path / "data" / "raw" / "newsite"
    other.mkdir()
    (other / "settings.yaml").write_text("coding: {train_on: mini}\n")
    made = [
        f"{root}/{study}" for root in ("data/processed", "reports") for study in ("mini", "newsite")
    ]
    for folder in [*made, "reports/mini-crate", "reports/third"]:
        (tmp_path / folder / "private").mkdir(parents=True)
    notes = tmp_path / ".snakemake" / "log"
    notes.mkdir(parents=True)
    (notes / "1.log").write_text("input: data/raw/mini/transcripts/Ida Brandt.vtt")
    (notes / "2.log").write_text("input: data/raw/third/transcripts/P01.vtt")
    assert learners("mini") == ["newsite"]
    withdraw("mini", "M02", TODAY)
    assert not [folder for folder in [*made, "reports/mini-crate"] if (tmp_path / folder).exists()]
    assert (tmp_path / "reports" / "third").exists()
    assert [path.name for path in notes.iterdir()] == ["2.log"]


def test_an_unknown_interview_or_an_unreadable_table_changes_nothing(raw):
    before = checksums(raw)
    with pytest.raises(InputError, match="no interview and no participant P99"):
        withdraw("mini", "P99", TODAY)
    assert checksums(raw) == before
    (raw / "codings" / "coder_C.csv").write_bytes(b"interview,turn\x00\x00")
    before = checksums(raw)
    with pytest.raises(InputError, match=r"coder_C\.csv"):
        withdraw("mini", "M02", TODAY)
    assert checksums(raw) == before


def test_the_key_can_be_deleted_and_results_stay(raw, tmp_path):
    private = tmp_path / "data" / "processed" / "mini" / "private"
    private.mkdir(parents=True)
    (private / "key.json").write_text("{}")
    report = tmp_path / "reports" / "mini" / "report.html"
    report.parent.mkdir(parents=True)
    report.touch()
    assert purge_key("mini") == ["data/raw/mini/identifiers.csv", "data/processed/mini/private"]
    assert not private.exists()
    assert report.exists()
    assert (raw / "transcripts" / "M01.txt").exists()


@pytest.mark.slow
def test_the_command_rebuilds_the_rest_and_the_manifest_says_when_not_who(withdrawn):
    m02_is_gone(withdrawn)


@pytest.mark.nightly
def test_vectors_suggestions_and_topics_of_who_withdrew_are_gone_too(rerun):
    withdraw_m02(rerun)
    m02_is_gone(rerun)
    study = Study(rerun.study, root=rerun.folder)
    assert set(study.codings("suggested")["interview"]) == {"M01", "M03"}
    assert len(study.vectors) == len(study.segments) > 0


def m02_is_gone(withdrawn):
    said = (withdrawn.folder / "said.txt").read_text("utf-8")
    assert "No passage of eight words and no name of the participant is left." in said
    assert "the history of git" in said
    manifest = (withdrawn.reports / "manifest.json").read_text()
    (record,) = json.loads(manifest)["withdrawals"]
    assert record["interviews"] == "1"
    assert "M02" not in manifest
    intake = pd.read_parquet(withdrawn.processed / "intake.parquet")
    assert set(intake["interview"]) == {"M01", "M03", "M04", "M05", ""}
    for folder in (withdrawn.raw, withdrawn.processed, withdrawn.reports):
        for path in folder.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                for words in (b"Brandt", b"watched the tape together every week"):
                    assert words not in data, path


def test_a_row_goes_by_its_interview_its_file_or_a_name_and_only_then(tmp_path):
    path = tmp_path / "list.tsv"
    rows = ["P1\ta.txt\tIda\tx", "P2\tb.txt\tIda\t", "P2\tc.txt\tOle\ty", "P3\td.txt\tAnn\t"]
    path.write_text("\n".join(["interview\tfile\ttext\tcontexts", *rows]) + "\n")
    _rows_gone(path, frozenset({"P1"}), frozenset({"c.txt"}), frozenset({"Ann"}))()
    assert path.read_text() == "interview\tfile\ttext\tcontexts\nP2\tb.txt\tIda\t\n"
    before = path.stat().st_mtime_ns
    _rows_gone(path, frozenset({"P9"}), frozenset({"z.txt"}), frozenset())()
    assert path.stat().st_mtime_ns == before  # nothing changed, so nothing is written


def test_names_are_taken_from_lists_and_from_what_was_found(raw, tmp_path):
    (raw / "deidentify_decisions.csv").write_text(DECISIONS)
    key = tmp_path / "data/processed/mini/private/key.json"
    assert _found_names(raw) == []
    key.parent.mkdir(parents=True)
    key.write_text(json.dumps({"CLIENT_1": ["Ida", "Ida Brandt"], "PLACE_1": ["Oslo"]}))
    assert _found_names(raw) == ["Ida", "Ida Brandt", "Oslo"]
    assert "Ida" in _listed_names(raw)
    assert "Nora Quill" in _listed_names(raw)
    shared = _only_in(words("Ida and Ole"), words("Ole alone"), ["Ida", "Ole", "Ann"])
    assert shared == ["Ida"]


def words(text):
    return pd.DataFrame({"text": [text], "speaker": ["S"]})


def test_rows_of_a_workbook_of_libreoffice_are_gone_from_its_copy_for_excel(raw):
    rows = [["interview", "quote", "code"], ["M01", "a", "t"], ["M02", "b", "t"], ["M03", "c", "t"]]
    path = ods(raw / "codings" / "coder_C.ods", rows)
    _rows_gone(path, frozenset({"M04"}), frozenset(), frozenset())()
    assert path.is_file()
    _rows_gone(path, frozenset({"M02"}), frozenset(), frozenset())()
    assert not path.exists()
    sheet = openpyxl.load_workbook(raw / "codings" / "coder_C.xlsx").active
    assert [row[0].value for row in sheet.iter_rows()] == ["interview", "M01", "M03"]


@pytest.mark.parametrize("other", ["coder_C.xlsx", "coder_C.xls"])
def test_a_copy_for_excel_replaces_no_other_workbook(raw, other):
    path = ods(raw / "codings" / "coder_C.ods", [["interview", "quote"], ["M02", "b"]])
    beside = ods(raw / "codings" / other, [["interview", "quote"], ["M03", "c"]])
    before = beside.read_bytes()
    with pytest.raises(InputError, match=r"coder_C\.ods.*another workbook"):
        _rows_gone(path, frozenset({"M02"}), frozenset(), frozenset())
    assert path.is_file()
    assert beside.read_bytes() == before
