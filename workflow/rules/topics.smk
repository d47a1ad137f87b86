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
