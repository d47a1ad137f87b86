"""Measure agreement between coders and list where they differ."""

from __future__ import annotations

from pathlib import Path

from aft_themes.agreement import (
    AGREEMENT,
    CONFUSIONS,
    DISAGREEMENTS,
    PAIR_COUNTS,
    collect_judgements,
    count_confusions,
    list_disagreements,
    measure_agreement,
)
from aft_themes.codebook import load_codebook
from aft_themes.frames import ASSIGNMENTS, CODINGS, SEGMENTS, read_frame, write_frame
from aft_themes.settings import Settings, check_settings


def main(
    *,
    segments: Path,
    codings: Path,
    assignments: Path,
    codebook: Path,
    agreement: Path,
    pair_counts: Path,
    disagreements: Path,
    confusions: Path,
    settings: Settings,
) -> None:
    book = load_codebook(codebook)
    frames = (
        read_frame(segments, SEGMENTS),
        read_frame(codings, CODINGS),
        read_frame(assignments, ASSIGNMENTS),
    )
    measured, counts = measure_agreement(*frames, book, settings)
    judgements = collect_judgements(*frames, book)
    write_frame(measured, agreement, AGREEMENT)
    write_frame(counts, pair_counts, PAIR_COUNTS)
    write_frame(list_disagreements(judgements, book), disagreements, DISAGREEMENTS)
    write_frame(count_confusions(judgements), confusions, CONFUSIONS)


if "snakemake" in globals():  # run by the workflow
    main(
        segments=Path(snakemake.input.segments),  # type: ignore[name-defined] # noqa: F821
        codings=Path(snakemake.input.codings),  # type: ignore[name-defined] # noqa: F821
        assignments=Path(snakemake.input.assignments),  # type: ignore[name-defined] # noqa: F821
        codebook=Path(snakemake.input.codebook),  # type: ignore[name-defined] # noqa: F821
        agreement=Path(snakemake.output.agreement),  # type: ignore[name-defined] # noqa: F821
        pair_counts=Path(snakemake.output.pair_counts),  # type: ignore[name-defined] # noqa: F821
        disagreements=Path(snakemake.output.disagreements),  # type: ignore[name-defined] # noqa: F821
        confusions=Path(snakemake.output.confusions),  # type: ignore[name-defined] # noqa: F821
        settings=check_settings(dict(snakemake.config)),  # type: ignore[name-defined] # noqa: F821
    )
