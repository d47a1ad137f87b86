"""The first draft of a study, from a folder as people have it."""

import pandas as pd
import pytest
import yaml

from aft_themes.errors import InputError, SettingsError
from aft_themes.new_study import start_study
from aft_themes.new_study.said_names import bare_name
from aft_themes.workflow.check_study import check_study
from tests.transcripts import making

TALK = (
    "Interviewer: What helped you most in the training?\nAnna Bell: The tapes, I think. We watched "
    "them together and that was hard at first.\nInterviewer: How so?\nAnna Bell: I saw my own face "
    "and I did not like what I saw there.\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "interviews"
    source.mkdir()
    (source / "P01.txt").write_text(TALK)
    return source


def listed(found, name):
    return pd.read_csv(found.folder / name, keep_default_na=False).to_dict("records")


def test_a_draft_names_interviews_speakers_and_the_names_they_bear(folder):
    found = start_study("new", folder)
    assert (found.interviews, found.codes, found.coder_files, found.left_out) == (1, 0, [], [])
    assert "No codings were found: add the coders' files to codings/." in found.doubts
    (interview,) = listed(found, "interviews.csv")
    assert (interview["interview"], interview["file"]) == ("P01", "P01.txt")
    assert interview["interviewer_label"] == "Interviewer"
    speakers = {
        one["speaker"]: (one["role"], one["turns"]) for one in listed(found, "speakers.csv")
    }
    assert speakers == {"Interviewer": ("interviewer", 2), "Anna Bell": ("participant", 2)}
    assert listed(found, "identifiers.csv") == [
        {"text": "Anna Bell", "kind": "person", "replacement": "PARTICIPANT_1"}
    ]
    assert (found.folder / "transcripts/P01.txt").read_text() == TALK


def test_a_draft_has_nothing_that_stops_a_run_but_a_codebook_without_codes(folder):
    start_study("new", folder)
    checked = check_study("new")
    assert checked.read == 1
    assert [problem.partition(":")[0] for problem in checked.problems] in ([], ["codebook.yaml"])


def test_a_study_that_is_called_like_a_speaker_is_told_so_at_once(folder):
    assert not any("study's name" in doubt for doubt in start_study("new", folder).doubts)
    found = start_study("Anna-2024", folder)
    assert any(doubt.startswith("The study's name holds a name") for doubt in found.doubts)


def test_codings_give_the_codes_and_are_copied(folder):
    (folder / "first coder.csv").write_text(
        "interview,turn,quote,code,coder\n"
        "P01,2,The tapes,Own tape; 1st time,A\nP01,4,face,own tape!,A\n"
    )
    found = start_study("new", folder)
    assert found.coder_files == ["first coder.csv"]
    codes = yaml.safe_load((found.folder / "codebook.yaml").read_text())["codes"]
    assert codes == [
        {"id": "code_1st_time", "name": "1st time"},
        {"id": "own_tape", "name": "Own tape"},
        {"id": "own_tape_2", "name": "own tape!"},
    ]
    assert found.codes == 3
    assert not any("No codings" in doubt for doubt in found.doubts)


def test_files_of_one_name_in_two_folders_are_both_kept(folder):
    for place in ("a", "b"):
        (folder / place).mkdir()
        (folder / place / "p01.TXT").write_text(TALK)
    found = start_study("new", folder)
    files = [one["file"] for one in listed(found, "interviews.csv")]
    assert sorted(files) == ["P01.txt", "a_p01.TXT", "b_p01.TXT"]
    assert len({one["interview"] for one in listed(found, "interviews.csv")}) == 3


@pytest.mark.parametrize(
    ("places", "names"),
    [
        (["P1", "P2"], ["P1_talk.txt", "P2_talk.txt"]),
        (["a/P1", "a/P2", "b/P1"], ["a_P1_talk.txt", "a_P2_talk.txt", "b_P1_talk.txt"]),
        (["P1/one", "P2/one"], ["P1_one_talk.txt", "P2_one_talk.txt"]),
        (["Anna Bell", "P2"], ["I01.txt", "I02.txt"]),
    ],
)
def test_folders_tell_files_of_one_name_apart(folder, places, names):
    (folder / "P01.txt").unlink()
    for number, place in enumerate(places):
        (folder / place).mkdir(parents=True)
        (folder / place / "talk.txt").write_text(f"{TALK}Anna Bell: And {number}.\n")
    rows = listed(start_study("new", folder), "interviews.csv")
    assert sorted(row["file"] for row in rows) == names


def test_names_in_file_names_become_no_ids(folder):
    (folder / "P01.txt").rename(folder / "Anna Bell.txt")
    (one,) = listed(start_study("new", folder), "interviews.csv")
    assert one["interview"] == "I01"


@pytest.mark.parametrize("place", [".", "../interviews", "{folder}"])
def test_the_folder_may_be_named_from_anywhere(folder, monkeypatch, place):
    monkeypatch.chdir(folder)
    root = folder.parent / "project"
    path = type(folder)(place.format(folder=folder))
    assert start_study("new", path, root).interviews == 1


def test_the_folder_may_lie_in_a_hidden_one_but_hidden_files_in_it_are_left_alone(folder):
    hidden = folder.parent / ".cloud" / "talks"
    hidden.parent.mkdir()
    folder.rename(hidden)
    (hidden / ".P02.txt").write_text(TALK)
    (hidden / "~$P03.txt").write_text(TALK)
    assert start_study("new", hidden).interviews == 1


def test_the_teams_list_of_names_is_taken_as_it_is(folder):
    (folder / "identifiers.csv").write_text("text,kind,replacement\nBell,person,PEER_9\n")
    found = start_study("new", folder)
    assert (found.folder / "identifiers.csv").read_text().endswith("Bell,person,PEER_9\n")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Anna Bell", "Anna Bell"),
        ("Anna  Bell (client):", "Anna Bell"),
        ("Ann", "Ann"),
        ("An", ""),
        ("Speaker 2", ""),
        ("INTERVIEWER", ""),
        ("P07", ""),
        ("Participant 12 (f)", ""),
        ("[unclear]", ""),
        ("12345", ""),
    ],
)
def test_labels_that_name_a_role_or_a_number_are_no_names(label, name):
    assert bare_name(label) == name


def test_a_study_is_never_written_over(folder):
    start_study("new", folder)
    with pytest.raises(InputError, match="the study exists"):
        start_study("new", folder)
    with pytest.raises(SettingsError, match="study"):
        start_study("../new", folder)


def test_a_folder_without_transcripts_says_why_each_file_was_left_out(folder):
    (folder / "P01.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"no transcript could be read:\n  P01\.txt: "):
        start_study("new", folder)
    (folder / "P01.txt").unlink()
    with pytest.raises(InputError, match="the folder is empty"):
        start_study("new", folder)
    with pytest.raises(InputError, match="is not a folder"):
        start_study("new", folder / "nowhere")


def test_roles_of_a_legend_win_over_who_asks_most(folder):
    talk = "I: What then?\nO: And how long?\nX: I stayed there for years, as you see.\nY: Yes.\n"
    legend = "Interviewer (I) Interviewer (O) Informant (X) Informant (Y)\n"
    (folder / "P02.txt").write_text(legend + talk * 4)
    found = start_study("new", folder)
    speakers = {one["speaker"]: one["role"] for one in listed(found, "speakers.csv")}
    roles = {"I": "interviewer", "O": "interviewer", "X": "participant", "Y": "participant"}
    assert speakers.items() >= roles.items()


def test_spellings_of_one_code_are_one_code(folder):
    rows = "interview,quote,code\nP01,The tapes,Own tape\nP01,my own face,Own Tape\n"
    (folder / "codings.csv").write_text(rows)
    assert start_study("new", folder).codes == 1
    assert check_study("new").problems == []


def test_a_workbook_with_notes_codebook_and_a_sheet_for_each_interview(folder):
    (folder / "P02.txt").write_text(TALK.replace("Anna Bell", "Bo Carr").replace("tapes", "films"))
    header = ("", "Question asked in the interview", "Data chunk", "Code", "Code type")
    first = [("", "First Cycle: P01"), header]
    first += [("", "What helped?", "The tapes, I think.", "Own tape", "In vivo")]
    first += [("", "", "", "Help", "Descriptive")]  # a further code of the merged cell above
    second = [header, ("", "How so?", "I did not like what I saw there.", "Own Tape", "In vivo")]
    codes = [("Perspective", "Code", "Description/Definition"), ("Old", "Own tape", "Seen.")]
    codes += [("New", "Own tape", "Watched."), ("New", "Silence", "Nobody speaks.")]
    notes = [("", "How to use this"), ("", "What is a code?", "A label.", "See there.")]
    sheets = {"Introduction": notes, "Codebook": codes, "P01": first, "P02": second}
    (folder / "analysis.xlsx").write_bytes(making.workbook_of(sheets))
    found = start_study("new", folder)
    book = yaml.safe_load((found.folder / "codebook.yaml").read_text())["codes"]
    assert [(one["name"], one.get("definition")) for one in book] == [
        ("Own tape", "Seen. Watched."),
        ("Silence", "Nobody speaks."),
        ("Help", None),
    ]
    checked = check_study("new")
    assert (checked.problems, checked.unplaced, checked.read) == ([], [], 2)


def test_codes_of_a_second_codebook_are_added(folder):
    coded = [("Quote", "Code"), ("The tapes, I think.", "Own tape"), ("my own face", "Face")]
    for name, codes in (("a", ["Own tape"]), ("b", ["own tape", "Face"])):
        listed_codes = [("Code", "Definition"), *((code, f"{code} in {name}") for code in codes)]
        data = making.workbook_of({"Codebook": listed_codes, "Quotes": coded})
        (folder / f"{name}.xlsx").write_bytes(data)
    found = start_study("new", folder)
    book = yaml.safe_load((found.folder / "codebook.yaml").read_text())["codes"]
    assert [one["definition"] for one in book] == ["Own tape in a", "Face in b"]
    assert any("1 further code" in doubt for doubt in found.doubts)


@pytest.mark.parametrize(("words", "told"), [(90, False), (110, True)])
def test_words_of_nobody_are_told(folder, words, told):
    lines = [f"I: And why in year {n}?\nP: {'We stayed where we were. ' * 20}" for n in range(8)]
    lines.insert(2, f"Unknown Speaker: {'so it was there ' * (words // 4)}so on")
    (folder / "P01.txt").write_text("\n".join(lines))
    doubts = start_study("new", folder).doubts
    assert any("role `other`" in doubt for doubt in doubts) == told
