"""Count themes over participants, and choose their quotes.

Inputs: final codings, assignments, segments and their embeddings, clean turns, codebook,
interviews. Outputs: themes, their groups, participants, co-occurrence and quotes.
"""

from pathlib import Path

import numpy as np

from aft_themes.catalog import (
    CLEAN_TURNS,
    CODER_ASSIGNMENTS,
    CODINGS,
    COOCCURRENCE,
    QUOTES,
    SEGMENTS,
    THEME_GROUPS,
    THEME_PARTICIPANTS,
    THEMES,
)
from aft_themes.coding.codebook import load_codebook
from aft_themes.coding.codings import coded_interviews
from aft_themes.corpus.interviews import load_interviews
from aft_themes.io.parquet import read_frame, write_frame
from aft_themes.settings import Settings
from aft_themes.themes.quotes import check_verbatim, choose_quotes
from aft_themes.themes.themes import cooccurrence, make_themes, theme_groups, theme_participants


def main(
    *,
    final: Path,
    assigned: Path,
    segments: Path,
    vectors: Path,
    clean_turns: Path,
    codebook: Path,
    interviews: Path,
    themes: Path,
    groups: Path,
    participants: Path,
    pairs: Path,
    quotes: Path,
    settings: Settings,
) -> None:
    codings = read_frame(final, CODINGS)
    parts = read_frame(segments, SEGMENTS)
    book = load_codebook(codebook)
    coded = coded_interviews(
        codings, read_frame(assigned, CODER_ASSIGNMENTS), parts, settings.coding.final
    )
    counted = theme_participants(codings, book, coded)
    write_frame(counted, participants, THEME_PARTICIPANTS)
    write_frame(make_themes(counted, codings, book, settings.themes), themes, THEMES)
    grouped = theme_groups(counted, load_interviews(interviews), settings.themes)
    write_frame(grouped, groups, THEME_GROUPS)
    write_frame(cooccurrence(counted, codings, book), pairs, COOCCURRENCE)
    chosen = choose_quotes(
        codings, parts, np.load(vectors, allow_pickle=False), book, settings.quotes
    )
    check_verbatim(chosen, read_frame(clean_turns, CLEAN_TURNS))
    write_frame(chosen, quotes, QUOTES)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
