"""What the page offers for decision: which suggestions, in which order, with what."""

import pandas as pd

from aft_themes.codebook.codes import Code, Codebook
from aft_themes.explorer.to_decide import KINDS, disagreement_columns, suggestion_columns

BOOK = Codebook(
    "Invented", "1", tuple(Code(one, one, "", "", "", see_also=()) for one in ("tasks", "repair"))
)
PLACE = {"P1.002.1": 0, "P1.004.1": 1}


def suggestion(segment, code="tasks", **more):
    return {
        "segment_id": segment, "code": code, "valence": "none", "confidence": 0.5, "rank": 1,
        "words": ["tape"], "cautions": [], "similar_segment": "P1.002.1", "similarity": 0.12345,
        "exemplar": "", "interview": segment.split(".")[0], "offered": "", "sampled": False,
        "sibling": "", "sibling_confidence": float("nan"),
    } | more  # fmt: skip


def offered(*rows):
    return suggestion_columns(pd.DataFrame(list(rows)), PLACE, BOOK)


def test_suggestions_are_in_the_order_of_segments_and_ranks():
    found = offered(
        suggestion("P1.004.1", valence="mixed"),
        suggestion("P1.002.1", "repair", rank=2, valence="challenge"),
        suggestion("P1.002.1", rank=1, valence="benefit"),
    )
    assert found["segment"] == [0, 0, 1]
    assert found["code"] == [0, 1, 0]
    assert found["valence"] == [1, 2, 3]  # by bits: mixed is benefit or challenge
    assert found["words"] == [["tape"]] * 3


def test_only_likely_suggestions_are_offered_whatever_their_rank():
    found = offered(
        suggestion("P1.002.1", rank=3, confidence=0.2),
        suggestion("P1.002.1", "repair", rank=4),
        suggestion("P1.004.1", confidence=0.199),
        suggestion("P1.004.1", "unknown"),
        suggestion("P9.002.1"),
    )
    assert (found["segment"], found["code"]) == ([0, 0], [0, 1])
    assert found["confidence"] == [0.2, 0.5]


def test_of_suggestions_without_a_chance_the_first_three_are_offered():
    none = float("nan")
    found = offered(
        suggestion("P1.002.1", rank=3, confidence=none),
        suggestion("P1.002.1", "repair", rank=4, confidence=none),
    )
    assert (found["segment"], found["code"]) == ([0], [0])


def test_of_an_interview_with_offers_nothing_else_is_listed():
    found = offered(
        suggestion("P1.002.1", offered="likely", confidence=0.4),
        suggestion("P1.002.1", "repair", confidence=0.25),
        suggestion("P1.004.1", offered="sure", confidence=0.9),
        suggestion("P1.004.1", "repair", offered="sure", sampled=True, confidence=0.8, rank=2),
    )
    assert [KINDS[kind] for kind in found["kind"]] == ["likely", "sure", "sample"]


def test_another_code_that_may_fit_is_named():
    found = offered(suggestion("P1.002.1", sibling="repair", sibling_confidence=0.3))
    assert (found["sibling"], found["sibling_confidence"]) == ([1], [0.3])


def test_a_similar_segment_that_is_not_shown_is_none():
    found = offered(
        suggestion("P1.002.1", similar_segment="elsewhere", similarity=float("nan")),
        suggestion("P1.004.1"),
    )
    assert found["similar"] == [-1, 0]
    assert found["similarity"] == [None, 0.123]


def test_without_suggestions_the_columns_are_empty():
    assert set(map(tuple, suggestion_columns(None, PLACE, BOOK).values())) == {()}


def test_disagreements_are_offered_once_in_order_without_coders():
    rows = [("P1.004.1", "tasks"), ("P1.002.1", "repair"), ("P1.004.1", "tasks"), ("P1.002.1", "x")]
    frame = pd.DataFrame([*rows, ("P9.1.1", "tasks")], columns=["segment_id", "code"])
    found = disagreement_columns(frame, PLACE, BOOK)
    assert found == {"segment": [0, 1], "code": [1, 0], "valence": [0, 0]}
    assert disagreement_columns(None, PLACE, BOOK)["segment"] == []


def given(segment, code, runs, run=1):
    return {
        "segment_id": segment, "code": code, "valence": "none", "evidence": "the tape",
        "layer": "machine: tiny", "run": run, "runs_given": runs,
    }  # fmt: skip


def test_what_most_runs_of_a_language_model_gave_is_a_suggestion_of_its_own_kind():
    by_model = pd.DataFrame(
        [
            given("P1.002.1", "tasks", 3),  # suggested by the program, too
            *(given("P1.002.1", "repair", 2, run) for run in (1, 3)),
            given("P1.004.1", "tasks", 1),
            given("P9.002.1", "tasks", 3),
        ]
    )
    found = suggestion_columns(pd.DataFrame([suggestion("P1.002.1")]), PLACE, BOOK, by_model)
    assert [KINDS[kind] for kind in found["kind"]] == ["uncertain", "model"]
    assert found["code"] == [0, 1] and found["confidence"][1] is None
    assert found["words"] == [
        ["tape", "the tape (machine: tiny, in 3 of 3 runs)"],
        ["the tape (machine: tiny, in 2 of 3 runs)"],
    ]
