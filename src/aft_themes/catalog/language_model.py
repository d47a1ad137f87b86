"""A language model as one more coder."""

from __future__ import annotations

from aft_themes.catalog.codings import CODINGS
from aft_themes.io.entries import table

LANGUAGE_MODEL_CODINGS = CODINGS.stored_as(
    "language_model_codings",
    "codings/language_model.parquet",
    "The codes that a language model gave, run by run; they are counted nowhere.",
    key="interview turn segment_id code coder layer run",
).with_columns(
    run="int: Number of the run, from 1.",
    model="str: What the server calls the model.",
    digest="str: Checksum of the model's file.",
    seed="int: The seed that was sent.",
    context_tokens="int: Context size of the model, in tokens.",
    prompt_sha256="str: Checksum of the prompt's file.",
    runs_given="int: In how many runs the model gave the code to the segment.",
)
LANGUAGE_MODEL_REQUESTS = table(
    "language_model_requests",
    "language_model/requests.parquet",
    "What became of each passage that a language model was asked about, in each run.",
    key="segment_id run",
    segment_id="str: The segment.",
    interview="str: Interview id.",
    run="int: Number of the run, from 1.",
    model="str: What the server calls the model; empty where it was not asked.",
    digest="str: Checksum of the model's file; empty where it was not asked.",
    seed="int: The seed that was sent.",
    context_tokens="int: Context size of the model, in tokens.",
    prompt_sha256="str: Checksum of the prompt's file.",
    status="str: coded, no code, not coded (two answers were refused) or not asked.",
    refused_first="str: Why the first answer was refused; empty if it was not.",
    refused_again="str: Why the second answer was refused; empty if it was not.",
    codes="int: Codes that were given.",
    prompt_tokens="int: Tokens that the server read, as it counted them.",
    answer_tokens="int: Tokens that the model wrote.",
    asked_on="str: Day of the last answer, as YYYY-MM-DD; empty where it was not asked.",
)
LANGUAGE_MODEL_QUALITY = table(
    "language_model_quality",
    "language_model/quality.parquet",
    "How a language model's codes agree with the lead coder's, on interviews that people coded.",
    key="level code measure",
    level="str: code, all codes or all domains.",
    code="str: Code id; empty where the level is about all codes.",
    measure="str: precision, recall, f1, kappa, or kappa between runs.",
    estimate="float?: Mean of the runs.",
    lowest="float?: The lowest run; of kappa between runs, the lowest pair.",
    highest="float?: The highest.",
    low="float?: Lower end of the bootstrap interval of the mean, over participants.",
    high="float?: Upper end.",
    positives="int: Segments to which the lead coder gave the code.",
    given="float: Segments to which the model gave it, mean of the runs.",
    segments="int: Segments on which the model is judged.",
    participants="int: Participants who say them.",
)
