import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from aft_themes.catalog import CODINGS, COOCCURRENCE, THEME_GROUPS, THEME_PARTICIPANTS, THEMES
from aft_themes.codebook.codes import Code, Codebook
from aft_themes.io.parquet import check
from aft_themes.settings import ThemeSettings
from aft_themes.stats import wilson
from aft_themes.themes.themes import (
    cooccurrence,
    frequency_label,
    make_themes,
    theme_groups,
    theme_participants,
)
from aft_themes.vocabulary import join_valences

IDS = ("tasks", "tasks.tape", "repair")
BOOK = Codebook("Test", "1.0", tuple(Code(code, code, "d", "i", "e") for code in IDS))
PEOPLE = ["P01", "P02", "P03", "P04"]
SETTINGS = ThemeSettings(attributes=("cohort",))


def codings():
    rows = [
        ("P01", "P01.002.1", "tasks.tape", "benefit"),
        ("P01", "P01.002.2", "tasks", "challenge"),
        ("P02", "P02.002.1", "tasks.tape", "none"),
        ("P02", "P02.002.1", "repair", "benefit"),
        ("P03", "P03.002.1", "repair", "benefit"),
    ]
    frame = pd.DataFrame(rows, columns=["interview", "segment_id", "code", "valence"])
    rest = {name: "" for name in CODINGS.schema.names if name not in frame}
    return frame.assign(participant=frame["interview"], **rest)


def test_a_code_below_counts_for_the_code_above():
    counted = theme_participants(codings(), BOOK, PEOPLE)
    check(counted, THEME_PARTICIPANTS)
    tasks = counted[counted["code"] == "tasks"].set_index("participant")
    assert tasks["segments"].to_dict() == {"P01": 2, "P02": 1, "P03": 0, "P04": 0}
    assert tasks["valence"].to_dict() == {"P01": "mixed", "P02": "none", "P03": "", "P04": ""}


def test_the_theme_table():
    coded = codings()
    counted = theme_participants(coded, BOOK, PEOPLE)
    themes = make_themes(counted, coded, BOOK, SETTINGS)
    check(themes, THEMES)
    tasks = themes.set_index("code").loc["tasks"]
    assert (tasks["n"], tasks["of"], tasks["segments"]) == (2, 4, 3)
    assert (tasks["mixed"], tasks["none"], tasks["benefit"]) == (1, 1, 0)
    assert (tasks["benefit_segments"], tasks["challenge_segments"]) == (1, 1)
    assert tasks["absent"] == ["P03", "P04"]
    # participants who were coded but lack every theme stay in the denominator
    assert themes["of"].eq(4).all()


def test_a_study_without_codings_has_themes_that_nobody_has():
    nothing = codings()[:0]
    counted = theme_participants(nothing, BOOK, PEOPLE)
    themes = make_themes(counted, nothing, BOOK, SETTINGS)
    assert themes["n"].eq(0).all()
    check(cooccurrence(counted, nothing, BOOK), COOCCURRENCE)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3 (Wilson)
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_agrees_with_newcombe(successes, trials, low, high):
    assert wilson(successes, trials, 0.95) == pytest.approx((low, high), abs=5e-5)


def test_wilson_agrees_with_scipy():
    for trials in (1, 7, 36, 400):
        for successes in {0, 1, trials // 3, trials - 1, trials}:
            for confidence in (0.9, 0.95, 0.99):
                scipy = binomtest(successes, trials).proportion_ci(confidence, method="wilson")
                assert wilson(successes, trials, confidence) == pytest.approx(
                    (scipy.low, scipy.high), abs=1e-12
                )


def test_wilson_without_trials_knows_nothing():
    assert wilson(0, 0, 0.95) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("n", "label"),
    [
        (36, "general"),
        (35, "general"),
        (34, "typical"),
        (19, "typical"),
        (18, "variant"),
        (4, "variant"),
        (3, "rare"),
        (2, "rare"),
        (1, ""),
        (0, ""),
    ],
)
def test_labels_of_consensual_qualitative_research(n, label):
    assert frequency_label(n, 36, ThemeSettings(labels="hill")) == label
    assert not frequency_label(n, 36, SETTINGS)  # other approaches have no labels


def test_valences_join():
    assert join_valences(["none", "benefit", "none"]) == "benefit"
    assert join_valences(["challenge", "benefit"]) == "mixed"
    assert join_valences(["none"]) == "none"


def test_groups_count_every_participant_once():
    people = pd.DataFrame({"participant": PEOPLE, "cohort": ["old", "old", "new", ""]})
    groups = theme_groups(theme_participants(codings(), BOOK, PEOPLE), people, SETTINGS)
    check(groups, THEME_GROUPS)
    repair = groups[groups["code"] == "repair"].set_index("value")
    assert repair[["n", "of"]].to_dict("index") == {
        "new": {"n": 1, "of": 1},
        "not stated": {"n": 0, "of": 1},
        "old": {"n": 1, "of": 2},
    }
    assert set(groups["attribute"]) == {"cohort"}


def test_cooccurrence_against_numpy():
    coded = codings()
    counted = theme_participants(coded, BOOK, PEOPLE)
    pairs = cooccurrence(counted, coded, BOOK)
    check(pairs, COOCCURRENCE)
    assert list(zip(pairs["code"], pairs["other"], strict=True)) == [
        ("tasks", "repair"),
        ("tasks.tape", "repair"),
    ]
    first = pairs.iloc[0]
    assert (first["participants"], first["segments"], first["expected"]) == (1, 1, 1.0)
    assert first["jaccard"] == pytest.approx(1 / 3)
    assert first["phi"] == pytest.approx(np.corrcoef([1, 1, 0, 0], [0, 1, 1, 0])[0, 1])


def test_phi_and_jaccard_of_unequal_codes_against_numpy():
    people = [f"P{number:02d}" for number in range(1, 13)]
    has = {"tasks.tape": people[:7], "repair": [*people[:3], *people[8:10]]}
    rows = [
        {
            "interview": person,
            "participant": person,
            "segment_id": f"{person}.002.1",
            "code": code,
            "valence": "none",
        }
        for code, persons in has.items()
        for person in persons
    ]
    coded = pd.DataFrame(rows)
    pairs = cooccurrence(theme_participants(coded, BOOK, people), coded, BOOK)
    row = pairs[(pairs["code"] == "tasks.tape") & (pairs["other"] == "repair")].iloc[0]
    columns = [[int(person in has[code]) for person in people] for code in has]
    assert (row["participants"], row["segments"]) == (3, 3)
    assert row["expected"] == pytest.approx(7 * 5 / 12)
    assert row["jaccard"] == pytest.approx(3 / 9)
    assert row["phi"] == pytest.approx(np.corrcoef(columns)[0, 1])
