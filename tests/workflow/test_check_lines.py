"""What `aft-themes check` says of a study."""

import pytest

from aft_themes.coding.coder_assignments import Note
from aft_themes.errors import AftThemesError, SettingsError
from aft_themes.workflow.check_inputs import raise_all
from aft_themes.workflow.check_placement import say_apart
from aft_themes.workflow.check_study import Checked, check_study, merged_settings


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    raw = tmp_path / "data/raw/mini"
    (raw / "transcripts").mkdir(parents=True)
    (raw / "interviews.csv").write_text(
        "interview,file,interviewer_label\nP01,P01.txt,I\nP02,P02.txt,I\n"
    )
    (raw / "codebook.yaml").write_text("title: T\nversion: '1'\ncodes:\n- {id: a, name: A}\n")
    (raw / "transcripts/P01.txt").write_text("I: What helped you?\nP: The tapes, I think.\n")
    return raw


def test_a_missing_transcript_is_left_out_and_stops_nothing(raw):
    found = check_study(raw.name)
    assert (found.problems, found.read) == ([], 1)
    (left,) = found.left_out
    assert left.startswith("P02.txt (missing): ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("seed: 3\nquotes: [1\n", r"settings\.yaml, line 3: is not valid YAML"),
        ("- seed\n", r"settings\.yaml: must hold `key: value` lines"),
        (b"seed: \xff\xfe\n", r"settings\.yaml: is not in UTF-8"),
    ],
)
def test_settings_that_cannot_be_read_name_the_file_and_the_line(raw, text, message):
    (raw / "settings.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SettingsError, match=message):
        merged_settings(raw.name)
    assert len(check_study(raw.name).problems) == 1


def test_the_studys_own_settings_win_key_by_key(raw):
    config = raw.parents[2] / "config"
    config.mkdir()
    (config / "config.yaml").write_text("seed: 4\nquotes: {min_words: 5, max_words: 50}\n")
    (raw / "settings.yaml").write_text("quotes: {max_words: 60}\n")
    merged = merged_settings(raw.name)
    assert (merged.study, merged.seed) == ("mini", 4)
    assert (merged.quotes.min_words, merged.quotes.max_words) == (5, 60)


def test_a_coders_file_may_be_called_codings(raw):
    (raw / "codings").mkdir()
    table = "interview,quote,code\nP01,The tapes I think,a\nP01,nobody said this here,a\n"
    (raw / "codings" / "codings.csv").write_text(table)
    assert any("See codings.csv row 3." in line for line in check_study(raw.name).lines())


def test_what_is_most_important_comes_first_and_nothing_is_said_of_nothing():
    assert Checked(read=2).lines() == ["2 transcripts can be read.", "Nothing needs mending."]
    found = Checked(["wrong."], ["left."], ["lost."], ["odd.", "odder."], read=2)
    assert found.lines() == [
        "2 transcripts can be read.",
        "Mend these before a run (1):",
        "  - wrong.",
        "Left out of the analysis (1):",
        "  - left.",
        "Codings that will be lost (1):",
        "  - lost.",
        "Look at these (2):",
        "  - odd.",
        "  - odder.",
    ]


def test_problems_stop_a_run_with_all_of_them_at_once():
    raise_all([])
    with pytest.raises(AftThemesError) as one:
        raise_all(["a.csv: wrong."])
    assert str(one.value) == "a.csv: wrong."
    with pytest.raises(AftThemesError) as two:
        raise_all(iter(["a.csv: wrong.", "b.csv: wrong."]))
    assert str(two.value) == (
        "2 problems must be corrected before the run:\n  1. a.csv: wrong.\n  2. b.csv: wrong."
    )


@pytest.mark.parametrize(("pairs", "lines"), [(1, 1), (2, 2), (3, 1)])
def test_many_pairs_of_coders_are_one_line(pairs, lines):
    names = ["Ada and Bo", "Ada and Cy", "Bo and Cy"][:pairs]
    notes = [Note("apart", f"Coders {name}", "hardly agree.", "list them.") for name in names]
    told = say_apart(notes)
    assert len(told) == lines
    assert told[0].startswith("Coders Ada and Bo hardly agree. Fix: list them.")
    assert ("The same is true of Ada and Cy, Bo and Cy." in told[0]) is (pairs == 3)
