"""Compare the codebook with its previous version, if the study keeps one.

Inputs: codebook, kept versions, turns, replacements, segments, human codings, assignments,
interviews, the coders' files now and, if kept, then. Outputs: changes, affected codings, agreement
before and after, a summary.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from aft_themes.agreement.codebook_versions import (
    affected_codings,
    compare_agreement,
    compare_codebooks,
    previous_version,
    summarise_changes,
)
from aft_themes.catalog import (
    AFFECTED_CODINGS,
    AGREEMENT_CHANGES,
    CODEBOOK_CHANGES,
    CODER_ASSIGNMENTS,
    CODINGS,
    REPLACEMENTS,
    SEGMENTS,
    TURNS,
)
from aft_themes.coding.codebook import Codebook, load_codebook
from aft_themes.coding.codings import assignments, load_codings, place_codings
from aft_themes.corpus.interviews import load_interviews
from aft_themes.corpus.segments import place_turns
from aft_themes.io.files import write_whole
from aft_themes.io.parquet import empty_frame, read_frame, write_frame
from aft_themes.settings import Settings

logger = logging.getLogger(__name__)


def main(
    *,
    codebook: Path,
    versions: Sequence[Path],
    turns: Path,
    replacements: Path,
    segments: Path,
    human: Path,
    assigned: Path,
    interviews: Path,
    coded: Sequence[Path],
    earlier_coded: Sequence[Path],
    changes: Path,
    affected: Path,
    agreement: Path,
    summary: Path,
    settings: Settings,
) -> None:
    new = load_codebook(codebook)
    found = previous_version(versions, new)
    if found is None:
        logger.info("no earlier version of the codebook is kept")
        write_frame(empty_frame(CODEBOOK_CHANGES), changes, CODEBOOK_CHANGES)
        write_frame(empty_frame(AFFECTED_CODINGS), affected, AFFECTED_CODINGS)
        write_frame(empty_frame(AGREEMENT_CHANGES), agreement, AGREEMENT_CHANGES)
        write_whole(summary, lambda part: part.write_text("", encoding="utf-8"))
        return
    path, old = found
    logger.info("comparing version %s with %s", new.version, old.version)
    # coders' files of a version stand in a folder of its name beside it
    files = [file for file in earlier_coded if file.parent.name == path.stem]
    earlier = _place(files, old, turns, replacements, segments, interviews, settings)
    changed = compare_codebooks(old, new)
    concerned = affected_codings(coded, changed)
    measured = compare_agreement(
        read_frame(segments, SEGMENTS),
        read_frame(human, CODINGS),
        read_frame(assigned, CODER_ASSIGNMENTS),
        old,
        new,
        settings,
        earlier,
    )
    text = summarise_changes(
        old, new, changed, concerned, measured, synthetic=settings.report.synthetic
    )
    write_frame(changed, changes, CODEBOOK_CHANGES)
    write_frame(concerned, affected, AFFECTED_CODINGS)
    write_frame(measured, agreement, AGREEMENT_CHANGES)
    write_whole(summary, lambda part: part.write_text(text, encoding="utf-8"))


def _place(
    files: list[Path],
    book: Codebook,
    turns: Path,
    replacements: Path,
    segments: Path,
    interviews: Path,
    settings: Settings,
) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    if not files:
        return None
    read = read_frame(turns, TURNS)
    codings = place_codings(
        load_codings(files, book),
        read,
        place_turns(read, read_frame(replacements, REPLACEMENTS)),
        read_frame(segments, SEGMENTS),
        min_overlap=settings.coding.min_overlap,
        codebook_version=book.version,
    ).codings
    return codings, assignments(load_interviews(interviews), read["interview"].unique(), codings)


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
