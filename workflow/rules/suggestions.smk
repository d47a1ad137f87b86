# segments and codings -> suggestions of the machine, which people check
import os


rule suggest_codings:
    input:
        unpack(study.training_files),
        **study.files(
            "segments",
            "vectors",
            "sentence_vectors",
            "question_vectors",
            "human_codings",
            "coder_assignments",
            "codebook",
            "participants",
        ),
    output:
        **study.files(
            "suggested_codings",
            "auto_coded",
            "suggestion_scores",
            "suggestion_quality",
            "suggestion_reliability",
            "learning_curve",
            "suggestion_thresholds",
            "suggestion_verdicts",
            "caution_checks",
        ),
    log:
        study.log("suggest_codings"),
    benchmark:
        study.benchmark("suggest_codings")
    priority: 10
    threads: max(1, (os.cpu_count() or 2) // 2)  # topics are found beside
    resources:
        mem_mb=3000,
    params:
        contents=contents("suggest_codings"),
        cache=study.path("suggestion_cache"),
        settings=settings(
            "study",
            "coding",
            "embeddings",
            "agreement",
            "themes",
            "language",
            "seed",
        ),
    message:
        "Suggesting codes, and measuring how well"
    script:
        "../../scripts/suggest_codings.py"


rule code_by_language_model:
    input:
        **study.files(
            "language_model_prompt",
            "language_model_answers",
            "segments",
            "codebook",
            "human_codings",
            "coder_assignments",
        ),
    output:
        **study.files(
            "language_model_codings",
            "language_model_requests",
            "language_model_quality",
        ),
    log:
        study.log("code_by_language_model"),
    benchmark:
        study.benchmark("code_by_language_model")
    params:
        contents=contents("code_by_language_model"),
        settings=settings("language_model", "agreement", "seed"),
    message:
        "Reading what the language model answered"
    script:
        "../../scripts/code_by_language_model.py"
