"""A table with several interviews in it is refused with the fix, and can be taken apart."""

import csv
import io

import pytest

from aft_themes.transcripts.findings import Kind, TranscriptError
from aft_themes.transcripts.formats.table import interviews_in
from aft_themes.transcripts.source import open_source
from tests.transcripts import making

SAID = "It was a long year, and I did not sleep much in it."


def _rows(column="transcript_id", speaker="interlocutor"):
    yield ["quality", column, "topic", speaker, "timestamp", "utterance_text"]
    for number in (3, 5, 8):
        for turn in range(6):
            who = "client" if turn % 2 else "therapist"
            yield ["high", str(number), "sleep", who, f"00:00:{turn:02}", f"{SAID} {turn}"]


def _csv(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


COLUMNS = ["transcript_id", "Interview", "conversationId", "participant", "Fall-Nr.", "file name"]


@pytest.mark.parametrize("column", COLUMNS)
def test_several_interviews_are_refused_with_their_number(read, column):
    with pytest.raises(TranscriptError, match="3 interviews, told apart by column") as refused:
        read("a.csv", _csv(_rows(column)))
    assert refused.value.kind == Kind.SEVERAL_INTERVIEWS


@pytest.mark.parametrize("speaker", ["role", "who"])
def test_of_participant_and_role_the_one_that_changes_is_the_speaker(read, speaker):
    with pytest.raises(TranscriptError, match="3 interviews"):
        read("a.csv", _csv(_rows("participant", speaker)))
    one = [row for row in _rows("participant", speaker) if row[1] in ("3", "participant")]
    assert {turn.speaker for turn in read("a.csv", _csv(one)).turns} == {"therapist", "client"}


def test_the_parts_keep_their_header_and_rows(tmp_path):
    (tmp_path / "a.csv").write_text(_csv(_rows()), encoding="utf-8")
    parts = interviews_in(open_source(tmp_path / "a.csv"))
    assert [part.name for part in parts] == ["3", "5", "8"]
    assert all(part.rows[0][1] == "transcript_id" and len(part.rows) == 7 for part in parts)


def test_a_workbook_with_one_interview_in_each_sheet(read, tmp_path):
    one = [row for row in _rows() if row[1] in ("3", "transcript_id")]
    content = making.workbook_of({"P1": one, "P2": one, "Notes": [["remark"], ["none"]]})
    with pytest.raises(TranscriptError, match="2 interviews, told apart by sheet"):
        read("a.xlsx", content)
    assert [part.name for part in interviews_in(open_source(tmp_path / "a.xlsx"))] == ["P1", "P2"]


@pytest.mark.parametrize(
    "row",
    [
        lambda number, turn: str(number),  # the same everywhere
        lambda number, turn: f"{number}-{turn}",  # one for each row
        lambda number, turn: str(turn % 2),  # not one below the other
    ],
)
def test_other_columns_do_not_take_an_interview_apart(read, row):
    rows = [["group", "speaker", "text"]]
    rows += [[row(1, turn), "IP"[turn % 2], f"{SAID} {turn}"] for turn in range(12)]
    assert len(read("a.csv", _csv(rows)).turns) == 12


def test_topics_do_not_take_an_interview_apart(read):
    rows = [["topic", "speaker", "text"]]
    rows += [[str(turn // 6), "IP"[turn % 2], f"{SAID} {turn}"] for turn in range(12)]
    assert len(read("a.csv", _csv(rows)).turns) == 12
