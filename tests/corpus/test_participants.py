import re
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from aft_themes.agreement import measure_agreement
from aft_themes.agreement.judgements import collect_judgements
from aft_themes.catalog import (
    CLEAN_TURNS,
    CODER_ASSIGNMENTS,
    PARTICIPANTS,
    QUOTES,
    SEGMENTS,
    THEME_PARTICIPANTS,
    TURNS,
)
from aft_themes.coding.layers import coded_participants
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.participants import (
    describe_participants,
    independent_groups,
    listed_participants,
    load_listed_participants,
    name_participants,
    with_participants,
)
from aft_themes.corpus.sentences import list_sentences, splitter_of
from aft_themes.corpus.speakers import load_speakers
from aft_themes.errors import InputError
from aft_themes.explorer.content import ExplorerStudy, make_content
from aft_themes.figures import draw_participants
from aft_themes.io.parquet import check
from aft_themes.report.facts import collect_facts
from aft_themes.report.findings import place_of
from aft_themes.settings import QuoteSettings, SegmentSettings, check_settings
from aft_themes.tables.participants import participants_table
from aft_themes.tables.small_groups import published_attributes
from aft_themes.themes.passages import make_passages
from aft_themes.themes.quotes import choose_quotes
from aft_themes.themes.saturation import saturation_curve
from aft_themes.themes.themes import cooccurrence, make_themes, theme_groups, theme_participants
from aft_themes.topics.crosswalk import cross_topics
from aft_themes.topics.describe import share_per_participant
from tests.made_results import made_results
from tests.several_participants import (
    BOOK,
    INTERVIEWS,
    PEOPLE,
    SETTINGS,
    SPEAKERS,
    codings,
    explorer_input,
    make_stages,
    write_study,
)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return make_stages(write_study(tmp_path_factory.mktemp("study") / "raw"))


@pytest.fixture(scope="module")
def coded(study):
    spoken = with_participants(codings(), study.segments)
    assigned = seats(study.interviews)
    people = coded_participants(spoken, assigned, study.segments, "human")
    return spoken, theme_participants(spoken, BOOK, people)


def seats(interviews):
    """Say who coded what, as interviews.csv lists it."""
    rows = [
        (row.interview, coder, rank, True, False)
        for row in interviews.itertuples()
        for rank, coder in enumerate(row.coders, 1)
    ]
    return pd.DataFrame(rows, columns=CODER_ASSIGNMENTS.schema.names)


def lists(folder, interviews=INTERVIEWS, speakers=SPEAKERS):
    write_study(folder / "raw", interviews, speakers)
    read = load_interviews(folder / "raw/interviews.csv")
    return read, load_speakers([folder / "raw/speakers.csv"], read)


def test_every_speaker_is_whom_the_lists_say(study):
    spoken = study.turns.set_index(["interview", "speaker"])
    assert spoken["participant"].to_dict() == {
        ("I01", "Interviewer"): "", ("I01", "Eva"): "P01",
        ("I02", "Interviewer"): "", ("I02", "Eva"): "P01",
        ("I03", "Interviewer"): "", ("I03", "Ann"): "C1", ("I03", "Ben"): "C2",
        ("I04", "Moderator"): "", ("I04", "Assistant"): "",
        ("I04", "Ida"): "I04-1", ("I04", "Eva"): "P01", ("I04", "Jon"): "I04-3",
        ("I04", "Kim"): "I04-4", ("I04", "Leo"): "I04-5",
        ("I05", "Interviewer"): "", ("I05", "Mia"): "I05",
    }  # fmt: skip
    assert spoken.loc[("I04", "Assistant"), "role"] == "interviewer"
    assert sorted(study.people["participant"]) == PEOPLE
    assert set(study.segments["participant"]) == set(PEOPLE)
    check(study.turns, TURNS)
    check(study.segments, SEGMENTS)
    check(study.clean, CLEAN_TURNS)


def test_without_a_list_of_speakers_those_of_a_couple_are_counted(tmp_path):
    made = make_stages(write_study(tmp_path / "raw", speakers=""))
    named = dict(zip(made.turns["speaker"], made.turns["participant"], strict=True))
    assert (named["Ann"], named["Ben"], named["Mia"]) == ("I03-1", "I03-2", "I05")
    warned = made.intake.set_index("interview")["warnings"]["I03"]
    assert "2 speakers count as participants, each on their own." in list(warned)


def test_a_number_that_somebody_bears_is_left_out(tmp_path):
    interviews, speakers = lists(tmp_path, speakers=SPEAKERS.replace("C1", "I03-2"))
    speakers = speakers[speakers["speaker"] != "BEN"]
    made = make_stages(tmp_path / "raw")
    named = name_participants(made.turns, interviews, speakers)
    found = dict(zip(named["speaker"], named["participant"], strict=True))
    assert (found["Ann"], found["Ben"]) == ("I03-2", "I03-3")


def test_attributes_belong_to_participants_and_speakers_win(study, tmp_path):
    people = study.people.set_index("participant")
    assert people.loc["P01", "interviews"] == ["I01", "I02", "I04"]
    assert people["age"].to_dict() == {
        "C1": "50", "C2": "50", "I05": "31", "P01": "40",
        **dict.fromkeys(("I04-1", "I04-3", "I04-4", "I04-5"), ""),
    }  # fmt: skip
    assert (people.loc["P01", "site"], people.loc["C1", "site"]) == ("north", "north")
    changed = SPEAKERS.replace("site", "age").replace("C1,north", "C1,51").replace(",north", ",")
    made = make_stages(write_study(tmp_path / "raw", speakers=changed))
    ages = made.people.set_index("participant")["age"]
    assert (ages["C1"], ages["C2"], ages["P01"]) == ("51", "50", "40")
    listed = describe_participants(made.turns, made.interviews, made.speakers)
    check(listed, PARTICIPANTS)


def test_attributes_of_speakers_without_an_id_are_kept(tmp_path):
    told = SPEAKERS.replace("I04,Leo,1,10,participant,,", "I04,Leo,1,10,participant,,south")
    made = make_stages(
        write_study(tmp_path / "raw", speakers=told + "I05,Mia,,,participant,,east\n")
    )
    sites = made.people.set_index("participant")["site"]
    assert (sites["I04-5"], sites["I05"], sites["I04-1"]) == ("south", "east", "")


def test_rows_of_a_participant_that_disagree_are_all_named(tmp_path):
    wrong = INTERVIEWS.replace("I02,second.csv,P01,csv,Eva (1 turn),,", "I02,second.csv,P01,,,41,")
    interviews, speakers = lists(tmp_path, wrong)
    turns = make_stages(write_study(tmp_path / "right")).turns
    with pytest.raises(InputError, match=r"age for participant P01 in the row of I01 and .*of I02"):
        describe_participants(turns, interviews, speakers)
    apart = turns.replace({"participant": {"C1": "p01"}})
    with pytest.raises(InputError, match=r"P01 and p01 differ only in upper and lower case"):
        describe_participants(apart, interviews, speakers)


def test_every_wrong_row_of_the_list_of_speakers_is_named(tmp_path):
    wrong = SPEAKERS + "I09,Eva,,,,,\nI04,,,,,,\nI04,JON,,,,,\nI05,Mia,,,boss,,\nI05,Bo,,,,P 9,\n"
    wrong += "I02,Eva,,,,I02,\n"  # interviews.csv says P01
    with pytest.raises(InputError) as caught:
        lists(tmp_path, speakers=wrong)
    said = str(caught.value)
    assert [int(n) for n in re.findall(r"row (\d+): ", said)] == [11, 12, 13, 14, 15, 16]
    assert "row 8 lists the same speaker" in said
    assert "JON" not in said


def test_whatever_is_counted_of_n_counts_participants(study, coded):
    spoken, counted = coded
    check(counted, THEME_PARTICIPANTS)
    themes = make_themes(counted, spoken, BOOK, SETTINGS.themes).set_index("code")
    assert themes["of"].eq(len(PEOPLE)).all()
    assert themes["n"].to_dict() == {"tasks": 5, "tasks.tape": 3, "tasks.play": 2, "silence": 2}
    assert themes.loc["tasks.tape", "segments"] == 5
    assert themes.loc["tasks.tape", "absent"] == ["C1", "C2", "I04-3", "I04-4", "I05"]
    groups = theme_groups(counted, study.people, SETTINGS.themes)
    north = groups[(groups["code"] == "tasks") & (groups["value"] == "north")].iloc[0]
    assert (north["n"], north["of"]) == (2, 2)
    pairs = cooccurrence(counted, spoken, BOOK).set_index(["code", "other"])
    assert pairs.loc[("tasks.tape", "silence"), "participants"] == 1  # Leo
    curve = saturation_curve(spoken, PEOPLE, seed=1, permutations=5)
    assert curve["participant"].tolist() == PEOPLE
    assert curve["cumulative"].tolist() == [1, 1, 2, 2, 2, 3, 3, 3]


def test_interviews_that_nobody_coded_are_not_counted(study):
    some = codings().query("interview != 'I05'")
    spoken = with_participants(some, study.segments)
    listed = seats(study.interviews.query("interview != 'I05'"))
    people = coded_participants(spoken, listed, study.segments, "human")
    assert people == [name for name in PEOPLE if name != "I05"]
    assert coded_participants(spoken, listed, study.segments, "suggested") == PEOPLE


def test_a_participant_is_quoted_as_one_however_many_the_interviews(study, coded):
    vectors = np.eye(len(study.segments))
    limits = QuoteSettings(min_words=1, per_participant=1)
    sentences = list_sentences(study.clean, splitter_of(study.clean, SegmentSettings()))
    passages = make_passages(coded[0], study.clean, study.segments, sentences, limits)
    quotes = choose_quotes(passages, study.segments, vectors, BOOK, limits)
    check(quotes, QUOTES)
    printed = quotes[quotes["printed"] & quotes["code"].str.startswith("tasks")]
    assert not printed["participant"].duplicated().any()
    further = quotes[(quotes["code"] == "tasks.tape") & ~quotes["printed"]]
    assert not further["participant"].duplicated().any()


def test_agreement_draws_participants_and_reads_interviews(study):
    both = codings("AB")
    listed = seats(study.interviews)
    judged = collect_judgements(study.segments, both, listed, BOOK)
    assert judged.interviews == ["I01", "I03", "I04"]  # the others have one coder
    cells = list(
        zip(judged.cell_interviews.tolist(), judged.cell_participants.tolist(), strict=True)
    )
    # C1, C2, I04-1, I04-3, I04-4, I04-5 and P01, who speaks in two of the interviews
    assert cells == [(0, 6), (1, 0), (1, 1), (2, 2), (2, 3), (2, 4), (2, 5), (2, 6)]
    assert judged.cell_present.shape == (8, 2)
    check(listed, CODER_ASSIGNMENTS)
    table, _ = measure_agreement(study.segments, both, listed, BOOK, check_settings({}))
    assert set(table["interviews"]) == {3}


def test_what_is_tested_is_of_other_people_and_other_interviews(study):
    groups = independent_groups(study.segments)
    by = study.segments.assign(group=groups)
    assert by.groupby("interview")["group"].nunique().eq(1).all()
    assert by.groupby("participant")["group"].nunique().eq(1).all()
    # the first participant names a group; P01 joins two interviews to the focus group
    assert set(groups) == {"C1", "I04-1", "I05"}
    alone = pd.DataFrame({"interview": ["P2", "P1", "P2"], "participant": ["P2", "P1", "P2"]})
    assert independent_groups(alone).tolist() == ["P2", "P1", "P2"]


def test_figures_and_published_groups_show_participants(study, coded):
    spoken, counted = coded
    themes = make_themes(counted, spoken, BOOK, SETTINGS.themes)
    drawn = draw_participants(themes, counted, study.people)
    assert sorted(set(drawn.data["participant"])) == PEOPLE
    told = dict(published_attributes(study.people, PEOPLE, SETTINGS))
    assert len(told["explorer/index.html"]) == len(PEOPLE)


def test_the_explorer_keeps_interviews_and_participants_apart(study):
    content = make_content(ExplorerStudy(**explorer_input(study)))
    assert content["participants"]["id"] == PEOPLE
    interviews = content["interviews"]["id"]
    assert interviews == ["I01", "I02", "I03", "I04", "I05"]
    first = [interviews[one] for one in content["participants"]["interview"]]
    assert first == ["I03", "I03", "I04", "I04", "I04", "I04", "I05", "I01"]
    turns = content["turns"]
    group = [
        "" if person < 0 else PEOPLE[person]
        for interview, person in zip(turns["interview"], turns["participant"], strict=True)
        if interviews[interview] == "I04"
    ]
    assert group == ["", "I04-1", "P01", "I04-3", "", "I04-4", "I04-5"]


def test_topics_count_participants(study):
    placed = study.segments[["segment_id", "interview", "participant"]].assign(
        topic=[1, 1, 2, 2, 1, 1, 2, 2, 1, 2], probability=0.5, x=0.0, y=0.0
    )
    shares = share_per_participant(placed).set_index(["topic", "participant"])["segments"]
    assert (shares[1, "P01"], shares[2, "P01"], shares[1, "C1"]) == (3, 0, 0)
    coded = ["I01", "I02", "I03", "I04"]
    crossed = cross_topics(placed, codings(), coded, resamples=0, confidence=0.95, seed=1)
    pairs = crossed.pairs.set_index(["topic", "code"])
    assert pairs.loc[(1, "tasks.tape"), ["segments", "participants"]].tolist() == [5, 3]


def test_the_report_says_how_participants_and_interviews_go_together(study):
    results = replace(made_results(), people=study.people, intake=study.intake)
    told = collect_facts(results)
    assert told["sample_size"] == "The analysis has 5 interviews with 8 participants."
    assert told["repeats"].startswith(
        "Of the participants, 1 took part in more than one interview. Of the interviews, 2 had "
        "several participants."
    )
    note = participants_table(results).notes[0]
    assert note == (
        "N = 8 participants, in 5 interviews, 1 of them in more than one, "
        "2 of the interviews with several participants."
    )
    quote = SimpleNamespace(participant="P01", interview="I04", turn=3)
    assert place_of(quote) == "P01, interview I04, turn 3"
    assert place_of(SimpleNamespace(participant="P1", interview="P1", turn=3)) == "P1, turn 3"


def test_participants_are_listed_by_the_two_lists_without_a_transcript(study):
    listed = listed_participants(study.interviews, study.speakers)
    named = set(study.speakers.loc[study.speakers["participant"] != "", "participant"])
    assert named <= set(listed["participant"])
    assert "" not in set(listed["participant"])
    alone = set(study.interviews["interview"]) - set(study.speakers["interview"])
    assert alone <= set(listed["interviews"].explode())


def test_the_two_lists_are_read_from_a_studys_folder(tmp_path):
    raw = write_study(tmp_path / "raw")
    listed = load_listed_participants(raw)
    named = set(
        load_speakers([raw / "speakers.csv"], load_interviews(raw / "interviews.csv"))[
            "participant"
        ]
    )
    assert named - {""} <= set(listed["participant"])
    (raw / "speakers.csv").unlink()
    assert not (named - {""}) <= set(load_listed_participants(raw)["participant"])
