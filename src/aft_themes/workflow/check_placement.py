"""How many of the coders' quotes can be placed in the transcripts, before anything long runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from aft_themes.catalog import REPLACEMENTS
from aft_themes.coding.codebook import Codebook
from aft_themes.coding.coder_files import read_coder_files
from aft_themes.coding.left_out import LeftOut
from aft_themes.coding.placing import place_codings
from aft_themes.corpus.segments import make_segments, place_turns
from aft_themes.io.files import find_file
from aft_themes.io.parquet import empty_frame, rows
from aft_themes.settings import Settings


def unplaced_codings(
    interviews: pd.DataFrame,
    turns: pd.DataFrame,
    codebook: Codebook,
    coder_files: Sequence[Path],
    transcripts: Path,
    settings: Settings,
) -> list[str]:
    """Say how many codings cannot be placed, by reason; names are not replaced yet."""
    coded = read_coder_files(coder_files, codebook, interviews).coded
    placed = place_turns(turns, empty_frame(REPLACEMENTS))
    found = place_codings(
        coded,
        turns,
        placed,
        make_segments(turns, placed, settings.segments, settings.language),
        min_overlap=settings.coding.min_overlap,
        codebook_version=codebook.version,
        interviewer_turns=settings.coding.interviewer_turns,
        not_read={},
        left_out=LeftOut(_files(interviews, transcripts)),
    )
    reasons = Counter((row.kind, row.reason, row.fix) for row in rows(found.unplaced))
    kinds = Counter(kind for kind, _, _ in reasons.elements())
    shown = {kind: (reason, fix) for (kind, reason, fix), _ in reversed(reasons.most_common())}
    return [
        f"{count} of {len(coded)} codings cannot be placed: {shown[kind][0]}. "
        f"Fix: {shown[kind][1]}."
        for kind, count in kinds.most_common()
    ]


def _files(interviews: pd.DataFrame, transcripts: Path) -> dict[str, Path]:
    found = {str(row.interview): find_file(transcripts, str(row.file)) for row in rows(interviews)}
    return {interview: path for interview, path in found.items() if path}
