import pandas as pd
import pytest

from aft_themes.catalog import CODER_ASSIGNMENTS, CODINGS
from aft_themes.coding.layers import coded_interviews, final_codings
from aft_themes.coding.tracing import trace_codings
from aft_themes.io.parquet import check


def coding(interview, segment, code, coder, layer="human", confidence=None):
    return {
        **dict.fromkeys(CODINGS.schema.names, ""),
        "interview": interview,
        "segment_id": segment,
        "turn": 1,
        "code": code,
        "coder": coder,
        "layer": layer,
        "valence": "none",
        "confidence": confidence,
        "evidence_start": 0,
        "evidence_end": 1,
    }


def codings(*rows):
    return pd.DataFrame([coding(*row) for row in rows], columns=CODINGS.schema.names)


def test_the_final_rule():
    human = codings(
        ("P01", "s1", "tasks", "A"), ("P01", "s1", "repair", "B"), ("P02", "s2", "tasks", "B")
    )
    suggested = codings(
        ("P02", "s2", "repair", "m", "suggested"), ("P03", "s3", "repair", "m", "suggested")
    )
    reviewed = codings(
        ("P01", "s1", "tasks", "R", "reviewed"), ("P02", "s2", "tasks.tape", "R", "reviewed")
    ).assign(decision=["reject", "accept"])
    assigned = pd.DataFrame(
        [("P01", "A", 1, True, False), ("P01", "B", 2, True, False), ("P02", "B", 1, True, False)],
        columns=CODER_ASSIGNMENTS.schema.names,
    )

    def chosen(final):
        frame = final_codings(human, suggested, reviewed, assigned, final=final)
        return sorted(zip(frame["segment_id"], frame["code"], frame["coder"], strict=True))

    assert chosen("human") == [("s1", "tasks", "A"), ("s2", "tasks", "B")]
    assert chosen("human+reviewed") == [("s2", "tasks", "B"), ("s2", "tasks.tape", "R")]
    assert chosen("human+suggested") == [
        ("s1", "tasks", "A"),
        ("s2", "tasks", "B"),
        ("s3", "repair", "m"),
    ]
    assert chosen("suggested") == [("s2", "repair", "m"), ("s3", "repair", "m")]


@pytest.mark.parametrize(
    ("final", "superseded"),
    [
        ("human", ["lead coder A", "", "", "coder B"]),
        ("human+reviewed", ["lead coder A", "reviewer R", "", ""]),
    ],
)
def test_every_coding_says_what_superseded_it(final, superseded):
    human = codings(
        ("P01", "s1", "repair", "B"), ("P01", "s1", "tasks", "A"), ("P02", "s2", "tasks", "B")
    )
    reviewed = codings(
        ("P01", "s1", "tasks", "R", "reviewed"), ("P02", "s2", "tasks.tape", "R", "reviewed")
    ).assign(decision=["reject", "accept"])
    assigned = pd.DataFrame(
        [("P01", "A", 1, True, False), ("P01", "B", 2, True, False), ("P02", "B", 1, True, False)],
        columns=CODER_ASSIGNMENTS.schema.names,
    )
    nothing = codings()
    chosen = final_codings(human, nothing, reviewed, assigned, final=final)
    traced = trace_codings(human, nothing, reviewed, chosen, assigned)
    check(traced, CODINGS)
    by_row = traced.set_index(["segment_id", "code", "layer"])["superseded_by"]
    order = [*zip(human["segment_id"], human["code"], human["layer"], strict=True)]
    order.append(("s2", "tasks.tape", "reviewed"))
    assert [by_row[key] for key in order] == superseded
    assert ("s1", "tasks", "reviewed") not in by_row.index, "what was rejected is no coding"


def test_a_rejection_alone_supersedes_the_lead_coder():
    human = codings(("P01", "s1", "tasks", "A"), ("P01", "s2", "tasks", "A"))
    reviewed = codings(("P01", "s1", "tasks", "R", "reviewed")).assign(decision="reject")
    assigned = pd.DataFrame([("P01", "A", 1, True, False)], columns=CODER_ASSIGNMENTS.schema.names)
    chosen = final_codings(human, codings(), reviewed, assigned, final="human+reviewed")
    traced = trace_codings(human, codings(), reviewed, chosen, assigned)
    assert traced["superseded_by"].tolist() == ["reviewer R", ""]


def test_interviews_that_nobody_coded_are_not_counted_unless_the_machine_coded_them():
    human = codings(("P01", "s1", "tasks", "A"))
    who = pd.DataFrame([("P02", "A", 1, True, False)], columns=CODER_ASSIGNMENTS.schema.names)
    segments = pd.DataFrame({"interview": ["P03", "P02", "P01", "P01"]})
    assert coded_interviews(human, who, segments, "human") == ["P01", "P02"]
    assert coded_interviews(human, who, segments, "suggested") == ["P01", "P02", "P03"]


def test_codings_of_coders_who_seem_to_have_divided_an_interview_count_once():
    human = codings(
        ("P01", "s1", "tasks", "A"), ("P01", "s1", "tasks", "B"), ("P01", "s2", "repair", "B")
    )
    assigned = pd.DataFrame(
        [("P01", "A", 1, False, False), ("P01", "B", 2, False, True)],
        columns=CODER_ASSIGNMENTS.schema.names,
    )
    none = codings()
    for apart, given in ((True, [("s1", "A"), ("s2", "B")]), (False, [("s1", "A")])):
        who = assigned.assign(apart=[False, apart])
        final = final_codings(human, none, none.assign(decision=""), who, final="human")
        assert list(zip(final["segment_id"], final["coder"], strict=True)) == given
        traced = trace_codings(human, none, none.assign(decision=""), final, who)
        lost = traced.loc[traced["superseded_by"] != "", ["segment_id", "superseded_by"]]
        assert set(lost["superseded_by"]) == {"lead coder A"}
        assert len(lost) == 3 - len(given)
