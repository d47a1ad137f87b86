"""Codebook, codings, and what reviewers and a consensus decided."""

from __future__ import annotations

from aft_themes.io.entries import Entry, table

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
    key="file row code coder part",
    file="str: The coder's file.",
    row="int: Row in the file.",
    interview="str: Interview id; empty where the study has no such interview.",
    turn="str: Turn as given.",
    code="str: Code as given.",
    coder="str: The coder's label.",
    part="int: Which of the quotes in the row's cell; 1 if it holds one.",
    kind="str: A short name of the reason, which never changes, such as found_twice.",
    reason="str: Why it was not placed.",
    fix="str: What to do about it.",
)
PLACEMENTS = table(
    "placements",
    "codings/placements.parquet",
    "Every row of the coders' files, and how its quote was found.",
    key="file row code coder part",
    file="str: The coder's file.",
    row="int: Row in the file.",
    interview="str: Interview id.",
    code="str: Code id.",
    coder="str: The coder's label.",
    part="int: Which of the quotes in the row's cell; 1 if it holds one.",
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
    "private/imported/imported_codings.csv",
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
