# coders' files -> codings; people's review


rule place_codings:
    input:
        **study.files(
            "turns",
            "clean_turns",
            "replacements",
            "segments",
            "codebook",
            "interviews",
            "intake",
            "coder_files",
            "import_mapping",
            "transcripts",
            "participants",
            "identifiers",
            "name_decisions",
            "name_key",
        ),
    output:
        **study.files(
            "imported_codings",
            "imported_files",
            "import_losses",
            "proposed_mapping",
            "human_codings",
            "coded_quotes",
            "interviewer_codings",
            "unplaced_codings",
            "placements",
            "coding_losses",
            "coder_assignments",
            "coding_notes",
        ),
    log:
        study.log("place_codings"),
    benchmark:
        study.benchmark("place_codings")
    priority: 10
    params:
        contents=contents("place_codings"),
        settings=settings("coding", "deidentify", "language"),
    message:
        "Placing the coders' quotes"
    script:
        "../../scripts/place_codings.py"


rule compare_codebooks:
    input:
        **study.files(
            "codebook",
            "codebook_versions",
            "turns",
            "replacements",
            "segments",
            "human_codings",
            "coder_assignments",
            "interviews",
            "coder_files",
            "imported_codings",
            "earlier_coder_files",
        ),
    output:
        **study.files(
            "codebook_changes",
            "affected_codings",
            "agreement_changes",
            "codebook_summary",
        ),
    log:
        study.log("compare_codebooks"),
    benchmark:
        study.benchmark("compare_codebooks")
    params:
        contents=contents("compare_codebooks"),
        settings=settings("coding", "agreement", "report", "seed"),
    message:
        "Comparing the codebook with its earlier version"
    script:
        "../../scripts/compare_codebooks.py"


rule write_review:
    input:
        **study.files(
            "segments",
            "human_codings",
            "suggested_codings",
            "suggestion_scores",
            "reviewed_codings",
            "review_decisions",
            "disagreements",
            "codebook",
        ),
    output:
        **study.files("review_queue", "review_workbook"),
    log:
        study.log("write_review"),
    benchmark:
        study.benchmark("write_review")
    params:
        contents=contents("write_review"),
        settings=settings("coding", "report"),
    message:
        "Writing the review workbook"
    script:
        "../../scripts/write_review.py"
