# The whole analysis, rule by rule in the order the data flows. What a rule does stands in its
# script; which settings it depends on stands in its params, so that a change of one setting reruns
# only the rules that use it. `code` lists the package's modules that the script imports. What the
# figures and the report wait for has a higher priority than what nothing waits for.

from aft_themes.provenance.manifest import origins
from aft_themes.workflow.study_files import open_study, settings_of, sources


configfile: "config/config.yaml"


# used only with `--software-deployment-method apptainer`; see config/container.def
container: "config/container.sif"


study = open_study(config)
if study.has_settings:

    configfile: study.raw("settings.yaml")


study = open_study(config)  # the study's own settings say which files count
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
        f"{PROCESSED}/leaks_checked.txt",


rule write_settings:
    input:
        code=sources("scripts/write_settings.py"),
    output:
        merged=f"{PROCESSED}/settings.yaml",
    log:
        f"{LOGS}/write_settings.log",
    benchmark:
        f"{BENCHMARKS}/write_settings.tsv"
    threads: 1
    resources:
        mem_mb=500,
    params:
        settings=settings(),
    message:
        "Writing the merged settings"
    script:
        "scripts/write_settings.py"


# --- files -> turns ---------------------------------------------------------------------------


rule read_transcripts:
    input:
        code=sources("scripts/read_transcripts.py"),
        interviews=f"{RAW}/interviews.csv",
        files=lambda wildcards: study.transcripts(wildcards.shard),
    output:
        turns=f"{PRIVATE}/shards/{{shard}}/turns.parquet",
        intake=f"{PRIVATE}/shards/{{shard}}/intake.parquet",
    log:
        f"{LOGS}/read_transcripts/{{shard}}.log",
    benchmark:
        f"{BENCHMARKS}/read_transcripts/{{shard}}.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    params:
        transcripts=lambda wildcards: study.raw("transcripts"),
        only=lambda wildcards: study.shards[wildcards.shard],
    message:
        "Reading transcripts (part {wildcards.shard})"
    script:
        "scripts/read_transcripts.py"


rule combine_transcripts:
    input:
        code=sources("scripts/combine_transcripts.py"),
        shard_turns=expand(
            f"{PRIVATE}/shards/{{shard}}/turns.parquet", shard=study.shards
        ),
        shard_intakes=expand(
            f"{PRIVATE}/shards/{{shard}}/intake.parquet", shard=study.shards
        ),
        files=study.files,
    output:
        turns=f"{PRIVATE}/turns.parquet",
        intake=f"{PROCESSED}/intake.parquet",
    log:
        f"{LOGS}/combine_transcripts.log",
    benchmark:
        f"{BENCHMARKS}/combine_transcripts.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    params:
        transcripts=lambda wildcards: study.raw("transcripts"),
    message:
        "Putting the turns together; reporting on every file"
    script:
        "scripts/combine_transcripts.py"


# --- turns -> segments ------------------------------------------------------------------------


rule deidentify_turns:
    input:
        code=sources("scripts/deidentify_turns.py"),
        turns=f"{PRIVATE}/turns.parquet",
        identifiers=study.optional("identifiers.csv"),
        decisions=study.optional("deidentify_decisions.csv"),
    output:
        replacements=f"{PRIVATE}/replacements.parquet",
        key=f"{PRIVATE}/key.json",
        candidates=f"{PRIVATE}/candidates.csv",
    log:
        f"{LOGS}/deidentify_turns.log",
    benchmark:
        f"{BENCHMARKS}/deidentify_turns.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    params:
        settings=settings("deidentify"),
    message:
        "Finding what may identify people"
    script:
        "scripts/deidentify_turns.py"


rule make_segments:
    input:
        code=sources("scripts/make_segments.py"),
        turns=f"{PRIVATE}/turns.parquet",
        replacements=f"{PRIVATE}/replacements.parquet",
    output:
        clean_turns_out=f"{PROCESSED}/clean_turns.parquet",
        segments_out=f"{PROCESSED}/segments.parquet",
    log:
        f"{LOGS}/make_segments.log",
    benchmark:
        f"{BENCHMARKS}/make_segments.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    params:
        settings=settings("segments"),
    message:
        "Cleaning, de-identifying and splitting the turns"
    script:
        "scripts/make_segments.py"


rule embed_segments:
    input:
        code=sources("scripts/embed_segments.py"),
        segments=f"{PROCESSED}/segments.parquet",
    output:
        vectors=f"{PROCESSED}/embeddings.npy",
        sentences=f"{PROCESSED}/sentence_embeddings.npy",
    log:
        f"{LOGS}/embed_segments.log",
    benchmark:
        f"{BENCHMARKS}/embed_segments.tsv"
    priority: 20
    threads: 2
    resources:
        mem_mb=2000,
    params:
        cache=f"{PRIVATE}/embeddings",
        settings=settings("embeddings"),
    message:
        "Embedding the segments"
    script:
        "scripts/embed_segments.py"


# --- segments -> codings ----------------------------------------------------------------------


rule place_codings:
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
    log:
        f"{LOGS}/place_codings.log",
    benchmark:
        f"{BENCHMARKS}/place_codings.tsv"
    priority: 10
    threads: 1
    resources:
        mem_mb=2000,
    params:
        settings=settings("coding"),
    message:
        "Placing the coders' quotes"
    script:
        "scripts/place_codings.py"


rule measure_agreement:
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
    log:
        f"{LOGS}/measure_agreement.log",
    benchmark:
        f"{BENCHMARKS}/measure_agreement.tsv"
    priority: 5
    threads: 1
    resources:
        mem_mb=2000,
    params:
        settings=settings("agreement", "report", "seed"),
    message:
        "Measuring agreement between coders"
    script:
        "scripts/measure_agreement.py"


rule suggest_codings:
    input:
        unpack(study.training_files),
        code=sources("scripts/suggest_codings.py"),
        segments=f"{PROCESSED}/segments.parquet",
        vectors=f"{PROCESSED}/embeddings.npy",
        sentences=f"{PROCESSED}/sentence_embeddings.npy",
        human=f"{PROCESSED}/codings/human.parquet",
        assignments=f"{PROCESSED}/codings/assignments.parquet",
        codebook=f"{RAW}/codebook.yaml",
        interviews=f"{RAW}/interviews.csv",
    output:
        suggested=f"{PROCESSED}/codings/suggested.parquet",
        assigned=f"{PROCESSED}/codings/assigned.parquet",
        scores=f"{PROCESSED}/suggestions/scores.parquet",
        quality=f"{PROCESSED}/suggestions/quality.parquet",
        reliability=f"{PROCESSED}/suggestions/reliability.parquet",
        learning=f"{PROCESSED}/suggestions/learning_curve.parquet",
    log:
        f"{LOGS}/suggest_codings.log",
    benchmark:
        f"{BENCHMARKS}/suggest_codings.tsv"
    priority: 10
    threads: lambda wildcards: max(1, (workflow.cores or 1) // 2)  # topics are found meanwhile
    resources:
        mem_mb=3000,
    params:
        cache=f"{PRIVATE}/suggestion_embeddings",
        settings=settings("coding", "embeddings", "agreement", "themes", "seed"),
    message:
        "Suggesting codes, and measuring how well"
    script:
        "scripts/suggest_codings.py"


rule compare_codebooks:
    input:
        code=sources("scripts/compare_codebooks.py"),
        codebook=f"{RAW}/codebook.yaml",
        versions=study.codebook_versions,
        turns=f"{PROCESSED}/private/turns.parquet",
        replacements=f"{PROCESSED}/private/replacements.parquet",
        segments=f"{PROCESSED}/segments.parquet",
        human=f"{PROCESSED}/codings/human.parquet",
        assigned=f"{PROCESSED}/codings/assignments.parquet",
        interviews=f"{RAW}/interviews.csv",
        coded=study.codings,
        earlier_coded=study.earlier_codings,
    output:
        changes=f"{PROCESSED}/codebook_changes/changes.parquet",
        affected=f"{PROCESSED}/codebook_changes/affected.parquet",
        agreement=f"{PROCESSED}/codebook_changes/agreement.parquet",
        summary=f"{PROCESSED}/codebook_changes/summary.md",
    log:
        f"{LOGS}/compare_codebooks.log",
    benchmark:
        f"{BENCHMARKS}/compare_codebooks.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    params:
        settings=settings("coding", "agreement", "report", "seed"),
    message:
        "Comparing the codebook with its earlier version"
    script:
        "scripts/compare_codebooks.py"


rule write_review:
    input:
        code=sources("scripts/write_review.py"),
        segments=f"{PROCESSED}/segments.parquet",
        human=f"{PROCESSED}/codings/human.parquet",
        suggested=f"{PROCESSED}/codings/suggested.parquet",
        scores=f"{PROCESSED}/suggestions/scores.parquet",
        reviewed=f"{PROCESSED}/codings/reviewed.parquet",
        decisions=f"{PROCESSED}/codings/decisions.parquet",
        disagreements=f"{PROCESSED}/agreement/disagreements.parquet",
        codebook=f"{RAW}/codebook.yaml",
    output:
        queue=f"{PROCESSED}/review/queue.parquet",
        workbook=f"{PROCESSED}/review/review.xlsx",
    log:
        f"{LOGS}/write_review.log",
    benchmark:
        f"{BENCHMARKS}/write_review.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    params:
        settings=settings("coding", "report"),
    message:
        "Writing the review workbook"
    script:
        "scripts/write_review.py"


rule choose_final_codings:
    input:
        code=sources("scripts/choose_final_codings.py"),
        reviews=study.reviews,
        clean_turns=f"{PROCESSED}/clean_turns.parquet",
        segments=f"{PROCESSED}/segments.parquet",
        codebook=f"{RAW}/codebook.yaml",
        human=f"{PROCESSED}/codings/human.parquet",
        suggested=study.final_suggestions,
        assigned=f"{PROCESSED}/codings/assignments.parquet",
    output:
        reviewed=f"{PROCESSED}/codings/reviewed.parquet",
        decisions=f"{PROCESSED}/codings/decisions.parquet",
        final=f"{PROCESSED}/codings/final.parquet",
        traced=f"{PROCESSED}/codings/traced.parquet",
    log:
        f"{LOGS}/choose_final_codings.log",
    benchmark:
        f"{BENCHMARKS}/choose_final_codings.tsv"
    priority: 5
    threads: 1
    resources:
        mem_mb=2000,
    params:
        settings=settings("coding"),
    message:
        "Reading filled review workbooks, and choosing the final codings"
    script:
        "scripts/choose_final_codings.py"


# --- codings -> themes -------------------------------------------------------------------------


rule make_themes:
    input:
        code=sources("scripts/make_themes.py"),
        final=f"{PROCESSED}/codings/final.parquet",
        assigned=f"{PROCESSED}/codings/assignments.parquet",
        segments=f"{PROCESSED}/segments.parquet",
        vectors=f"{PROCESSED}/embeddings.npy",
        clean_turns=f"{PROCESSED}/clean_turns.parquet",
        codebook=f"{RAW}/codebook.yaml",
        interviews=f"{RAW}/interviews.csv",
    output:
        themes=f"{PROCESSED}/themes.parquet",
        groups=f"{PROCESSED}/theme_groups.parquet",
        participants=f"{PROCESSED}/theme_participants.parquet",
        pairs=f"{PROCESSED}/cooccurrence.parquet",
        quotes=f"{PROCESSED}/quotes.parquet",
    log:
        f"{LOGS}/make_themes.log",
    benchmark:
        f"{BENCHMARKS}/make_themes.tsv"
    priority: 5
    threads: 1
    resources:
        mem_mb=2000,
    params:
        settings=settings("coding", "themes", "quotes"),
    message:
        "Counting themes and choosing quotes"
    script:
        "scripts/make_themes.py"


# --- segments -> topics, a heuristic appendix --------------------------------------------------


rule find_topics:
    input:
        code=sources("scripts/find_topics.py"),
        segments=f"{PROCESSED}/segments.parquet",
        vectors=f"{PROCESSED}/embeddings.npy",
    output:
        topics=f"{PROCESSED}/topics/topics.parquet",
        broad=f"{PROCESSED}/topics/broad_topics.parquet",
        assignments=f"{PROCESSED}/topics/assignments.parquet",
        shares=f"{PROCESSED}/topics/shares.parquet",
        terms=f"{PROCESSED}/topics/terms.parquet",
        choice=f"{PROCESSED}/topics/choice.parquet",
        changes=f"{PROCESSED}/topics/changes.parquet",
        status=f"{PROCESSED}/topics/status.parquet",
    log:
        f"{LOGS}/find_topics.log",
    benchmark:
        f"{BENCHMARKS}/find_topics.tsv"
    threads: 1
    resources:
        mem_mb=4000,
    params:
        history=f"{PROCESSED}/topics/history.parquet",
        cache=f"{PRIVATE}/term_embeddings",
        settings=settings("topics", "embeddings", "seed"),
    message:
        "Finding topics"
    script:
        "scripts/find_topics.py"


rule cross_topics:
    input:
        code=sources("scripts/cross_topics.py"),
        topics=f"{PROCESSED}/topics/topics.parquet",
        assignments=f"{PROCESSED}/topics/assignments.parquet",
        segments=f"{PROCESSED}/segments.parquet",
        final=f"{PROCESSED}/codings/final.parquet",
        assigned=f"{PROCESSED}/codings/assignments.parquet",
    output:
        pairs=f"{PROCESSED}/topics/crosswalk.parquet",
        coverage=f"{PROCESSED}/topics/coverage.parquet",
        scatter=f"{PROCESSED}/topics/scatter.parquet",
        names=f"{PROCESSED}/topics/names.parquet",
        questions=f"{PROCESSED}/topics/questions.parquet",
    log:
        f"{LOGS}/cross_topics.log",
    benchmark:
        f"{BENCHMARKS}/cross_topics.tsv"
    priority: 5
    threads: 1
    resources:
        mem_mb=2000,
    params:
        settings=settings("topics", "coding", "agreement", "seed"),
    message:
        "Setting topics beside codes"
    script:
        "scripts/cross_topics.py"


# --- what may be shared ------------------------------------------------------------------------


rule check_anonymity:
    input:
        code=sources("scripts/check_anonymity.py"),
        interviews=f"{RAW}/interviews.csv",
        intake=f"{PROCESSED}/intake.parquet",
        participants=f"{PROCESSED}/theme_participants.parquet",
    output:
        few=f"{PRIVATE}/few_alike.csv",
    log:
        f"{PRIVATE}/logs/check_anonymity.log",
    benchmark:
        f"{BENCHMARKS}/check_anonymity.tsv"
    threads: 1
    resources:
        mem_mb=500,
    params:
        settings=settings("deidentify", "themes", "report"),
    message:
        "Looking for participants who stand alone by their attributes"
    script:
        "scripts/check_anonymity.py"


rule draw_figures:
    input:
        code=sources("scripts/draw_figures.py"),
        themes=f"{PROCESSED}/themes.parquet",
        participants=f"{PROCESSED}/theme_participants.parquet",
        pairs=f"{PROCESSED}/cooccurrence.parquet",
        final=f"{PROCESSED}/codings/final.parquet",
        segments=f"{PROCESSED}/segments.parquet",
        codebook=f"{RAW}/codebook.yaml",
        interviews=f"{RAW}/interviews.csv",
        agreement=f"{PROCESSED}/agreement/agreement.parquet",
        topics=f"{PROCESSED}/topics/topics.parquet",
        topic_assignments=f"{PROCESSED}/topics/assignments.parquet",
        topic_choice=f"{PROCESSED}/topics/choice.parquet",
        crosswalk=f"{PROCESSED}/topics/crosswalk.parquet",
        learning_curve=f"{PROCESSED}/suggestions/learning_curve.parquet",
        reliability=f"{PROCESSED}/suggestions/reliability.parquet",
    output:
        folder=report(
            directory(f"{REPORTS}/figures"),
            patterns=["{figure}.svg"],
            category="Figures",
            labels={"figure": "{figure}"},
            caption="config/captions/figures.rst",
        ),
    log:
        f"{LOGS}/draw_figures.log",
    benchmark:
        f"{BENCHMARKS}/draw_figures.tsv"
    priority: 5
    threads: 2
    resources:
        mem_mb=2000,
    params:
        kept=f"{PRIVATE}/figures",
        figures=[],
        settings=settings("figures", "report", "themes", "coding", "agreement", "seed"),
    message:
        "Drawing the figures"
    script:
        "scripts/draw_figures.py"


rule write_report:
    input:
        code=sources("scripts/write_report.py"),
        codebook=f"{RAW}/codebook.yaml",
        interviews=f"{RAW}/interviews.csv",
        vectors=f"{PROCESSED}/embeddings.npy",
        intake=f"{PROCESSED}/intake.parquet",
        clean_turns=f"{PROCESSED}/clean_turns.parquet",
        segments=f"{PROCESSED}/segments.parquet",
        codings=f"{PROCESSED}/codings/final.parquet",
        assignments=f"{PROCESSED}/codings/assignments.parquet",
        unplaced=f"{PROCESSED}/codings/unplaced.parquet",
        themes=f"{PROCESSED}/themes.parquet",
        groups=f"{PROCESSED}/theme_groups.parquet",
        participants=f"{PROCESSED}/theme_participants.parquet",
        cooccurrence=f"{PROCESSED}/cooccurrence.parquet",
        quotes=f"{PROCESSED}/quotes.parquet",
        agreement=f"{PROCESSED}/agreement/agreement.parquet",
        topic_status=f"{PROCESSED}/topics/status.parquet",
        topics=f"{PROCESSED}/topics/topics.parquet",
        crosswalk=f"{PROCESSED}/topics/crosswalk.parquet",
        coverage=f"{PROCESSED}/topics/coverage.parquet",
        scatter=f"{PROCESSED}/topics/scatter.parquet",
        suggestion_quality=f"{PROCESSED}/suggestions/quality.parquet",
        figures=f"{REPORTS}/figures",
        candidates=f"{PRIVATE}/candidates.csv",
    output:
        tables=report(
            directory(f"{REPORTS}/tables"),
            patterns=["{table}.html"],
            category="Tables",
            labels={"table": "{table}"},
            caption="config/captions/tables.rst",
        ),
        page=report(
            f"{REPORTS}/report.html",
            category="Report",
            caption="config/captions/report.rst",
        ),
        document=f"{REPORTS}/report.docx",
    log:
        f"{LOGS}/write_report.log",
    benchmark:
        f"{BENCHMARKS}/write_report.tsv"
    priority: 5
    threads: 2
    resources:
        mem_mb=2000,
    params:
        settings=settings(),
    message:
        "Writing the tables and the report"
    script:
        "scripts/write_report.py"


rule build_explorer:
    input:
        code=sources("scripts/build_explorer.py"),
        segments=f"{PROCESSED}/segments.parquet",
        clean_turns=f"{PROCESSED}/clean_turns.parquet",
        final=f"{PROCESSED}/codings/final.parquet",
        themes=f"{PROCESSED}/themes.parquet",
        participants=f"{PROCESSED}/theme_participants.parquet",
        quotes=f"{PROCESSED}/quotes.parquet",
        codebook=f"{RAW}/codebook.yaml",
        interviews=f"{RAW}/interviews.csv",
        topics=f"{PROCESSED}/topics/topics.parquet",
        topic_assignments=f"{PROCESSED}/topics/assignments.parquet",
    output:
        explorer=f"{REPORTS}/explorer/index.html",
    log:
        f"{LOGS}/build_explorer.log",
    benchmark:
        f"{BENCHMARKS}/build_explorer.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    params:
        settings=settings("coding", "report", "themes", "study"),
    message:
        "Building the explorer"
    script:
        "scripts/build_explorer.py"


rule write_manifest:
    input:
        code=sources("scripts/write_manifest.py"),
        tables=f"{REPORTS}/tables",
        figures=f"{REPORTS}/figures",
        page=f"{REPORTS}/report.html",
        document=f"{REPORTS}/report.docx",
        explorer=f"{REPORTS}/explorer/index.html",
        merged=f"{PROCESSED}/settings.yaml",
        few_alike=f"{PRIVATE}/few_alike.csv",
        codebook_changes=study.codebook_changes,
    output:
        manifest=f"{REPORTS}/manifest.json",
    log:
        f"{LOGS}/write_manifest.log",
    benchmark:
        f"{BENCHMARKS}/write_manifest.tsv"
    threads: 1
    resources:
        mem_mb=2000,
    params:
        raw=lambda wildcards: study.raw(),
        processed=lambda wildcards: study.processed(),
        reports=lambda wildcards: study.reports(),
        made=lambda wildcards: origins(workflow.rules, f"{REPORTS}/manifest.json"),
        settings=settings(),
    message:
        "Writing the manifest"
    script:
        "scripts/write_manifest.py"


rule check_leaks:
    input:
        code=sources("scripts/check_leaks.py"),
        manifest=f"{REPORTS}/manifest.json",
        turns=f"{PROCESSED}/private/turns.parquet",
        identifiers=study.optional("identifiers.csv"),
        key=f"{PROCESSED}/private/key.json",
        candidates=f"{PROCESSED}/private/candidates.csv",
    output:
        checked=f"{PROCESSED}/leaks_checked.txt",
    log:
        f"{LOGS}/check_leaks.log",
    benchmark:
        f"{BENCHMARKS}/check_leaks.tsv"
    threads: 2
    resources:
        mem_mb=2000,
    params:
        outputs=lambda wildcards: [study.reports(), study.processed()],
        settings=settings("deidentify"),
    message:
        "Searching everything that may be shared for names"
    script:
        "scripts/check_leaks.py"
