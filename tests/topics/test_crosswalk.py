"""Topics by codes: residuals and lifts by hand, intervals, coverage, scatter."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from aft_themes.catalog import CODE_SCATTER, CROSSWALK, TOPIC_COVERAGE
from aft_themes.io.parquet import write_frame
from aft_themes.topics.crosswalk import Crosswalk, cross_topics, has_intervals

PEOPLE = [f"P{i:02d}" for i in range(10)]


def place(topics: dict[str, int]) -> pd.DataFrame:
    """Assignments: segment ids that begin with the interview, and their topics."""
    return pd.DataFrame(
        {
            "segment_id": list(topics),
            "interview": [name[:3] for name in topics],
            "participant": [name[:3] for name in topics],
            "topic": list(topics.values()),
            "probability": [round(0.5 + 0.001 * i, 6) for i in range(len(topics))],
            "x": 0.0,
            "y": 0.0,
        }
    )


def code(marks: list[tuple[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(marks, columns=["segment_id", "code"])


def table(counts: dict[tuple[int, str], int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Segments with given numbers of topic and code ("" for none), spread over ten people."""
    topics, marks, n = {}, [], 0
    for (topic, name), count in counts.items():
        for _ in range(count):
            segment = f"{PEOPLE[n % 10]}.{n:03d}.1"
            topics[segment] = topic
            if name:
                marks.append((segment, name))
            n += 1
    return place(topics), code(marks)


def cross(placed: pd.DataFrame, marks: pd.DataFrame, resamples: int = 200) -> Crosswalk:
    return cross_topics(placed, marks, PEOPLE, resamples=resamples, confidence=0.95, seed=1)


def test_lift_and_residual_by_hand() -> None:
    """Topic 1 by code a: 30 of 40 segments of the topic, 40 with the code, 100 in all.

    Expected 40 * 40 / 100 = 16; lift 30 / 16; residual (30 - 16) / sqrt(16 * .6 * .6).
    """
    found = cross(*table({(1, "a"): 30, (1, ""): 10, (2, "a"): 10, (2, "b"): 50}), resamples=0)
    row = found.pairs.set_index(["topic", "code"]).loc[(1, "a")]
    assert row["segments"] == 30
    assert row["participants"] == 10
    assert row["expected"] == 16
    assert row["lift"] == 30 / 16
    assert row["residual"] == pytest.approx(14 / np.sqrt(16 * 0.6 * 0.6), abs=1e-6)
    assert row["share_of_topic"] == 0.75
    assert row["share_of_code"] == 0.75
    assert row["together"]
    assert np.isnan(row["lift_low"])
    assert not found.pairs.set_index(["topic", "code"]).loc[(2, "a"), "together"]


def test_residuals_equal_a_published_method() -> None:
    """Adjusted residuals of a 2 x 2 table are the signed root of Pearson's chi-square."""
    from scipy.stats import chi2_contingency

    counts = {(1, "a"): 17, (1, ""): 23, (2, "a"): 9, (2, ""): 51}
    found = cross(*table(counts), resamples=0).pairs.set_index("topic")["residual"]
    chi2 = chi2_contingency([[17, 23], [9, 51]], correction=False).statistic
    assert found[1] == pytest.approx(np.sqrt(chi2), abs=1e-6)
    assert found[2] == pytest.approx(-np.sqrt(chi2), abs=1e-6)


def test_intervals_draw_participants_not_segments() -> None:
    """All 20 segments that make a code frequent in a topic are of one person: no sure link."""
    many = {(1, "a"): 20, (1, ""): 20, (2, "a"): 5, (2, ""): 55}
    placed, marks = table(many)
    spread = cross(placed, marks).pairs.set_index(["topic", "code"]).loc[(1, "a")]
    rename = {name: f"P00.{i:03d}.1" for i, name in enumerate(marks["segment_id"][:20])}
    placed = placed.replace({"segment_id": rename})
    placed["interview"] = placed["participant"] = placed["segment_id"].str[:3]
    alone = cross(placed, marks.replace({"segment_id": rename}))
    one = alone.pairs.set_index(["topic", "code"]).loc[(1, "a")]
    assert one["residual"] == spread["residual"]
    assert spread["together"]
    assert spread["lift_low"] > 1
    assert one["participants"] == 1
    assert not one["together"]
    assert one["lift_low"] < 1


def test_uncovered_topics_are_named_with_their_segments() -> None:
    placed, marks = table({(1, "a"): 40, (2, "b"): 30, (2, ""): 10, (3, ""): 18, (3, "a"): 2})
    found = cross(placed, marks).topics.set_index("topic")
    assert found["uncovered"].to_dict() == {1: False, 2: False, 3: True}
    assert found.loc[3, "share_covered"] == 0.1
    assert found.loc[3, "share_low"] <= 0.1 <= found.loc[3, "share_high"]
    assert "no code belongs to it" in found.loc[3, "reason"]
    bare = placed[(placed["topic"] == 3) & ~placed["segment_id"].isin(marks["segment_id"])]
    candidates = found.loc[3, "candidates"]
    assert len(candidates) == len({name[:3] for name in candidates}) == bare["interview"].nunique()
    assert set(candidates) <= set(bare["segment_id"])
    assert list(found.loc[1, "codes"]) == ["a"]


def test_codes_that_scatter_are_told_from_codes_that_do_not() -> None:
    marks = {(1, "home"): 30, (1, "wide"): 10, (2, "wide"): 10, (3, "wide"): 10, (2, ""): 20}
    found = cross(*table({**marks, (3, ""): 20, (2, "rare"): 1, (3, "rare"): 1})).codes
    found = found.set_index("code")
    assert found["scatters"].to_dict() == {"home": False, "rare": False, "wide": True}
    assert found.loc["wide", "effective_topics"] == pytest.approx(3)
    assert found.loc["home", "effective_topics"] == 1
    # home is all in topic 1, which has 40 of 102 segments: (1 - 40/102 + 62/102) / 2
    assert found.loc["home", "distance"] == pytest.approx(62 / 102, abs=1e-6)


def test_uncoded_interviews_do_not_count() -> None:
    placed, marks = table({(1, "a"): 20, (2, ""): 20})
    some = cross_topics(placed, marks, PEOPLE[:5], resamples=10, confidence=0.95, seed=1)
    assert some.topics["segments"].sum() == 20


@pytest.mark.parametrize(("people", "intervals"), [(5, False), (6, True)])
def test_fewer_than_six_participants_give_no_intervals(people: int, intervals: bool) -> None:
    placed, marks = table({(1, "a"): 50, (2, "a"): 10, (2, ""): 40, (1, ""): 10, (2, "b"): 10})
    mine = placed[placed["participant"].isin(PEOPLE[:people])]
    found = cross_topics(mine, marks, PEOPLE, resamples=200, confidence=0.95, seed=1)
    assert has_intervals(found.pairs) is intervals
    assert found.pairs["lift_high"].notna().any() == intervals
    assert found.topics["share_low"].notna().any() == intervals
    assert found.codes["distance_low"].notna().any() == intervals
    assert found.pairs.set_index(["topic", "code"]).loc[(1, "a"), "together"]
    fewer = "fewer of its segments" in found.topics.set_index("topic").loc[2, "reason"]
    assert fewer == intervals  # a share counts as lower only with its interval


def test_a_pair_of_few_segments_or_people_is_no_link() -> None:
    few = cross(*table({(1, "a"): 4, (1, ""): 10, (2, ""): 86})).pairs
    assert few["residual"].max() > 3
    assert not few["together"].any()


def test_a_code_twice_on_a_segment_counts_once() -> None:
    placed, marks = table({(1, "a"): 20, (2, ""): 20})
    twice = cross(placed, pd.concat([marks, marks]))
    assert twice.pairs.equals(cross(placed, marks).pairs)


@pytest.mark.parametrize("marks", [[], [("P99.001.1", "a")]])
def test_nothing_to_cross_gives_empty_tables(marks: list[tuple[str, str]], tmp_path: Path) -> None:
    found = cross(place({"P00.001.1": 1}), code(marks))
    assert found.pairs.empty
    keep_contracts(found, tmp_path)


def test_one_topic_and_one_code_have_no_residual(tmp_path: Path) -> None:
    found = cross(*table({(1, "a"): 20}))
    assert found.pairs["residual"].isna().all()
    assert not found.pairs["together"].any()
    keep_contracts(found, tmp_path)


def test_order_changes_no_byte(tmp_path: Path) -> None:
    placed, marks = table({(1, "a"): 30, (1, ""): 10, (2, "a"): 10, (2, "b"): 50})
    first = keep_contracts(cross(placed, marks), tmp_path / "1")
    shuffled = cross(placed.sample(frac=1, random_state=1), marks.sample(frac=1, random_state=2))
    assert keep_contracts(shuffled, tmp_path / "2") == first


def keep_contracts(found: Crosswalk, folder: Path) -> list[bytes]:
    rules = (CROSSWALK, TOPIC_COVERAGE, CODE_SCATTER)
    for frame, rule in zip((found.pairs, found.topics, found.codes), rules, strict=True):
        write_frame(frame, folder / f"{rule.name}.parquet", rule)
    return [(folder / f"{rule.name}.parquet").read_bytes() for rule in rules]
