# segments -> topics, a heuristic appendix


rule find_topics:
    input:
        **study.files(
            "segments",
            "vectors",
        ),
    output:
        **study.files(
            "topics",
            "broad_topics",
            "topic_assignments",
            "topic_shares",
            "topic_terms",
            "topic_choice",
            "topic_changes",
            "topic_status",
        ),
    log:
        study.log("find_topics"),
    benchmark:
        study.benchmark("find_topics")
    resources:
        mem_mb=4000,
    params:
        contents=contents("find_topics"),
        history=study.path("topic_history"),
        cache=study.path("term_cache"),
        settings=settings("topics", "embeddings", "language", "seed"),
    message:
        "Finding topics"
    script:
        "../../scripts/find_topics.py"


rule cross_topics:
    input:
        **study.files(
            "topics",
            "topic_assignments",
            "segments",
            "final_codings",
            "coder_assignments",
        ),
    output:
        **study.files(
            "crosswalk",
            "topic_coverage",
            "code_scatter",
            "topic_names",
            "topic_questions",
        ),
    log:
        study.log("cross_topics"),
    benchmark:
        study.benchmark("cross_topics")
    priority: 5
    params:
        contents=contents("cross_topics"),
        settings=settings("topics", "coding", "agreement", "language", "seed"),
    message:
        "Setting topics beside codes"
    script:
        "../../scripts/cross_topics.py"
