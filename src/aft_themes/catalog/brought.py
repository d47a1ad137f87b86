"""What researchers bring: data/raw/<study>/."""

from __future__ import annotations

from aft_themes.io.entries import Entry

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
