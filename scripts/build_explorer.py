"""Build the explorer: one static page for reading themes in their context.

Inputs: segments, clean turns, final codings, themes with their participants and quotes, codebook,
interviews, and topics where they were made. Output: reports/<study>/explorer/index.html.
"""

from pathlib import Path

from aft_themes.catalog import (
    CLEAN_TURNS,
    CODINGS,
    QUOTES,
    SEGMENTS,
    THEME_PARTICIPANTS,
    THEMES,
    TOPIC_ASSIGNMENTS,
    TOPICS,
)
from aft_themes.coding.codebook import load_codebook
from aft_themes.corpus.interviews import load_interviews
from aft_themes.explorer import build_explorer
from aft_themes.io.files import write_whole
from aft_themes.io.parquet import read_frame
from aft_themes.settings import Settings


def main(
    *,
    segments: Path,
    clean_turns: Path,
    final: Path,
    themes: Path,
    participants: Path,
    quotes: Path,
    codebook: Path,
    interviews: Path,
    explorer: Path,
    settings: Settings,
    topics: Path | None = None,
    topic_assignments: Path | None = None,
) -> None:
    page = build_explorer(
        segments=read_frame(segments, SEGMENTS),
        clean_turns=read_frame(clean_turns, CLEAN_TURNS),
        codings=read_frame(final, CODINGS),
        themes=read_frame(themes, THEMES),
        theme_participants=read_frame(participants, THEME_PARTICIPANTS),
        quotes=read_frame(quotes, QUOTES),
        interviews=load_interviews(interviews),
        codebook=load_codebook(codebook),
        settings=settings,
        topics=read_frame(topics, TOPICS) if topics else None,
        topic_assignments=(
            read_frame(topic_assignments, TOPIC_ASSIGNMENTS) if topic_assignments else None
        ),
    )
    write_whole(explorer, lambda part: part.write_text(page, encoding="utf-8", newline="\n"))


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
