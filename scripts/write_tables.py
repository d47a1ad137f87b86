"""Write every table in CSV, XLSX, Word, LaTeX and HTML."""

from pathlib import Path

from aft_themes.settings import Settings
from aft_themes.tables.build import build_tables, write_tables
from aft_themes.tables.results import STAGES, load_results


def main(
    *,
    codebook: Path,
    interviews: Path,
    vectors: Path,
    intake: Path,
    clean_turns: Path,
    segments: Path,
    codings: Path,
    assignments: Path,
    unplaced: Path,
    themes: Path,
    groups: Path,
    participants: Path,
    cooccurrence: Path,
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
    stages = {name: path for name, path in locals().items() if name in STAGES and path}
    results = load_results(
        settings=settings,
        codebook=codebook,
        interviews=interviews,
        vectors=vectors,
        stages=stages,
    )
    write_tables(build_tables(results), folder)


if "snakemake" in globals():
    from aft_themes.job import run

    run(main, globals()["snakemake"])
