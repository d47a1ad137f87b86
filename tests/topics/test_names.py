"""Names that are offered for topics, and topics by interview question."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from aft_themes.language.english import ENGLISH
from aft_themes.topics.describe import labels
from aft_themes.topics.names import FRAME, SMALL_TALK, name_topics, topics_by_question


def made() -> dict[str, pd.DataFrame]:
    """Topic 1 has a code, 2 has none, 3 is interruptions, 4 is how interviews begin."""
    said = {1: "we watched the tape", 2: "my mother at home", 3: "sorry, the dog", 4: "my training"}
    rows = [
        {
            "segment_id": f"P{person}.{topic:03d}.1",
            "interview": f"P{person}",
            "participant": f"P{person}",
            "spoken": said[topic],
            "position": 0.02 if topic == 4 else 0.5,
            "question": f"{'(pause) So, how' if person else 'How'} was the supervision for you?",
            "topic": topic,
        }
        for person in range(4)
        for topic in said
    ]
    segments = pd.DataFrame(rows)
    return {
        "topics": pd.DataFrame(
            {"topic": list(said), "terms": [text.split() for text in said.values()]}
        ),
        "pairs": pd.DataFrame(
            {
                "topic": [1, 1, 2],
                "code": ["tasks.tape", "impact", "impact"],
                "lift": [5.2, 2.1, 1.0],
                "residual": [6.0, 3.5, 0.1],
                "together": [True, True, False],
            }
        ),
        "coverage": pd.DataFrame({"topic": [1, 2, 3, 4], "uncovered": [False, True, True, True]}),
        "assignments": segments[["segment_id", "interview", "topic"]],
        "segments": segments.drop(columns="topic"),
    }


def test_a_name_has_words_and_codes_and_what_no_code_covers_comes_first() -> None:
    named = name_topics(**made(), language=ENGLISH)
    assert named["topic"].tolist() == [2, 1, 3, 4]
    names = named.set_index("topic")["name"]
    assert names[1] == "we, watched, the: tasks.tape 5x, impact 2x"
    assert names[2] == "my, mother, at"
    assert named.set_index("topic")["exclude"].to_dict() == {1: "", 2: "", 3: SMALL_TALK, 4: FRAME}


def test_without_codings_topics_have_names_of_words() -> None:
    parts: dict[str, Any] = made()
    parts["pairs"], parts["coverage"] = parts["pairs"].iloc[:0], parts["coverage"].iloc[:0]
    assert (
        name_topics(**parts, language=ENGLISH).set_index("topic")["name"][1] == "we, watched, the"
    )


def test_wordings_of_one_question_are_counted_together() -> None:
    parts = made()
    assignments = parts["assignments"][parts["assignments"]["topic"] < 4]
    found = topics_by_question(assignments, parts["segments"], ENGLISH)
    assert found["question"].unique().tolist() == ["So, how was the supervision for you?"]
    assert found["topic"].tolist() == [0, 1, 2, 3]
    assert found["segments"].tolist() == [4, 4, 4, 4]
    assert (found["share"] == 0.25).all()


def test_a_question_to_two_people_is_not_listed() -> None:
    parts = made()
    two = parts["segments"][parts["segments"]["interview"].isin(["P0", "P1"])]
    assert topics_by_question(parts["assignments"], two, ENGLISH).empty


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([], []),
        (["abcd", "efgh"], ["a / b / c", "e / f / g"]),
        (["abcd", "abce"], ["a / b / c / d", "a / b / c / e"]),
        (["abcd", "cabe"], ["a / b / c / d", "c / a / b / e"]),  # the same three, in another order
        (["abcde", "abcdf", "abcg"], ["a / b / c / d / e", "a / b / c / d / f", "a / b / c / g"]),
        (["abc", "abcd"], ["a / b / c", "a / b / c / d"]),
        (["abc", "abc"], ["a / b / c", "a / b / c"]),  # nothing tells them apart
        (["ab", "ab"], ["a / b", "a / b"]),
    ],
)
def test_topics_that_share_three_terms_are_labelled_with_more(
    terms: list[str], expected: list[str]
) -> None:
    assert labels([list(own) for own in terms]) == expected


def test_names_that_are_offered_are_told_apart_too() -> None:
    given = made()
    given["topics"]["terms"] = [[*"abc", str(number)] for number in given["topics"]["topic"]]
    names = name_topics(**given, language=ENGLISH).set_index("topic")["name"]
    assert names[2] == "a, b, c, 2"
    assert names.is_unique
