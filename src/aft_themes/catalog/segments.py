"""From files to turns, and from turns to segments."""

from __future__ import annotations

from aft_themes.io.entries import Entry, table

INPUTS_CHECKED = Entry(
    "inputs_checked", "inputs_checked.txt", "Says that all inputs of the study can be used."
)
MERGED_SETTINGS = Entry("merged_settings", "settings.yaml", "All settings of the last run.")
TURNS = table(
    "turns",
    "private/turns.parquet",
    "Every turn of every transcript, as it was read.",
    key="interview turn",
    interview="str: Interview id.",
    turn="int: Number of the turn in its transcript, from 1.",
    role="str: interviewer, participant or other.",
    participant="str: Participant id; empty for turns of others.",
    speaker="str: The speaker's label in the transcript.",
    start_s="float?: Start of the turn, in seconds.",
    end_s="float?: End of the turn, in seconds.",
    text="str: The words as they stand in the file.",
    locator="str: Where the turn stands in its file, such as a line or a page.",
)
SHARD_TURNS = TURNS.stored_as(
    "shard_turns", "private/shards/{shard}/turns.parquet", "The turns of one part of the study."
)
PARTICIPANTS = table(
    "participants",
    "private/participants.parquet",
    "One row per participant who speaks: the interviews, and the attributes.",
    key="participant",
    participant="str: Participant id.",
    interviews="list[str]: Interviews in which the participant speaks.",
    attributes="list[str]: Names of the attributes, the same in every row.",
    values="list[str]: Their values, in the same order; empty where not stated.",
)
INTAKE = table(
    "intake",
    "intake.parquet",
    "What became of each file in the folder of transcripts.",
    key="file interview",
    file="str: Name of the file.",
    interview="str: Interview id; empty for a file that no row of interviews.csv names.",
    status="str: read, rejected, missing or unlisted.",
    format="str: Format of the file, found by its content.",
    encoding="str: Encoding of its text.",
    turns="int: Turns that were read.",
    participant_turns="int: Turns of the participants.",
    participant_words="int: Words of the participants.",
    interviewer_words="int: Words of the interviewers.",
    other_words="int: Words of others.",
    duration_s="float?: Length of the interview in seconds, where the file has times.",
    roles="str: How the roles were found: given, inferred or none.",
    language="str: Code of the language by its commonest words; empty where it cannot be told.",
    warnings="list[str]: What to look at.",
    warning_kinds="list[str]: What each warning is about, in the same order.",
    warning_severities="list[str]: doubt (a person must look) or note, in the same order.",
    problem="str: Why the file was not read; empty if it was.",
    problem_kind="str: The kind of that reason; empty if it was read.",
    fix="str: What to do about it.",
    sha256="str: Checksum of the file.",
)
SHARD_INTAKE = INTAKE.stored_as(
    "shard_intake", "private/shards/{shard}/intake.parquet", "The intake of one part of the study."
)
REPLACEMENTS = table(
    "replacements",
    "private/replacements.parquet",
    "Where identifying words stand, and the tag that replaces them.",
    key="interview turn start",
    interview="str: Interview id.",
    turn="int: Number of the turn.",
    start="int: First character in the cleaned turn, before replacement.",
    end="int: Character after the last one.",
    tag="str: Tag without brackets, such as SUPERVISOR_1.",
    kind="str: person, place, organisation, contact or date.",
    layer="str: Which recogniser found it.",
)
NAME_KEY = Entry("name_key", "private/key.json", "Which words stand behind which tag.")
NAME_CANDIDATES = Entry(
    "name_candidates", "private/candidates.csv", "Possible names, for people to decide about."
)
AUDIT_SCORES = Entry(
    "audit_scores", "deidentification_audit.csv", "How well names are found, against hand labels."
)
AUDIT_PROBLEMS = Entry(
    "audit_problems",
    "private/deidentification_problems.csv",
    "Names that were missed, and words that were taken for names.",
)
CLEAN_TURNS = table(
    "clean_turns",
    "clean_turns.parquet",
    "Every turn, cleaned and de-identified.",
    key="interview turn",
    interview="str: Interview id.",
    turn="int: Number of the turn.",
    role="str: interviewer, participant or other.",
    participant="str: Participant id; empty for turns of others.",
    start_s="float?: Start in seconds.",
    end_s="float?: End in seconds.",
    text="str: Cleaned, de-identified words.",
)
SEGMENTS = table(
    "segments",
    "segments.parquet",
    "The participants' turns, split into segments: the units that codes are counted in.",
    key="interview turn part",
    segment_id="str: interview.turn.part, such as P07.012.1.",
    interview="str: Interview id.",
    participant="str: Participant id: who speaks.",
    turn="int: Number of the turn.",
    part="int: Number of the segment in its turn, from 1.",
    start="int: First character in the raw turn.",
    end="int: Character after the last one in the raw turn.",
    clean_start="int: First character in the cleaned, de-identified turn.",
    clean_end="int: Character after the last one there.",
    text="str: Cleaned, de-identified words.",
    spoken="str: The text without transcription marks: what is embedded and counted.",
    question="str: What the interviewer said before.",
    words="int: Words in the segment.",
    position="float: Where in the interview it begins, from 0 to 1, in words.",
)
SENTENCES = table(
    "sentences",
    "sentences.parquet",
    "Where the sentences of every cleaned, de-identified turn begin and end.",
    key="interview turn start",
    interview="str: Interview id.",
    turn="int: Number of the turn.",
    start="int: First character of the sentence in the turn.",
    end="int: Character after its last one.",
)
VECTORS = Entry("vectors", "embeddings.npy", "Sentence embeddings of the segments, in their order.")
SENTENCE_VECTORS = Entry(
    "sentence_vectors", "sentence_embeddings.npy", "Embeddings of the segments' sentences."
)
QUESTION_VECTORS = Entry(
    "question_vectors",
    "question_embeddings.npy",
    "Embeddings of the different questions that the segments answer, sorted by their text.",
)
