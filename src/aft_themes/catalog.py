"""Every table and file of a study: its only name, its place, and what it holds.

Rules, scripts, the public class ``Study``, tables, figures, the manifest and the data dictionary
all read this page. A file has one name, and a name means one file. Column texts have the form
``type: sentence``; a ``?`` after the type says that a value may be missing.
"""

from __future__ import annotations

from typing import Final

from aft_themes.io.entries import Entry, Table, table

# --- what researchers bring: data/raw/<study>/ ----------------------------------------------------

INTERVIEWS = Entry("interviews", "interviews.csv", "One row per interview and its file.", "raw")
SPEAKERS = Entry(
    "speakers", "speakers.csv", "Which speaker of which interview is which participant.", "raw"
)
TRANSCRIPTS = Entry("transcripts", "transcripts", "The folder of transcripts.", "raw")
IDENTIFIERS = Entry(
    "identifiers", "identifiers.csv", "Names and places that are known, and their tags.", "raw"
)
RENAMED = Entry(
    "renamed",
    "renamed.csv",
    "What files and coders were called before `aft-themes init` gave them neutral names.",
    "raw",
)
NAME_DECISIONS = Entry(
    "name_decisions", "deidentify_decisions.csv", "What people decided about possible names.", "raw"
)
IMPORTS = Entry(
    "imports", "exchange", "Mapping and losses of codings imported from other programs.", "raw"
)
IMPORT_MAPPING = Entry(
    "import_mapping", "exchange/mapping.csv", "Which code, document and user is which.", "raw"
)
CODEBOOK = Entry("codebook", "codebook.yaml", "The tree of codes.", "raw")
LANGUAGE_MODEL_PROMPT = Entry(
    "language_model_prompt", "language_model_prompt.md", "What a language model is asked.", "raw"
)
LANGUAGE_MODEL_ANSWERS = Entry(
    "language_model_answers",
    "language_model_answers.jsonl",
    "What a language model answered, as it came.",
    "raw",
)
CODEBOOK_VERSIONS = Entry(
    "codebook_versions", "codebook_versions", "Earlier versions of the codebook.", "raw"
)
CODER_FILES = Entry(
    "coder_files", "codings", "The folder of coders' files and filled review workbooks.", "raw"
)
EARLIER_CODER_FILES = Entry(
    "earlier_coder_files", "codebook_versions", "Coders' files made with an earlier version.", "raw"
)
QUOTES_FILE = Entry(
    "quotes_file", "quotes.csv", "Quotes that the authors want printed, or never printed.", "raw"
)
THEMES_FILE = Entry(
    "themes_file", "themes.yaml", "The themes that the authors define over the codes.", "raw"
)
SUMMARIES_FILE = Entry(
    "summaries_file", "summaries.xlsx", "What people write into the framework matrix.", "raw"
)
STUDY_SETTINGS = Entry(
    "study_settings", "settings.yaml", "The study's own settings; they win over config.yaml.", "raw"
)
DRAWN_SAMPLE = Entry(
    "drawn_sample", "drawn_sample.csv", "Which participants people code, drawn at random.", "raw"
)
WITHDRAWALS = Entry(
    "withdrawals", "withdrawals.csv", "When participants withdrew and how many, not who.", "raw"
)

# --- files -> turns -> segments -------------------------------------------------------------------

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

# --- codings --------------------------------------------------------------------------------------

CODINGS = table(
    "codings",
    "",
    "The columns that every layer of codings has; each layer is a file of its own.",
    key="interview turn segment_id code coder layer",
    segment_id="str: The segment that the coding counts in.",
    interview="str: Interview id.",
    turn="int: Number of the turn.",
    code="str: Code id.",
    coder="str: The coder's label, or the model and its version.",
    layer="str: human, suggested or reviewed.",
    valence="str: benefit, challenge, mixed or none.",
    confidence="float?: Probability of a machine's coding; missing for people's.",
    evidence="str: What a person coded: the quote in the cleaned, de-identified turn.",
    evidence_start="int?: Its first character there.",
    evidence_end="int?: The character after its last one.",
    codebook_version="str: Version of the codebook that it was made with.",
    source="str: File and row of a human coding.",
    superseded_by="str: The coding that replaced this one, if any.",
)
HUMAN_CODINGS = CODINGS.stored_as(
    "human_codings", "codings/human.parquet", "The coders' codings, placed on segments."
)
CODED_QUOTES = CODINGS.stored_as(
    "coded_quotes",
    "codings/quotes.parquet",
    "The coders' codings, with a row for each quote where several give a segment the same code.",
    key="interview turn segment_id code coder layer source evidence_start",
)
SUGGESTED_CODINGS = CODINGS.stored_as(
    "suggested_codings", "codings/suggested.parquet", "All suggestions of the machine, and why."
).with_columns(
    rank="int: 1 for the code that fits the segment best.",
    words="list[str]: Phrases of the segment that speak most for the code.",
    cautions="list[str]: Why the words may mislead: negation, hypothetical, reported speech.",
    similar_segment="str: The most similar segment that people gave the code.",
    similarity="float?: Cosine of its sentence embedding and this segment's.",
    similar_text="str: What the coder quoted there; empty where it is of another study.",
    exemplar="str: Beginning of the codebook's most similar exemplar; empty if none is near.",
    exemplar_similarity="float?: Cosine of its sentence embedding and this segment's.",
    sibling="str: The most probable other code below the same parent; empty if none is listed.",
    sibling_confidence="float?: Its probability.",
    valence_share="float?: Share of the code's human codings that have the suggested valence.",
    offered="str: sure, likely or empty: what a reviewer of an uncoded interview is offered.",
    sampled="bool: Of the sure ones: in the sample that is checked before bulk acceptance.",
)
AUTO_CODED = CODINGS.stored_as(
    "auto_coded", "codings/auto_coded.parquet", "Suggestions that the machine may assign by itself."
)
REVIEWED_CODINGS = CODINGS.stored_as(
    "reviewed_codings", "codings/reviewed.parquet", "What people decided in the review workbook."
).with_columns(decision="str: accept: the code applies; reject: it does not.")
FINAL_CODINGS = CODINGS.stored_as(
    "final_codings", "codings/final.parquet", "The codings that enter the theme tables."
)
TRACED_CODINGS = CODINGS.stored_as(
    "traced_codings", "codings/traced.parquet", "Every coding, and what superseded it."
)
UNPLACED_CODINGS = table(
    "unplaced_codings",
    "codings/unplaced.parquet",
    "Rows of the coders' files that could not be placed, and why.",
    key="file row code",
    file="str: The coder's file.",
    row="int: Row in the file.",
    interview="str: Interview id; empty where the study has no such interview.",
    turn="str: Turn as given.",
    code="str: Code as given.",
    coder="str: The coder's label.",
    kind="str: A short name of the reason, which never changes, such as found_twice.",
    reason="str: Why it was not placed.",
    fix="str: What to do about it.",
)
PLACEMENTS = table(
    "placements",
    "codings/placements.parquet",
    "Every row of the coders' files, and how its quote was found.",
    key="file row code",
    file="str: The coder's file.",
    row="int: Row in the file.",
    interview="str: Interview id.",
    code="str: Code id.",
    coder="str: The coder's label.",
    status="str: placed, answer (the interviewer's words: counts for the answer that follows), "
    "interviewer (kept apart, without an answer) or not placed.",
    kind="str: Why it was not placed, as in unplaced_codings; else empty.",
    how="str: as it stands, marks left out, abridged, cut in a word or words changed.",
    likeness="float?: Share of the letters that are the same; 1 unless words changed.",
    turn="int?: The first turn of the quote.",
    turns="int: Turns over which the quote goes.",
    segments="int: Segments for which the coding counts.",
)
CODING_LOSSES = table(
    "coding_losses",
    "codings/losses.parquet",
    "How many codings of each code could not be placed.",
    key="code",
    code="str: Code id; empty for all codes together.",
    given="int: Codings in the coders' files.",
    placed="int: Codings that count.",
    words_changed="int: Of these, codings whose words are not quite the transcript's.",
    answers="int: Of those, codings of the interviewer's words that count for the answer.",
    interviewer="int: Codings of the interviewer's words that are kept apart and do not count.",
    lost="int: Codings that are counted nowhere.",
    share_lost="float: Share of the given codings, from 0 to 1.",
)
INTERVIEWER_CODINGS = table(
    "interviewer_codings",
    "codings/interviewer.parquet",
    "Codings of the interviewer's words; a setting says whether they count for the answer.",
    key="interview turn start code coder source",
    interview="str: Interview id.",
    turn="int: Number of the turn.",
    start="int: First character in the cleaned, de-identified turn.",
    end="int: Character after the last one.",
    code="str: Code id.",
    coder="str: The coder's label.",
    valence="str: benefit, challenge, mixed or none.",
    evidence="str: The words, cleaned and de-identified.",
    source="str: File and row of the coding.",
)
CODING_NOTES = table(
    "coding_notes",
    "codings/notes.parquet",
    "What people should know about the coders' files, such as a file that was not read.",
    key="kind subject",
    kind="str: A short name that never changes, such as file_not_read or coder_not_listed.",
    subject="str: The file or the coder.",
    problem="str: What is the matter.",
    fix="str: What to do about it.",
)
IMPORTED_FILES = table(
    "imported_files",
    "codings/imported_files.parquet",
    "What became of each file of another program that lies among the coders' files.",
    key="file",
    file="str: The file.",
    program="str: What it was read as; empty if it could not be read.",
    positions="str: How it counts positions in a text; empty where it has none.",
    codings="int: Codings in it.",
    rows="int: Rows of imported_codings that it gave.",
    waiting="int: Codings whose code, document or coder waits in the mapping for a person.",
    left_out="int: Codings that the mapping leaves out.",
    doubles="int: Rows that another file already has.",
    lost="int: Items that could not be carried over, as import_losses lists them.",
    problem="str: Why it could not be read; empty if it was.",
    fix="str: What to do about it.",
)
IMPORTED_CODINGS = Entry(
    "imported_codings",
    "private/imported/codings.csv",
    "The codings of other programs' files, as a coder's table.",
)
PROPOSED_MAPPING = Entry(
    "proposed_mapping",
    "private/imported/mapping.csv",
    "Which code, document and user of other programs' files is which, as far as it is known.",
)
IMPORT_LOSSES = Entry(
    "import_losses",
    "private/imported/losses.csv",
    "What could not be carried over from other programs' files, item by item.",
)
CODER_ASSIGNMENTS = table(
    "coder_assignments",
    "codings/coder_assignments.parquet",
    "Which coder coded which interview.",
    key="interview coder",
    interview="str: Interview id.",
    coder="str: The coder's label.",
    rank="int: 1 for the lead coder, whose codings count where nobody reviewed them.",
    explicit="bool: Whether interviews.csv names the coder for the interview.",
    apart="bool: Whether nothing says or shows that the coder read the whole interview: then the "
    "codings count beside the lead coder's, and are not compared.",
)
CONSENSUS_DECISIONS = table(
    "consensus_decisions",
    "consensus/decisions.parquet",
    "What the team decided together where coders differed.",
    key="file row",
    file="str: The workbook.",
    row="int: Row in its sheet.",
    interview="str: Interview id.",
    turn="str: Number of the turn.",
    code="str: Code id.",
    decision="str: accept, reject or change to.",
    change_to="str: The code that was chosen instead.",
    minority="str: The reading of those who see it otherwise; empty if nobody does.",
    decided_by="str: Who decided.",
    date="str: When, as YYYY-MM-DD; empty if it is not written so.",
)
CORE_IDEAS = table(
    "core_ideas",
    "consensus/core_ideas.parquet",
    "What each case says in each domain, in the team's words.",
    key="file row",
    file="str: The workbook.",
    row="int: Row in its sheet.",
    participant="str: Participant id: the case.",
    domain="str: Code id of the domain.",
    core_idea="str: The core idea.",
)
AUDIT_COMMENTS = table(
    "audit_comments",
    "consensus/audit.parquet",
    "What an auditor commented, and what the team answered.",
    key="file sheet row",
    file="str: The workbook.",
    sheet="str: Consensus, Core ideas or Cross-analysis: what the comment is about.",
    row="int: Row in the sheet.",
    subject="str: Interview and turn, case and domain, or the category.",
    comment="str: The comment.",
    auditor="str: Who made it.",
    answer="str: The team's answer.",
    answered="bool: Whether there is an answer.",
)
REVIEW_DECISIONS = table(
    "review_decisions",
    "codings/decisions.parquet",
    "Every decision in the filled review workbooks.",
    key="file sheet row",
    file="str: The workbook.",
    sheet="str: Its sheet.",
    row="int: Row in the sheet.",
    interview="str: Interview id.",
    turn="str: Number of the turn.",
    code="str: Code id.",
    decision="str: What the reviewer decided.",
    change_to="str: The code that the reviewer chose instead.",
    valence="str: The valence that the reviewer gave.",
    memo="str: The reviewer's note.",
    reviewer="str: Who decided.",
    status="str: used, unsure, conflict, not placed or not valid.",
    reason="str: Why it was not used.",
    fix="str: What to do about it.",
    segment_ids="list[str]: The segments that it is about.",
    asked="str: Why the row was asked, as kind in review_queue; empty if the file does not say.",
    how="str: one by one, or in bulk after a sample check.",
)
CORRECTIONS = table(
    "corrections",
    "review/corrections.parquet",
    "How often people corrected the machine, by code.",
    key="code",
    code="str: Code id; empty for all codes together.",
    decided="int: Suggestions that a person accepted, rejected or changed, looking at each.",
    accepted="int: Of these, accepted.",
    rejected="int: Of these, rejected.",
    changed="int: Of these, changed to another code.",
    share="float?: Share that was corrected: rejected or changed.",
    low="float?: Lower end of the Wilson interval of the share.",
    high="float?: Upper end.",
    unsure="int: Suggestions that were left open as unsure.",
    in_bulk="int: Suggestions accepted in bulk after a sample check, which show nothing.",
    changed_to="list[str]: Codes that were chosen instead, the most frequent first.",
)

REVIEW_QUEUE = table(
    "review_queue",
    "review/queue.parquet",
    "What people are asked to review, most helpful first.",
    key="place",
    place="int: 1 comes first.",
    kind="str: Disagreement, uncertain suggestion, sample check and so on.",
    interview="str: Interview id.",
    turn="int: Number of the turn.",
    part="int: Number of the segment in its turn.",
    segment_id="str: The segment.",
    code="str: Code id.",
    name="str: Name of the code.",
    definition="str: Definition of the code.",
    question="str: What the interviewer said before.",
    before="str: The segment before.",
    text="str: The segment.",
    after="str: The segment after.",
    said="str: What the coders or the machine gave, with its evidence.",
    earlier="str: What reviewers decided before, where it settled nothing.",
    confidence="float?: Probability of the suggestion.",
    valence="str: Suggested valence; open where coders gave different ones.",
    sampled="bool: In the sample that is checked before sure suggestions are accepted in bulk.",
)
CONSENSUS_WORKBOOK = Entry(
    "consensus_workbook", "review/consensus.xlsx", "What the team decides and an auditor reads."
)
REVIEW_WORKBOOK = Entry("review_workbook", "review/review.xlsx", "The queue as a workbook.")

# --- agreement ------------------------------------------------------------------------------------

AGREEMENT = table(
    "agreement",
    "agreement/agreement.parquet",
    "Agreement between coders, one row per measure.",
    key="level code variant measure",
    level="str: code, domain, all codes, all domains or valence.",
    code="str: Code id; empty where the level is about all codes.",
    name="str: Name of the code.",
    variant="str: all segments, coded only or both coded.",
    measure="str: Name of the measure.",
    estimate="float?: The estimate.",
    low="float?: Lower end of the bootstrap interval.",
    high="float?: Upper end.",
    resamples="int: Resamples in which the measure was defined.",
    segments="int: Segments that at least two coders read.",
    given="int: Times at least one coder gave the code.",
    shared="int: Times at least two coders gave it.",
    interviews="int: Interviews that at least two coders read.",
    interviews_given="int: Of these, those in which a coder gave the code.",
    coders="str: Who coded.",
    reason="str: Why an estimate or an interval is missing.",
    note="str: What to know about the number.",
)
PAIR_COUNTS = table(
    "pair_counts",
    "agreement/pair_counts.parquet",
    "How often two coders gave a code: both, one or neither.",
    key="level code variant coder_1 coder_2",
    level="str: code or domain.",
    code="str: Code id.",
    variant="str: all segments, coded only or both coded.",
    coder_1="str: First coder.",
    coder_2="str: Second coder.",
    both="int: Segments to which both gave it.",
    only_1="int: Segments to which only the first gave it.",
    only_2="int: Segments to which only the second gave it.",
    neither="int: Segments to which neither gave it.",
    interviews="int: Interviews that both coded.",
)
DISAGREEMENTS = table(
    "disagreements",
    "agreement/disagreements.parquet",
    "Segments that coders coded differently.",
    key="interview turn part code",
    segment_id="str: The segment.",
    interview="str: Interview id.",
    turn="int: Number of the turn.",
    part="int: Number of the segment in its turn.",
    code="str: Code id.",
    name="str: Name of the code.",
    kind="str: How the coders differ.",
    given_by="list[str]: Coders who gave the code.",
    not_by="list[str]: Coders of the interview who did not.",
    said="str: Everything that each coder gave to the segment.",
    question="str: What the interviewer said before.",
    before="str: The segment before.",
    text="str: The segment.",
    after="str: The segment after.",
)
CONFUSIONS = table(
    "confusions",
    "agreement/confusions.parquet",
    "Which codes one coder gives where another gives a different one.",
    key="kind coder_1 coder_2 given_1 given_2",
    kind="str: code or valence.",
    coder_1="str: First coder.",
    coder_2="str: Second coder.",
    given_1="str: Given by the first and not by the second.",
    given_2="str: Given by the second and not by the first.",
    relation="str: parent and child, same parent, same domain or other domain.",
    segments="int: Segments.",
    weight="float: Each segment counts 1 in all, shared among the pairs that it could mean.",
    interviews="int: Interviews.",
)
PLANNING = table(
    "planning",
    "",
    "How many interviews intervals of a wanted width take; computed where it is shown, not stored.",
    key="what level code measure",
    what="str: interviews coded twice, or interviews coded.",
    level="str: code, domain, all codes or all domains.",
    code="str: Code id; empty where the level is about all codes.",
    measure="str: Name of the measure.",
    estimate="float?: Its estimate now.",
    interviews="int: Interviews that it rests on now.",
    width="float?: Width of its interval now.",
    for_10="int?: Interviews for an interval as wide as .10; missing if it cannot be told.",
    for_20="int?: The same for .20.",
    for_30="int?: The same for .30.",
)
CODEBOOK_CHANGES = table(
    "codebook_changes",
    "codebook_changes/changes.parquet",
    "What changed since the codebook's earlier version.",
    key="change code field",
    change="str: added, removed, renamed, moved or changed.",
    code="str: Code id now; of a removed code as it was.",
    was="str: Its id in the earlier version; empty for an added code.",
    name="str: Name of the code.",
    field="str: Of a changed code: name, definition, include, exclude or valence.",
    before="str: The text before.",
    after="str: The text now.",
    hint="str: What a person may have to do.",
)
AFFECTED_CODINGS = table(
    "affected_codings",
    "codebook_changes/affected.parquet",
    "Rows of the coders' files that a change of the codebook concerns.",
    key="file row code change",
    file="str: The coder's file.",
    row="int: Row in the file.",
    interview="str: Interview id.",
    turn="str: Turn as given.",
    coder="str: The coder's label.",
    code="str: Code as the file has it.",
    now="str: Its id now; empty if the code is gone.",
    change="str: What changed.",
    hint="str: What a person may have to do.",
)
AGREEMENT_CHANGES = table(
    "agreement_changes",
    "codebook_changes/agreement.parquet",
    "Agreement before and after a change of the codebook.",
    key="level code variant measure",
    level="str: code, domain, all codes, all domains or valence.",
    code="str: Code id now.",
    was="str: Its id before.",
    variant="str: all segments, coded only or both coded.",
    measure="str: Name of the measure.",
    before="float?: Estimate before.",
    before_low="float?: Lower end of its interval.",
    before_high="float?: Upper end of its interval.",
    after="float?: Estimate now.",
    after_low="float?: Lower end of its interval.",
    after_high="float?: Upper end of its interval.",
    before_reason="str: Why the estimate before is missing.",
    after_reason="str: Why the estimate now is missing.",
    basis="str: Whether both rest on the same codings.",
    note="str: What to know about the numbers.",
)
CODEBOOK_SUMMARY = Entry(
    "codebook_summary", "codebook_changes/summary.md", "The codebook's changes in words."
)

# --- suggestions ----------------------------------------------------------------------------------

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
    low="float: Lower end of the interval over participants.",
    high="float: Upper end.",
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

# --- a language model as one more coder -----------------------------------------------------------

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

# --- topics ---------------------------------------------------------------------------------------

TOPICS = table(
    "topics",
    "topics/topics.parquet",
    "Topics with their terms, size and stability; empty where none were stable.",
    key="topic",
    topic="int: Number of the topic.",
    label="str: Its three foremost terms; a person names the topic.",
    terms="list[str]: Its terms, foremost first.",
    weights="list[float]: Their weights.",
    segments="int: Segments in it.",
    participants="int: Participants in it.",
    stability="float: Mean Jaccard index over bootstraps of the participants.",
    stability_low="float: Lower end of the interval.",
    stability_high="float: Upper end.",
    coherence="float: Mean NPMI of its terms over segments.",
    term_lift="float: How much better than chance its terms find its segments.",
    term_lift_low="float: Lower end of its interval over bootstraps of the participants.",
    term_lift_high="float: Upper end.",
    broad="int: The broad topic that holds most of its segments; 0 for none.",
    broad_label="str: The three foremost terms of that broad topic; empty for none.",
    broad_share="float: The share of its segments in that broad topic.",
    top_participant="str: The participant with most of its segments.",
    top_participant_share="float: The share that this participant has.",
    question="str: What the interviewer most often said before its segments.",
    top_question_share="float: The share of segments after this question.",
    flags="list[str]: What to be careful about.",
    representative="list[str]: Ids of segments that stand for it, from different participants.",
)
BROAD_TOPICS = table(
    "broad_topics",
    "topics/broad_topics.parquet",
    "The same segments divided into few broad topics; empty where topics are few.",
    key="broad",
    broad="int: Number of the broad topic.",
    label="str: Its three foremost terms.",
    terms="list[str]: Its terms, foremost first.",
    segments="int: Segments in it, also those without a topic of their own.",
    participants="int: Participants in it.",
    topics="int: Topics that lie in it for the most part.",
    stability="float: Mean Jaccard index over bootstraps of the interviews.",
    stability_low="float: Lower end of the interval.",
    stability_high="float: Upper end.",
    term_lift="float: How much better than chance its terms find its segments.",
    term_lift_low="float: Lower end of its interval.",
    term_lift_high="float: Upper end.",
    representative="list[str]: Ids of segments that stand for it, from different participants.",
)
TOPIC_ASSIGNMENTS = table(
    "topic_assignments",
    "topics/assignments.parquet",
    "Which segment belongs to which topic, and its place on the map.",
    key="segment_id",
    segment_id="str: The segment.",
    interview="str: Interview id.",
    participant="str: Participant id.",
    topic="int: Number of the topic.",
    broad="int: Number of the broad topic; 0 for none.",
    probability="float: Chance that it stays in this topic when participants are drawn anew.",
    x="float: Place on the map.",
    y="float: Place on the map.",
)
TOPIC_SHARES = table(
    "topic_shares",
    "topics/shares.parquet",
    "How much of what each participant says belongs to each topic.",
    key="topic participant",
    topic="int: Number of the topic.",
    participant="str: Participant id.",
    segments="int: Segments.",
    share="float: Share of the participant's segments that have a topic.",
)
TOPIC_TERMS = table(
    "topic_terms",
    "topics/terms.parquet",
    "The terms of each topic with their weights.",
    key="topic rank",
    topic="int: Number of the topic.",
    rank="int: 1 for the foremost term.",
    term="str: The term.",
    weight="float: Its weight.",
)
TOPIC_CHOICE = table(
    "topic_choice",
    "topics/choice.parquet",
    "Numbers of topics that were tried, and why one was chosen.",
    key="number",
    number="int: Number of topics.",
    left_out="float: Mean adjusted Rand index when one interview is left out.",
    stability="float: Mean adjusted Rand index over bootstraps of the interviews.",
    stability_low="float: Lower end of the interval.",
    stability_high="float: Upper end.",
    chance="float?: The same for points without structure and of the same spread.",
    beyond_chance="float?: (stability - chance) / (1 - chance).",
    coherence="float: Mean NPMI of the terms.",
    diversity="float: Share of terms that only one topic has.",
    good="int: Topics that are stable alone and found by their terms.",
    good_share="float: Share of segments in these.",
    company="float: How far above chance their terms come together, in standard errors.",
    information="float: Sum of squared stability times -p ln p over these, p being the share.",
    chosen="bool: Whether this number was chosen.",
    reason="str: Why.",
)
TOPIC_CHANGES = table(
    "topic_changes",
    "topics/changes.parquet",
    "Topics beside those of the run before.",
    key="topic change",
    topic="int: Number of the topic.",
    change="str: kept, new or gone.",
    similarity="float?: How alike its terms are to those before.",
    terms="list[str]: Its terms.",
    terms_before="list[str]: Its terms in the run before.",
)
TOPIC_STATUS = table(
    "topic_status",
    "topics/status.parquet",
    "How the search for topics ended.",
    key="status",
    status="str: topics found, or no stable topics at this size.",
    reason="str: Why.",
)
TOPIC_HISTORY = table(
    "topic_history",
    "topics/history.parquet",
    "Terms of the last run and of the one before, so that topics keep their numbers.",
    key="run topic rank",
    run="str: last, or before for what the last run was compared with.",
    fingerprint="str: Checksum of what the topics were found in.",
    topic="int: Number of the topic.",
    rank="int: 1 for the foremost term.",
    term="str: The term.",
    weight="float: Its weight.",
)
CROSSWALK = table(
    "crosswalk",
    "topics/crosswalk.parquet",
    "Every topic beside every code.",
    key="topic code",
    topic="int: Number of the topic.",
    code="str: Code id.",
    segments="int: Segments with both.",
    participants="int: Participants with such a segment.",
    expected="float: Segments, if topic and code had nothing to do with each other.",
    share_of_topic="float: Share of the topic's segments that have the code.",
    share_of_code="float: Share of the code's segments that have the topic.",
    lift="float: How many times as frequent as expected.",
    lift_low="float?: Lower end of its interval.",
    lift_high="float?: Upper end.",
    residual="float?: Adjusted residual (Haberman, 1973); beyond 2 more than chance, for one pair.",
    together="bool: Whether topic and code go together.",
)
TOPIC_COVERAGE = table(
    "topic_coverage",
    "topics/coverage.parquet",
    "How much of each topic has codes.",
    key="topic",
    topic="int: Number of the topic.",
    segments="int: Segments in coded interviews.",
    coded="int: Of these, segments with a code.",
    share_covered="float: Their share.",
    share_low="float?: Lower end of the interval.",
    share_high="float?: Upper end.",
    codes="list[str]: The codes that belong to the topic, closest first.",
    uncovered="bool: Whether the codebook may lack a code for it.",
    reason="str: Why.",
    candidates="list[str]: Ids of segments without a code, from different participants.",
)
TOPIC_NAMES = table(
    "topic_names",
    "topics/names.parquet",
    "A name that the program offers for each topic, in the order in which to look at them.",
    key="topic",
    topic="int: Number of the topic.",
    order="int: Place in the reading order: what no code covers comes first.",
    name="str: Its three foremost terms, and the codes that belong to it with their lift.",
    exclude="str: Why it may be left out: small talk, or start or end of interviews; else empty.",
)
TOPIC_QUESTIONS = table(
    "topic_questions",
    "topics/questions.parquet",
    "Which topics answer which question, over questions that three or more people were asked.",
    key="question topic",
    question="str: The most frequent wording of the question.",
    topic="int: Number of the topic; 0 for segments without one.",
    segments="int: Segments that answer the question.",
    participants="int: Participants who said them.",
    share="float: Share of the question's segments.",
)
CODE_SCATTER = table(
    "code_scatter",
    "topics/scatter.parquet",
    "How each code spreads over topics.",
    key="code",
    code="str: Code id.",
    segments="int: Segments with the code and a topic.",
    participants="int: Participants with such a segment.",
    topics="int: Topics in which it occurs.",
    foremost="int: The topic with most of its segments.",
    foremost_share="float: The share of this topic.",
    effective_topics="float: exp of the entropy over topics.",
    distance="float: Half the sum of differences from the topics' sizes; 0 spreads evenly.",
    distance_low="float?: Lower end of its interval.",
    distance_high="float?: Upper end.",
    scatters="bool: Whether it spreads over topics.",
)

# --- themes ---------------------------------------------------------------------------------------

THEMES = table(
    "themes",
    "themes.parquet",
    "One row per code: how many participants have it, and how they speak of it.",
    key="order",
    order="int: Place in the codebook.",
    code="str: Code id.",
    domain="str: The domain that it belongs to.",
    level="int: 1 for a domain, 2 for a code in it, and so on.",
    name="str: Name of the code.",
    definition="str: Definition of the code.",
    n="int: Participants who have it.",
    of="int: Participants whose interviews were coded.",
    share="float: n divided by of.",
    low="float: Lower end of the Wilson interval of the share.",
    high="float: Upper end.",
    label="str: general, typical, variant, rare or empty.",
    segments="int: Segments with the code.",
    benefit="int: Participants who speak of it as a benefit only.",
    challenge="int: Participants who speak of it as a challenge only.",
    mixed="int: Participants who speak of it as both.",
    none="int: Participants who speak of it as neither.",
    benefit_segments="int: Segments that speak of it as a benefit.",
    challenge_segments="int: Segments that speak of it as a challenge.",
    mixed_segments="int: Segments that speak of it as both.",
    none_segments="int: Segments that speak of it as neither.",
    absent="list[str]: Participants who lack it.",
)
THEME_ESTIMATES = table(
    "theme_estimates",
    "theme_estimates.parquet",
    "How many of all participants have each code, estimated from a random part that people coded.",
    key="code",
    code="str: Code id.",
    of="int: All participants, coded or not.",
    coded="int: Participants whom people coded.",
    having="int: Of these, participants who have the code.",
    share="float?: Estimated share of all participants; missing where it is refused.",
    low="float?: Lower end of its interval.",
    high="float?: Upper end.",
    people_low="float?: Lower end of the interval from the coded participants alone.",
    people_high="float?: Upper end of it.",
    uses_machine="bool: Whether the machine's labels made the interval narrower.",
    labelled="int: Participants whom the machine gives the code, or one below it.",
    labelled_coded="int: Of these, coded participants.",
    labelled_having="int: Of these, participants who have the code.",
    machine_share="float?: The machine's own share, which is biased; to compare only.",
    refused="str: Why nothing is estimated; empty if it is.",
)
THEME_GROUPS = table(
    "theme_groups",
    "theme_groups.parquet",
    "Themes by the participants' attributes.",
    key="code attribute value",
    code="str: Code id.",
    attribute="str: A column of interviews.csv or speakers.csv.",
    value="str: Its value.",
    n="int: Participants of the group who have it.",
    of="int: Participants of the group.",
    share="float: n divided by of.",
    low="float: Lower end of the Wilson interval.",
    high="float: Upper end.",
)
THEME_PARTICIPANTS = table(
    "theme_participants",
    "theme_participants.parquet",
    "Every code in every participant.",
    key="code participant",
    code="str: Code id.",
    participant="str: Participant id.",
    segments="int: Segments with the code.",
    valence="str: benefit, challenge, mixed or none; empty where the participant lacks the code.",
)
COOCCURRENCE = table(
    "cooccurrence",
    "cooccurrence.parquet",
    "Which codes go together.",
    key="code other",
    code="str: Code id.",
    other="str: Code id of the other code.",
    participants="int: Participants who have both.",
    segments="int: Segments that have both.",
    expected="float: Participants expected if the two had nothing to do with each other.",
    jaccard="float: Jaccard index over participants.",
    phi="float?: Correlation over participants; missing where a code is in all or in none.",
)
PASSAGES = table(
    "passages",
    "passages.parquet",
    "What is shown of each final coding: the coder's words, widened to whole sentences.",
    key="code interview turn evidence_start evidence_end",
    code="str: Code id.",
    interview="str: Interview id.",
    participant="str: Participant id: who speaks.",
    turn="int: Number of the turn.",
    evidence_start="int: First character of the coder's words in the cleaned turn.",
    evidence_end="int: The character after their last one.",
    segment_ids="list[str]: The segments that the coding counts in.",
    valence="str: Valence of the coding.",
    start="int: First character that is shown, in the cleaned turn.",
    end="int: The character after the last one that is shown.",
    words="int: Words that are shown.",
    text="str: The words that are shown.",
    cut_before="bool: Whether the first sentence begins before what is shown.",
    cut_after="bool: Whether the coder's words, or their last sentence, go on.",
    paired="bool: Whether every quotation mark has its partner.",
    question="str: What the interviewer asked before, where the words go on from it.",
)
QUOTES = table(
    "quotes",
    "quotes.parquet",
    "Quotes of every code: those that are printed, and further ones.",
    key="code stance rank",
    code="str: Code id.",
    stance="str: typical, contrary or further.",
    rank="int: 1 for the first.",
    segment_id="str: The first segment that the coding counts in.",
    interview="str: Interview id.",
    participant="str: Participant id: who speaks.",
    turn="int: Number of the turn.",
    start="int: First character in the cleaned turn.",
    end="int: The character after the last one.",
    valence="str: Valence of the coding.",
    distance="float?: Cosine distance to the centre of the code's passages.",
    text="str: The words.",
    question="str: What the interviewer asked before, where the words go on from it.",
    cut_before="bool: Whether the first sentence begins before the words.",
    cut_after="bool: Whether the coder's words, or their last sentence, go on.",
    chosen_by="str: rule, or authors for a quote of quotes.csv.",
    printed="bool: Whether it is printed in the theme table.",
)
UNPLACED_QUOTES = table(
    "unplaced_quotes",
    "unplaced_quotes.parquet",
    "Rows of quotes.csv that could not be used, and why.",
    key="row",
    file="str: The file.",
    row="int: Row in the file.",
    interview="str: Interview id as given.",
    turn="str: Turn as given.",
    code="str: Code id.",
    reason="str: Why it could not be used.",
    fix="str: What to do about it.",
)
SATURATION_CURVE = table(
    "saturation_curve",
    "",
    "New codes by participant; computed where it is shown, not stored.",
    key="order",
    order="int: 1 for the first participant.",
    participant="str: Participant id.",
    new="int: Codes first used in what the participant says.",
    cumulative="int: Codes used so far.",
    low="float: Lower end of the band over random orders of the participants.",
    median="float: Its middle.",
    high="float: Upper end.",
)
SATURATION = table(
    "saturation",
    "",
    "Saturation by base, run and threshold; computed where it is shown, not stored.",
    key="base run threshold",
    base="int: Participants whose codes new ones are compared with.",
    run="int: Participants over which new codes are added up.",
    threshold="float: New codes, as a share of the base's, that still count as saturation.",
    base_codes="int: Codes in the base.",
    status="str: reached, not reached or not assessable.",
    result="str: Such as 5+2, or the status.",
    participants="int?: Participants before the run.",
    share="float?: New information in that run, or in the last run where not reached.",
)

# --- what may be shared: reports/<study>/ ---------------------------------------------------------

FEW_ALIKE = Entry(
    "few_alike", "private/few_alike.csv", "Attributes that few participants share, if published."
)
FIGURES = Entry("figures", "figures", "Every figure as PDF, SVG and PNG.", "reports")
REPORT_TABLES = Entry("report_tables", "tables", "Every table in five formats.", "reports")
REPORT_PAGE = Entry("report_page", "report.html", "The report as a page.", "reports")
REPORT_DOCUMENT = Entry("report_document", "report.docx", "The report in Word.", "reports")
SUPPLEMENT_PAGE = Entry(
    "supplement_page", "supplement.html", "What the report leaves out, as a page.", "reports"
)
SUPPLEMENT_DOCUMENT = Entry(
    "supplement_document", "supplement.docx", "What the report leaves out, in Word.", "reports"
)
EXPLORER = Entry("explorer", "explorer/index.html", "One page to explore the study.", "reports")
MANIFEST = Entry(
    "manifest", "manifest.json", "Every output with its checksum and what it came from.", "reports"
)
LEAKS_FOUND = Entry(
    "leaks_found", "private/leaks.csv", "Names that the leak check found, if it failed."
)
LEAKS_CHECKED = Entry(
    "leaks_checked", "leaks_checked.txt", "Says that no known name stands in any output."
)
LAST_LINES = Entry(
    "last_lines", "private/last_lines.txt", "What a run says at its end: what to mend first."
)
EXPORTS = Entry("exports", "exchange", "Projects for other programs; no part of a run.", "reports")
FIGURE_CACHE = Entry("figure_cache", "private/figures", "Drawn figures, kept between runs.")
EMBEDDING_CACHE = Entry("embedding_cache", "private/embeddings", "Vectors of texts, kept.")
SUGGESTION_CACHE = Entry(
    "suggestion_cache", "private/suggestion_embeddings", "Vectors of codebook texts, kept."
)
TERM_CACHE = Entry("term_cache", "private/term_embeddings", "Vectors of terms, kept.")

CATALOG: Final[dict[str, Entry]] = {
    entry.name: entry for entry in list(globals().values()) if isinstance(entry, Entry)
}
"""All entries by name."""


def stored_tables() -> list[Table]:
    """List the tables that have a file."""
    return [entry for entry in CATALOG.values() if isinstance(entry, Table) and entry.path]
