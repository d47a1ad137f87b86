"""Write the report as one HTML page and as a Word document."""

from pathlib import Path

from aft_themes.report.compose import compose_report
from aft_themes.report.document import to_document
from aft_themes.report.figures import load_figures
from aft_themes.report.page import to_page
from aft_themes.settings import Settings
from aft_themes.tables.build import build_tables, write_bytes
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
    page: Path,
    document: Path,
    settings: Settings,
    figures: Path | None = None,
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
    report = compose_report(results, build_tables(results), load_figures(figures))
    write_bytes(page, to_page(report).encode())
    write_bytes(document, to_document(report))


if "snakemake" in globals():
    from aft_themes.job import run

    run(main, globals()["snakemake"])
