# codings -> final codings, agreement, themes and quotes; topics beside codes


rule make_themes:
    input:
        **study.files(
            "coder_files",
            "clean_turns",
            "sentences",
            "segments",
            "codebook",
            "human_codings",
            "coded_quotes",
            "coder_assignments",
            "participants",
            "quotes_file",
        ),
        **study.final_suggestions,
        **study.machine_files("vectors", "topics", "topic_assignments"),
    output:
        **study.files(
            "reviewed_codings",
            "review_decisions",
            "corrections",
            "consensus_decisions",
            "core_ideas",
            "audit_comments",
            "final_codings",
            "traced_codings",
            "themes",
            "theme_groups",
            "theme_participants",
            "cooccurrence",
            "passages",
            "quotes",
            "unplaced_quotes",
            "few_alike",
        ),
        **study.machine_files(
            "agreement",
            "pair_counts",
            "disagreements",
            "confusions",
            "crosswalk",
            "topic_coverage",
            "code_scatter",
            "topic_names",
            "topic_questions",
        ),
    log:
        study.log("make_themes", private=True),
    benchmark:
        study.benchmark("make_themes")
    priority: 5
    params:
        contents=contents("make_themes"),
        settings=settings(
            "agreement",
            "coding",
            "deidentify",
            "language",
            "quotes",
            "report",
            "seed",
            "themes",
            "topics",
        ),
    message:
        "Choosing codings, measuring agreement, counting themes, choosing quotes"
    script:
        "../../scripts/make_themes.py"


rule estimate_themes:
    input:
        **study.files(
            "theme_participants",
            "suggestion_scores",
            "segments",
            "coder_assignments",
            "codebook",
            "drawn_sample",
        ),
    output:
        **study.files("theme_estimates"),
    log:
        study.log("estimate_themes"),
    benchmark:
        study.benchmark("estimate_themes")
    params:
        contents=contents("estimate_themes"),
        settings=settings("themes"),
    message:
        "Estimating how many of all participants have each theme"
    script:
        "../../scripts/estimate_themes.py"
