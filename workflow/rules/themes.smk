# codings -> themes and quotes


rule make_themes:
    input:
        **study.files(
            "final_codings",
            "coded_quotes",
            "coder_assignments",
            "segments",
            "clean_turns",
            "sentences",
            "codebook",
            "participants",
            "quotes_file",
        ),
        **study.machine_files("vectors"),
    output:
        **study.files(
            "themes",
            "theme_groups",
            "theme_participants",
            "cooccurrence",
            "passages",
            "quotes",
            "unplaced_quotes",
        ),
    log:
        study.log("make_themes"),
    benchmark:
        study.benchmark("make_themes")
    priority: 5
    params:
        contents=contents("make_themes"),
        settings=settings("coding", "themes", "quotes", "language"),
    message:
        "Counting themes and choosing quotes"
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


rule check_anonymity:
    input:
        **study.files(
            "participants",
            "theme_participants",
        ),
    output:
        **study.files("few_alike"),
    log:
        study.log("check_anonymity", private=True),
    benchmark:
        study.benchmark("check_anonymity")
    params:
        contents=contents("check_anonymity"),
        settings=settings("deidentify", "themes", "report"),
    message:
        "Looking for participants who stand alone by their attributes"
    script:
        "../../scripts/check_anonymity.py"
