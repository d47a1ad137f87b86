"""Draw the figures of a run, each as PDF, SVG and PNG with its caption and data.

Inputs: the tables that the figures show, codebook, participants, and the authors' themes if any.
Output: the folder of figures.
"""

import logging
import sys
from pathlib import Path

from tqdm import tqdm

from aft_themes import catalog
from aft_themes.figures import draw_all
from aft_themes.figures.cache import FigureCache
from aft_themes.settings import Settings
from aft_themes.workflow.rule_files import RuleFiles

logger = logging.getLogger(__name__)


def main(
    *, files: RuleFiles, settings: Settings, cache: str, code: list[str], threads: int = 1
) -> None:
    drawn = draw_all(
        files.by_name,
        files.path(catalog.FIGURES),
        settings,
        cache=FigureCache(Path(cache), settings, [Path(file) for file in code]),
        threads=threads,
        themes_file=files.path_if_any(catalog.THEMES_FILE),
    )
    for name, why_not in tqdm(drawn, "drawing", disable=not sys.stderr.isatty()):
        logger.info("%s%s", name, f" is not drawn: {why_not}" if why_not else "")


if "snakemake" in globals():
    from aft_themes.workflow.job import run

    run(main, globals()["snakemake"])
