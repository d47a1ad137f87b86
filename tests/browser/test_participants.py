from collections.abc import Callable
from pathlib import Path

import pytest

from tests.several_participants import PEOPLE, explorer_input, make_stages, write_study

from .making import Study
from .reader import Reader


@pytest.fixture(scope="session")
def group_page(
    write_page: Callable[[str, Study], Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    made = make_stages(write_study(tmp_path_factory.mktemp("several") / "raw"))
    return write_page("several", explorer_input(made))


def test_counts_are_of_participants_and_transcripts_of_interviews(
    reader: Reader, group_page: Path
) -> None:
    reader.open(group_page, "#code=tasks.tape")
    assert reader.status == f"Tasks.Tape: 3 of {len(PEOPLE)} participants, 5 segments."
    places = [text.split(":")[0] for text in reader.texts(".reference .place")]
    assert "P01, interview I04, turn 3" in places
    assert "Whole study: 3 of 8" in reader.texts(".whole")[0]


def test_a_participant_is_chosen_in_all_interviews(reader: Reader, group_page: Path) -> None:
    reader.open(group_page, "#participant=P01")
    assert reader.segments == ["I01.002.1", "I02.002.1", "I04.003.1"]
    reader.go("#participant=P01&view=transcript")
    assert reader.status == "Transcript of I01, 2 turns."


def test_the_transcript_of_a_group_names_who_speaks(reader: Reader, group_page: Path) -> None:
    reader.open(group_page, "#view=transcript&interview=I04&code=silence")
    assert reader.status == "Transcript of I04, 7 turns."
    assert "P01 · 40 · north" in reader.texts("p.person")[0]
    said = [text.split(" turn")[0] for text in reader.texts(".speaker")]
    assert said == ["Interviewer", "I04-1", "P01", "I04-3", "Interviewer", "I04-4", "I04-5"]
