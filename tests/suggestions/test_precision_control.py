"""Thresholds that hold a code's precision with a stated confidence, and what else is said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import beta, binom

from aft_themes.stats import bootstrap_weights
from aft_themes.suggestions.assigning import Evidence, Rules, decide, top_only
from aft_themes.suggestions.caution_checks import check_cautions, has_caution
from aft_themes.suggestions.cross_validation import LeftOut
from aft_themes.suggestions.offers import mark_offers, sample_size
from aft_themes.suggestions.precision_control import (
    NEVER,
    Bar,
    Judged,
    alike_within,
    judge_codes,
    nobody_coded,
)

BAR = Bar(0.6, 0.9)


def judged(probable: list[float], right: list[int], people: int = 200) -> Judged:
    groups = np.arange(len(probable)) % people
    return Judged(np.array(probable)[:, None], np.array(right, float)[:, None], groups)


def test_how_many_must_be_right_if_all_are() -> None:
    assert BAR.least_reaching == 5  # .6 ** 4 = .13, .6 ** 5 = .08
    assert Bar(0.9, 0.9).least_reaching == 22
    assert Bar(0.0, 0.9).least_reaching == 1


def test_a_code_that_is_always_right_is_assigned() -> None:
    found = judge_codes(judged([0.9] * 15 + [0.1] * 85, [1] * 15 + [0] * 85), BAR)[0]
    assert (found.verdict, found.threshold) == ("assigns", 0.9)
    assert (found.reaching, found.right, found.coded_segments) == (15, 15, 15)
    # the lower bound is that of Clopper and Pearson
    assert found.precision_low == pytest.approx(beta.ppf(0.1, 15, 1))


def test_the_search_ends_where_a_threshold_fails() -> None:
    """Twenty right ones, then wrong ones; far below right ones that the search never reaches."""
    probable = [0.95 - 0.015 * i for i in range(60)]
    right = [1] * 20 + [0] * 20 + [1] * 20
    found = judge_codes(judged(probable, right), BAR)[0]
    last = found.reaching
    assert 20 < last < 40
    assert binom.sf(20 - 1, last, 0.6) <= 0.1 < binom.sf(20 - 1, last + 1, 0.6)
    assert found.threshold == pytest.approx(probable[last - 1])


def test_equal_probabilities_stand_and_fall_together() -> None:
    found = judge_codes(judged([0.9] * 20 + [0.5] * 20, [1] * 20 + [1, 0, 0, 0] * 5), BAR)[0]
    assert found.reaching == 20


@pytest.mark.parametrize("alike", [False, True])
def test_the_confidence_holds(alike: bool) -> None:
    """True precision below the bar: a code is certified in at most one of ten studies."""
    random = np.random.default_rng(3)
    certified = 0
    groups = np.repeat(np.arange(20), 3)
    for _ in range(400):
        # the segments of a participant are right or wrong together
        share = random.beta(1.16, 0.84, size=20)[groups] if alike else np.full(60, 0.58)
        right = (random.random(60) < share).astype(float)
        probable = random.uniform(0.62, 0.98, 60)
        one = Judged(probable[:, None], right[:, None], groups)
        certified += judge_codes(one, BAR)[0].threshold < NEVER
    assert certified / 400 <= 0.1


def test_segments_of_one_participant_count_less() -> None:
    groups = np.repeat(np.arange(10), 4)
    right = (groups < 8).astype(float)
    alike = Judged(np.full((40, 1), 0.8), right[:, None], groups)
    mixed = Judged(np.full((40, 1), 0.8), right[:, None], np.arange(40) % 10)
    assert alike_within(alike) == pytest.approx(1)
    assert alike_within(mixed) < 0.2
    assert judge_codes(alike, BAR)[0].precision_low < judge_codes(mixed, BAR)[0].precision_low


def test_verdicts_say_what_is_missing() -> None:
    few = judge_codes(judged([0.9] * 14, [1] * 14), BAR)[0]
    assert few.status == "not enough gold: 14 of at least 15 coded segments"
    assert (few.threshold, few.more_segments) == (NEVER, 1)
    lonely = judge_codes(judged([0.9] * 40, [1] * 40, people=3), BAR)[0]
    assert lonely.status == "not enough gold: coded in 3 of at least 4 participants"
    wrong = judge_codes(judged([0.9] * 20 + [0.01] * 20, [0] * 20 + [1] * 20), BAR)[0]
    assert wrong.status == "not automatable: 0.50 right at best"
    nearly = judge_codes(
        judged([0.9] * 10 + [0.01] * 90, ([1] * 7 + [0] * 3) + [1] * 9 + [0] * 81), BAR
    )
    assert nearly[0].verdict == "not enough gold"
    more = nearly[0].more_segments
    assert more is not None
    # seven in ten, and 16 codings for ten that reach: so many more, and the test passes
    reaching = 10 + more * 10 / 16
    assert binom.sf(round(0.7 * reaching) - 1, round(reaching), 0.6) < 0.11
    assert {one.verdict for one in nobody_coded(3)} == {"new site"}


def test_a_bar_of_one_is_never_reached() -> None:
    found = judge_codes(judged([0.99] * 300, [1] * 300), Bar(1.0, 0.9))[0]
    assert found.threshold == NEVER


# --- cautions


def pairs(marked_right: int, plain_right: int) -> pd.DataFrame:
    """Forty marked and forty unmarked suggestions of .6, in twenty participants."""
    right = [1] * marked_right + [0] * (40 - marked_right)
    right += [1] * plain_right + [0] * (40 - plain_right)
    return pd.DataFrame(
        {
            "cautions": [["negation"]] * 40 + [[]] * 40,
            "probability": 0.6,
            "right": right,
            "group": [i % 20 for i in range(80)],
        }
    )


def test_a_mark_blocks_only_where_it_goes_with_errors() -> None:
    weights = bootstrap_weights(20, 200, 1)
    checks, blocking = check_cautions(pairs(24, 24), weights, 0.95)
    assert blocking == frozenset()
    assert checks.set_index("caution").loc["negation", "difference"] == 0
    assert checks["marked"].tolist() == [40, 0, 0]
    checks, blocking = check_cautions(pairs(8, 24), weights, 0.95)
    assert blocking == {"negation"}
    row = checks.set_index("caution").loc["negation"]
    assert (row["right"], row["others_right"]) == (0.2, 0.6)
    assert row["difference"] == pytest.approx(-0.4)
    assert has_caution([["negation"], [], ["hypothetical"]], blocking).tolist() == [1, 0, 0]


def test_no_suggestion_gives_no_verdict_on_marks() -> None:
    checks, blocking = check_cautions(pairs(1, 1).head(0), bootstrap_weights(1, 10, 1), 0.95)
    assert not blocking and checks["difference"].isna().all()


# --- deciding


def evidence(coded: np.ndarray, fold: np.ndarray, cautions: list[list[str]]) -> Evidence:
    number = len(coded)
    probable = np.tile([[0.9, 0.1]], (number, 1))
    left_out = LeftOut(
        rows=np.arange(number),
        probable=probable,
        within=probable,
        predicted=probable > 0.5,
        predicted_within=probable > 0.5,
        fold=fold,
        valence=np.full(probable.shape, -1),
    )
    table = pd.DataFrame(
        {
            "place": np.arange(number),
            "column": 0,
            "cautions": cautions,
            "probability": 0.9,
            "right": coded[:, 0],
            "group": np.arange(number) % 20,
        }
    )
    return Evidence(left_out, coded, np.arange(number) % 20, table)


RULES = Rules(BAR, np.array([False, False]), 100, 1)


def test_an_interview_does_not_choose_its_own_threshold() -> None:
    """Right in the first fold, wrong in the second: each is judged by the other."""
    fold = np.repeat([1, 2], 40)
    coded = np.zeros((80, 2))
    coded[:40, 0] = 1
    coded[40:56, 0] = 1
    found = decide(evidence(coded, fold, [[]] * 80), RULES)
    assert not found.blind[fold == 1].any()
    assert found.blind[fold == 2, 0].all()
    assert found.fold_thresholds[1][0] == NEVER and found.fold_thresholds[2][0] == 0.9


def test_a_mark_that_blocks_is_not_assigned() -> None:
    fold = np.tile([1, 2], 40)
    coded = np.zeros((80, 2))
    coded[:60, 0] = 1
    cautions = [[]] * 60 + [["hypothetical"]] * 20
    found = decide(evidence(coded, fold, cautions), RULES)
    assert found.blocking == {"hypothetical"}
    assert found.blind[:60, 0].all() and not found.blind[60:].any()
    person = Rules(BAR, np.array([True, False]), 100, 1)
    assert decide(evidence(coded, fold, cautions), person).verdicts[0].verdict == "needs a person"


def test_only_listed_codes_are_assigned() -> None:
    kept = top_only(np.array([[0.1, 0.2, 0.3, 0.4, 0.5, 0.6]]))
    assert kept.tolist() == [[-1, 0.2, 0.3, 0.4, 0.5, 0.6]]


# --- offers


def suggestions(chances: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "interview": ["P01", "P02"] * (len(chances) // 2),
            "segment_id": [f"s{i}" for i in range(len(chances))],
            "code": "a",
            "confidence": chances,
        }
    )


def offer(frame: pd.DataFrame, seed: int = 1, one_by_one: tuple[str, ...] = ()) -> pd.DataFrame:
    return mark_offers(frame, {"P02"}, offer_from=0.3, one_by_one=one_by_one, seed=seed)


def test_offers_are_of_uncoded_interviews() -> None:
    found = offer(suggestions([0.9, 0.8, 0.79, 0.79, 0.3, 0.3, 0.29, 0.29]))
    assert found["offered"].tolist() == ["", "sure", "", "likely", "", "likely", "", ""]
    assert offer(suggestions([0.9, 0.9]), one_by_one=("a",))["offered"].tolist() == ["", "likely"]


def test_the_sample_is_drawn_by_the_seed_and_stays() -> None:
    many = suggestions([0.9] * 400)
    found = offer(many)
    assert found["sampled"].sum() == sample_size(200) == 20
    assert found["sampled"].tolist() == offer(many)["sampled"].tolist()
    assert found["sampled"].tolist() != offer(many, seed=2)["sampled"].tolist()
    half = offer(many.head(200))
    inside = found["sampled"].head(200) & ~half["sampled"]
    assert not inside.any(), "who is drawn from many is drawn from fewer of them"
    assert [sample_size(n) for n in (0, 3, 10, 100, 101)] == [0, 3, 10, 10, 11]
