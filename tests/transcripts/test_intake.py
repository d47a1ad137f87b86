"""A whole study's files: each is reported, none hurts another."""

import pandas as pd
import pytest

from aft_themes.catalog import INTAKE, TURNS
from aft_themes.io.parquet import check
from aft_themes.transcripts import combine, grouped, read_interviews, read_study_transcripts

TALK = "I: Why {0}?\nP: Because of {0} and all that.\nI: Oh?\nP: Yes.\n"


@pytest.fixture
def study(tmp_path):
    """Return a function that writes files, reads them as P1, P2 ... and returns both tables."""
    folder = tmp_path / "transcripts"
    folder.mkdir()

    def _study(files, listed=None, label="I"):
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
        names = list(files) if listed is None else listed
        rows = [(f"P{at}", name, label) for at, name in enumerate(names, 1)]
        interviews = pd.DataFrame(rows, columns=["interview", "file", "interviewer_label"])
        turns, intake = read_study_transcripts(interviews, folder)
        check(turns, TURNS)
        check(intake, INTAKE)
        return turns, intake.set_index("file")

    return _study


def test_one_bad_file_hurts_no_other(study):
    turns, intake = study({"a.txt": TALK.format("a"), "b.docx": b"PK\x03\x04 cut", "c.txt": ""})
    assert intake["status"].tolist() == ["read", "rejected", "rejected"]
    assert (intake.loc[["b.docx", "c.txt"], ["problem", "fix"]] != "").all(axis=None)
    assert set(turns["interview"]) == {"P1"}


def test_the_entry_of_a_file_that_was_read(study):
    turns, intake = study(
        {"a.txt": "[00:01] I: Why?\n[00:04] P: So it was, back then.\n[00:09] X: Hm."}
    )
    entry = intake.loc["a.txt"]
    assert entry[["turns", "participant_turns", "participant_words"]].tolist() == [3, 1, 5]
    assert entry[["interviewer_words", "other_words", "duration_s"]].tolist() == [1, 1, 9.0]
    assert (entry["format"], entry["encoding"], entry["roles"]) == ("text", "utf-8", "given")
    assert len(entry["sha256"]) == 64
    assert turns["participant"].tolist() == ["", "P1", ""]
    assert turns["turn"].tolist() == [1, 2, 3]


def test_missing_and_unlisted_files(study):
    files = {"a.txt": TALK.format("a"), "b.txt": TALK.format("b"), "sub/c.txt": "x"}
    _, intake = study(files, listed=["a.txt", "B.TXT", "d.txt"])
    assert intake["status"].to_dict() == {
        "B.TXT": "missing",
        "a.txt": "read",
        "b.txt": "unlisted",
        "d.txt": "missing",
        "sub/c.txt": "unlisted",
    }
    assert "upper and lower case" in intake.loc["B.TXT", "problem"]


def test_lock_and_system_files_are_no_transcripts(study):
    files = dict.fromkeys(["~$a.docx", ".DS_Store", "Thumbs.db", "desktop.ini"], "x")
    _, intake = study({"a.txt": TALK.format("a"), **files}, listed=["a.txt"])
    assert list(intake.index) == ["a.txt"]


@pytest.mark.parametrize("copy", ["{}", "\ufeff{}"])
def test_the_same_transcript_twice_counts_once(study, copy):
    same = TALK.format("a")
    turns, intake = study({"a.txt": same, "b.txt": copy.format(same), "c.txt": TALK.format("c")})
    assert intake["status"].tolist() == ["read", "rejected", "read"]
    assert "same as that of P1" in intake.loc["b.txt", "problem"]
    assert set(turns["interview"]) == {"P1", "P3"}


def test_an_unlisted_copy_is_named_as_such(study):
    same = TALK.format("a")
    _, intake = study({"a.txt": same, "copy.txt": same}, listed=["a.txt"])
    assert "copy of the file of P1" in intake.loc["copy.txt", "problem"]
    assert intake.loc["copy.txt", "fix"] == "remove the copy."


@pytest.mark.parametrize("file", ["../secret.txt", "/etc/hostname", "a/../../secret.txt"])
def test_a_file_outside_the_folder_is_refused(study, tmp_path, file):
    (tmp_path / "secret.txt").write_text(TALK.format("secret"))
    turns, intake = study({"b.txt": TALK.format("b")}, listed=["b.txt", file])
    assert intake.loc[file, "status"] == "rejected"
    assert "outside" in intake.loc[file, "problem"]
    assert set(turns["interview"]) == {"P1"}


def test_an_unknown_label_is_reported(study):
    _, intake = study({"a.txt": TALK.format("a")}, label="Dr. Nobody")
    assert intake.loc["a.txt", "roles"] == "inferred"
    assert any("interviewer_label" in warning for warning in intake.loc["a.txt", "warnings"])


def test_shards_in_any_order_give_the_study(tmp_path):
    rows = []
    for at in range(6):
        (tmp_path / f"{at}.txt").write_text(TALK.format(at))
        rows.append((f"P{at}", f"{at}.txt", "I"))
    interviews = pd.DataFrame(rows, columns=["interview", "file", "interviewer_label"])
    whole = read_study_transcripts(interviews, tmp_path)
    parts = [read_interviews(interviews.iloc[at::4], tmp_path, threads=2) for at in (3, 1, 0, 2)]
    turns, intake = zip(*parts, strict=True)
    for found, expected in zip(combine(turns, intake, tmp_path), whole, strict=True):
        pd.testing.assert_frame_equal(found, expected)


def test_a_study_without_interviews(study):
    turns, intake = study({})
    assert len(turns) == len(intake) == 0


def test_no_warning_or_problem_quotes_the_transcript(study):
    secret = "I: Why?\nP: Zanzibar.\nQuagmire: Zanzibar.\n" * 3
    files = {
        "a.txt": secret,
        "b.csv": 'speaker,text\nP,"Zanzibar\n' + "Zanzibar," * 20_000,
        "c.json": '[{"speaker": "Quagmire", "text": "Zanzibar"',
        "d.txt": "Zanzibar without labels",
        "e.docx": b"PK\x03\x04Zanzibar",
    }
    _, intake = study(files, label="Quagmire Jones")
    told = " ".join([*intake["problem"], *intake["fix"], *intake["warnings"].explode().dropna()])
    assert "Zanzibar" not in told
    assert "Quagmire" not in told


def test_inputs_are_never_written_to(study, tmp_path):
    study({"a.txt": TALK.format("a")})
    path = tmp_path / "transcripts" / "a.txt"
    before = path.stat()
    study({}, listed=["a.txt"])
    assert path.stat() == before or path.stat().st_mtime_ns == before.st_mtime_ns


def test_messages_that_differ_in_numbers_are_said_once():
    said = [("a.txt", "Only 61% of 1,200 words."), ("b.txt", "Only 9% of 800 words.")]
    assert grouped([*said, ("c.txt", "Only 61% of 900 words."), ("d.txt", "Other.")]) == [
        "a.txt, b.txt, c.txt: Only 9% to 61% of 800 to 1,200 words.",
        "d.txt: Other.",
    ]
