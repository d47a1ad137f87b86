"""Draw figures for journals, and say which could not be drawn and why.

Inputs: themes, themes by participant, pairs of themes, final codings, segments, codebook,
interviews, agreement, topics, their segments, choice of their number, topics by codes,
learning curve and reliability of the suggestions; a file is read only for the figures that need
it. Output: the folder of figures; ``figures`` names some of them, and empty means all. A figure
that depends on nothing that has changed, ``code`` included, is copied from ``kept``.
"""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from aft_themes.figures import draw_all
from aft_themes.figures.cache import Keeper
from aft_themes.settings import Settings

logger = logging.getLogger(__name__)


def main(
    *,
    themes: Path,
    participants: Path,
    pairs: Path,
    final: Path,
    segments: Path,
    codebook: Path,
    interviews: Path,
    agreement: Path,
    topics: Path,
    topic_assignments: Path,
    topic_choice: Path,
    crosswalk: Path,
    learning_curve: Path,
    reliability: Path,
    code: Sequence[Path],
    folder: Path,
    kept: Path,
    figures: Sequence[str],
    settings: Settings,
    threads: int = 1,
) -> None:
    files = {name: value for name, value in locals().items() if isinstance(value, Path)}
    keeper = Keeper(kept, settings, code)
    drawn = draw_all(files, folder, settings, keeper=keeper, only=figures, threads=threads)
    for name, why_not in tqdm(drawn, "drawing", disable=not sys.stderr.isatty()):
        logger.info("%s%s", name, f" is not drawn: {why_not}" if why_not else "")


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
