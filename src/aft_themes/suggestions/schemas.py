"""Contracts of the files that tell how well the suggestions do, and for whom."""

from __future__ import annotations

from aft_themes.io.parquet import contract

SUGGESTION_SCORES = contract(
    "suggestion_scores",
    key="segment_id code",
    segment_id="str",
    interview="str",
    code="str",
    probability="float",  # of this very code; where coded, from models without this interview
    coded="bool",  # by the interview's lead coder; False where nobody coded the interview
    coded_interview="bool",
    assigned="bool",  # reaches the code's bar
)
SUGGESTION_QUALITY = contract(
    "suggestion_quality",
    key="basis level code group_by group measure",
    basis="str",  # as coded, or with ancestors: a code counts for the codes above it too
    level="str",  # code, domain, all codes or all domains
    code="str",  # "" where the level is about all of them
    group_by="str",  # "" or interview or a column of interviews.csv
    group="str",
    measure="str",
    estimate="float?",
    low="float?",
    high="float?",
    positives="int",  # segments that people gave the code
    interviews="int",  # interviews in which they did; of a group, its interviews
    status="str",  # assigns, or suggest only and why
)
RELIABILITY = contract(
    "reliability",
    key="bin",
    bin="int",
    predicted="float",  # mean probability of the bin
    observed="float",  # share that people coded
    low="float",  # participant-bootstrap interval of the share
    high="float",
    n="int",  # pairs of segment and code
)
LEARNING_CURVE = contract(
    "learning_curve",
    key="interviews measure",
    interviews="int",  # coded interviews that the model was trained on
    measure="str",
    estimate="float",  # mean of the repeats
    low="float",  # lowest and highest repeat
    high="float",
    repeats="int",
)

AS_CODED, WITH_ANCESTORS = "as coded", "with ancestors"
ASSIGNS = "assigns"
