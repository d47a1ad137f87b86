# The whole analysis, rule by rule in the order the data flows. What a rule does stands in its
# script; which settings it depends on stands in its params, so that a change of one setting reruns
# only the rules that use it. `code` lists the package's modules that the script imports.

from aft_themes.workflow import open_study, settings_of, sources


configfile: "config/config.yaml"


study = open_study(config)
if study.has_settings:

    configfile: study.raw("settings.yaml")


settings = settings_of(config)

RAW = study.raw()
PROCESSED = study.processed()
PRIVATE = study.processed("private")
REPORTS = study.reports()
LOGS = study.processed("logs")
BENCHMARKS = study.processed("benchmarks")


localrules:
    all,


rule all:
    input:
        f"{REPORTS}/manifest.json",


# --- files -> turns ---------------------------------------------------------------------------


rule read_transcripts:
    message:
        "Reading transcripts (part {wildcards.shard})"
    input:
        code=sources("scripts/read_transcripts.py"),
        interviews=f"{RAW}/interviews.csv",
        files=lambda wildcards: study.transcripts(wildcards.shard),
    output:
        turns=f"{PRIVATE}/shards/{{shard}}/turns.parquet",
        intake=f"{PRIVATE}/shards/{{shard}}/intake.parquet",
    params:
        transcripts=f"{RAW}/transcripts",
        only=lambda wildcards: study.shards[wildcards.shard],
    log:
        f"{LOGS}/read_transcripts/{{shard}}.log",
    benchmark:
        f"{BENCHMARKS}/read_transcripts/{{shard}}.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    script:
        "scripts/read_transcripts.py"


rule combine_transcripts:
    message:
        "Putting the turns together; reporting on every file"
    input:
        code=sources("scripts/combine_transcripts.py"),
        shard_turns=expand(f"{PRIVATE}/shards/{{shard}}/turns.parquet", shard=study.shards),
        shard_intakes=expand(f"{PRIVATE}/shards/{{shard}}/intake.parquet", shard=study.shards),
        files=study.files,
    output:
        turns=f"{PRIVATE}/turns.parquet",
        intake=f"{PROCESSED}/intake.parquet",
    params:
        transcripts=f"{RAW}/transcripts",
    log:
        f"{LOGS}/combine_transcripts.log",
    benchmark:
        f"{BENCHMARKS}/combine_transcripts.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    script:
        "scripts/combine_transcripts.py"


# --- turns -> segments ------------------------------------------------------------------------


rule deidentify_turns:
    message:
        "Finding what may identify people"
    input:
        code=sources("scripts/deidentify_turns.py"),
        turns=f"{PRIVATE}/turns.parquet",
        identifiers=study.optional("identifiers.csv"),
        decisions=study.optional("deidentify_decisions.csv"),
    output:
        replacements=f"{PRIVATE}/replacements.parquet",
        key=f"{PRIVATE}/key.json",
        candidates=f"{PRIVATE}/candidates.csv",
    params:
        settings=settings("deidentify"),
    log:
        f"{LOGS}/deidentify_turns.log",
    benchmark:
        f"{BENCHMARKS}/deidentify_turns.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    script:
        "scripts/deidentify_turns.py"


rule make_segments:
    message:
        "Cleaning, de-identifying and splitting the turns"
    input:
        code=sources("scripts/make_segments.py"),
        turns=f"{PRIVATE}/turns.parquet",
        replacements=f"{PRIVATE}/replacements.parquet",
    output:
        clean_turns_out=f"{PROCESSED}/clean_turns.parquet",
        segments_out=f"{PROCESSED}/segments.parquet",
    params:
        settings=settings("segments"),
    log:
        f"{LOGS}/make_segments.log",
    benchmark:
        f"{BENCHMARKS}/make_segments.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    script:
        "scripts/make_segments.py"


rule embed_segments:
    message:
        "Embedding the segments"
    input:
        code=sources("scripts/embed_segments.py"),
        segments=f"{PROCESSED}/segments.parquet",
    output:
        vectors=f"{PROCESSED}/embeddings.npy",
    params:
        cache=f"{PRIVATE}/embeddings",
        settings=settings("embeddings"),
    log:
        f"{LOGS}/embed_segments.log",
    benchmark:
        f"{BENCHMARKS}/embed_segments.tsv"
    threads: 2
    resources:
        mem_mb=2000,
    script:
        "scripts/embed_segments.py"


# --- segments -> codings ----------------------------------------------------------------------


rule place_codings:
    message:
        "Placing the coders' quotes"
    input:
        code=sources("scripts/place_codings.py"),
        turns=f"{PRIVATE}/turns.parquet",
        replacements=f"{PRIVATE}/replacements.parquet",
        segments=f"{PROCESSED}/segments.parquet",
        codebook=f"{RAW}/codebook.yaml",
        interviews=f"{RAW}/interviews.csv",
        coded=study.codings,
    output:
        human=f"{PROCESSED}/codings/human.parquet",
        unplaced=f"{PROCESSED}/codings/unplaced.parquet",
        assigned=f"{PROCESSED}/codings/assignments.parquet",
    params:
        settings=settings("coding"),
    log:
        f"{LOGS}/place_codings.log",
    benchmark:
        f"{BENCHMARKS}/place_codings.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    script:
        "scripts/place_codings.py"


rule measure_agreement:
    message:
        "Measuring agreement between coders"
    input:
        code=sources("scripts/measure_agreement.py"),
        segments=f"{PROCESSED}/segments.parquet",
        human=f"{PROCESSED}/codings/human.parquet",
        assigned=f"{PROCESSED}/codings/assignments.parquet",
        codebook=f"{RAW}/codebook.yaml",
    output:
        agreement=f"{PROCESSED}/agreement/agreement.parquet",
        pair_counts=f"{PROCESSED}/agreement/pair_counts.parquet",
        disagreements=f"{PROCESSED}/agreement/disagreements.parquet",
        confusions=f"{PROCESSED}/agreement/confusions.parquet",
    params:
        settings=settings("agreement", "report", "seed"),
    log:
        f"{LOGS}/measure_agreement.log",
    benchmark:
        f"{BENCHMARKS}/measure_agreement.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    script:
        "scripts/measure_agreement.py"
