"""Estimated prevalences: intervals that cover, samples that can be checked, refusals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from benchmarks.prevalence import simulate
from click.testing import CliRunner
from scipy.stats import betabinom

from aft_themes.catalog import THEME_ESTIMATES
from aft_themes.cli import main
from aft_themes.corpus.drawn_sample import (
    draw_sample,
    drawn_participants,
    load_sample,
    write_sample,
)
from aft_themes.errors import InputError
from aft_themes.io.parquet import check
from aft_themes.settings import check_settings
from aft_themes.tables.estimates import say_estimates
from aft_themes.tables.registry import build_tables
from aft_themes.themes.estimates import (
    coded_whole,
    estimate_themes,
    machine_labels,
    why_refused,
)
from aft_themes.themes.prevalence import Stratum, estimate_prevalence
from aft_themes.workflow.check_inputs import StudyInputs, check_inputs
from aft_themes.workflow.study_files import StudyFiles
from tests.made_results import made_results

PEOPLE = [f"P{n:02d}" for n in range(1, 37)]


def listed(names: list[str] = PEOPLE) -> pd.DataFrame:
    return pd.DataFrame({"participant": names, "interviews": [[name] for name in names]})


# --- the interval


def test_people_alone_follow_a_beta_binomial() -> None:
    """A label that everybody has says nothing: the interval is that of one stratum."""
    found = estimate_prevalence(Stratum(12, 6, 24), Stratum(0, 0, 0), 0.95)
    rest = betabinom(24, 6.5, 6.5)
    assert (found.low, found.high) == (6 + rest.ppf(0.025), 6 + rest.ppf(0.975))
    assert (found.people_low, found.people_high) == (found.low, found.high)
    assert not found.uses_machine
    assert found.number == 18


def test_a_good_label_makes_the_interval_narrower() -> None:
    found = estimate_prevalence(Stratum(6, 6, 10), Stratum(6, 0, 14), 0.95)
    assert found.uses_machine
    assert found.high - found.low < found.people_high - found.people_low
    assert found.number == 16  # six who were coded, and the ten with the label


def test_everybody_coded_leaves_nothing_to_estimate() -> None:
    found = estimate_prevalence(Stratum(6, 4, 0), Stratum(6, 1, 0), 0.95)
    assert (found.number, found.low, found.high) == (5, 5, 5)


def test_a_stratum_that_nobody_coded_takes_the_common_share() -> None:
    found = estimate_prevalence(Stratum(0, 0, 4), Stratum(12, 3, 20), 0.95)
    assert found.low <= found.number <= found.high
    assert found.number == pytest.approx(3 + 24 * 3 / 12)


@pytest.mark.parametrize("accuracy", [0.6, 0.75, 0.85, 0.95])
def test_the_interval_covers_and_is_never_wider(accuracy: float) -> None:
    """Six hundred studies of 36 participants, 12 coded; the benchmark has 4,000 of each kind."""
    found = simulate(accuracy, 0.35, studies=600, people=36, coded=12, seed=2)
    assert found.coverage >= 0.93  # .95 less twice the error of 600 studies
    assert found.wider == 0
    assert found.width <= found.people_width
    if accuracy == 0.95:
        assert found.width < 0.85 * found.people_width
        assert found.machine_bias == pytest.approx(0.05 * (1 - 2 * 0.35), abs=0.01)


# --- the drawn sample


def test_a_draw_is_the_seeds_and_may_grow() -> None:
    first, more = (draw_sample(listed(), size, 7, "2026-01-05") for size in (12, 16))
    assert len(drawn_participants(first)) == 12
    assert set(drawn_participants(first)) < set(drawn_participants(more))
    assert first["place"].tolist() == [str(n) for n in range(1, 37)]
    other = draw_sample(listed(), 12, 8, "2026-01-05")
    assert drawn_participants(first) != drawn_participants(other)
    fewer = draw_sample(listed(PEOPLE[:20]), 20, 7, "2026-01-05")["participant"].tolist()
    assert fewer == [one for one in first["participant"] if one in PEOPLE[:20]]


def test_each_participant_is_drawn_as_often() -> None:
    drawn = [drawn_participants(draw_sample(listed(), 12, seed, "")) for seed in range(600)]
    times = pd.Series(np.concatenate(drawn)).value_counts()
    assert len(times) == 36
    assert times.min() > 150 and times.max() < 250  # 200 on average, sd 11.5


def test_a_second_draw_is_refused_and_a_larger_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "drawn_sample.csv"
    write_sample(draw_sample(listed(), 12, 7, "2026-01-05"), path)
    write_sample(draw_sample(listed(), 16, 7, "2026-02-01"), path)
    dates = load_sample(path).query("drawn == 'yes'")["date"].value_counts()
    assert dates.to_dict() == {"2026-01-05": 12, "2026-02-01": 4}
    for size, seed in ((16, 8), (12, 7)):
        with pytest.raises(InputError, match="holds another draw"):
            write_sample(draw_sample(listed(), size, seed, "2026-02-02"), path)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda frame: frame.iloc[::-1], "order is not the one"),
        (lambda frame: frame.assign(drawn=["no", *["yes"] * 35]), "others than the first"),
        (lambda frame: frame.assign(seed=["8", *["7"] * 35]), "seed is not one"),
        (lambda frame: frame.assign(seed="x"), "seed is not one"),
    ],
)
def test_a_draw_changed_by_hand_is_refused(tmp_path: Path, change, problem: str) -> None:
    path = tmp_path / "drawn_sample.csv"
    change(draw_sample(listed(), 12, 7, "2026-01-05")).to_csv(path, index=False)
    with pytest.raises(InputError, match=problem):
        load_sample(path)


def test_who_withdraws_leaves_the_others_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "drawn_sample.csv"
    sample = draw_sample(listed(), 12, 7, "2026-01-05")
    sample[sample["participant"] != "P04"].to_csv(path, index=False)
    assert len(load_sample(path)) == 35


def test_focus_groups_cannot_be_drawn() -> None:
    people = pd.DataFrame({"participant": ["P1", "P2"], "interviews": [["G1"], ["G1"]]})
    with pytest.raises(InputError, match="several participants, such as G1"):
        draw_sample(people, 1, 7, "")
    with pytest.raises(InputError, match="draw 1 to 36"):
        draw_sample(listed(), 37, 7, "")


def test_the_command_writes_the_draw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = tmp_path / "data" / "raw" / "s"
    raw.mkdir(parents=True)
    lines = ["interview,file", *(f"{one},{one}.txt" for one in PEOPLE)]
    (raw / "interviews.csv").write_text("\n".join(lines))
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(main, ["draw-sample", "s", "--size", "12", "--seed", "7"])
    assert said.exit_code == 0, said.output
    drawn = drawn_participants(load_sample(raw / "drawn_sample.csv"))
    assert ", ".join(drawn) in said.output and len(drawn) == 12
    again = CliRunner().invoke(main, ["draw-sample", "s", "--size", "12", "--seed", "8"])
    assert again.exit_code == 1 and "holds another draw" in again.output


# --- what is refused


SAMPLE = draw_sample(listed(), 12, 7, "2026-01-05")
DRAWN = drawn_participants(SAMPLE)
REST = [one for one in PEOPLE if one not in DRAWN]


@pytest.mark.parametrize(
    ("people", "sample", "coded", "reason"),
    [
        (PEOPLE, None, DRAWN, "were not drawn at random"),
        (PEOPLE, SAMPLE, DRAWN[1:], "1 participant is drawn but not coded"),
        (PEOPLE, SAMPLE, [*DRAWN, *REST[:7]], "7 participants are coded but not drawn"),
        (
            [*PEOPLE, "P99"],
            SAMPLE,
            DRAWN,
            "1 participant is not in the list that the sample was drawn from: P99",
        ),
        (PEOPLE, draw_sample(listed(), 3, 7, ""), None, "only 3 participants are coded"),
        (PEOPLE, SAMPLE, DRAWN, ""),
        ([one for one in PEOPLE if one != DRAWN[0]], SAMPLE, DRAWN[1:], ""),  # who withdrew
    ],
)
def test_estimates_are_refused_without_a_random_sample(people, sample, coded, reason) -> None:
    known = drawn_participants(sample) if coded is None else coded
    found = why_refused(people, sample, known)
    assert reason in found if reason else found == ""


def test_settings_that_need_a_draw_are_checked_first(tmp_path: Path) -> None:
    inputs = StudyInputs(tmp_path / "a.csv", tmp_path / "b.yaml", tmp_path)
    asked = check_settings({"coding": {"final": "human+estimated"}})
    assert any("needs drawn_sample.csv" in one for one in check_inputs(inputs, asked).problems)
    bad = tmp_path / "drawn_sample.csv"
    SAMPLE.iloc[::-1].to_csv(bad, index=False)
    problems = check_inputs(replace(inputs, drawn_sample=bad), check_settings({})).problems
    assert any("order is not the one" in one for one in problems)


def test_estimates_are_made_only_if_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = tmp_path / "data" / "raw" / "s"
    raw.mkdir(parents=True)
    (raw / "interviews.csv").write_text("interview,file\nP01,a.txt\n")
    monkeypatch.chdir(tmp_path)
    for final, names in (("human", []), ("human+estimated", ["theme_estimates"])):
        coding = check_settings({"coding": {"final": final}}).coding
        assert list(StudyFiles("s", coding).theme_estimates) == names


# --- the table


SEGMENTS = pd.DataFrame(
    {
        "segment_id": [f"{one}.1" for one in PEOPLE],
        "interview": PEOPLE,
        "participant": PEOPLE,
    }
)


def estimates(refused: str = "") -> pd.DataFrame:
    """Half of the coded have the code; the machine labels them all, and ten of the others."""
    having = DRAWN[:6]
    counted = pd.DataFrame(
        [(code, one, int(code == "a" and one in having)) for code in "ab" for one in DRAWN],
        columns=["code", "participant", "segments"],
    )
    labels = pd.DataFrame(
        [("a", one, one in [*having, *REST[:10]]) for one in PEOPLE],
        columns=["code", "participant", "labelled"],
    )
    found = estimate_themes(counted, labels, ["a", "b"], PEOPLE, confidence=0.95, refused=refused)
    return check(found, THEME_ESTIMATES).to_pandas()


def test_strata_are_the_machines_labels() -> None:
    row = estimates().set_index("code").loc["a"]
    assert (row["of"], row["coded"], row["having"]) == (36, 12, 6)
    assert (row["labelled"], row["labelled_coded"], row["labelled_having"]) == (16, 6, 6)
    assert row["share"] == pytest.approx(16 / 36) and row["uses_machine"]
    assert row["low"] > row["people_low"] and row["high"] < row["people_high"]
    rare = estimates().set_index("code").loc["b"]
    assert (rare["share"], rare["low"], rare["machine_share"]) == (0, 0, 0)


def test_a_refusal_gives_no_number() -> None:
    found = estimates("nobody drew lots")
    assert found["share"].isna().all() and set(found["refused"]) == {"nobody drew lots"}
    assert found["having"].tolist() == [6, 0]


def test_labels_are_of_participants() -> None:
    scores = pd.DataFrame(
        {
            "segment_id": ["P01.1", "P01.1", "P02.1"],
            "code": ["a", "b", "a"],
            "predicted_within": [True, False, False],
        }
    )
    found = machine_labels(scores, SEGMENTS)
    assert found.to_numpy().tolist() == [
        ["a", "P01", True],
        ["a", "P02", False],
        ["b", "P01", False],
    ]


def test_a_participant_is_coded_if_every_interview_is() -> None:
    segments = pd.DataFrame({"interview": ["A", "B", "C"], "participant": ["P1", "P1", "P2"]})
    assert coded_whole(segments, pd.DataFrame({"interview": ["A", "C"]})) == ["P2"]


def test_theme_table_and_report_sentence_say_the_estimate() -> None:
    results = made_results(settings=check_settings({"coding": {"final": "human+estimated"}}))
    codes = results.codebook.ids
    found = estimates().iloc[[0] * len(codes)].assign(code=codes)
    table = build_tables(replace(results, theme_estimates=found))["themes"]
    at = [column.name for column in table.columns].index("Estimated % of 36")
    assert {row.cells[at] for row in table.rows} == {"44 [33, 61]"}
    assert "12 of 36 participants, drawn at random" in table.note
    said = say_estimates(replace(results, theme_estimates=estimates("nobody drew lots")))
    assert said == "Shares of all participants were not estimated: nobody drew lots."
    plain = build_tables(made_results())["themes"]
    assert not any(column.name.startswith("Estimated") for column in plain.columns)
