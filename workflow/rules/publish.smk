# what may be shared: figures; explorer, tables and report; manifest, and the search for leaks


rule write_report:
    input:
        **study.files(
            "codebook",
            "interviews",
            "participants",
            "intake",
            "clean_turns",
            "sentences",
            "segments",
            "final_codings",
            "human_codings",
            "coder_assignments",
            "unplaced_codings",
            "themes",
            "theme_groups",
            "theme_participants",
            "cooccurrence",
            "passages",
            "quotes",
            "unplaced_quotes",
            "name_candidates",
            "themes_file",
            "summaries_file",
            "consensus_decisions",
            "core_ideas",
            "audit_comments",
        ),
        **study.machine_files(
            "vectors",
            "agreement",
            "topic_status",
            "topics",
            "topic_assignments",
            "topic_choice",
            "crosswalk",
            "topic_coverage",
            "broad_topics",
            "topic_names",
            "topic_questions",
            "code_scatter",
            "suggested_codings",
            "suggestion_quality",
            "suggestion_reliability",
            "learning_curve",
            "disagreements",
            "corrections",
        ),
        **study.theme_estimates,
        **study.language_model_files(
            "language_model_codings",
            "language_model_requests",
            "language_model_quality",
        ),
    output:
        **study.files(
            "explorer",
            "report_document",
            "supplement_page",
            "supplement_document",
        ),
        figures=report(
            directory(study.path("figures")),
            patterns=["{figure}.svg"],
            category="Figures",
            labels={"figure": "{figure}"},
            caption="../report/figures.rst",
        ),
        report_tables=report(
            directory(study.path("report_tables")),
            patterns=["{table}.html"],
            category="Tables",
            labels={"table": "{table}"},
            caption="../report/tables.rst",
        ),
        report_page=report(
            study.path("report_page"),
            category="Report",
            caption="../report/report.rst",
        ),
    log:
        study.log("write_report"),
    benchmark:
        study.benchmark("write_report")
    priority: 5
    threads: 2
    params:
        contents=contents("write_report"),
        cache=study.path("figure_cache"),
        figure_code=module_sources("aft_themes.figures.drawing"),
        settings=settings(),
    message:
        "Drawing the figures, writing the explorer, the tables and the report"
    script:
        "../../scripts/write_report.py"


rule check_leaks:
    input:
        **study.files(
            "report_tables",
            "figures",
            "report_page",
            "report_document",
            "supplement_page",
            "supplement_document",
            "explorer",
            "merged_settings",
            "few_alike",
            "turns",
            "identifiers",
            "name_decisions",
            "name_key",
            "name_candidates",
            "codebook",
            "intake",
            "coding_losses",
            "coding_notes",
        ),
        codebook_summary=study.codebook_summary,
    output:
        **study.files("manifest", "leaks_checked", "last_lines"),
    log:
        study.log("check_leaks"),
    benchmark:
        study.benchmark("check_leaks")
    params:
        contents=contents("check_leaks"),
        brought=lambda wildcards: checksum_of(
            map(str, Path(study.folder("raw")).rglob("*")), made=()
        ),
        folders={name: study.folder(name) for name in ("raw", "processed", "reports")},
        made=lambda wildcards: origins(workflow.rules, study.path("manifest")),
        own_benchmark=study.benchmark("check_leaks"),
        settings=settings(),
    message:
        "Writing the manifest, and searching everything that may be shared for names"
    script:
        "../../scripts/check_leaks.py"
