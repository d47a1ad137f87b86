"""Write every table in CSV, XLSX, Word, LaTeX and HTML."""

from pathlib import Path

from aft_themes.settings import Settings
from aft_themes.tables.build import build_tables, write_tables
from aft_themes.tables.results import load_results


def main(
    *,
    codebook: Path,
    interviews: Path,
    vectors: Path,
    intake: Path,
    clean_turns: Path,
    segments: Path,
    final: Path,
    assigned: Path,
    unplaced: Path,
    themes: Path,
    groups: Path,
    participants: Path,
    pairs: Path,
    quotes: Path,
    agreement: Path,
    folder: Path,
    settings: Settings,
    topic_status: Path | None = None,
    topics: Path | None = None,
    crosswalk: Path | None = None,
    coverage: Path | None = None,
    scatter: Path | None = None,
    suggestion_quality: Path | None = None,
) -> None:
    stages = {
        "intake": intake,
        "clean_turns": clean_turns,
        "segments": segments,
        "codings": final,
        "assignments": assigned,
        "unplaced": unplaced,
        "themes": themes,
        "groups": groups,
        "participants": participants,
        "cooccurrence": pairs,
        "quotes": quotes,
        "agreement": agreement,
        "topic_status": topic_status,
        "topics": topics,
        "crosswalk": crosswalk,
        "coverage": coverage,
        "scatter": scatter,
        "suggestion_quality": suggestion_quality,
    }
    results = load_results(
        settings=settings,
        codebook=codebook,
        interviews=interviews,
        vectors=vectors,
        stages={name: path for name, path in stages.items() if path},
    )
    write_tables(build_tables(results), folder)


if "snakemake" in globals():
    from aft_themes.job import run

    run(main, globals()["snakemake"])
