"""Interviews whose speakers have a file each, and rows that are conversations, become a study."""

import pandas as pd

from aft_themes.new_study import start_study

GRID = """File type = "ooTextFile"
Object class = "TextGrid"
0
9
<exists>
1
"IntervalTier"
"Speaker"
0
9
{number}
{pieces}
"""


def grid(*pieces):
    text = "\n".join(f'{start}\n{start + 1}\n"{words}"' for start, words in pieces)
    return GRID.format(number=len(pieces), pieces=text)


def test_files_of_one_speaker_each_are_joined_by_their_times(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "visit1_doctor.TextGrid").write_text(grid((0, "Hello?"), (4, "How is it?")))
    (source / "visit1_patient.TextGrid").write_text(grid((2, "Hello there."), (6, "Better.")))
    found = start_study("joined", source, tmp_path)
    assert found.interviews == 1
    assert any("a file for each speaker" in doubt for doubt in found.doubts)
    table = pd.read_csv(found.folder / "transcripts/visit1.csv")
    assert table["speaker"].tolist() == ["Doctor", "Patient"] * 2
    assert pd.read_csv(found.folder / "identifiers.csv").empty  # roles name nobody


def test_visits_of_one_name_in_two_folders_are_joined_apart(tmp_path):
    source = tmp_path / "source"
    for place in ("P1", "P2"):
        (source / place).mkdir(parents=True)
        asked, said = grid((0, f"Hello {place}?"), (4, "How?")), grid((2, f"In {place}."))
        (source / place / "visit1_doctor.TextGrid").write_text(asked)
        (source / place / "visit1_patient.TextGrid").write_text(said)
    found = start_study("joined", source, tmp_path)
    said = [pd.read_csv(path)["text"][:2].tolist() for path in found.folder.glob("transcripts/*")]
    assert sorted(said) == [["Hello P1?", "In P1."], ["Hello P2?", "In P2."]]


def test_a_single_file_and_files_without_times_stay(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "visit1_doctor.TextGrid").write_text(grid((0, "Hello?"), (4, "How is it?")))
    for who in ("ann", "ben"):
        (source / f"talk2_{who}.csv").write_text("speaker,text\nS1,Hello\nS1,So it was\n")
    assert start_study("apart", source, tmp_path).interviews == 3


def test_recordings_of_their_own_stay_apart(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for who in ("ann", "ben"):
        diary = grid(*((at, f"Words of {who} {at}.") for at in range(8)))
        (source / f"diary_{who}.TextGrid").write_text(diary)
    assert start_study("diaries", source, tmp_path).interviews == 2


def test_each_row_that_is_a_conversation_gets_a_file(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    talk = "Doctor: What brings you in?\nPatient: My knee.\nDoctor: Since when?\nPatient: May."
    (source / "all.csv").write_text(f'id,dialogue\nD1,"{talk}"\nD2,"{talk} Yes."\n')
    found = start_study("rows", source, tmp_path)
    names = sorted(path.name for path in (found.folder / "transcripts").iterdir())
    assert names == ["all D1.txt", "all D2.txt"]
