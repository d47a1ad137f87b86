"""What a run publishes: reports/<study>/, and what is kept between runs."""

from __future__ import annotations

from aft_themes.io.entries import Entry

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
    "last_lines", "private/last_lines.txt", "What a run says at its end: what to correct first."
)
EXPORTS = Entry("exports", "exchange", "Projects for other programs; no part of a run.", "reports")
FIGURE_CACHE = Entry("figure_cache", "private/figures", "Drawn figures, kept between runs.")
EMBEDDING_CACHE = Entry("embedding_cache", "private/embeddings", "Vectors of texts, kept.")
SUGGESTION_CACHE = Entry(
    "suggestion_cache", "private/suggestion_embeddings", "Vectors of codebook texts, kept."
)
TERM_CACHE = Entry("term_cache", "private/term_embeddings", "Vectors of terms, kept.")
