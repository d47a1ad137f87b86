# files -> turns -> replacements -> segments


# it starts first, and a run stops if it fails; only the last rule waits for it, or a corrected quote would make
# the transcripts be read anew (and with `ancient` the engine overlooks what else has changed)
rule check_inputs:
    input:
        **study.files(
            "interviews",
            "speakers",
            "codebook",
            "coder_files",
            "import_mapping",
            "identifiers",
            "name_decisions",
            "quotes_file",
            "themes_file",
            "summaries_file",
            "drawn_sample",
            "language_model_prompt",
            "language_model_answers",
        ),
    output:
        **study.files("inputs_checked", "merged_settings"),
    log:
        study.log("check_inputs"),
    benchmark:
        study.benchmark("check_inputs")
    priority: 100
    params:
        contents=contents("check_inputs"),
        folder=lambda wildcards: study.path("transcripts"),
        misplaced=study.misplaced,
        settings=settings(),
    message:
        "Checking all inputs, and writing the merged settings"
    script:
        "../../scripts/check_inputs.py"


rule read_transcripts:
    input:
        **study.files(
            "interviews",
            "speakers",
        ),
        transcripts=lambda wildcards: study.transcripts(wildcards.shard),
    output:
        **study.files("shard_turns", "shard_intake"),
    log:
        study.log("read_transcripts/{shard}"),
    benchmark:
        study.benchmark("read_transcripts/{shard}")
    params:
        contents=contents("read_transcripts"),
        folder=lambda wildcards: study.path("transcripts"),
        only=lambda wildcards: study.shards[wildcards.shard],
    message:
        "Reading transcripts (part {wildcards.shard})"
    script:
        "../../scripts/read_transcripts.py"


# A checkpoint: when it has ended, the engine looks again at what must be made. A decision that changes
# no segment makes no vectors, suggestions or topics anew.
checkpoint make_segments:
    input:
        **study.files(
            "transcripts",
            "interviews",
            "speakers",
            "identifiers",
            "name_decisions",
        ),
        shard_turns=expand(study.path("shard_turns"), shard=study.shards),
        shard_intake=expand(study.path("shard_intake"), shard=study.shards),
    output:
        **study.files(
            "turns",
            "intake",
            "participants",
            "replacements",
            "name_key",
            "name_candidates",
            "clean_turns",
            "sentences",
            "segments",
        ),
    log:
        study.log("make_segments"),
    benchmark:
        study.benchmark("make_segments")
    params:
        contents=contents("make_segments"),
        folder=lambda wildcards: study.path("transcripts"),
        settings=settings("deidentify", "segments", "language"),
    message:
        "Putting the turns together, finding names, splitting into segments"
    script:
        "../../scripts/make_segments.py"


rule embed_segments:
    input:
        **study.files(
            "segments",
        ),
    output:
        **study.files("vectors", "sentence_vectors", "question_vectors"),
    log:
        study.log("embed_segments"),
    benchmark:
        study.benchmark("embed_segments")
    priority: 20
    threads: 2
    params:
        contents=contents("embed_segments"),
        cache=study.path("embedding_cache"),
        settings=settings("embeddings", "language"),
    message:
        "Embedding the segments"
    script:
        "../../scripts/embed_segments.py"
