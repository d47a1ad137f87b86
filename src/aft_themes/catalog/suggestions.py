"""What the machine suggests, and how good it is."""

from __future__ import annotations

from aft_themes.io.entries import table

SUGGESTION_SCORES = table(
    "suggestion_scores",
    "suggestions/scores.parquet",
    "The machine's probability of each code in each segment, and what it decides. In a study of "
    "more than 6,000 segments further interviews have rows only for codes of .02 or more.",
    key="segment_id code",
    segment_id="str: The segment.",
    interview="str: Interview id.",
    code="str: Code id.",
    probability="float: Where coded, from models that did not see this interview's codes.",
    within="float: Probability of this code or one below it.",
    coded="bool: Given by the lead coder; false where nobody coded the interview.",
    coded_interview="bool: Whether people coded the interview.",
    fold="int: The model that it comes from; 0 learnt from all coded interviews.",
    predicted="bool: Whether the probability reaches the model's threshold for the code.",
    predicted_within="bool: The same for the code or one below it.",
    assigned="bool: Whether the machine may assign the code to the segment.",
    assigned_blind="bool: The same, by thresholds that this interview had no part in.",
)
SUGGESTION_THRESHOLDS = table(
    "suggestion_thresholds",
    "suggestions/thresholds.parquet",
    "From which probability each model predicts and assigns each code.",
    key="fold code",
    fold="int: Number of the model; 0 learnt from all coded interviews.",
    code="str: Code id.",
    predicted_from="float?: Probability from which it is predicted; missing if it never is.",
    within_from="float?: The same for the code or one below it.",
    assigned_from="float?: Probability from which it is assigned; missing if it never is. Found "
    "on the left-out interviews of the other folds; of model 0, on all of them.",
    usual_valence="str: The valence that the model suggests with the code.",
)
SUGGESTION_VERDICTS = table(
    "suggestion_verdicts",
    "suggestions/verdicts.parquet",
    "Whether the machine may assign each code, and if not, why and what it would take.",
    key="code",
    code="str: Code id.",
    verdict="str: assigns, not enough gold, not automatable, new site or needs a person.",
    status="str: The verdict in words, as tables print it.",
    coded_segments="int: Segments of this study to which people gave the code.",
    participants="int: Participants to whose words they did.",
    assigned_from="float?: Probability from which the code is assigned; missing if it never is.",
    reaching="int: Left-out segments that reach it, or that come nearest to the bar.",
    right="int: Of these, segments to which people gave the code.",
    precision_low="float?: Precision that is exceeded with the stated confidence.",
    more_segments="int?: About how many more coded segments it would take; missing if unknown.",
)
CAUTION_CHECKS = table(
    "caution_checks",
    "suggestions/cautions.parquet",
    "Whether marks such as negations go with wrong suggestions, on interviews left out.",
    key="caution",
    caution="str: negation, hypothetical or reported speech.",
    marked="int: Suggestions with the mark, of a probability of .3 or more.",
    right="float?: Share of them that people coded.",
    others_right="float?: Share of the suggestions without any mark that people coded.",
    difference="float?: How much less often they were right than promised, against the others.",
    low="float?: Lower end of its bootstrap interval.",
    high="float?: Upper end.",
    blocks="bool: Whether the mark keeps a code from being assigned: the interval is below 0.",
)
SUGGESTION_QUALITY = table(
    "suggestion_quality",
    "suggestions/quality.parquet",
    "How good the suggestions are on interviews that were left out.",
    key="basis level code group_by group measure",
    basis="str: as coded, or with ancestors: a code counts for the codes above it too.",
    level="str: code, domain, all codes or all domains.",
    code="str: Code id; empty where the level is about all codes.",
    group_by="str: Empty, participant, or an attribute of the participants.",
    group="str: The group.",
    measure="str: Name of the measure.",
    estimate="float?: The estimate.",
    low="float?: Lower end of the bootstrap interval.",
    high="float?: Upper end.",
    positives="int: Segments to which people gave the code.",
    participants="int: Participants to whose words they did; of a group, its participants.",
    status="str: assigns, or why not.",
    study="str: The study whose interviews the number is about.",
)
SUGGESTION_RELIABILITY = table(
    "suggestion_reliability",
    "suggestions/reliability.parquet",
    "Predicted probabilities against the share that people coded.",
    key="bin",
    bin="int: Number of the bin.",
    predicted="float: Mean probability of the bin.",
    observed="float: Share that people coded.",
    low="float?: Lower end of the interval over participants.",
    high="float?: Upper end.",
    n="int: Pairs of segment and code.",
    study="str: The study whose interviews the number is about.",
)
LEARNING_CURVE = table(
    "learning_curve",
    "suggestions/learning_curve.parquet",
    "Quality of the suggestions by the number of coded interviews.",
    key="interviews measure",
    interviews="int: Coded interviews that the model learnt from.",
    measure="str: Name of the measure.",
    estimate="float: Mean of the repeats.",
    low="float: Lowest repeat.",
    high="float: Highest repeat.",
    repeats="int: Number of repeats.",
    study="str: The study whose interviews were left out.",
)
